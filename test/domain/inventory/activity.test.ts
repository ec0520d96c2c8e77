// Whether the provider tells when an assignee was last active: only its own word makes NEVER.
import { describe, expect, it } from '@jest/globals';
import type { Assignee, UserState } from '../../../src/domain/assignee.ts';
import { activityOf } from '../../../src/domain/inventory/activity.ts';

const KEY = { accountKey: 'acme', externalId: '1' } as const;
const AT = '2026-05-01T08:00:00.000Z';
const NOT_TOLD = { activity: 'NOT_TOLD', activeAt: null };
const TOLD = { activity: 'TOLD', activeAt: AT };

describe('the activity of a user', () => {
  it('is told with its moment, whatever the state', () => {
    for (const state of ['ACTIVE', 'INACTIVE', 'PENDING', 'DELETED', 'UNKNOWN'] as const) {
      expect(activityOf({ ...KEY, kind: 'USER', state, lastActiveAt: AT })).toEqual(TOLD);
    }
  });

  it('is never only of somebody who has not accepted an invitation', () => {
    expect(activityOf({ ...KEY, kind: 'USER', state: 'PENDING', lastActiveAt: null })).toEqual({
      activity: 'NEVER',
      activeAt: null,
    });
    expect(activityOf({ ...KEY, kind: 'USER', state: 'PENDING' }).activity).toBe('NEVER');
  });

  it.each<[UserState | undefined]>([['ACTIVE'], ['INACTIVE'], ['DELETED'], ['UNKNOWN'], [undefined]])(
    'is not told without a date in state %s',
    (state) => {
      const user = { ...KEY, kind: 'USER', ...(state && { state }) } as const;
      expect(activityOf({ ...user, lastActiveAt: null })).toEqual(NOT_TOLD);
      expect(activityOf(user)).toEqual(NOT_TOLD);
    },
  );
});

describe('the activity of a device', () => {
  it('is its last connection, and not told without one: a date that is missing is no word', () => {
    expect(activityOf({ ...KEY, kind: 'DEVICE', lastConnectedAt: AT })).toEqual(TOLD);
    expect(activityOf({ ...KEY, kind: 'DEVICE', lastConnectedAt: null, status: 'Inactive' })).toEqual(
      NOT_TOLD,
    );
    expect(activityOf({ ...KEY, kind: 'DEVICE', refreshedAt: AT })).toEqual(NOT_TOLD);
  });
});

it.each<[Assignee]>([
  [{ ...KEY, kind: 'WORKSPACE', createdAt: AT }],
  [{ ...KEY, kind: 'ENTITY', createdAt: AT, updatedAt: AT }],
])('nothing else has an activity: %j', (assignee) => {
  expect(activityOf(assignee)).toEqual(NOT_TOLD);
});
