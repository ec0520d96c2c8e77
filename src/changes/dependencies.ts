// Dependencies between the requests of a set: `waitsFor`, checked and put in order.
import type { RequestRecord } from '../domain/change-set.ts';
import { ProblemError, problem, type Problem } from '../domain/problem.ts';
import type { ChangeRequest } from './change-request.ts';

/** What is needed of a request to order it. */
type Waiting = Pick<ChangeRequest, 'index' | 'waitsFor'>;

/** The same of a stored request. */
export function waitingOf({ position, waitsFor }: Pick<RequestRecord, 'position' | 'waitsFor'>): Waiting {
  return { index: position, waitsFor };
}

/** How many others one request can wait for. */
const MOST = 100;

/** BAD_INPUT by place, for requests that wait for themselves, for a place that does not exist, in a circle, or for too many. */
export function faultsOfWaits(requests: readonly Waiting[]): ReadonlyMap<number, ProblemError> {
  const places = new Set(requests.map(({ index }) => index));
  // A request that waits for a missing place never starts, just as one that waits for itself.
  const waves = wavesOf(
    requests.map(({ index, waitsFor }) => ({
      index,
      waitsFor: waitsFor.every((place) => places.has(place)) ? waitsFor : [index],
    })),
  );
  const faults = new Map<number, ProblemError>();
  for (const { index, waitsFor } of requests) {
    const outside = waitsFor.find((place) => !places.has(place));
    if (waitsFor.length > MOST) faults.set(index, fault(`A change waits for at most ${MOST} others.`));
    else if (waitsFor.includes(index)) faults.set(index, fault('A change cannot wait for itself.'));
    else if (outside !== undefined) faults.set(index, fault(`There is no change ${outside} in this input.`));
    else if (!waves.has(index)) faults.set(index, fault('These changes wait for one another.'));
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

/** For each place, the places of the requests that wait for it. */
export function waitedForBy(requests: readonly Waiting[]): ReadonlyMap<number, readonly number[]> {
  const pairs = requests.flatMap(({ index, waitsFor }) => waitsFor.map((place) => ({ place, index })));
  const groups = Map.groupBy(pairs, ({ place }) => place);
  return new Map([...groups].map(([place, group]) => [place, group.map(({ index }) => index)]));
}

/** Sorted so that each comes after all that it waits for. Those in circles, and what waits for them, come first. */
export function inOrder<T>(things: readonly T[], toWaiting: (thing: T) => Waiting): readonly T[] {
  const waves = wavesOf(things.map(toWaiting));
  const waveOf = (thing: T): number => waves.get(toWaiting(thing).index) ?? -1;
  return things.toSorted((one, other) => waveOf(one) - waveOf(other));
}

/**
 * The wave each request belongs to: 0 for those that wait for none of these, otherwise one more than the last it waits for. Those in circles, and
 * what waits for them, are absent.
 */
export function wavesOf(requests: readonly Waiting[]): ReadonlyMap<number, number> {
  const places = new Set(requests.map(({ index }) => index));
  const left = new Map(
    requests.map(({ index, waitsFor }) => [index, waitsFor.filter((place) => places.has(place)).length]),
  );
  const later = waitedForBy(requests);
  const waves = new Map<number, number>();
  let wave = [...places].filter((place) => left.get(place) === 0);
  for (let number = 0; wave.length > 0; number += 1) {
    const next: number[] = [];
    for (const place of wave) {
      waves.set(place, number);
      for (const one of later.get(place) ?? []) {
        const open = (left.get(one) ?? 0) - 1;
        left.set(one, open);
        if (open === 0) next.push(one);
      }
    }
    wave = next;
  }
  return waves;
}

/** The problem of a request that waits for another one which failed; its hint names the first of them that did. */
export function waitsInVain(place: number, cause: Problem | null, accountKey: string | null): Problem {
  const failed = cause === null ? `See change ${place}.` : `See change ${place}: ${cause.code}.`;
  return problem(
    'DEPENDENCY_FAILED',
    cause?.blame ?? 'CALLER',
    `It waits for change ${place}, which did not come to what was asked for.`,
    {
      accountKey,
      retryable: cause?.retryable ?? false,
      hint: cause?.code === 'DEPENDENCY_FAILED' ? cause.hint : failed,
    },
  );
}
