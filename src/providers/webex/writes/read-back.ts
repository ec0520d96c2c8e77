// What given assignees hold, with all that changes can be about: attendee accounts, and licenses that the catalogue does not list.
import type { Assignee, User } from '../../../domain/assignee.ts';
import { isLicense, type HeldNow, type HeldSiteAccount, type Holding } from '../../../domain/assignment.ts';
import type { Slot } from '../../../domain/page.ts';
import { ProblemError } from '../../../domain/problem.ts';
import type { Writes } from '../../provider.ts';
import { withOneCatalogue, type Context } from '../context.ts';
import { canonicalId } from '../ids.ts';
import { readHoldings } from '../reads/holdings.ts';
import { withUnlisted } from '../reads/unlisted-licenses.ts';

/** `readBack` of the port; the catalogue is read once at most. */
export function createReadBack(context: Context): NonNullable<Writes['readBack']> {
  return async (assignees, call, asked, catalogue) => {
    const once = withOneCatalogue(context, catalogue);
    const users = new Map<string, User>();
    const slots = await readHoldings(once, assignees, call, (user) => {
      users.set(user.externalId, user);
      return holdingsAndAccounts(user);
    });
    const whole = asked === undefined ? slots : await withUnlisted(once, slots, asked, call);
    return new Map([...whole].map(([id, slot]) => [id, heldNow(slot, users.get(canonicalId('USER', id)))]));
  };
}

function heldNow(rows: Slot<readonly Holding[]>, assignee: User | undefined): Slot<HeldNow> {
  return rows === null || rows instanceof ProblemError ? rows : { rows, ...(assignee && { assignee }) };
}

/**
 * What a user holds, with the accounts that take no license; undefined when either was not told. Nobody is told the accounts of
 * users of other organisations, and no change is about them.
 */
export function holdingsAndAccounts(user: User): readonly Holding[] | undefined {
  const told = user.userKind === 'INTERNAL' ? (user.siteAccounts ?? undefined) : (user.siteAccounts ?? []);
  const attended = told?.filter(({ role }) => role === 'ATTENDEE');
  const accounts = attended?.map(({ siteUrl }): HeldSiteAccount => ({
    accountKey: user.accountKey,
    siteUrl,
    assignee: user,
    status: 'ACTIVE',
    assignedAt: null,
    removalOn: null,
  }));
  return user.assignments && accounts && [...user.assignments, ...accounts];
}

/**
 * What somebody who was looked up holds, as far as that told it. Of users of other organisations only the licenses of the catalogue were
 * looked through: one that is `unlisted` tells itself whether they hold it.
 */
export function heldAsFound(assignee: Assignee, unlisted: readonly string[]): readonly Holding[] | undefined {
  if (assignee.kind !== 'USER') return undefined;
  const rows = holdingsAndAccounts(assignee);
  if (rows === undefined || assignee.userKind === 'INTERNAL') return rows;
  const held = new Set(rows.filter(isLicense).map(({ licenseId }) => licenseId));
  return unlisted.every((id) => held.has(id)) ? rows : undefined;
}
