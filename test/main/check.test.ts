// `--check`, `--check=live` and `--print`, as an operator uses them before a start.
import { existsSync } from 'node:fs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { keys } from '../../emulators/yext/auth.ts';
import { Client } from 'pg';
import { seededAccounts, startFleet } from '../../emulators/fleet.ts';
import { checkLive, toldFindings } from '../../src/commands/check-live.ts';
import { configFiles } from '../../src/config/files/load.ts';
import { silentLog } from '../../src/domain/log.ts';
import { asProblemError } from '../../src/domain/problem.ts';
import { Secret } from '../../src/domain/secret.ts';
import { accountSchemas } from '../../src/providers/registry.ts';
import { lookAtStore } from '../../src/store/look.ts';
import { useChildren } from '../support/child-process.ts';
import { keysOf } from '../support/company.ts';
import { createDatabase } from '../support/databases.ts';
import { useFolder } from '../support/folder.ts';
import { opened } from '../support/lifecycle.ts';
import { freePort } from '../support/ports.ts';
import { rigOver } from '../support/store.ts';
import { startStub } from '../support/stub-server.ts';

const folder = useFolder();
const children = useChildren();
const fleet = opened(startFleet, (it) => it.close());
beforeEach(() => {
  fleet.webex.setSwitch('tokenDetails', true);
  fleet.yext.setSwitch('revokedKey', '');
});

async function run(args: readonly string[], config: object | string) {
  const file = await folder.write('config.yaml', config);
  const child = children.node(['src/main.ts', '--config', file, ...args]);
  return { code: await child.exited, out: child.stdout(), err: child.stderr(), file };
}

const good = (more: object = {}) => ({ accounts: seededAccounts(fleet), ...more });

describe('--check', () => {
  it('sums a good configuration up, and ends with 0', async () => {
    const { code, out, err, file } = await run(['--check'], good());
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      `${file} is good: 127.0.0.1:4000; everybody may ask; kept in ${folder.at('license-graph-data')}; accounts ${keysOf().join(', ')}.\n`,
    );
    expect(existsSync(folder.at('license-graph-data'))).toBe(false);
  });

  it('tells warnings, and no reason to refuse', async () => {
    const { code, err } = await run(['--check'], good({ server: { maxDepth: 7 } }));
    expect({ code, err }).toEqual({ code: 0, err: '  server.maxDepth: is server.limits.maxDepth now\n' });
  });

  it('lists problems as a start does, and ends with 1', async () => {
    const text =
      'accounts: [{ key: a, name: A, provider: YEXT, apiKey: "${file:nowhere}" }]\nserver: { port: x }';
    const { code, out, err, file } = await run(['--check'], text);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`License Graph cannot start: 2 problems in ${file}
  accounts.0.apiKey: file ${folder.at('nowhere')} cannot be read (ENOENT)
  server.port: `);
    // No usage: what is wrong is the file.
    expect(err.trimEnd().split('\n').length).toBe(3);
  });

  it.each([
    ['postgres://lg:hunter2@127.0.0.1:5432x/lg', 'cannot be read: it is postgres://USER'],
    ['postgres://lg:hun/ter2@127.0.0.1/lg', 'cannot be read: it is postgres://USER'],
    ['postgres://lg:hunter2@db/lg?sslmode=nonsense', 'sslmode must be one of disable, prefer'],
    ['mysql://lg:hunter2@db/lg', 'must start with postgres://'],
  ])('refuses the address %s, and repeats nothing of it', async (url, message) => {
    const { code, err } = await run(['--check'], good({ store: { url } }));
    expect(code).toBe(1);
    expect(err).toContain(`  store.url: ${message}`);
    expect(err).not.toMatch(/hunter2|ter2|5432x|nonsense/);
  });

  it('takes the address of a server with TLS, whose files may come later, and of a socket', async () => {
    for (const url of [
      'postgres://lg:p%2Fw@db:5432/lg?sslmode=verify-full&sslrootcert=/nowhere/ca.pem',
      'postgres://lg@/lg?host=/var/run/postgresql',
      'postgres://lg:p@db/lg?uselibpqcompat=true&sslmode=require',
    ]) {
      const { code, err } = await run(['--check'], good({ store: { url } }));
      expect({ code, err }).toEqual({ code: 0, err: '' });
    }
  });

  it.each([[['--check=dead']], [['--check', '--print']], [['--print=all']]])(
    '%j is refused with 2',
    async (args) => {
      const { code, err } = await run(args, good());
      expect(code).toBe(2);
      expect(err).toContain('usage: ');
    },
  );
});

