// The Quayside emulator: the login, the lists, the batch, and what all calls share (quayside contract 1).
import { randomUUID } from 'node:crypto';
import type { EmulatorDefinition } from '../../../emulators/core/definition.ts';
import { answering } from '../../../emulators/core/refusal.ts';
import { distorted } from '../../../emulators/core/unknown-enums.ts';
import { batch } from './batch.ts';
import { failed } from './errors.ts';
import { lists } from './lists.ts';
import { LOGIN, checkToken, logIn } from './login.ts';
import { seed, type QuaysideState } from './state.ts';
import { switches } from './switches.ts';

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
