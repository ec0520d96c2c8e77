// The Genesys Cloud emulator: login host and API host of two orgs on one port. The client and its token say which org is meant.
import { randomUUID } from 'node:crypto';
import type { EmulatorDefinition } from '../core/definition.ts';
import { bearerToken, type EmulatedRequest, type Reply } from '../core/http.ts';
import { enter, noSuchOperation } from './call.ts';
import { failure, serverFault, tokenFailure, tooManyRequests } from './errors.ts';
import { tokenLimit, usageOf } from './rate-limit.ts';
import { assignRoutes } from './routes/assignments.ts';
import { billingRoutes } from './routes/billing.ts';
import { licenseUserRoutes } from './routes/license-users.ts';
import { licenseRoutes } from './routes/licenses.ts';
import { selfRoutes } from './routes/me.ts';
import { lists } from './lists.ts';
import { changeOutside } from './outside.ts';
import { TOKEN_PATH, oauthRoutes } from './routes/oauth.ts';
import { roleRoutes } from './routes/roles.ts';
import { searchRoutes } from './routes/user-search.ts';
import { userRoutes } from './routes/users.ts';
import { permissionFor } from './rules/permissions.ts';
import { seed } from './seed/seed.ts';
import type { GenesysState } from './state/state.ts';
import { readSettings, switches, type Settings } from './switches.ts';
import { distort } from './wire/unknown-enums.ts';

/** Genesys Cloud, `/oauth` and `/api/v2`. */
export const definition: EmulatorDefinition<GenesysState> = {
  name: 'genesys',
  routes: [
    ...oauthRoutes,
    ...selfRoutes,
    ...licenseRoutes,
    ...licenseUserRoutes,
    ...assignRoutes,
    ...searchRoutes,
    ...userRoutes,
    ...roleRoutes,
    ...billingRoutes,
  ],
  switches,
  seed,
  unknownRoute,
  after: withHeaders,
  throttled: (seconds, { path }) =>
    path === TOKEN_PATH ? bodiless(tooManyRequests(seconds)) : tooManyRequests(seconds),
  failed: (status, { path }) =>
    path === TOKEN_PATH ? tokenFailure(status, 'server_error', 'the login host failed') : serverFault(status),
  distort,
  lists,
  outside: changeOutside,
};

/** A path that is not there: the API host checks the token first, the login host has none to check. */
function unknownRoute(request: EmulatedRequest, state: GenesysState, otherMethod: boolean): Reply {
  if (!request.path.startsWith('/api/')) return noSuchOperation(request);
  return enter(request, state, permissionFor.self, () =>
    otherMethod
      ? failure(405, 'method.not.allowed', `${request.method} is not allowed here`)
      : noSuchOperation(request),
  );
}

/** The login host's 429 is a header without a body (genesys contract 1.2). */
function bodiless({ status, headers }: Reply): Reply {
  return { status, ...(headers && { headers }) };
}

/** The headers that every answer has (genesys contract 1.3). */
function withHeaders(request: EmulatedRequest, reply: Reply, state: GenesysState): Reply {
  const settings = readSettings(state.switches);
  const body = settings.limitIn429 && reply.status === 429 ? withLimit(reply.body, settings) : reply.body;
  return {
    ...reply,
    ...(body !== undefined && { body }),
    headers: {
      'ININ-Correlation-Id': contextIdOf(reply.body) ?? randomUUID(),
      'Cache-Control': 'no-cache, no-store, must-revalidate',
      Pragma: 'no-cache',
      Expires: '0',
      'Strict-Transport-Security': 'max-age=600; includeSubDomains',
      ...rateLimitHeaders(request, state, settings),
      ...reply.headers,
    },
  };
}

/** Rate-limit headers are sent for known tokens only. */
function rateLimitHeaders(
  request: EmulatedRequest,
  state: GenesysState,
  settings: Settings,
): Record<string, string> {
  const token = bearerToken(request);
  if (!settings.rateLimitHeaders || token === undefined || !state.memory.tokens.has(token)) return {};
  const { used, resetMs } = usageOf(state, tokenLimit(token, settings));
  return {
    'inin-ratelimit-count': String(used),
    'inin-ratelimit-allowed': String(settings.callsPerMinute),
    // 61 on a first call of a window of 60 seconds (genesys contract 1.3).
    'inin-ratelimit-reset': String(Math.ceil(resetMs / 1000) + 1),
  };
}

function withLimit(body: unknown, settings: Settings): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const limit = {
    key: 'client.credentials.token.rate.per.minute',
    namespace: 'platform.api',
    value: settings.callsPerMinute,
  };
  return { ...body, limit };
}

function contextIdOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('contextId' in body)) return undefined;
  return typeof body.contextId === 'string' ? body.contextId : undefined;
}
