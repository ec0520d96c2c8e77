// Commands of docs/operate.md, as an operator would run them: secrets for Compose, then backup and restore of either database.
import { spawnSync } from 'node:child_process';
import { cp, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { parse } from 'yaml';
import { seededAccounts, startFleet } from '../../emulators/fleet.ts';
import { readProjectFile, ROOT } from '../rules/project.ts';
import { present } from '../support/assertions.ts';
import { urlOf, useChildren } from '../support/child-process.ts';
import { createDatabase, newDatabaseIn, type DatabaseKind, DATABASES } from '../support/databases.ts';
import { useFolder, type Folder } from '../support/folder.ts';
import { ask } from '../support/graph-client.ts';
import { opened } from '../support/lifecycle.ts';
import { openShell } from './shell.ts';

const TEXT = readProjectFile('docs/operate.md').text;

/** The commands below a heading, block by block. */
function blocksBelow(heading: string): readonly string[] {
  const [, section = ''] =
    new RegExp(`^#+ ${heading}\\n([\\s\\S]*?)(?=^#+ |(?![\\s\\S]))`, 'm').exec(TEXT) ?? [];
  return [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
}

/** The one that has this text. */
function blockOf(heading: string, telling: string): string {
  const [block, ...others] = blocksBelow(heading).filter((one) => one.includes(telling));
  if (block === undefined || others.length > 0)
    throw new Error(`${heading} has not one block with ${telling}`);
  return block;
}

/** A shell in a folder that has the project in it, for the `describe` this is called in. */
function useShell(folder: Folder) {
  return opened(
    async () => {
      for (const name of ['src', 'node_modules']) await symlink(join(ROOT, name), folder.at(name));
      await cp(join(ROOT, 'package.json'), folder.at('package.json'));
      const it = openShell({ NODE_NO_WARNINGS: '1', HOME: folder.path });
      await it.run(`cd '${folder.path}'`);
      return it;
    },
    (it) => it.close(),
  );
}

describe('docs/operate.md, with Compose', () => {
  const folder = useFolder();
  const shell = useShell(folder);

  it('makes secrets that only this user finds, and that containers can read', async () => {
    await shell.run(blockOf('With Compose', 'mkdir'));
    // The form of the file: compose.test.ts looks at all of it.
    const { secrets } = parse(readProjectFile('compose.yaml').text) as {
      secrets: Record<string, { file: string }>;
    };
    const files = Object.values(secrets).map(({ file }) => folder.at(file));
    expect(files.length).toBe(3);
    const contents = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    for (const content of contents) expect(content).toMatch(/^[\w+/]{32}\n$/);
    expect(new Set(contents).size).toBe(3);
    for (const file of files) expect((await stat(file)).mode & 0o777).toBe(0o444);
    expect((await stat(folder.at('secrets'))).mode & 0o777).toBe(0o700);
  });
});

describe('docs/operate.md, an upgrade with Compose', () => {
  /** What the page's commands ask of Docker, of which there is none here; how the start of new replicas ends. */
  function askedOf(endOfUp: 0 | 1): readonly string[] {
    const docker = `docker() {
  echo "$*" >&2
  case "$*" in
    'compose ps '*) printf 'one\\ntwo\\n' ;;
    *--scale*) return ${endOfUp} ;;
  esac
}`;
    const { stderr } = spawnSync('bash', ['-c', `${docker}\n${blockOf('Upgrade', 'docker compose')}`], {
      encoding: 'utf8',
    });
    return stderr.trimEnd().split('\n');
  }
  const started = [
    'compose build license-graph',
    'compose ps --quiet license-graph',
    'compose up --detach --no-deps --no-recreate --scale license-graph=4 --wait license-graph',
  ];

  it('stops what was there before, one after the other, once the new ones are healthy', () => {
    expect(askedOf(0)).toEqual([...started, 'stop one', 'rm one', 'stop two', 'rm two']);
  });

  it('stops nothing when they are not', () => {
    expect(askedOf(1)).toEqual(started);
  });
});

const ASSIGN = `mutation ($input: AssignLicenseInput!) {
  assignLicense(input: $input) { replayed changeSet { id progress { verified } } problems { code } }
}`;

interface Assigned {
  readonly assignLicense: { readonly replayed: boolean; readonly changeSet: { readonly id: string } | null };
}

/** Where a database is, and what the page's commands are told of it. */
interface Place {
  readonly store: object;
  readonly environment: Readonly<Record<string, string>>;
  /** The blocks of a heading that are about this kind of database. */
  readonly telling: Readonly<Record<'Back up' | 'Restore', string>>;
  /** What the server is configured with once the backup is restored. */
  readonly restored: object;
  /** Runs before the commands of a heading, where programs of the machine do not do. */
  standIn?(heading: 'Back up' | 'Restore'): Promise<string>;
  drop(): Promise<void>;
}

/** Whether the machine has a `pg_dump` that the server accepts. */
function hasPgDump(url: string): boolean {
  return spawnSync('pg_dump', ['--schema-only', '--file=/dev/null', url]).status === 0;
}

async function placeOf(kind: DatabaseKind, folder: Folder): Promise<Place> {
  if (kind === 'PGlite') {
    const store = { directory: folder.at('license-graph-data') };
    await newDatabaseIn(store.directory);
    const telling = { 'Back up': 'tar -czf', Restore: 'tar -xzf' };
    return { store, restored: store, environment: {}, telling, drop: () => Promise.resolve() };
  }
  const [from, to] = [await createDatabase(), await createDatabase()];
  const place = {
    store: { url: from.url },
    restored: { url: to.url },
    environment: { DATABASE_URL: from.url, NEW_DATABASE_URL: to.url },
    telling: { 'Back up': 'pg_dump', Restore: 'pg_restore' },
    drop: async () => {
      await from.drop();
      await to.drop();
    },
  };
  return hasPgDump(from.url) ? place : { ...place, standIn: (heading) => copyFor(heading, from.url, to.url) };
}

/** Programs of the page that do nothing, after the server itself has made a copy. */
async function copyFor(heading: 'Back up' | 'Restore', from: string, to: string): Promise<string> {
  const [source, target] = [from, to].map((url) => new URL(url).pathname.slice(1));
  const server = new URL(from);
  server.pathname = '/postgres';
  const client = new Client({ connectionString: server.href });
  await client.connect();
  const statements =
    heading === 'Back up'
      ? [`create database ${target}_backup template ${source}`]
      : [`drop database ${target}`, `alter database ${target}_backup rename to ${target}`];
  for (const statement of statements) await client.query(statement);
  await client.end();
  return 'pg_dump() { :; }; pg_restore() { :; }';
}

describe.each(DATABASES)('docs/operate.md, backup and restore of %s', (kind) => {
  const folder = useFolder();
  const fleet = opened(startFleet, (it) => it.close());
  const place = opened(
    () => placeOf(kind, folder),
    (it) => it.drop(),
  );
  const shell = useShell(folder);
  const children = useChildren();

  /** Starts the server, does something and stops it. */
  async function serving<T>(store: object, work: (url: string) => Promise<T>): Promise<T> {
    const config = { accounts: seededAccounts(fleet), server: { port: 0, playground: false }, store };
    const child = children.node(['src/main.ts', '--config', await folder.write('my.yaml', config)]);
    const result = await work(await urlOf(child));
    child.signal('SIGTERM');
    expect(await child.exited).toBe(0);
    return result;
  }
  const assign = (store: string) => (url: string) =>
    ask<Assigned>(url, ASSIGN, {
      input: {
        license: { key: { accountKey: 'listings', externalId: 'LP-EMPTY' } },
        assignee: { key: { kind: 'ENTITY', externalId: store } },
        reason: 'x',
        idempotencyKey: store,
      },
    });
  const run = async (heading: 'Back up' | 'Restore'): Promise<string> => {
    const variables = Object.entries(place.environment).map(([name, value]) => `export ${name}='${value}'\n`);
    const standIn = (await place.standIn?.(heading)) ?? '';
    return shell.run(`${variables.join('')}${standIn}\n${blockOf(heading, place.telling[heading])}`);
  };

  it('brings back what was there, and no more', async () => {
    const before = await serving(place.store, assign('store-87'));
    expect(before).toMatchObject({
      assignLicense: { replayed: false, changeSet: { progress: { verified: 1 } } },
    });
    await run('Back up');
    await serving(place.store, assign('store-15'));
    expect(await run('Restore')).toMatch(/The audit log is whole: \d+ entries\.\n$/);
    await serving(place.restored, async (url) => {
      const { changeSets } = await ask<{ changeSets: { nodes: readonly object[] } }>(
        url,
        '{ changeSets { nodes { id } } }',
      );
      expect(changeSets.nodes).toEqual([{ id: before.assignLicense.changeSet?.id }]);
      expect(await assign('store-87')(url)).toEqual({
        assignLicense: { ...before.assignLicense, replayed: true },
      });
      // As the page says of a call that the backup does not know: the vendor has it already.
      expect(await assign('store-15')(url)).toMatchObject({
        assignLicense: { replayed: false, changeSet: { progress: { verified: 0 } } },
      });
    });
    // Three starts of a server, each with a database.
  });
});

describe('the commands of docs/operate.md on the database', () => {
  const database = opened(createDatabase, (it) => it.drop());

  it('say who is connected', async () => {
    const [, query = ''] = /--command "(.*)"/.exec(blockOf('Upgrade', 'psql')) ?? [];
    const others = ['license-graph', 'license-graph-jobs/6', 'something else'];
    const clients = others.map(
      (name) => new Client({ connectionString: database.url, application_name: name }),
    );
    await Promise.all(clients.map((client) => client.connect()));
    const { rows } = await present(clients[0]).query<{ application_name: string }>(query);
    await Promise.all(clients.map((client) => client.end()));
    expect(rows.map(({ application_name }) => application_name).toSorted()).toEqual(others.slice(0, 2));
  });
});