describe('--print', () => {
  it('shows what is in force, defaults included, and nothing secret', async () => {
    await folder.write('name', 'hunter2-name');
    await folder.write('key', 'hunter2-key');
    const { code, out } = await run(
      ['--print'],
      `accounts:
  - { key: listings, name: "\${file:name}", provider: YEXT, apiKey: "\${file:key}" }
  - { key: us, name: US, provider: GENESYS_CLOUD, region: us-east-1, clientId: id, clientSecret: hunter2 }
auth: { tokens: [{ name: ann, token: hunter2-hunter2-hunter2 }] }
store: { url: "postgres://me:hunter2@host/db" }
`,
    );
    expect(code).toBe(0);
    expect(out).not.toContain('hunter2');
    expect(parse(out)).toMatchObject({
      accounts: [
        { key: 'listings', name: '***', apiKey: '***', accountId: 'me' },
        { clientId: 'id', clientSecret: '***', apiBaseUrl: 'https://api.mypurecloud.com' },
      ],
      server: { port: 4000, limits: { maxDepth: 20 } },
      limits: { concurrency: 8 },
      auth: { tokens: [{ name: 'ann', token: '***' }] },
      store: { url: '***', listenUrl: null },
      changes: { zone: 'UTC' },
    });
  });
});

/** The cells of the table, by account. */
function rowsOf(out: string): Readonly<Record<string, readonly string[]>> {
  const lines = out.split('\n').filter((line) => / {2}/.test(line));
  return Object.fromEntries(
    lines.map((line) => line.split(/ {2,}/)).map(([key = '', ...cells]) => [key, cells]),
  );
}

