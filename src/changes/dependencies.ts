// Which requests of a set wait for which others of it, and what is wrong with that before anything is read.
import type { RequestRecord } from '../domain/change-set.ts';
import { ProblemError, problem, type Problem } from '../domain/problem.ts';
import type { ChangeRequest } from './change-request.ts';

/** A request, as far as waiting is concerned. */
type Waiting = Pick<ChangeRequest, 'index' | 'waitsFor'>;

/** A request that was kept, as far as waiting is concerned. */
export function waitingOf({ position, waitsFor }: Pick<RequestRecord, 'position' | 'waitsFor'>): Waiting {
  return { index: position, waitsFor };
}

/** How many others one request can wait for. */
const MOST = 100;

/** BAD_INPUT by place, for requests that wait for themselves, for none there is, in a circle, or for too many. */
export function faultsOfWaits(requests: readonly Waiting[]): ReadonlyMap<number, ProblemError> {
  const places = new Set(requests.map(({ index }) => index));
  // What waits for none there is never begins, as little as what waits for itself.
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

/** By place: the places of those that wait for it. */
export function waitedForBy(requests: readonly Waiting[]): ReadonlyMap<number, readonly number[]> {
  const pairs = requests.flatMap(({ index, waitsFor }) => waitsFor.map((place) => ({ place, index })));
  const groups = Map.groupBy(pairs, ({ place }) => place);
  return new Map([...groups].map(([place, group]) => [place, group.map(({ index }) => index)]));
}

/** Each after all that it waits for; `toWaiting` tells what one waits for. Those in circles, and what waits for them, come first. */
export function inOrder<T>(things: readonly T[], toWaiting: (thing: T) => Waiting): readonly T[] {
  const waves = wavesOf(things.map(toWaiting));
  const waveOf = (thing: T): number => waves.get(toWaiting(thing).index) ?? -1;
  return things.toSorted((one, other) => waveOf(one) - waveOf(other));
}

/**
 * How many others have to come before a request, one after the other: 0 for one that waits for none of these. Those in circles, and
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
