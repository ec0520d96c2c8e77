// Access and refresh tokens: whose they are and until when they are valid (webex contract 1).
import type { Clock } from '../../core/clock.ts';
import type { LiveSwitches } from '../../core/switches.ts';
import type { Principal } from '../auth.ts';
import { base64, ORG_UUID } from '../ids.ts';
import { INITIAL_REFRESH_TOKEN, seededAccessTokens, serviceApp } from '../seed/credentials.ts';
import { amount, flag } from '../switches.ts';

/** What a token endpoint gives out. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly principal: Principal;
}

/** The tokens issued so far. */
export interface Tokens {
  /** The owner of an access token that is known and not expired. */
  principal(accessToken: string): Principal | undefined;
  /** End of life of an access token, in milliseconds since the epoch. */
  expiresAt(accessToken: string): number;
  /** A new access token for a refresh token that is known and not expired. */
  refresh(refreshToken: string): TokenPair | undefined;
  /** A new pair for the service app. */
  bootstrap(): TokenPair;
  snapshot(): () => void;
}

interface Issued {
  readonly principal: Principal;
  readonly at: number;
}

/** The tokens of the seed. */
export function createTokens(clock: Clock, live: LiveSwitches, serial: () => number): Tokens {
  const start = clock.now();
  let access = new Map<string, Issued>(
    [...seededAccessTokens].map(([token, principal]) => [token, { principal, at: start }]),
  );
  let refresh = new Map<string, Issued>([[INITIAL_REFRESH_TOKEN, { principal: serviceApp, at: start }]]);

  const end = (token: Issued, life: 'accessTokenLifetimeSeconds' | 'refreshTokenLifetimeSeconds'): number =>
    token.at + amount(live, life) * 1_000;
  // Newer tokens end in four characters and the organisation (webex contract 1).
  const name = (kind: string): string => `${base64(`acme-webex-${kind}-fake-${serial()}`)}_P0A1_${ORG_UUID}`;
  const issue = (principal: Principal, refreshToken?: string): TokenPair => {
    const pair = { accessToken: name('access'), refreshToken: refreshToken ?? name('refresh'), principal };
    const token = { principal, at: clock.now() };
    access.set(pair.accessToken, token);
    refresh.set(pair.refreshToken, token);
    return pair;
  };

  return {
    principal(accessToken) {
      const token = access.get(accessToken);
      return token && clock.now() < end(token, 'accessTokenLifetimeSeconds') ? token.principal : undefined;
    },
    expiresAt(accessToken) {
      const token = access.get(accessToken);
      return token ? end(token, 'accessTokenLifetimeSeconds') : 0;
    },
    refresh(refreshToken) {
      const token = refresh.get(refreshToken);
      if (!token || clock.now() >= end(token, 'refreshTokenLifetimeSeconds')) return undefined;
      if (!flag(live, 'rotateRefreshToken')) return issue(token.principal, refreshToken);
      refresh.delete(refreshToken);
      return issue(token.principal);
    },
    bootstrap: () => issue(serviceApp),
    snapshot() {
      const kept = { access: new Map(access), refresh: new Map(refresh) };
      return () => {
        ({ access, refresh } = kept);
      };
    },
  };
}
