// Bearer tokens by client credentials (genesys contract 1.2).
import { clientCredentials } from '../../upstream/client-credentials.ts';
import type { Authorizer, UpstreamRuntime } from '../../upstream/upstream.ts';
import { buildUrl } from '../../upstream/url.ts';
import { failureIn, loginPolicy } from './failures.ts';
import { LIMITS } from './policy.ts';
import type { GenesysSettings } from './settings.ts';

/** Puts the current token on requests; gets another one before it expires, and once after a refusal (genesys contract 1.4). */
export function createAuthorizer(settings: GenesysSettings, runtime: UpstreamRuntime): Authorizer {
  const { key: accountKey, loginBaseUrl, clientId, clientSecret } = settings;
  return clientCredentials(runtime, {
    accountKey,
    url: buildUrl(loginBaseUrl, ['oauth', 'token']),
    clientId,
    clientSecret,
    policy: loginPolicy,
    loginMs: LIMITS.loginMs,
    renewBeforeMs: LIMITS.renewTokenBeforeMs,
    // A request that was sent without a token is our mistake: another token would not help.
    refuses: (response) =>
      response.status === 401 && failureIn(response).providerCode !== 'authentication.required',
  });
}
