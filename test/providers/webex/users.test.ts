import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { User } from '../../../src/domain/assignee.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { testRuntime } from '../../support/runtime.ts';
import {
  access,
  accountAt,
  operations,
  pagesOf,
  problemOf,
  rowsOf,
  startOrganisation,
  testCall,
  valueOf,
  type Organisation,
  licenseId,
} from './organisation.ts';
import { serve } from './server.ts';

type Users = NonNullable<ProviderAccount['users']>;

let organisation: Organisation;
beforeAll(async () => {
  organisation = await startOrganisation();
});
afterAll(() => organisation.close());
beforeEach(() => organisation.emulator.reset());

function usersOf(account: ProviderAccount): Users {
  if (!account.users) throw new Error('no users');
  return account.users;
}

function users(): Users {
  return usersOf(organisation.account());
}

async function everybody(): Promise<readonly User[]> {
  const collection = users();
  return rowsOf((cursor) => collection.page(cursor, testCall()));
}

async function anExternal(): Promise<User> {
  const { assignments } = organisation.account();
  const { items } = await assignments.ofLicense(licenseId('meetingsSuite'), null, testCall());
  const found = items
    .map(({ assignee }) => assignee)
    .find((one) => one.kind === 'USER' && one.userKind === 'EXTERNAL');
  if (found?.kind !== 'USER') throw new Error('no external user');
  return found;
}

