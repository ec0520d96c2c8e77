// The extension pg_trgm, for searches within names: in the embedded database, also in directories from before, and on a server without a superuser.
import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { present } from '../../support/assertions.ts';
import { createDatabase } from '../../support/databases.ts';
import { sweepMade, type MadeAccount } from '../../support/made-sweeps.ts';
import { useStore, type Rig } from '../../support/store.ts';
import { useStoreOf02 } from '../../support/store-of-02.ts';

const CREATE = `create extension if not exists pg_trgm;
  create table searched (name text);
  create index searched_name on searched using gin (name gin_trgm_ops)`;

const FILL = "insert into searched select 'row ' || n from generate_series(1, 100) n";

const OPTIONS = "select reloptions from pg_class where relname = 'assignees_by_search'";

/** 256 kB. */
const FEW_PAGES = 32;

/** With many trigrams. */
const NAME = 'q8w7e6r5t4z3u2i1o0pasdfghjklyxcvbnm';

async function pagesAside({ query }: Pick<Rig, 'query'>): Promise<number> {
  const rows = await query("select pending_pages from pgstatginindex('assignees_by_search')");
  return Number(present(rows[0])['pending_pages']);
}

/** Within names, so that only trigrams can be looked up. */
const COUNT = "select count(*)::int as found from searched where name like '%w 9%'";

describe('pg_trgm', () => {
  describe('in a new embedded database', () => {
    const rig = useStore('PGlite');

    it('indexes what is searched', async () => {
      for (const statement of [...CREATE.split(';'), FILL]) await rig.query(statement);
      expect(await rig.query(COUNT)).toEqual([{ found: 11 }]);
    });
  });

  describe('of what the inventory searches, in an embedded database', () => {
    const rig = useStore('PGlite');

    it('keeps few entries aside, so that no statement works in many', async () => {
      expect(await rig.query('show gin_pending_list_limit')).toEqual([{ gin_pending_list_limit: '256kB' }]);
      expect(await rig.query(OPTIONS)).toEqual([{ reloptions: null }]);
    });
  });

  describe('of what the inventory searches, on a server', () => {
    const rig = useStore('PostgreSQL');

    it('keeps many entries aside while an account is first read, and few later', async () => {
      expect(await rig.query(OPTIONS)).toEqual([{ reloptions: null }]);
      const held = { gold: { status: 'ACTIVE', removalOn: null } } as const;
      const account = (users: number): MadeAccount => ({
        key: 'a',
        licenses: { gold: 1 },
        users: Object.fromEntries(Array.from({ length: users }, (_, index) => [`${index}-${NAME}`, held])),
      });
      await rig.store.keepAccounts([{ key: 'a', provider: 'WEBEX' }]);
      await rig.query('create extension if not exists pgstattuple');
      // A worker of the server that looks at the table works in what is aside.
      await rig.query('alter table assignees set (autovacuum_enabled = false)');
      await sweepMade(rig, account(1_000));
      expect(await pagesAside(rig)).toBeGreaterThan(FEW_PAGES);
      await rig.store.maintain({ accountKey: 'a', sweepId: 1, owner: 'a' }, null);
      expect(await pagesAside(rig)).toBe(0);
      await sweepMade(rig, account(2_000));
      expect(await pagesAside(rig)).toBeLessThanOrEqual(FEW_PAGES);
    });
  });

  describe('in a directory of version 0.2', () => {
    const store = useStoreOf02('PGlite');

    it('can be created, and is there whenever it is opened again', async () => {
      // Each statement opens the directory and closes it.
      for (const statement of [...CREATE.split(';'), FILL]) await store.query(statement);
      expect(await store.query(COUNT)).toEqual([{ found: 11 }]);
    });
  });

  it('can be created on a server by a user who may create in the database', async () => {
    const { url, drop } = await createDatabase();
    const role = `role_${randomUUID().replaceAll('-', '')}`;
    const admin = new Client({ connectionString: url });
    await admin.connect();
    await admin.query(`create role ${role} login password 'own'`);
    await admin.query(`grant create on database ${new URL(url).pathname.slice(1)} to ${role}`);
    await admin.query(`grant all on schema public to ${role}`);
    const own = Object.assign(new URL(url), { username: role, password: 'own' });
    const client = new Client({ connectionString: own.href });
    await client.connect();
    await client.query(CREATE);
    await client.query(FILL);
    expect((await client.query(COUNT)).rows).toEqual([{ found: 11 }]);
    await client.end();
    await admin.query(`drop owned by ${role} cascade; drop role ${role}`);
    await admin.end();
    await drop();
  });
});
