// Removals on a date, where the provider has no such thing: License Graph keeps the date itself.
import type { AssignmentState, ChangeRecord } from '../../domain/change-set.ts';
import type { Change } from '../../domain/change.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { Schedules } from '../../store/schedules-api.ts';
import { startOfDay } from './calendar.ts';

/** Whether a change is carried out here and not by the provider. */
export function isLocal(change: Change, { account }: Pick<ProviderAccount, 'account'>): boolean {
  const dated = change.action === 'SCHEDULE_REMOVAL' || change.action === 'CANCEL_REMOVAL';
  return dated && !account.capabilities.nativeScheduledRemoval;
}

export interface KeepingDates {
  /** The set that asks for it, and who asked for the set. */
  readonly setId: string;
  readonly principal: string;
  readonly zone: string;
  readonly schedules: Pick<Schedules, 'createSchedules' | 'cancelSchedules'>;
}

/** Keeps or cancels the dates; the state of each assignment afterwards, by change id: nothing else of it has changed. */
export async function applyLocally(
  records: readonly ChangeRecord[],
  { setId, principal, zone, schedules }: KeepingDates,
): Promise<ReadonlyMap<string, AssignmentState | null>> {
  const changes = records.map(({ change }) => change);
  const kept = changes.filter(({ action }) => action === 'SCHEDULE_REMOVAL');
  const cancelled = changes.filter(({ action }) => action === 'CANCEL_REMOVAL');
  await schedules.createSchedules(
    kept.flatMap(({ accountKey, licenseId, assignee, removalOn }) =>
      removalOn === null
        ? []
        : [{ accountKey, licenseId, assignee, removalOn, zone, dueAt: startOfDay(removalOn, zone), setId }],
    ),
    principal,
  );
  await schedules.cancelSchedules(cancelled, principal, setId);
  return new Map(
    records.map(({ change, before }) => [change.id, before && { ...before, removalOn: change.removalOn }]),
  );
}
