// License Graph's own open changes, while it plans others: under way, or accepted and not shown by a read yet. Planning waits for them,
// builds on them, or refuses with CHANGE_UNDER_WAY.
import type { Call } from '../../domain/call.ts';
import type { ChangeRecord } from '../../domain/change-set.ts';
import { assigneeKey, opposes, subjectKey, type Change } from '../../domain/change.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import type { OwnChanges } from '../../store/changes/api.ts';

export interface OwnDeps {
  readonly store: OwnChanges;
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** How long planning waits for changes that are under way, milliseconds; less when a request has little time. */
  readonly ownChangesMs: number;
  /** The id of a set as the graph gives it out. */
  readonly nameOfSet: (setId: string) => string;
}

/** The share of a request's remaining time that may be spent waiting. */
const SHARE = 1 / 4;
/** Between two queries, at first and at most. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 600;

export interface OpenChanges {
  /** In the order they were sent, without those that a later change has superseded. */
  readonly open: readonly ChangeRecord[];
  /** By `assigneeKey`, the assignees of changes that were open at any moment of the wait: what was read of them before may be older. */
  readonly met: ReadonlySet<string>;
}

/**
 * The open changes of an account about the assignees of these ones, once none about the same thing is under way any more or the
 * wait is over. Call it before reading the provider: whatever the read does not show then is not there yet.
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
  const met = new Set<string>();
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const open = await store.openChanges(accountKey, assignees);
    for (const { change } of open) met.add(assigneeKey(change.assignee));
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

/** Whether a later change leaves nothing of this one. */
export function isSuperseded({ change }: ChangeRecord, later: readonly ChangeRecord[]): boolean {
  return later.some((one) => one.phase === 'DONE' && opposes(one.change, change));
}

/** The problem of a request that conflicts with an open change. */
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
