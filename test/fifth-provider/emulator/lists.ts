// The lists: plans, users, holders of a plan (quayside contract 2).
import type { EmulatedRequest, Reply, Route } from '../../../emulators/core/http.ts';
import { answering } from '../../../emulators/core/refusal.ts';
import { refusal } from './errors.ts';
import { holdersOf, userOf, type Hold, type Plan, type QuaysideState } from './state.ts';
import { amount } from './switches.ts';

/** One holder of one plan, as it is sent. */
export function wireHold(planId: string, userId: string, { costCentre, since }: Hold) {
  return { userId, planId, costCentre, since: new Date(since).toISOString() };
}

/** The plan with this id. */
export function existingPlan({ plans }: QuaysideState, id: string): Plan {
  const plan = plans.find((one) => one.id === id);
  if (plan === undefined) throw refusal('not_found', 'There is no such plan.');
  return plan;
}

function wirePlan(state: QuaysideState, { id, name, metered, total }: Plan) {
  const description = metered ? { description: 'Billed to a cost centre.' } : {};
  return { id, name, ...description, metered, seats: { total, assigned: holdersOf(state, id).size } };
}

/** A page of these ids, which are in order; `after` in the link of the next one names the last row of this one. */
function page(
  { query, origin, path }: EmulatedRequest,
  state: QuaysideState,
  ids: readonly string[],
  rowOf: (id: string) => unknown,
): Reply {
  const limit = Number(query.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw refusal('invalid_request', 'limit must be 1 to 100.');
  }
  const size = Math.min(limit, amount(state.switches, 'pageSizeMax'));
  const after = query.get('after');
  const start = after === null ? 0 : ids.filter((id) => id <= after).length;
  const shown = ids.slice(start, start + size);
  const link = new URLSearchParams({ limit: String(limit), after: shown.at(-1) ?? '' });
  const next = start + size < ids.length ? `${origin}${path}?${link.toString()}` : null;
  return { status: 200, body: { items: shown.map(rowOf), next } };
}

function plans(request: EmulatedRequest, state: QuaysideState): Reply {
  const ids = state.plans.map(({ id }) => id);
  return page(request, state, ids, (id) => wirePlan(state, existingPlan(state, id)));
}

function users(request: EmulatedRequest, state: QuaysideState): Reply {
  return page(request, state, state.userIds, (id) => userOf(state, id));
}

function holders(request: EmulatedRequest, state: QuaysideState): Reply {
  const { id } = existingPlan(state, request.params['id'] ?? '');
  const own = holdersOf(state, id);
  return page(request, state, [...own.keys()].sort(), (userId) => {
    const hold = own.get(userId);
    return hold && wireHold(id, userId, hold);
  });
}

/** The routes of the lists. */
export const lists: readonly Route<QuaysideState>[] = [
  { method: 'GET', path: '/v1/plans', handle: plans },
  { method: 'GET', path: '/v1/users', handle: users },
  { method: 'GET', path: '/v1/plans/:id/holders', handle: holders },
].map(({ handle, ...route }) => ({
  ...route,
  handle: (request, state) => answering(() => handle(request, state)),
}));
