// One license held by one assignee, as far as Webex tells: no dates, no removal, and offers that wait for an external
// user's consent only appear in answers to writes (webex contract 5.2, 5.4).
import type { Assignee } from '../../../domain/assignee.ts';
import type { Assignment } from '../../../domain/assignment.ts';
import type { License } from '../../../domain/license.ts';

/** An assignment; `license` when the same read told it. */
export function holding(licenseId: string, assignee: Assignee, license?: License): Assignment {
  return {
    accountKey: assignee.accountKey,
    licenseId,
    ...(license && { license }),
    assignee,
    status: 'ACTIVE',
    assignedAt: null,
    removalOn: null,
  };
}

/** What an assignee holds, each license once. */
export function holdings(licenseIds: readonly string[], assignee: Assignee): readonly Assignment[] {
  return [...new Set(licenseIds)].map((id) => holding(id, assignee));
}
