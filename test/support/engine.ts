// The change engine over a real database and real emulators, for its tests.
import { beforeEach, expect } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { steadyTime } from '../../emulators/core/clock.ts';
import { seededAccounts, startFleet, type Fleet } from '../../emulators/fleet.ts';
import type { Answer, ChangeEngine, EngineDeps, Submission } from '../../src/changes/engine-port.ts';
import { createChangeEngine } from '../../src/changes/engine.ts';
import { runPart } from '../../src/changes/run/run-part.ts';
import { settleDue } from '../../src/changes/run/settle.ts';
import type { ChangeRequest } from '../../src/changes/change-request.ts';
import type { ChangeAction } from '../../src/domain/change.ts';
import type { ChangeOutcome, ChangeRecord, ChangeSet } from '../../src/domain/change-set.ts';
import { silentTracer } from '../../src/domain/telemetry/tracer.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { accountSchemas } from '../../src/providers/registry.ts';
import type { Store } from '../../src/store/api.ts';
import { openStore } from '../../src/store/store.ts';
import { only, present } from './assertions.ts';
import { changeRequest } from './change-requests.ts';
import { newFiles } from './databases.ts';
import { PATHS, type Target } from './license-targets.ts';
import { opened } from './lifecycle.ts';
import type { ProviderName } from './provider.ts';
import { stateAtProviders, type ProviderState } from './provider-state.ts';
import { testCall, testRuntime } from './runtime.ts';
import { untruths } from './true-outcomes.ts';

export interface EngineRig {
  readonly fleet: Fleet;
  /** Reads and writes the providers without the engine; faults apply here as well. */
  readonly providers: ProviderState;
  readonly store: Store;
  readonly engine: ChangeEngine;
  /** The dependencies of the engine, to run its jobs with. */
  readonly deps: EngineDeps;
  /** Those of the engine: it sees what a test puts in their place. */
  readonly accounts: Map<string, ProviderAccount>;
  readonly clock: { offset: number };
  /** Moves the clocks of License Graph and of the providers. */
  advance(milliseconds: number): void;
  request(changes?: Partial<Submission>): Submission;
  /** What one change comes to that is carried out now. */
  outcomeOf(action: ChangeAction, target: Target, removalOn?: string): Promise<ChangeOutcome>;
  records(answer: Pick<Answer, 'set'>): Promise<readonly ChangeRecord[]>;
  /** The record of a set of one change. */
  record(answer: Pick<Answer, 'set'>): Promise<ChangeRecord>;
  /** The outcomes of the changes of a set. */
  outcomes(answer: Pick<Answer, 'set'>): Promise<string[]>;
  /** Carries out what is left of a set, as a job does. */
  work(setId: string): Promise<void>;
  /** Starts a plan without checking it for drift, and carries it out. */
  carryOut(plan: Pick<Answer, 'set'>): Promise<void>;
  /** Settles the changes that are due, as a job does. */
  settle(deps?: EngineDeps): Promise<void>;
  /** Asserts that the outcomes of a set are true now, and final and true after settling. Ends faults. */
  expectTruth(answer: Pick<Answer, 'set'>): Promise<void>;
  /** Writes the emulators received since the journals were emptied. */
  writes(): readonly string[];
  /** Lets the reads for planning this request succeed, and makes later reads of the provider fail. Ends other faults. */
  darken(provider: ProviderName, request: ChangeRequest): Promise<void>;
  /** Clears faults and journals; tokens, sessions and state stay. */
  calm(): void;
  close(): Promise<void>;
}

export interface RigOptions {
  readonly scale?: number;
  /** Whether long waits end at once: all clocks move instead. */
  readonly jump?: boolean;
  /** Called before each long wait. */
  readonly onWait?: (milliseconds: number) => Promise<void>;
  /** Time limit for an answer: long, unless providers stall in the test. */
  readonly answerTimeoutMs?: number;
  readonly settleAfterMs?: number;
  /** Where the database is; in memory when absent. */
  readonly directory?: string;
  /** The fleet to use; it is not closed with the rig. */
  readonly fleet?: Fleet;
}

const READ_POSTS =
  /\/license\/users$|\/search$|\/infer$|\/devices\/|\/oauth|\/session|\/access_token|\/actions\/list$/;
/** Longer waits count as long. */
const LONG_MS = 500;
const EVERY = 20_000;

/** The engine of the file or `describe` this is called in. Each test starts without faults and with empty journals. */
export function useEngine(options: RigOptions = {}): EngineRig {
  const rig = opened(
    () => openEngineRig(options),
    (it) => it.close(),
  );
  beforeEach(() => rig.calm());
  return rig;
}

