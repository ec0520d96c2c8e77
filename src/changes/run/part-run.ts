// One account's part of a set while it is carried out: whoever has its lease reads, writes and records through this object alone.
import type { Call } from '../../domain/call.ts';
import type { ChangePhase, ChangeRecord } from '../../domain/change-set.ts';
import { asProblemError } from '../../domain/problem.ts';
import type { Trace } from '../../domain/telemetry/trace.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { ChangeResult, Fenced } from '../../store/changes/api.ts';
import type { HeldPart, PartKey } from '../../store/sets/api.ts';
import { backgroundRead, backgroundWrite } from '../../domain/waiting/background-call.ts';
import { beginPart, type Origin, type PartSpan } from './part-span.ts';
import { measureVerified } from './results.ts';
import type { RunDeps } from './run-deps.ts';
import { logEnded } from './set-log.ts';

/** Changes of a part that are worked on at once: those of one set at most. */
const MOST_CHANGES = 10_000;
/** A part with more changes leaves a part of the budget to those who wait for an answer; behind a smaller one somebody waits. */
const SMALL_PART = 50;

/** The lease went to somebody else: nothing more may be sent or recorded. */
class LeaseLost extends Error {}

/** The account was taken out of the configuration: nothing more is sent. What is left is done when it is there again. */
class AccountGone extends Error {}

