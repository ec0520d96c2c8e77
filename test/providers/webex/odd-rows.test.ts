// One odd row is one odd row: it is left out or partly null, it is counted, and the list says that it lacks something.
import { describe, expect, it } from '@jest/globals';
import { codeIn, only, present, problemOf, valueIn } from '../../support/assertions.ts';
import { idsOf, listed, pagesOf } from '../../support/pages.ts';
import { bare, externalPersonId, externalsOf, licenseId } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';
import { useSeededWebex } from './changes.ts';

const { bench, account, emulator, seed } = useSeededWebex();

const MESSAGING = licenseId('messaging');
const SUITE = licenseId('meetingsSuite');

/** Somebody who holds the license of the site. */
function somebody() {
  return seed.holding(['meetingsSuite', 'messaging'])[0];
}

function make(form: string, thing: string): void {
  emulator.setSwitch('oddForm', form);
  emulator.setSwitch('oddThing', thing);
}

/** What was found odd, and how often. */
function drift(): Record<string, number> {
  return Object.fromEntries(
    account.status().drift.map(({ field, kind, times }) => [`${field} ${kind}`, times]),
  );
}

describe('an odd license', () => {
  const catalogue = () => account.catalogue(testCall());

  it('without a name is listed without one', async () => {
    const usual = await catalogue();
    make('no-name', MESSAGING);
    const { items, gap } = await catalogue();
    expect(gap).toBeUndefined();
    expect(items).toEqual(
      usual.items.map((license) => (license.externalId === MESSAGING ? { ...license, name: null } : license)),
    );
    expect(drift()).toEqual({ 'licenses.name missing': 1 });
  });

  it('has null for what is not what it should be, and is counted for each', async () => {
    make('fields', MESSAGING);
    const { items, gap } = await catalogue();
    expect(gap).toBeUndefined();
    expect(items).toHaveLength(22);
    expect(items.find(({ externalId }) => externalId === MESSAGING)).toMatchObject({
      name: null,
      seats: { total: null, assigned: null, available: null, assignedToUsers: 72 },
      details: { subscriptionId: null, typeCode: 'MS' },
    });
    expect(drift()).toEqual({
      'licenses.name not a string': 1,
      'licenses.totalUnits not a whole number': 1,
      'licenses.consumedUnits not a whole number': 1,
      'licenses.subscriptionId not a string': 1,
    });
    await catalogue();
    expect(account.status().drift[0]).toMatchObject({ times: 2, lastSeenAt: expect.stringMatching(/Z$/) });
  });

  it.each(['no-id', 'a word'])('is left out of the catalogue, which says so: %s', async (form) => {
    make(form, MESSAGING);
    const { items, gap } = await catalogue();
    expect([items.length, gap]).toEqual([21, 'ROWS_LEFT_OUT']);
    expect(Object.values(drift())).toEqual([1]);
  });

  it('is a problem where it is asked for itself, alone and among others', async () => {
    make('no-id', MESSAGING);
    const alone = await account.licensesInFull?.([MESSAGING], testCall());
    expect(codeIn(alone, MESSAGING)).toBe('UPSTREAM_BAD_RESPONSE');
    const both = await account.licensesInFull?.([MESSAGING, SUITE], testCall());
    expect(codeIn(both, MESSAGING)).toBe('UPSTREAM_BAD_RESPONSE');
    expect(valueIn(both, SUITE).externalId).toBe(SUITE);
    const holders = account.assignments.ofLicense(MESSAGING, null, testCall());
    expect(await problemOf(holders)).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', accountKey: 'webex' });
  });

  it('has its holders nevertheless when only its fields are odd', async () => {
    make('fields', MESSAGING);
    const page = await account.assignments.ofLicense(MESSAGING, null, testCall());
    expect([page.items.length, page.gap]).toEqual([72, undefined]);
  });
});

