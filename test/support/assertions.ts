// What tests ask of answers: the problem something failed with, what is in a slot, whether something comes to be.
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { sentByFailure } from '../../src/changes/run/write-failure.ts';
import type { Assignment } from '../../src/domain/assignment.ts';
import type { Change, Sent } from '../../src/domain/change.ts';
import type { Slots } from '../../src/domain/page.ts';
import { ProblemError, type Problem } from '../../src/domain/problem.ts';
import type { Writes } from '../../src/providers/provider.ts';
import { testCall } from './runtime.ts';

/** The problem something fails with. Fails the test when it succeeds, or throws anything else. */
export async function problemOf(outcome: Promise<unknown> | undefined): Promise<Problem> {
  const settled = await Promise.resolve(outcome).then(
    (value: unknown) => new Error('it succeeded', { cause: value }),
    (error: unknown) => error,
  );
  if (settled instanceof ProblemError) return settled.problem;
  throw new Error(`no problem but ${String(settled)}`, { cause: settled });
}

/** The code in a key's slot; undefined when there is something else. */
export function codeIn(slots: Slots<unknown> | undefined, key: string): string | undefined {
  const slot = slots?.get(key);
  return slot instanceof ProblemError ? slot.problem.code : undefined;
}

/** The value in a key's slot. Throws the problem that is there instead, and when there is nothing. */
export function valueIn<T>(slots: Slots<T> | undefined, key: string): T {
  const slot = slots?.get(key);
  if (slot === undefined || slot === null) throw new Error(`nothing in the slot of ${key}`);
  if (slot instanceof ProblemError) throw slot;
  return slot;
}

/** Everything in the slots of lists, problems and gaps left out. */
export function allIn<T>(slots: Slots<readonly T[]>): T[] {
  return [...slots.values()].flatMap((slot) => (slot === null || slot instanceof ProblemError ? [] : slot));
}

/** Who holds what, in short: `assignee license`. */
export function pairsOf(assignments: readonly Assignment[]): string[] {
  return assignments.map(({ assignee, licenseId }) => `${assignee.externalId} ${licenseId}`);
}

/** The licenses in each key's slot, by their ids; what is there instead where there are none. */
export function licenseIdsIn(slots: Slots<readonly Assignment[]>, keys: readonly string[]): unknown[] {
  return keys.map((key) => {
    const slot = slots.get(key);
    return slot && !(slot instanceof ProblemError) ? slot.map(({ licenseId }) => licenseId) : slot;
  });
}

/** What is there; fails the test when it is not. */
export function present<T>(value: T | undefined | null, what = 'a value'): T {
  if (value === undefined || value === null) throw new Error(`there is not ${what}`);
  return value;
}

/** The one of a list. */
export function only<T>(list: Iterable<T>): T {
  const [first, ...more] = list;
  if (first === undefined || more.length > 0) throw new Error(`not one but ${first ? more.length + 1 : 0}`);
  return first;
}

/** What is known of each change of a group once it is sent, in its order. A problem thrown is read as whoever sends reads it. */
export async function sentOf(
  account: { readonly writes: Writes },
  group: readonly Change[],
  call = testCall(),
): Promise<readonly Sent[]> {
  const results = await account.writes.send(group, call).catch((error: unknown) => {
    if (!(error instanceof ProblemError)) throw error;
    return new Map(group.map(({ id }) => [id, sentByFailure(error)]));
  });
  if (results.size !== group.length) throw new Error(`${results.size} results of ${group.length} changes`);
  return group.map(({ id }) => present(results.get(id), `a result of ${id}`));
}

/** Fails unless a time is so long after an answer that came between `asked` and now. Milliseconds. */
export function expectLater(
  time: string | null | undefined,
  asked: number,
  least: number,
  most = least,
): void {
  const at = Date.parse(time ?? '');
  expect(at).toBeGreaterThanOrEqual(asked + least);
  expect(at).toBeLessThanOrEqual(Date.now() + most);
}

/** Waits until something is so, for two minutes at most: how long it takes is not asserted. What throws is not so yet. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  let last: unknown = null;
  for (let waited = 0; waited < 120_000; waited += 25) {
    try {
      if (await isSo()) return;
    } catch (error) {
      last = error;
    }
    await delay(25);
  }
  throw new Error(`it never was so: ${isSo.toString()}`, { cause: last });
}
