// What stands before every route: token, rate limit, scope and role, in this order; and the refusals a route throws.
import type { EmulatedRequest, Reply, Route } from '../core/http.ts';
import { errorReply, Refusal, throttled } from './errors.ts';
import { decodeId, ORG_UUID } from './ids.ts';
import { asSwitched } from './wire/odd-answers.ts';
import type { WebexState } from './state/state.ts';
import { flag } from './switches.ts';
import type { Principal } from './state/tokens.ts';

/** What a caller needs, and whether only administrators may come in at all. */
export interface Needs {
  /** One scope of each inner list. */
  readonly scopes: readonly (readonly string[])[];
  readonly admin: boolean;
}

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

/** An administrator with this scope. */
export function adminWith(...scopes: readonly string[]): Needs {
  return { scopes: scopes.map((scope) => [`spark-admin:${scope}`]), admin: true };
}

/** A route behind all checks, under the base path. */
export function guarded({ method, path, needs, handle }: Guarded): Route<WebexState> {
  return route(method, path, (request, state) => {
    const accessToken = /^Bearer +(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
    const caller = state.tokens.principal(accessToken);
    if (!caller)
      throw new Refusal(
        401,
        'The request requires a valid access token set in the Authorization request header.',
      );
    const wait = state.rateLimit.take(`${accessToken} ${method} ${path}`);
    if (wait !== undefined)
      return throttled(flag(state.switches, 'retryAfterHeader') ? wait : undefined, request);
    if (!allows(needs, caller)) {
      throw new Refusal(
        403,
        'The server understood the request, but refused to fulfill it because the access token is missing required scopes or the user is missing required roles or licenses.',
        [],
      );
    }
    const reply = handle({ request, state, caller, accessToken });
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

/** The same words for a missing scope and a missing role (webex contract 8). */
function allows(needs: Needs, caller: Principal): boolean {
  if (needs.admin && !caller.admin) return false;
  return needs.scopes.every((anyOf) => anyOf.some((scope) => caller.scopes.includes(scope)));
}

/** Org parameters take the base64 form only (webex contract 9); other organisations are for partner tokens. */
export function checkOrg(orgId: string | null | undefined): void {
  if (orgId === null || orgId === undefined) return;
  const tail = decodeId('ORGANIZATION', orgId);
  if (tail === undefined) throw new Refusal(400, `Invalid orgId ${orgId}.`);
  if (tail !== ORG_UUID) throw new Refusal(403, 'The access token has no rights in this organization.', []);
}
