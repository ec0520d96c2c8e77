// Kept removals: dates of removal that License Graph keeps itself, for providers that know none.
import type { AssignmentState, ChangeRecord, ChangeSet } from '../../domain/change-set.ts';
import { THE_LICENSE, isAboutDate, isAboutLicense, subjectKey, type Change } from '../../domain/change.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { NewSchedule, Schedules } from '../../store/schedules/api.ts';
import type { PartRun } from '../run/part-run.ts';
import { verified } from '../run/results.ts';
import type { RunDeps } from '../run/run-deps.ts';
import { startOfDay } from './calendar.ts';

/** The principal of sets that kept removals become. */
export const SCHEDULER = 'schedule';

/** Between two tries of a removal whose day has come, milliseconds: as long as it is overdue, within these. */
const SOONEST_RETRY = 15 * 60_000;
const LATEST_RETRY = 24 * 3_600_000;

type Assignee = Change['assignee'];

/** Whether a change is carried out here and not by the provider: a date of removal where the provider knows none. */
export function isKeptHere(change: Change, { account }: Pick<ProviderAccount, 'account'>): boolean {
  return isAboutDate(change) && !account.capabilities.nativeScheduledRemoval;
}

/** The day each license of these assignees will be removed by License Graph, null for those that will not: one query. */
export async function keptDates(
  schedules: Pick<Schedules, 'schedulesOf'>,
  accountKey: string,
  assignees: readonly Assignee[],
): Promise<(row: { readonly licenseId: string; readonly assignee: Assignee }) => string | null> {
  const keyOf = ({ licenseId, assignee }: { licenseId: string; assignee: Assignee }): string =>
    subjectKey({ licenseId, assignee, target: THE_LICENSE });
  const waiting = await schedules.schedulesOf(accountKey, assignees);
  const days = new Map(waiting.map((one) => [keyOf(one), one.removalOn]));
  return (row) => days.get(keyOf(row)) ?? null;
}

/** Carries out those of the planned changes that keep a date or cancel one. */
export async function keepRemovals(run: PartRun, planned: readonly ChangeRecord[]): Promise<void> {
  const dated = planned.filter(({ change }) => isKeptHere(change, run.account));
  if (dated.length === 0) return;
  const marked = await run.markSending(dated.map(({ change }) => change.id));
  const { store, zone, now } = run.deps;
  const after = await writeRemovals(
    dated.filter(({ change }) => marked.has(change.id)),
    { setId: run.setId, principal: await run.principal(), zone, schedules: store },
  );
  await run.record(
    [...after].map(([changeId, state]) => ({
      ...verified(changeId, { after: state }, now()),
      isKeptHere: true,
    })),
  );
}

export interface KeepingRemovals {
  /** The set that asks for them, and who asked for the set. */
  readonly setId: string;
  readonly principal: string;
  readonly zone: string;
  readonly schedules: Pick<Schedules, 'createSchedules' | 'cancelSchedules'>;
}

/** Keeps or cancels dates; returns the state of each assignment afterwards, by change id: nothing else of it has changed. */
export async function writeRemovals(
  records: readonly ChangeRecord[],
  { setId, principal, zone, schedules }: KeepingRemovals,
): Promise<ReadonlyMap<string, AssignmentState | null>> {
  const changes = records.map(({ change }) => change);
  const kept = changes.filter(({ action }) => action === 'SCHEDULE_REMOVAL');
  await schedules.createSchedules(
    kept.flatMap(({ accountKey, licenseId, assignee, removalOn }) =>
      removalOn === null
        ? []
        : [{ accountKey, licenseId, assignee, removalOn, zone, dueAt: startOfDay(removalOn, zone), setId }],
    ),
    principal,
  );
  const cancelled = changes.filter(({ action }) => action === 'CANCEL_REMOVAL');
  await schedules.cancelSchedules(cancelled, principal, setId);
  return new Map(
    records.map(({ change, before }) => [change.id, before && { ...before, removalOn: change.removalOn }]),
  );
}

/** Cancels the dates kept for assignments that are no more: they would take away later ones of the same license. */
export async function cancelKeptRemovals(
  changes: readonly Change[],
  run: Pick<PartRun, 'account' | 'setId' | 'principal' | 'deps'>,
): Promise<void> {
  const licenses = changes.filter(isAboutLicense);
  if (licenses.length === 0 || run.account.account.capabilities.nativeScheduledRemoval) return;
  await run.deps.store.cancelSchedules(licenses, await run.principal(), run.setId);
}

/** Schedules anew the kept removals that failed for a reason that may pass: nobody else would try again. */
export async function scheduleAgain(
  failed: readonly ChangeRecord[],
  { account }: Pick<ProviderAccount, 'account'>,
  deps: Pick<RunDeps, 'store' | 'now' | 'zone'>,
): Promise<void> {
  if (account.capabilities.nativeScheduledRemoval) return;
  const removals = failed.filter(({ change }) => change.action === 'REMOVE');
  for (const [setId, records] of Map.groupBy(removals, (record) => record.setId)) {
    const set = await deps.store.set(setId);
    if (set?.principal !== SCHEDULER || set.cancelRequested) continue;
    await deps.store.createSchedules(
      records.map((record) => again(record, set, deps)),
      SCHEDULER,
    );
  }
}

function again(
  { change, before }: ChangeRecord,
  set: ChangeSet,
  deps: Pick<RunDeps, 'now' | 'zone'>,
): NewSchedule {
  const { accountKey, licenseId, assignee } = change;
  const removalOn = before?.removalOn ?? set.createdAt.slice(0, 10);
  const overdue = deps.now() - Date.parse(startOfDay(removalOn, deps.zone));
  const dueAt = new Date(deps.now() + Math.min(Math.max(overdue, SOONEST_RETRY), LATEST_RETRY)).toISOString();
  return { accountKey, licenseId, assignee, removalOn, zone: deps.zone, dueAt, setId: set.id };
}
