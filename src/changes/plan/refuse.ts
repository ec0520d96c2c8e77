// Problems of a change request, each with the path of its field.
import { ProblemError, problem, type Problem } from '../../domain/problem.ts';
import type { ChangeRequest } from '../change-request.ts';

/** A mistake in a field of a request; with null the caller adds the field. */
export function refuse(
  field: string | null,
  code: Problem['code'],
  message: string,
  hint: string | null,
): ProblemError {
  return new ProblemError(problem(code, 'CALLER', message, { hint, path: field === null ? [] : [field] }));
}

/** NO_SUCH_ASSIGNEE. */
export function nobody(hint = 'Check the id, the address or the IMEI.'): ProblemError {
  return refuse(null, 'NO_SUCH_ASSIGNEE', 'There is no such assignee in this account.', hint);
}

/** The same problem, its path prefixed with the place of a request in the input. */
export function placed(found: Problem, { path }: Pick<ChangeRequest, 'path'>): Problem {
  return { ...found, path: [...path, ...(found.path ?? [])] };
}

/** The same problem, its path prefixed with a field. */
export function at(field: string, { problem: found }: ProblemError): ProblemError {
  return new ProblemError({ ...found, path: [field, ...(found.path ?? [])] });
}
