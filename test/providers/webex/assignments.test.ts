// Who holds a license, all assignments there are, and what people and workspaces hold.
import { describe, expect, it } from '@jest/globals';
import { access } from '../../../emulators/webex/index.ts';
import type { User, Workspace } from '../../../src/domain/assignee.ts';
import type { Assignment } from '../../../src/domain/assignment.ts';
import type { Slots } from '../../../src/domain/page.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import { codeIn, problemOf, valueIn } from '../../support/assertions.ts';
import { listed, pagesOf, rowsOf } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { bare, externalsOf, licenseId, webexId } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('webex');
const { account, emulator } = bench;

const PEOPLE = 'GET /people';
const PERSON = 'GET /people/:id';
const WORKSPACES = 'GET /workspaces';
const WORKSPACE = 'GET /workspaces/:id';
const LICENSES = 'GET /licenses';
const HOLDERS = 'GET /licenses/:id';
const NO_LICENSE = 'bm8tc3VjaC1saWNlbnNlLWF0LWFsbA';

function holdersOf(license: string): Promise<readonly Assignment[]> {
  return rowsOf((cursor) => account.assignments.ofLicense(license, cursor, testCall()));
}

function keysOf(assignments: readonly Assignment[]): string[] {
  return assignments.map(
    ({ licenseId: license, assignee }) => `${license} ${assignee.kind} ${assignee.externalId}`,
  );
}

function isExternal({ assignee }: Assignment): boolean {
  return assignee.kind === 'USER' && assignee.userKind === 'EXTERNAL';
}

describe('the holders of one license', () => {
  it('are one call for three hundred, with name, address and the license itself', async () => {
    const meetingsSuite = licenseId('meetingsSuite');
    const page = await account.assignments.ofLicense(meetingsSuite, null, testCall());
    expect(bench.calls()).toEqual([HOLDERS]);
    expect(page.items).toHaveLength(134);
    expect(page).toMatchObject({ next: null, total: null });
    const license = (await account.catalogue(testCall())).items.find(
      (one) => one.externalId === meetingsSuite,
    );
    for (const item of page.items) {
      expect(item).toEqual({
        accountKey: 'webex',
        licenseId: meetingsSuite,
        license,
        assignee: expect.objectContaining({
          kind: 'USER',
          displayName: expect.any(String),
          email: expect.stringContaining('@'),
          userKind: expect.stringMatching(/^(INTERNAL|EXTERNAL)$/),
        }),
        status: 'ACTIVE',
        assignedAt: null,
        removalOn: null,
      });
    }
  });

  it('are workspaces after the users, read only when they are asked for', async () => {
    const professional = licenseId('professional');
    const pages = await pagesOf((cursor) => account.assignments.ofLicense(professional, cursor, testCall()));
    expect(bench.calls()).toEqual([HOLDERS, WORKSPACES]);
    expect(pages.map(({ items }) => items.length)).toEqual([45, 2]);
    expect(pages[1]?.items.map(({ assignee }) => assignee.kind)).toEqual(['WORKSPACE', 'WORKSPACE']);
    expect(pages[1]?.items.map(({ assignee }) => assignee.assignments?.length)).toEqual([1, 1]);
  });

  it('are users only where no workspace has it, or none could be named', async () => {
    for (const name of ['messaging', 'roomKit', 'ucm']) {
      bench.forget();
      await holdersOf(licenseId(name));
      expect(bench.calls()).toEqual([HOLDERS]);
    }
  });

  it('are nobody for a license that does not exist', async () => {
    expect(await holdersOf(NO_LICENSE)).toEqual([]);
  });
});

