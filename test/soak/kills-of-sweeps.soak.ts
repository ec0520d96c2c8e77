// Twenty processes killed in the middle of sweeps, half of them over each database. `npm run test:soak -- kills-of-sweeps` runs it.
import { killedSweeps } from '../inventory/scenarios/kills.ts';

killedSweeps(20);
