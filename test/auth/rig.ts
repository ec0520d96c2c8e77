// An authenticator that trusts one issuer, on a clock that stands still.
import { afterEach, beforeEach } from '@jest/globals';
import { createAuthenticator } from '../../src/auth/authenticator.ts';
import type { IssuerSettings } from '../../src/auth/jwt.ts';
import { isRefusal, type Principal, type Refusal } from '../../src/auth/principal.ts';
import { Secret } from '../../src/domain/secret.ts';
import { newKey, signed, startIssuer, type SigningKey, type TestIssuer } from '../support/issuer.ts';
import { standIn } from '../support/lifecycle.ts';

export const ISSUER = 'https://login.example/';
export const AUDIENCE = 'license-graph';
export const LISTED_TOKEN = 'a-token-of-the-list-0123';
const START = Date.UTC(2026, 0, 31);

/** As an issuer may write them, a careless one too. */
export type Claims = Readonly<Record<string, unknown>>;

export interface Rig {
  readonly issuer: TestIssuer;
  /** The key that the issuer publishes at first. */
  readonly key: SigningKey;
  readonly logged: readonly string[];
  /** Moves the clock. */
  later(milliseconds: number): void;
  /** Does what is done every ten minutes. */
  tick(): void;
  /** Who has the token. */
  whose(token: string): Promise<Principal | Refusal>;
  /** A token as it should be, but for these claims; undefined leaves one out. */
  token(claims?: Claims, key?: SigningKey): Promise<string>;
}

/** A new one for each test: the issuer's keys are read at its start. */
export function useRig(more: Partial<IssuerSettings> = {}): Rig {
  let rig: (Rig & { close(): Promise<void> }) | undefined;
  beforeEach(async () => {
    rig = await startRig(more);
  });
  afterEach(() => rig?.close());
  return standIn<Rig>(() => rig);
}

async function startRig(more: Partial<IssuerSettings>): Promise<Rig & { close(): Promise<void> }> {
  const key = await newKey('first');
  const issuer = await startIssuer(key);
  const logged: string[] = [];
  const log = (details: object, message: string): void => {
    logged.push(`${message} ${JSON.stringify(details)}`);
  };
  let now = START;
  let tick = (): void => undefined;
  const settings: IssuerSettings = {
    issuer: ISSUER,
    audience: AUDIENCE,
    jwksUrl: issuer.jwksUrl,
    algorithms: ['RS256', 'ES256'],
    clockToleranceMs: 30_000,
    claims: {
      name: 'sub',
      scopes: 'scope',
      accounts: 'license_graph_accounts',
      freshness: 'license_graph_freshness',
    },
    scopeNames: {},
    ...more,
  };
  const listed = { name: 'nightly', token: new Secret(LISTED_TOKEN), mayChange: false };
  const { authenticate, close } = createAuthenticator(
    { tokens: [listed], jwt: [settings] },
    {
      fetch,
      now: () => now,
      log: { info: log, warn: log, error: log },
      every: (_milliseconds, work) => {
        tick = work;
        return () => undefined;
      },
    },
  );
  const whose = (token: string) => authenticate({ authorization: `Bearer ${token}` });
  return {
    issuer,
    key,
    logged,
    later: (milliseconds) => {
      now += milliseconds;
    },
    tick: () => tick(),
    whose,
    token: (claims = {}, by = key) => {
      const seconds = Math.floor(now / 1000);
      return signed(by, {
        iss: ISSUER,
        aud: AUDIENCE,
        sub: 'ann',
        exp: seconds + 600,
        scope: 'licenses:read',
        ...claims,
      });
    },
    async close() {
      close();
      await issuer.close();
    },
  };
}

/** The code of a refusal, or the name of the principal. */
export function told(answer: Principal | Refusal): string {
  return isRefusal(answer) ? answer.refused : answer.name;
}
