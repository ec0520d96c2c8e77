// Every write of every provider under every fault of the emulators: 396 cases. `npm run test:soak -- troubled-writes` runs them, in a minute.
import { WRITES, troubledWrites } from '../changes/scenarios/troubled-writes.ts';

troubledWrites(() => WRITES);
