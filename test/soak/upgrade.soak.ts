// The upgrade from version 0.2 with a set of 2,000 changes. `npm run test:soak -- upgrade` runs it, in half a minute.
import { upgrade } from '../changes/scenarios/upgrade.ts';

upgrade(
  { writeDelayMs: { genesys: 300, webex: 100, thingspace: 300, yext: 100 }, changes: { parts: 2 } },
  { genesys: 700, webex: 400, thingspace: 600, yext: 300 },
);