describe('an odd person', () => {
  it('is partly null in the list of people, and everybody else is there', async () => {
    const { externalId } = somebody();
    make('fields', externalId);
    const pages = await pagesOf((cursor) => account.assignees.USER.page(cursor, testCall()));
    const rows = pages.flatMap(({ items }) => items);
    expect(pages.map(({ gap }) => gap)).toEqual([undefined, undefined]);
    expect(rows).toEqual(
      seed.people.map((user) => (user.externalId === externalId ? expect.anything() : user)),
    );
    expect(rows.find((user) => user.externalId === externalId)).toMatchObject({
      displayName: null,
      email: null,
      department: null,
      title: null,
      rawState: null,
      lastActiveAt: null,
      siteAccounts: null,
      assignments: expect.any(Array),
    });
    expect(Object.keys(drift())).toEqual(
      expect.arrayContaining([
        'people.displayName not a string',
        'people.emails not a list of strings',
        'people.department not a string',
        'people.lastActivity not a moment',
        'people.loginEnabled not a boolean',
      ]),
    );
  });

  it.each(['no-id', 'a word'])(
    'is left out of every list that it is in, and each says so: %s',
    async (form) => {
      const { externalId } = somebody();
      make(form, externalId);
      const users = await pagesOf((cursor) => account.assignees.USER.page(cursor, testCall()));
      expect(users.flatMap(({ items }) => items)).toEqual(
        seed.people.filter((user) => user.externalId !== externalId),
      );
      expect(users.map(({ gap }) => gap)).toContain('ROWS_LEFT_OUT');
      const everything = await pagesOf((cursor) => account.assignments.page(cursor, testCall()));
      expect(everything.map(({ gap }) => gap)).toContain('ROWS_LEFT_OUT');
      const page = await account.assignments.ofLicense(SUITE, null, testCall());
      expect([page.items.length, page.gap]).toEqual([133, 'ROWS_LEFT_OUT']);
      expect(drift()).toMatchObject({
        [form === 'no-id' ? 'people.id not a string' : 'people not a object']: expect.any(Number),
      });
    },
  );

  it('is a problem where it is asked for itself: nobody says that it does not exist, or holds nothing', async () => {
    const odd = somebody();
    const others = seed.people.filter((user) => user !== odd).slice(0, 6);
    await bench.warm();
    make('no-id', odd.externalId);
    const asked = [odd, ...others];
    const byIds = await account.assignees.USER.byIds(idsOf(asked), testCall());
    const full = await present(account.assignees.USER.inFull)(asked.map(bare), testCall());
    const held = await account.assignments.ofAssignees(asked.map(bare), testCall());
    const back = await present(account.writes.readBack)(asked.map(bare), testCall());
    for (const slots of [byIds, full, held, back]) {
      expect(codeIn(slots, odd.externalId)).toBe('UPSTREAM_BAD_RESPONSE');
      for (const { externalId } of others) expect(valueIn<unknown>(slots, externalId)).toBeDefined();
    }
    const email = present(odd.email);
    expect(codeIn(await account.assignees.USER.byEmails([email], testCall()), email)).toBe(
      'UPSTREAM_BAD_RESPONSE',
    );
  });

  it('without a readable address is not nobody to who asks for the address', async () => {
    const odd = somebody();
    make('fields', odd.externalId);
    const email = present(odd.email);
    expect(codeIn(await account.assignees.USER.byEmails([email], testCall()), email)).toBe(
      'UPSTREAM_BAD_RESPONSE',
    );
  });

  it('with an odd list of licenses does not hold nothing', async () => {
    const { externalId } = somebody();
    make('licenses', externalId);
    const alone = await account.assignments.ofAssignees([bare(somebody())], testCall());
    expect(codeIn(alone, externalId)).toBe('UPSTREAM_FORBIDDEN');
    const pages = await pagesOf((cursor) => account.assignments.page(cursor, testCall()));
    expect(pages.map(({ gap }) => gap)).toContain('ROWS_LEFT_OUT');
    const holders = pages.flatMap(({ items }) => items).map(({ assignee }) => assignee.externalId);
    expect(new Set(holders).size).toBeGreaterThan(170);
    expect(holders).not.toContain(externalId);
    bench.strike({ kind: 'error', status: 503 }, { path: `/people/${externalId}` });
    expect(await problemOf(listed(account.assignments))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    const rows = await listed(account.assignees.USER);
    expect(rows.find((user) => user.externalId === externalId)).not.toHaveProperty('assignments');
    expect(drift()).toMatchObject({ 'people.licenses not a list of strings': expect.any(Number) });
  });
});

describe('an odd holder', () => {
  it('is listed without name and address', async () => {
    const { externalId } = somebody();
    make('fields', externalId);
    const page = await account.assignments.ofLicense(SUITE, null, testCall());
    expect([page.items.length, page.gap]).toEqual([134, undefined]);
    const row = only(page.items.filter(({ assignee }) => assignee.externalId === externalId));
    expect(row.assignee).toMatchObject({ displayName: null, email: null });
    expect(drift()).toMatchObject({ 'licenses.users.email not a string': 1 });
  });

  it('of another organisation makes no other one hold nothing', async () => {
    const [odd, other] = await externalsOf(account);
    const both = [odd, present(other)];
    make('no-id', externalPersonId(0));
    const held = await bench.open().assignments.ofAssignees(both, testCall());
    for (const { externalId } of both) expect(codeIn(held, externalId)).toBe('UPSTREAM_BAD_RESPONSE');
    const found = await bench.open().assignees.USER.byIds(idsOf(both), testCall());
    expect(codeIn(found, odd.externalId)).toBe('UPSTREAM_BAD_RESPONSE');
    expect(valueIn(found, present(other).externalId)).toMatchObject({ userKind: 'EXTERNAL' });
    expect(valueIn(found, present(other).externalId)).not.toHaveProperty('assignments');
    const pages = await pagesOf((cursor) => account.assignments.page(cursor, testCall()));
    expect(pages.map(({ gap }) => gap)).toContain('ROWS_LEFT_OUT');
  });

  it('does not go unnoticed where a license of a site is odd itself', async () => {
    const externals = await externalsOf(account);
    make('no-id', licenseId('meetingCenter'));
    const pages = await pagesOf((cursor) => account.assignments.page(cursor, testCall()));
    expect(pages.at(-1)?.gap).toBe('ROWS_LEFT_OUT');
    const held = await bench.open().assignments.ofAssignees([externals[0]], testCall());
    expect(codeIn(held, externals[0].externalId)).toBe('UPSTREAM_BAD_RESPONSE');
  });
});

describe('an odd workspace', () => {
  async function some() {
    const all = await listed(bench.open().assignees.WORKSPACE);
    return { all, odd: present(all.find(({ displayName }) => displayName === 'HQ 3-Atlas')) };
  }

  it('is partly null, and everything else is there', async () => {
    const { all, odd } = await some();
    make('fields', odd.externalId);
    const rows = await listed(account.assignees.WORKSPACE);
    expect(rows).toEqual(all.map((one) => (one === odd ? expect.anything() : one)));
    expect(rows.find(({ externalId }) => externalId === odd.externalId)).toMatchObject({
      displayName: null,
      hotdesking: null,
      supportedDevices: null,
      locationId: null,
      createdAt: null,
      callingType: 'webexCalling',
      assignments: [{ licenseId: licenseId('workspaces') }],
    });
    expect(drift()).toMatchObject({ 'workspaces.created not a moment': 1 });
  });

  it('is left out of the lists, which say so, and is a problem where it is asked for', async () => {
    const { all, odd } = await some();
    make('no-id', odd.externalId);
    const page = await account.assignees.WORKSPACE.page(null, testCall());
    expect([page.items.length, page.gap]).toEqual([11, 'ROWS_LEFT_OUT']);
    const holders = await pagesOf((cursor) =>
      account.assignments.ofLicense(licenseId('workspaces'), cursor, testCall()),
    );
    expect(holders.map(({ gap }) => gap)).toEqual([undefined, 'ROWS_LEFT_OUT']);
    const found = await account.assignees.WORKSPACE.byIds(idsOf(all), testCall());
    const held = await account.assignments.ofAssignees(all.map(bare), testCall());
    for (const slots of [found, held]) {
      expect(codeIn(slots, odd.externalId)).toBe('UPSTREAM_BAD_RESPONSE');
      expect([...slots.keys()].filter((key) => codeIn(slots, key) !== undefined)).toEqual([odd.externalId]);
    }
  });

  it('with an odd list of licenses does not hold nothing', async () => {
    const { odd } = await some();
    make('licenses', odd.externalId);
    const held = await account.assignments.ofAssignees([bare(odd)], testCall());
    expect(codeIn(held, odd.externalId)).toBe('UPSTREAM_FORBIDDEN');
    const pages = await pagesOf((cursor) =>
      account.assignments.ofLicense(licenseId('workspaces'), cursor, testCall()),
    );
    expect(pages.map(({ items, gap }) => [items.length, gap])).toEqual([
      [0, undefined],
      [3, 'ROWS_LEFT_OUT'],
    ]);
  });
});

describe('a page of nothing but odd rows', () => {
  it('is not the end of the list', async () => {
    const headers = { link: '</v1/people?cursor=more>; rel="next"' };
    const stub = await bench.stubbed(({ url }) =>
      url.includes('cursor') ? { body: { items: [{ id: 'one' }] } } : { headers, body: { items: [{}, 7] } },
    );
    const pages = await pagesOf((cursor) => stub.account.assignees.USER.page(cursor, testCall()));
    expect(pages.flatMap(({ items }) => idsOf(items))).toEqual(['one']);
    expect(pages[0]?.gap).toBe('ROWS_LEFT_OUT');
  });

  it('is a full page where there are no links', async () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, at) => (at === 99 ? {} : { id: `row-${count}-${at}` }));
    const stub = await bench.stubbed(({ url }) => ({
      body: { items: rows(url.includes('start') ? 3 : 100) },
    }));
    const pages = await pagesOf((cursor) => stub.account.assignees.WORKSPACE.page(cursor, testCall()));
    expect(pages.length).toBeGreaterThan(1);
  });
});
