// The credential of a federation router, which stands beside the header of the user it asks for.
import type { Scope } from '../domain/scope.ts';
import type { Secret } from '../domain/secret.ts';
import { comparedWith, digest } from './digest.ts';
import { bearer, isRefusal, unauthenticated, type Authenticate, type Principal } from './principal.ts';

export interface RouterSettings {
  /** Two while they are exchanged. */
  readonly secret: readonly Secret[];
  /** Whether nobody else may ask. */
  readonly only: boolean;
  /** Who asks when no user does. */
  readonly principal?:
    | {
        readonly name: string;
        readonly scopes: readonly Scope[];
        readonly accounts?: readonly string[] | undefined;
      }
    | undefined;
}

/** Whoever asks through the router is still the user. */
export function behindRouter(users: Authenticate, settings: RouterSettings): Authenticate {
  const secrets = settings.secret.map((secret) => digest(secret.reveal()));
  const own = settings.principal && principalOf(settings.principal);
  return async (headers) => {
    const header = headers['router-authorization'];
    const sent = bearer(header);
    const isRouter = sent !== null && secrets.some(comparedWith(sent));
    if (header !== undefined && !isRouter) return unauthenticated('The router-authorization is not known.');
    if (settings.only && !isRouter) return unauthenticated('Only the router may ask here.');
    if (!isRouter) return users(headers);
    if (headers.authorization === undefined && own !== undefined) return own;
    const user = await users(headers);
    return isRefusal(user) ? user : { ...user, isRouter };
  };
}

function principalOf({ name, scopes, accounts }: NonNullable<RouterSettings['principal']>): Principal {
  return {
    name,
    method: 'ROUTER',
    scopes: new Set(scopes),
    accounts: accounts ? new Set(accounts) : null,
    expiresAt: null,
    isRouter: true,
  };
}
