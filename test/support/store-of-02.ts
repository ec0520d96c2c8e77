// A database that version 0.2 created and filled, for tests of this version, with the answers that version 0.2 gave.
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'kysely';
import { cp, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';
import { silentLog } from '../../src/domain/log.ts';
import { openDatabase } from '../../src/store/database/open.ts';
import { createDatabase, type DatabaseKind } from './databases.ts';
import { opened } from './lifecycle.ts';
import { onceARun } from './once-a-run.ts';
import { inDirectory, onServer, type TestDatabase } from './processes.ts';

const FIXTURES = new URL('../store/fixtures/', import.meta.url);

const Given = z.object({
  /** The time of the last change. */
  madeUntil: z.string(),
  /** The selection of each payload. */
  selection: z.string(),
  /** Webex people with both spellings of their ids. Requests used either; answers used the spelling of the request. */
  persons: z.array(z.object({ bare: z.string(), canonical: z.string() })),
  /** Mutations in their order, each with the last answer under its key. */
  asked: z.array(
    z.object({
      mutation: z.string(),
      input: z.looseObject({ idempotencyKey: z.string() }),
      answer: z.looseObject({
        changeSet: z.looseObject({
          id: z.string(),
          hash: z.string(),
          changes: z.object({
            nodes: z.array(
              z.looseObject({
                id: z.string(),
                license: z.looseObject({ externalId: z.string() }),
                assignee: z.looseObject({ externalId: z.string() }),
              }),
            ),
          }),
        }),
      }),
    }),
  ),
  /** Ids of nodes in lists, of change sets and of their licenses and assignees. */
  nodes: z.array(z.object({ id: z.string(), type: z.string() })),
  /** Kept removals that waited, by day. */
  schedules: z.array(
    z.object({
      license: z.object({ id: z.string(), externalId: z.string() }),
      assignee: z.object({ __typename: z.string(), id: z.string(), externalId: z.string() }),
      removalOn: z.string(),
      zone: z.string(),
      dueAt: z.string(),
      changeSet: z.object({ id: z.string() }),
    }),
  ),
});

/** The answers that version 0.2 gave from that database. */
export type GivenBy02 = z.infer<typeof Given>;

export async function givenBy02(): Promise<GivenBy02> {
  return Given.parse(JSON.parse(await readFile(new URL('version-0.2.json', FIXTURES), 'utf8')));
}

export interface StoreOf02 extends TestDatabase {
  /** Runs one statement on it without the store. An embedded database must not be open elsewhere. */
  query(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/**
 * A copy of that database for the `describe` this is called in. No code of this version has opened it yet: the first to open it
 * runs the migrations. Open it in a nested `describe`, so that it is closed before it is dropped.
 */
export function useStoreOf02(kind: DatabaseKind): StoreOf02 {
  return opened(
    async () => {
      const database = await (kind === 'PGlite' ? inDirectoryOfRun() : onServerOfRun());
      return {
        ...database,
        async query(statement) {
          const { db, close } = await openDatabase(database.options, { log: silentLog, create: false });
          try {
            return (await sql.raw<Record<string, unknown>>(statement).execute(db)).rows;
          } finally {
            await close();
          }
        },
      };
    },
    (it) => it.drop(),
  );
}

function dump(): Promise<string> {
  return readFile(new URL('version-0.2.sql', FIXTURES), 'utf8');
}

async function inDirectoryOfRun(): Promise<TestDatabase> {
  const made = await onceARun('store-of-02', async (folder) => {
    const dataDir = join(folder, 'store-of-02');
    const pglite = await PGlite.create({ dataDir });
    await pglite.exec(await dump());
    await pglite.close();
    return dataDir;
  });
  const directory = await mkdtemp(join(tmpdir(), 'license-graph-store-of-02-'));
  await cp(made, join(directory, 'postgres'), { recursive: true });
  return inDirectory(directory);
}

async function onServerOfRun(): Promise<TestDatabase> {
  const { url, drop } = await createDatabase();
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(await dump());
  await client.end();
  return { config: { url }, options: onServer(url), drop };
}
