// An account: one configured tenant of a provider, with its capabilities and its health.
import type { Problem } from './problem.ts';

/** A vendor kind, one of the SDL's `Provider` values. Nothing outside the provider's own folder branches on it. */
export type Provider = string;

/** Who or what can hold a license. */
export const ASSIGNEE_KINDS = ['USER', 'DEVICE', 'WORKSPACE', 'ENTITY'] as const;
export type AssigneeKind = (typeof ASSIGNEE_KINDS)[number];

export interface AccountCapabilities {
  readonly assigneeKinds: readonly AssigneeKind[];
  /** False when the provider's licenses have no seat numbers. */
  readonly reportsSeats: boolean;
  /** True when the provider itself can remove a license on a date. */
  readonly nativeScheduledRemoval: boolean;
  readonly infersLicensesFromRoles: boolean;
  readonly hasFeatureToggles: boolean;
  /** Most ids in one upstream look-up of assignees. */
  readonly lookupBatchSize: number;
  /** Most assignees in one upstream read of assignments; 1 where the provider has no batch read. */
  readonly assignmentBatchSize: number;
}

export interface Account {
  /** Its key in the configuration: unique, stable, part of every id. */
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

/** A row or a field sent by the provider that does not have the documented form, and was left out. */
export interface VendorDrift {
  /** The list, and the field of its rows: `users.department`; `users` for a whole row, `m2m.carrierInformations[].state` for a field in a nested list. */
  readonly field: string;
  /** What is wrong with it: `missing`, `not a string`. Never the value itself. */
  readonly kind: string;
  readonly times: number;
  /** RFC 3339 UTC. */
  readonly lastSeenAt: string;
}

/** What some may take of an account's budget. Counts are null where the provider does not tell. */
export interface BudgetShare {
  /** The part of the limit, at most 1. */
  readonly share: number;
  /** The same in requests of a window. */
  readonly limit: number | null;
  /** Requests that they may still send in this window: those of everybody count. */
  readonly remaining: number | null;
  /** Null where a budget alone decides. */
  readonly callsPerMinute: number | null;
}

/** Who may take what of an account's budget. */
export interface BudgetShares {
  readonly sweeps: BudgetShare;
  /** Large change sets. */
  readonly changeSets: BudgetShare;
  /** Requests of a window that neither takes; null where the provider does not tell its limit. */
  readonly reserved: number | null;
}

/** Health of an account, as far as this process has seen. */
export interface AccountStatus {
  readonly circuit: CircuitState;
  /** RFC 3339 UTC; null before the first success. */
  readonly lastSuccessAt: string | null;
  /** The last failure at the provider or on the way to it. A request that License Graph itself held back does not count. */
  readonly lastProblem: Problem | null;
  /** RFC 3339 UTC; nothing is sent until then, because the provider asked for a pause or failed repeatedly. null when there is no pause. */
  readonly pausedUntil: string | null;
  /** RFC 3339 UTC; when refused credentials are tried again. null when they were not refused. */
  readonly nextLoginAt: string | null;
  /** Requests of this process that the provider has not answered yet, and those that wait for a place among them. */
  readonly underWay: number;
  readonly queued: number;
  readonly drift: readonly VendorDrift[];
  /** null until the provider has reported one. */
  readonly budget: RequestBudget | null;
  readonly shares: BudgetShares;
  /** How many requests of sweeps were put off because their share was used up, since the process started. */
  readonly sweepsPutOff: number;
}
