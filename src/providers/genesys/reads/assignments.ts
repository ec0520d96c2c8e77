// Assignments of the whole account, page by page.
import { readUntold } from '../../../batching/held.ts';
import type { User } from '../../../domain/assignee.ts';
import type { Call } from '../../../domain/call.ts';
import type { Assignment } from '../../../domain/assignment.ts';
import type { Page } from '../../../domain/page.ts';
import type { ProviderAccount } from '../../provider.ts';
import { readLicenseUsers } from '../client.ts';
import type { Context } from '../context.ts';
import { readHoldings, toAssignments } from './holdings.ts';
import { readPage } from './pages.ts';

/** The assignments of one account. */
export function createAssignments(context: Context): ProviderAccount['assignments'] {
  return {
    page: (cursor, call) => readListed(context, cursor, call),
    async ofLicense(licenseId, cursor, call) {
      const page = await readListed(context, cursor, call);
      return { ...page, items: page.items.filter((assignment) => assignment.licenseId === licenseId) };
    },
    ofAssignees: (assignees, call) => readUntold(assignees, (untold) => readHoldings(context, untold, call)),
  };
}

/** Rows are users, who hold several licenses or none: how many assignments there are, nobody says. */
async function readListed(context: Context, cursor: string | null, call: Call): Promise<Page<Assignment>> {
  const { accountKey } = context;
  const read = (pageNumber: number) => readLicenseUsers(context, pageNumber, call);
  const page = await readPage({ kind: 'a', accountKey, read }, cursor, ({ id, licenses }) => {
    const user: User = { kind: 'USER', accountKey, externalId: id };
    return toAssignments(licenses, { ...user, assignments: toAssignments(licenses, user) });
  });
  return { ...page, total: null };
}
