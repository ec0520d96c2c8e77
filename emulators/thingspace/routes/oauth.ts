// Issuing and revoking tokens (thingspace contract 2.1).
import type { EmulatedRequest, Reply, Route } from '../../core/http.ts';
import { answering, Refusal } from '../../core/refusal.ts';
import { uuid } from '../../seed/organisation.ts';
import { oauthRefusal } from '../errors.ts';
import type { Account } from '../seed/accounts.ts';
import type { ThingspaceState, Token } from '../state/state.ts';
import { choice } from '../switches.ts';

const HOUR = 3_600_000;

/** Routes under the OAuth base path. */
export const oauthRoutes: readonly Route<ThingspaceState>[] = [
  { method: 'POST', path: '/api/ts/v1/oauth2/token', handle: (...given) => answering(() => grant(...given)) },
  {
    method: 'POST',
    path: '/api/ts/v1/oauth2/revoke',
    handle: (...given) => answering(() => revoke(...given)),
  },
];

function grant(request: EmulatedRequest, state: ThingspaceState): Reply {
  const { application } = requireForm(request, state);
  const token = currentToken(state, application);
  const optional = {
    expires_in: Math.floor((token.expiresAt - state.clock.now()) / 1000),
    scope: 'am_application_scope default',
  };
  return {
    status: 200,
    body: {
      access_token: token.value,
      token_type: 'Bearer',
      ...(choice(state.switches, 'tokenFields') === 'full' && optional),
    },
  };
}

/** The token of an application: valid for one hour, and the same one when it is asked for again meanwhile. */
function currentToken(state: ThingspaceState, application: Account): Token {
  const now = state.clock.now();
  const held = state.changes.tokens.get(application.key);
  if (held && now < held.expiresAt) return held;
  const value = uuid(`thingspace-token-${application.key}`, state.serial()).replaceAll('-', '');
  const token = { value, expiresAt: now + HOUR };
  state.changes.tokens.set(application.key, token);
  return token;
}

function revoke(request: EmulatedRequest, state: ThingspaceState): Reply {
  const { application, form } = requireForm(request, state);
  const value = form.get('token') ?? '';
  if (value === '') return oauthRefusal(400, 'invalid_request', 'token is missing');
  for (const [key, token] of state.changes.tokens) {
    if (token.value !== value) continue;
    if (key !== application.key)
      return oauthRefusal(400, 'unauthorized_client', 'the token is of another client');
    state.changes.tokens.delete(key);
  }
  return { status: 200, headers: { revokedaccesstoken: value } };
}

/** The application and the form of a request. With another content type the form is not read: its grant type is missing then. */
function requireForm(request: EmulatedRequest, state: ThingspaceState) {
  const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const form = new URLSearchParams(isForm ? request.text : '');
  const application = state.accounts.find(
    ({ key, secret }) => basicOf(key, secret) === request.headers['authorization'],
  );
  if (!application) throw new Refusal(oauthRefusal(401, 'invalid_client', 'Client authentication failed'));
  const grantType = form.get('grant_type') ?? '';
  if (grantType === '')
    throw new Refusal(oauthRefusal(400, 'invalid_request', 'Missing grant_type parameter value'));
  if (grantType !== 'client_credentials') {
    throw new Refusal(oauthRefusal(400, 'unsupported_grant_type', `Unsupported grant_type ${grantType}`));
  }
  return { application, form };
}

function basicOf(key: string, secret: string): string {
  return `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
}
