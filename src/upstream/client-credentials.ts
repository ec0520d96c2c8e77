// Bearer tokens by the client credentials of an application: OAuth 2, RFC 6749, 4.4.
import { z } from 'zod';
import type { Secret } from '../domain/secret.ts';
import { anonymous, backgroundCall } from './background.ts';
import { parseBody } from './parse.ts';
import { createTokenSource, type Token } from './tokens.ts';
import type { UpstreamResponse } from './transport.ts';
import { createUpstream, type Authorizer, type UpstreamPolicy, type UpstreamRuntime } from './upstream.ts';

/** What a login gave. */
interface GrantedToken {
  readonly accessToken: string;
  /** Null where only a refusal tells that it has expired. */
  readonly lifetimeSeconds: number | null;
}

/** How an application logs in, and how its provider refuses it. */
export interface ClientCredentials {
  readonly accountKey: string;
  /** The token endpoint. */
  readonly url: string;
  readonly clientId: Secret | string;
  readonly clientSecret: Secret;
  /** Sent where the provider wants one. */
  readonly scope?: string;
  /** What the failures of the login mean: that the client is refused must come out as UPSTREAM_CREDENTIALS. */
  readonly policy: UpstreamPolicy;
  /** Time limit of a login, in milliseconds. */
  readonly loginMs: number;
  /** A token is replaced so many milliseconds before it expires. */
  readonly renewBeforeMs: number;
  /** Whether the answer to a request refuses the token it came with, so that another one may help. */
  readonly refuses: (response: UpstreamResponse) => boolean;
  /** The answer of the login, where it is formed otherwise than RFC 6749, 5.1, says. */
  readonly token?: z.ZodType<GrantedToken>;
}

/** A token as RFC 6749, 5.1, has it. What goes into a header must fit into one. */
export const StandardToken = z
  .object({
    access_token: z.string().regex(/^[\x21-\x7e]+$/),
    expires_in: z.number().positive().nullish(),
  })
  .transform((body) => ({ accessToken: body.access_token, lifetimeSeconds: body.expires_in ?? null }));

/**
 * Puts the application's token on requests as `authorization: Bearer ...`. One token serves all requests; another one is fetched
 * before it expires, and once for a request whose token was refused.
 */
export function clientCredentials(runtime: UpstreamRuntime, options: ClientCredentials): Authorizer {
  const { accountKey, policy, renewBeforeMs, loginMs, refuses } = options;
  const login = createUpstream(runtime, { accountKey, policy, authorizer: anonymous });
  const tokens = createTokenSource<string>({ fetch: logIn, now: runtime.now, renewBeforeMs });

  async function logIn(): Promise<Token<string>> {
    const asked = runtime.now();
    const response = await login.send(
      {
        operation: 'logIn',
        isLogin: true,
        method: 'POST',
        url: options.url,
        headers: { authorization: `Basic ${basicCredentials(options)}` },
        form: {
          grant_type: 'client_credentials',
          ...(options.scope !== undefined && { scope: options.scope }),
        },
        effect: 'WRITE',
      },
      backgroundCall(runtime, loginMs),
    );
    const granted = parseBody(options.token ?? StandardToken, response, accountKey);
    const { accessToken, lifetimeSeconds } = granted;
    return {
      value: `Bearer ${accessToken}`,
      expiresAt: lifetimeSeconds === null ? null : asked + lifetimeSeconds * 1000,
    };
  }

  return {
    headers: async () => ({ authorization: await tokens.current() }),
    renew(response, sent) {
      if (!refuses(response)) return false;
      tokens.refuse(sent['authorization'] ?? '');
      return true;
    },
    nextLoginAt: () => tokens.nextLoginAt(),
  };
}

/** Every server takes a client's secret this way (RFC 6749, 2.3.1). */
function basicCredentials({ clientId, clientSecret }: ClientCredentials): string {
  const id = typeof clientId === 'string' ? clientId : clientId.reveal();
  return Buffer.from(`${id}:${clientSecret.reveal()}`, 'utf8').toString('base64');
}
