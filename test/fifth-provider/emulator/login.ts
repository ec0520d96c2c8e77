// The login, and the tokens it gives (quayside contract 1).
import { bearerToken, type EmulatedRequest, type Reply } from '../../../emulators/core/http.ts';
import { refusal } from './errors.ts';
import type { QuaysideState } from './state.ts';

/** The one client of the account. */
export const CLIENT = { id: 'acme-quayside', secret: 'acme-quayside-secret-fake' } as const;

/** The one path below the root. */
export const LOGIN = '/oauth/token';

const TOKEN_SECONDS = 3600;

/** A token for the right credentials. */
export function logIn({ headers, text }: EmulatedRequest, state: QuaysideState): Reply {
  const basic = Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString('base64');
  if (headers['authorization'] !== `Basic ${basic}`) {
    throw refusal('invalid_client', 'The client id or its secret is wrong.');
  }
  if (new URLSearchParams(text).get('grant_type') !== 'client_credentials') {
    throw refusal('invalid_request', 'grant_type must be client_credentials.');
  }
  const token = `quayside-token-${state.serial()}`;
  state.tokens.set(token, state.clock.now() + TOKEN_SECONDS * 1000);
  return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: TOKEN_SECONDS } };
}

/** Refuses all but the login without a token that is in force. */
export function checkToken(request: EmulatedRequest, { tokens, clock }: QuaysideState): Reply | undefined {
  if (request.path === LOGIN) return undefined;
  const end = tokens.get(bearerToken(request) ?? '');
  if (end !== undefined && clock.now() < end) return undefined;
  return refusal('invalid_token', 'The token is not known, or has expired.').reply;
}
