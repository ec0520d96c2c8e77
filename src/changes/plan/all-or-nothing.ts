// All or nothing: one refused request leaves out all others of its set (REFUSE_ALL).
import { problem, type Problem } from '../../domain/problem.ts';
import { hashOf, isChange, type Plan, type PlannedRequest } from './plan.ts';
import { placed } from './refuse.ts';

/** All or nothing: where one request is refused, the others are left out. The plan as it is where none is. */
export function refuseAll(plan: Plan): Plan {
  const refused = plan.requests.find(({ outcome }) => outcome === 'REJECTED');
  if (!refused) return plan;
  const requests = plan.requests.map((one): PlannedRequest => {
    if (one.outcome !== 'PENDING' && one.outcome !== 'SKIPPED') return one;
    const found = ofRefusedSet(refused.request.index, refused.problem, one.change.accountKey);
    return { ...one, outcome: 'SKIPPED', groupNo: null, problem: placed(found, one.request) };
  });
  return { ...plan, requests, plannedCalls: 0, hash: hashOf(requests.filter(isChange)) };
}

function ofRefusedSet(place: number, cause: Problem | null, accountKey: string | null): Problem {
  return problem(
    'SET_REFUSED',
    cause?.blame ?? 'CALLER',
    `Change ${place} of this set is refused, and all or nothing was asked for.`,
    {
      accountKey,
      retryable: cause?.retryable ?? false,
      hint:
        cause?.retryable === true
          ? 'Ask again later, or for the rest with `onProblem: APPLY_REST`.'
          : 'Mend or leave out what is refused, or ask for the rest with `onProblem: APPLY_REST`.',
    },
  );
}
