// Problems with what a request names, each at its field.
import { ProblemError, problem, type Problem } from '../../domain/problem.ts';
import type { ChangeRequest } from '../change-request.ts';

type Field = 'license' | 'assignee' | 'webexSite' | 'webexCalling' | 'inviteExternal';

/** A mistake in a field of a request; null is for the place of whoever passes it on. */
export function refuse(
  field: Field | null,
  code: Problem['code'],
  message: string,
  hint: string | null,
): ProblemError {
  return new ProblemError(problem(code, 'CALLER', message, { hint, path: field === null ? [] : [field] }));
}

/** An assignee that is not there. */
export function nobody(hint = 'Check the id or the address.'): ProblemError {
  return refuse(null, 'NO_SUCH_ASSIGNEE', 'There is no such assignee in this account.', hint);
}

/** The same problem, at the place of a request in the input. */
export function placed(found: Problem, { path }: Pick<ChangeRequest, 'path'>): Problem {
  return { ...found, path: [...path, ...(found.path ?? [])] };
}

/** The same problem, in a field of a request. */
export function at(field: Field, { problem: found }: ProblemError): ProblemError {
  return new ProblemError({ ...found, path: [field, ...(found.path ?? [])] });
}
