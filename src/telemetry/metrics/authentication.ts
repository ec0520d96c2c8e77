// Who asks: how callers prove who they are, and how old the keys of issuers of tokens are.
import { counter, gauge, type Registry } from './registry.ts';

export interface AuthenticationMeter {
  /** A caller was let in or refused. */
  readonly authenticated: (
    method: 'none' | 'token' | 'jwt' | 'router',
    outcome: 'ok' | 'refused' | 'unavailable',
  ) => void;
}

/** When the keys of each issuer of the configuration were last read, milliseconds since the epoch; null for never. */
export type KeysRead = () => ReadonlyMap<string, number | null>;

export function authenticationMetrics(registry: Registry): AuthenticationMeter {
  const authentications = counter(registry, {
    name: 'authentications_total',
    help: 'Requests and WebSockets by how their callers proved who they are',
    labels: ['method', 'outcome'],
  });
  return { authenticated: (method, outcome) => authentications.inc({ method, outcome }) };
}

export function keyMetrics(registry: Registry, keysRead: KeysRead): void {
  gauge(registry, {
    name: 'jwks_last_success_timestamp_seconds',
    help: 'When the keys of an issuer of tokens were last read; 0 for never',
    labels: ['issuer'],
    collect(one) {
      for (const [issuer, at] of keysRead()) one.set({ issuer }, (at ?? 0) / 1000);
    },
  });
}
