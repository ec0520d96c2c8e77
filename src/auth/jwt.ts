// JSON Web Tokens of the issuers that the configuration names.
import { decodeJwt, errors, jwtVerify } from 'jose';
import { principalOf, type ClaimSettings } from './claims.ts';
import { digest } from './digest.ts';
import { createIssuerKeys, KeysUnavailable, type IssuerKeys, type KeySurroundings } from './issuer-keys.ts';
import { unauthenticated, type Principal, type Refusal } from './principal.ts';

export interface IssuerSettings extends ClaimSettings {
  readonly audience: string | readonly string[];
  readonly jwksUrl: string;
  readonly algorithms: readonly string[];
}

export interface JwtSurroundings extends KeySurroundings {
  /** Repeats work every so many milliseconds, until the function it gives is called. */
  readonly every: (milliseconds: number, work: () => void) => () => void;
}

export interface JwtIssuers {
  /** Whose token it is, or why it is refused; null for one of no issuer here. */
  verify(token: string): Promise<Principal | Refusal | null>;
  /** When the keys of each issuer were last read, milliseconds since the epoch; null for never. */
  keysRead(): ReadonlyMap<string, number | null>;
  /** The keys at an address, which outlive the settings that name it. */
  keysAt(jwksUrl: string): IssuerKeys | undefined;
  close(): void;
}

interface Issuer {
  readonly settings: IssuerSettings;
  readonly keys: IssuerKeys;
  /** Verified tokens by their digest, the oldest first. */
  readonly verified: Map<string, Principal>;
  /** Of the keys that verified them. */
  verifiedBy: number;
}

const RELOAD_MS = 600_000;
const TOKENS_KEPT = 1_000;

/**
 * Reads the keys of all issuers, and again every ten minutes. Those that the issuers before these had are taken over: an issuer that
 * cannot be reached at the moment must not lose them because another one's settings have changed.
 */
export function createJwtIssuers(
  all: readonly IssuerSettings[],
  surroundings: JwtSurroundings,
  before?: Pick<JwtIssuers, 'keysAt'>,
): JwtIssuers {
  const keysAt = new Map<string, IssuerKeys>();
  const issuers = new Map<string, Issuer>();
  for (const settings of all) {
    const { jwksUrl } = settings;
    const known = keysAt.get(jwksUrl) ?? before?.keysAt(jwksUrl);
    const keys = known ?? createIssuerKeys(jwksUrl, surroundings);
    if (known === undefined) void keys.reload();
    keysAt.set(jwksUrl, keys);
    issuers.set(settings.issuer, { settings, keys, verified: new Map(), verifiedBy: keys.version() });
  }
  const reload = (): void => {
    for (const keys of keysAt.values()) void keys.reload();
  };
  return {
    keysAt: (jwksUrl) => keysAt.get(jwksUrl),
    async verify(token) {
      const issuer = issuers.get(issuerIn(token) ?? '');
      return issuer === undefined ? null : whose(token, issuer, surroundings.now());
    },
    keysRead: () => new Map([...issuers].map(([name, { keys }]) => [name, keys.readAt()])),
    close: surroundings.every(RELOAD_MS, reload),
  };
}

/** Who says to have issued the token: nothing of it is verified yet. */
function issuerIn(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

async function whose(token: string, issuer: Issuer, now: number): Promise<Principal | Refusal> {
  const id = digest(token).toString('base64url');
  const known = recall(id, issuer, now);
  if (known !== undefined) return known;
  try {
    const version = issuer.keys.version();
    const principal = await verified(token, issuer, now);
    // Keys that changed meanwhile need not know the token any more.
    if (version === issuer.keys.version()) remember(id, principal, issuer);
    return principal;
  } catch (error) {
    return refusalOf(error);
  }
}

/** A verification takes a third of a millisecond, and the same token comes with every request of its bearer. */
function recall(id: string, { keys, verified, verifiedBy }: Issuer, now: number): Principal | undefined {
  if (!keys.areKnown() || keys.version() !== verifiedBy) return undefined;
  const known = verified.get(id);
  return known?.expiresAt != null && known.expiresAt > now ? known : undefined;
}

function remember(id: string, principal: Principal, issuer: Issuer): void {
  const { keys, verified } = issuer;
  if (keys.version() !== issuer.verifiedBy) {
    verified.clear();
    issuer.verifiedBy = keys.version();
  }
  verified.set(id, principal);
  const [oldest] = verified.keys();
  if (verified.size > TOKENS_KEPT && oldest !== undefined) verified.delete(oldest);
}

async function verified(token: string, { settings, keys }: Issuer, now: number): Promise<Principal> {
  const { payload } = await jwtVerify(token, keys.find, {
    issuer: settings.issuer,
    audience: [settings.audience].flat(),
    algorithms: [...settings.algorithms],
    clockTolerance: settings.clockToleranceMs / 1000,
    requiredClaims: ['exp', 'sub'],
    currentDate: new Date(now),
  });
  // It must be there, and jose does not look at what it is.
  const subject: unknown = payload.sub;
  if (typeof subject !== 'string' || subject === '') throw new errors.JWTInvalid('"sub" is no text');
  return principalOf(payload, settings);
}

/** Only to somebody whose token was good once is told what is wrong with it. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof KeysUnavailable) {
    const { retryAfterSeconds } = error;
    const message = 'The keys of the issuer of this token cannot be read at the moment.';
    return { refused: 'AUTHENTICATION_UNAVAILABLE', message, retryAfterSeconds };
  }
  return unauthenticated(error instanceof errors.JWTExpired ? 'The bearer token has expired.' : undefined);
}
