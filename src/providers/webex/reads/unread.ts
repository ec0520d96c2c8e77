// What could not be read is not nothing.
import type { ProblemError } from '../../../domain/problem.ts';
import { badResponse } from '../../../upstream/parse.ts';

/** The problem of something that was asked for and is not in the answer. */
export function unread(accountKey: string): ProblemError {
  return badResponse(accountKey, 'The provider left this out of its answer.');
}
