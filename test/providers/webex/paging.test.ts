// Lists page by page: links, cursors, where a list ends, and lists that do not.
import { describe, expect, it } from '@jest/globals';
import { access } from '../../../emulators/webex/index.ts';
import { callerError } from '../../../src/domain/problem.ts';
import type { Slice } from '../../../src/providers/webex/vendor-pages.ts';
import { walk } from '../../../src/providers/webex/reads/walk.ts';
import { problemOf } from '../../support/assertions.ts';
import { listed, rowsOf } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { bare, licenseId } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('webex');
const { account } = bench;

describe('walking a list', () => {
  interface Row {
    readonly id: string;
  }

  function row(id: string): Row {
    return { id };
  }

  type Told = Pick<Slice<Row>, 'rows' | 'next'> & Partial<Slice<Row>>;

  async function ids(read: (token: string | null) => Told): Promise<readonly string[]> {
    const found: string[] = [];
    const slice = async (token: string | null): Promise<Slice<Row>> => {
      await Promise.resolve();
      return { leftOut: 0, count: null, ...read(token) };
    };
    for await (const { rows } of walk(slice, 'webex')) found.push(...rows.map(({ id }) => id));
    return found;
  }

  it('gives every row once', async () => {
    const read = (token: string | null) =>
      token === null ? { rows: [row('a'), row('b')], next: '2' } : { rows: [row('b'), row('c')], next: null };
    expect(await ids(read)).toEqual(['a', 'b', 'c']);
  });

  it('starts again once when a token is forgotten, and repeats nothing', async () => {
    let hasExpired = false;
    const read = (token: string | null) => {
      if (token === '2' && !hasExpired) {
        hasExpired = true;
        throw callerError('CURSOR_EXPIRED', 'gone');
      }
      return token === null ? { rows: [row('a')], next: '2' } : { rows: [row('b')], next: null };
    };
    expect(await ids(read)).toEqual(['a', 'b']);
  });

  it('starts again once when the list is no longer as long as it was', async () => {
    let left = 4;
    const read = (token: string | null) => {
      const rows = ['a', 'b', 'c', 'd'].slice(-left).map(row);
      if (token === null) return { rows: rows.slice(0, 2), next: '2', count: left };
      if (left === 4) left = 3;
      return { rows: rows.slice(2), next: null, count: left };
    };
    expect(await ids(read)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('gives up when the list keeps changing its length', async () => {
    let count = 0;
    const read = (token: string | null) => {
      count += 1;
      return { rows: [row(String(count))], next: token === null ? '2' : null, count };
    };
    expect((await problemOf(ids(read))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('gives up when a token is forgotten twice', async () => {
    const read = (token: string | null) => {
      if (token !== null) throw callerError('CURSOR_EXPIRED', 'gone');
      return { rows: [row('a')], next: '2' };
    };
    expect((await problemOf(ids(read))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('refuses pages without a new row', async () => {
    let page = 0;
    const read = () => {
      page += 1;
      return { rows: [row('a')], next: String(page) };
    };
    expect((await problemOf(ids(read))).code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(page).toBe(2);
  });

  it('refuses a way back', async () => {
    const read = (token: string | null) => ({ rows: [row(`row ${token}`)], next: token === '1' ? '2' : '1' });
    expect((await problemOf(ids(read))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('ends somewhere', async () => {
    let page = 0;
    const read = () => {
      page += 1;
      return { rows: [row(String(page))], next: String(page) };
    };
    expect(await problemOf(ids(read))).toMatchObject({
      code: 'UPSTREAM_TOO_MANY_PAGES',
      accountKey: 'webex',
    });
    expect(page).toBe(500);
  });

  it('passes every other failure on', async () => {
    const read = (): Told => {
      throw callerError('BAD_CURSOR', 'no');
    };
    expect((await problemOf(ids(read))).code).toBe('BAD_CURSOR');
  });
});

describe('a page', () => {
  it('without its list is the last one behind others, as long as it links on', async () => {
    const headers = { link: '</v1/people?cursor=more>; rel="next"' };
    const stub = await bench.stubbed(({ url }) => ({
      headers,
      body: url.includes('cursor') ? {} : { items: [{ id: 'one' }] },
    }));
    expect((await listed(stub.account.assignees.USER)).map((row) => row.externalId)).toEqual(['one']);
  });

  it('drops rows that come twice', async () => {
    const items = [{ id: 'one' }, { id: 'two' }, { id: 'one' }];
    const stub = await bench.stubbed(() => ({ body: { items } }));
    const page = await stub.account.assignees.USER.page(null, testCall());
    expect(page.items.map((row) => row.externalId)).toEqual(['one', 'two']);
  });

  it('follows no link to another origin', async () => {
    const link = '<https://elsewhere.example/v1/people?cursor=x>; rel="next"';
    const stub = await bench.stubbed(() => ({ headers: { link }, body: { items: [{ id: 'one' }] } }));
    const problem = await problemOf(stub.account.assignees.USER.page(null, testCall()));
    expect(problem).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', accountKey: 'webex' });
    expect(problem.message).not.toContain('elsewhere');
  });

  it('is asked for with the organisation named once, however the link names it', async () => {
    const orgId = access.tenants[0]?.orgId ?? '';
    const headers = { link: '</v1/people?cursor=c1&orgId=other>; rel="next"' };
    const stub = await bench.stubbed(
      ({ url }) =>
        url.includes('cursor')
          ? { body: { items: [{ id: 'two' }] } }
          : { headers, body: { items: [{ id: 'one' }] } },
      { accessToken: 't', orgId },
    );
    const rows = await listed(stub.account.assignees.USER);
    expect(rows.map((row) => row.externalId)).toEqual(['one', 'two']);
    expect(stub.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET /v1/people?orgId=${orgId}&max=100`,
      `GET /v1/people?cursor=c1&orgId=${orgId}&max=100`,
      // The first page again: whether rows have moved into it nothing else would tell.
      `GET /v1/people?orgId=${orgId}&max=100`,
    ]);
  });

  it('of the holders of a license leads on to the next, each holder once', async () => {
    const ids = Array.from({ length: 650 }, (_, index) => `user-${index}`);
    const stub = await bench.stubbed(({ url, headers: { host } }) => {
      const { pathname, searchParams } = new URL(url, 'http://x');
      const start = Number(searchParams.get('next') ?? 0);
      const users = ids
        .slice(start, start + 300)
        .map((id) => ({ id, type: 'INTERNAL', displayName: id, email: null }));
      const link = `<http://${host}${pathname}?includeAssignedTo=user&limit=300&next=${start + 300}>; rel="next"`;
      const body = { id: 'license', name: 'L', consumedByUsers: ids.length, consumedByWorkspaces: 0, users };
      return { body, ...(start + 300 < ids.length && { headers: { link } }) };
    });
    const { assignments } = stub.account;
    const rows = await rowsOf((cursor) => assignments.ofLicense('license', cursor, testCall()));
    expect(rows.map(({ assignee }) => assignee.externalId)).toEqual(ids);
    expect(stub.requests).toHaveLength(3);
    expect(stub.requests[0]).toMatchObject({
      method: 'GET',
      url: '/v1/licenses/license?includeAssignedTo=user&limit=300',
    });
  });
});

describe('a page that comes twice', () => {
  const TWICE = { path: '/people$', after: 1 };

  it('ends the list of people with a problem', async () => {
    bench.strike({ kind: 'repeat-page' }, TWICE);
    const problem = await problemOf(listed(account.assignees.USER));
    expect(problem).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', accountKey: 'webex' });
  });

  it('ends the list of all assignments with a problem', async () => {
    bench.strike({ kind: 'repeat-page' }, TWICE);
    const problem = await problemOf(listed(account.assignments));
    expect(problem).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
  });

  it('makes a look-up in the list fall back to single reads', async () => {
    await bench.warm();
    const wanted = (await listed(account.assignees.USER)).slice(100, 105).map(bare);
    expect(wanted).toHaveLength(5);
    bench.emulator.reset();
    bench.strike({ kind: 'repeat-page' }, TWICE);
    const found = await account.assignments.ofAssignees(wanted, testCall());
    for (const { externalId } of wanted) expect(found.get(externalId)).toEqual(expect.any(Array));
    expect(bench.calls()).toEqual([
      ...Array<string>(2).fill('GET /people'),
      ...Array<string>(5).fill('GET /people/:id'),
    ]);
  });
});

describe('cursors', () => {
  const OF_PEOPLE = [
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
  const OF_HOLDERS = ['', 'users:', 'next=a', 'users:a=b', 'people:cursor=a', 'workspaces:x', 'external:'];
  const OF_ALL = [
    '',
    'people:',
    'users:next=a',
    'external:..:',
    'external:a b:',
    `external:${licenseId('meetingsSuite')}:x`,
    'external::',
    'external-from:',
    'external-from:..:',
  ];

  it.each([
    ['people', OF_PEOPLE, (cursor: string) => account.assignees.USER.page(cursor, testCall())],
    [
      'workspaces',
      ['all-workspaces:start=1&x=2'],
      (cursor: string) => account.assignees.WORKSPACE.page(cursor, testCall()),
    ],
    ['holders', OF_HOLDERS, (cursor: string) => holders(cursor)],
    ['all assignments', OF_ALL, (cursor: string) => account.assignments.page(cursor, testCall())],
  ] as const)('that are not those of the list are refused without a call: %s', async (_, cursors, read) => {
    for (const cursor of cursors) expect(await problemOf(read(cursor))).toMatchObject({ code: 'BAD_CURSOR' });
    expect(bench.calls()).toEqual([]);
  });

  function holders(cursor: string) {
    return account.assignments.ofLicense(licenseId('messaging'), cursor, testCall());
  }

  it.each([
    ['people', () => account.assignees.USER.page('all-people:cursor=forgotten', testCall())],
    ['holders', () => holders('users:next=forgotten')],
  ] as const)('that Webex no longer knows are said to have expired: %s', async (_, read) => {
    expect(await problemOf(read())).toMatchObject({
      code: 'CURSOR_EXPIRED',
      blame: 'CALLER',
      hint: expect.stringContaining('after'),
    });
  });
});
