// Who the caller is, by its bearer token, and which accounts it may see.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../domain/secret.ts';

export interface Principal {
  readonly name: string;
  /** Keys of the accounts they may see; null for all. */
  readonly accounts: ReadonlySet<string> | null;
  /** False for those who may only read. */
  readonly mayChange: boolean;
}

interface KnownToken {
  readonly name: string;
  readonly token: Secret;
  readonly accounts?: readonly string[] | undefined;
  readonly mayChange: boolean;
}

/** The principal behind an Authorization header, or null when there is none. */
export type Authenticate = (authorization: string | undefined) => Principal | null;

/** Everybody who can reach the port is the same principal, who sees everything and may change it. */
export const everybody: Authenticate = () => ({ name: 'anonymous', accounts: null, mayChange: true });

/** Bearer tokens (RFC 6750, 2.1). Digests are compared in constant time, so that an answer's delay tells nothing of a token. */
export function bearerTokens(tokens: readonly KnownToken[]): Authenticate {
  const known = tokens.map(({ name, token, accounts, mayChange }) => ({
    digest: digest(token.reveal()),
    principal: { name, accounts: accounts ? new Set(accounts) : null, mayChange },
  }));
  return (authorization) => {
    const sent = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (sent === undefined) return null;
    const sentDigest = digest(sent);
    return known.find((one) => timingSafeEqual(one.digest, sentDigest))?.principal ?? null;
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
