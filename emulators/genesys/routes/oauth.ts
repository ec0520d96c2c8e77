// The login host: a token for client credentials (genesys contract 1.2).
import type { EmulatedRequest, Reply, Route } from '../../core/http.ts';
import { basicCredentials, findClient, issueToken } from '../auth.ts';
import { tokenFailure } from '../errors.ts';
import { countCall } from '../rate-limit.ts';
import type { GenesysState } from '../state/state.ts';
import { readSettings } from '../switches.ts';

/** The path of the login host. */
export const TOKEN_PATH = '/oauth/token';

/** The one route of the login host. */
export const oauthRoutes: readonly Route<GenesysState>[] = [
  {
    method: 'POST',
    path: TOKEN_PATH,
    handle: (request, state) => throttledLogin(request, state) ?? login(request, state),
  },
];

/** The login host's own 429 has a header and no body (genesys contract 1.2). */
function throttledLogin(request: EmulatedRequest, state: GenesysState): Reply | undefined {
  const { loginsPerMinute, rateLimitWindow } = readSettings(state.switches);
  if (loginsPerMinute === 0) return undefined;
  const key = `login:${basicCredentials(request)?.id ?? ''}`;
  const refusal = countCall(state, { key, allowed: loginsPerMinute, window: rateLimitWindow });
  return refusal && { status: refusal.status, ...(refusal.headers && { headers: refusal.headers }) };
}

function login(request: EmulatedRequest, state: GenesysState): Reply {
  const settings = readSettings(state.switches);
  const refusal = refuseGrant(request);
  if (refusal) return refusal;
  const basic = basicCredentials(request);
  if (!basic) return tokenFailure(400, 'invalid_request', 'a Basic authorization header is needed');
  const found = findClient(state, basic.id);
  if (!found) return tokenFailure(400, 'invalid_client', 'client not found');
  if (found.client.secret !== basic.secret) {
    return tokenFailure(settings.wrongSecretStatus, 'invalid_client', 'authentication failed');
  }
  const token = issueToken(state, found.client, found.org, settings.tokenSeconds);
  return {
    status: 200,
    body: {
      access_token: token.value,
      token_type: 'bearer',
      expires_in: Math.max(1, settings.tokenSeconds - 1),
    },
  };
}

function refuseGrant(request: EmulatedRequest): Reply | undefined {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    return tokenFailure(400, 'invalid_request', 'the body must be application/x-www-form-urlencoded');
  }
  const grant = new URLSearchParams(request.text).get('grant_type');
  if (grant === null || grant === '') return tokenFailure(400, 'invalid_request', 'grant_type is missing');
  if (grant === 'client_credentials') return undefined;
  return tokenFailure(400, 'unsupported_grant_type', `grant type ${grant} is not supported for this client`);
}
