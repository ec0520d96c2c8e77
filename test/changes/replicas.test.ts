// Two processes with some hundred changes. The set of 5,000 is in test/soak.
import { replicas } from './scenarios/replicas.ts';

replicas({
  processes: {
    writeDelayMs: { genesys: 300, webex: 100, thingspace: 300, yext: 100 },
    limits: { connectTimeoutMs: 500, answerTimeoutMs: 1_400 },
    changes: { leaseMs: 3_000, parts: 2, inlineChanges: 50 },
    hasty: true,
  },
  shared: { genesys: 250, webex: 60, thingspace: 40, yext: 50 },
  single: { genesys: 20, webex: 40, thingspace: 20, yext: 40 },
});
