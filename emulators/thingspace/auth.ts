// Who may call: the bearer token is checked by the gateway, the session by the service (thingspace contract 2).
import { isUuid, type EmulatedRequest } from '../core/http.ts';
import { Refusal } from '../core/refusal.ts';
import { fault, refusal, xmlFault } from './errors.ts';
import type { Account } from './seed/accounts.ts';
import type { ThingspaceState } from './state/state.ts';
import { amount, choice } from './switches.ts';

const SESSION_IDLE_MS = 20 * 60_000;

/** The application and the user behind the two headers; they may belong to different accounts. */
interface Caller {
  readonly key: string;
  readonly username: string;
  readonly sessionToken: string;
}

/** The key of the application that the Authorization header names; throws the gateway's refusal. */
export function requireBearer(request: EmulatedRequest, state: ThingspaceState): string {
  const header = request.headers['authorization'] ?? '';
  if (header === '') throw new Refusal(fault(401, '900902', 'Missing Credentials'));
  const [scheme = '', value = ''] = header.split(' ');
  if (scheme.toLowerCase() !== 'bearer')
    throw new Refusal(xmlFault(403, '900909', 'Wrong authentication scheme'));
  for (const [key, token] of state.changes.tokens) {
    if (token.value === value && state.clock.now() < token.expiresAt) return key;
  }
  throw new Refusal(fault(401, '900901', 'Invalid Credentials'));
}

/** The caller of an M2M operation. */
export function requireM2mCaller(request: EmulatedRequest, state: ThingspaceState): Caller {
  const key = requireBearer(request, state);
  const problem = sessionProblem(request, state);
  if (problem === undefined) return useSession(request, state, key);
  throw refusal(...problem, problem === EXPIRED ? amount(state.switches, 'm2mSessionExpiredStatus') : 400);
}

/** The caller of a FOTA operation. How it refuses a session is not documented (thingspace contract 9.7). */
export function requireFotaCaller(request: EmulatedRequest, state: ThingspaceState): Caller {
  const key = requireBearer(request, state);
  const problem = sessionProblem(request, state);
  if (problem === undefined) return useSession(request, state, key);
  switch (choice(state.switches, 'fotaSessionRefusal')) {
    case 'unauthorized':
      throw refusal('UNAUTHORIZED', 'The session is not valid', 401);
    case 'empty':
      throw new Refusal({ status: 401 });
    case 'm2m':
      throw refusal(...problem);
  }
}

/** The account of a FOTA path, if the caller's application and user both own it (thingspace contract 9.12). */
export function requireAccount(state: ThingspaceState, caller: Caller, name: string): Account {
  const status = amount(state.switches, 'foreignAccountStatus');
  if (!/^[A-Za-z0-9-]+$/.test(name)) throw refusal('INVALID_PARAMETER', 'Invalid account name format');
  const account = ownedAccount(state, caller, name);
  if (!account) throw refusal('INVALID_PARAMETER', 'Inactive account', status);
  return account;
}

/** The account with this name, if both the application and the user own it. */
export function ownedAccount(state: ThingspaceState, caller: Caller, name: string): Account | undefined {
  const account = state.accounts.find((candidate) => candidate.name === name);
  return account?.key === caller.key && account.username === caller.username ? account : undefined;
}

type Problem = readonly [errorCode: string, errorMessage: string];
const EXPIRED: Problem = [
  'UnifiedWebService.REQUEST_FAILED.SessionToken.Expired',
  'The session token has expired.',
];
const UNKNOWN: Problem = [
  'UnifiedWebService.INPUT_INVALID.SessionToken.Invalid',
  'The session token is not valid.',
];
const MALFORMED: Problem = [
  'UnifiedWebService.REQUEST_FAILED.SessionToken.Format',
  'The session token is malformed.',
];

function sessionProblem(request: EmulatedRequest, state: ThingspaceState): Problem | undefined {
  const token = request.headers['vz-m2m-token'] ?? '';
  if (!isUuid(token)) return MALFORMED;
  const session = state.changes.sessions.get(token);
  if (!session) return UNKNOWN;
  return state.clock.now() - session.usedAt >= SESSION_IDLE_MS ? EXPIRED : undefined;
}

/** A session expires after twenty minutes without use: each use is noted (thingspace contract 2.2). */
function useSession(request: EmulatedRequest, state: ThingspaceState, key: string): Caller {
  const sessionToken = request.headers['vz-m2m-token'] ?? '';
  const username = state.changes.sessions.get(sessionToken)?.username ?? '';
  state.changes.sessions.set(sessionToken, { username, usedAt: state.clock.now() });
  return { key, username, sessionToken };
}
