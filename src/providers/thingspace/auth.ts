// The two credentials of every request: the application's Bearer and the user's session (thingspace contract 2).
import { ProblemError, asProblemError } from '../../domain/problem.ts';
import { anonymous, backgroundCall } from '../../upstream/background.ts';
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
  const bearers = bearerSource(settings, runtime);
  const sessions = sessionSource(settings, runtime, bearers);
  return {
    async headers() {
      try {
        const [bearer, session] = await Promise.all([bearers.current(), sessions.current()]);
        return { authorization: `Bearer ${bearer}`, 'vz-m2m-token': session };
      } catch (error) {
        const { problem, cause } = asProblemError(error);
        throw new LoginFailed(problem, { cause });
      }
    },
    renew(response, sent) {
      const refused = refusedCredential(response);
      if (refused === 'BEARER') bearers.refuse(bearerOf(sent));
      if (refused === 'SESSION') sessions.refuse(sent['vz-m2m-token'] ?? '');
      return refused !== null;
    },
    nextLoginAt: () => sessions.nextLoginAt() ?? bearers.nextLoginAt(),
  };
}

function bearerOf(sent: Readonly<Record<string, string>>): string {
  return sent['authorization']?.slice('Bearer '.length) ?? '';
}

function bearerSource(settings: ThingSpaceSettings, runtime: UpstreamRuntime): TokenSource<string> {
  const upstream = createUpstream(runtime, {
    accountKey: settings.key,
    policy: oauthPolicy,
    authorizer: anonymous,
  });
  return createTokenSource({
    now: runtime.now,
    renewBeforeMs: LIMITS.renewTokenBeforeMs,
    async fetch() {
      const asked = runtime.now();
      const pair = `${settings.appKey.reveal()}:${settings.appSecret.reveal()}`;
      const answer = await upstream.send(
        {
          method: 'POST',
          url: buildUrl(settings.baseUrls.oauth, ['oauth2', 'token']),
          headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
          form: { grant_type: 'client_credentials' },
          effect: 'WRITE',
        },
        backgroundCall(runtime, LIMITS.loginMs),
      );
      const { accessToken, lifetimeSeconds } = parseBody(OAuthToken, answer, settings.key);
      return {
        value: accessToken,
        expiresAt: lifetimeSeconds === null ? null : asked + lifetimeSeconds * 1000,
      };
    },
  });
}

/** A session lives for 20 minutes after its last use and only a refusal tells that it has ended (contract 2.2). */
function sessionSource(
  settings: ThingSpaceSettings,
  runtime: UpstreamRuntime,
  bearers: TokenSource<string>,
): TokenSource<string> {
  const upstream = createUpstream(runtime, {
    accountKey: settings.key,
    policy: loginPolicy,
    authorizer: bearerOnly(bearers),
  });
  return createTokenSource({
    now: runtime.now,
    renewBeforeMs: LIMITS.renewTokenBeforeMs,
    async fetch() {
      const answer = await upstream.send(
        {
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

/** The login is sent again only after a fault of the gateway: the password was not checked then (contract 2.2, 2.3). */
function bearerOnly(bearers: TokenSource<string>): Authorizer {
  return {
    headers: async () => ({ authorization: `Bearer ${await bearers.current()}` }),
    renew(response, sent) {
      if (refusedCredential(response) !== 'BEARER') return false;
      bearers.refuse(bearerOf(sent));
      return true;
    },
    nextLoginAt: () => bearers.nextLoginAt(),
  };
}