/** Every method that touches the part throws LeaseLost once another process has it. */
export interface PartRun {
  readonly setId: string;
  /** With the credentials that are in force: to be asked for anew where time has passed. */
  readonly account: ProviderAccount;
  readonly deps: RunDeps;
  /** Whether it has so many changes that it keeps to its share of the request budget. */
  readonly isLarge: boolean;
  /** Aborts when the process stops, and when the lease is lost. */
  readonly signal: AbortSignal;
  /** Its place in a trace. */
  readonly trace: Trace;
  /** The changes of this part that are in one of these phases, by position. */
  changes(phases: readonly ChangePhase[]): Promise<readonly ChangeRecord[]>;
  /** Who has the set carried out. */
  principal(): Promise<string>;
  /** Records that these are about to be sent. Send those it returns and no other: some may have been cancelled. */
  markSending(changeIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Records outcomes, and the calls made so far. */
  record(results: readonly ChangeResult[]): Promise<void>;
  /** What the provider certainly did not process is to be sent again. */
  backToPlanned(changeIds: readonly string[]): Promise<void>;
  /** Reads from the provider within the time limit of one call; tells how many requests that took. */
  read<T>(work: (call: Call) => Promise<T>): Promise<{ readonly value: T; readonly requests: number }>;
  /** Writes to the provider; only the time limit ends it. What it took is counted for the set with the next `record`. */
  write<T>(work: (call: Call) => Promise<T>): Promise<T>;
  /** Throws the reason of `signal` when that aborts. */
  pause(milliseconds: number): Promise<void>;
}

/**
 * Takes the lease of a part, keeps it while `work` goes on, and gives it back. Returns at once when another process has it or the account
 * is not configured; quietly when the lease is lost or `signal` aborts.
 */
export async function withPart(
  key: PartKey,
  deps: RunDeps,
  { signal, ...origin }: Origin & { readonly signal: AbortSignal },
  work: (run: PartRun) => Promise<void>,
): Promise<void> {
  const part: HeldPart = { ...key, owner: deps.newId() };
  const account = deps.accounts.get(key.accountKey);
  if (!account || !(await deps.store.claimPart(part, deps.leaseMs))) return;
  const lost = new AbortController();
  const until = AbortSignal.any([signal, lost.signal]);
  const heartbeat = keepLease(part, deps, lost);
  const told = beginPart(part, origin, deps);
  try {
    const isLarge = await isLargePart(part, deps);
    await work(createPartRun({ part, account, deps, isLarge, signal: until, told }));
  } catch (error) {
    const isEnd = error instanceof LeaseLost || error instanceof AccountGone;
    if (isEnd || until.aborted) return told.span.event('interrupted');
    told.span.fail(asProblemError(error).problem.code);
    throw error;
  } finally {
    told.end();
    clearInterval(heartbeat);
    if (!lost.signal.aborted) await giveBack(part, deps);
  }
}

/** Has the parts of a set taken up in which changes wait for others, now that some of those may be done. */
export async function wakeWaiting({ store }: Pick<RunDeps, 'store'>, setId: string): Promise<void> {
  await store.enqueueParts(await store.waitingParts(setId));
}

async function isLargePart({ setId, accountKey }: PartKey, { store }: RunDeps): Promise<boolean> {
  return (await store.changesOf(setId, { accountKey, limit: SMALL_PART + 1 })).length > SMALL_PART;
}

interface Holding extends Pick<PartRun, 'account' | 'deps' | 'isLarge' | 'signal'> {
  readonly part: HeldPart;
  readonly told: PartSpan;
}

/** What is sent for a large part leaves places to those who wait for an answer. */
function purposeOf(isLarge: boolean): Pick<Call, 'purpose'> {
  return isLarge ? { purpose: 'BULK' } : {};
}

function createPartRun({ part, account, deps, isLarge, signal, told }: Holding): PartRun {
  const { trace } = told.span;
  const known = new Map<string, ChangeRecord>();
  let uncounted = 0;
  const ofPart = purposeOf(isLarge);

  async function countCalls(): Promise<void> {
    const calls = uncounted;
    uncounted = 0;
    if (calls > 0) await deps.store.addCalls(part.setId, calls);
  }

  return {
    setId: part.setId,
    get account() {
      return accountInForce(part, account, deps);
    },
    deps,
    isLarge,
    signal,
    trace,
    async changes(phases) {
      const filter = { phases, accountKey: part.accountKey, limit: MOST_CHANGES };
      const records = await deps.store.changesOf(part.setId, filter);
      for (const one of records) known.set(one.change.id, one);
      return records;
    },
    principal: async () => (await deps.store.set(part.setId))?.appliedBy ?? '',
    markSending: (changeIds) => markSending(part, changeIds, deps),
    async record(results) {
      if (results.length > 0) {
        const kept = held(await deps.store.record(part, results));
        for (const result of results) {
          const record = known.get(result.changeId);
          if (!record || !kept.changeIds.has(result.changeId)) continue;
          measure(record, result, deps);
          if (result.phase === 'DONE') told.count(result.outcome);
        }
      }
      await countCalls();
    },
    async backToPlanned(changeIds) {
      await countCalls();
      if (changeIds.length > 0) held(await deps.store.backToPlanned(part, changeIds));
    },
    async read(work) {
      const { call, sent } = backgroundRead({ ...deps, ...ofPart }, signal, trace);
      return { value: await work(call), requests: sent() };
    },
    async write(work) {
      const { call, sent } = backgroundWrite({ ...deps, ...ofPart }, trace);
      try {
        return await work(call);
      } finally {
        uncounted += sent();
      }
    },
    pause: (milliseconds) => deps.sleep(milliseconds, signal),
  };
}

function measure(record: ChangeRecord, result: ChangeResult, deps: RunDeps): void {
  if (result.phase === 'DONE') deps.meter.outcome(record.change, result.outcome);
  measureVerified(record, result, deps);
}

/** What is under way of one that was taken out of the configuration is read back by the account that sent it. */
function accountInForce(
  { accountKey }: HeldPart,
  former: ProviderAccount,
  { accounts }: RunDeps,
): ProviderAccount {
  return accounts.get(accountKey) ?? former;
}

async function markSending(
  part: HeldPart,
  changeIds: readonly string[],
  { accounts, store, now }: RunDeps,
): Promise<ReadonlySet<string>> {
  if (!accounts.has(part.accountKey)) throw new AccountGone();
  const marked = held(await store.markSending(part, changeIds));
  if (now() > marked.leaseUntil) throw new LeaseLost();
  return marked.changeIds;
}

function held<T>(answer: Fenced<T>): { readonly lease: 'HELD' } & T {
  if (answer.lease === 'LOST') throw new LeaseLost();
  return answer;
}

/** Renews the lease until it is cleared; a database that is silent for as long as the lease lasts has lost it. */
function keepLease(part: HeldPart, deps: RunDeps, stop: AbortController): NodeJS.Timeout {
  const lost = (): void => stop.abort(new LeaseLost());
  let failingSince: number | null = null;
  return setInterval(() => {
    deps.store.renewPart(part, deps.leaseMs).then(
      (isHeld) => {
        failingSince = null;
        if (!isHeld) lost();
      },
      () => {
        failingSince ??= deps.now();
        if (deps.now() - failingSince > deps.leaseMs) lost();
      },
    );
  }, deps.leaseMs / 3);
}

/** Parts that wait for this one may have been given back while it ran. */
async function giveBack(part: HeldPart, deps: RunDeps): Promise<void> {
  const { done, set, ended } = await deps.store.releasePart(part);
  if (ended && set) await logEnded(set, deps);
  if (done && set?.status === 'RUNNING') await wakeWaiting(deps, part.setId);
}
