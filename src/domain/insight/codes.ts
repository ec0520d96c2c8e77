// The rules by which findings are made, by their names.

/** By their names. Each has a file in src/store/findings/rules, or one in src/insight/rules where it takes more than rows. */
export const FINDING_CODES = [
  'IDLE_HOLDER',
  'HOLDER_INACTIVE',
  'HOLDER_DELETED',
  'ORPHAN',
  'PENDING_TOO_LONG',
  'HOLDER_NOT_ELIGIBLE',
  'OVERBOOKED',
  'NEARLY_EXHAUSTED',
  'UNUSED_SEATS',
  'DUPLICATE_PERSON',
  'EXTERNAL_CHANGE',
  'LICENSE_NOT_LISTED',
  'RENEWAL_DUE',
  'RUNS_OUT',
  'ACTIVITY_UNKNOWN',
  'SEATS_DISAGREE',
  'SWEEP_HELD',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** Those that speak for taking a license away from whom they are about; each is about one seat. */
export const HOLDER_CODES = [
  'IDLE_HOLDER',
  'HOLDER_INACTIVE',
  'HOLDER_DELETED',
  'ORPHAN',
  'PENDING_TOO_LONG',
  'HOLDER_NOT_ELIGIBLE',
] as const satisfies readonly FindingCode[];
