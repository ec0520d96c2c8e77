// Processes killed in the middle of moves, in which every removal waits for an assignment of another provider.
import { movesFor } from '../support/many-changes.ts';
import { HASTY, killedProcesses } from './scenarios/kills.ts';

killedProcesses({
  kills: 4,
  changes: movesFor(40),
  processes: HASTY,
  lastMs: 1_500,
  mostWrites: 12,
});
