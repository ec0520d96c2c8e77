// Access and refresh tokens: who they speak for and until when (webex contract 1).
import type { Clock } from '../../core/clock.ts';
import { base64, encodeId, ORG_UUID } from '../ids.ts';
import { ADMIN_POSITION, READ_ONLY_ADMIN_POSITION, USER_POSITION } from '../seed/people.ts';
import { amount, flag, type LiveSwitches } from '../switches.ts';

/** Client id of the service app. */
export const CLIENT_ID = 'acme-webex-client';
/** Its secret. */
export const CLIENT_SECRET = 'acme-webex-secret-fake';
/** Its id in paths. */
export const APPLICATION_ID = encodeId('APPLICATION', CLIENT_ID);
/** Valid at the seed, all scopes, full administrator. */
export const INITIAL_ACCESS_TOKEN = 'acme-webex-access-token-fake';
/** Valid at the seed, for the same. */
export const INITIAL_REFRESH_TOKEN = 'acme-webex-refresh-token-fake';
/** All scopes, no role. */
export const USER_TOKEN = 'acme-webex-user-token-fake';
/** An administrator without the write scopes. */
export const READ_ONLY_TOKEN = 'acme-webex-readonly-token-fake';
/** May ask for the first pair of a service app and nothing else. */
export const APPLICATIONS_TOKEN = 'acme-webex-applications-token-fake';

/** Who a token speaks for. A scope does not help without the role, nor the role without the scope (webex contract 1). */
export interface Principal {
  readonly scopes: readonly string[];
  readonly admin: boolean;
  /** Their place in the people list. */
  readonly position: number;
}

/** What a token endpoint gives out. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly principal: Principal;
}

/** The tokens that are out. */
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

const READ_SCOPES = ['licenses_read', 'people_read', 'workspaces_read', 'devices_read', 'locations_read'];
const admin = (names: readonly string[]): string[] => names.map((name) => `spark-admin:${name}`);
const serviceApp: Principal = {
  scopes: admin([...READ_SCOPES, 'people_write', 'workspaces_write']),
  admin: true,
  position: ADMIN_POSITION,
};

/** The tokens of the seed. */
export function createTokens(clock: Clock, live: LiveSwitches, serial: () => number): Tokens {
  const start = clock.now();
  let access = new Map<string, Issued>([
    [INITIAL_ACCESS_TOKEN, { principal: serviceApp, at: start }],
    [USER_TOKEN, { principal: { ...serviceApp, admin: false, position: USER_POSITION }, at: start }],
    [
      READ_ONLY_TOKEN,
      {
        principal: { scopes: admin(READ_SCOPES), admin: true, position: READ_ONLY_ADMIN_POSITION },
        at: start,
      },
    ],
    [
      APPLICATIONS_TOKEN,
      {
        principal: { scopes: ['spark:applications_token'], admin: false, position: USER_POSITION },
        at: start,
      },
    ],
  ]);
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
