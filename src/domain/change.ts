// A change: one intended write to one assignment, and the provider's answer to it.
import type { AssigneeKind } from './account.ts';
import type { Assignee } from './assignee.ts';
import { isLicense, type AssignmentStatus, type Holding } from './assignment.ts';
import type { License } from './license.ts';
import { problem, type Problem } from './problem.ts';

export type ChangeAction = 'ASSIGN' | 'REMOVE' | 'SCHEDULE_REMOVAL' | 'CANCEL_REMOVAL';

/** Options of a change that only one vendor knows, as the caller gave them. */
export interface ChangeOptions {
  /** Whose they are: the name that the input has for the vendor; null when there are none. */
  readonly vendor: string | null;
  /** Where in the change each option that was given stands, by its name. */
  readonly given: Readonly<Record<string, readonly string[]>>;
  /** By the same names; read by the provider alone. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What idempotency keys cover of them. It must not change with the form of the input. */
  readonly fingerprint: Readonly<Record<string, unknown>>;
}

export const NO_OPTIONS: ChangeOptions = { vendor: null, given: {}, values: {}, fingerprint: {} };

/** The target of a change: its license for its assignee, or the assignee's account on the site of that license, which takes no license. */
export type ChangeTarget =
  | {
      readonly kind: 'LICENSE';
      /** What else the provider needs to assign the license, in its own form; null when nothing. */
      readonly details: Readonly<Record<string, unknown>> | null;
    }
  | SiteAccount;

export interface SiteAccount {
  readonly kind: 'SITE_ACCOUNT';
  /** Host name of the site, as the provider spells it. */
  readonly siteUrl: string;
  /** The role of the account: its owner attends meetings there. */
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
  /** The license; for an account on a site, a license of that site. */
  readonly licenseId: string;
  readonly assignee: { readonly kind: AssigneeKind; readonly externalId: string };
  /** First day without the license, `YYYY-MM-DD`; set for SCHEDULE_REMOVAL only. */
  readonly removalOn: string | null;
  readonly target: ChangeTarget;
}

/** The current state of an account that its changes are validated against. */
export interface CurrentState {
  readonly catalogue: readonly License[];
  /** The assignees as they were found, by `assigneeKey`; absent for one that is not listed, which may hold something all the same. */
  readonly assignees: ReadonlyMap<string, Assignee>;
  /** What each assignee holds now, by `assigneeKey`; absent for one that does not exist. */
  readonly held: ReadonlyMap<string, readonly Holding[]>;
  /** Today in the configured zone, `YYYY-MM-DD`. */
  readonly today: string;
}

/** Identifies an assignee within an account. */
export function assigneeKey(assignee: { readonly kind: AssigneeKind; readonly externalId: string }): string {
  return `${assignee.kind} ${assignee.externalId}`;
}

/** Identifies the target of a change and its assignee within an account. */
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

/** Whether the later of two changes of the same subject reverses the earlier one. */
export function opposes(
  later: Pick<Change, 'action' | 'removalOn'>,
  earlier: Pick<Change, 'action' | 'removalOn'>,
): boolean {
  const [isDate, wasDate] = [isAboutDate(later), isAboutDate(earlier)];
  if (isDate && wasDate) return later.removalOn !== earlier.removalOn;
  return isDate ? false : later.action !== earlier.action && (later.action === 'REMOVE' || !wasDate);
}

/** Whether a change sets or cancels a removal date, and does not assign or remove the license itself. */
export function isAboutDate({ action }: Pick<Change, 'action'>): boolean {
  return action === 'SCHEDULE_REMOVAL' || action === 'CANCEL_REMOVAL';
}

/** Whether a holding of the assignee is the target of a change. */
export function isAbout({ licenseId, target }: Pick<Change, 'licenseId' | 'target'>, held: Holding): boolean {
  if (isLicense(held)) return target.kind === 'LICENSE' && held.licenseId === licenseId;
  return target.kind === 'SITE_ACCOUNT' && held.siteUrl.toLowerCase() === target.siteUrl.toLowerCase();
}

/** When the provider worked on a change, as far as it reports that; RFC 3339 UTC. */
export interface ChangeTiming {
  /** When it last altered the target. */
  readonly updatedAt: string | null;
  /** When it last tried. */
  readonly attemptedAt: string | null;
  /** When it is going to try again by itself. */
  readonly nextAttemptAt: string | null;
}

/**
 * The provider's answer to one change of a write.
 * ACCEPTED: it claims to have made the change. REJECTED: it refused the change, and nothing changed. UNKNOWN: the answer was lost or
 * cannot be parsed; only a read can tell. NOT_SENT: nothing was sent, or the provider said that it did not process the change.
 */
export interface Sent {
  readonly status: 'ACCEPTED' | 'REJECTED' | 'UNKNOWN' | 'NOT_SENT';
  readonly problem: Problem | null;
  /** The provider's ids of the requests, for support and audit. */
  readonly upstreamRequestIds: readonly string[];
  /** Absent when the answer has none of the times. */
  readonly timing?: ChangeTiming;
  /**
   * The status of the target in the answer, null when the answer does not list it. Set only for licenses offered to people from outside,
   * which no read need show. Absent everywhere else, where only a read counts.
   */
  readonly holds?: AssignmentStatus | null;
}

/** PAST_DATE of a removal before `today`, a day of the configured zone. `accountKey` is null where it is about no account in particular. */
export function pastRemoval(today: string, accountKey: string | null): Problem {
  return problem('PAST_DATE', 'CALLER', 'The day of the removal is past.', {
    accountKey,
    hint: `Today is ${today} in the configured zone.`,
    path: ['removalOn'],
  });
}
