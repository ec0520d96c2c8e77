import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningEmulator } from '../../../emulators/core/emulator.ts';
import type { User } from '../../../src/domain/assignee.ts';
import type { Slot } from '../../../src/domain/page.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { NOBODY, callsTo, idsOf, openAccount, problemOf, readToEnd, startGenesys } from './organisation.ts';

type Users = NonNullable<ProviderAccount['users']>;

const { runtime, close } = testRuntime();
let emulator: RunningEmulator;
let users: Users;

beforeAll(async () => {
  emulator = await startGenesys();
  users = open();
});
afterEach(() => {
  emulator.reset();
  users = open();
});
afterAll(async () => {
  close();
  await emulator.close();
});

function open(clientId?: string): Users {
  const { users: opened } = openAccount(emulator.url, runtime, clientId);
  if (!opened) throw new Error('the account has no users');
  return opened;
}

function everybody(): Promise<User[]> {
  return readToEnd((cursor) => users.page(cursor, testCall()));
}

function answer(path: string, body: unknown, times = 1): void {
  emulator.fault({ path, times, fault: { kind: 'answer', status: 200, body } });
}

function emailsOf(slot: Slot<readonly User[]> | undefined): unknown {
  return Array.isArray(slot) ? slot.map((user: User) => user.email) : slot;
}

describe('pages of users', () => {
  it('go to the end, a hundred at a time, nobody twice', async () => {
    const first = await users.page(null, testCall());
    expect(first.items).toHaveLength(100);
    const all = await everybody();
    expect(first.total).toBe(all.length);
    expect(new Set(idsOf(all)).size).toBe(all.length);
    expect(callsTo(emulator)).toHaveLength(1 + Math.ceil(all.length / 100));
  });

  it('rename what a user is', async () => {
    const { items } = await users.page(null, testCall());
    expect(items.find((user) => user.displayName === 'Chloé Brandt')).toEqual({
      kind: 'USER',
      accountKey: 'us',
      externalId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      displayName: 'Chloé Brandt',
      email: 'chloe.brandt.2@acme.example',
      userKind: 'INTERNAL',
      state: 'ACTIVE',
      rawState: 'active',
      lastActiveAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      department: 'Field service',
      title: 'Engineer',
      siteAccounts: null,
      pendingLicenseIds: null,
      pendingSiteAccounts: null,
    });
  });

  it('have inactive users, whom the default hides', async () => {
    const states = new Set((await everybody()).map((user) => user.state));
    expect(states).toContain('INACTIVE');
    expect(emulator.journal.entries().at(-1)?.query).toContain('state=any');
  });

  it('mark deleted users, and keep a state nobody knows', async () => {
    const entities = [
      { id: 'a', state: 'deleted' },
      { id: 'b', state: 'on_holiday', dateLastLogin: '2026-02-30 yesterday' },
      { id: 'c', dateLastLogin: '2026-05-01T10:00:00+02:00' },
    ];
    answer('/users', { entities });
    const { items } = await users.page(null, testCall());
    expect(items.map(({ state, rawState, lastActiveAt }) => [state, rawState, lastActiveAt])).toEqual([
      ['DELETED', 'deleted', null],
      ['UNKNOWN', 'on_holiday', null],
      ['UNKNOWN', null, '2026-05-01T08:00:00.000Z'],
    ]);
  });

  it('survive an organisation that leaves out what is optional', async () => {
    const complete = (await everybody()).length;
    emulator.setSwitch('omitOptional', true);
    expect(await everybody()).toHaveLength(complete);
  });

  it.each([
    'u0',
    'u1',
    'u-2',
    'u2.5',
    'u02',
    'two',
    'u2 ',
    'u10001',
    'u2~',
    'u2~a/b',
    'u2~a~b~c~d~e~f',
    'a2',
    '2',
    'https://a.example/?page=2',
    '',
  ])('do not start at %j', async (cursor) => {
    expect((await problemOf(users.page(cursor, testCall()))).code).toBe('BAD_CURSOR');
    expect(callsTo(emulator)).toEqual([]);
  });

  it.each(['empty', 'error'])(
    'past the end are empty or refused, never an endless list (%s)',
    async (how) => {
      emulator.setSwitch('pastLastPage', how);
      const outcome = await users.page('u9000', testCall()).catch((error: unknown) => error);
      if (how === 'empty') expect(outcome).toMatchObject({ items: [], next: null });
      else expect(outcome).toMatchObject({ problem: { code: 'UPSTREAM_REJECTED' } });
    },
  );
});

