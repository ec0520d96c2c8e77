// Kinds of assignees that go with a license.
import type { AssigneeKind } from '../../domain/account.ts';
import type { License } from '../../domain/license.ts';
import { ProblemError } from '../../domain/problem.ts';
import type { ChangeRequest } from '../change-request.ts';
import { refuse } from './refuse.ts';

/** What keeps a request's kind of assignee from holding the license. */
export function misfitOf(request: ChangeRequest, license: License | null): ProblemError | null {
  const kind = kindOf(request);
  if (kind === null || license === null || license.assigneeKinds.includes(kind)) return null;
  return refuse(
    'assignee',
    'RULE_REFUSED',
    `This license cannot be held by a ${kind}.`,
    'See `assigneeKinds` of the license.',
  );
}

/** The kind of assignee that a request names; null when it names none. Only users have addresses, and devices IMEIs. */
function kindOf({ assignee }: ChangeRequest): AssigneeKind | null {
  if (assignee instanceof ProblemError) return null;
  return assignee.by === 'EMAIL' ? 'USER' : assignee.by === 'IMEI' ? 'DEVICE' : assignee.kind;
}
