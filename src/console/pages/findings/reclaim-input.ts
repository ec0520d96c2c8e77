// What is to be taken back, from what was typed. Pure.
import type { FindingConfidence, FindingFilter, PlanReclaimInput } from '../../generated/documents.ts';
import { firstFields } from '../../kit/csv.ts';

/** As it was typed. */
export interface ReclaimDraft {
  readonly graceDays: string;
  readonly confidence: FindingConfidence;
  /** Addresses of people who keep what they hold, one a line. */
  readonly keep: string;
  /** Departments that keep it, with commas between. */
  readonly departments: string;
  readonly percent: string;
  readonly count: string;
  readonly removalOn: string;
  readonly reason: string;
  readonly ticket: string;
}

export function reclaimInput(draft: ReclaimDraft, filter: FindingFilter): PlanReclaimInput {
  const emails = firstFields(draft.keep);
  const departments = draft.departments
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return {
    filter,
    graceDays: wholeOf(draft.graceDays, 14),
    minConfidence: draft.confidence,
    cap: { percent: wholeOf(draft.percent, 10), count: wholeOf(draft.count, 500) },
    ...((emails.length > 0 || departments.length > 0) && {
      exempt: { ...(emails.length > 0 && { emails }), ...(departments.length > 0 && { departments }) },
    }),
    ...(draft.removalOn !== '' && { removalOn: draft.removalOn }),
    reason: draft.reason.trim() === '' ? null : draft.reason.trim(),
    ticket: draft.ticket.trim() === '' ? null : draft.ticket.trim(),
  };
}

/** What is no whole number is what the graph takes by itself. */
const wholeOf = (text: string, otherwise: number): number =>
  /^\d{1,6}$/.test(text.trim()) ? Number(text) : otherwise;
