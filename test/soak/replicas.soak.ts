// Two processes with a set of 5,000 changes. `npm run test:soak -- replicas` runs it, in half a minute.
import { replicas } from '../changes/scenarios/replicas.ts';

replicas({
  processes: {
    writeDelayMs: { genesys: 1_000, webex: 300, thingspace: 1_500, yext: 200 },
    changes: { parts: 2 },
  },
  shared: { genesys: 1_200, webex: 620, thingspace: 2_700, yext: 480 },
  single: { genesys: 100, webex: 100, thingspace: 100, yext: 100 },
});
