// What goes with a license: kinds of assignees, and options that only its provider knows.
import type { AssigneeKind } from '../../domain/account.ts';
import type { Assignee } from '../../domain/assignee.ts';
import { THE_LICENSE, type ChangeOptions, type ChangeTarget } from '../../domain/change.ts';
import type { License } from '../../domain/license.ts';
import { ProblemError, asProblemError } from '../../domain/problem.ts';
import type { Writes } from '../../providers/provider.ts';
import type { ChangeRequest } from '../change-request.ts';
import { refuse } from './refuse.ts';

/** What is wrong with an option, whoever the assignee is. `value` is null for a license that is not listed. */
export function misplacedOption(
  options: ChangeOptions,
  { id, value }: { readonly id: string; readonly value: License | null },
  writes: Writes,
): ProblemError | null {
  const [first] = options.given;
  if (first === undefined) return null;
  if (!writes.options) {
    return refuse(first, 'BAD_INPUT', `Changes of this account take no \`${first}\`.`, 'Leave it out.');
  }
  try {
    writes.options.check(options, value ?? { externalId: id });
    return null;
  } catch (error) {
    return asProblemError(error);
  }
}

/** What a request is about; null when its options cannot tell, as license or assignee are not listed. */
export function targetOf(
  { options, target }: ChangeRequest,
  license: License | null,
  assignee: Assignee | null,
  writes: Writes,
): ChangeTarget | ProblemError | null {
  if (target !== undefined) return target;
  if (!writes.options || options.given.length === 0) return THE_LICENSE;
  if (license === null || assignee === null) return null;
  try {
    return writes.options.targetOf(options, license, assignee);
  } catch (error) {
    return asProblemError(error);
  }
}

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
