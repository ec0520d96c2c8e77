// People: what is known of them, and finding them by id and by address.
import { describe, expect, it } from '@jest/globals';
import type { User } from '../../../src/domain/assignee.ts';
import type { Slots } from '../../../src/domain/page.ts';
import { present, valueIn } from '../../support/assertions.ts';
import { idsOf, listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { NOBODY, NO_PERMISSIONS } from '../../support/providers/genesys.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('genesys');
const { account, emulator } = bench;

function answer(path: string, body: object): void {
  bench.strike({ kind: 'answer', status: 200, body }, { path, times: 1 });
}

async function somebodyInactive(): Promise<User> {
  return present((await listed(account.assignees.USER)).find(({ state }) => state === 'INACTIVE'));
}

function emailsIn(slots: Slots<readonly User[]>, address: string): unknown {
  return valueIn(slots, address).map(({ email }) => email);
}

describe('the list of users', () => {
  it('renames what a user is', async () => {
    const { items } = await account.assignees.USER.page(null, testCall());
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

  it('has inactive users, whom the default hides', async () => {
    const states = new Set((await listed(account.assignees.USER)).map((user) => user.state));
    expect(states).toContain('INACTIVE');
    expect(emulator.journal.entries().at(-1)?.query).toContain('state=any');
  });

  it('marks deleted users, and keeps a state nobody knows', async () => {
    const entities = [
      { id: 'a', state: 'deleted' },
      { id: 'b', state: 'on_holiday' },
      { id: 'c', dateLastLogin: '2026-05-01T10:00:00+02:00' },
    ];
    answer('/users', { entities });
    const { items } = await account.assignees.USER.page(null, testCall());
    expect(items.map(({ state, rawState, lastActiveAt }) => [state, rawState, lastActiveAt])).toEqual([
      ['DELETED', 'deleted', null],
      ['UNKNOWN', 'on_holiday', null],
      ['UNKNOWN', null, '2026-05-01T08:00:00.000Z'],
    ]);
  });

  it('of another organisation has its own people only', async () => {
    const own = await account.assignees.USER.page(null, testCall());
    const theirs = await bench.open({ clientId: 'acme-eu-client' }).assignees.USER.page(null, testCall());
    const ids = new Set(idsOf(own.items));
    expect(theirs.items.length).toBeGreaterThan(0);
    expect(theirs.items.some((user) => ids.has(user.externalId))).toBe(false);
  });
});

describe('users by id', () => {
  it('are one call a hundred, in an URL below 8 KB', async () => {
    const ids = idsOf(await listed(account.assignees.USER));
    expect(ids.length).toBeGreaterThan(100);
    bench.forget();
    const slots = await account.assignees.USER.byIds([...ids, ...ids], testCall());
    expect(bench.calls()).toHaveLength(Math.ceil(ids.length / 100));
    expect(ids.map((id) => slots.get(id))).toEqual(
      ids.map((id) => expect.objectContaining({ externalId: id, displayName: expect.any(String) })),
    );
    const lengths = emulator.journal.entries().map((entry) => entry.query.length);
    expect(Math.max(...lengths)).toBeLessThan(8000);
  });

  it('find inactive users', async () => {
    const { externalId } = await somebodyInactive();
    const slots = await account.assignees.USER.byIds([externalId], testCall());
    expect(slots.get(externalId)).toMatchObject({ state: 'INACTIVE' });
  });

  it('that nobody has are null', async () => {
    const [known = ''] = idsOf(await listed(account.assignees.USER));
    const slots = await account.assignees.USER.byIds([NOBODY, known], testCall());
    expect(slots.get(NOBODY)).toBeNull();
    expect(slots.get(known)).toMatchObject({ externalId: known });
  });

  it('are read on where the provider cuts its pages smaller', async () => {
    const [a = '', b = ''] = idsOf(await listed(account.assignees.USER));
    bench.forget();
    answer('/users', { entities: [{ id: a }], pageNumber: 1, pageSize: 1, pageCount: 2, total: 2 });
    answer('/users', { entities: [{ id: b }], pageNumber: 2, pageSize: 1, pageCount: 2, total: 2 });
    const slots = await account.assignees.USER.byIds([a, b], testCall());
    expect([...slots.values()]).toEqual([
      expect.objectContaining({ externalId: a }),
      expect.objectContaining({ externalId: b }),
    ]);
  });

  it('are refused when the answer is about somebody else', async () => {
    answer('/users', { entities: [{ id: NOBODY }] });
    const slots = await account.assignees.USER.byIds(['0a6f1c52-7a1e-4f0c-8b0a-3c2f5f6f0001'], testCall());
    expect([...slots.values()]).toMatchObject([{ problem: { code: 'UPSTREAM_BAD_RESPONSE' } }]);
  });

  it('a chunk that fails fails its own keys only', async () => {
    const ids = idsOf(await listed(account.assignees.USER));
    bench.strike({ kind: 'html' }, { path: '/users', times: 1 });
    const slots = await account.assignees.USER.byIds(ids, testCall());
    const failed = ids.filter((id) => slots.get(id) instanceof Error);
    expect(failed).toEqual(failed.length === 100 ? ids.slice(0, 100) : ids.slice(100));
    expect(ids.filter((id) => slots.get(id) === null)).toEqual([]);
  });
});

describe('users by e-mail', () => {
  it('are one call for many, compared without regard to case', async () => {
    const known = (await listed(account.assignees.USER))
      .filter((user) => user.state === 'ACTIVE')
      .slice(0, 20);
    const addresses = known.map(({ email }, index) =>
      index % 2 === 0 ? (email ?? '') : (email ?? '').toUpperCase(),
    );
    bench.forget();
    const slots = await account.assignees.USER.byEmails([...addresses, 'nobody@acme.example'], testCall());
    expect(bench.calls()).toEqual(['POST /users/search']);
    expect(addresses.map((address) => emailsIn(slots, address))).toEqual(known.map((user) => [user.email]));
    expect(slots.get('nobody@acme.example')).toBeNull();
  });

  it('are what the list says of them', async () => {
    const known = (await listed(account.assignees.USER))
      .filter(({ state }) => state !== 'DELETED')
      .slice(0, 60);
    const slots = await account.assignees.USER.byEmails(
      known.map(({ email }) => email ?? ''),
      testCall(),
    );
    expect(known.map(({ email }) => slots.get(email ?? ''))).toEqual(known.map((user) => [user]));
  });

  it('have a slot for each spelling asked for', async () => {
    const slots = await account.assignees.USER.byEmails(
      ['ada.example.0@acme.example', 'Ada.Example.0@ACME.example'],
      testCall(),
    );
    expect([...slots.keys()].map((address) => [address, emailsIn(slots, address)])).toEqual([
      ['ada.example.0@acme.example', ['ada.example.0@acme.example']],
      ['Ada.Example.0@ACME.example', ['ada.example.0@acme.example']],
    ]);
  });

  it('find inactive users', async () => {
    const email = present((await somebodyInactive()).email);
    const slots = await account.assignees.USER.byEmails([email], testCall());
    expect(slots.get(email)).toMatchObject([{ state: 'INACTIVE' }]);
  });

  it('leave out people whose address is only similar, and keep namesakes', async () => {
    const results = [
      { id: 'a', email: 'Ada@acme.example' },
      { id: 'b', email: 'ada@acme.example.org' },
      { id: 'c', email: 'ada@ACME.example' },
      { id: 'd' },
    ];
    answer('search', { results });
    const slots = await account.assignees.USER.byEmails(['ada@acme.example'], testCall());
    expect(emailsIn(slots, 'ada@acme.example')).toEqual(['Ada@acme.example', 'ada@ACME.example']);
  });

  it('are fifty a call', async () => {
    const addresses = Array.from({ length: 101 }, (_, index) => `nobody.${index}@acme.example`);
    const slots = await account.assignees.USER.byEmails(addresses, testCall());
    expect(bench.calls()).toHaveLength(3);
    expect(addresses.every((address) => slots.get(address) === null)).toBe(true);
  });

  it('need a permission, and say so', async () => {
    const slots = await bench
      .open(NO_PERMISSIONS)
      .assignees.USER.byEmails(['ada.example.0@acme.example'], testCall());
    expect([...slots.values()]).toMatchObject([
      { problem: { code: 'UPSTREAM_FORBIDDEN', accountKey: 'us' } },
    ]);
  });
});
