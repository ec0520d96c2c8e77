// Dates that License Graph keeps: what they leave of an assignment, and what may be said of them.
import { describe, expect, it } from '@jest/globals';
import { isInEffect } from '../../src/changes/in-effect.ts';
import { writeRemovals } from '../../src/changes/schedules/kept-removals.ts';
import type { AssignmentState, ChangeRecord } from '../../src/domain/change-set.ts';
import type { Assignment } from '../../src/domain/assignment.ts';
import type { Change } from '../../src/domain/change.ts';
import type { NewSchedule, ScheduleTarget } from '../../src/store/schedules/api.ts';
import { aChange } from '../support/builders.ts';

function change(action: Change['action'], removalOn: string | null, id: string = action): Change {
  const assignee = { kind: 'USER', externalId: `user of ${id}` } as const;
  return aChange('us', 0, { id, action, licenseId: 'cx', assignee, removalOn });
}

function record(change: Change, before: AssignmentState | null): ChangeRecord {
  return {
    change,
    setId: 'set',
    waitsFor: [],
    position: 0,
    outcome: 'PENDING',
    phase: 'SENDING',
    groupNo: null,
    problem: null,
    attempts: 1,
    upstreamRequestIds: [],
    timing: null,
    before,
    after: null,
    sentAt: null,
    verifiedAt: null,
    settleAfter: null,
  };
}

const PENDING_SINCE = {
  held: true,
  status: 'PENDING',
  assignedAt: '2030-01-02T03:04:05.000Z',
  removalOn: '2040-01-01',
} as const;

describe('keeping a date', () => {
  it('changes the date of an assignment and nothing else, and begins with the day in the zone', async () => {
    const created: NewSchedule[] = [];
    const cancelled: ScheduleTarget[] = [];
    const after = await writeRemovals(
      [
        record(change('SCHEDULE_REMOVAL', '2040-07-01'), PENDING_SINCE),
        record(change('CANCEL_REMOVAL', null), PENDING_SINCE),
        record(change('SCHEDULE_REMOVAL', '2040-07-02', 'unread'), null),
      ],
      {
        setId: 'set',
        principal: 'robot',
        zone: 'America/New_York',
        schedules: {
          createSchedules: (wanted) => {
            created.push(...wanted);
            return Promise.resolve([]);
          },
          cancelSchedules: (targets) => {
            cancelled.push(...targets);
            return Promise.resolve([]);
          },
        },
      },
    );
    expect(Object.fromEntries(after)).toEqual({
      SCHEDULE_REMOVAL: { ...PENDING_SINCE, removalOn: '2040-07-01' },
      CANCEL_REMOVAL: { ...PENDING_SINCE, removalOn: null },
      unread: null,
    });
    expect(created.map(({ removalOn, dueAt }) => [removalOn, dueAt])).toEqual([
      ['2040-07-01', '2040-07-01T04:00:00.000Z'],
      ['2040-07-02', '2040-07-02T04:00:00.000Z'],
    ]);
    expect(cancelled.map(({ assignee }) => assignee.externalId)).toEqual(['user of CANCEL_REMOVAL']);
  });
});

describe('a removal on 2040-07-01', () => {
  const requested = change('SCHEDULE_REMOVAL', '2040-07-01');
  const held = (removalOn: string | null): Assignment => ({
    accountKey: 'us',
    licenseId: 'cx',
    assignee: { kind: 'USER', accountKey: 'us', externalId: 'ada' },
    status: 'ACTIVE',
    assignedAt: null,
    removalOn,
  });

  it.each([
    ['held with that date', '2040-06-30', held('2040-07-01'), true],
    ['held with that date, which has come', '2040-07-01', held('2040-07-01'), true],
    ['held with another date', '2040-06-30', held('2040-07-02'), false],
    ['held without a date', '2040-07-01', held(null), false],
    ['gone before the day', '2040-06-30', null, false],
    ['gone on the day', '2040-07-01', null, true],
    ['gone after the day', '2040-07-09', null, true],
  ])('%s, on %s', (_label, today, row, so) => {
    expect(isInEffect(requested, row, today)).toBe(so);
  });
});
