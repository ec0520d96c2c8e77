// The real app in front of the real emulators, for tests: over HTTP, on free ports.
import { randomUUID } from 'node:crypto';
import { stringify } from 'yaml';
import { steadyTime } from '../../emulators/core/clock.ts';
import { seededAccounts, startFleet, type AccountEntry, type Fleet } from '../../emulators/fleet.ts';
import type { JournalEntry } from '../../emulators/core/journal.ts';
import { isLoginTo } from '../../emulators/core/seeded.ts';
import { seededVendorsIn } from '../../emulators/outside.ts';
import { startApp, type Surroundings } from '../../src/app.ts';
import { readConfig } from '../../src/config/read.ts';
import { registryWith } from '../../src/providers/outside.ts';
import { newFiles } from './databases.ts';
import { LEASE, PATIENT } from './patient.ts';
import type { StoreConfig } from './processes.ts';

export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
}

export interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly GraphError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface AskOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface TestApp {
  readonly url: string;
  /** Where its metrics are scraped. */
  readonly metricsUrl: string;
  readonly fleet: Fleet;
  /** Warnings and errors that the app logged. */
  readonly logged: readonly string[];
  /** The other lines of its log: a line for each request, among others. */
  readonly noted: readonly string[];
  ask<Data = Record<string, unknown>>(query: string, options?: AskOptions): Promise<Answer<Data>>;
  /** As `ask`, but returns the data, and throws when there are errors. */
  data<Data = Record<string, unknown>>(query: string, options?: AskOptions): Promise<Data>;
  /** Requests that the emulators received since `forget`, without logins. */
  calls(): readonly JournalEntry[];
  /** Empties the journals. */
  forget(): void;
  /** Ends the faults of all providers. */
  clearFaults(): void;
  /** Moves the clocks of the app and its providers forward; timers are not affected. */
  later(milliseconds: number): void;
  /** Fetches every token, so that later calls are reads only. */
  warm(): Promise<void>;
  /** Stops the app alone; the signal ends the delay. Whether all was finished. */
  leave(hurry?: AbortSignal): Promise<boolean>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** Whether to fetch every token at the start, so that journals have reads only. */
  readonly warm?: boolean;
  readonly server?: Readonly<Record<string, unknown>>;
  readonly limits?: Readonly<Record<string, unknown>>;
  readonly changes?: Readonly<Record<string, unknown>>;
  /** No account is swept unless this says otherwise: sweeps send requests of their own, and open a database. */
  readonly inventory?: Readonly<Record<string, unknown>>;
  /** A function is called at the start. */
  readonly auth?: 'none' | Readonly<Record<string, unknown>> | (() => Readonly<Record<string, unknown>>);
  readonly contracts?: readonly object[];
  readonly findings?: Readonly<Record<string, unknown>>;
  readonly federation?: Readonly<Record<string, unknown>>;
  readonly telemetry?: Readonly<Record<string, unknown>>;
  /** The place of its database, read at the start; in memory when absent. */
  readonly store?: () => StoreConfig;
  /** The time of the app at its start; the real time when absent. The providers always have the real time. */
  readonly at?: string;
  /** Replaces the waits of the app; real waits when absent. */
  readonly sleep?: Surroundings['sleep'];
  /** Is given what its store works with. */
  readonly opened?: Surroundings['opened'];
  /** Documents of a manifest, by id. */
  readonly documents?: ReadonlyMap<string, string>;
  /** Folders of vendors from outside, as `--with` names them. */
  readonly with?: readonly string[];
  /** Changes the accounts of the seeded company before the app gets them. */
  readonly accounts?: (
    seeded: readonly AccountEntry[],
  ) => readonly AccountEntry[] | Promise<readonly AccountEntry[]>;
}

/** An error as a log would write it: its own fields, and the two that JSON leaves out. */
function inFull(error: Error): object {
  return { ...Object.fromEntries(Object.entries(error)), stack: error.stack, message: error.message };
}

/** Starts an app; tests use `useApp`. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const folders = options.with ?? [];
  const { accountSchemas, sdl } = await registryWith(folders);
  const fleet = await startFleet({ others: await seededVendorsIn(folders) });
  // A long test file would reach the limit of the real service, which has tests of its own.
  fleet.genesys.setSwitch('callsPerMinute', 1_000_000);
  const seeded = seededAccounts(fleet);
  const read = readConfig({
    text: stringify({
      accounts: (await options.accounts?.(seeded)) ?? seeded,
      server: { port: 0, deadlineMs: 60_000, ...options.server },
      metrics: { port: 0 },
      limits: { ...PATIENT, ...options.limits },
      store: options.store?.() ?? { directory: null },
      changes: { resumeMs: 1_000, settleMs: 1_000, settleAfterMs: 500, ...LEASE, ...options.changes },
      ...(options.auth && { auth: typeof options.auth === 'function' ? options.auth() : options.auth }),
      inventory: { off: true, ...options.inventory },
      contracts: options.contracts ?? [],
      findings: options.findings ?? {},
      federation: options.federation ?? {},
      telemetry: options.telemetry ?? {},
    }),
    environment: {},
    accountSchemas,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const logged: string[] = [];
  const noted: string[] = [];
  const keepIn =
    (lines: string[]) =>
    (details: object, message: string): void => {
      lines.push(
        `${message} ${JSON.stringify(details, (_key, value: unknown) => (value instanceof Error ? inFull(value) : value))}`,
      );
    };
  const time = steadyTime();
  let ahead = options.at === undefined ? 0 : Date.parse(options.at) - time();
  const app = await startApp(read.config, {
    log: { info: keepIn(noted), warn: keepIn(logged), error: keepIn(logged) },
    now: () => time() + ahead,
    random: Math.random,
    newId: randomUUID,
    newFiles,
    opened: options.opened,
    sleep: options.sleep,
    documents: options.documents,
    sdl,
  });
  const { metricsUrl } = app;
  if (metricsUrl === null) throw new Error('the app has no port for metrics');

  async function ask<Data>(
    query: string,
    { variables, headers, signal }: AskOptions = {},
  ): Promise<Answer<Data>> {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
      ...(signal && { signal }),
    });
    // The calling test says which type it expects, and asserts on it.
    return (await response.json()) as Answer<Data>;
  }

  let left: Promise<boolean> | null = null;
  const it: TestApp = {
    url: app.url,
    metricsUrl,
    fleet,
    logged,
    noted,
    ask,
    async data<Data>(query: string, settings?: AskOptions) {
      const answer = await ask<Data>(query, settings);
      if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
      return answer.data;
    },
    calls: () =>
      fleet.vendors.flatMap(({ vendor, emulator }) =>
        emulator.journal.entries().filter(({ path }) => !isLoginTo(vendor, path)),
      ),
    forget: () => {
      for (const emulator of fleet.all()) emulator.journal.clear();
    },
    clearFaults: () => {
      for (const emulator of fleet.all()) emulator.clearFaults();
    },
    later: (milliseconds) => {
      ahead += milliseconds;
      for (const emulator of fleet.all()) emulator.clock.advance(milliseconds);
    },
    async warm() {
      await it.data('{ licenses(first: 1) { totalCount } }');
      it.forget();
    },
    leave: (hurry) => (left ??= app.close(hurry)),
    async close() {
      await it.leave();
      await fleet.close();
    },
  };
  if (options.warm) await it.warm();
  return it;
}
