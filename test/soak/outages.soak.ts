// Outages of the database that outlast a lease of four seconds, over a set of 2,000 changes. `npm run test:soak -- outages` runs it, in a minute and a half.
import { outages } from '../changes/scenarios/outages.ts';

outages({
  processes: { writeDelayMs: { genesys: 700, webex: 300, thingspace: 1_500, yext: 300 } },
  amounts: { genesys: 400, webex: 500, thingspace: 620, yext: 480 },
  atCalls: [40, 80, 120],
  outageMs: 5_000,
});
