// What licenses need, as it was read last. It is the same for every customer and does not come and go (genesys contract 2.4.2): reading
// it once is enough.
import type { Call } from '../../../domain/call.ts';
import type { License } from '../../../domain/license.ts';
import type { Context } from '../context.ts';
import { readCatalogue } from '../reads/licenses.ts';
import { requirementsOf, type Requirements } from './requirements.ts';

/** The requirements of one account's licenses. */
export interface KnownRequirements {
  /** Null before anything was read. */
  latest(): Requirements | null;
  /** Takes them from a catalogue that was read. */
  learn(catalogue: readonly License[]): Requirements;
  /** Reads the catalogue for them, unless they are known. */
  read(call: Call): Promise<Requirements>;
}

/** Nothing is known at first. */
export function createKnownRequirements(context: Context): KnownRequirements {
  let known: Requirements | null = null;
  const learn = (catalogue: readonly License[]): Requirements => (known = requirementsOf(catalogue));
  return {
    latest: () => known,
    learn,
    read: async (call) => known ?? learn((await readCatalogue(context, call)).items),
  };
}