describe('all assignments', () => {
  it('are people, workspaces and external users, each assignment once', async () => {
    const all = await listed(account.assignments);
    // Whether people have moved into a page that was read, only that page itself tells.
    expect(bench.calls()).toEqual([PEOPLE, PEOPLE, PEOPLE, WORKSPACES, LICENSES, HOLDERS, HOLDERS]);
    expect(new Set(keysOf(all)).size).toBe(all.length);
    expect(new Set(all.map(({ assignee }) => assignee.kind))).toEqual(new Set(['USER', 'WORKSPACE']));
  });

  it('are the same as the holders of every license put together', async () => {
    const { items: licenses } = await account.catalogue(testCall());
    const each = await Promise.all(licenses.map(({ externalId }) => holdersOf(externalId)));
    const all = await listed(bench.open().assignments);
    expect(keysOf(all).sort()).toEqual(keysOf(each.flat()).sort());
    expect(all.filter(isExternal)).toHaveLength(8);
  });

  it('bring along what each assignee holds, and the license where it is told', async () => {
    for (const assignment of await listed(account.assignments)) {
      expect(assignment.assignee.assignments !== undefined).toBe(!isExternal(assignment));
      expect(assignment.license !== undefined).toBe(isExternal(assignment));
    }
  });

  it('ask who is listed as a person when a kind of user is unknown', async () => {
    const before = keysOf(await listed(account.assignments)).sort();
    bench.strike({ kind: 'unknown-enum' }, { path: '/licenses/' });
    const after = await listed(bench.open().assignments);
    expect(keysOf(after).sort()).toEqual(before);
    expect(
      after.filter(({ assignee }) => assignee.kind === 'USER' && assignee.userKind === 'UNKNOWN'),
    ).toHaveLength(8);
  });

  it.each([
    ['that is listed', `external:${NO_LICENSE},${licenseId('meetingsSuite')}:`],
    ['behind it in the catalogue', `external-from:${webexId('LICENSE/00000000')}:`],
  ])('go on with the next license %s when one is gone', async (_, cursor) => {
    const rows = await rowsOf((at) => account.assignments.page(at ?? cursor, testCall()));
    expect(rows).toHaveLength(8);
  });

  it('fail rather than leave out people whose licenses are not told', async () => {
    const person = { id: 'cGVyc29uLXdpdGgtcHJvYmxlbXM', roles: [], errors: { licenses: { code: '500' } } };
    const stub = await bench.stubbed(({ url }) => {
      const { pathname } = new URL(url, 'http://x');
      if (pathname.includes('/people/')) return { body: person };
      return { body: { items: pathname.endsWith('people') ? [person] : [] } };
    });
    const problem = await problemOf(stub.account.assignments.page(null, testCall()));
    expect(problem).toMatchObject({ code: 'UPSTREAM_FORBIDDEN' });
  });
});

function licensesIn(assignments: readonly Assignment[] | undefined): string[] {
  return (assignments ?? []).map((assignment) => assignment.licenseId).sort();
}

/** Whether each of these was found to hold what came along with it in its list. */
function expectAsListed(
  found: Slots<readonly Assignment[]>,
  listedOnes: readonly (User | Workspace)[],
): void {
  for (const { externalId, assignments } of listedOnes) {
    expect(licensesIn(valueIn(found, externalId))).toEqual(licensesIn(assignments));
  }
}

