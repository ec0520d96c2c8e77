// Reclaiming: taking licenses back from whom findings are about.

/** Why a finding is not in the plan; the first that holds counts. */
export const LEFT_OUT_REASONS = [
  'EXEMPT',
  'DISMISSED',
  'TOO_YOUNG',
  'TOO_UNSURE',
  'CAPPED',
  'NO_LONGER_SO',
  'COULD_NOT_READ',
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** How many findings are not in the plan for a reason. */
export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly count: number;
}

/** Who keeps what they hold, whatever is found about them. */
export interface Exemptions {
  /** In the form to compare, see `sameAddress`. */
  readonly emails: ReadonlySet<string>;
  readonly departments: ReadonlySet<string>;
  /** By `holderKey` and `licenseKey`. */
  readonly holders: ReadonlySet<string>;
  readonly licenses: ReadonlySet<string>;
}
