// The calls of sets just large enough to take one call more. Those of docs/upstream-calls.md are in test/soak.
import { callCounts } from './scenarios/call-counts.ts';

callCounts({
  devices: [1_001, 2, 10_000],
  genesysUsers: { count: 133, writes: 5, reads: 2 },
  webexUsers: 12,
  places: 20,
});
