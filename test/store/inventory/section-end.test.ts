// What the end of a section reads of the database.
import { expect, it } from '@jest/globals';
import { storeAt, useEmbeddedDatabase } from '../../support/embedded-database.ts';
import { sweepMade, type MadeAccount } from '../../support/made-sweeps.ts';
import { statementsOf } from '../../support/statements.ts';

const ACTIVE = { status: 'ACTIVE', removalOn: null } as const;

const made = useEmbeddedDatabase();

function accountWith(u1: MadeAccount['users'][string]): MadeAccount {
  return { key: 'a', licenses: { pro: 9, basic: 9 }, users: { u1, u2: { pro: ACTIVE } } };
}

it('reads once for all of its lists what is offered, also where something is gone', async () => {
  const { database } = made;
  const statements = statementsOf(database);
  const clock = { now: Date.parse('2031-05-01T10:00:00.000Z') };
  const store = await storeAt(database, () => clock.now);
  await store.keepAccounts([{ key: 'a', provider: 'WEBEX' }]);
  await sweepMade({ store, clock }, accountWith({ pro: ACTIVE, basic: ACTIVE }));
  const before = statements.length;
  await sweepMade({ store, clock }, accountWith({ pro: ACTIVE }));
  const gone = statements.slice(before).filter((statement) => statement.includes('delete from holdings'));
  const read = statements
    .slice(before)
    .filter((statement) => statement.includes('from own_writes where until >='));
  expect([gone.length, read.length]).toEqual([1, 1]);
});
