// Thirty processes killed in the middle of sets of 200 changes. Those of the real size are in test/soak.
import { wishesFor } from '../support/many-wishes.ts';
import { killedProcesses } from './scenarios/kills.ts';

killedProcesses({
  kills: 30,
  wishes: wishesFor({ genesys: 40, webex: 60, thingspace: 50, yext: 50 }),
  processes: {
    writeDelayMs: { genesys: 200, webex: 100, thingspace: 200, yext: 100 },
    // Long enough for the busiest machine: no lease is waited for.
    limits: { connectTimeoutMs: 5_000, answerTimeoutMs: 15_000 },
    changes: { leaseMs: 60_000, parts: 4, sweepMs: 5_000, settleMs: 2_000 },
    hasty: true,
  },
  lastMs: 600,
  mostWrites: 12,
});
