// Thirty processes killed in the middle of sets of 2,000 changes. `npm run test:soak -- kills` runs it, in three minutes.
import { changesFor } from '../support/many-changes.ts';
import { killedProcesses } from '../changes/scenarios/kills.ts';

killedProcesses({
  kills: 30,
  changes: changesFor({ genesys: 400, webex: 500, thingspace: 620, yext: 480 }),
  processes: { writeDelayMs: { genesys: 700, webex: 300, thingspace: 1_500, yext: 300 } },
  lastMs: 5_000,
  mostWrites: 60,
});
