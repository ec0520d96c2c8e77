// Who may ask at the moment.
import { createAuthenticator, type Authenticator } from '../auth/authenticator.ts';
import type { JwtSurroundings } from '../auth/jwt.ts';
import { everybody } from '../auth/principal.ts';
import type { AuthSettings } from '../config/auth.ts';
import { exchangeable } from '../domain/reload/current.ts';

export interface Authentication extends Pick<Authenticator, 'authenticate' | 'keysRead' | 'close'> {
  replace(next: AuthSettings): void;
}

/** Keys of issuers that are named before and after are not read anew. */
export function createAuthentication(auth: AuthSettings, surroundings: JwtSurroundings): Authentication {
  const create = (settings: AuthSettings, before?: Authenticator): Authenticator =>
    settings === 'none' ? OPEN : createAuthenticator(settings, surroundings, before);
  const { current, exchange } = exchangeable(create(auth));
  return {
    authenticate: (headers) => current().authenticate(headers),
    keysRead: () => current().keysRead(),
    close: () => current().close(),
    replace(next) {
      const before = current();
      exchange(create(next, before));
      before.close();
    },
  };
}

const OPEN: Authenticator = {
  authenticate: everybody,
  keysAt: () => undefined,
  keysRead: () => new Map(),
  close: () => undefined,
};
