// A change: one intended write to one assignment, and what became of it.
import type { AssigneeKind } from './account.ts';
import type { Assignment, AssignmentStatus } from './assignment.ts';
import type { License } from './license.ts';
import type { Problem } from './problem.ts';

export type ChangeAction = 'ASSIGN' | 'REMOVE' | 'SCHEDULE_REMOVAL' | 'CANCEL_REMOVAL';

/** What assigning a calling license needs, where the provider asks for it. */
export interface CallingDetails {
  readonly locationId: string | null;
  /** E.164. */
  readonly phoneNumber: string | null;
  readonly extension: string | null;
}

/** An account on a meeting site that lets its owner attend meetings, and takes no license. */
export interface AttendeeAccount {
  /** Host name of the site, as the provider spells it. */
  readonly siteUrl: string;
  readonly role: 'ATTENDEE';
}

/** A role on the site of a meeting license, as somebody asks for it: the host is whoever holds the license. */
export interface SiteRole {
  readonly siteUrl: string;
  readonly role: AttendeeAccount['role'] | 'HOST';
}

/** One request, its targets resolved to the provider's own ids. */
export interface Change {
  /** Unique within License Graph. */
  readonly id: string;
  readonly action: ChangeAction;
  readonly accountKey: string;
  readonly licenseId: string;
  readonly assignee: { readonly kind: AssigneeKind; readonly externalId: string };
  /** First day without the license, `YYYY-MM-DD`; set for SCHEDULE_REMOVAL only. */
  readonly removalOn: string | null;
  readonly calling: CallingDetails | null;
  /** Set when the change is about this account on the site of the license, and not about the license itself. */
  readonly site: AttendeeAccount | null;
}

/** What is known of an account when its changes are checked. */
export interface CurrentState {
  readonly catalogue: readonly License[];
  /** What each assignee holds now, attendee accounts included, by `assigneeKey`; absent for one that does not exist. */
  readonly held: ReadonlyMap<string, readonly Assignment[]>;
  /** Today in the configured zone, `YYYY-MM-DD`. */
  readonly today: string;
}

/** How assignees are told apart within an account. */
export function assigneeKey(assignee: { readonly kind: AssigneeKind; readonly externalId: string }): string {
  return `${assignee.kind} ${assignee.externalId}`;
}

/** What a change is about, told apart within an account: a license of an assignee, or its attendee account on a site. */
export function subjectKey({
  licenseId,
  site,
  assignee,
}: Pick<Change, 'licenseId' | 'site' | 'assignee'>): string {
  return `${site === null ? licenseId : `@${site.siteUrl.toLowerCase()}`} ${assigneeKey(assignee)}`;
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
export function isAbout({ licenseId, site }: Pick<Change, 'licenseId' | 'site'>, held: Assignment): boolean {
  return site === null
    ? held.licenseId === licenseId
    : held.attends?.toLowerCase() === site.siteUrl.toLowerCase();
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
