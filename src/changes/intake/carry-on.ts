// Carrying on: requests that could not be decided before are planned again when their key is used again, and decided in the same set.
import { hasTarget, type ChangeSet, type RequestRecord, type SeatImpact } from '../../domain/change-set.ts';
import { saysNotNow, type Problem } from '../../domain/problem.ts';
import type { CarriedOn } from '../../store/sets/api.ts';
import type { NewChange, NewRequest } from '../../store/sets/new-set.ts';
import { caveatsOf, hashOf, isDecided, type Plan } from '../plan/plan.ts';
import { inOrder, waitingOf } from '../dependencies.ts';
import type { ChangeRequest } from '../change-request.ts';

/** A request that was not decided, and its record; null in sets of version 0.2, which kept its problem only. */
interface Undecided {
  readonly request: ChangeRequest;
  readonly record: RequestRecord | null;
}

/** Whether any request of a set was not decided. */
export function leftUndecided(set: ChangeSet, leftOut: readonly RequestRecord[]): boolean {
  return set.problems.some(saysNotNow) || leftOut.some(isUndecided);
}

/** The requests to be planned again. */
export function undecidedOf(
  requests: readonly ChangeRequest[],
  set: ChangeSet,
  records: readonly RequestRecord[],
): readonly Undecided[] {
  const kept = new Map(withWhatWaits(records).map((record) => [placeOf(record.problem), record]));
  const notKept = new Set(set.problems.filter(saysNotNow).map(placeOf));
  return requests.flatMap((request) => {
    const record = kept.get(placeOf(request)) ?? null;
    return record !== null || notKept.has(placeOf(request)) ? [{ request, record }] : [];
  });
}

/** Records of requests that were not decided, and of those left out because they wait for such. */
function withWhatWaits(records: readonly RequestRecord[]): readonly RequestRecord[] {
  const open = new Set(records.filter(isUndecided).map(({ position }) => position));
  for (const { position, outcome, waitsFor } of inOrder(records, waitingOf)) {
    if (outcome === 'SKIPPED' && waitsFor.some((place) => open.has(place))) open.add(position);
  }
  return records.filter(({ position }) => open.has(position));
}

/** What to write to the set after planning those requests again; null when none could be decided this time either. */
export function carriedOn(
  set: ChangeSet,
  records: readonly RequestRecord[],
  { undecided, plan }: { readonly undecided: readonly Undecided[]; readonly plan: Plan },
): CarriedOn | null {
  const recordOf = new Map(undecided.map(({ request, record }) => [request, record]));
  const decided: NewRequest[] = [];
  const added: NewChange[] = [];
  const problems: Problem[] = [];
  const places = new Set<string>();
  for (const { request: asked, ...request } of plan.requests.filter(isDecided)) {
    const id = recordOf.get(asked)?.change.id;
    if (id !== undefined) decided.push(withId(request, id));
    else if (request.isRefused !== true) added.push(request);
    else if (request.problem !== null) problems.push(request.problem);
    places.add(placeOf(asked));
  }
  if (places.size === 0) return null;
  const after = new Map(decided.map((one) => [one.change.id, one]));
  const changes = records.flatMap((record) => asChange(after.get(record.change.id) ?? record) ?? []);
  return {
    seen: set,
    decided,
    added,
    problems: [
      ...set.problems.filter((problem) => !(saysNotNow(problem) && places.has(placeOf(problem)))),
      ...problems,
      ...caveatsOf(plan.requests),
    ],
    plannedCalls: set.plannedCalls + plan.plannedCalls,
    seatImpact: together(set.seatImpact, plan.seatImpact),
    hash: hashOf([...changes, ...added]),
  };
}

function withId<Request extends NewRequest>(request: Request, id: string): Request {
  return { ...request, change: { ...request.change, id } };
}

/** null for a request that was refused before it became a change. */
function asChange(request: NewRequest | RequestRecord): NewChange | null {
  const { change, outcome, groupNo, problem, before, waitsFor = [] } = request;
  if (request.isRefused === true || !hasTarget(change)) return null;
  return { change, outcome, groupNo, problem, before, waitsFor };
}

function isUndecided({ attempts, outcome, problem }: RequestRecord): boolean {
  return attempts === 0 && outcome === 'REJECTED' && problem !== null && saysNotNow(problem);
}

/** The place of a problem or request in the list of changes; empty where the input is no list. */
function placeOf(one: Pick<Problem, 'path'> | null): string {
  const [list, place] = one?.path ?? [];
  return list === 'changes' && place !== undefined ? place : '';
}

/** The seat impact of both, one after the other. */
function together(first: readonly SeatImpact[], second: readonly SeatImpact[]): SeatImpact[] {
  const sums = new Map(first.map((one) => [keyOf(one), one]));
  for (const one of second) {
    const known = sums.get(keyOf(one));
    sums.set(keyOf(one), known === undefined ? one : added(known, one));
  }
  return [...sums.values()];
}

function added(first: SeatImpact, second: SeatImpact): SeatImpact {
  const moved = second.after === null || second.before === null ? null : second.after - second.before;
  return {
    ...first,
    after: first.after === null || moved === null ? null : first.after + moved,
    shortBy: first.shortBy + second.shortBy,
  };
}

function keyOf({ accountKey, licenseId }: SeatImpact): string {
  return JSON.stringify([accountKey, licenseId]);
}
