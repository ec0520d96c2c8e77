// Each of two replicas is restarted once. The 3,000 requests over several rounds are in test/soak.
import { rollingRestart } from './scenarios/rolling-restart.ts';

rollingRestart({ requests: 300, restarts: 2, probeMs: 250, drainDelayMs: null });
