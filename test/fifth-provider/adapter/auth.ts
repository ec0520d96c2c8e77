// Bearer tokens by client credentials (quayside contract 1).
import { z } from 'zod';
import { anonymous, backgroundCall } from '../../../src/upstream/background.ts';
import { parseBody } from '../../../src/upstream/parse.ts';
import { createTokenSource, type Token } from '../../../src/upstream/tokens.ts';
import { createUpstream, type Authorizer, type UpstreamRuntime } from '../../../src/upstream/upstream.ts';
import { buildUrl } from '../../../src/upstream/url.ts';
import { policy } from './failures.ts';
import { LIMITS } from './policy.ts';
import type { QuaysideSettings } from './settings.ts';

const Login = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.number().positive(),
});

/** Puts the current token on requests; gets another one before it expires, and once after a refusal. */
export function createAuthorizer(settings: QuaysideSettings, runtime: UpstreamRuntime): Authorizer {
  const { key: accountKey, clientId, clientSecret, baseUrl } = settings;
  const login = createUpstream(runtime, { accountKey, policy, authorizer: anonymous });
  const credentials = Buffer.from(`${clientId}:${clientSecret.reveal()}`, 'utf8').toString('base64');

  async function logIn(): Promise<Token<string>> {
    const asked = runtime.now();
    const response = await login.send(
      {
        method: 'POST',
        url: buildUrl(baseUrl, ['oauth', 'token']),
        headers: { authorization: `Basic ${credentials}` },
        form: { grant_type: 'client_credentials' },
        effect: 'WRITE',
      },
      backgroundCall(runtime, LIMITS.loginMs),
    );
    const { access_token, expires_in } = parseBody(Login, response, accountKey);
    return { value: `Bearer ${access_token}`, expiresAt: asked + expires_in * 1000 };
  }

  const { renewTokenBeforeMs: renewBeforeMs } = LIMITS;
  const tokens = createTokenSource<string>({ fetch: logIn, now: runtime.now, renewBeforeMs });
  return {
    headers: async () => ({ authorization: await tokens.current() }),
    renew(response, sent) {
      if (response.status !== 401) return false;
      tokens.refuse(sent['authorization'] ?? '');
      return true;
    },
    nextLoginAt: () => tokens.nextLoginAt(),
  };
}
