// What comes before the work of every API route: token, rate limit and permission.
import type { EmulatedRequest, Reply, Route } from '../core/http.ts';
import { answering } from '../core/refusal.ts';
import { authenticate } from './auth.ts';
import { failure } from './errors.ts';
import { countCall, tokenLimit } from './rate-limit.ts';
import { refuseWithout, type Permission } from './rules/permissions.ts';
import type { GenesysState, Org, Token } from './state/state.ts';
import { readSettings, type Settings } from './switches.ts';

/** A request with a valid token, within its rate limit and with the permission it needs. */
export interface Call {
  readonly request: EmulatedRequest;
  readonly state: GenesysState;
  readonly settings: Settings;
  readonly token: Token;
  readonly org: Org;
}

/** One route of the API host. */
export function api(
  method: string,
  path: string,
  permission: Permission,
  work: (call: Call) => Reply,
): Route<GenesysState> {
  return { method, path, handle: (request, state) => enter(request, state, permission, work) };
}

/**
 * Checks token, rate limit and permission, in this order, then runs the route's own work. Unknown operations pass the same checks:
 * their 404 is shown only to callers with a token and budget left.
 */
export function enter(
  request: EmulatedRequest,
  state: GenesysState,
  permission: Permission,
  work: (call: Call) => Reply,
): Reply {
  return answering(() => {
    const settings = readSettings(state.switches);
    const token = authenticate(request, state, settings);
    const needed = permission[settings.permissions];
    return (
      countCall(state, tokenLimit(token.value, settings)) ??
      (needed === 'absent' ? noSuchOperation(request) : refuseWithout(token.client, needed, settings)) ??
      work({ request, state, settings, token, org: token.org })
    );
  });
}

/** The 404 for a path or method that is not there. */
export function noSuchOperation({ method, path }: EmulatedRequest): Reply {
  return failure(404, 'not.found', `There is no ${method} ${path}`);
}
