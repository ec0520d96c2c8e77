// What is refused before anything is sent.
import { describe, expect, it } from '@jest/globals';
import type { Assignment } from '../../../src/domain/assignment.ts';
import type { Change, CurrentState } from '../../../src/domain/change.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import { offline } from '../../support/provider.ts';
import { entity } from '../../support/providers/yext.ts';
import { change, WRITER } from './changes.ts';

const { writes } = offline('yext', WRITER);

const held: Assignment = {
  accountKey: 'yext-acme',
  licenseId: 'LP-PAGES',
  assignee: entity('store-17'),
  status: 'REMOVAL_SCHEDULED',
  assignedAt: null,
  removalOn: '2031-03-31',
};
const world: CurrentState = {
  catalogue: [],
  held: new Map([
    ['ENTITY store-17', [held]],
    ['ENTITY store-18', []],
  ]),
  today: '2031-03-15',
};

function check(...changes: Change[]): ReadonlyMap<string, Problem> {
  return writes.check(changes, world);
}
const schedule = (day: string | null) => change('SCHEDULE_REMOVAL', 'LP-PAGES', 'store-17', day);

describe('nothing is wrong with', () => {
  it.each([
    ['assigning', change('ASSIGN', 'LP-PAGES', 'store-18')],
    ['removing', change('REMOVE', 'LP-PAGES', 'store-17')],
    ['scheduling for tomorrow', schedule('2031-03-16')],
    ['scheduling for today, which Yext does at once', schedule('2031-03-15')],
    ['cancelling', change('CANCEL_REMOVAL', 'LP-PAGES', 'store-17')],
    ['ids that look odd', change('ASSIGN', '-/all', 'all')],
  ])('%s', (_, one) => {
    expect([...check(one)]).toEqual([]);
  });
});

describe('refused is', () => {
  it.each([
    ['yesterday', schedule('2031-03-14'), 'PAST_DATE', '2031-03-15'],
    ['a century ago', schedule('1931-03-16'), 'PAST_DATE', '2031-03-15'],
    ['no day', schedule(null), 'RULE_REFUSED', 'YYYY-MM-DD'],
    ['a day that does not exist', schedule('2031-04-31'), 'RULE_REFUSED', 'YYYY-MM-DD'],
    ['an instant for a day', schedule('2031-04-30T00:00:00Z'), 'RULE_REFUSED', 'YYYY-MM-DD'],
    [
      'a date for what is not held',
      change('SCHEDULE_REMOVAL', 'LP-PAGES', 'store-18', '2031-04-01'),
      'RULE_REFUSED',
      'held license',
    ],
    [
      'a date for another pack than the one held',
      change('SCHEDULE_REMOVAL', 'LP-SITE', 'store-17', '2031-04-01'),
      'RULE_REFUSED',
      'held license',
    ],
    ['cancelling for nobody', change('CANCEL_REMOVAL', 'LP-PAGES', 'x'), 'RULE_REFUSED', 'held license'],
    [
      'assigning with a date',
      change('ASSIGN', 'LP-PAGES', 'store-18', '2031-04-01'),
      'RULE_REFUSED',
      'Assign first',
    ],
    ['every pack', change('REMOVE', '-', 'store-17'), 'NO_SUCH_LICENSE', '`licenses`'],
    ['an entity of no name', change('REMOVE', 'LP-PAGES', '..'), 'RULE_REFUSED', 'entity'],
    [
      'a user',
      { ...change('ASSIGN', 'LP-PAGES', 'ada'), assignee: { kind: 'USER' as const, externalId: 'ada' } },
      'RULE_REFUSED',
      'entity',
    ],
  ])('%s', (_, one, code, hint) => {
    expect([...check(one)]).toEqual([
      [
        one.id,
        expect.objectContaining({
          code,
          blame: 'CALLER',
          accountKey: 'yext-acme',
          retryable: false,
          hint: expect.stringContaining(hint),
        }),
      ],
    ]);
  });

  it('each for itself', () => {
    const good = change('REMOVE', 'LP-PAGES', 'store-17');
    const bad = schedule('2031-03-14');
    expect([...check(good, bad).keys()]).toEqual([bad.id]);
  });
});
