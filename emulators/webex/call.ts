// What comes before the work of every route: token, rate limit, scope and role, in this order.
import { bearerToken, type EmulatedRequest, type Reply, type Route } from '../core/http.ts';
import { checkNeeds, type Needs, type Principal } from './auth.ts';
import { errorReply, Refusal, throttled } from './errors.ts';
import type { WebexState } from './state/state.ts';
import { flag } from './switches.ts';
import { asSwitched } from './wire/odd-answers.ts';
import { fromTenant, toTenant } from './wire/tenant.ts';

/** A request that has passed the checks. */
export interface Call {
  readonly request: EmulatedRequest;
  readonly state: WebexState;
  readonly caller: Principal;
  readonly accessToken: string;
}

interface Guarded {
  readonly method: string;
  readonly path: string;
  readonly needs: Needs;
  readonly handle: (call: Call) => Reply;
}

/** A route behind all checks, under the base path. */
export function guarded({ method, path, needs, handle }: Guarded): Route<WebexState> {
  return route(method, path, (request, state) => {
    const accessToken = bearerToken(request) ?? '';
    const caller = state.tokens.principal(accessToken);
    if (!caller)
      throw new Refusal(
        401,
        'The request requires a valid access token set in the Authorization request header.',
      );
    const wait = state.rateLimit.take(`${accessToken} ${method} ${path}`);
    if (wait !== undefined)
      return throttled(flag(state.switches, 'retryAfterHeader') ? wait : undefined, request);
    checkNeeds(needs, caller);
    const call = { request: fromTenant(request, state.tenant), state, caller, accessToken };
    const reply = toTenant(handle(call), state.tenant);
    return { ...reply, body: asSwitched(reply.body, state.switches) };
  });
}

/** A route without a token, under the base path. */
export function route(
  method: string,
  path: string,
  handle: (request: EmulatedRequest, state: WebexState) => Reply,
): Route<WebexState> {
  return {
    method,
    path: `/v1${path}`,
    handle(request, state) {
      try {
        return handle(request, state);
      } catch (error) {
        if (error instanceof Refusal) return errorReply(request, error.status, error.message, error.errors);
        throw error;
      }
    },
  };
}
