import { describe, expect, it } from '@jest/globals';
import { holderFilters } from '../../../src/console/pages/holders/filters.ts';
import { groupName, groupQuery, type Group } from '../../../src/console/pages/holders/group-names.ts';

const at = (text: string, typed = '') =>
  holderFilters({ query: new URLSearchParams(text), typed, today: '2026-11-26' });

describe('the filters of the holders', () => {
  it('hold together', () => {
    const { filter } = at(
      'account=a&license=l&status=ACTIVE&endsBefore=2026-12-01&heldSince=2026-11-01&origin=EXTERNAL&department=Sales&holderState=INACTIVE',
    );
    expect(filter).toEqual({
      accountKeys: ['a'],
      licenseIds: ['l'],
      statuses: ['ACTIVE'],
      removalBefore: '2026-12-01',
      heldSince: { from: '2026-11-01T00:00:00Z' },
      origins: ['EXTERNAL'],
      user: { departments: ['Sales'], states: ['INACTIVE'] },
    });
  });

  it('count each status and kind beside the other filters', () => {
    const { inStatus, ofKind } = at('account=a&status=ACTIVE&kind=USER');
    expect(inStatus('PENDING')).toEqual({
      accountKeys: ['a'],
      assigneeKinds: ['USER'],
      statuses: ['PENDING'],
    });
    expect(ofKind('DEVICE')).toEqual({
      accountKeys: ['a'],
      statuses: ['ACTIVE'],
      assigneeKinds: ['DEVICE'],
    });
  });

  it('search holders of every kind, beside what is asked of people', () => {
    expect(at('', 'ada').filter).toEqual({ search: 'ada' });
    expect(at('kind=ENTITY', 'store').filter).toEqual({ assigneeKinds: ['ENTITY'], search: 'store' });
    expect(at('department=Sales', 'ada').filter).toEqual({ search: 'ada', user: { departments: ['Sales'] } });
  });

  it('have the next to end first when it is asked what ends', () => {
    expect(at('endsBefore=2026-12-01').order).toEqual({ field: 'REMOVAL_ON', direction: 'ASC' });
    expect(at('endsBefore=2026-12-01&sort=ASSIGNEE.DESC').order.field).toBe('ASSIGNEE');
    expect(at('').order.field).toBe('LICENSE');
  });

  it('ask nothing of holders as they were on a day, because that is not told', () => {
    const { filter, group, asOf } = at('asOf=2026-01-01&department=Sales&group=DEPARTMENT', 'ada');
    expect(asOf).toBe('2026-01-01T23:59:59.999Z');
    expect(filter).toEqual({});
    expect(group).toBeNull();
    expect(at('asOf=2026-01-01&group=LICENSE').group).toBe('LICENSE');
  });
});

describe('a group', () => {
  const group = (keys: Group['keys'], more: Partial<Group> = {}): Group => ({
    keys,
    account: null,
    license: null,
    assignments: 1,
    assignees: 1,
    ...more,
  });

  it('is called by what its rows have in common', () => {
    const account = { key: 'acme', name: 'Acme', provider: 'YEXT' as const };
    const both = group(
      [
        { by: 'DEPARTMENT', value: null },
        { by: 'LICENSE', value: 'id' },
      ],
      { account, license: { id: 'id', name: 'Core' } },
    );
    expect(groupName(both, 0)).toBe('Without a department');
    expect(groupName(both, 1)).toBe('Core · Acme');
    expect(groupName(group([{ by: 'ACCOUNT', value: 'acme' }], { account }), 0)).toBe('Acme');
    expect(groupName(group([{ by: 'KIND', value: 'USER' }]), 0)).toBe('People');
    expect(groupName(group([{ by: 'MODEL', value: 'M-1' }]), 0)).toBe('M-1');
  });

  it('leads to its rows, where they can be asked for', () => {
    expect(
      groupQuery(
        group([
          { by: 'DEPARTMENT', value: 'Sales' },
          { by: 'LICENSE', value: 'id' },
        ]),
      ),
    ).toEqual({ group: null, department: 'Sales', license: 'id' });
    expect(groupQuery(group([{ by: 'DEPARTMENT', value: null }]))).toBeNull();
    expect(groupQuery(group([{ by: 'STATE', value: 'ACTIVE' }]))).toBeNull();
  });
});
