// How changes become calls: as few as may be, and nothing in them in an order that could hurt.
import { describe, expect, it } from '@jest/globals';
import type { Change } from '../../../src/domain/change.ts';
import { offline } from '../../support/provider.ts';
import { assign, remove } from './changes.ts';

const { writes } = offline('genesys');

function sizes(changes: readonly Change[]): number[] {
  return writes.group(changes).map((group) => group.length);
}

/** So many changes for each of so many users. */
function many(users: number, licenses: number, name = 'user'): Change[] {
  return Array.from({ length: users * licenses }, (_, at) =>
    assign(`L${at % licenses}`, `${name}-${Math.floor(at / licenses)}`),
  );
}

describe('the calls', () => {
  it.each([
    [0, 1, []],
    [1, 1, [1]],
    [100, 1, [100]],
    [101, 1, [100, 1]],
    [500, 1, Array.from({ length: 5 }, () => 100)],
    [500, 2, Array.from({ length: 10 }, () => 100)],
    // 33 users each, because nobody is split; the rest of 500 users is 5.
    [500, 3, [...Array.from({ length: 15 }, () => 99), 15]],
    // Nobody has that many: but if, they are cut.
    [2, 130, [100, 100, 60]],
  ])('of %i users x %i licenses', (users, licenses, expected) => {
    expect(sizes(many(users, licenses))).toEqual(expected);
  });

  it('are filled up with what is small', () => {
    expect(sizes([...many(10, 1, 'single'), ...many(66, 3)])).toEqual([100, 100, 8]);
  });

  it('hold every change once, and everything of one user together', () => {
    const changes = [...many(90, 3), ...many(55, 2, 'other'), ...many(70, 1, 'third')];
    const shuffled = changes.toSorted(
      (a, b) => a.id.length - b.id.length || (a.licenseId < b.licenseId ? 1 : -1),
    );
    const groups = writes.group(shuffled);
    expect(
      groups
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(changes.map(({ id }) => id).sort());
    const calls = groups.flatMap((group) => [...new Set(group.map(({ assignee }) => assignee.externalId))]);
    expect(new Set(calls).size).toBe(calls.length);
    expect(writes.group(shuffled)).toEqual(groups);
  });

  it('are sent one after the other', () => {
    expect(writes.concurrency).toBe(1);
  });
});

describe('a call', () => {
  it('takes a swap whole, the old license first', () => {
    const swap = [assign('base1', 'ada'), remove('base2', 'ada')];
    expect(writes.group(swap)).toEqual([[swap[1], swap[0]]]);
  });

  it('takes a license from one and gives it to another', () => {
    expect(sizes([assign('base1', 'ada'), remove('base1', 'bo')])).toEqual([2]);
    expect(sizes([assign('base1', 'ada'), assign('base2', 'ada'), remove('base1', 'bo')])).toEqual([3]);
    expect(sizes([remove('base1', 'ada'), remove('base2', 'ada'), assign('base1', 'bo')])).toEqual([3]);
  });

  it('does not take people who go opposite ways', () => {
    const up = ['ada', 'cy'].flatMap((user) => [remove('base1', user), assign('base2', user)]);
    const down = [remove('base2', 'bo'), assign('base1', 'bo')];
    expect(writes.group([...up, ...down])).toEqual([up, down]);
    const getting = [assign('base2', 'ada'), assign('addon', 'ada')];
    const losing = [remove('base2', 'bo'), remove('addon', 'bo')];
    expect(writes.group([...getting, ...losing])).toEqual([getting, losing]);
  });
});
