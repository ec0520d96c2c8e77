// Who may call: key, permissions, version, account and actor of a request (yext contract 1 and 8).
import type { EmulatedRequest } from '../core/http.ts';
import type { LiveSwitches } from '../core/switches.ts';
import { person } from '../seed/organisation.ts';
import { isCalendarDate } from './calendar.ts';
import { refusal } from './errors.ts';
import { text } from './switches.ts';

/** The one account of the seed. */
export const ACCOUNT_ID = '900100';
/** An account that exists and that no key here can see. */
export const FOREIGN_ACCOUNT_ID = '900999';

/** Keys of the account by what their app may do. All of them read entities. */
export const keys = {
  full: 'acme-yext-key-fake',
  /** Of the same app, for those who exchange their key. */
  next: 'acme-yext-next-key-fake',
  reader: 'acme-yext-reader-fake',
  noLicenses: 'acme-yext-nolicense-fake',
} as const;

/** The user that actor headers may name. */
export const actor = { id: '700001', username: person(0).email } as const;

/** What an operation needs from the key. */
export type Need = 'entities' | 'read-licenses' | 'write-licenses';

const PERMISSIONS: Readonly<Record<string, readonly Need[]>> = {
  [keys.full]: ['entities', 'read-licenses', 'write-licenses'],
  [keys.next]: ['entities', 'read-licenses', 'write-licenses'],
  [keys.reader]: ['entities', 'read-licenses'],
  [keys.noLicenses]: ['entities'],
};

/** The key of a request: the query parameter is taken before the header (yext contract 8). */
function keyOf(request: EmulatedRequest): string | undefined {
  return request.query.get('api_key') ?? request.headers['api-key'];
}

function permissions(request: EmulatedRequest): readonly Need[] | undefined {
  const key = keyOf(request) ?? '';
  return Object.hasOwn(PERMISSIONS, key) ? PERMISSIONS[key] : undefined;
}

/** Whether the key of a request is known, and was not revoked. */
export function isAuthenticated(request: EmulatedRequest, live: LiveSwitches): boolean {
  return permissions(request) !== undefined && keyOf(request) !== text(live, 'revokedKey');
}

/** Refuses a missing key with 400, an unknown or revoked one with 401. */
export function checkKey(request: EmulatedRequest, live: LiveSwitches): void {
  if (!keyOf(request)) throw refusal('missingKey', 'Missing API key: pass api_key or the api-key header');
  if (!isAuthenticated(request, live)) throw refusal('invalidKey', 'Invalid API key');
}

/** Refuses a key that lacks a permission. */
export function checkPermission(request: EmulatedRequest, need: Need): void {
  if (permissions(request)?.includes(need)) return;
  throw refusal('notPermitted', `This API key has no permission for this operation (${need})`);
}

/** Refuses a `v` that is not a date; any date is accepted. */
export function checkVersion(request: EmulatedRequest): void {
  const version = request.query.get('v') ?? '';
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(version) ?? [];
  if (year && isCalendarDate(`${year}-${month}-${day}`)) return;
  throw refusal('invalidVersion', 'Parameter v is required and must be a date in YYYYMMDD format');
}

/** Refuses another account. Looks at the raw path, so that unknown endpoints of a wrong account are refused for the account. */
export function checkAccount(request: EmulatedRequest): void {
  const raw = /^\/v2\/accounts\/([^/]+)/.exec(request.path)?.[1];
  if (raw === undefined) return;
  const accountId = decoded(raw);
  if (accountId === 'me' || accountId === ACCOUNT_ID) return;
  if (accountId === FOREIGN_ACCOUNT_ID)
    throw refusal('accountNotVisible', `Account ${accountId} is not visible to this key`);
  if (accountId === 'all')
    throw refusal('invalidAccount', 'The account macro all is not supported by this operation');
  throw refusal('invalidAccount', `Invalid account id: ${accountId}`);
}

/** Refuses an unknown actor; without the headers the app itself is the actor. */
export function checkActor(request: EmulatedRequest): void {
  const id = request.headers['yext-user-id'];
  const username = request.headers['yext-username'];
  if ((id ?? actor.id) === actor.id && (username ?? actor.username) === actor.username) return;
  throw refusal('invalidActor', 'The user named by the actor headers cannot be authenticated');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
