// What becomes of the dates that License Graph keeps, when assignments come and go.
import type { ChangeRecord, ChangeSet } from '../../domain/change-set.ts';
import { subjectKey, type Change } from '../../domain/change.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { NewSchedule, Schedules } from '../../store/schedules-api.ts';
import { startOfDay } from './calendar.ts';
import type { RunnerDeps, Work } from '../run/part-run.ts';

/** The principal of sets that scheduled removals become. */
export const SCHEDULER = 'schedule';

/** Between two tries of a removal whose day has come, milliseconds: as long as it is overdue, within these. */
const SOONEST_RETRY = 15 * 60_000;
const LATEST_RETRY = 24 * 3_600_000;

type Assignee = Change['assignee'];

/** The day each license of these assignees will be removed here, null for those that will not: one query. */
export async function keptDates(
  schedules: Pick<Schedules, 'schedulesOf'>,
  accountKey: string,
  assignees: readonly Assignee[],
): Promise<(row: { readonly licenseId: string; readonly assignee: Assignee }) => string | null> {
  const keyOf = ({ licenseId, assignee }: { licenseId: string; assignee: Assignee }): string =>
    subjectKey({ licenseId, assignee, site: null });
  const waiting = await schedules.schedulesOf(accountKey, assignees);
  const days = new Map(waiting.map((one) => [keyOf(one), one.removalOn]));
  return (row) => days.get(keyOf(row)) ?? null;
}

/** Cancels the dates kept for assignments that are no more: they would take away later ones of the same license. Attendee accounts have none. */
export async function forgetDates(
  changes: readonly Change[],
  { account, part, deps }: Pick<Work, 'account' | 'part' | 'deps'>,
): Promise<void> {
  const licenses = changes.filter(({ site }) => site === null);
  if (licenses.length === 0 || account.account.capabilities.nativeScheduledRemoval) return;
  const set = await deps.store.set(part.setId);
  await deps.store.cancelSchedules(licenses, set?.appliedBy ?? '', part.setId);
}

/** Schedules anew the removals that came of a schedule and failed for a reason that may pass: nobody else would try again. */
export async function renewDates(
  failed: readonly ChangeRecord[],
  { account }: Pick<ProviderAccount, 'account'>,
  deps: Pick<RunnerDeps, 'store' | 'now' | 'zone'>,
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
  deps: Pick<RunnerDeps, 'now' | 'zone'>,
): NewSchedule {
  const { accountKey, licenseId, assignee } = change;
  const removalOn = before?.removalOn ?? set.createdAt.slice(0, 10);
  const overdue = deps.now() - Date.parse(startOfDay(removalOn, deps.zone));
  const dueAt = new Date(deps.now() + Math.min(Math.max(overdue, SOONEST_RETRY), LATEST_RETRY)).toISOString();
  return { accountKey, licenseId, assignee, removalOn, zone: deps.zone, dueAt, setId: set.id };
}
