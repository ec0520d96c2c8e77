// The change engine over a real database and real emulators, as its tests use it.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { seededAccounts, startFleet, type Fleet } from '../../emulators/fleet.ts';
import type { Answer, ChangeEngine, EngineDeps, Request } from '../../src/changes/api.ts';
import { createChangeEngine } from '../../src/changes/engine.ts';
import { runPart } from '../../src/changes/runner.ts';
import type { Wish } from '../../src/changes/wish.ts';
import type { ChangeRecord } from '../../src/domain/change-set.ts';
import type { ChangeAction } from '../../src/domain/change.ts';
import type { AssigneeKind } from '../../src/domain/account.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { accountSchemas } from '../../src/providers/registry.ts';
import type { Store } from '../../src/store/api.ts';
import { openStore } from '../../src/store/store.ts';
import { createTransport } from '../../src/upstream/transport.ts';
import { newFiles } from './databases.ts';
import { opened } from './lifecycle.ts';
import { testCall, testRuntime } from './runtime.ts';

export interface EngineRig {
  readonly fleet: Fleet;
  readonly store: Store;
  readonly engine: ChangeEngine;
  /** What the engine was made of, for what its jobs do. */
  readonly deps: EngineDeps;
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  readonly clock: { offset: number };
  /** Moves the time of License Graph and of the providers. */
  advance(milliseconds: number): void;
  request(changes?: Partial<Request>): Request;
  records(answer: Pick<Answer, 'set'>): Promise<readonly ChangeRecord[]>;
  /** Works on what a set still has to do, as a job does. */
  work(setId: string): Promise<void>;
  /** Writes the emulators received since the journals were emptied. */
  writes(): readonly string[];
  /** Forgets faults and journals; tokens, sessions and what was written stay. */
  calm(): void;
  close(): Promise<void>;
}

export interface RigOptions {
  readonly scale?: number;
  /** Whether long waits are over at once, for everybody: the clocks move instead. */
  readonly jump?: boolean;
  /** Called before each long wait. */
  readonly onWait?: (milliseconds: number) => Promise<void>;
  readonly answerTimeoutMs?: number;
  readonly settleAfterMs?: number;
  /** Where the database is; in memory when absent. */
  readonly directory?: string;
  /** The fleet to use, which is not closed then. */
  readonly fleet?: Fleet;
  /** Milliseconds the clocks are ahead at the start. */
  readonly ahead?: number;
}

const READ_POSTS =
  /\/license\/users$|\/search$|\/infer$|\/devices\/|\/oauth|\/session|\/access_token|\/actions\/list$/;
/** Waits from here on are long. */
const LONG_MS = 500;

/** The engine of the file or `describe` this is called in. */
export function useEngine(options: RigOptions = {}): EngineRig {
  return opened(
    () => openEngineRig(options),
    (it) => it.close(),
  );
}

/** An engine with short patience over an in-memory database. */
export async function openEngineRig(options: RigOptions = {}): Promise<EngineRig> {
  const fleet = options.fleet ?? (await startFleet({ scale: options.scale }));
  if (!options.fleet) fleet.genesys.setSwitch('callsPerMinute', 1_000_000);
  const clock = { offset: options.ahead ?? 0 };
  const now = (): number => Date.now() + clock.offset;
  function advance(milliseconds: number): void {
    clock.offset += milliseconds;
    for (const emulator of fleet.all()) emulator.clock.advance(milliseconds);
  }
  async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    const long = options.jump === true && milliseconds > LONG_MS;
    if (long) {
      await options.onWait?.(milliseconds);
      advance(milliseconds);
    }
    await delay(long ? 1 : Math.min(milliseconds, 50), undefined, { signal });
  }
  const { transport, close: closeTransport } = createTransport({
    connectTimeoutMs: 1000,
    answerTimeoutMs: options.answerTimeoutMs ?? 1500,
    maxSockets: 20,
  });
  const { runtime, close } = testRuntime({
    transport,
    now,
    ...(options.jump === true && { sleep }),
    limits: { breakerFailures: 1_000, retries: 0 },
  });
  const accounts = new Map<string, ProviderAccount>();
  for (const entry of seededAccounts(fleet)) {
    const account = accountSchemas.get(String(entry['provider']))?.parse(entry).create(runtime);
    if (account) accounts.set(account.account.key, account);
  }
  const basics = { now, newId: randomUUID, log: runtime.log };
  const store = await openStore(
    { kind: 'embedded', directory: options.directory ?? null },
    { ...basics, every: () => () => undefined, newFiles },
  );
  const deps: EngineDeps = {
    ...basics,
    store,
    accounts,
    sleep,
    meter: { outcome: () => undefined, writes: () => undefined },
    zone: 'Europe/Berlin',
    // Jumps are longer than any lease of real life.
    leaseMs: options.jump === true ? 86_400_000 : 10_000,
    maxAttempts: 2,
    settleAfterMs: options.settleAfterMs ?? 1_000,
    callMs: 30_000,
    intervals: { sweepMs: 60_000, settleMs: 60_000, fireSchedulesMs: 60_000, retentionMs: 60_000 },
    retention: { idempotencyKeys: 30, finishedSets: 90, schedules: 90, audit: null },
    partConcurrency: 4,
    inlineChanges: 20_000,
    planMs: 3_600_000,
  };
  const engine = createChangeEngine(deps);
  return {
    fleet,
    store,
    engine,
    deps,
    accounts,
    clock,
    advance,
    request: (changes = {}) => ({
      principal: 'tester',
      accounts,
      idempotencyKey: null,
      reason: 'because',
      ticket: 'T-1',
      waitMs: options.jump === true ? 1e12 : 15_000,
      call: options.jump === true ? { ...testCall(120_000), deadline: 1e15 } : testCall(20_000),
      ...changes,
    }),
    records: async ({ set }) => (set ? await store.changesOf(set.id, { limit: 20_000 }) : []),
    async work(setId) {
      for (const part of await store.partsOf(setId)) await runPart(part, deps, new AbortController().signal);
    },
    writes: () =>
      fleet.all().flatMap((emulator) =>
        emulator.journal
          .entries()
          .filter(({ method, path }) => method !== 'GET' && !(method === 'POST' && READ_POSTS.test(path)))
          .map(({ method, path }) => `${method} ${path}`),
      ),
    calm() {
      for (const emulator of fleet.all()) {
        emulator.clearFaults();
        emulator.journal.clear();
      }
    },
    async close() {
      await engine.stop();
      await store.close();
      if (!options.fleet) await fleet.close();
      close();
      closeTransport();
    },
  };
}

/** A wish by the provider's own ids. */
export function wish(
  action: ChangeAction,
  accountKey: string,
  licenseId: string,
  kind: AssigneeKind,
  externalId: string,
  removalOn: string | null = null,
): Wish {
  return {
    path: ['changes', '0'],
    action,
    license: { accountKey, externalId: licenseId },
    assignee: { by: 'KEY', accountKey, kind, externalId },
    removalOn,
    calling: null,
    site: null,
    fault: null,
  };
}
