// Login, logout and password reset of a user (thingspace contract 2.2).
import { z } from 'zod';
import { jsonBody, type EmulatedRequest, type Reply, type Route } from '../../core/http.ts';
import { answering } from '../../core/refusal.ts';
import { uuid } from '../../seed/organisation.ts';
import { requireBearer, requireM2mCaller } from '../auth.ts';
import { refusal } from '../errors.ts';
import type { ThingspaceState, User } from '../state/state.ts';
import { amount, flag } from '../switches.ts';

const Login = z.object({ username: z.string().min(1), password: z.string().min(1) });
const PasswordReset = z.object({ oldPassword: z.string().min(1) });

const BASE = '/api/m2m/v1/session';

/** Routes under the session path of the M2M base. */
export const sessionRoutes: readonly Route<ThingspaceState>[] = [
  { method: 'POST', path: `${BASE}/login`, handle: (...given) => answering(() => login(...given)) },
  { method: 'POST', path: `${BASE}/logout`, handle: (...given) => answering(() => logout(...given)) },
  {
    method: 'PUT',
    path: `${BASE}/password/actions/reset`,
    handle: (...given) => answering(() => resetPassword(...given)),
  },
];

function login(request: EmulatedRequest, state: ThingspaceState): Reply {
  requireBearer(request, state);
  const body = Login.safeParse(jsonBody(request));
  if (!body.success)
    throw refusal('UnifiedWebService.INPUT_INVALID.Request.Invalid', 'The request is not valid.');
  const { username, password } = body.data;
  const user = state.changes.users.get(username);
  if (!user) throw wrongPassword();
  if (isLocked(state, user))
    throw refusal('UnifiedWebService.REQUEST_FAILED.User.Locked', 'The user is locked.');
  if (user.password !== password) {
    state.changes.users.set(username, { ...user, failures: user.failures + 1 });
    throw wrongPassword();
  }
  state.changes.users.set(username, { ...user, failures: 0 });
  return { status: 200, body: { sessionToken: openSession(state, username) } };
}

/** Too many failures in a row lock a user. Support unlocks it; here the switch `loginLockout` does, or a reset. */
function isLocked(state: ThingspaceState, user: User): boolean {
  const limit = amount(state.switches, 'loginLockout');
  return limit > 0 && user.failures >= limit;
}

function openSession(state: ThingspaceState, username: string): string {
  const { sessions } = state.changes;
  if (flag(state.switches, 'loginReplacesSession')) {
    for (const [token, session] of sessions) if (session.username === username) sessions.delete(token);
  }
  const token = uuid(`thingspace-session-${username}`, state.serial());
  sessions.set(token, { username, usedAt: state.clock.now() });
  return token;
}

function logout(request: EmulatedRequest, state: ThingspaceState): Reply {
  const { sessionToken } = requireM2mCaller(request, state);
  state.changes.sessions.delete(sessionToken);
  return { status: 200, body: { sessionToken } };
}

function resetPassword(request: EmulatedRequest, state: ThingspaceState): Reply {
  const { username } = requireM2mCaller(request, state);
  const body = PasswordReset.safeParse(jsonBody(request));
  const user = state.changes.users.get(username);
  if (!body.success || user?.password !== body.data.oldPassword) throw wrongPassword();
  const newPassword = `${uuid(`thingspace-password-${username}`, state.serial()).slice(0, 8)}-fake`;
  state.changes.users.set(username, { ...user, password: newPassword });
  return { status: 200, body: { newPassword } };
}

function wrongPassword() {
  return refusal(
    'UnifiedWebService.INPUT_INVALID.Password.Invalid',
    'The user name or the password is not valid.',
  );
}
