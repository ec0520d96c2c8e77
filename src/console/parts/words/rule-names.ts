// What the rules of the findings are called. Pure.
import type { FindingCode } from '../../generated/documents.ts';
import { inWords } from './words.ts';

const RULES: Readonly<Record<FindingCode, string>> = {
  IDLE_HOLDER: 'Idle holders',
  HOLDER_INACTIVE: 'Inactive holders',
  HOLDER_DELETED: 'Deleted holders',
  ORPHAN: 'Held by nobody known',
  PENDING_TOO_LONG: 'Pending too long',
  HOLDER_NOT_ELIGIBLE: 'Holders that cannot use it',
  OVERBOOKED: 'Over-booked',
  NEARLY_EXHAUSTED: 'Nearly full',
  UNUSED_SEATS: 'Unused seats',
  DUPLICATE_PERSON: 'One person twice',
  EXTERNAL_CHANGE: 'Changed by others',
  LICENSE_NOT_LISTED: 'Licenses not listed any more',
  RENEWAL_DUE: 'Renewal due',
  RUNS_OUT: 'Runs out before the contract',
  ACTIVITY_UNKNOWN: 'Activity not told',
  SEATS_DISAGREE: 'Counts that disagree',
  SWEEP_HELD: 'Sweeps that wait for somebody',
};

export const FINDING_CODES = Object.keys(RULES).filter((code): code is FindingCode => code in RULES);

/** What a rule is called. One that is new here is shown as it is, in plain letters. */
export const ruleName = (code: FindingCode): string => RULES[code] ?? inWords(code);
