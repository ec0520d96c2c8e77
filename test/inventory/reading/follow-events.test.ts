// What those who follow events are told when they cannot be read.
import { expect, it } from '@jest/globals';
import { ProblemError, problem } from '../../../src/domain/problem.ts';
import { followEvents } from '../../../src/inventory/reading/follow-events.ts';

const away = new ProblemError(
  problem('STORE_UNAVAILABLE', 'PLATFORM', 'There is no database.', { retryable: true }),
);
const expired = new ProblemError(problem('CURSOR_EXPIRED', 'CALLER', 'It is too old.'));
const fault = new Error('a fault of ours');

/** Codes of the problems that are told when looks fail with these, one after the other; the stream has to end with the last one. */
async function toldOf(failures: readonly Error[]): Promise<readonly string[]> {
  const left = [...failures];
  const events = followEvents(1, {
    opened: () => Promise.resolve({ watchEvents: () => ({ news: () => Promise.resolve(null), close() {} }) }),
    read: () => Promise.reject(left.shift() ?? new Error('it was read once more')),
    signal: new AbortController().signal,
    now: () => 0,
    sleep: () => Promise.resolve(),
  });
  const told: string[] = [];
  for await (const one of events) if (one instanceof ProblemError) told.push(one.problem.code);
  expect(left).toEqual([]);
  return told;
}

it.each([
  [
    'an outage once, however many looks it takes, and then what ends it',
    [away, away, expired],
    'CURSOR_EXPIRED',
  ],
  ['a fault after an outage', [away, fault], 'INTERNAL'],
])('tells of %s', async (_what, failures, last) => {
  expect(await toldOf(failures)).toEqual(['STORE_UNAVAILABLE', last]);
});

it('tells what ends it at once', async () => {
  expect(await toldOf([expired])).toEqual(['CURSOR_EXPIRED']);
});
