// How much one caller may ask: points a minute, and operations at once. Counted in this process, whatever brings the operations.
import type { GraphQLError } from 'graphql';
import type { Principal } from '../../auth/principal.ts';
import type { RequestLimits } from '../../config/limits.ts';
import type { Current } from '../../domain/reload/current.ts';
import { oneTooMany, tooMany } from './refusals.ts';
import { createShare, keyOf, mayBeRouter } from './shares.ts';

export interface Quota {
  /** Takes the points of an operation; the refusal when the caller has too few left. */
  spend(principal: Principal, cost: number): GraphQLError | null;
  /** Takes a place among the operations at once, and gives the function that frees it; the refusal when all are taken. */
  enter(principal: Principal): (() => void) | GraphQLError;
}

interface Allowance {
  points: number;
  /** Milliseconds since the epoch. */
  at: number;
}

const MINUTE_MS = 60_000;
/** Callers whose points are kept before those who have all of theirs are dropped. */
const KEPT = 10_000;

export interface QuotaSettings {
  readonly limits: Current<Pick<RequestLimits, 'concurrencyPerPrincipal' | 'pointsPerMinute'>>;
  /** Whether only this machine reaches the server, which asks nobody who they are. */
  readonly isLocal: Current<boolean>;
}

export function createQuota({ limits, isLocal }: QuotaSettings, now: () => number): Quota {
  const allowances = new Map<string, Allowance>();
  const isExempt = (principal: Principal): boolean => isLocal() || mayBeRouter(principal);
  const places = createShare(() => limits().concurrencyPerPrincipal, isExempt);
  return {
    spend: (principal, cost) =>
      spend(allowances, limits().pointsPerMinute, { key: keyOf(principal), asked: cost, now: now() }),
    enter: (principal) =>
      places.take(principal) ??
      oneTooMany('concurrencyPerPrincipal', SENTENCES.concurrencyPerPrincipal, places.allowed(), now()),
  };
}

interface Spending {
  readonly key: string;
  readonly asked: number;
  readonly now: number;
}

/** Points come back evenly. An operation that costs more than a minute brings runs when none are spent, and is paid off after it. */
function spend(
  allowances: Map<string, Allowance>,
  perMinute: number | null,
  { key, asked, now }: Spending,
): GraphQLError | null {
  if (perMinute === null) return null;
  const left = pointsAt(allowances.get(key), perMinute, now);
  const needed = Math.min(asked, perMinute);
  if (left < needed) {
    const waitMs = ((needed - left) / perMinute) * MINUTE_MS;
    return tooMany('pointsPerMinute', SENTENCES.pointsPerMinute, { allowed: perMinute, asked, now, waitMs });
  }
  allowances.set(key, { points: left - asked, at: now });
  if (allowances.size > KEPT) dropFull(allowances, perMinute, now);
  return null;
}

function pointsAt(allowance: Allowance | undefined, perMinute: number, now: number): number {
  if (!allowance) return perMinute;
  return Math.min(perMinute, allowance.points + ((now - allowance.at) / MINUTE_MS) * perMinute);
}

function dropFull(allowances: Map<string, Allowance>, perMinute: number, now: number): void {
  for (const [key, allowance] of allowances) {
    if (pointsAt(allowance, perMinute, now) >= perMinute) allowances.delete(key);
  }
}

const SENTENCES = {
  pointsPerMinute: 'The points of this caller for this minute are spent. Ask again later, or for less.',
  concurrencyPerPrincipal: 'This caller has too many operations under way. Wait for one to end.',
};
