// People keep their reserve beside sweeps and a set of 10,000 changes, at Genesys' own limit. `npm run test:soak -- reserve` runs it, in a minute or two.
import { keepsReserve } from '../changes/scenarios/reserve.ts';

keepsReserve({ changes: 10_000, scale: 100, callsPerMinute: 300 });
