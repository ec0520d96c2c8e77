// Forty processes killed in the middle of sweeps. `npm run test:soak -- kills-of-sweeps` runs it, in ten minutes.
import { killedSweeps } from '../inventory/scenarios/kills.ts';

killedSweeps(40);