describe('pages that say little about how far they go', () => {
  const row = { id: 'a' };
  const full = Array.from({ length: 100 }, (_, index) => ({ id: `user-${index}` }));

  it.each([
    ['a last page', { entities: [row], pageCount: 1 }, null],
    ['a page before others', { entities: [row], pageCount: 2 }, 'u2~a'],
    ['a total behind', { entities: [row], total: 100 }, null],
    ['a total before', { entities: [row], total: 101 }, 'u2~a'],
    ['a total of smaller pages', { entities: [row], pageSize: 25, total: 26 }, 'u2~a'],
    ['a full page', { entities: full }, 'u2~user-95~user-96~user-97~user-98~user-99'],
    ['a page that is not full', { entities: [row] }, null],
    ['no rows although more are said to come', { entities: [], pageCount: 7 }, null],
    ['no list at all', {}, null],
  ])('%s', async (_, body, next) => {
    answer('/users', body);
    expect((await users.page(null, testCall())).next).toBe(next);
  });

  it('a row repeated within a page comes once', async () => {
    answer('/users', { entities: [row, { id: 'b' }, row] });
    expect(idsOf((await users.page(null, testCall())).items)).toEqual(['a', 'b']);
  });

  it('rows that moved on from the page before do not come again', async () => {
    const moved = Array.from({ length: 3 }, (_, index) => ({ id: `user-${97 + index}` }));
    answer('/users', { entities: full, pageCount: 2 });
    answer('/users', { entities: [...moved, { id: 'new' }], pageCount: 2 });
    expect(idsOf(await everybody())).toEqual([...full.map((user) => user.id), 'new']);
  });

  it('an id that does not fit into a cursor is not remembered', async () => {
    answer('/users', { entities: [{ id: 'a' }, { id: 'a b' }], pageCount: 2 });
    expect((await users.page(null, testCall())).next).toBe('u2~a');
  });

  it('a list without end is ended', async () => {
    answer('/users', { entities: full });
    expect((await problemOf(users.page('u10000', testCall()))).code).toBe('UPSTREAM_TOO_MANY_PAGES');
  });
});

describe('users by id', () => {
  it('are one call a hundred, in an URL below 8 KB', async () => {
    const ids = idsOf(await everybody());
    expect(ids.length).toBeGreaterThan(100);
    emulator.journal.clear();
    const slots = await users.byIds([...ids, ...ids], testCall());
    expect(callsTo(emulator)).toHaveLength(Math.ceil(ids.length / 100));
    expect(ids.map((id) => slots.get(id))).toEqual(
      ids.map((id) => expect.objectContaining({ externalId: id, displayName: expect.any(String) })),
    );
    const lengths = emulator.journal.entries().map((entry) => entry.query.length);
    expect(Math.max(...lengths)).toBeLessThan(8000);
  });

  it('find inactive users', async () => {
    const inactive = (await everybody()).find((user) => user.state === 'INACTIVE');
    const slots = await users.byIds([inactive?.externalId ?? ''], testCall());
    expect(slots.get(inactive?.externalId ?? '')).toMatchObject({ state: 'INACTIVE' });
  });

  it('that nobody has are null', async () => {
    const [known = ''] = idsOf(await everybody());
    const slots = await users.byIds([NOBODY, known], testCall());
    expect(slots.get(NOBODY)).toBeNull();
    expect(slots.get(known)).toMatchObject({ externalId: known });
  });

  it('are read in halves where a hundred are too many', async () => {
    const ids = idsOf((await everybody()).slice(0, 100));
    emulator.setSwitch('maxUserIds', 50);
    emulator.journal.clear();
    const slots = await users.byIds(ids, testCall());
    expect(ids.filter((id) => slots.get(id) instanceof Error || !slots.get(id))).toEqual([]);
    expect(callsTo(emulator)).toHaveLength(3);
  });

  it('are read on where the provider cuts its pages smaller', async () => {
    const [a = '', b = ''] = idsOf(await everybody());
    emulator.journal.clear();
    answer('/users', { entities: [{ id: a }], pageNumber: 1, pageSize: 1, pageCount: 2, total: 2 });
    answer('/users', { entities: [{ id: b }], pageNumber: 2, pageSize: 1, pageCount: 2, total: 2 });
    const slots = await users.byIds([a, b], testCall());
    expect([...slots.values()]).toEqual([
      expect.objectContaining({ externalId: a }),
      expect.objectContaining({ externalId: b }),
    ]);
  });

  it('are refused when the answer is about somebody else', async () => {
    answer('/users', { entities: [{ id: NOBODY }] });
    const slots = await users.byIds(['0a6f1c52-7a1e-4f0c-8b0a-3c2f5f6f0001'], testCall());
    expect([...slots.values()]).toMatchObject([{ problem: { code: 'UPSTREAM_BAD_RESPONSE' } }]);
  });

  it('a chunk that fails fails its own keys only', async () => {
    const ids = idsOf(await everybody());
    emulator.fault({ path: '/users', times: 1, fault: { kind: 'html' } });
    const slots = await users.byIds(ids, testCall());
    const failed = ids.filter((id) => slots.get(id) instanceof Error);
    expect(failed).toEqual(failed.length === 100 ? ids.slice(0, 100) : ids.slice(100));
    expect(ids.filter((id) => slots.get(id) === null)).toEqual([]);
  });
});

