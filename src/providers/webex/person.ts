// A person of Webex in the words of License Graph.
import type { SiteAccount, User, UserKind, UserState } from '../../domain/assignee.ts';
import { holdings } from './holding.ts';
import type { Holder, Person } from './wire.ts';

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
    lastActiveAt: person.lastActivity,
    department: person.department,
    title: person.title,
    siteAccounts: (person.siteUrls ?? []).map(toSiteAccount),
  });
}

/** A person from a look-up by many ids: what is absent there was left out, not missing (webex contract 6). */
export function toBriefUser(person: Person, accountKey: string): User {
  const { status, lastActivity, department, title, siteUrls, invitePending, loginEnabled } = person;
  const isStateTold = status !== null || invitePending !== null || loginEnabled !== null;
  const user: User = {
    ...identity(person, accountKey),
    ...(isStateTold && { state: stateOf(person), rawState: status }),
    ...(lastActivity !== null && { lastActiveAt: lastActivity }),
    ...(department !== null && { department }),
    ...(title !== null && { title }),
    ...(siteUrls !== null && { siteAccounts: siteUrls.map(toSiteAccount) }),
  };
  return person.licenses === null ? user : withHoldings(person, user);
}

/** Somebody a license names. Of users of other organisations nothing else can ever be read (webex contract 6). */
export function holderToUser(holder: Holder, accountKey: string): User {
  const userKind = HOLDER_KINDS.get(holder.type ?? '') ?? 'UNKNOWN';
  const user: User = {
    kind: 'USER',
    accountKey,
    externalId: holder.id,
    displayName: holder.displayName,
    email: holder.email,
    userKind,
    ...PENDING,
  };
  if (userKind !== 'EXTERNAL') return user;
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
    email: person.emails[0] ?? null,
    userKind: 'INTERNAL',
    ...PENDING,
  };
}

function withHoldings(person: Person, user: User): User {
  const licenses = person.licenses ?? (isAdminView(person) ? [] : null);
  return licenses === null ? user : { ...user, assignments: holdings(licenses, user) };
}

/**
 * Whether a missing license list means "none". Without administrator rights, or when something behind Webex failed, it
 * means nothing (webex contract 6, 9.6).
 */
function isAdminView(person: Person): boolean {
  const hasFailures = typeof person.errors === 'object' && Object.keys(person.errors ?? {}).length > 0;
  return (
    !hasFailures && (person.roles !== null || person.invitePending !== null || person.loginEnabled !== null)
  );
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
