// Who is asking: the Bearer token at the gateway, then the session at the service (thingspace contract 2).
import type { EmulatedRequest, Reply } from '../core/http.ts';
import { fault, Refusal, refusal, xmlFault } from './errors.ts';
import type { Account } from './seed/accounts.ts';
import type { ThingspaceState } from './state/state.ts';
import { amount, choice } from './switches.ts';

const SESSION_IDLE_MS = 20 * 60_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What both headers prove: the application and the user may belong to different accounts. */
export interface Caller {
  readonly key: string;
  readonly username: string;
  readonly sessionToken: string;
}

/** The application behind the Authorization header; throws the gateway's refusal. */
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

/** Both headers of an M2M call. */
export function requireM2mCaller(request: EmulatedRequest, state: ThingspaceState): Caller {
  const key = requireBearer(request, state);
  const problem = sessionProblem(request, state);
  if (problem === undefined) return useSession(request, state, key);
  throw refusal(...problem, problem === EXPIRED ? amount(state.switches, 'm2mSessionExpiredStatus') : 400);
}

/** Both headers of a FOTA call. How it refuses a session is not documented (thingspace contract 9.7). */
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

/** The account with this name, if both halves of the credentials are its own. */
export function ownedAccount(state: ThingspaceState, caller: Caller, name: string): Account | undefined {
  const account = state.accounts.find((candidate) => candidate.name === name);
  return account?.key === caller.key && account.username === caller.username ? account : undefined;
}

/** Runs a handler and turns a refusal thrown inside it into its reply. */
export function answering(handle: () => Reply): Reply {
  try {
    return handle();
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
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
  if (!UUID.test(token)) return MALFORMED;
  const session = state.changes.sessions.get(token);
  if (!session) return UNKNOWN;
  return state.clock.now() - session.usedAt >= SESSION_IDLE_MS ? EXPIRED : undefined;
}

/** Each use moves the expiry on: twenty minutes without use (thingspace contract 2.2). */
function useSession(request: EmulatedRequest, state: ThingspaceState, key: string): Caller {
  const sessionToken = request.headers['vz-m2m-token'] ?? '';
  const username = state.changes.sessions.get(sessionToken)?.username ?? '';
  state.changes.sessions.set(sessionToken, { username, usedAt: state.clock.now() });
  return { key, username, sessionToken };
}
