// Whether what a finding says is still so, by what was read live. Pure.
import type { Assignee } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { FindingCode } from '../../domain/insight/finding.ts';
import { activityOf } from '../../domain/inventory/activity.ts';

/** What was read live of a holder. */
export interface ReadLive {
  /** null when its provider knows nobody of this id. */
  readonly holder: Assignee | null;
  readonly holdings: readonly Assignment[];
}

/** UNTOLD: the provider does not tell it. */
export type StillSo = 'SO' | 'NOT_SO' | 'UNTOLD';

/** By what it is told whether somebody is idle. */
export interface IdleRule {
  readonly idleDays: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const DAY_MS = 86_400_000;

/** Whether the license is held, and the rule still holds of whoever holds it. */
export function isStillSo(
  code: FindingCode,
  licenseId: string,
  { holder, holdings }: ReadLive,
  rule: IdleRule,
): StillSo {
  const holding = holdings.find((one) => one.licenseId === licenseId);
  if (holding === undefined) return 'NOT_SO';
  switch (code) {
    case 'IDLE_HOLDER':
      return holder === null ? 'NOT_SO' : isIdle(holder, rule);
    case 'HOLDER_INACTIVE':
      return stateIs(holder, 'INACTIVE');
    case 'HOLDER_DELETED':
      return holder === null ? 'SO' : stateIs(holder, 'DELETED');
    case 'ORPHAN':
      return holder === null ? 'SO' : 'NOT_SO';
    case 'PENDING_TOO_LONG':
      return holding.status === 'PENDING' ? 'SO' : stateIs(holder, 'PENDING');
    case 'HOLDER_NOT_ELIGIBLE':
      return isIneligible(holder);
    default:
      return 'NOT_SO'; // about no holder
  }
}

function isIdle(holder: Assignee, { idleDays, now }: IdleRule): StillSo {
  const { activeAt } = activityOf(holder);
  // Whoever the provider tells nothing of is never idle.
  if (activeAt === null) return 'UNTOLD';
  return Date.parse(activeAt) < now - idleDays * DAY_MS ? 'SO' : 'NOT_SO';
}

function stateIs(holder: Assignee | null, wanted: 'INACTIVE' | 'DELETED' | 'PENDING'): StillSo {
  if (holder?.kind !== 'USER') return 'NOT_SO';
  if (holder.state === undefined || holder.state === 'UNKNOWN') return 'UNTOLD';
  return holder.state === wanted ? 'SO' : 'NOT_SO';
}

function isIneligible(holder: Assignee | null): StillSo {
  if (holder?.kind !== 'DEVICE') return 'NOT_SO';
  if (holder.fotaEligible == null) return 'UNTOLD';
  return holder.fotaEligible ? 'NOT_SO' : 'SO';
}
