// Rolling restarts under 3,000 requests, with the delay that servers have by default. `npm run test:soak -- rolling` runs it, in two minutes.
import { rollingRestart } from '../main/scenarios/rolling-restart.ts';

rollingRestart({ requests: 3_000, restarts: 4, probeMs: 1_000, drainDelayMs: 5_000 });
