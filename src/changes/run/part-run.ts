// What working on a part of a set needs, and how its results are kept.
import type { AssignmentState, ChangeOutcome } from '../../domain/change-set.ts';
import type { Sent } from '../../domain/change.ts';
import type { Log } from '../../domain/log.ts';
import { problem } from '../../domain/problem.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { ChangeResult, HeldPart, Store } from '../../store/api.ts';

/** Told of what is done, for whoever watches. */
export interface Meter {
  /** A change came to its outcome. */
  readonly outcome: (accountKey: string, outcome: ChangeOutcome) => void;
  /** So many write requests left. */
  readonly writes: (accountKey: string, requests: number) => void;
}

export interface RunnerDeps {
  readonly store: Store;
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  readonly now: () => number;
  readonly newId: () => string;
  /** Resolves after so many milliseconds; rejects with the signal's reason. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly log: Log;
  readonly meter: Meter;
  readonly zone: string;
  readonly leaseMs: number;
  /** Times a change is handed to the provider at most. */
  readonly maxAttempts: number;
  /** How long planning waits for own changes that are under way, milliseconds. */
  readonly ownChangesMs: number;
  /** What a set is called outside. */
  readonly nameOfSet: (setId: string) => string;
  /** How long after a write that no read has shown it is read again. */
  readonly settleAfterMs: number;
  /** Time limit of one upstream request chain, milliseconds. */
  readonly callMs: number;
}

/** The lease went to somebody else: nothing more may be sent or written. */
export class LeaseLost extends Error {}

/** One account's part of a set, under way. */
export interface Work {
  readonly part: HeldPart;
  readonly account: ProviderAccount;
  readonly deps: RunnerDeps;
  readonly signal: AbortSignal;
}

/** The provider left an item out of its answer. */
export function silence(): Sent {
  return {
    status: 'UNKNOWN',
    problem: problem(
      'UPSTREAM_BAD_RESPONSE',
      'PROVIDER',
      'The provider did not say what became of this change.',
    ),
    upstreamRequestIds: [],
  };
}

/** Has the parts of a set taken up in which changes wait, now that something they may wait for has come to its end. */
export async function wake(
  store: Pick<Store, 'waitingParts' | 'enqueueParts'>,
  setId: string,
): Promise<void> {
  await store.enqueueParts(await store.waitingParts(setId));
}

/** What a change is when a read shows it. */
export function verified(changeId: string, after: AssignmentState | null, verifiedAt: string): ChangeResult {
  return {
    changeId,
    phase: 'DONE',
    outcome: 'VERIFIED',
    problem: null,
    upstreamRequestIds: [],
    after,
    verifiedAt,
  };
}

/** Records results. Throws LeaseLost when the part is somebody else's. */
export async function keep(
  { part, deps }: Pick<Work, 'part' | 'deps'>,
  results: readonly ChangeResult[],
): Promise<void> {
  if (results.length === 0) return;
  const kept = await deps.store.record(part, results);
  if (kept.lease === 'LOST') throw new LeaseLost();
  for (const { changeId, phase, outcome } of results) {
    if (phase === 'DONE' && kept.changeIds.has(changeId)) deps.meter.outcome(part.accountKey, outcome);
  }
}
