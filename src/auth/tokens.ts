// Bearer tokens that the configuration lists.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../domain/secret.ts';
import { bearer, type Authenticate, type Principal } from './principal.ts';
import { UNNAMED_SCOPES, type Scope } from '../domain/scope.ts';

interface KnownToken {
  readonly name: string;
  readonly token: Secret;
  readonly accounts?: readonly string[] | undefined;
  readonly scopes?: readonly Scope[] | undefined;
  readonly mayChange: boolean;
}

/** Digests are compared in constant time, so that an answer's delay tells nothing of a token. */
export function bearerTokens(tokens: readonly KnownToken[]): Authenticate {
  const known = tokens.map((one) => ({ digest: digest(one.token.reveal()), principal: principalOf(one) }));
  return ({ authorization }) => {
    const sent = bearer(authorization);
    const sentDigest = sent === null ? null : digest(sent);
    const found = sentDigest && known.find((one) => timingSafeEqual(one.digest, sentDigest));
    return Promise.resolve(
      found?.principal ?? { refused: 'UNAUTHENTICATED', message: 'A known bearer token is required.' },
    );
  };
}

function principalOf({ name, accounts, scopes, mayChange }: KnownToken): Principal {
  return {
    name,
    method: 'TOKEN',
    scopes: new Set([...(scopes ?? UNNAMED_SCOPES), ...(mayChange ? (['licenses:change'] as const) : [])]),
    accounts: accounts ? new Set(accounts) : null,
    expiresAt: null,
    isRouter: scopes?.includes('federation') ?? false,
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
