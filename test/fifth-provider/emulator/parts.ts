// What one part of a batch may be: reads of a user, and the two writes (quayside contract 3, 4).
import { z } from 'zod';
import { jsonBody, type EmulatedRequest, type Reply, type Route } from '../../../emulators/core/http.ts';
import { refusal } from './errors.ts';
import { existingPlan, wireHold } from './lists.ts';
import { holdersOf, putHold, userIdOf, userOf, type QuaysideState } from './state.ts';

const PutBody = z.strictObject({ costCentre: z.string().nullish() });

function existingUser(state: QuaysideState, id = '') {
  const user = userOf(state, id);
  if (user === undefined) throw refusal('not_found', 'There is no such user.');
  return user;
}

function userById({ params }: EmulatedRequest, state: QuaysideState): Reply {
  return { status: 200, body: existingUser(state, params['id']) };
}

function usersByEmail({ query }: EmulatedRequest, state: QuaysideState): Reply {
  const email = query.get('email')?.toLowerCase() ?? '';
  // The address of a person of the seed ends with the number that the id has.
  const user = userOf(state, userIdOf(Number(/\.(\d+)@/.exec(email)?.[1] ?? -1)));
  return { status: 200, body: { items: user?.email === email ? [user] : [] } };
}

function plansOfUser({ params }: EmulatedRequest, state: QuaysideState): Reply {
  const { id } = existingUser(state, params['id']);
  const items = state.plans.flatMap((plan) => {
    const hold = holdersOf(state, plan.id).get(id);
    return hold === undefined ? [] : [wireHold(plan.id, id, hold)];
  });
  return { status: 200, body: { items } };
}

function assign(request: EmulatedRequest, state: QuaysideState): Reply {
  const { id } = existingUser(state, request.params['id']);
  const plan = existingPlan(state, request.params['planId'] ?? '');
  const body = PutBody.safeParse(jsonBody(request) ?? {});
  if (!body.success) throw refusal('invalid_request', z.prettifyError(body.error));
  const costCentre = body.data.costCentre ?? null;
  checkCostCentre(plan.metered, costCentre);
  const own = holdersOf(state, plan.id);
  const present = own.get(id);
  if (present === undefined && own.size >= plan.total) {
    throw refusal('seats_exhausted', 'The plan has no seat left.');
  }
  const hold = { costCentre, since: present?.since ?? state.clock.now() };
  putHold(state, plan.id, id, hold);
  return { status: 200, body: wireHold(plan.id, id, hold) };
}

function checkCostCentre(metered: boolean, costCentre: string | null): void {
  if (!metered && costCentre !== null) {
    throw refusal('cost_centre_refused', 'This plan takes no cost centre.');
  }
  if (metered && costCentre === null) {
    throw refusal('cost_centre_required', 'This plan needs a cost centre.');
  }
  if (costCentre !== null && !/^[A-Za-z0-9-]{1,20}$/.test(costCentre)) {
    throw refusal('cost_centre_invalid', 'A cost centre has 1 to 20 letters, digits and dashes.');
  }
}

function remove({ params }: EmulatedRequest, state: QuaysideState): Reply {
  const { id = '', planId = '' } = params;
  if (!holdersOf(state, planId).has(id)) throw refusal('not_held', 'The user does not hold this plan.');
  putHold(state, planId, id, null);
  return { status: 204 };
}

/** Paths are relative to `/v1`. */
export const parts: readonly Route<QuaysideState>[] = [
  { method: 'GET', path: '/users', handle: usersByEmail },
  { method: 'GET', path: '/users/:id', handle: userById },
  { method: 'GET', path: '/users/:id/plans', handle: plansOfUser },
  { method: 'PUT', path: '/users/:id/plans/:planId', handle: assign },
  { method: 'DELETE', path: '/users/:id/plans/:planId', handle: remove },
];
