// Assertions: the problem of a failure, the value in a slot, waiting until a condition holds.
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { forEachChange, sentAfter } from '../../src/providers/outcomes.ts';
import type { Assignment, HeldNow, Holding } from '../../src/domain/assignment.ts';
import type { Change, CurrentState, Sent } from '../../src/domain/change.ts';
import type { Slot, Slots } from '../../src/domain/page.ts';
import { ProblemError, type Problem } from '../../src/domain/problem.ts';
import type { Writes } from '../../src/providers/provider.ts';
import { testCall } from './runtime.ts';

/** The problem of a failure. Fails the test when there is none, or another kind of error. */
export async function problemOf(outcome: Promise<unknown> | undefined): Promise<Problem> {
  const settled = await Promise.resolve(outcome).then(
    (value: unknown) => new Error('it succeeded', { cause: value }),
    (error: unknown) => error,
  );
  if (settled instanceof ProblemError) return settled.problem;
  throw new Error(`no problem but ${String(settled)}`, { cause: settled });
}

/** The problem code in a key's slot; undefined when there is something else. */
export function codeIn(slots: Slots<unknown> | undefined, key: string): string | undefined {
  const slot = slots?.get(key);
  return slot instanceof ProblemError ? slot.problem.code : undefined;
}

/** The value in a key's slot. Throws when there is a problem or nothing. */
export function valueIn<T>(slots: Slots<T> | undefined, key: string): T {
  const slot = slots?.get(key);
  if (slot === undefined || slot === null) throw new Error(`nothing in the slot of ${key}`);
  if (slot instanceof ProblemError) throw slot;
  return slot;
}

/** What reads for changes show to be held. */
export function rowsIn(slots: Slots<HeldNow>): Slots<readonly Holding[]> {
  const rowsOf = (slot: Slot<HeldNow>) => (slot === null || slot instanceof ProblemError ? slot : slot.rows);
  return new Map([...slots].map(([key, slot]) => [key, rowsOf(slot)]));
}

/** All items of the lists in slots, without problems and gaps. */
export function allIn<T>(slots: Slots<readonly T[]>): T[] {
  return [...slots.values()].flatMap((slot) => (slot === null || slot instanceof ProblemError ? [] : slot));
}

/** Assignments in short: `assignee license`. */
export function pairsOf(assignments: readonly Assignment[]): string[] {
  return assignments.map(({ assignee, licenseId }) => `${assignee.externalId} ${licenseId}`);
}

/** The license ids in each key's slot; a slot without licenses is returned as it is. */
export function licenseIdsIn(slots: Slots<readonly Assignment[]>, keys: readonly string[]): unknown[] {
  return keys.map((key) => {
    const slot = slots.get(key);
    return slot && !(slot instanceof ProblemError) ? slot.map(({ licenseId }) => licenseId) : slot;
  });
}

/** The value; fails the test when it is missing. */
export function present<T>(value: T | undefined | null, what = 'a value'): T {
  if (value === undefined || value === null) throw new Error(`there is not ${what}`);
  return value;
}

/** The only item of a list. */
export function only<T>(list: Iterable<T>): T {
  const [first, ...more] = list;
  if (first === undefined || more.length > 0) throw new Error(`not one but ${first ? more.length + 1 : 0}`);
  return first;
}

/** Sends a group and returns the result of each change, in its order. A thrown problem is turned into results as the engine does it. */
export async function sentOf(
  account: { readonly writes: Writes },
  group: readonly Change[],
  call = testCall(),
): Promise<readonly Sent[]> {
  const results = await account.writes.send(group, call).catch((error: unknown) => {
    if (!(error instanceof ProblemError)) throw error;
    return forEachChange(group, () => sentAfter(error));
  });
  if (results.size !== group.length) throw new Error(`${results.size} results of ${group.length} changes`);
  return group.map(({ id }) => present(results.get(id), `a result of ${id}`));
}

/** Fails unless a time is `least` to `most` milliseconds after an answer that came between `asked` and now. */
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

/** Waits until a condition holds, for two minutes at most; how long it takes is not asserted. A condition that throws does not hold yet. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  let last: unknown = null;
  for (let waited = 0; waited < 120_000; waited += 25) {
    try {
      if (await holds()) return;
    } catch (error) {
      last = error;
    }
    await delay(25);
  }
  throw new Error(`the condition never held: ${holds.toString()}`, { cause: last });
}

/** What a provider refuses of changes before they are sent; nothing where it has no rules. */
export function refusedBeforehand(
  { check }: Writes,
  changes: readonly Change[],
  state: Omit<CurrentState, 'assignees'> & Partial<CurrentState>,
): ReadonlyMap<string, Problem> {
  return check?.(changes, { assignees: new Map(), ...state }) ?? new Map();
}
