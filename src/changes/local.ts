// Removals on a date, where the provider has no such thing: License Graph keeps the date itself.
import type { AssignmentState } from '../domain/change-set.ts';
import type { Change } from '../domain/change.ts';
import type { ProviderAccount } from '../providers/provider.ts';
import type { Schedules } from '../store/api.ts';
import { startOfDay } from './days.ts';

/** Whether a change is carried out here and not by the provider. */
export function isLocal(change: Change, { account }: Pick<ProviderAccount, 'account'>): boolean {
  const dated = change.action === 'SCHEDULE_REMOVAL' || change.action === 'CANCEL_REMOVAL';
  return dated && !account.capabilities.nativeScheduledRemoval;
}

/** Keeps or cancels the dates; the state of each assignment afterwards, by change id. */
export async function applyLocally(
  changes: readonly Change[],
  options: {
    readonly setId: string;
    readonly principal: string;
    readonly zone: string;
    readonly schedules: Schedules;
  },
): Promise<ReadonlyMap<string, AssignmentState>> {
  const { setId, principal, zone, schedules } = options;
  const kept = changes.filter((change) => change.action === 'SCHEDULE_REMOVAL');
  const cancelled = changes.filter((change) => change.action === 'CANCEL_REMOVAL');
  await schedules.createSchedules(
    kept.flatMap(({ accountKey, licenseId, assignee, removalOn }) =>
      removalOn === null
        ? []
        : [{ accountKey, licenseId, assignee, removalOn, zone, dueAt: startOfDay(removalOn, zone), setId }],
    ),
    principal,
  );
  await schedules.cancelSchedules(cancelled, principal, setId);
  return new Map([
    ...kept.map(({ id, removalOn }) => [id, held('REMOVAL_SCHEDULED', removalOn)] as const),
    ...cancelled.map(({ id }) => [id, held('ACTIVE', null)] as const),
  ]);
}

function held(status: 'ACTIVE' | 'REMOVAL_SCHEDULED', removalOn: string | null): AssignmentState {
  return { held: true, status, assignedAt: null, removalOn };
}
