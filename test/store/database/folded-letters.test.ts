// Migration 0014: what was stored by the old folding is found and sorted as what is stored by the new one.
import { describe, expect, it } from '@jest/globals';
import { DATABASES, type DatabaseKind } from '../../support/databases.ts';
import { sweepMade, type MadeAccount } from '../../support/made-sweeps.ts';
import { useReopened } from '../../support/reopened.ts';
import { rigOver, type Rig } from '../../support/store.ts';

/** As it was: without the letters that Unicode does not take apart. */
function foldedBefore(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

const LONG = 'ß'.repeat(200);
/** Letters of two UTF-16 code units: all before the place where a key is cut, and one of them at it. */
const [ASTRAL, HALVED] = [`z${'ß🙂'.repeat(100)}`, `zß${'🙂'.repeat(200)}`];
const NAMES = ['Lodi', 'Łódź', 'London', 'Ørsted', 'Peter', 'Straße', LONG, 'Þór', 'Ægir', ASTRAL, HALVED];
const ACCOUNT: MadeAccount = {
  key: 'a',
  licenses: Object.fromEntries(NAMES.map((name) => [name, 1])),
  users: Object.fromEntries(NAMES.map((name) => [name, {}])),
};
/** All that the two columns have of a row. */
const STORED = ['licenses', 'assignees'].map(
  (table) => `select external_id as id, name, name_key as key, search from ${table} order by id`,
);
const LIST = { visible: ['a'], filter: {}, first: 100, after: null, asOf: null } as const;

async function stored({ query }: Pick<Rig, 'query'>) {
  return await Promise.all(STORED.map((statement) => query(statement)));
}

/** As version 0.2 and those after it stored it. */
async function putBack({ query }: Pick<Rig, 'query'>): Promise<void> {
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  for (const [table, columns] of [
    ['licenses', 'id, name, external_id'],
    ['assignees', "id, name, external_id, facts ->> 'email' as email"],
  ] as const) {
    for (const row of await query(`select ${columns} from ${table}`)) {
      const texts = [row['name'], row['external_id'], row['email']].filter((one) => typeof one === 'string');
      const lines = ['', ...new Set(texts.map(foldedBefore)), ''].join('\n');
      const key = foldedBefore(String(row['name'])).slice(0, 300).toWellFormed();
      await query(
        `update ${table} set name_key = ${quoted(key)}, search = ${quoted(lines)} where id = ${Number(row['id'])}`,
      );
    }
  }
  await query('drop table hidden_numbers');
  await query('alter table sweep_sections drop column look_up_calls');
  await query(
    'alter table inventory_accounts drop column recorded_at, drop column expired_seq, add column revision bigint',
  );
  await query("delete from kysely_migration where name >= '0014'");
}

/** Ids of users that a search finds, and of all licenses and users by name. */
async function seen({ store }: Rig) {
  const sort = { field: 'NAME', direction: 'ASC' } as const;
  const found = async (search: string) => {
    const { rows } = await store.findAssignees('USER', { ...LIST, filter: { search }, sort });
    return rows.map(({ value }) => value.externalId);
  };
  const users = await store.findAssignees('USER', { ...LIST, sort });
  const licenses = await store.findLicenses({ ...LIST, sort });
  return {
    lodz: await found('lodz'),
    strasse: await found('strasse'),
    users: users.rows.map(({ value }) => value.externalId),
    licenses: licenses.rows.map(({ value }) => value.externalId),
  };
}

const SORTED = ['Ægir', 'Lodi', 'Łódź', 'London', 'Ørsted', 'Peter', LONG, 'Straße', 'Þór', ASTRAL, HALVED];

describe.each(DATABASES)('letters that have no accent to take off, on %s', (kind: DatabaseKind) => {
  const { options, closeAfter } = useReopened(kind);

  it('are folded in rows that are there', async () => {
    const where = await options();
    const first = await rigOver(where);
    await first.store.keepAccounts([{ key: 'a', provider: 'WEBEX' }]);
    await sweepMade(first, ACCOUNT);
    const anew = await stored(first);
    expect(await seen(first)).toMatchObject({ lodz: ['Łódź'], users: SORTED, licenses: SORTED });
    await putBack(first);
    const before = await seen(first);
    expect([before.lodz, before.strasse, before.users.at(-1)]).toEqual([[], [], 'Łódź']);
    await first.close();
    const second = await rigOver(where);
    closeAfter(second);
    expect(await seen(second)).toMatchObject({
      lodz: ['Łódź'],
      strasse: ['Straße'],
      users: SORTED,
      licenses: SORTED,
    });
    expect(await stored(second)).toEqual(anew);
  });
});
