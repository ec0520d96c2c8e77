// Puts problems that say the same together, so that 48 of one kind are one line. Pure.
import type { ProblemTextFragment } from '../../../generated/documents.ts';

export interface NamedProblem {
  /** Whom it is about, as it was typed or is called; null when it is about no single one. */
  readonly name: string | null;
  readonly problem: Pick<ProblemTextFragment, 'code' | 'message' | 'hint' | 'retryAt'>;
}

export interface ProblemGroup {
  readonly names: readonly string[];
  /** How many there are, those without a name included. */
  readonly of: number;
  readonly problem: NamedProblem['problem'];
}

/** In the order in which they come up. */
export function groupProblems(all: readonly NamedProblem[]): ProblemGroup[] {
  const groups = new Map<string, { names: string[]; of: number; problem: NamedProblem['problem'] }>();
  for (const { name, problem } of all) {
    const key = `${problem.code}\n${problem.message}\n${problem.hint ?? ''}`;
    const group = groups.get(key) ?? { names: [], of: 0, problem };
    group.of += 1;
    // All of them can be tried again once the last can.
    if ((problem.retryAt ?? '') > (group.problem.retryAt ?? '')) group.problem = problem;
    if (name !== null) group.names.push(name);
    groups.set(key, group);
  }
  return [...groups.values()];
}
