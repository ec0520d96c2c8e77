// Pages of assignments: of the whole account, of one pack, of one entity.
import type { Assignment } from '../../../domain/assignment.ts';
import type { Call } from '../../../domain/call.ts';
import { listAssignments, type AssignmentsOf } from '../client.ts';
import type { Context } from '../context.ts';
import type { PageAnswer, Position } from '../vendor-pages.ts';
import type { AssignmentRow } from '../wire/assignments.ts';
import { partOf } from './licenses.ts';

/** One page; a day that cannot be read is logged, since nobody sees when that license goes. */
export async function readAssignments(
  context: Context,
  of: AssignmentsOf,
  position: Position,
  call: Call,
): Promise<PageAnswer<AssignmentRow>> {
  const answer = await listAssignments(context, of, position, call);
  if (answer.kind === 'PAGE' && answer.rows.some(({ status }) => status === 'UNKNOWN')) {
    context.log.warn({ account: context.accountKey }, 'the day of a scheduled removal cannot be read');
  }
  return answer;
}

/** A row as an assignment. */
export function assignmentOf(row: AssignmentRow, accountKey: string): Assignment {
  return {
    accountKey,
    licenseId: row.pack.id,
    license: partOf(row.pack, accountKey),
    assignee: { kind: 'ENTITY', accountKey, externalId: row.entityId },
    status: row.status,
    assignedAt: null,
    removalOn: row.removalOn,
  };
}
