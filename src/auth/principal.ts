// Who the caller is, which accounts they may see, and what they may do.
import type { Freshness } from '../domain/inventory/freshness.ts';
import { SCOPES, type Scope } from '../domain/scope.ts';

export interface Principal {
  /** For logs and audit. */
  readonly name: string;
  /** How they proved who they are; NONE where the server asks nobody. */
  readonly method: 'NONE' | 'TOKEN' | 'JWT' | 'ROUTER';
  readonly scopes: ReadonlySet<Scope>;
  /** Keys of the accounts they may see; null for all. */
  readonly accounts: ReadonlySet<string> | null;
  /** Milliseconds since the epoch; null for never. */
  readonly expiresAt: number | null;
  /** Whether a federation router sends the request, for itself or for the caller: it has the router's credential, or a token with the scope. */
  readonly isRouter: boolean;
  /** How old answers may be where the request does not say it; absent: everything is read from the providers. */
  readonly freshness?: Freshness | undefined;
}

/** Why a request is not answered. */
export interface Refusal {
  readonly refused: 'UNAUTHENTICATED' | 'AUTHENTICATION_UNAVAILABLE';
  readonly message: string;
  /** When trying again may help. */
  readonly retryAfterSeconds?: number;
}

/** The headers that tell who asks. Subscriptions give those that came with the connection. */
export interface CallerHeaders {
  readonly authorization?: string | undefined;
  readonly 'router-authorization'?: string | string[] | undefined;
}

/** Who sends these headers, or why they are refused. */
export type Authenticate = (headers: CallerHeaders) => Promise<Principal | Refusal>;

export function isRefusal(answer: Principal | Refusal): answer is Refusal {
  return 'refused' in answer;
}

export function unauthenticated(message = 'A known bearer token is required.'): Refusal {
  return { refused: 'UNAUTHENTICATED', message };
}

/** The credential of a bearer header (RFC 6750, 2.1), or null when the header is another one. */
export function bearer(header: string | string[] | undefined): string | null {
  return (typeof header === 'string' && /^Bearer +(\S+)$/i.exec(header)?.[1]) || null;
}

/** Everybody who can reach the port is the same principal, who sees everything and may do everything. */
export const everybody: Authenticate = () => Promise.resolve(ANYBODY);

const ANYBODY: Principal = {
  name: 'anonymous',
  method: 'NONE',
  scopes: new Set(SCOPES),
  accounts: null,
  expiresAt: null,
  isRouter: false,
};
