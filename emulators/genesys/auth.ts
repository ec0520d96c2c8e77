// Tokens: issued by the login host, accepted by the API host until they expire or are revoked (genesys contract 1.2, 1.4).
import { bearerToken, type EmulatedRequest, type Reply } from '../core/http.ts';
import { Refusal } from '../core/refusal.ts';
import { uuid } from '../seed/organisation.ts';
import { failure } from './errors.ts';
import type { Client, GenesysState, Org, Token } from './state/state.ts';
import type { Settings } from './switches.ts';

/** The content of a Basic header. */
export interface Basic {
  readonly id: string;
  readonly secret: string;
}

/** The client id and secret of a Basic header. */
export function basicCredentials(request: EmulatedRequest): Basic | undefined {
  const encoded = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(request.headers['authorization'] ?? '')?.[1];
  const pair = Buffer.from(encoded ?? '', 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 0 ? undefined : { id: pair.slice(0, colon), secret: pair.slice(colon + 1) };
}

/** The client with this id, and the org it is of. */
export function findClient(state: GenesysState, id: string): { client: Client; org: Org } | undefined {
  for (const org of state.orgs) {
    const client = org.clients.find((candidate) => candidate.id === id);
    if (client) return { client, org };
  }
  return undefined;
}

/** A new token: opaque, and never the same after a reset. */
export function issueToken(state: GenesysState, client: Client, org: Org, seconds: number): Token {
  const now = state.clock.now();
  const value = Buffer.from(uuid(`token:${client.id}`, state.serial())).toString('base64url');
  const token: Token = { value, client, org, expiresAt: now + seconds * 1000 };
  state.memory.tokens.set(value, token);
  return token;
}

/** The token of a request, if it is valid; the 401 of genesys contract 1.4 if it is not. */
export function authenticate(request: EmulatedRequest, state: GenesysState, settings: Settings): Token {
  const value = bearerToken(request);
  if (value === undefined)
    throw new Refusal(unauthorized('authentication.required', 'A bearer token is needed.'));
  const token = state.memory.tokens.get(value);
  if (token === undefined)
    throw new Refusal(unauthorized('bad.credentials', 'The supplied token was not accepted.'));
  if (state.clock.now() >= token.expiresAt) {
    throw new Refusal(unauthorized(settings.expiredCode, 'The supplied token was not accepted.'));
  }
  return token;
}

function unauthorized(code: string, message: string): Reply {
  return failure(401, code, message);
}