/** The emulators, with limits that no test reaches. */
async function startPatientFleet(scale?: number): Promise<Fleet> {
  const fleet = await startFleet({ scale });
  fleet.genesys.setSwitch('callsPerMinute', 1_000_000);
  // Tests that call the provider without License Graph have a session of their own.
  fleet.thingspace.setSwitch('loginReplacesSession', false);
  return fleet;
}

/** An engine with short waits and a database of its own. */
export async function openEngineRig(options: RigOptions = {}): Promise<EngineRig> {
  const fleet = options.fleet ?? (await startPatientFleet(options.scale));
  const providers = stateAtProviders(fleet);
  const clock = { offset: 0 };
  const time = steadyTime();
  const now = (): number => time() + clock.offset;
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
  const { runtime, close } = testRuntime({
    answerTimeoutMs: options.answerTimeoutMs ?? 20_000,
    now,
    ...(options.jump === true && { sleep }),
    limits: { breakerFailures: 1_000, retries: 0 },
  });
  const accounts = new Map<string, ProviderAccount>();
  for (const entry of seededAccounts(fleet)) {
    const account = accountSchemas.get(entry.provider)?.parse(entry).create(runtime);
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
    meter: { outcome: () => undefined, verified: () => undefined },
    tracer: silentTracer,
    zone: 'Europe/Berlin',
    // Jumps are longer than any realistic lease.
    leaseMs: options.jump === true ? 86_400_000 : 10_000,
    maxAttempts: 2,
    ownChangesMs: 2_000,
    nameOfSet: (id) => `set ${id}`,
    settleAfterMs: options.settleAfterMs ?? 1_000,
    callMs: 30_000,
    intervals: { resumeMs: 60_000, settleMs: 60_000, fireSchedulesMs: 60_000, retentionMs: 60_000 },
    retention: { idempotencyKeys: 30, finishedSets: 90, schedules: 90, audit: null },
    inventoryRetention: { history: 400, events: 90, seatCounts: 1_825, sweeps: 30, findings: 400 },
    partConcurrency: 4,
    inlineChanges: EVERY,
    planMs: 3_600_000,
  };
  const engine = createChangeEngine(deps);
  const rig: EngineRig = {
    fleet,
    providers,
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
      onProblem: 'APPLY_REST',
      // Longer than any set takes, even when clocks jump.
      waitMs: 1e12,
      call: { ...testCall(120_000), deadline: 1e15 },
      ...changes,
    }),
    outcomeOf: async (action, target, removalOn) => {
      const answer = await engine.apply([changeRequest(action, target, removalOn)], rig.request());
      return (await rig.record(answer)).outcome;
    },
    records: async ({ set }) => (set ? await store.changesOf(set.id, { limit: EVERY }) : []),
    record: async (answer) => only(await rig.records(answer)),
    outcomes: async (answer) => (await rig.records(answer)).map(({ outcome }) => outcome),
    async work(setId) {
      for (const part of await store.partsOf(setId)) await runPart(part, deps, new AbortController().signal);
    },
    async carryOut(plan) {
      const { id } = setOf(plan);
      await store.startSet(id, rig.request(), { idempotency: null, enqueue: false });
      await rig.work(id);
    },
    settle: (by = deps) => settleDue(by, new AbortController().signal),
    async expectTruth(answer) {
      for (const emulator of fleet.all()) emulator.clearFaults();
      expect(await untruths(await rig.records(answer), providers, false)).toEqual([]);
      advance(60_000);
      await rig.settle();
      expect(await untruths(await rig.records(answer), providers, true)).toEqual([]);
    },
    writes: () =>
      fleet.all().flatMap((emulator) =>
        emulator.journal
          .entries()
          .filter(({ method, path }) => method !== 'GET' && !(method === 'POST' && READ_POSTS.test(path)))
          .map(({ method, path }) => `${method} ${path}`),
      ),
    async darken(provider, request) {
      // Twice: the first round may have to log in, and to read again after that.
      for (let round = 0; round < 2; round += 1) {
        rig.calm();
        await engine.plan([request], rig.request());
      }
      const { journal, fault } = fleet[provider];
      const path = PATHS[provider].read;
      const after = journal.entries().filter((entry) => new RegExp(path).test(entry.path)).length;
      rig.calm();
      fault({ path, after, fault: { kind: 'error', status: 500 } });
    },
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
    },
  };
  return rig;
}

/** The set of an answer that has one. */
export function setOf({ set }: Pick<Answer, 'set'>): ChangeSet {
  return present(set, 'a set');
}
