// A few processes killed in the middle of sweeps. test/soak has more of them.
import { killedSweeps } from './scenarios/kills.ts';

killedSweeps(4);
