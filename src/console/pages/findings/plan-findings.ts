// From findings to the change that would resolve them. Pure.
import type { FindingRowFragment } from '../../generated/documents.ts';
import type { ChangeStart } from '../../parts/changing/change-flow.ts';
import { ruleName } from '../../parts/words/rule-names.ts';

/** What the findings suggest, each pair of a license and a holder once; null when they suggest nothing. */
export function startOf(findings: readonly FindingRowFragment[]): ChangeStart | null {
  const suggested = findings
    .flatMap(({ suggestedChanges }) => suggestedChanges)
    .filter(({ action }) => action === 'REMOVE');
  const pairs = new Map(suggested.map((one) => [`${one.license.id} ${one.assignee.id}`, one]));
  if (pairs.size === 0) return null;
  const warnings = new Set(suggested.flatMap(({ warning }) => warning ?? []));
  const rules = new Set(
    findings.filter(({ suggestedChanges }) => suggestedChanges.length > 0).map(({ code }) => ruleName(code)),
  );
  return {
    action: 'REMOVE',
    licenses: [],
    assignees: [],
    holdings: [...pairs.values()].map(({ license, assignee }) => ({
      license: {
        id: license.id,
        name: license.name ?? license.externalId,
        accountKey: license.account.key,
        accountName: license.account.name,
      },
      assignee: {
        id: assignee.id,
        name: assignee.displayName ?? assignee.externalId,
        accountKey: assignee.account.key,
      },
    })),
    reason: [...rules].join(', '),
    notes: [...warnings],
  };
}