describe('what people hold', () => {
  it('costs nothing when it came along', async () => {
    const known = await listed(account.assignees.USER);
    bench.forget();
    const found = await account.assignments.ofAssignees(known, testCall());
    expect(bench.calls()).toEqual([]);
    for (const user of known) expect(found.get(user.externalId)).toBe(user.assignments);
  });

  it('is read one by one while nobody knows how many people there are', async () => {
    const wanted = (await listed(bench.open().assignees.USER)).slice(0, 10);
    bench.forget();
    const found = await account.assignments.ofAssignees(wanted.map(bare), testCall());
    expect(bench.calls()).toEqual(Array(10).fill(PERSON));
    expectAsListed(found, wanted);
  });

  it('is read from the list of people once the catalogue told that this is less', async () => {
    const wanted = (await listed(bench.open().assignees.USER)).slice(-10);
    await bench.warm();
    const found = await account.assignments.ofAssignees(wanted.map(bare), testCall());
    expect(bench.calls()).toEqual([PEOPLE, PEOPLE]);
    expectAsListed(found, wanted);
    bench.forget();
    await account.assignments.ofAssignees(wanted.slice(0, 2).map(bare), testCall());
    expect(bench.calls()).toEqual([PERSON, PERSON]);
  });

  it('stops reading the list once everybody is found', async () => {
    const wanted = (await listed(bench.open().assignees.USER)).slice(0, 10);
    await bench.warm();
    await account.assignments.ofAssignees(wanted.map(bare), testCall());
    expect(bench.calls()).toEqual([PEOPLE]);
  });

  it('is read one by one when the list is refused, and not when Webex is down', async () => {
    const wanted = (await listed(bench.open().assignees.USER)).slice(0, 4).map(bare);
    await bench.warm();
    bench.strike({ kind: 'error', status: 403 }, { path: '/people$' });
    await account.assignments.ofAssignees(wanted, testCall());
    expect(bench.calls()).toEqual([PEOPLE, ...Array<string>(4).fill(PERSON)]);
    emulator.clearFaults();
    bench.forget();
    bench.strike({ kind: 'error', status: 503 }, { path: '/people$' });
    const found = await account.assignments.ofAssignees(wanted, testCall());
    expect(bench.calls()).not.toContain(PERSON);
    for (const slot of found.values()) expect(slot).toBeInstanceOf(ProblemError);
  });

  it('fails for the one person whose read fails', async () => {
    const wanted = (await listed(bench.open().assignees.USER)).slice(0, 3);
    bench.strike({ kind: 'half-json' }, { path: `/people/${wanted[0]?.externalId}` });
    const found = await account.assignments.ofAssignees(wanted.map(bare), testCall());
    const failed = wanted.map(({ externalId }) => found.get(externalId) instanceof ProblemError);
    expect(failed).toEqual([true, false, false]);
  });

  it('is turned round from the site licenses for users of other organisations', async () => {
    const wanted = await externalsOf(bench.open());
    bench.forget();
    const found = await account.assignments.ofAssignees(wanted, testCall());
    expect(bench.calls()).toEqual([LICENSES, HOLDERS, HOLDERS]);
    expect(wanted).toHaveLength(8);
    for (const { externalId } of wanted) {
      expect(licensesIn(valueIn(found, externalId))).toContain(licenseId('meetingsSuite'));
    }
  });

  it('does not exist for people who do not', async () => {
    const user: User = { kind: 'USER', accountKey: 'webex', externalId: 'bm9ib2R5LW5vYm9keS1ub2JvZHk' };
    const slots = await account.assignments.ofAssignees([user], testCall());
    expect(slots.get(user.externalId)).toBeNull();
    bench.forget();
    const internal: User = { ...user, userKind: 'INTERNAL' };
    const found = await bench.open().assignments.ofAssignees([internal], testCall());
    expect(found.get(user.externalId)).toBeNull();
    expect(bench.calls()).toEqual([PERSON]);
  });

  it('is a problem, not nothing, when the token may not see it', async () => {
    const [first] = (await listed(account.assignees.USER)).map(bare);
    const weak = bench.open({ accessToken: access.userAccessToken });
    const found = await weak.assignments.ofAssignees(first ? [first] : [], testCall());
    expect(codeIn(found, first?.externalId ?? '')).toBe('UPSTREAM_FORBIDDEN');
  });
});

describe('what workspaces hold', () => {
  it('is read from the list of all, which says of the others that they have none', async () => {
    const all = await listed(account.assignees.WORKSPACE);
    bench.forget();
    const found = await account.assignments.ofAssignees(all.map(bare), testCall());
    expect(bench.calls()).toEqual([WORKSPACES]);
    expectAsListed(found, all);
  });

  it('is read alone for one', async () => {
    const one = (await listed(account.assignees.WORKSPACE)).slice(0, 1);
    bench.forget();
    const found = await account.assignments.ofAssignees(one.map(bare), testCall());
    expect(bench.calls()).toEqual([WORKSPACE]);
    expect(one).toHaveLength(1);
    expectAsListed(found, one);
  });

  it('is nothing, without a call, for those with another kind of calling', async () => {
    const other: Workspace = {
      kind: 'WORKSPACE',
      accountKey: 'webex',
      externalId: 'w',
      callingType: 'freeCalling',
    };
    const found = await account.assignments.ofAssignees([other], testCall());
    expect(found.get('w')).toEqual([]);
    expect(bench.calls()).toEqual([]);
  });

  it('asks for nothing when nobody is asked for', async () => {
    await account.assignments.ofAssignees([], testCall());
    expect(bench.calls()).toEqual([]);
  });
});