describe('the list of people', () => {
  it('is a hundred a call, each person once, with everything they hold', async () => {
    const { result, asked } = await organisation.counted(() => {
      const collection = users();
      return pagesOf((cursor) => collection.page(cursor, testCall()));
    });
    const rows = result.flatMap((page) => page.items);
    expect(operations(asked)).toEqual(['GET /v1/people', 'GET /v1/people']);
    expect(new Set(rows.map((row) => row.externalId)).size).toBe(rows.length);
    expect(rows).toHaveLength(180);
    expect(rows.every((row) => row.assignments !== undefined && row.userKind === 'INTERNAL')).toBe(true);
    expect(result.map(({ total }) => total)).toEqual([null, null]);
  });

  it('tells state, activity, sites, and that nothing pending is told', async () => {
    const rows = await everybody();
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

  it('takes flags as text', async () => {
    organisation.emulator.setSwitch('flagsAsStrings', true);
    expect(new Set((await everybody()).map((row) => row.state))).toEqual(new Set(['ACTIVE', 'PENDING']));
  });

  it('follows links by last id as well', async () => {
    organisation.emulator.setSwitch('peopleLink', 'after');
    expect(new Set((await everybody()).map((row) => row.externalId)).size).toBe(180);
  });

  it('ends at a page without rows, though it links a next', async () => {
    organisation.emulator.setSwitch('tailPage', 'empty');
    const collection = users();
    const pages = await pagesOf((cursor) => collection.page(cursor, testCall()));
    expect(pages.map(({ items }) => items.length)).toEqual([100, 80, 0]);
  });

  it('ends at a page without its list', async () => {
    const server = await serve(() => ({
      headers: { link: '</v1/people?cursor=more>; rel="next"' },
      body: {},
    }));
    const { runtime, close } = testRuntime();
    const page = await usersOf(accountAt(`${server.url}/v1`, { accessToken: 't' }, runtime)).page(
      null,
      testCall(),
    );
    expect(page).toEqual({ items: [], next: null, total: null });
    close();
    await server.close();
  });

  it('drops rows that come twice in a page', async () => {
    const server = await serve(() => ({ body: { items: [{ id: 'one' }, { id: 'two' }, { id: 'one' }] } }));
    const { runtime, close } = testRuntime();
    const page = await usersOf(accountAt(`${server.url}/v1`, { accessToken: 't' }, runtime)).page(
      null,
      testCall(),
    );
    expect(page.items.map((row) => row.externalId)).toEqual(['one', 'two']);
    close();
    await server.close();
  });

  it('follows no link to another origin', async () => {
    const link = '<https://elsewhere.example/v1/people?cursor=x>; rel="next"';
    const server = await serve(() => ({ headers: { link }, body: { items: [{ id: 'one' }] } }));
    const { runtime, close } = testRuntime();
    const account = accountAt(`${server.url}/v1`, { accessToken: 't' }, runtime);
    const problem = await problemOf(usersOf(account).page(null, testCall()));
    expect(problem).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', accountKey: 'webex' });
    expect(problem.message).not.toContain('elsewhere');
    close();
    await server.close();
  });

  it('names the organisation on every page but not twice', async () => {
    const server = await serve((target) =>
      target.searchParams.has('cursor')
        ? { body: { items: [{ id: 'two' }] } }
        : {
            headers: { link: '</v1/people?cursor=c1&orgId=other>; rel="next"' },
            body: { items: [{ id: 'one' }] },
          },
    );
    const { runtime, close } = testRuntime();
    const orgId = access.tenants[0]?.orgId ?? '';
    const collection = usersOf(accountAt(`${server.url}/v1`, { accessToken: 't', orgId }, runtime));
    const rows = await rowsOf((cursor) => collection.page(cursor, testCall()));
    expect(rows.map((row) => row.externalId)).toEqual(['one', 'two']);
    expect(server.asked).toEqual([
      `GET /v1/people?orgId=${orgId}&max=100`,
      `GET /v1/people?cursor=c1&orgId=${orgId}&max=100`,
    ]);
    close();
    await server.close();
  });

  it('refuses cursors that are not its own, without a call', async () => {
    const collection = users();
    const bad = [
      '',
      'x',
      'orgId=other',
      'cursor=a',
      'all-people:cursor=',
      'all-people:cursor=a&orgId=b',
      'all-people:cursor=a#b',
      'all-workspaces:start=1',
      'people:cursor=a',
      '/v1/people',
    ];
    const { result, asked } = await organisation.counted(() =>
      Promise.all(bad.map((cursor) => problemOf(collection.page(cursor, testCall())))),
    );
    expect(result.map(({ code }) => code)).toEqual(bad.map(() => 'BAD_CURSOR'));
    expect(asked).toHaveLength(0);
  });

  it('says so when Webex no longer knows a cursor', async () => {
    const problem = await problemOf(users().page('all-people:cursor=forgotten', testCall()));
    expect(problem).toMatchObject({
      code: 'CURSOR_EXPIRED',
      blame: 'CALLER',
      hint: expect.stringContaining('after'),
    });
  });
});

describe('people by id', () => {
  it('come 85 a call, with names and addresses, their licenses left unread', async () => {
    const wanted = (await everybody()).map((row) => row.externalId).slice(0, 170);
    const { result, asked } = await organisation.counted(() => users().byIds(wanted, testCall()));
    expect(asked.map(({ query }) => new URLSearchParams(query).get('id')?.split(',').length)).toEqual([
      85, 85,
    ]);
    expect([...result.keys()]).toEqual(expect.arrayContaining(wanted));
    for (const id of wanted) {
      const user = valueOf(result, id);
      expect(user).toMatchObject({
        externalId: id,
        displayName: expect.any(String),
        email: expect.any(String),
      });
      for (const unread of ['assignments', 'state', 'lastActiveAt']) expect(user).not.toHaveProperty(unread);
    }
  });

  it('bring their licenses where Webex sends them after all', async () => {
    organisation.emulator.setSwitch('idListLicenses', true);
    const wanted = (await everybody()).filter((row) => row.assignments?.length).slice(0, 3);
    const found = await users().byIds(
      wanted.map((row) => row.externalId),
      testCall(),
    );
    for (const { externalId, assignments } of wanted) {
      expect(valueOf(found, externalId).assignments?.map(({ licenseId }) => licenseId)).toEqual(
        assignments?.map(({ licenseId }) => licenseId),
      );
    }
  });

  it('are read whole when there is one', async () => {
    const [first] = await everybody();
    const id = first?.externalId ?? '';
    const { result, asked } = await organisation.counted(() => users().byIds([id], testCall()));
    expect(operations(asked)).toEqual(['GET /v1/people/:id']);
    expect(valueOf(result, id)).toEqual(first);
  });

  it('may be asked for by uuid', async () => {
    const [one, two] = (await everybody()).map((row) => row.externalId);
    const uuids = [one, two].map(
      (id) =>
        Buffer.from(id ?? '', 'base64')
          .toString()
          .split('/')
          .at(-1) ?? '',
    );
    const found = await users().byIds(uuids, testCall());
    expect(uuids.map((uuid) => valueOf(found, uuid).externalId)).toEqual([one, two]);
  });

  it('that nobody has do not exist', async () => {
    const [first] = await everybody();
    const nobody = Buffer.from('ciscospark://us/PEOPLE/00000000-0000-4000-8000-000000000000').toString(
      'base64url',
    );
    const { result, asked } = await organisation.counted(() =>
      users().byIds([first?.externalId ?? '', nobody], testCall()),
    );
    expect(valueOf(result, first?.externalId ?? '').displayName).toBe(first?.displayName);
    expect(result.get(nobody)).toBeNull();
    // The list of ids, the catalogue, and the two site licenses whose holders could be from other organisations.
    expect(asked).toHaveLength(4);
  });

  it('find users of other organisations through the site licenses', async () => {
    const external = await anExternal();
    const found = await users().byIds([external.externalId], testCall());
    expect(valueOf(found, external.externalId)).toMatchObject({ ...external, userKind: 'EXTERNAL' });
    expect(valueOf(found, external.externalId).assignments).not.toHaveLength(0);
  });

  it('are not looked for among more site holders than a look-up is worth, and that is said', async () => {
    const site = { id: 'l', name: 'Meetings', consumedByUsers: 6001, siteUrl: 'acme.webex.com' };
    const server = await serve((target) =>
      target.pathname.endsWith('/licenses') ? { body: { items: [site] } } : { status: 404 },
    );
    const { runtime, close } = testRuntime();
    const found = await usersOf(accountAt(`${server.url}/v1`, { accessToken: 't' }, runtime)).byIds(
      ['nobody'],
      testCall(),
    );
    const slot = found.get('nobody');
    expect(slot instanceof ProblemError ? slot.problem.code : slot).toBe('UPSTREAM_TOO_MANY_PAGES');
    expect(server.asked).toEqual(['GET /v1/people/nobody', 'GET /v1/licenses']);
    close();
    await server.close();
  });

  it('fail chunk by chunk', async () => {
    const wanted = (await everybody()).map((row) => row.externalId).slice(0, 170);
    organisation.emulator.fault({ path: '/people$', times: 1, fault: { kind: 'html' } });
    const slots = [...(await users().byIds(wanted, testCall())).values()];
    expect(slots.filter((slot) => slot instanceof ProblemError)).toHaveLength(85);
    expect(slots.filter((slot) => slot !== null && !(slot instanceof ProblemError))).toHaveLength(85);
  });
});

describe('people by address', () => {
  it('cost a call each, in any case, and bring their licenses', async () => {
    const [one, two] = await everybody();
    const wanted = [one?.email?.toUpperCase() ?? '', two?.email?.toLowerCase() ?? '', 'nobody@acme.example'];
    const { result, asked } = await organisation.counted(() => users().byEmails(wanted, testCall()));
    expect(asked).toHaveLength(3);
    expect(wanted.map((email) => valueOf(result, email))).toEqual([[one], [two], []]);
  });

  it('leave licenses unread for a token that may not see them', async () => {
    const [first] = await everybody();
    const email = first?.email ?? '';
    const account = organisation.account({ accessToken: access.userAccessToken });
    const [user] = valueOf(await usersOf(account).byEmails([email], testCall()), email);
    expect(user).toMatchObject({ externalId: first?.externalId });
    expect(user).not.toHaveProperty('assignments');
  });

  it('are nobody else, whatever the answer holds', async () => {
    const server = await serve(() => ({
      body: { items: [{ id: 'other', emails: ['other@acme.example'] }] },
    }));
    const { runtime, close } = testRuntime();
    const account = accountAt(`${server.url}/v1`, { accessToken: 't' }, runtime);
    const found = await usersOf(account).byEmails(['me@acme.example'], testCall());
    expect(valueOf(found, 'me@acme.example')).toEqual([]);
    close();
    await server.close();
  });
});
