// What could not be read is not nothing: answers without what was asked for, and keys that an answer leaves out.
import { describe, expect, it } from '@jest/globals';
import type { Call } from '../../../src/domain/call.ts';
import { codeIn, licenseIdsIn, only, problemOf, valueIn } from '../../support/assertions.ts';
import { idsOf, listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { NOBODY, NO_PERMISSIONS, deletedUser, someUsers, userOf } from '../../support/providers/genesys.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('genesys');
const { account, emulator } = bench;

const BATCH = { method: 'POST', path: 'license/users$' };
const ONE = { method: 'GET', path: 'license/users/' };

/** A failure in the provider's words, under a status that says that all is well. */
const FAILURE = {
  message: 'Anything',
  code: 'internal.server.error',
  status: 500,
  contextId: 'c',
  details: [],
  errors: [],
};

function thorough(): Call {
  return { ...testCall(), thorough: true };
}

function ids(slots: ReadonlyMap<string, unknown>, kind: 'problem' | 'null' | 'value'): string[] {
  const kindOf = (slot: unknown): string =>
    slot instanceof Error ? 'problem' : slot === null ? 'null' : 'value';
  return [...slots].flatMap(([id, slot]) => (kindOf(slot) === kind ? [id] : []));
}

const LISTS = {
  users: {
    path: '/users$',
    read: (cursor: string | null) => account.assignees.USER.page(cursor, testCall()),
  },
  assignments: {
    path: 'license/users$',
    read: (cursor: string | null) => account.assignments.page(cursor, testCall()),
  },
  'assignments of a license': {
    path: 'license/users$',
    read: (cursor: string | null) => account.assignments.ofLicense('cloudCX2', cursor, testCall()),
  },
};

describe.each(Object.entries(LISTS))('a page of %s', (_, { path, read }) => {
  it.each([[{}], [{ entities: null }], [{ total: 0 }], [FAILURE], [[]]])(
    'is not empty for %j',
    async (body) => {
      const { next } = await read(null);
      bench.strike({ kind: 'answer', status: 200, body }, { path });
      expect((await problemOf(read(null))).code).toBe('UPSTREAM_BAD_RESPONSE');
      expect((await problemOf(read(next))).code).toBe('UPSTREAM_BAD_RESPONSE');
    },
  );
});

describe('licenses', () => {
  it.each([[{}], ['null'], [{ entities: [] }], [FAILURE]])('are not none for %j', async (body) => {
    bench.strike({ kind: 'answer', status: 200, body }, { path: 'definitions' });
    expect((await problemOf(account.catalogue(testCall()))).code).toBe('UPSTREAM_BAD_RESPONSE');
    const slots = await account.licensesInFull(['cloudCX2'], testCall());
    expect(codeIn(slots, 'cloudCX2')).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('are not nothing for whoever stands before the provider', async () => {
    bench.strike({ kind: 'answer', status: 404, body: { error: 'no route' } }, { path: 'definitions' });
    expect(codeIn(await account.licensesInFull(['cloudCX2'], testCall()), 'cloudCX2')).toBe(
      'UPSTREAM_REJECTED',
    );
  });
});

describe('users by e-mail', () => {
  const address = 'ada.example.0@acme.example';
  const look = () => account.assignees.USER.byEmails([address], testCall());

  it.each([
    [{}],
    [{ results: null }],
    [{ total: 1 }],
    [FAILURE],
    [{ results: [], total: 1 }],
    [{ results: [{ id: 7, email: 'x' }], total: 1 }],
    [{ results: [{ id: 'x' }], total: 1 }],
  ])('are not nobody for %j', async (body) => {
    bench.strike({ kind: 'answer', status: 200, body }, { path: 'search' });
    expect(codeIn(await look(), address)).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('are nobody where the provider has counted none', async () => {
    bench.strike({ kind: 'answer', status: 200, body: { total: 0 } }, { path: 'search' });
    expect((await look()).get(address)).toBeNull();
  });
});

describe('users by id that an answer leaves out', () => {
  it('are asked for alone, and found, deleted or not', async () => {
    const [some, deleted] = [someUsers(1), deletedUser()];
    const asked = [...idsOf(some), deleted, NOBODY];
    emulator.setSwitch('batchLeavesOut', 3);
    const slots = await account.assignees.USER.byIds(asked, testCall());
    expect(asked.map((id) => slots.get(id))).toEqual([
      expect.objectContaining({ state: 'ACTIVE', lastActiveAt: expect.any(String) }),
      expect.objectContaining({ state: 'DELETED', externalId: deleted }),
      null,
    ]);
    expect(bench.calls().filter((line) => line.includes(deleted))).toHaveLength(2);
  });

  it('are the same as those of a list, whichever way they are read', async () => {
    const all = await listed(account.assignees.USER);
    emulator.setSwitch('batchLeavesOut', 3);
    const slots = await account.assignees.USER.byIds(idsOf(all), thorough());
    expect(all.map(({ externalId }) => slots.get(externalId))).toEqual(all);
  });

  it.each([
    [404, '<html></html>', 'UPSTREAM_REJECTED'],
    [404, { error: 'no route' }, 'UPSTREAM_REJECTED'],
    [200, { id: NOBODY }, 'UPSTREAM_BAD_RESPONSE'],
    [200, {}, 'UPSTREAM_BAD_RESPONSE'],
  ])('stay unread when that read tells nothing: %i %j', async (status, body, code) => {
    const { externalId } = only(someUsers(1));
    emulator.setSwitch('batchLeavesOut', 1);
    bench.strike({ kind: 'answer', status, body }, { path: '/users/' });
    expect(codeIn(await account.assignees.USER.byIds([externalId], testCall()), externalId)).toBe(code);
  });
});

describe('assignments of users that a batch leaves out', () => {
  const users = someUsers(40);

  it.each<[string, object]>([
    ['an empty map', {}],
    ['null for each', Object.fromEntries(users.map(({ externalId }) => [externalId, null]))],
    [
      'users without licenses',
      Object.fromEntries(users.map(({ externalId: id }) => [id, { id, licenses: null }])),
    ],
  ])('are asked for one by one where something is decided: %s', async (_, body) => {
    const expected = await account.assignments.ofAssignees(users, testCall());
    bench.strike({ kind: 'answer', status: 200, body }, BATCH);
    bench.forget();
    const slots = await account.assignments.ofAssignees(users, thorough());
    expect(licenseIdsIn(slots, idsOf(users))).toEqual(licenseIdsIn(expected, idsOf(users)));
    expect(bench.calls()).toHaveLength(1 + users.length);
  });

  it('are asked for five times in a query, and the others are problems', async () => {
    bench.strike({ kind: 'answer', status: 200, body: {} }, BATCH);
    const slots = await account.assignments.ofAssignees(users, testCall());
    expect(bench.calls()).toHaveLength(1 + 5);
    expect(ids(slots, 'value')).toEqual(idsOf(users).slice(0, 5));
    expect(ids(slots, 'null')).toEqual([]);
    expect(slots.get(users[39]?.externalId ?? '')).toMatchObject({
      problem: { code: 'UPSTREAM_BAD_RESPONSE', accountKey: 'us', retryable: true },
    });
  });

  it('fail with what their own read fails with', async () => {
    emulator.setSwitch('batchLeavesOut', 1);
    bench.strike({ kind: 'answer', status: 200, body: { id: users[0]?.externalId } }, ONE);
    const slots = await account.assignments.ofAssignees(users, testCall());
    expect(ids(slots, 'problem')).toEqual([users[0]?.externalId]);
  });

  it('are none of who is deleted by the provider’s word, and cost no call then', async () => {
    const deleted = { ...userOf(deletedUser()), state: 'DELETED' as const };
    const slots = await account.assignments.ofAssignees([deleted, ...users], testCall());
    expect(ids(slots, 'null')).toEqual([deleted.externalId]);
    expect(bench.calls()).toEqual(['POST /license/users']);
    emulator.setSwitch('listDeleted', true);
    const held = await account.assignments.ofAssignees([deleted, ...users], testCall());
    expect(valueIn(held, deleted.externalId)).not.toHaveLength(0);
  });

  it('are not taken from a failure that says it is none', async () => {
    bench.strike({ kind: 'answer', status: 200, body: FAILURE }, BATCH);
    const slots = await account.assignments.ofAssignees(users, thorough());
    expect(ids(slots, 'problem')).toEqual(idsOf(users));
    expect(bench.calls()).toHaveLength(1);
  });
});

describe('assignments of one user', () => {
  const one = only(someUsers(1));
  const read = (asking = account) => asking.assignments.ofAssignees([one], testCall());

  it('are one call, which names the licenses as the catalogue does', async () => {
    const { items } = await account.catalogue(testCall());
    bench.forget();
    const held = valueIn(await read(), one.externalId);
    expect(bench.calls()).toEqual([`GET /license/users/${one.externalId}`]);
    const inFull = await account.licensesInFull(
      held.map(({ licenseId }) => licenseId),
      testCall(),
    );
    expect(held.map(({ license }) => license)).toEqual(held.map(({ licenseId }) => inFull.get(licenseId)));
    expect(held.map(({ license }) => license)).toEqual(
      held.map(({ licenseId }) => items.find(({ externalId }) => externalId === licenseId)),
    );
  });

  it('tell of a license what no other read would tell otherwise', async () => {
    const permissions = { ids: ['a:b:c'] };
    const licenses = [
      { id: 'whole', description: 'Whole', permissions, prerequisites: [], comprises: [] },
      { id: 'named', description: 'Named', permissions, selfUri: '/named' },
      { id: 'bundle', description: 'Bundle', permissions, prerequisites: [], comprises: [{ id: 'whole' }] },
      { id: 'nameless', permissions, prerequisites: [], comprises: [] },
      'bare',
    ];
    bench.strike({ kind: 'answer', status: 200, body: { id: one.externalId, licenses } }, ONE);
    const held = valueIn(await read(), one.externalId);
    const rest = { accountKey: 'us', description: null, assigneeKinds: ['USER'], seats: null };
    expect(held.map(({ license }) => license)).toEqual([
      {
        ...rest,
        externalId: 'whole',
        name: 'Whole',
        details: expect.objectContaining({ permissions: ['a:b:c'], prerequisites: [], comprises: [] }),
      },
      { ...rest, externalId: 'named', name: 'Named' },
      { ...rest, externalId: 'bundle', name: 'Bundle' },
      undefined,
      undefined,
    ]);
  });

  it('are null for nobody, by the provider’s own word', async () => {
    expect((await account.assignments.ofAssignees([userOf(NOBODY)], testCall())).get(NOBODY)).toBeNull();
    bench.strike({ kind: 'answer', status: 404, body: { error: 'no route' } }, ONE);
    expect(codeIn(await read(), one.externalId)).toBe('UPSTREAM_REJECTED');
  });

  it.each([[{}], [{ id: one.externalId }], [{ id: one.externalId, licenses: null }], [FAILURE]])(
    'are not none for %j',
    async (body) => {
      bench.strike({ kind: 'answer', status: 200, body }, ONE);
      expect(codeIn(await read(), one.externalId)).toBe('UPSTREAM_BAD_RESPONSE');
    },
  );
});

describe('assignments for a client without permission', () => {
  it('are not none of who is not listed', async () => {
    emulator.setSwitch('listUnlicensed', false);
    const users = someUsers(60);
    const expected = await account.assignments.ofAssignees(users, testCall());
    const slots = await bench.open(NO_PERMISSIONS).assignments.ofAssignees(users, testCall());
    for (const { externalId } of users) {
      const held = valueIn(expected, externalId);
      if (held.length > 0) expect(slots.get(externalId)).toHaveLength(held.length);
      else expect(codeIn(slots, externalId)).toBe('UPSTREAM_FORBIDDEN');
    }
    expect(ids(slots, 'problem').length).toBeGreaterThan(0);
  });
});
