// People: their list, and looking them up by id and by address.
import { describe, expect, it } from '@jest/globals';
import { access } from '../../../emulators/webex/index.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import { codeIn, valueIn } from '../../support/assertions.ts';
import { listed, pagesOf } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { externalsOf, NOBODY, NOT_FOUND } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('webex');
const { account } = bench;

async function someIds(count: number): Promise<string[]> {
  const ids = (await listed(account.assignees.USER)).map((row) => row.externalId).slice(0, count);
  bench.forget();
  return ids;
}

describe('the list of people', () => {
  it('is a hundred a call, each person once, with everything they hold', async () => {
    const pages = await pagesOf((cursor) => account.assignees.USER.page(cursor, testCall()));
    const rows = pages.flatMap((page) => page.items);
    // The first page again: whether rows have moved into it nothing else would tell.
    expect(bench.calls()).toEqual(['GET /people', 'GET /people', 'GET /people']);
    expect(new Set(rows.map((row) => row.externalId)).size).toBe(rows.length);
    expect(rows).toHaveLength(180);
    expect(rows.every((row) => row.assignments !== undefined && row.userKind === 'INTERNAL')).toBe(true);
    expect(pages.map(({ total }) => total)).toEqual([null, null]);
  });

  it('tells state, activity, sites, and that nothing pending is told', async () => {
    const rows = await listed(account.assignees.USER);
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['ACTIVE', 'PENDING']));
    const active = rows.find((row) => row.lastActiveAt !== null && row.siteAccounts?.length === 1);
    expect(active).toMatchObject({
      lastActiveAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      siteAccounts: [{ siteUrl: 'acme.webex.com', role: expect.stringMatching(/HOST|ATTENDEE/) }],
      pendingLicenseIds: null,
      pendingSiteAccounts: null,
    });
    const roles = rows
      .flatMap((row) => row.siteAccounts ?? [])
      .map(({ role, rawRole }) => `${role} ${rawRole}`);
    expect([...new Set(roles)].sort()).toEqual(['ATTENDEE attendee', 'HOST host']);
  });
});

describe('people by id', () => {
  it('come 85 a call, with names and addresses, their licenses left unread', async () => {
    const wanted = await someIds(170);
    const found = await account.assignees.USER.byIds(wanted, testCall());
    const lists = bench.emulator.journal.entries().map(({ query }) => new URLSearchParams(query).get('id'));
    expect(lists.map((ids) => ids?.split(',').length)).toEqual([85, 85]);
    expect([...found.keys()]).toEqual(expect.arrayContaining(wanted));
    for (const id of wanted) {
      const user = valueIn(found, id);
      expect(user).toMatchObject({
        externalId: id,
        displayName: expect.any(String),
        email: expect.any(String),
      });
      for (const unread of ['assignments', 'state', 'lastActiveAt']) expect(user).not.toHaveProperty(unread);
    }
  });

  it('are read whole when there is one', async () => {
    const [first] = await listed(account.assignees.USER);
    const id = first?.externalId ?? '';
    bench.forget();
    const found = await account.assignees.USER.byIds([id], testCall());
    expect(bench.calls()).toEqual(['GET /people/:id']);
    expect(valueIn(found, id)).toEqual(first);
  });

  it('may be asked for by uuid', async () => {
    const ids = await someIds(2);
    const uuids = ids.map((id) => Buffer.from(id, 'base64').toString().split('/').at(-1) ?? '');
    const found = await account.assignees.USER.byIds(uuids, testCall());
    expect(uuids.map((uuid) => valueIn(found, uuid).externalId)).toEqual(ids);
  });

  it('that nobody has do not exist', async () => {
    const [first] = await listed(account.assignees.USER);
    const id = first?.externalId ?? '';
    bench.forget();
    const found = await bench.open().assignees.USER.byIds([id, NOBODY], testCall());
    expect(valueIn(found, id).displayName).toBe(first?.displayName);
    expect(found.get(NOBODY)).toBeNull();
    // The list of ids, the catalogue, and the two site licenses whose holders could be from other organisations.
    expect(bench.calls()).toHaveLength(4);
  });

  it('find users of other organisations through the site licenses', async () => {
    const [external] = await externalsOf(account);
    const found = await bench.open().assignees.USER.byIds([external.externalId], testCall());
    expect(valueIn(found, external.externalId)).toMatchObject({ ...external, userKind: 'EXTERNAL' });
    expect(valueIn(found, external.externalId).assignments).not.toHaveLength(0);
  });

  it('are not looked for among more site holders than a look-up is worth, and that is said', async () => {
    const site = { id: 'l', name: 'Meetings', consumedByUsers: 6001, siteUrl: 'acme.webex.com' };
    const stub = await bench.stubbed(({ url }) =>
      url.endsWith('/licenses') ? { body: { items: [site] } } : { status: 404, body: NOT_FOUND },
    );
    const found = await stub.account.assignees.USER.byIds(['nobody'], testCall());
    expect(codeIn(found, 'nobody')).toBe('UPSTREAM_TOO_MANY_PAGES');
    const asked = stub.requests.map(({ method, url }) => `${method} ${url}`);
    expect(asked).toEqual(['GET /v1/people/nobody', 'GET /v1/licenses']);
  });

  it('fail chunk by chunk', async () => {
    const wanted = await someIds(170);
    bench.strike({ kind: 'html' }, { path: '/people$', times: 1 });
    const slots = [...(await account.assignees.USER.byIds(wanted, testCall())).values()];
    expect(slots.filter((slot) => slot instanceof ProblemError)).toHaveLength(85);
    expect(slots.filter((slot) => slot !== null && !(slot instanceof ProblemError))).toHaveLength(85);
  });
});

describe('people by address', () => {
  it('cost a call each, in any case, and bring their licenses', async () => {
    const [one, two] = await listed(account.assignees.USER);
    const wanted = [one?.email?.toUpperCase() ?? '', two?.email?.toLowerCase() ?? '', 'nobody@acme.example'];
    bench.forget();
    const found = await account.assignees.USER.byEmails(wanted, testCall());
    expect(bench.calls()).toHaveLength(3);
    expect(wanted.map((email) => valueIn(found, email))).toEqual([[one], [two], []]);
  });

  it('leave licenses unread for a token that may not see them', async () => {
    const [first] = await listed(account.assignees.USER);
    const email = first?.email ?? '';
    const weak = bench.open({ accessToken: access.userAccessToken });
    const [user] = valueIn(await weak.assignees.USER.byEmails([email], testCall()), email);
    expect(user).toMatchObject({ externalId: first?.externalId });
    expect(user).not.toHaveProperty('assignments');
  });

  it('are nobody else, whatever the answer holds', async () => {
    const items = [{ id: 'other', emails: ['other@acme.example'] }];
    const stub = await bench.stubbed(() => ({ body: { items } }));
    const found = await stub.account.assignees.USER.byEmails(['me@acme.example'], testCall());
    expect(valueIn(found, 'me@acme.example')).toEqual([]);
  });
});
