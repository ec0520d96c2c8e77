// What License Graph itself is doing, or did and has not seen yet, while it plans: waited for, built on, or a reason to say "not now".
import type { Call } from '../../domain/call.ts';
import type { ChangeRecord } from '../../domain/change-set.ts';
import { assigneeKey, opposes, subjectKey, type Change } from '../../domain/change.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import type { OwnChanges } from '../../store/own-changes-api.ts';

export interface OwnDeps {
  readonly store: OwnChanges;
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** How long planning waits for changes that are under way, milliseconds; less when a request has little time. */
  readonly ownChangesMs: number;
  /** What a set is called outside. */
  readonly nameOfSet: (setId: string) => string;
}

/** The part of the time that is left to a request that may go into waiting. */
const SHARE = 1 / 4;
/** Between two looks, at first and at most. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 600;

export interface OpenChanges {
  /** In the order they were sent; those that a later one leaves nothing of are not among them. */
  readonly open: readonly ChangeRecord[];
  /** Whom an open change was about when they were first asked for, by `assigneeKey`: what was read of them before may be of before it. */
  readonly met: ReadonlySet<string>;
}

/**
 * The open changes of an account about the assignees of these ones, once none about the same thing is under way any more or the
 * wait is over. To be asked for before a provider is read: what the reading does not show then is not there yet.
 */
export async function openChangesOf(
  accountKey: string,
  changes: readonly Change[],
  deps: OwnDeps,
  call: Call,
): Promise<OpenChanges> {
  const { store, now } = deps;
  const subjects = new Set(changes.map(subjectKey));
  const assignees = [
    ...new Map(changes.map(({ assignee }) => [JSON.stringify(assignee), assignee])).values(),
  ];
  const until = now() + Math.min(deps.ownChangesMs, (call.deadline - now()) * SHARE);
  let met: ReadonlySet<string> | null = null;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const open = await store.openChanges(accountKey, assignees);
    met ??= new Set(open.map(({ change }) => assigneeKey(change.assignee)));
    const inTheWay = open.some((one) => one.phase !== 'DONE' && subjects.has(subjectKey(one.change)));
    if (!inTheWay || now() >= until || call.signal.aborted) {
      return { open: await withoutSuperseded(open, store), met };
    }
    // What ends the wait early ends the reading that follows, which tells why.
    await deps.sleep(pause, call.signal).catch(() => undefined);
  }
}

/** The open changes that take or free seats of licenses, the newest first. */
export async function openSeatChangesOf(
  accountKey: string,
  licenseIds: readonly string[],
  store: OwnChanges,
): Promise<readonly ChangeRecord[]> {
  if (licenseIds.length === 0) return [];
  return withoutSuperseded(await store.openSeatChanges(accountKey, licenseIds), store);
}

async function withoutSuperseded(
  open: readonly ChangeRecord[],
  store: Pick<OwnChanges, 'laterChanges'>,
): Promise<readonly ChangeRecord[]> {
  const done = open.filter(({ phase }) => phase === 'DONE').map(({ change }) => change.id);
  if (done.length === 0) return open;
  const later = await store.laterChanges(done);
  return open.filter((record) => !isSuperseded(record, later.get(record.change.id) ?? []));
}

/** Whether one of the changes that came after it has taken the place of a change. */
export function isSuperseded({ change }: ChangeRecord, later: readonly ChangeRecord[]): boolean {
  return later.some((one) => one.phase === 'DONE' && opposes(one.change, change));
}

/** The problem of a request that an open change stands in the way of. */
export function underWay(
  { change, setId }: ChangeRecord,
  { nameOfSet }: Pick<OwnDeps, 'nameOfSet'>,
): Problem {
  return problem(
    'CHANGE_UNDER_WAY',
    'PLATFORM',
    'Another change of this license and assignee is under way, or no read has shown yet what became of it.',
    {
      accountKey: change.accountKey,
      retryable: true,
      hint: `Ask again when that one is settled: it is of the change set ${nameOfSet(setId)}.`,
      path: [],
    },
  );
}
