// A person of Webex in the words of License Graph.
import type { SiteAccount, User, UserKind, UserState } from '../../../domain/assignee.ts';
import { canonicalId, isAddress } from '../ids.ts';
import type { Holder } from '../wire/licenses.ts';
import type { Person } from '../wire/people.ts';
import { holdings } from './held-license.ts';

/** Words of presence; all but `pending` say nothing about the account itself (webex contract 6). */
const PRESENT: ReadonlySet<string> = new Set([
  'active',
  'call',
  'DoNotDisturb',
  'inactive',
  'meeting',
  'OutOfOffice',
  'presenting',
]);

const HOLDER_KINDS: ReadonlyMap<string, UserKind> = new Map([
  ['INTERNAL', 'INTERNAL'],
  ['EXTERNAL', 'EXTERNAL'],
]);

/** Never told by a read: only answers to writes name what is pending (webex contract 5.2). */
const PENDING = { pendingLicenseIds: null, pendingSiteAccounts: null };

/** A person with every field read, and what it holds where the answer tells it. */
export function toUser(person: Person, accountKey: string): User {
  return withHoldings(person, {
    ...identity(person, accountKey),
    state: stateOf(person),
    rawState: person.status,
    lastActiveAt: person.lastActiveAt,
    department: person.department,
    title: person.title,
    siteAccounts: siteAccountsOf(person),
  });
}

/**
 * A person from a look-up by many ids: what is absent there was left out, not missing (webex contract 6). What it has of presence
 * may be a part of it, so that the state is left to reads that tell all of it.
 */
export function toBriefUser(person: Person, accountKey: string): User {
  const { displayName, email, ...rest } = identity(person, accountKey);
  const { lastActiveAt, department, title, siteUrls } = person;
  const user: User = {
    ...rest,
    ...(displayName !== null && { displayName }),
    ...(email !== null && { email }),
    ...(lastActiveAt !== null && { lastActiveAt }),
    ...(department !== null && { department }),
    ...(title !== null && { title }),
    ...(siteUrls !== null && { siteAccounts: siteUrls.map(toSiteAccount) }),
  };
  return person.licenses === null ? user : withHoldings(person, user);
}

/** Whether a license says of somebody that they are of this organisation, or of another one. */
export function kindOfHolder({ type }: Holder): UserKind {
  return HOLDER_KINDS.get(type ?? '') ?? 'UNKNOWN';
}

/**
 * Somebody a license names. Of users of other organisations nothing else can ever be read (webex contract 6); their address is
 * their id, as it was before they had another one. `isOurs` is whether a list of people has them.
 */
export function holderToUser(holder: Holder, accountKey: string, isOurs: boolean): User {
  const userKind = kindOfHolder(holder);
  const hasAddress = !isOurs && isAddress(holder.email ?? '');
  const user: User = {
    kind: 'USER',
    accountKey,
    externalId: hasAddress ? canonicalId('USER', holder.email ?? '') : holder.id,
    displayName: holder.displayName,
    email: holder.email,
    userKind,
    ...PENDING,
  };
  return userKind === 'EXTERNAL' ? withNothingElse(user) : user;
}

/** Somebody of another organisation whom no license names: invited maybe, which no read tells (webex contract 5.2, 11). */
export function outsider(address: string, accountKey: string): User {
  return withNothingElse({
    kind: 'USER',
    accountKey,
    externalId: canonicalId('USER', address),
    displayName: null,
    email: canonicalId('USER', address),
    userKind: 'EXTERNAL',
    ...PENDING,
    assignments: [],
  });
}

/** A user of another organisation, with the fields that no read tells as null. */
export function withNothingElse(user: User): User {
  return {
    ...user,
    state: 'UNKNOWN',
    rawState: null,
    lastActiveAt: null,
    department: null,
    title: null,
    siteAccounts: null,
  };
}

function identity(person: Person, accountKey: string): User {
  return {
    kind: 'USER',
    accountKey,
    externalId: person.id,
    displayName: person.displayName,
    email: person.emails?.[0] ?? null,
    userKind: 'INTERNAL',
    ...PENDING,
  };
}

function withHoldings(person: Person, user: User): User {
  const licenses = person.licenses ?? (isAdminView(person) ? [] : null);
  return licenses === null ? user : { ...user, assignments: holdings(licenses, user) };
}

/** null where it is not told. */
function siteAccountsOf(person: Person): readonly SiteAccount[] | null {
  const siteUrls = person.siteUrls ?? (isAdminView(person) ? [] : null);
  return siteUrls && siteUrls.map(toSiteAccount);
}

/**
 * Whether a missing list means "none". Without administrator rights, or when something behind Webex failed, it means nothing
 * (webex contract 6, 9.6).
 */
function isAdminView({ isOdd, hasFailures, roles, invitePending, loginEnabled }: Person): boolean {
  if (isOdd || hasFailures) return false;
  return roles !== null || invitePending !== null || loginEnabled !== null;
}

function stateOf(person: Person): UserState {
  if (person.invitePending === true || person.status === 'pending') return 'PENDING';
  if (person.loginEnabled !== null) return person.loginEnabled ? 'ACTIVE' : 'INACTIVE';
  return person.status !== null && PRESENT.has(person.status) ? 'ACTIVE' : 'UNKNOWN';
}

/** `site` for a host, `site#attendee` for an attendee; hosts may be without a license (webex contract 6). */
function toSiteAccount(entry: string): SiteAccount {
  const [siteUrl = '', rawRole = 'host'] = entry.split('#', 2);
  const word = rawRole.toLowerCase();
  const role = word === 'host' ? 'HOST' : word === 'attendee' ? 'ATTENDEE' : 'UNKNOWN';
  return { siteUrl, role, rawRole };
}
