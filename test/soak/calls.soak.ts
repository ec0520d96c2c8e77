// The calls of sets as large as docs/upstream-calls.md has them. `npm run test:soak -- calls` runs it, in half a minute.
import { callCounts } from '../changes/scenarios/call-counts.ts';

callCounts({
  scale: 80,
  devices: [10_000, 10, 20_000],
  genesysUsers: { count: 500, writes: 16, reads: 5 },
  webexUsers: 200,
  places: 300,
});
