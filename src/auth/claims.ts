// What the claims of a verified token say of its bearer.
import type { JWTPayload } from 'jose';
import { readFreshness, type Freshness } from '../domain/inventory/freshness.ts';
import { SCOPES, type Scope } from '../domain/scope.ts';
import type { Principal } from './principal.ts';

/** How an issuer tells who somebody is and what they may do. */
export interface ClaimSettings {
  readonly issuer: string;
  readonly clockToleranceMs: number;
  /** The names of the claims. */
  readonly claims: {
    readonly name: string;
    readonly scopes: string;
    readonly accounts: string;
    readonly freshness: string;
  };
  /** What the issuer's own names of scopes stand for. */
  readonly scopeNames: Readonly<Record<string, readonly Scope[]>>;
}

/** Of a name that is longer, the rest says no more to a person. */
const NAME_LENGTH = 200;

export function principalOf(payload: JWTPayload, settings: ClaimSettings): Principal {
  const { claims, clockToleranceMs, scopeNames } = settings;
  const scopes = scopesIn(words(payload[claims.scopes]), scopeNames);
  const freshness = freshnessIn(payload[claims.freshness]);
  return {
    name: nameOf(payload, settings),
    method: 'JWT',
    scopes,
    accounts: accountsIn(payload[claims.accounts]),
    // Both are required claims.
    expiresAt: (payload.exp ?? 0) * 1000 + clockToleranceMs,
    isRouter: scopes.has('federation'),
    ...(freshness && { freshness }),
  };
}

/**
 * Ends with subject and issuer, which together are one person's for ever (OpenID Connect Core, 2): a name alone may be somebody
 * else's at another issuer, or in the list of tokens.
 */
function nameOf(payload: JWTPayload, { claims, issuer }: ClaimSettings): string {
  const subject = `${payload.sub} (${issuer})`;
  const name = payload[claims.name];
  if (claims.name === 'sub' || typeof name !== 'string' || name === '') return subject;
  return `${name.slice(0, NAME_LENGTH)}, ${subject}`;
}

function scopesIn(names: readonly string[], scopeNames: ClaimSettings['scopeNames']): Set<Scope> {
  return new Set(names.flatMap((name) => [...ownScope(name), ...namedScopes(name, scopeNames)]));
}

function ownScope(name: string): readonly Scope[] {
  return SCOPES.filter((scope) => scope === name);
}

function namedScopes(name: string, scopeNames: ClaimSettings['scopeNames']): readonly Scope[] {
  return Object.hasOwn(scopeNames, name) ? (scopeNames[name] ?? []) : [];
}

/** Without the claim no account; `*` is all of them. */
function accountsIn(claim: unknown): ReadonlySet<string> | null {
  const keys = words(claim);
  return keys.includes('*') ? null : new Set(keys);
}

/** A claim of another form asks for nothing: then everything is read from the providers. */
function freshnessIn(claim: unknown): Freshness | null {
  return typeof claim === 'string' ? readFreshness(claim) : null;
}

/** A list of texts, or one text with spaces between them (RFC 8693, 4.2). */
function words(claim: unknown): readonly string[] {
  const texts: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return texts.flatMap((text) => (typeof text === 'string' ? text.split(' ') : [])).filter(Boolean);
}
