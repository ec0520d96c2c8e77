// Plans of requests that are worked out from something else, and what was left out of them.
import type { Answer, PlanSource, Submission, WorkedOutAnswer } from '../engine-port.ts';
import { answerOf, keep, type IntakeDeps } from './intake.ts';
import { claimOf, onceForKey } from './once-for-key.ts';

/** Plans requests that are worked out, unless the key stands for a plan of them already. */
export function planOf(
  { input, workOut }: PlanSource,
  submission: Submission,
  deps: IntakeDeps,
): Promise<WorkedOutAnswer> {
  const claim = claimOf(submission, ['WORKED_OUT', input]);
  return onceForKey<WorkedOutAnswer>(claim, deps.store, {
    replay: async (set) => withLeftOut(await answerOf(set, true, deps)),
    async call() {
      const { requests, ...workedOut } = await workOut();
      const { leftOut, problems } = workedOut;
      if (requests.length === 0) return { notKept: { set: null, replayed: false, problems, leftOut } };
      const intake = { kind: 'PLAN', claim, workedOut, asked: () => Promise.resolve(requests) } as const;
      const outcome = await keep(intake, submission, deps);
      if ('kept' in outcome) return { kept: withLeftOut(outcome.kept) };
      const { notKept } = outcome;
      return { notKept: { ...notKept, problems: [...problems, ...notKept.problems], leftOut } };
    },
  });
}

function withLeftOut(answer: Answer): WorkedOutAnswer {
  return { ...answer, leftOut: answer.set?.leftOut ?? [] };
}
