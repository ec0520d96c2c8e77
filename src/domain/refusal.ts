// What is known to be refused before it is sent.
import type { Change } from './change.ts';
import { problem, type Problem, type ProblemCode } from './problem.ts';

/** Why a change would be refused, and what to do about it. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
}

/** The refusal by a rule of the provider's that has no code of its own, or of what is not there. */
export function refused(
  message: string,
  hint: string,
  code: 'RULE_REFUSED' | 'NO_SUCH_LICENSE' | 'NO_SUCH_ASSIGNEE' = 'RULE_REFUSED',
): Refusal {
  return { code, message, hint };
}

/** The problem of each change of an account that would be refused by itself, whatever the others do; by change id. */
export function refusals(
  accountKey: string,
  changes: readonly Change[],
  refusalOf: (change: Change) => Refusal | null,
): ReadonlyMap<string, Problem> {
  const problems = new Map<string, Problem>();
  for (const change of changes) {
    const refusal = refusalOf(change);
    if (refusal === null) continue;
    const { code, message, hint } = refusal;
    problems.set(change.id, problem(code, 'CALLER', message, { accountKey, hint }));
  }
  return problems;
}
