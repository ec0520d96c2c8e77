// The Yext emulator: license packs, assignments and entities of the Management API, and what all operations share (yext contract).
import type { EmulatorDefinition } from '../core/definition.ts';
import type { EmulatedRequest, Reply } from '../core/http.ts';
import { answering } from '../core/refusal.ts';
import { checkAccount, checkKey, checkVersion, isAuthenticated } from './auth.ts';
import { route } from './call.ts';
import { problems, refusal } from './errors.ts';
import { lists } from './lists.ts';
import { changeOutside } from './outside.ts';
import { assignedEntityOperations } from './routes/assigned-entities.ts';
import { assignmentWriteOperations } from './routes/assignment-writes.ts';
import { entityOperations } from './routes/entities.ts';
import { licensePackOperations } from './routes/license-packs.ts';
import { seed } from './seed/seed.ts';
import type { YextState } from './state/state.ts';
import { amount, switches, text } from './switches.ts';
import { failedWith } from './wire/envelope.ts';
import { distort } from './wire/unknown-enums.ts';

const TOO_MANY = 'Quota exceeded';

/** Checks in the order of yext contract 8: key, quota, `v`, account; the router checks the method. */
function before(request: EmulatedRequest, state: YextState): Reply | undefined {
  state.sweep();
  return answering(() => {
    checkUrlLength(request, state);
    checkKey(request, state.switches);
    const retryAt = state.quota.take();
    if (retryAt !== undefined) {
      throw refusal('quotaExceeded', TOO_MANY, {
        headers: { 'Rate-Limit-Reset': resetValue(state, retryAt) },
      });
    }
    checkVersion(request);
    checkAccount(request);
    checkContentType(request);
    return undefined;
  });
}

function checkUrlLength({ origin, path, query }: EmulatedRequest, state: YextState): void {
  const limit = amount(state.switches, 'urlLimit');
  const length = `${origin}${path}?${query.toString()}`.length;
  if (limit > 0 && length > limit) throw refusal('urlTooLong', `The URL is longer than ${limit} characters`);
}

function checkContentType({ text: body, headers }: EmulatedRequest): void {
  if (body === '' || /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) return;
  throw refusal('contentType', 'Content-Type must be application/json');
}

/** Quota headers on every authenticated reply; the reset only with a 429. */
function after(request: EmulatedRequest, reply: Reply, state: YextState): Reply {
  if (!isAuthenticated(request, state.switches)) return reply;
  const { quota, clock } = state;
  const headers = {
    'Rate-Limit-Limit': String(quota.limit()),
    'Rate-Limit-Remaining': String(quota.remaining()),
    ...reply.headers,
  };
  if (reply.status !== 429) return { ...reply, headers };
  const wait = reply.headers?.['Retry-After'];
  const resetAt = wait === undefined ? quota.resetAt() : clock.now() + Number(wait) * 1000;
  const withReset = { 'Rate-Limit-Reset': resetValue(state, resetAt), ...headers };
  if (text(state.switches, 'throttleBody') === 'empty') return { status: 429, headers: withReset };
  return { ...reply, headers: withReset };
}

function resetValue(state: YextState, resetAt: number): string {
  switch (text(state.switches, 'rateLimitResetUnit')) {
    case 'epoch-milliseconds':
      return String(resetAt);
    case 'seconds-from-now':
      return String(Math.ceil((resetAt - state.clock.now()) / 1000));
    default:
      return String(Math.ceil(resetAt / 1000));
  }
}

/** The 429 of a scripted fault: the hour's quota is shown as used up. */
function throttled(retryAfterSeconds: number | undefined): Reply {
  const headers = {
    'Rate-Limit-Remaining': '0',
    ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
  };
  return refusal('quotaExceeded', TOO_MANY, { headers }).reply;
}

/** Yext, `/v2`. */
export const definition: EmulatorDefinition<YextState> = {
  name: 'yext',
  routes: [
    ...licensePackOperations,
    ...assignedEntityOperations,
    ...assignmentWriteOperations,
    ...entityOperations,
  ].map(route),
  switches,
  seed,
  before,
  after,
  throttled,
  distort,
  rows: { within: 'response', groups: 'assignedEntities' },
  lists,
  outside: changeOutside,
  failed: (status) => failedWith(problems.serverFault.code, status, 'An unexpected error occurred'),
  unknownRoute: ({ method, path }, _state, otherMethod) =>
    otherMethod
      ? refusal('methodNotAllowed', `Method ${method} is not allowed for this endpoint`).reply
      : refusal('unknownEndpoint', `Endpoint not found: ${path}`).reply,
};
