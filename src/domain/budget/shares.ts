// Who may take how much of a provider's request budget: sweeps and large change sets have a share each, and the rest is for people.
import type { RequestBudget } from '../account.ts';

/** What a sweep may take of a window unless the account says otherwise. */
export const SWEEP_SHARE = 0.5;
/** The same of a sweep that somebody asked for, and waits for. */
export const ASKED_SWEEP_SHARE = 0.8;
/** What large change sets may take of a window. */
export const SET_SHARE = 0.8;

/** However busy an account is, a sweep may take `share` of a window, as long as `leaves` of it stay. */
const LEAST = { share: 0.05, leaves: 0.1 };
/** Windows are told in whole seconds: one may end so long after the moment that was told. */
const ROUNDING_MS = 1_000;
/** Where the end of a window is not told, what was told of it holds for so long: then one request may look again. */
const LOOK_AGAIN_MS = 60_000;

/** A budget with its numbers, and until when they hold. */
export interface BudgetWindow {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds since the epoch: from then on a new window is open, or it is time to look again. */
  readonly endsAt: number;
  /** Whether the provider told when the window ends. */
  readonly isEndTold: boolean;
  /** Whether it is time to look again. */
  readonly mayLook: boolean;
}

/** A budget as it was told, and when; milliseconds since the epoch. */
export interface ToldBudget {
  readonly budget: RequestBudget | null;
  readonly budgetToldAt: number;
}

/** The window that was told of last; null where the provider tells no numbers. */
export function windowOf({ budget, budgetToldAt }: ToldBudget): BudgetWindow | null {
  if (budget === null || budget.limit === null || budget.remaining === null) return null;
  const { limit, remaining, resetAt } = budget;
  const isEndTold = resetAt !== null;
  const endsAt = isEndTold ? Date.parse(resetAt) + ROUNDING_MS : budgetToldAt + LOOK_AGAIN_MS;
  return { limit, remaining, endsAt, isEndTold, mayLook: false };
}

/** The window that is open: once the one that was told of is over, nothing of a new one is used up as far as anybody knows. */
export function openWindow(told: ToldBudget, now: number): BudgetWindow | null {
  const window = windowOf(told);
  if (window === null || now < window.endsAt) return window;
  return window.isEndTold ? { ...window, remaining: window.limit } : { ...window, mayLook: true };
}

type Counts = Omit<BudgetWindow, 'endsAt'>;

/** Requests of a window that somebody with this share may still send: everybody's requests count. */
export function roomOf(share: number, { limit, remaining, mayLook }: Counts): number {
  return Math.max(mayLook ? 1 : 0, remaining - (limit - shareOf(limit, share)));
}

/** The same for a sweep that has sent `taken` in this window: it gets a little of it whatever others take. */
export function roomOfSweep(share: number, window: Counts, taken: number): number {
  const { limit, remaining, isEndTold } = window;
  // How much of an unknown time it has taken is unknown as well.
  if (!isEndTold) return roomOf(share, window);
  const least = Math.min(
    shareOf(limit, LEAST.share) - taken,
    Math.floor(remaining - shareOf(limit, LEAST.leaves)),
  );
  return Math.max(roomOf(share, window), least);
}

/** Requests of a window that neither sweeps nor large change sets ever take. `share` is that of the account's sweeps. */
export function reservedOf(limit: number, share: number): number {
  const left = limit - shareOf(limit, Math.max(share, ASKED_SWEEP_SHARE, SET_SHARE));
  const low = Math.min(left, shareOf(limit, LEAST.leaves));
  return Math.max(low, left - shareOf(limit, LEAST.share));
}

/** In whole requests. What binary fractions lose by is made up for: 0.29 times 100 is 29. */
export function shareOf(limit: number, share: number): number {
  return Math.floor(limit * share + 1e-9);
}
