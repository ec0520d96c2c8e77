// The two credentials of every request: the application's Bearer and the user's session (thingspace contract 2).
import { ProblemError, asProblemError } from '../../domain/problem.ts';
import { backgroundCall } from '../../upstream/background.ts';
import { clientCredentials } from '../../upstream/client-credentials.ts';
import { parseBody } from '../../upstream/parse.ts';
import { createTokenSource, type TokenSource } from '../../upstream/tokens.ts';
import { createUpstream, type Authorizer, type UpstreamRuntime } from '../../upstream/upstream.ts';
import { buildUrl } from '../../upstream/url.ts';
import { loginPolicy, oauthPolicy, refusedCredential } from './failures.ts';
import { LIMITS } from './policy.ts';
import type { ThingSpaceSettings } from './settings.ts';
import { OAuthToken, Session } from './wire/login.ts';

/** The login failed: the request that needed its credentials was not sent, or was refused without them. */
export class LoginFailed extends ProblemError {}

/** Puts both credentials on requests and renews the one an answer refuses. */
export function createAuthorizer(settings: ThingSpaceSettings, runtime: UpstreamRuntime): Authorizer {
  const application = applicationAuthorizer(settings, runtime);
  const sessions = sessionSource(settings, runtime, application);
  return {
    async headers() {
      try {
        const [bearer, session] = await Promise.all([application.headers(), sessions.current()]);
        return { ...bearer, 'vz-m2m-token': session };
      } catch (error) {
        const { problem, cause } = asProblemError(error);
        throw new LoginFailed(problem, { cause });
      }
    },
    renew(response, sent) {
      if (application.renew(response, sent)) return true;
      if (refusedCredential(response) !== 'SESSION') return false;
      sessions.refuse(sent['vz-m2m-token'] ?? '');
      return true;
    },
    nextLoginAt: () => sessions.nextLoginAt() ?? application.nextLoginAt?.() ?? null,
  };
}

/** The Bearer alone (contract 2.1). */
function applicationAuthorizer(settings: ThingSpaceSettings, runtime: UpstreamRuntime): Authorizer {
  return clientCredentials(runtime, {
    accountKey: settings.key,
    url: buildUrl(settings.baseUrls.oauth, ['oauth2', 'token']),
    clientId: settings.appKey,
    clientSecret: settings.appSecret,
    policy: oauthPolicy,
    loginMs: LIMITS.loginMs,
    renewBeforeMs: LIMITS.renewTokenBeforeMs,
    refuses: (response) => refusedCredential(response) === 'BEARER',
    token: OAuthToken,
  });
}

/**
 * A session lives for 20 minutes after its last use and only a refusal tells that it has ended (contract 2.2). The login is sent again
 * only after a fault of the gateway, which refuses the Bearer: the password was not checked then (contract 2.2, 2.3).
 */
function sessionSource(
  settings: ThingSpaceSettings,
  runtime: UpstreamRuntime,
  application: Authorizer,
): TokenSource<string> {
  const upstream = createUpstream(runtime, {
    accountKey: settings.key,
    policy: loginPolicy,
    authorizer: application,
  });
  return createTokenSource({
    now: runtime.now,
    renewBeforeMs: LIMITS.renewTokenBeforeMs,
    async fetch() {
      const answer = await upstream.send(
        {
          operation: 'startSession',
          isLogin: true,
          method: 'POST',
          url: buildUrl(settings.baseUrls.m2m, ['session', 'login']),
          json: { username: settings.username.reveal(), password: settings.password.reveal() },
          effect: 'WRITE',
        },
        backgroundCall(runtime, LIMITS.loginMs),
      );
      return { value: parseBody(Session, answer, settings.key).sessionToken, expiresAt: null };
    },
  });
}
