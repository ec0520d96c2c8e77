// Which requests of a set wait for which others of it, and what is wrong with that before anything is read.
import { ProblemError, problem, type Problem } from '../domain/problem.ts';
import type { Wish } from './wish.ts';

/** A request, as far as waiting is concerned. */
type Waiting = Pick<Wish, 'index' | 'waitsFor'>;

/** How many others one request can wait for. */
const MOST = 100;

/** BAD_INPUT by place, for requests that wait for themselves, for none there is, in a circle, or for too many. */
export function faultsOfWaits(requests: readonly Waiting[]): ReadonlyMap<number, ProblemError> {
  const places = new Set(requests.map(({ index }) => index));
  const inCircles = circular(requests);
  const faults = new Map<number, ProblemError>();
  for (const { index, waitsFor } of requests) {
    const outside = waitsFor.find((place) => !places.has(place));
    if (waitsFor.length > MOST) faults.set(index, fault(`A change waits for at most ${MOST} others.`));
    else if (waitsFor.includes(index)) faults.set(index, fault('A change cannot wait for itself.'));
    else if (outside !== undefined) faults.set(index, fault(`There is no change ${outside} in this input.`));
    else if (inCircles.has(index)) faults.set(index, fault('These changes wait for one another.'));
  }
  return faults;
}

function fault(message: string): ProblemError {
  return new ProblemError(
    problem('BAD_INPUT', 'CALLER', message, {
      hint: 'Name others of this input by their places in it, from 0.',
      path: ['waitsFor'],
    }),
  );
}

/** Those that can never begin: taking away whatever waits for nothing, again and again, leaves them and what waits for them. */
function circular(requests: readonly Waiting[]): ReadonlySet<number> {
  const left = new Map(requests.map(({ index, waitsFor }) => [index, new Set(waitsFor)]));
  const waitedForBy = new Map<number, number[]>();
  for (const { index, waitsFor } of requests) {
    for (const place of waitsFor) waitedForBy.set(place, [...(waitedForBy.get(place) ?? []), index]);
  }
  const free = requests.filter(({ waitsFor }) => waitsFor.length === 0).map(({ index }) => index);
  for (let place = free.pop(); place !== undefined; place = free.pop()) {
    left.delete(place);
    for (const later of waitedForBy.get(place) ?? []) {
      const open = left.get(later);
      open?.delete(place);
      if (open?.size === 0) free.push(later);
    }
  }
  return new Set(left.keys());
}

/** The places of all that a request waits for, directly or through others. */
export function awaitedBy(request: Waiting, requestAt: ReadonlyMap<number, Waiting>): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [...request.waitsFor];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (found.has(place)) continue;
    found.add(place);
    open.push(...(requestAt.get(place)?.waitsFor ?? []));
  }
  return found;
}

/** How many others have to come before a request, one after the other; 0 for one that waits for nothing. No circles. */
export function wavesOf(requests: readonly Waiting[]): ReadonlyMap<number, number> {
  const requestAt = new Map(requests.map((request) => [request.index, request]));
  const waves = new Map<number, number>();
  for (const { index } of requests) {
    const open = [index];
    for (let place = open.at(-1); place !== undefined; place = open.at(-1)) {
      const awaited = (requestAt.get(place)?.waitsFor ?? []).filter((one) => requestAt.has(one));
      const missing = awaited.filter((one) => !waves.has(one));
      if (missing.length > 0) {
        open.push(...missing);
        continue;
      }
      waves.set(place, Math.max(0, ...awaited.map((one) => (waves.get(one) ?? 0) + 1)));
      open.pop();
    }
  }
  return waves;
}

/** Why a request is left out that waits for another one which will not be as asked. */
export function waitsInVain(place: number, cause: Problem | null, accountKey: string | null): Problem {
  return problem(
    'DEPENDENCY_FAILED',
    cause?.blame ?? 'CALLER',
    `It waits for change ${place}, which did not come to what was asked for.`,
    {
      accountKey,
      retryable: cause?.retryable ?? false,
      hint: cause === null ? 'See what became of that one.' : `See what became of that one: ${cause.code}.`,
    },
  );
}
