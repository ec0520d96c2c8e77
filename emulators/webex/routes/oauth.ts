// Token endpoints (webex contract 1).
import { z } from 'zod';
import type { EmulatedRequest, Reply } from '../../core/http.ts';
import type { LiveSwitches } from '../../core/switches.ts';
import { checkOrg } from '../auth.ts';
import { guarded, route, type Call } from '../call.ts';
import { badRequest, Refusal } from '../errors.ts';
import { parseJson } from '../requests/body.ts';
import { APPLICATION_ID, CLIENT_ID, CLIENT_SECRET } from '../seed/credentials.ts';
import type { WebexState } from '../state/state.ts';
import type { TokenPair } from '../state/tokens.ts';
import { amount, flag } from '../switches.ts';

const Bootstrap = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  targetOrgId: z.string().min(1),
});

/** Tokens. */
export const oauthRoutes = [
  route('POST', '/access_token', refresh),
  guarded({
    method: 'POST',
    path: '/applications/:applicationId/token',
    needs: { scopes: [['spark:applications_token']], admin: false },
    handle: bootstrap,
  }),
  guarded({
    method: 'GET',
    path: '/authorizations/tokenExpiry',
    needs: { scopes: [], admin: false },
    handle: ({ state, accessToken }) => ({ status: 200, body: { exp: state.tokens.expiresAt(accessToken) } }),
  }),
];

/** A new access token. The request is form encoded, with the client's credentials in the body. */
function refresh(request: EmulatedRequest, state: WebexState): Reply {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal(415, 'The request body must be application/x-www-form-urlencoded.');
  }
  const form = new URLSearchParams(request.text);
  if (form.get('grant_type') !== 'refresh_token') throw badRequest('Unsupported grant_type.');
  checkClient(form.get('client_id'), form.get('client_secret'));
  const pair = state.tokens.refresh(form.get('refresh_token') ?? '');
  if (!pair) throw badRequest('The refresh token provided is expired, revoked, malformed, or invalid.');
  return { status: 200, body: tokenBody(pair, state.switches) };
}

function bootstrap({ request, state }: Call): Reply {
  if (request.params['applicationId'] !== APPLICATION_ID) throw new Refusal(404, 'Application not found.');
  const body = parseJson(request, Bootstrap);
  checkClient(body.clientId, body.clientSecret);
  checkOrg(body.targetOrgId);
  return { status: 200, body: tokenBody(state.tokens.bootstrap(), state.switches) };
}

function checkClient(id: string | null, secret: string | null): void {
  if (id !== CLIENT_ID || secret !== CLIENT_SECRET)
    throw new Refusal(401, 'The client credentials are not valid.');
}

/** A pair as it is answered: the lifetimes are one second short, as captures show. */
function tokenBody({ accessToken, refreshToken, principal }: TokenPair, live: LiveSwitches) {
  return {
    access_token: accessToken,
    expires_in: amount(live, 'accessTokenLifetimeSeconds') - 1,
    refresh_token: refreshToken,
    refresh_token_expires_in: amount(live, 'refreshTokenLifetimeSeconds') - 1,
    ...(flag(live, 'tokenDetails') && { token_type: 'Bearer', scope: principal.scopes.join(' ') }),
  };
}
