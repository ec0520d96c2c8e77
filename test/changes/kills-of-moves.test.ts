// Processes killed in the middle of moves, in which every removal waits for an assignment of another provider.
import { movesFor } from '../support/many-wishes.ts';
import { killedProcesses } from './scenarios/kills.ts';

killedProcesses({
  kills: 4,
  wishes: movesFor(40),
  processes: {
    writeDelayMs: { genesys: 200, webex: 100, thingspace: 200, yext: 100 },
    // Long enough for the busiest machine: no lease is waited for.
    limits: { connectTimeoutMs: 5_000, answerTimeoutMs: 15_000 },
    changes: { leaseMs: 60_000, parts: 4, sweepMs: 5_000, settleMs: 2_000 },
    hasty: true,
  },
  lastMs: 1_500,
  mostWrites: 12,
});
