// Meeting sites: hosts hold the license of a site, attendees have an account there, and nobody is both (webex contract 5.4).
import type { Assignee, User } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { AttendeeAccount, Change, SiteRole } from '../../domain/change.ts';
import type { License } from '../../domain/license.ts';
import { ProblemError, problem } from '../../domain/problem.ts';
import { holding } from './holding.ts';
import { siteOf } from './ids.ts';

/** The attendee account that a request is about; null for the license itself. Throws BAD_INPUT, NOT_SUPPORTED. */
export function attendeeAccount(
  asked: SiteRole,
  { accountKey, externalId }: License,
  assignee: Assignee,
): AttendeeAccount | null {
  const siteUrl = siteOf(externalId);
  if (siteUrl === null || siteUrl.toLowerCase() !== asked.siteUrl.toLowerCase()) {
    const message =
      siteUrl === null ? 'This license is of no meeting site.' : 'This license is of another site.';
    const hint = 'See `details { ... on WebexLicenseDetails { siteUrl } }` of the license.';
    throw new ProblemError(problem('BAD_INPUT', 'CALLER', message, { accountKey, hint }));
  }
  if (asked.role === 'HOST') return null;
  // Only answers to writes tell the attendee accounts of users of other organisations (webex contract 5.2, 6).
  if (assignee.kind === 'USER' && (assignee.userKind ?? 'INTERNAL') !== 'INTERNAL') {
    const message =
      'The attendee accounts of users of other organisations cannot be read, so that no change would show.';
    const hint = 'Change them in Control Hub.';
    throw new ProblemError(problem('NOT_SUPPORTED', 'CALLER', message, { accountKey, hint }));
  }
  return { siteUrl, role: 'ATTENDEE' };
}

/**
 * What a user holds, with the accounts that take no license; undefined when either was not told. Nobody is told the accounts of
 * users of other organisations, and no change is about them.
 */
export function holdingsAndAccounts(user: User): readonly Assignment[] | undefined {
  const told = user.userKind === 'INTERNAL' ? (user.siteAccounts ?? undefined) : (user.siteAccounts ?? []);
  const attended = told?.filter(({ role }) => role === 'ATTENDEE');
  const accounts = attended?.map(({ siteUrl }) => ({ ...holding('', user), attends: siteUrl }));
  return user.assignments && accounts && [...user.assignments, ...accounts];
}

/**
 * What somebody who was looked up holds, as far as that told it. Of users of other organisations only the licenses of the catalogue were
 * looked through: one that is `unlisted` tells itself whether they hold it.
 */
export function heldAsFound(
  assignee: Assignee,
  unlisted: readonly string[],
): readonly Assignment[] | undefined {
  if (assignee.kind !== 'USER') return undefined;
  const rows = holdingsAndAccounts(assignee);
  if (rows === undefined || assignee.userKind === 'INTERNAL') return rows;
  const held = new Set(rows.map(({ licenseId }) => licenseId));
  return unlisted.every((id) => held.has(id)) ? rows : undefined;
}

/** The site a change is about, in lower case; null when it is about none. */
export function siteOfChange({ licenseId, site }: Pick<Change, 'licenseId' | 'site'>): string | null {
  return (site?.siteUrl ?? siteOf(licenseId))?.toLowerCase() ?? null;
}
