// A change: one intended write to one assignment, and what became of it.
import type { AssigneeKind } from './account.ts';
import { isLicense, type AssignmentStatus, type Holding } from './assignment.ts';
import type { License } from './license.ts';
import type { Problem } from './problem.ts';

export type ChangeAction = 'ASSIGN' | 'REMOVE' | 'SCHEDULE_REMOVAL' | 'CANCEL_REMOVAL';

/** Options of a change that only its provider knows, as they were given. */
export interface ChangeOptions {
  /** Names of the fields of the input that were given, `webexSite` for instance. */
  readonly given: readonly string[];
  /** Read by the provider alone. */
  readonly values: Readonly<Record<string, unknown>>;
}

export const NO_OPTIONS: ChangeOptions = { given: [], values: {} };

/** What a change is about: its license for its assignee, or an account of the assignee on the site of that license, which takes no license. */
export type ChangeTarget =
  | {
      readonly kind: 'LICENSE';
      /** What the provider needs besides to assign the license, in its own form; null when it needs nothing. */
      readonly details: Readonly<Record<string, unknown>> | null;
    }
  | SiteAccount;

export interface SiteAccount {
  readonly kind: 'SITE_ACCOUNT';
  /** Host name of the site, as the provider spells it. */
  readonly siteUrl: string;
  /** What the account is for: its owner attends meetings there. */
  readonly role: 'ATTENDEE';
}

/** The license itself, without details. */
export const THE_LICENSE: ChangeTarget = { kind: 'LICENSE', details: null };

/** One change request, its targets resolved to the provider's own ids. */
export interface Change {
  /** Unique within License Graph. */
  readonly id: string;
  readonly action: ChangeAction;
  readonly accountKey: string;
  /** The license; of an account on a site one of that site. */
  readonly licenseId: string;
  readonly assignee: { readonly kind: AssigneeKind; readonly externalId: string };
  /** First day without the license, `YYYY-MM-DD`; set for SCHEDULE_REMOVAL only. */
  readonly removalOn: string | null;
  readonly target: ChangeTarget;
}

/** What is known of an account when its changes are validated. */
export interface CurrentState {
  readonly catalogue: readonly License[];
  /** What each assignee holds now, by `assigneeKey`; absent for one that does not exist. */
  readonly held: ReadonlyMap<string, readonly Holding[]>;
  /** Today in the configured zone, `YYYY-MM-DD`. */
  readonly today: string;
}

/** How assignees are told apart within an account. */
export function assigneeKey(assignee: { readonly kind: AssigneeKind; readonly externalId: string }): string {
  return `${assignee.kind} ${assignee.externalId}`;
}

/** What a change is about, told apart within an account. */
export function subjectKey({
  licenseId,
  target,
  assignee,
}: Pick<Change, 'licenseId' | 'target' | 'assignee'>): string {
  const subject = target.kind === 'LICENSE' ? licenseId : `@${target.siteUrl.toLowerCase()}`;
  return `${subject} ${assigneeKey(assignee)}`;
}

/** Whether a change is about the license itself. */
export function isAboutLicense({ target }: Pick<Change, 'target'>): boolean {
  return target.kind === 'LICENSE';
}

/** Whether the later of two changes about one thing leaves nothing of what the earlier one wanted. */
export function opposes(
  later: Pick<Change, 'action' | 'removalOn'>,
  earlier: Pick<Change, 'action' | 'removalOn'>,
): boolean {
  const [isDate, wasDate] = [isAboutDate(later), isAboutDate(earlier)];
  if (isDate && wasDate) return later.removalOn !== earlier.removalOn;
  return isDate ? false : later.action !== earlier.action && (later.action === 'REMOVE' || !wasDate);
}

/** Whether a change is about the day of a removal, and not about holding the license. */
export function isAboutDate({ action }: Pick<Change, 'action'>): boolean {
  return action === 'SCHEDULE_REMOVAL' || action === 'CANCEL_REMOVAL';
}

/** Whether something held by the assignee of a change is what the change is about. */
export function isAbout({ licenseId, target }: Pick<Change, 'licenseId' | 'target'>, held: Holding): boolean {
  if (isLicense(held)) return target.kind === 'LICENSE' && held.licenseId === licenseId;
  return target.kind === 'SITE_ACCOUNT' && held.siteUrl.toLowerCase() === target.siteUrl.toLowerCase();
}

/** When the provider dealt with a change, as far as it tells; RFC 3339 UTC. */
export interface ChangeTiming {
  /** When it last altered what the change is about. */
  readonly updatedAt: string | null;
  /** When it last tried. */
  readonly attemptedAt: string | null;
  /** When it is going to try again by itself. */
  readonly nextAttemptAt: string | null;
}

/**
 * What the provider said to one change of a command.
 * ACCEPTED: it claims to have done it. REJECTED: it refused it, and nothing changed. UNKNOWN: the answer was lost or
 * cannot be read; only a read can tell. NOT_SENT: nothing left this machine, or the provider said it did not process it.
 */
export interface Sent {
  readonly status: 'ACCEPTED' | 'REJECTED' | 'UNKNOWN' | 'NOT_SENT';
  readonly problem: Problem | null;
  /** The provider's ids of the requests, for support and audit. */
  readonly upstreamRequestIds: readonly string[];
  /** Absent where it tells none of the times. */
  readonly timing?: ChangeTiming;
  /**
   * What the answer lists of what the change is about, null for nothing, where no read need show it: licenses offered to people from
   * outside. Absent everywhere else, where only a read counts.
   */
  readonly holds?: AssignmentStatus | null;
}
