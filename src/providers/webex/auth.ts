// Credentials of a Webex account: a bearer token, renewed with a refresh token where there is one.
import { Secret } from '../../domain/secret.ts';
import { anonymous, backgroundCall } from '../../upstream/background.ts';
import { fixedCredentials } from '../../upstream/fixed-credentials.ts';
import { parseBody } from '../../upstream/parse.ts';
import { createTokenSource, type Token } from '../../upstream/tokens.ts';
import { createUpstream, type Authorizer, type UpstreamRuntime } from '../../upstream/upstream.ts';
import { buildUrl } from '../../upstream/url.ts';
import { renewalPolicy } from './failures.ts';
import { LIMITS } from './policy.ts';
import type { WebexCredentials, WebexSettings } from './settings.ts';
import { Tokens } from './wire/login.ts';

type Renewable = Extract<WebexCredentials, { kind: 'REFRESHED' }>;

/** What licenses are changed with (webex contract 1). */
const WRITE_SCOPE = 'spark-admin:people_write';

interface WebexAuthorizer extends Authorizer {
  /** Whether the token has the scope that changes need; null while no login has told. */
  mayChange(): boolean | null;
}

/** Puts the bearer token on requests and renews it once after a 401, where that is possible (webex contract 8). */
export function createAuthorizer(settings: WebexSettings, runtime: UpstreamRuntime): WebexAuthorizer {
  const { credentials } = settings;
  if (credentials.kind === 'FIXED') {
    return { ...fixedCredentials(() => bearer(credentials.accessToken)), mayChange: () => null };
  }
  let scopes: readonly string[] | null = null;
  const tokens = createTokenSource<Secret>({
    fetch: createRenewal(settings, credentials, runtime, (told) => (scopes = told)),
    now: runtime.now,
    renewBeforeMs: 0,
  });
  const sent = new WeakMap<Readonly<Record<string, string>>, Secret>();
  return {
    async headers() {
      const token = await tokens.current();
      const headers = bearer(token);
      sent.set(headers, token);
      return headers;
    },
    renew(response, headers) {
      const token = sent.get(headers);
      if (response.status !== 401 || token === undefined) return false;
      tokens.refuse(token);
      return true;
    },
    nextLoginAt: () => tokens.nextLoginAt(),
    mayChange: () => scopes && scopes.includes(WRITE_SCOPE),
  };
}

function bearer(token: Secret): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token.reveal()}` };
}

function createRenewal(
  settings: WebexSettings,
  credentials: Renewable,
  runtime: UpstreamRuntime,
  granted: (scopes: readonly string[] | null) => void,
) {
  const { key: accountKey, baseUrl } = settings;
  const login = createUpstream(runtime, { accountKey, policy: renewalPolicy, authorizer: anonymous });
  let refreshToken = credentials.refreshToken;

  // The returned token replaces the held one even if it looks unchanged (webex contract 1).
  function keep(returned: string | null): void {
    if (returned === null || returned === refreshToken.reveal()) return;
    refreshToken = new Secret(returned);
    runtime.log.warn(
      { account: accountKey },
      'refresh token rotated: it is kept in memory only, authorise again before the next start if the configured one is refused',
    );
  }

  return async (previous: Secret | null): Promise<Token<Secret>> => {
    if (previous === null && credentials.accessToken)
      return { value: credentials.accessToken, expiresAt: null };
    const asked = runtime.now();
    const answer = await login.send(
      {
        operation: 'refreshToken',
        isLogin: true,
        method: 'POST',
        url: buildUrl(baseUrl, ['access_token']),
        form: {
          grant_type: 'refresh_token',
          client_id: credentials.clientId,
          client_secret: credentials.clientSecret.reveal(),
          refresh_token: refreshToken.reveal(),
        },
        effect: 'WRITE',
      },
      backgroundCall(runtime, LIMITS.renewalMs),
    );
    const tokens = parseBody(Tokens, answer, accountKey);
    keep(tokens.refreshToken);
    granted(tokens.scopes);
    return { value: new Secret(tokens.accessToken), expiresAt: renewAt(asked, tokens.lifetimeSeconds) };
  };
}

/** Lifetimes are data: `expires_in` differs by kind of token (webex contract 1). Of a short one most is used, or it would be renewed at every use. */
function renewAt(asked: number, seconds: number | null): number | null {
  if (seconds === null) return null;
  const lifetime = seconds * 1000;
  return asked + lifetime - Math.min(LIMITS.renewTokenBeforeMs, lifetime / 10);
}
