// What could not be read is not nothing: answers without what was asked for, and ids that an answer leaves out.
import { describe, expect, it } from '@jest/globals';
import { isLicense } from '../../../src/domain/assignment.ts';
import type { Call } from '../../../src/domain/call.ts';
import type { Slots } from '../../../src/domain/page.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import { codeIn, present, problemOf, valueIn } from '../../support/assertions.ts';
import { idsOf, listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { bare, externalsOf, licenseId, NOBODY, webexId } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('webex');
const { account, emulator } = bench;

const UNREAD = { code: 'UPSTREAM_BAD_RESPONSE', blame: 'PROVIDER', accountKey: 'webex', retryable: true };
const PERSON = 'GET /people/:id';
const WORKSPACE = 'GET /workspaces/:id';

function thorough(): Call {
  return { ...testCall(), thorough: true };
}

const BODIES: [string, unknown][] = [
  ['nothing in it', {}],
  ['null', null],
  ['a list that is null', { items: null, users: null }],
  ['a list that is none', { items: {}, users: 'none' }],
  ['a failure', { message: 'Something went wrong.', errors: [{ description: 'no' }], trackingId: 'NA_1' }],
  ['another list', { people: [] }],
  ['a list of its own', []],
];

const SUITE = licenseId('meetingsSuite');
type ReadList = (cursor: string | null) => Promise<{ readonly next?: string | null }>;

const LISTS: [string, string, ReadList][] = [
  ['licenses', '/licenses$', async () => ({ ...(await account.catalogue(testCall())), next: null })],
  ['people', '/people$', (cursor) => account.assignees.USER.page(cursor, testCall())],
  ['workspaces', '/workspaces$', (cursor) => account.assignees.WORKSPACE.page(cursor, testCall())],
  ['all assignments', '/people$', (cursor) => account.assignments.page(cursor, testCall())],
  ['holders', '/licenses/', (cursor) => account.assignments.ofLicense(SUITE, cursor, testCall())],
];

describe.each(BODIES)('an answer of 200 with %s', (_, body) => {
  const answer = { kind: 'answer', status: 200, body } as const;

  it.each(LISTS)('is no empty list of %s', async (_name, path, read) => {
    bench.strike(answer, { path });
    expect(await problemOf(read(null))).toMatchObject(UNREAD);
  });

  it.each(LISTS.slice(1))('is not the end of a list of %s', async (_name, path, read) => {
    emulator.reset(9);
    const { next } = await read(null);
    bench.strike(answer, { path });
    expect(await problemOf(read(present(next)))).toMatchObject(UNREAD);
  });

  it('is no end of the workspaces that hold a license, nor of external users', async () => {
    bench.strike(answer, { path: '/workspaces$' });
    const ofWorkspaces = account.assignments.ofLicense(licenseId('professional'), 'workspaces:', testCall());
    expect(await problemOf(ofWorkspaces)).toMatchObject(UNREAD);
    emulator.clearFaults();
    bench.strike(answer, { path: '/licenses/' });
    const ofExternals = account.assignments.page(`external:${SUITE}:`, testCall());
    expect(await problemOf(ofExternals)).toMatchObject(UNREAD);
  });

  it('says of nobody that there is no such thing', async () => {
    const people = (await listed(account.assignees.USER)).slice(0, 3);
    const workspaces = (await listed(account.assignees.WORKSPACE)).slice(0, 3);
    const emails = people.map(({ email }) => email ?? '');
    bench.strike(answer);
    const found: Slots<unknown>[] = [
      await account.assignees.USER.byIds(idsOf(people), thorough()),
      await account.assignees.USER.byIds([present(people[0]).externalId], thorough()),
      await present(account.assignees.USER.inFull)(people.map(bare), thorough()),
      await account.assignees.USER.byEmails(emails, thorough()),
      await account.assignees.WORKSPACE.byIds(idsOf(workspaces), thorough()),
      await account.assignments.ofAssignees(people.map(bare), thorough()),
      await account.assignments.ofAssignees(workspaces.map(bare), thorough()),
      await present(account.writes.readBack)(people.map(bare), thorough()),
      await present(account.licensesInFull)([SUITE], thorough()),
      await present(account.licensesInFull)([SUITE, licenseId('ucm')], thorough()),
    ];
    for (const slots of found) {
      expect(slots.size).toBeGreaterThan(0);
      for (const key of slots.keys()) expect(codeIn(slots, key)).toBe('UPSTREAM_BAD_RESPONSE');
    }
  });

  it('says of no external user that it holds nothing', async () => {
    const externals = await externalsOf(account);
    bench.strike(answer, { path: '/licenses/' });
    const held = await bench.open().assignments.ofAssignees(externals, thorough());
    for (const { externalId } of externals) expect(codeIn(held, externalId)).toBe('UPSTREAM_BAD_RESPONSE');
    const found = await bench
      .open()
      .assignees.USER.byIds([NOBODY, present(externals[0]).externalId], testCall());
    expect([...found.keys()].map((key) => codeIn(found, key))).toEqual(
      Array(2).fill('UPSTREAM_BAD_RESPONSE'),
    );
  });
});

describe('the users of a license', () => {
  const HEADER = { id: 'a-license', name: 'L', consumedByWorkspaces: 0 };

  async function ofLicense(body: object) {
    const stub = await bench.stubbed(() => ({ body }));
    return stub.account.assignments.ofLicense('a-license', null, testCall());
  }

  it('are unread when the license comes without them', async () => {
    expect(await problemOf(ofLicense(HEADER))).toMatchObject(UNREAD);
    expect(await problemOf(ofLicense({ ...HEADER, consumedByUsers: 2 }))).toMatchObject(UNREAD);
    expect(await problemOf(ofLicense({ ...HEADER, consumedByUsers: 0, users: null }))).toMatchObject(UNREAD);
  });

  it('are unread for users of other organisations as well', async () => {
    const [external] = await externalsOf(account);
    const body = { id: SUITE, name: 'Webex Meetings Suite', consumedByUsers: 134 };
    bench.strike({ kind: 'answer', status: 200, body }, { path: `/licenses/${SUITE}$` });
    const held = await bench.open().assignments.ofAssignees([external], thorough());
    expect(codeIn(held, external.externalId)).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('are nobody where the license says so itself', async () => {
    expect(await ofLicense({ ...HEADER, consumedByUsers: 0 })).toMatchObject({ items: [], next: null });
  });

  it('are unread when the answer is about another license', async () => {
    expect(await problemOf(ofLicense({ ...HEADER, id: 'other', users: [] }))).toMatchObject(UNREAD);
  });
});

describe('people left out of a look-up by their ids', () => {
  /** Of the test before, one of two reads may still be under way. */
  const calls = (): string[] => bench.calls().filter((call) => call.startsWith('GET /people'));

  async function asked(count: number): Promise<string[]> {
    const ids = idsOf(await listed(account.assignees.USER)).slice(0, count);
    emulator.setSwitch('idListLeavesOut', 1);
    bench.forget();
    return ids;
  }

  it('are read alone, five of a query, and the others are a problem each', async () => {
    const ids = await asked(8);
    const found = await account.assignees.USER.byIds(ids, testCall());
    expect(calls()).toEqual(['GET /people', ...Array<string>(5).fill(PERSON)]);
    for (const id of ids.slice(0, 5)) {
      expect(valueIn(found, id)).toMatchObject({ externalId: id, state: expect.any(String) });
    }
    for (const id of ids.slice(5)) expect(found.get(id)).toMatchObject({ problem: UNREAD });
  });

  it('are all read alone where something is decided on them', async () => {
    const ids = await asked(8);
    const found = await account.assignees.USER.byIds(ids, thorough());
    expect(calls()).toEqual(['GET /people', ...Array<string>(8).fill(PERSON)]);
    for (const id of ids) expect(valueIn(found, id).externalId).toBe(id);
  });

  it('do not exist when the single read says so, and no license names them', async () => {
    const [id = ''] = await asked(1);
    const found = await account.assignees.USER.byIds([id, NOBODY], testCall());
    expect(valueIn(found, id).externalId).toBe(id);
    expect(found.get(NOBODY)).toBeNull();
    expect(calls().filter((call) => call === PERSON)).toHaveLength(2);
  });

  it('are a problem when the single read fails', async () => {
    const ids = await asked(3);
    bench.strike({ kind: 'answer', status: 200, body: {} }, { path: `/people/${ids[1]}` });
    const found = await account.assignees.USER.byIds(ids, testCall());
    expect(ids.map((id) => found.get(id) instanceof ProblemError)).toEqual([false, true, false]);
    expect(found.get(ids[1] ?? '')).toMatchObject({ problem: UNREAD });
  });

  it('are read alone as well when they are users of a license whose kind nobody knows', async () => {
    const before = idsOf((await listed(account.assignments)).map(({ assignee }) => assignee)).toSorted();
    bench.strike({ kind: 'unknown-enum' }, { path: '/licenses/' });
    emulator.setSwitch('idListLeavesOut', 40);
    const after = await listed({
      page: (cursor) => bench.open().assignments.page(cursor, thorough()),
    });
    expect(idsOf(after.map(({ assignee }) => assignee)).toSorted()).toEqual(before);
  });
});

describe('people that Webex says it does not know', () => {
  it('are not asked for again', async () => {
    const [first] = idsOf(await listed(account.assignees.USER));
    bench.forget();
    const found = await account.assignees.USER.byIds([present(first), NOBODY], testCall());
    expect(found.get(NOBODY)).toBeNull();
    expect(bench.calls()).not.toContain(PERSON);
  });

  it('must be among those asked for', async () => {
    const other = webexId('PEOPLE/00000000-0000-4000-8000-00000000000a');
    const stub = await bench.stubbed(() => ({ body: { items: [], notFoundIds: [other] } }));
    const found = await stub.account.assignees.USER.byIds([NOBODY, SUITE.slice(0, 80)], testCall());
    for (const key of found.keys()) expect(found.get(key)).toMatchObject({ problem: UNREAD });
  });
});

describe('people that the list of people leaves out', () => {
  /** Ids of people of whom every second is in no list, once the catalogue has told that reading the list is less. */
  async function asked(count: number) {
    const people = (await listed(bench.open().assignees.USER)).slice(0, count);
    await bench.warm();
    emulator.setSwitch('listsLeaveOut', 2);
    return people;
  }
  const LEFT_OUT = 6;

  it('are read alone for what they hold, five of a query', async () => {
    const people = await asked(2 * LEFT_OUT);
    const held = await account.assignments.ofAssignees(people.map(bare), testCall());
    const failed = people.filter(({ externalId }) => held.get(externalId) instanceof ProblemError);
    expect(failed).toHaveLength(1);
    for (const { externalId } of failed) expect(held.get(externalId)).toMatchObject({ problem: UNREAD });
    expect(bench.calls().filter((call) => call === PERSON)).toHaveLength(5);
  });

  it('are all read alone when a change is read back', async () => {
    const people = await asked(2 * LEFT_OUT);
    const held = await account.writes.readBack?.(people.map(bare), thorough());
    for (const { externalId, assignments } of people) {
      const rows = valueIn(held, externalId).rows.filter(isLicense);
      expect(rows.map((row) => row.licenseId)).toEqual(assignments?.map((row) => row.licenseId));
    }
    expect(bench.calls().filter((call) => call === PERSON)).toHaveLength(LEFT_OUT);
  });

  it('hold nothing and do not exist only when the single read says so', async () => {
    const people = [...(await asked(4)), { kind: 'USER', accountKey: 'webex', externalId: NOBODY } as const];
    const held = await account.assignments.ofAssignees(people.map(bare), thorough());
    expect(held.get(NOBODY)).toBeNull();
    expect(people.slice(0, 4).map(({ externalId }) => valueIn(held, externalId).length)).not.toContain(0);
  });

  it('are a problem when neither their read nor the licenses of external users can be read', async () => {
    const people = await asked(4);
    bench.strike({ kind: 'error', status: 403 }, { path: '/licenses' });
    const held = await account.assignments.ofAssignees(
      [...people.map(bare), bare({ ...present(people[0]), externalId: NOBODY })],
      thorough(),
    );
    expect(codeIn(held, NOBODY)).toBe('UPSTREAM_FORBIDDEN');
    for (const { externalId } of people) expect(held.get(externalId)).toEqual(expect.any(Array));
  });
});

describe('workspaces that their list leaves out', () => {
  it('are read alone, five of a query, and all of them where something is decided', async () => {
    const workspaces = await listed(account.assignees.WORKSPACE);
    emulator.setSwitch('listsLeaveOut', 2);
    bench.forget();
    const some = await account.assignees.WORKSPACE.byIds(idsOf(workspaces), testCall());
    expect(bench.calls()).toEqual(['GET /workspaces', ...Array<string>(5).fill(WORKSPACE)]);
    expect([...some.values()].filter((slot) => slot instanceof ProblemError)).toHaveLength(1);
    bench.forget();
    const all = await account.assignees.WORKSPACE.byIds(idsOf(workspaces), thorough());
    expect(bench.calls()).toEqual(['GET /workspaces', ...Array<string>(6).fill(WORKSPACE)]);
    for (const workspace of workspaces) expect(valueIn(all, workspace.externalId)).toEqual(workspace);
  });

  it('do not hold nothing', async () => {
    const workspaces = await listed(account.assignees.WORKSPACE);
    emulator.setSwitch('listsLeaveOut', 2);
    const held = await account.assignments.ofAssignees(workspaces.map(bare), thorough());
    for (const { externalId, assignments } of workspaces) {
      expect(valueIn(held, externalId).map((row) => row.licenseId)).toEqual(
        assignments?.map((row) => row.licenseId),
      );
    }
  });

  it('do not exist only when the single read says so', async () => {
    const gone = (await listed(account.assignees.WORKSPACE)).slice(0, 2);
    emulator.setSwitch('goneWorkspaces', 2);
    const held = await account.assignments.ofAssignees(gone.map(bare), testCall());
    expect([...held.values()]).toEqual([null, null]);
  });
});

describe('attendee accounts', () => {
  it('that are not told are not none', async () => {
    const person = { id: NOBODY, licenses: [], roles: [], errors: { siteUrls: { code: '500' } } };
    const stub = await bench.stubbed(({ url }) => ({
      body: url.includes('/people/') ? person : { items: [] },
    }));
    const user = { kind: 'USER', accountKey: 'webex', externalId: NOBODY } as const;
    const read = await stub.account.writes.readBack?.([user], thorough());
    expect(codeIn(read, NOBODY)).toBe('UPSTREAM_FORBIDDEN');
    expect((await stub.account.assignments.ofAssignees([user], thorough())).get(NOBODY)).toEqual([]);
    const [seen] = await listed({
      page: async () => ({
        items: [valueIn(await stub.account.assignees.USER.byIds([NOBODY], testCall()), NOBODY)],
        next: null,
        total: null,
      }),
    });
    expect(present(seen).siteAccounts).toBeNull();
  });
});