describe('--check=live', () => {
  it('logs in to every account and reads its licenses; changes and creates nothing', async () => {
    const { code, out, err } = await run(['--check=live'], good());
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(
      `store: a new database is made in ${folder.at('license-graph-data')} at the start\n`,
    );
    const { account: _heading, ...rows } = rowsOf(out);
    expect(Object.keys(rows).sort()).toEqual([...keysOf()].sort());
    const licenses = expect.stringMatching(/^\d+ licenses$/);
    const ms = expect.stringMatching(/^\d+$/);
    expect(rows).toMatchObject({
      'genesys-us': ['ok', licenses, 'unknown', ms],
      webex: ['ok', licenses, 'yes', ms],
      fleet: ['ok', licenses, 'unknown', ms],
      listings: ['none', licenses, 'unknown', ms],
    });
    expect(out).toMatch(/is good: .*\n$/);
    expect(existsSync(folder.at('license-graph-data'))).toBe(false);
    for (const { journal } of fleet.all()) {
      expect(journal.entries().filter(({ method }) => ['PUT', 'PATCH', 'DELETE'].includes(method))).toEqual(
        [],
      );
    }
  });

  it('tells which contracts are about no license, and is no failure for that', async () => {
    const contract = {
      license: { account: 'listings', name: 'Listing Core' },
      pricePerSeatMonth: { minorUnits: 4_711, currency: 'EUR' },
      pays: 'PURCHASED',
      term: { start: '2020-01-01', end: '2999-12-31' },
    };
    const found = { ...contract, license: { account: 'listings', name: 'listings*' } };
    const { code, out } = await run(['--check=live'], good({ contracts: [contract, found] }));
    expect(code).toBe(0);
    expect(out).toMatch(/^contract listings: Listing Core is about no license that the account has\.$/m);
    expect(out.match(/^contract /gm)).toHaveLength(1);
    expect(out).not.toContain('4711');
  });

  it('tells of each that fails what to do, and ends with 1', async () => {
    fleet.yext.setSwitch('revokedKey', keys.full);
    const accounts = seededAccounts(fleet).map((entry) =>
      entry.key === 'genesys-us' ? { ...entry, clientSecret: 'wrong' } : entry,
    );
    const url = `postgres://me:hunter2@127.0.0.1:${await freePort()}/db`;
    const { code, out, err } = await run(['--check=live'], { accounts, store: { url } });
    expect({ code, err }).toEqual({ code: 1, err: 'Not everything works.\n' });
    expect(rowsOf(out)).toMatchObject({
      'genesys-us': [expect.stringMatching(/unauthorized|refused/), 'failed', 'unknown', expect.anything()],
      listings: ['unknown', 'failed', 'unknown', expect.anything()],
      webex: ['ok', expect.stringMatching(/licenses$/), 'yes', expect.anything()],
    });
    expect(out).toMatch(
      /^store: The database of License Graph cannot be reached\. \(127\.0\.0\.1:\d+: ECONNREFUSED\) Look .*host and port .*\(STORE_UNAVAILABLE\)$/m,
    );
    expect(out).toMatch(/^genesys-us: .*\(UPSTREAM_CREDENTIALS\)$/m);
    expect(out).toMatch(/^listings: .*\(UPSTREAM_CREDENTIALS\)$/m);
    expect(out).not.toMatch(/hunter2|wrong/);
  });

  it('looks at a PostgreSQL server and creates no table', async () => {
    const { url, drop } = await createDatabase();
    const { code, out } = await run(['--check=live'], good({ store: { url } }));
    expect(code).toBe(0);
    expect(out).toMatch(/^store: PostgreSQL \d+[^;]*; the tables are created at the start$/m);
    const again = await run(['--check=live'], good({ store: { url } }));
    expect(again.out).toContain('the tables are created at the start');
    const refused = await run(['--check=live'], good({ store: { url: `${url}_not_there` } }));
    await drop();
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(
      /^store: The database of License Graph is not on its server\. \(\S+: 3D000\) Create the database/m,
    );
  });

  it.each([
    ['sslmode=verify-full', /TLS connection .* fails\..*sslmode=verify-full&sslrootcert=FILE/],
    ['sslmode=verify-full&sslrootcert=/nowhere/ca.pem', /TLS file .*\(\S*ENOENT\).*sslrootcert/],
  ])('says what to do about TLS: %s', async (query, message) => {
    const { url, drop } = await createDatabase();
    const { code, out } = await run(['--check=live'], good({ store: { url: `${url}?${query}` } }));
    await drop();
    expect(code).toBe(1);
    expect(out).toMatch(message);
    expect(out).toContain('(STORE_UNAVAILABLE)');
  });

  it('says which right the user lacks, and finds all of them when nothing lacks', async () => {
    const { url, drop } = await createDatabase();
    const database = new URL(url).pathname.slice(1);
    const role = `role_${database}`;
    const admin = new Client({ connectionString: url });
    await admin.connect();
    const look = async (): Promise<string> => {
      const own = Object.assign(new URL(url), { username: role, password: 'own' }).href;
      return await lookAtStore({ kind: 'postgres', url: new Secret(own), poolSize: 1 }).catch(
        (error: unknown) => JSON.stringify(asProblemError(error).problem),
      );
    };
    await admin.query(`create role ${role} login password 'own'`);
    expect(await look()).toMatch(`grant create on database ${database} to`);
    await admin.query(`grant create on database ${database} to ${role}`);
    expect(await look()).toMatch('grant usage, create on schema public to');
    await admin.query(`grant create on schema public to ${role}`);
    expect(await look()).toMatch(/the tables are created at the start$/);
    await (await rigOver({ kind: 'postgres', url: new Secret(url), poolSize: 3 })).close();
    await admin.query(`grant select on all tables in schema public to ${role}`);
    expect(await look()).toMatch('may not read and write table pgboss.');
    await admin.query(
      `grant usage on schema pgboss to ${role}; grant all on all tables in schema pgboss to ${role}`,
    );
    expect(await look()).toMatch(/may not read and write table public\..*on all tables in schema public to/);
    await admin.query(`grant all on all tables in schema public to ${role}`);
    expect(await look()).toMatch(/with all tables$/);
    await admin.query(`alter database ${database} set default_transaction_read_only = on`);
    expect(await look()).toMatch('takes no writes');
    await admin.query(`drop owned by ${role} cascade; drop role ${role}`);
    await admin.end();
    await drop();
  });

  it('gives up an account that hangs, and holds up no other', async () => {
    const silent = await startStub(() => new Promise(() => undefined));
    const file = await folder.write('hangs.yaml', {
      accounts: seededAccounts(fleet).map((entry) =>
        entry.key === 'listings' ? { ...entry, baseUrl: `${silent.url}/v2` } : entry,
      ),
      limits: { answerTimeoutMs: 600_000 },
      changes: { leaseMs: 3_600_000 },
      store: { directory: null },
    });
    const loaded = configFiles({ file, environment: {}, accountSchemas, startedIn: '/' }).load();
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    // Time is over for the account that hangs once it was asked, and when all others are done.
    const others = { waiting: keysOf().length - 1 };
    const over = Promise.withResolvers<undefined>();
    const findings = await checkLive(loaded.config, {
      now: Date.now,
      random: Math.random,
      log: silentLog,
      accountMs: 1_000,
      sleep: (_ms, signal) => {
        signal.addEventListener('abort', () => {
          others.waiting -= 1;
          if (others.waiting === 0) over.resolve(undefined);
        });
        return over.promise;
      },
    });
    await silent.close();
    expect(toldFindings(findings).ok).toBe(false);
    expect(findings.accounts.filter(({ problem }) => problem).map(({ key }) => key)).toEqual(['listings']);
    expect(toldFindings(findings).text).toMatch(
      /^listings: The provider has not told its licenses in 1000 ms\./m,
    );
  });
});
