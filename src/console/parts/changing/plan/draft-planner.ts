// Plans of what was chosen.
import { PlanChangesDocument } from '../../../generated/documents.ts';
import { requestsOf } from '../choose/change-requests.ts';
import type { Draft } from '../choose/draft.ts';
import { askPlan, type Planner } from './planner.ts';

/** Plans what was chosen. */
export function plannerOfDraft(draft: Draft, title: string): Planner {
  const { changes, names, leftOut } = requestsOf(draft);
  const input = { changes: [...changes], reason: given(draft.reason), ticket: given(draft.ticket) };
  return {
    title,
    names,
    async plan(signal) {
      const planned = await askPlan(
        [PlanChangesDocument, { input }],
        (data) => data.planLicenseChanges,
        signal,
      );
      return { ...planned, notes: [...draft.notes, ...(leftOut === 0 ? [] : [otherAccounts(leftOut)])] };
    },
  };
}

const given = (text: string): string | null => (text.trim() === '' ? null : text.trim());

const otherAccounts = (count: number): string =>
  `${String(count)} ${count === 1 ? 'pair of a license and a holder is' : 'pairs of a license and a holder are'} of two accounts, and not in the plan.`;
