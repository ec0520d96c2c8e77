// Bearer tokens that the configuration lists.
import type { Freshness } from '../domain/inventory/freshness.ts';
import { UNNAMED_SCOPES, type Scope } from '../domain/scope.ts';
import type { Secret } from '../domain/secret.ts';
import { comparedWith, digest } from './digest.ts';
import type { Principal } from './principal.ts';

export interface ListedToken {
  readonly name: string;
  readonly token: Secret;
  readonly accounts?: readonly string[] | undefined;
  readonly scopes?: readonly Scope[] | undefined;
  readonly mayChange: boolean;
  readonly freshness?: Freshness | undefined;
}

/** Whose token it is, or null when none of the list is like it. */
export function listedTokens(tokens: readonly ListedToken[]): (token: string) => Principal | null {
  const known = tokens.map((one) => ({ digest: digest(one.token.reveal()), principal: principalOf(one) }));
  return (sent) => {
    const isSent = comparedWith(sent);
    return known.find((one) => isSent(one.digest))?.principal ?? null;
  };
}

function principalOf({ name, accounts, scopes, mayChange, freshness }: ListedToken): Principal {
  return {
    name,
    method: 'TOKEN',
    scopes: new Set([...(scopes ?? UNNAMED_SCOPES), ...(mayChange ? (['licenses:change'] as const) : [])]),
    accounts: accounts ? new Set(accounts) : null,
    expiresAt: null,
    isRouter: scopes?.includes('federation') ?? false,
    ...(freshness && { freshness }),
  };
}
