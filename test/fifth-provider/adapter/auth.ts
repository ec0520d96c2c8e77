// Bearer tokens by client credentials (quayside contract 1).
import { clientCredentials } from '../../../src/upstream/client-credentials.ts';
import type { Authorizer, UpstreamRuntime } from '../../../src/upstream/upstream.ts';
import { buildUrl } from '../../../src/upstream/url.ts';
import { policy } from './failures.ts';
import { LIMITS } from './policy.ts';
import type { QuaysideSettings } from './settings.ts';

/** Puts the current token on requests. */
export function createAuthorizer(settings: QuaysideSettings, runtime: UpstreamRuntime): Authorizer {
  const { key: accountKey, baseUrl, clientId, clientSecret } = settings;
  return clientCredentials(runtime, {
    accountKey,
    url: buildUrl(baseUrl, ['oauth', 'token']),
    clientId,
    clientSecret,
    policy,
    loginMs: LIMITS.loginMs,
    renewBeforeMs: LIMITS.renewTokenBeforeMs,
    refuses: ({ status }) => status === 401,
  });
}
