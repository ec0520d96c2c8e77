// The columns as the code spells them, and as the database has them.
import { describe, expect, it } from '@jest/globals';
import { columnName } from '../../../src/store/database/column-names.ts';
import { COLUMNS } from '../../../src/store/database/tables.ts';
import { present } from '../../support/assertions.ts';
import { PLAIN, aSet, result, someChanges } from '../../support/builders.ts';
import { DATABASES } from '../../support/databases.ts';
import { claimedSet, useStore } from '../../support/store.ts';

/** As `information_schema` calls it. */
const TIME = 'timestamp with time zone';

describe.each(DATABASES)('the tables on %s', (kind) => {
  const rig = useStore(kind);

  it.each(Object.entries(COLUMNS))('have the columns of %s, of their types', async (table, columns) => {
    const found = await rig.query(
      `select column_name, data_type from information_schema.columns where table_name = '${columnName(table)}'`,
    );
    const expected = Object.entries(columns).map(([name, type]) => ({
      column_name: columnName(name),
      data_type: type === 'timestamptz' ? TIME : type,
    }));
    expect(found).toHaveLength(expected.length);
    expect(found).toEqual(expect.arrayContaining(expected));
  });

  it('give JSON back as it was kept, whatever its keys are', async () => {
    const { part, ids } = await claimedSet(rig.store, 1);
    await rig.store.markSending(part, ids);
    await rig.store.record(part, [result(present(ids[0]))]);
    const kept = { snake_key: 1, camelKey: [{ inner_key: { CAPITAL_KEY: null } }] };
    await rig.query(`update changes set after = '${JSON.stringify(kept)}', target = '[{"in_a_list": 1}]'`);
    const [record] = await rig.store.changesOf(part.setId, { limit: 1 });
    expect(record?.after).toEqual(kept);
    expect(record?.change.target).toEqual([{ in_a_list: 1 }]);
  });

  it('leave the audit log whole when a later version has added a column', async () => {
    const { store, query } = rig;
    await store.createSet(aSet(), someChanges('a', 2), PLAIN);
    await query(`alter table audit_events add column of_a_later_version text default 'x'`);
    try {
      expect(await store.verifyChain()).toMatchObject({ ok: true, checked: 1 });
    } finally {
      await query('alter table audit_events drop column of_a_later_version');
    }
  });
});
