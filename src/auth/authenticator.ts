// Who a request is from: by a listed token, by a token of an issuer, or by the router.
import type { IssuerKeys } from './issuer-keys.ts';
import { createJwtIssuers, type IssuerSettings, type JwtSurroundings } from './jwt.ts';
import { bearer, unauthenticated, type Authenticate } from './principal.ts';
import { behindRouter, type RouterSettings } from './router.ts';
import { listedTokens, type ListedToken } from './tokens.ts';

export interface Authentication {
  readonly tokens: readonly ListedToken[];
  readonly jwt: readonly IssuerSettings[];
  readonly router?: RouterSettings | undefined;
}

export interface Authenticator {
  readonly authenticate: Authenticate;
  /** When the keys of each issuer were last read, milliseconds since the epoch; null for never. */
  keysRead(): ReadonlyMap<string, number | null>;
  /** The keys of an issuer, for the authenticator that takes the place of this one. */
  keysAt(jwksUrl: string): IssuerKeys | undefined;
  close(): void;
}

/** `before` is the one whose place it takes. */
export function createAuthenticator(
  settings: Authentication,
  surroundings: JwtSurroundings,
  before?: Pick<Authenticator, 'keysAt'>,
): Authenticator {
  const listed = listedTokens(settings.tokens);
  const issuers = createJwtIssuers(settings.jwt, surroundings, before);
  const users: Authenticate = async ({ authorization }) => {
    const token = bearer(authorization);
    if (token === null) return unauthenticated();
    return listed(token) ?? (await issuers.verify(token)) ?? unauthenticated();
  };
  const { router } = settings;
  return {
    authenticate: router ? behindRouter(users, router) : users,
    keysRead: () => issuers.keysRead(),
    keysAt: (jwksUrl) => issuers.keysAt(jwksUrl),
    close: () => issuers.close(),
  };
}
