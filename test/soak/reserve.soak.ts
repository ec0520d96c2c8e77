// People keep their reserve beside sweeps and a set of 10,000 changes, at a third of Genesys' own limit, which such a set does not reach.
// `npm run test:soak -- reserve` runs it.
import { keepsReserve } from '../changes/scenarios/reserve.ts';

keepsReserve({ changes: 10_000, scale: 100, callsPerMinute: 100 });
