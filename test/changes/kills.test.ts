// Twelve processes killed in the middle of sets of 200 changes. Those of the real size are in test/soak.
import { changesFor } from '../support/many-changes.ts';
import { HASTY, killedProcesses } from './scenarios/kills.ts';

killedProcesses({
  kills: 12,
  changes: changesFor({ genesys: 40, webex: 60, thingspace: 50, yext: 50 }),
  processes: HASTY,
  lastMs: 600,
  mostWrites: 12,
});
