// The frame of every API route: token, budget, permission, then the route's own work; and how bodies and queries are read.
import { z } from 'zod';
import { jsonBody, type EmulatedRequest, type Reply, type Route } from '../core/http.ts';
import type { Ageing } from './state/assignments.ts';
import { authenticate } from './auth.ts';
import { spend } from './rate-limit.ts';
import { Refused, badRequest, failure } from './errors.ts';
import { refuseWithout, type Permission } from './rules/permissions.ts';
import { readSettings, type Settings } from './switches.ts';
import type { GenesysState, Org, Token } from './state/state.ts';

/** A request that got past the door. */
export interface Call {
  readonly request: EmulatedRequest;
  readonly state: GenesysState;
  readonly settings: Settings;
  readonly token: Token;
  readonly org: Org;
}

/** One route of the API host. */
export function api(
  method: string,
  path: string,
  permission: Permission,
  work: (call: Call) => Reply,
): Route<GenesysState> {
  return { method, path, handle: (request, state) => enter(request, state, permission, work) };
}

/** Lets a request in, or answers why not: an unknown operation too is told only to those with a token and budget left. */
export function enter(
  request: EmulatedRequest,
  state: GenesysState,
  permission: Permission,
  work: (call: Call) => Reply,
): Reply {
  try {
    const settings = readSettings(state.switches);
    const token = authenticate(request, state, settings);
    const purse = { key: token.value, allowed: settings.callsPerMinute, window: settings.rateLimitWindow };
    const needed = permission[settings.permissions];
    return (
      spend(state, purse) ??
      (needed === 'absent' ? noSuchOperation(request) : refuseWithout(token.client, needed, settings)) ??
      work({ request, state, settings, token, org: token.org })
    );
  } catch (error) {
    if (error instanceof Refused) return error.reply;
    throw error;
  }
}

export function noSuchOperation({ method, path }: EmulatedRequest): Reply {
  return failure(404, 'not.found', `There is no ${method} ${path}`);
}

/** Whether somebody was there once, and is not any more. */
export function isGone({ org, settings }: Pick<Call, 'org' | 'settings'>, index: number): boolean {
  return index < org.people.from + settings.goneUsers;
}

/** How old writes look to this call. */
export function ageing({ state, settings }: Call): Ageing {
  return {
    now: state.clock.now(),
    lagMs: settings.consistencyLagMs,
    rolesWinAfterMs: settings.rolesWinAfterMs,
  };
}

/** Reads a JSON body: 413, 415, 400 in this order (genesys contract 4.1, section 7). */
export function readBody<T>({ request, settings }: Call, schema: z.ZodType<T>): T {
  if (Buffer.byteLength(request.text) > settings.maxBodyBytes) {
    throw new Refused(
      failure(413, 'request.entity.too.large', `The body exceeds ${settings.maxBodyBytes} bytes`),
    );
  }
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new Refused(failure(415, 'unsupported.media.type', 'The body must be application/json'));
  }
  const body = jsonBody(request);
  if (body === undefined) throw badRequest('The body is not valid JSON');
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw badRequest(issue?.message ?? 'The body is not valid', issue?.path.join('.'), 'invalid.value');
}

/** A list of ids in a body, under the cap of U3. */
export function readIds(call: Call): readonly string[] {
  const ids = readBody(call, z.array(z.string()));
  if (ids.length > call.settings.maxBulk)
    throw badRequest(`At most ${call.settings.maxBulk} ids are allowed`);
  return [...new Set(ids)];
}

/** A list in a query, as repeated keys or joined with commas: the SDKs send either (genesys contract 3.1). */
export function queryList({ request }: Call, name: string): string[] {
  const values = request.query.getAll(name).flatMap((value) => value.split(','));
  return [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))];
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** The user id of the path; malformed ones are refused as U19 says. */
export function userIdOfPath({ request, settings }: Call): string {
  const id = request.params['userId'] ?? '';
  if (UUID.test(id)) return id;
  if (settings.malformedUserIdStatus === 400)
    throw badRequest(`${id} is not a user id`, 'userId', 'invalid.value');
  throw new Refused(failure(404, 'not.found', `No user with id ${id}`));
}
