// Gives what is stored of an account the canonical spelling of its ids.
import type { StoreContext } from '../context.ts';
import { writing } from '../database/transactions.ts';
import type { Identities } from './api.ts';
import { respellChanges } from './respell-changes.ts';
import { respellSchedules } from './respell-schedules.ts';

/** Respelling over a database. */
export function identities(context: StoreContext): Identities {
  return {
    respell: (accountKey, spell) =>
      writing(context, async (tx) => {
        await respellChanges(tx, accountKey, spell);
        await respellSchedules(tx, accountKey, spell, context.now());
      }),
  };
}
