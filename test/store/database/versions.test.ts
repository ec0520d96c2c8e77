// Versions side by side on one database: tables are not changed under a replica that could not go on, and a newer version's are not touched.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { silentLog, type Log } from '../../../src/domain/log.ts';
import { openStore } from '../../../src/store/store.ts';
import { problemOf, until } from '../../support/assertions.ts';
import { DATABASES } from '../../support/databases.ts';
import { useStoreOf02, type StoreOf02 } from '../../support/store-of-02.ts';

const MIGRATED = 'select name from kysely_migration order by name';

async function open({ options }: StoreOf02, log: Log = silentLog): Promise<void> {
  const store = await openStore(options, {
    now: Date.now,
    newId: randomUUID,
    log,
    every: () => () => undefined,
  });
  await store.close();
}

/** Runs `work` while something of this name is connected. */
async function beside(store: StoreOf02, name: string, work: () => Promise<void>): Promise<void> {
  if (!('url' in store.config)) throw new Error('not on a server');
  const client = new Client({ connectionString: store.config.url, application_name: name });
  await client.connect();
  try {
    await work();
  } finally {
    await client.end();
    // The server lists a connection a moment longer.
    const listed = `select 1 from pg_stat_activity where datname = current_database() and application_name = '${name}' and pid <> pg_backend_pid()`;
    await until(async () => (await store.query(listed)).length === 0);
  }
}

describe('a database of version 0.2 on a server', () => {
  const store = useStoreOf02('PostgreSQL');

  it.each(['license-graph', 'license-graph-jobs', 'license-graph/5', 'license-graph-jobs/0'])(
    'stays as it is while %s is connected',
    async (name) => {
      await beside(store, name, async () => {
        expect(await problemOf(open(store))).toMatchObject({
          code: 'STORE_UNAVAILABLE',
          message: expect.stringContaining('Replicas of an older version'),
          hint: expect.stringContaining('Stop them'),
        });
        expect(await store.query(MIGRATED)).toEqual([{ name: '0001-change-engine' }]);
      });
    },
  );

  it('is brought up to date beside a replica of the same version, a later one and anything else', async () => {
    const noted: [message: string, details: object][] = [];
    const log: Log = { ...silentLog, info: (details, message) => void noted.push([message, details]) };
    await beside(store, 'license-graph/6', () =>
      beside(store, 'license-graph-jobs/12', () =>
        beside(store, 'license-graph-live', () => open(store, log)),
      ),
    );
    const migrated = (await store.query(MIGRATED)).map(({ name }) => name);
    expect(migrated.length).toBeGreaterThan(5);
    expect(noted).toEqual([
      ['the tables of the database were brought up to date', { migrations: migrated.slice(1) }],
    ]);
    await open(store, log);
    expect(noted).toHaveLength(1);
  });

  it('is opened from then on, whoever is connected', async () => {
    await beside(store, 'license-graph', async () => {
      await open(store);
      expect(await store.query(MIGRATED)).not.toEqual([]);
    });
  });
});

describe.each(DATABASES)('a database of a newer version over %s', (kind) => {
  const store = useStoreOf02(kind);

  it('is told as such, and left alone', async () => {
    await store.query(
      `insert into kysely_migration (name, timestamp) values ('9000-later', '2031-01-01T00:00:00Z')`,
    );
    expect(await problemOf(open(store))).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('newer version'),
      hint: expect.stringContaining('restore the backup'),
    });
    expect(await store.query(MIGRATED)).toEqual([{ name: '0001-change-engine' }, { name: '9000-later' }]);
  });
});
