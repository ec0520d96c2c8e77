// Change sets over a database: creating, starting, carrying on, cancelling, finding.
import { sql } from 'kysely';
import type { StoreContext } from '../context.ts';
import { clean } from '../database/json.ts';
import type { Db } from '../database/tables.ts';
import { reading, writing } from '../database/transactions.ts';
import type { ChangeSets } from './api.ts';
import { cancelSet } from './cancel-set.ts';
import { carryOn } from './carry-on.ts';
import { createSet } from './create-set.ts';
import { listSets, readSet } from './find-sets.ts';
import { finish } from './finish-set.ts';
import { keyTaken } from './idempotency.ts';
import { startSet } from './start-set.ts';

/** Change sets over a database. */
export function changeSets(context: StoreContext): ChangeSets {
  const { now } = context;
  return {
    createSet: (input, requests, options) =>
      writing(context, (tx) => createSet(context, tx, { input, requests, ...options })),
    startSet: (setId, by, options) =>
      writing(context, (tx) => startSet(context, tx, { setId, by, ...options })),
    carryOn: (input, enqueue) => writing(context, (tx) => carryOn(context, tx, input, enqueue)),
    replay: (claim) =>
      reading(context, async (db) => {
        const setId = await keyTaken(db, claim);
        return setId === null ? null : await readSet(db, setId, now());
      }),
    set: (id) => reading(context, (db) => readSet(db, id, now())),
    sets: (filter, after, limit) =>
      reading(context, (db) => listSets(db, { filter, after, limit, now: now() })),
    cancelSet: (setId, principal) => writing(context, (tx) => cancelSet(tx, setId, principal, now())),
    finishSet: (setId) => writing(context, async (tx) => (await finish(tx, setId, now())).set),
    addCalls: (setId, calls) => reading(context, (db) => addCalls(db, setId, calls)),
  };
}

async function addCalls(db: Db, setId: string, calls: number): Promise<void> {
  const query = db.updateTable('changeSets').set({ madeCalls: sql<number>`made_calls + ${calls}::integer` });
  await query.where('id', '=', clean(setId)).execute();
}
