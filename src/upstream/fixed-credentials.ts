// Credentials that never change: an API key, a token that somebody else renews, or none.
import type { Authorizer } from './ports.ts';

/** Puts these headers on every request. When they are refused there are no others: the failure is told. */
export function fixedCredentials(headers: () => Readonly<Record<string, string>>): Authorizer {
  return { headers: () => Promise.resolve(headers()), renew: () => false };
}
