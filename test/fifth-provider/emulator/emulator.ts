// The Quayside emulator: the login, the lists, the batch, and what all calls share (quayside contract 1).
import { randomUUID } from 'node:crypto';
import type { EmulatorDefinition } from '../../../emulators/core/definition.ts';
import { bearerToken, type EmulatedRequest, type Reply } from '../../../emulators/core/http.ts';
import { answering } from '../../../emulators/core/refusal.ts';
import { distorted } from '../../../emulators/core/unknown-enums.ts';
import { batch } from './batch.ts';
import { failed, refusal } from './errors.ts';
import { lists } from './lists.ts';
import { issueToken, seed, type QuaysideState } from './state.ts';
import { switches } from './switches.ts';

/** The one client of the account. */
export const CLIENT = { id: 'acme-quayside', secret: 'acme-quayside-secret-fake' } as const;

const LOGIN = '/oauth/token';

function logIn({ headers, text }: EmulatedRequest, state: QuaysideState): Reply {
  const basic = Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString('base64');
  if (headers['authorization'] !== `Basic ${basic}`) {
    throw refusal('invalid_client', 'The client id or its secret is wrong.');
  }
  if (new URLSearchParams(text).get('grant_type') !== 'client_credentials') {
    throw refusal('invalid_request', 'grant_type must be client_credentials.');
  }
  const { token, seconds } = issueToken(state);
  return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: seconds } };
}

function checkToken(request: EmulatedRequest, { tokens, clock }: QuaysideState): Reply | undefined {
  if (request.path === LOGIN) return undefined;
  const end = tokens.get(bearerToken(request) ?? '');
  if (end !== undefined && clock.now() < end) return undefined;
  return refusal('invalid_token', 'The token is not known, or has expired.').reply;
}

/** Quayside, `/v1`. */
export const definition: EmulatorDefinition<QuaysideState> = {
  name: 'quayside',
  routes: [
    { method: 'POST', path: LOGIN, handle: (request, state) => answering(() => logIn(request, state)) },
    { method: 'POST', path: '/v1/batch', handle: (request, state) => answering(() => batch(request, state)) },
    ...lists,
  ],
  switches,
  seed,
  before: checkToken,
  after: (_request, reply) => ({ ...reply, headers: { 'x-request-id': randomUUID(), ...reply.headers } }),
  throttled: (seconds) =>
    failed(
      429,
      'rate_limited',
      'Too many requests.',
      seconds === undefined ? {} : { 'retry-after': String(seconds) },
    ),
  failed: (status) =>
    failed(status, status >= 500 ? 'unavailable' : 'refused', 'The request could not be carried out.'),
  unknownRoute: () => failed(404, 'not_found', 'There is no such call.'),
  distort: (body) => distorted(body, (field, value) => (field === 'state' ? `new_${value}_2031` : value)),
};
