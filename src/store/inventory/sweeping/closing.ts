// Decides what a section's end closes. Pure.

/** More than this share of the open rows, and more than so many, are never closed without somebody's word. */
const CAP = { share: 0.1, rows: 20 };

/** How far a provider's own count and the rows seen may be apart: rows come and go while a list is read. */
const TOLERANCE = { share: 0.01, rows: 20 };

export interface Evidence {
  /** Open rows of the kind that were there before the list was read. */
  readonly open: number;
  /** Rows that a read showed to be gone. */
  readonly gone: readonly number[];
  /** Open rows that were not seen. `missedBefore`: neither were they in the last complete sweep. */
  readonly unseen: readonly { readonly id: number; readonly missedBefore: boolean }[];
  /** Whether the section is a complete list. */
  readonly isComplete: boolean;
  /** Open rows that a held sweep had not seen either, and somebody has decided that it was right. */
  readonly released: ReadonlySet<number>;
}

export interface Verdict {
  readonly close: readonly number[];
  /** Not seen for the first time. */
  readonly miss: readonly number[];
  /** So many that nothing is to be closed before somebody has looked. */
  readonly isTooMany: boolean;
}

/**
 * Closes what was shown to be gone, and what two complete sweeps in a row have not seen. A list that broke off is no evidence. Whether rows
 * were deleted by the thousand or a credential sees another tenant, only a person can tell: where some are gone, all that a complete list lacks
 * may be, for only so many of them are looked up.
 */
export function decide({ open, gone, unseen, isComplete, released }: Evidence): Verdict {
  const missing = isComplete ? unseen : [];
  const close = [...gone, ...missing.filter(({ missedBefore }) => missedBefore).map(({ id }) => id)];
  const miss = missing.filter(({ missedBefore }) => !missedBefore).map(({ id }) => id);
  const doubtful = gone.length === 0 ? close : [...close, ...miss];
  const undecided = doubtful.filter((id) => !released.has(id)).length;
  return { close, miss, isTooMany: isTooMany(undecided, open) };
}

/** Whether to close so many of the open rows of a kind is for somebody to decide. */
export function isTooMany(closing: number, open: number): boolean {
  return closing > CAP.rows && closing > open * CAP.share;
}

export interface Counts {
  /** Different rows seen, and what the provider says there are; null where it does not say. */
  readonly seen: number;
  readonly expected: number | null;
}

/** Whether a list that ended has shown what the provider counts. */
export function addsUp({ seen, expected }: Counts): boolean {
  if (expected === null) return true;
  return Math.abs(expected - seen) <= Math.max(TOLERANCE.rows, expected * TOLERANCE.share);
}
