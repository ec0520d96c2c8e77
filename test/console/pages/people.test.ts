import { describe, expect, it } from '@jest/globals';
import { deviceFilters } from '../../../src/console/pages/devices/filters.ts';
import { peopleFilters, queryFor } from '../../../src/console/pages/people/filters.ts';
import { lastActivity } from '../../../src/console/pages/people/last-activity.ts';
import { placeFilters } from '../../../src/console/pages/places/filters.ts';

const at = (text: string, typed = '') => peopleFilters({ query: new URLSearchParams(text), typed });

describe('the filters of the people', () => {
  it('are those of logins', () => {
    expect(
      at('account=a&department=Sales&state=INACTIVE&activity=TOLD&idleDays=90&holds=something', 'ada').logins,
    ).toEqual({
      search: 'ada',
      accountKeys: ['a'],
      departments: ['Sales'],
      states: ['INACTIVE'],
      activity: ['TOLD'],
      idleDays: 90,
      holds: { nothing: false },
    });
  });

  it('are those of humans', () => {
    const { each, humans, strange } = at('each=human&in=2&holds=id&account=a');
    expect(each).toBe('human');
    expect(humans).toEqual({ accountKeys: ['a'], holds: { any: ['id'] }, inAccountsAtLeast: 2 });
    expect(strange).toEqual([]);
  });

  it('say what the other lines do not have, instead of passing over it', () => {
    expect(at('each=human&state=ACTIVE&sort=NAME.ASC').strange).toEqual([
      { name: 'state', value: 'ACTIVE' },
      { name: 'sort', value: 'NAME.ASC' },
    ]);
    expect(at('in=2').strange).toEqual([{ name: 'in', value: '2' }]);
  });

  it('lose on the way from one kind of lines to another what that has not', () => {
    expect(queryFor('human')).toEqual({
      state: null,
      activity: null,
      idleDays: null,
      sort: null,
      open: null,
      each: 'human',
    });
    expect(queryFor('login')).toEqual({ in: null, open: null, each: null });
  });

  it('count each state beside the other filters', () => {
    const { inState, holdingNothing, neverActive } = at('state=ACTIVE&holds=something&idleDays=30');
    expect(inState('DELETED')).toEqual({ states: ['DELETED'], holds: { nothing: false }, idleDays: 30 });
    expect(holdingNothing).toEqual({ states: ['ACTIVE'], idleDays: 30, holds: { nothing: true } });
    // Whoever was never active was not so many days ago either.
    expect(neverActive).toEqual({ states: ['ACTIVE'], holds: { nothing: false }, activity: ['NEVER'] });
  });
});

describe('when somebody with several logins was last active', () => {
  const told = (lastActiveAt: string) => ({ lastActiveAt, activity: 'TOLD' as const });
  const never = { lastActiveAt: null, activity: 'NEVER' as const };
  const notTold = { lastActiveAt: null, activity: 'NOT_TOLD' as const };

  it('is the latest of all', () => {
    expect(lastActivity([told('2026-01-01T00:00:00Z'), never, told('2026-03-01T00:00:00Z')])).toEqual({
      at: '2026-03-01T00:00:00Z',
      activity: 'TOLD',
    });
  });

  it('is never only where every vendor says so', () => {
    expect(lastActivity([never, never]).activity).toBe('NEVER');
    expect(lastActivity([never, notTold]).activity).toBe('NOT_TOLD');
    expect(lastActivity([never, { lastActiveAt: null, activity: null }]).activity).toBe('NOT_TOLD');
    expect(lastActivity([]).activity).toBe('NOT_TOLD');
  });
});

describe('the filters of devices and places', () => {
  it('hold together', () => {
    const query = new URLSearchParams(
      'account=a&model=M-1&status=active&eligible=no&holds=nothing&idleDays=90',
    );
    const { filter, silent } = deviceFilters({ query, typed: '359' });
    const common = {
      search: '359',
      accountKeys: ['a'],
      models: ['M-1'],
      statuses: ['active'],
      fotaEligible: false,
      holds: { nothing: true },
      idleDays: 90,
    };
    expect(filter).toEqual(common);
    expect(silent).toEqual(common);
  });

  it('sort each kind of place by what it has', () => {
    const places = (text: string) => placeFilters({ query: new URLSearchParams(text), typed: '' });
    expect(places('kind=ENTITY&sort=ENTITY_TYPE.DESC')).toMatchObject({
      kind: 'ENTITY',
      entityOrder: { field: 'ENTITY_TYPE', direction: 'DESC' },
      strange: [],
    });
    expect(places('sort=ENTITY_TYPE.DESC')).toMatchObject({
      kind: 'WORKSPACE',
      workspaceOrder: { field: 'NAME', direction: 'ASC' },
      strange: [{ name: 'sort', value: 'ENTITY_TYPE.DESC' }],
    });
  });
});
