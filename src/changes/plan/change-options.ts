// Options of a change that only its provider knows: which go with its license, and what they make the change about.
import type { Assignee } from '../../domain/assignee.ts';
import { THE_LICENSE, type ChangeOptions, type ChangeTarget } from '../../domain/change.ts';
import type { License } from '../../domain/license.ts';
import { asProblemError, type ProblemError } from '../../domain/problem.ts';
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
