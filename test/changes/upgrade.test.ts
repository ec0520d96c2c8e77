// The upgrade from version 0.2 with some hundred changes. The set of 2,000 is in test/soak.
import { upgrade } from './scenarios/upgrade.ts';

upgrade(
  {
    writeDelayMs: { genesys: 300, webex: 100, thingspace: 300, yext: 100 },
    limits: { connectTimeoutMs: 500, answerTimeoutMs: 1_400 },
    changes: { leaseMs: 3_000, parts: 2, inlineChanges: 50 },
    hasty: true,
  },
  { genesys: 250, webex: 60, thingspace: 40, yext: 50 },
);
