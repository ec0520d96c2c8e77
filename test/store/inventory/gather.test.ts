// What a page says of each license and assignee, put together.
import { describe, expect, it } from '@jest/globals';
import type { User } from '../../../src/domain/assignee.ts';
import type { Assignment } from '../../../src/domain/assignment.ts';
import type { License } from '../../../src/domain/license.ts';
import { gather } from '../../../src/store/inventory/observing/gather.ts';

function user(externalId: string, facts: Partial<User> = {}): User {
  return { kind: 'USER', accountKey: 'a', externalId, ...facts };
}

function held(assignee: User, licenseId: string, changes: Partial<Assignment> = {}): Assignment {
  const plain = { status: 'ACTIVE', assignedAt: null, removalOn: null } as const;
  return { accountKey: 'a', licenseId, assignee, ...plain, ...changes };
}

const LICENSE: License = {
  accountKey: 'a',
  externalId: 'l1',
  name: 'One',
  description: null,
  assigneeKinds: ['USER'],
  seats: null,
  details: {},
} as unknown as License; // no details of a provider matter here

describe('a page', () => {
  it('tells of an assignee once, with the facts of all its rows, the later ones first', () => {
    const { assignees } = gather([
      { assignee: user('u1', { displayName: 'Old', email: 'u1@acme.example' }) },
      { assignee: user('u1', { displayName: 'New' }), holds: [] },
      { assignee: { ...user('u1'), kind: 'ENTITY' } as never },
    ]);
    expect(assignees).toHaveLength(2);
    expect(assignees[0]).toMatchObject({
      key: 'USER u1',
      facts: { displayName: 'New', email: 'u1@acme.example' },
      isWhole: true,
      isLeftOut: false,
    });
    expect(assignees[1]).toMatchObject({ key: 'ENTITY u1', facts: {}, isWhole: false });
  });

  it('takes neither keys nor places nor what is held for facts, nor what is absent', () => {
    const one = { ...user('u1', { displayName: undefined as never }), assignments: [], listedAfter: 'x' };
    expect(gather([{ assignee: one }]).assignees[0]?.facts).toEqual({});
  });

  it('tells of each holding once, and of the licenses that holdings name', () => {
    const one = user('u1');
    const { assignees, licenses } = gather([
      { assignment: held(one, 'l1') },
      { assignment: held(one, 'l1', { status: 'PENDING' }) },
      { assignee: one, holds: [held(one, 'l2', { license: LICENSE })] },
      { license: LICENSE },
    ]);
    expect(
      [...(assignees[0]?.holdings.values() ?? [])].map(({ licenseId, status }) => [licenseId, status]),
    ).toEqual([
      ['l1', 'PENDING'],
      ['l2', 'ACTIVE'],
    ]);
    expect([...licenses.keys()]).toEqual(['l1', 'l2']);
    expect(licenses.get('l1')).toBe(LICENSE);
  });

  it('keeps a license that is told whole, when a holding only names it', () => {
    const { licenses } = gather([{ license: LICENSE }, { assignment: held(user('u1'), 'l1') }]);
    expect(licenses.get('l1')).toBe(LICENSE);
    const { name: _name, ...part } = LICENSE;
    const named = gather([{ assignment: held(user('u1'), 'l1', { license: part }) }]);
    expect(named.licenses.get('l1')).toBeNull();
  });

  it('knows which rows were left out', () => {
    const { assignees, leftOutLicenses } = gather(
      [{ assignee: user('u1', { displayName: 'Ann' }) }],
      [
        { kind: 'USER', externalId: 'u1' },
        { kind: 'USER', externalId: 'u2' },
        { kind: 'LICENSE', externalId: 'l9' },
      ],
    );
    expect(assignees.map(({ key, isLeftOut }) => [key, isLeftOut])).toEqual([
      ['USER u1', true],
      ['USER u2', true],
    ]);
    expect(leftOutLicenses).toEqual(['l9']);
  });
});
