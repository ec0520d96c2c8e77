// What is known to be refused before it is sent.
import type { Change } from './change.ts';
import { problem, type Problem, type ProblemCode } from './problem.ts';

/** Why a change would be refused, and what to do about it. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
}

/** The refusal that has no code of its own. */
export function refused(message: string, hint: string): Refusal {
  return { code: 'CHANGE_REFUSED', message, hint };
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
