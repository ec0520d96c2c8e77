// Bearer tokens by client credentials (genesys contract 1.2).
import { anonymous, backgroundCall } from '../../upstream/background.ts';
import { parseBody } from '../../upstream/parse.ts';
import { createTokenSource, type Token as HeldToken } from '../../upstream/tokens.ts';
import { createUpstream, type Authorizer, type UpstreamRuntime } from '../../upstream/upstream.ts';
import { buildUrl } from '../../upstream/url.ts';
import { failureIn, loginPolicy } from './failures.ts';
import { LIMITS } from './policy.ts';
import type { GenesysSettings } from './settings.ts';
import { Token } from './wire/login.ts';

/** Puts the current token on requests; gets another one before it expires, and once after a refusal (genesys contract 1.4). */
export function createAuthorizer(settings: GenesysSettings, runtime: UpstreamRuntime): Authorizer {
  const login = createUpstream(runtime, {
    accountKey: settings.key,
    policy: loginPolicy,
    authorizer: anonymous,
  });
  const tokens = createTokenSource<string>({
    fetch: logIn,
    now: runtime.now,
    renewBeforeMs: LIMITS.renewTokenBeforeMs,
  });

  async function logIn(): Promise<HeldToken<string>> {
    const asked = runtime.now();
    const response = await login.send(
      {
        method: 'POST',
        url: buildUrl(settings.loginBaseUrl, ['oauth', 'token']),
        headers: { authorization: `Basic ${basicCredentials(settings)}` },
        form: { grant_type: 'client_credentials' },
        effect: 'WRITE',
      },
      backgroundCall(runtime, LIMITS.loginMs),
    );
    const { accessToken, lifetimeSeconds } = parseBody(Token, response, settings.key);
    return {
      value: `Bearer ${accessToken}`,
      expiresAt: lifetimeSeconds === null ? null : asked + lifetimeSeconds * 1000,
    };
  }

  return {
    headers: async () => ({ authorization: await tokens.current() }),
    renew(response, sent) {
      // A request that was sent without a token is our mistake: another token would not help.
      const { providerCode } = failureIn(response);
      if (response.status !== 401 || providerCode === 'authentication.required') return false;
      tokens.refuse(sent['authorization'] ?? '');
      return true;
    },
    nextLoginAt: () => tokens.nextLoginAt(),
  };
}

function basicCredentials(settings: GenesysSettings): string {
  return Buffer.from(`${settings.clientId}:${settings.clientSecret.reveal()}`, 'utf8').toString('base64');
}