describe('users by e-mail', () => {
  it('are one call for many, compared without regard to case', async () => {
    const known = (await everybody()).filter((user) => user.state === 'ACTIVE').slice(0, 20);
    const addresses = known.map(({ email }, index) =>
      index % 2 === 0 ? (email ?? '') : (email ?? '').toUpperCase(),
    );
    emulator.journal.clear();
    const slots = await users.byEmails([...addresses, 'nobody@acme.example'], testCall());
    expect(callsTo(emulator)).toEqual(['POST /users/search']);
    expect(addresses.map((address) => emailsOf(slots.get(address)))).toEqual(
      known.map((user) => [user.email]),
    );
    expect(slots.get('nobody@acme.example')).toBeNull();
  });

  it('have a slot for each spelling asked for', async () => {
    const slots = await users.byEmails(
      ['ada.example.0@acme.example', 'Ada.Example.0@ACME.example'],
      testCall(),
    );
    expect([...slots].map(([address, slot]) => [address, emailsOf(slot)])).toEqual([
      ['ada.example.0@acme.example', ['ada.example.0@acme.example']],
      ['Ada.Example.0@ACME.example', ['ada.example.0@acme.example']],
    ]);
  });

  it('find inactive users', async () => {
    const inactive = (await everybody()).find((user) => user.state === 'INACTIVE');
    const slots = await users.byEmails([inactive?.email ?? ''], testCall());
    expect(slots.get(inactive?.email ?? '')).toMatchObject([{ state: 'INACTIVE' }]);
  });

  it('leave out people whose address is only similar, and keep namesakes', async () => {
    const results = [
      { id: 'a', email: 'Ada@acme.example' },
      { id: 'b', email: 'ada@acme.example.org' },
      { id: 'c', email: 'ada@ACME.example' },
      { id: 'd' },
    ];
    answer('search', { results });
    const slots = await users.byEmails(['ada@acme.example'], testCall());
    expect(emailsOf(slots.get('ada@acme.example'))).toEqual(['Ada@acme.example', 'ada@ACME.example']);
  });

  it('are fifty a call', async () => {
    const addresses = Array.from({ length: 101 }, (_, index) => `nobody.${index}@acme.example`);
    const slots = await users.byEmails(addresses, testCall());
    expect(callsTo(emulator)).toHaveLength(3);
    expect(addresses.every((address) => slots.get(address) === null)).toBe(true);
  });

  it('need a permission, and say so', async () => {
    const slots = await open('acme-us-nobody').byEmails(['ada.example.0@acme.example'], testCall());
    expect([...slots.values()]).toMatchObject([
      { problem: { code: 'UPSTREAM_FORBIDDEN', accountKey: 'us' } },
    ]);
  });
});
