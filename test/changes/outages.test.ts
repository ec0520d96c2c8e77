// Short outages of the database, over a set of 200 changes. The long ones are in test/soak.
import { outages } from './scenarios/outages.ts';

outages({
  processes: {
    writeDelayMs: { genesys: 300, webex: 200, thingspace: 300, yext: 200 },
    limits: { connectTimeoutMs: 400, answerTimeoutMs: 900 },
    changes: { leaseMs: 2_000 },
    hasty: true,
  },
  amounts: { genesys: 40, webex: 60, thingspace: 50, yext: 50 },
  atCalls: [15, 30, 45],
  outageMs: 2_300,
});
