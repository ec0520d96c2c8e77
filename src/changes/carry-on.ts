// What a set left undecided, planned again when it is asked for again, and carried on in the same set.
import type { ChangeRecord, ChangeSet, SeatImpact } from '../domain/change-set.ts';
import { saysNotNow, type Problem } from '../domain/problem.ts';
import type { CarriedOn, NewChange } from '../store/api.ts';
import { hashOf, isDecided, type Plan } from './plan.ts';
import type { Wish } from './wish.ts';

/** What a set was asked for: wishes, and what could not become one. */
export interface Asked {
  readonly wishes: readonly Wish[];
  readonly refused: readonly Problem[];
}

/** A wish that nothing was decided of, and the change that stands for it, if one was kept. */
interface Undecided {
  readonly wish: Wish;
  readonly record: ChangeRecord | null;
}

/** Whether any of these problems of a set says "not now". */
export function leftUndecided(set: ChangeSet, rejected: readonly ChangeRecord[]): boolean {
  return set.problems.some(saysNotNow) || rejected.some(isUndecided);
}

/** The wishes to be planned again. */
export function undecidedOf(
  { wishes }: Asked,
  set: ChangeSet,
  records: readonly ChangeRecord[],
): readonly Undecided[] {
  const kept = new Map(records.filter(isUndecided).map((record) => [placeOf(record.problem), record]));
  const notKept = new Set(set.problems.filter(saysNotNow).map(placeOf));
  return wishes.flatMap((wish) => {
    const record = kept.get(placeOf(wish)) ?? null;
    return record !== null || notKept.has(placeOf(wish)) ? [{ wish, record }] : [];
  });
}

/** What is written of a new plan of those wishes; null when it decides nothing either. */
export function carriedOn(
  set: ChangeSet,
  records: readonly ChangeRecord[],
  {
    undecided,
    plan,
    refused,
  }: Pick<Asked, 'refused'> & {
    readonly undecided: readonly Undecided[];
    readonly plan: Plan;
  },
): CarriedOn | null {
  const recordOf = new Map(undecided.map(({ wish, record }) => [wish, record]));
  const decided: NewChange[] = [];
  const added: NewChange[] = [];
  const problems: Problem[] = [];
  const places = new Set<string>();
  for (const { wish, ...planned } of plan.changes.filter(isDecided)) {
    const record = recordOf.get(wish);
    if (record) decided.push({ ...planned, change: { ...planned.change, id: record.change.id } });
    else added.push(planned);
    places.add(placeOf(wish));
  }
  for (const { wish, problem } of plan.unresolved) {
    if (saysNotNow(problem)) continue;
    const record = recordOf.get(wish);
    if (record) decided.push(refusedNow(record, problem));
    else problems.push(problem);
    places.add(placeOf(wish));
  }
  for (const problem of newlyRefused(refused, set)) {
    problems.push(problem);
    places.add(placeOf(problem));
  }
  if (places.size === 0) return null;
  const after = new Map(decided.map((one) => [one.change.id, one]));
  return {
    seen: set,
    decided,
    added,
    problems: [
      ...set.problems.filter((problem) => !(saysNotNow(problem) && places.has(placeOf(problem)))),
      ...problems,
    ],
    plannedCalls: set.plannedCalls + plan.plannedCalls,
    seatImpact: together(set.seatImpact, plan.seatImpact),
    hash: hashOf([...records.map((record) => after.get(record.change.id) ?? record), ...added]),
  };
}

function isUndecided({ attempts, ...record }: ChangeRecord): boolean {
  return attempts === 0 && !isDecided(record);
}

/** What became of that which could not become a wish for the time being, and still cannot. */
function newlyRefused(refused: readonly Problem[], { problems }: ChangeSet): readonly Problem[] {
  const open = new Set(problems.filter(saysNotNow).map(placeOf));
  const isSaid = ({ code, message, path }: Problem): boolean =>
    problems.some(
      (one) => one.code === code && one.message === message && placeOf(one) === placeOf({ path }),
    );
  return refused.filter((one) => open.has(placeOf(one)) && !saysNotNow(one) && !isSaid(one));
}

function refusedNow({ change, before }: ChangeRecord, problem: Problem): NewChange {
  return { change, outcome: 'REJECTED', groupNo: null, problem, before };
}

/** Where in the input something stands: in a list of changes its place there, the input as a whole otherwise. */
function placeOf(one: Pick<Problem, 'path'> | null): string {
  const [list, place] = one?.path ?? [];
  return list === 'changes' && place !== undefined ? place : '';
}

/** What both do to the seats of each license, one after the other. */
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
