// Refusals: changes that are known to be refused, before they are sent.
import type { Change } from './change.ts';
import { problem, type Problem, type ProblemCode } from './problem.ts';

/** Why a change would be refused, and what to do about it. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
}

/** A refusal by a rule of the provider that has no code of its own, or because the license or assignee does not exist. */
export function refused(
  message: string,
  hint: string,
  code: 'RULE_REFUSED' | 'NO_SUCH_LICENSE' | 'NO_SUCH_ASSIGNEE' = 'RULE_REFUSED',
): Refusal {
  return { code, message, hint };
}

/** The problems of changes that would be refused on their own, whatever the other changes are; by change id. */
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
