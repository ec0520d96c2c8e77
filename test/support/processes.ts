// Real processes of License Graph, in front of emulators that keep running when a process is killed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { VENDORS } from '../../emulators/company.ts';
import { seededAccounts, startFleet, type Fleet } from '../../emulators/fleet.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { StoreOptions } from '../../src/store/database/open.ts';
import { createChildren, type Child } from './child-process.ts';
import { createDatabase, newDatabaseIn, type DatabaseKind } from './databases.ts';
import { opened } from './lifecycle.ts';
import { SCALE } from './many-changes.ts';
import type { ProviderName } from './provider.ts';
import { createLedger, startRelay, type Ledger, type Relay } from './relay.ts';

/** The store in the configuration: exactly one of the two. */
export type StoreConfig = { readonly directory: string } | { readonly url: string };

export interface Process {
  readonly child: Child;
  /** Its address, once it is up; rejects when it ends before. */
  readonly url: Promise<string>;
  /** Asks it to stop; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Ends it at once. */
  kill(): Promise<void>;
}

export interface Processes {
  readonly fleet: Fleet;
  readonly ledger: Ledger;
  /** Starts a process; `source` names its calls in the ledger. On a port that is free unless one is given. */
  start(store: StoreConfig, source?: string, port?: number): Promise<Process>;
  close(): Promise<void>;
}

export interface ProcessOptions {
  /** How long writes take to reach the provider, in milliseconds; no longer than they do for one that is not named. */
  readonly writeDelayMs: Readonly<Partial<Record<ProviderName, number>>>;
  /** Other settings of the configuration. A lease must outlast a call: short calls allow a short lease. */
  readonly limits?: Readonly<Record<string, unknown>>;
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly server?: Readonly<Record<string, unknown>>;
  /** Whether accounts are swept: what vendors are sent is counted by most who use this. */
  readonly sweeps?: boolean;
  /** Whether processes shorten pauses, and start when the leases of processes killed before them have ended. */
  readonly hasty?: boolean;
}

/** A compile cache: compiling License Graph takes a third of its start. */
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/license-graph/compiled', import.meta.url));

/** The processes of the file or `describe` this is called in; at first there are none. */
export function useProcesses(options: ProcessOptions): Processes {
  return opened(
    () => openProcesses(options),
    (it) => it.close(),
  );
}

async function openProcesses(options: ProcessOptions): Promise<Processes> {
  const fleet = await startFleet({ scale: SCALE });
  fleet.genesys.setSwitch('callsPerMinute', 1_000_000);
  fleet.webex.setSwitch('rateLimitBurst', 0);
  fleet.yext.setSwitch('requestsPerHour', 1_000_000);
  const folder = await mkdtemp(join(tmpdir(), 'license-graph-processes-'));
  const children = createChildren();
  const relays: Relay[] = [];
  const ledger = createLedger();

  /** The fleet as processes of this source see it. */
  async function behindRelays(source: string): Promise<Fleet> {
    const seen = { ...fleet };
    for (const provider of VENDORS) {
      const writeDelayMs = options.writeDelayMs[provider] ?? 0;
      const relay = await startRelay({ provider, to: fleet[provider].url, source, ledger, writeDelayMs });
      relays.push(relay);
      seen[provider] = { ...fleet[provider], url: relay.url };
    }
    return seen;
  }
  const sources = new Map<string, Promise<Fleet>>();

  async function start(store: StoreConfig, source = 'only', port = 0): Promise<Process> {
    const seen = sources.get(source) ?? behindRelays(source);
    sources.set(source, seen);
    const file = join(folder, `${source}.yaml`);
    const config = {
      accounts: seededAccounts(await seen),
      server: { port, playground: false, ...options.server },
      metrics: { port: 0 },
      auth: 'none',
      store,
      inventory: { off: options.sweeps !== true },
      // On a busy machine many reads are late, and a plan must not miss any of them.
      limits: {
        connectTimeoutMs: 600,
        answerTimeoutMs: 2_000,
        retries: 5,
        breakerFailures: 1_000,
        ...options.limits,
      },
      changes: { leaseMs: 4_000, resumeMs: 1_000, settleMs: 1_000, settleAfterMs: 1_000, ...options.changes },
    };
    await writeFile(file, stringify(config));
    const program = options.hasty
      ? ['test/support/hasty-process.ts', '--ahead', String(ledger.killed * config.changes.leaseMs)]
      : ['src/main.ts'];
    const child = children.node([...program, '--config', file], { NODE_COMPILE_CACHE: COMPILED });
    const url = child.says(/"url":"([^"]+)".*is up/, 120_000).then(([, found]) => found ?? '');
    // A test that kills the process earlier does not wait for its address.
    url.catch(() => undefined);
    return {
      child,
      url,
      stop() {
        child.signal('SIGTERM');
        return child.exited;
      },
      async kill() {
        child.signal('SIGKILL');
        await child.exited;
        ledger.killed += 1;
      },
    };
  }

  return {
    fleet,
    ledger,
    start,
    async close() {
      await children.end();
      await Promise.all(relays.map((relay) => relay.close()));
      await fleet.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A database for one test: the configuration for processes, and the options for the test to open it. */
export interface TestDatabase {
  readonly config: StoreConfig;
  readonly options: StoreOptions;
  drop(): Promise<void>;
}

/** The database of the `describe` this is called in. It is empty; in a directory, the first process creates it unless `made`. */
export function useDatabase(kind: DatabaseKind, { made = false } = {}): TestDatabase {
  return opened(
    () => (kind === 'PGlite' ? databaseInDirectory(made) : databaseOnServer()),
    (it) => it.drop(),
  );
}

async function databaseInDirectory(made: boolean): Promise<TestDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'license-graph-database-'));
  if (made) await newDatabaseIn(directory);
  return inDirectory(directory);
}

/** The database in a directory; `drop` deletes the directory. */
export function inDirectory(directory: string): TestDatabase {
  return {
    config: { directory },
    options: { kind: 'embedded', directory },
    drop: () => rm(directory, { recursive: true, force: true }),
  };
}

async function databaseOnServer(): Promise<TestDatabase> {
  const { url, drop } = await createDatabase();
  return { config: { url }, options: onServer(url), drop };
}

/** The options to open a database on a server. */
export function onServer(url: string): StoreOptions {
  return { kind: 'postgres', url: new Secret(url), poolSize: 3 };
}
