// Plans of requests that are worked out from something else, and what was left out of them.
import type { Answer, PlanSource, Submission, WorkedOutAnswer } from './engine-port.ts';
import { answerOf, claimOf, take, type IntakeDeps } from './intake.ts';

/** Plans requests that are worked out, unless the key stands for a plan of them already. */
export async function planOf(
  { input, workOut }: PlanSource,
  submission: Submission,
  deps: IntakeDeps,
): Promise<WorkedOutAnswer> {
  const claim = claimOf(submission, ['WORKED_OUT', input]);
  const known = claim && (await deps.store.replay(claim));
  if (known) return withLeftOut(await answerOf(known, true, deps));
  const { requests, ...workedOut } = await workOut();
  const { leftOut, problems } = workedOut;
  if (requests.length === 0) return { set: null, replayed: false, problems, leftOut };
  const intake = { kind: 'PLAN', claim, workedOut, asked: () => Promise.resolve(requests) } as const;
  const answer = await take(intake, submission, deps);
  return answer.set === null
    ? { ...answer, problems: [...problems, ...answer.problems], leftOut }
    : withLeftOut(answer);
}

function withLeftOut(answer: Answer): WorkedOutAnswer {
  return { ...answer, leftOut: answer.set?.leftOut ?? [] };
}
