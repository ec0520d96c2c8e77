// What changes of version 0.2 were about, in the database as this version finds it: the license, with calling details or without, or an
// account on a meeting site. Its rows had a column for each.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../support/databases.ts';
import { only } from '../../support/assertions.ts';
import { useStoreOf02 } from '../../support/store-of-02.ts';
import { rigOver } from '../../support/store.ts';

const CALLING = { locationId: 'here', phoneNumber: null, extension: '7777' };
const SITE = { siteUrl: 'acme.webex.com', role: 'ATTENDEE' };

describe.each(DATABASES)('changes of version 0.2 over %s', (kind) => {
  const database = useStoreOf02(kind);
  let ids: readonly string[] = [];

  beforeAll(async () => {
    const rows = await database.query('select id from changes order by id limit 3');
    ids = rows.map(({ id }) => String(id));
    const [calling, site, plain] = ids;
    await database.query(`update changes set calling = '${JSON.stringify(CALLING)}' where id = '${calling}'`);
    await database.query(`update changes set site = '${JSON.stringify(SITE)}' where id = '${site}'`);
    await database.query(`update changes set calling = 'null', site = 'null' where id = '${plain}'`);
  });

  it('have one target each', async () => {
    const { store, close } = await rigOver(database.options);
    try {
      const targets = await Promise.all(ids.map(async (id) => (await store.change(id))?.change.target));
      expect(targets).toEqual([
        { kind: 'LICENSE', details: CALLING },
        { kind: 'SITE_ACCOUNT', ...SITE },
        { kind: 'LICENSE', details: null },
      ]);
      expect(await store.verifyChain()).toMatchObject({ ok: true });
    } finally {
      await close();
    }
    const left = await database.query(
      `select count(*)::int as rows from changes where target->>'kind' not in ('LICENSE', 'SITE_ACCOUNT')`,
    );
    expect(only(left)).toEqual({ rows: 0 });
  });
});
