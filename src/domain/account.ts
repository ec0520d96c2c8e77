// An account: one configured tenant of a provider, what it can do and how it is.
import type { Problem } from './problem.ts';

/** A vendor kind, one of the SDL's `Provider` values. Nothing outside the provider's own folder branches on it. */
export type Provider = string;

/** Who or what can hold a license. */
export const ASSIGNEE_KINDS = ['USER', 'DEVICE', 'WORKSPACE', 'ENTITY'] as const;
export type AssigneeKind = (typeof ASSIGNEE_KINDS)[number];

export interface AccountCapabilities {
  readonly assigneeKinds: readonly AssigneeKind[];
  /** False where the provider's licenses carry no seat numbers. */
  readonly reportsSeats: boolean;
  /** True where the provider itself removes a license on a date. */
  readonly nativeScheduledRemoval: boolean;
  readonly infersLicensesFromRoles: boolean;
  readonly hasFeatureToggles: boolean;
  /** Most ids in one upstream look-up of assignees. */
  readonly lookupBatchSize: number;
  /** Most assignees in one upstream read of assignments; 1 where the provider has no batch read. */
  readonly assignmentBatchSize: number;
}

export interface Account {
  /** The name the configuration gives it; unique, stable, part of every id. */
  readonly key: string;
  readonly provider: Provider;
  readonly name: string;
  readonly capabilities: AccountCapabilities;
}

export type CircuitState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

export interface RequestBudget {
  /** Requests allowed in the provider's current window; null when it does not say. */
  readonly limit: number | null;
  readonly remaining: number | null;
  /** RFC 3339 UTC. */
  readonly resetAt: string | null;
}

/** A row or a field of the provider's that does not have the documented form, and was left out. */
export interface VendorDrift {
  /** Which list, and which field of its rows: `users.department`; a whole row is `users`, and what is inside lists `m2m.carrierInformations[].state`. */
  readonly field: string;
  /** What is wrong with it: `missing`, `not a string`. Never what was sent. */
  readonly kind: string;
  readonly times: number;
  /** RFC 3339 UTC. */
  readonly lastSeenAt: string;
}

/** How the account is, as far as this process has seen. */
export interface AccountStatus {
  readonly circuit: CircuitState;
  /** RFC 3339 UTC; null before the first success. */
  readonly lastSuccessAt: string | null;
  /** What last went wrong at the provider or on the way to it; a request that was held back here is no news of it. */
  readonly lastProblem: Problem | null;
  /** RFC 3339 UTC; until then nothing is sent, for a pause the provider asked for, or that is made after failures. null when nothing is held back. */
  readonly pausedUntil: string | null;
  /** RFC 3339 UTC; when credentials that were refused are tried again. null when they were not. */
  readonly nextLoginAt: string | null;
  readonly drift: readonly VendorDrift[];
  /** null until the provider has reported one. */
  readonly budget: RequestBudget | null;
}
