// The next page a provider names is followed to that provider alone.
import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '../../src/domain/problem.ts';
import { keepLink, nextLink, openLink } from '../../src/upstream/links.ts';

const BASE = 'https://api.example/v1';

describe('nextLink', () => {
  it.each([
    ['none', undefined],
    ['an empty header', ''],
    ['no rel', '<https://api.example/v1/people?cursor=2>'],
    ['another rel', '<https://api.example/v1/people?cursor=0>; rel="prev"'],
    ['a rel that only begins like next', '<https://api.example/v1/people?cursor=0>; rel="next-archive"'],
    ['a rel that only ends like next', '<https://api.example/v1/people?cursor=0>; rel="my-next"'],
    ['next in a title', '<https://api.example/v1/people?cursor=0>; rel=prev; title="the next"'],
    ['next in the address', '<https://api.example/next>; rel="first"'],
  ])('is null for %s', (_, header) => {
    expect(nextLink(header, BASE)).toBeNull();
  });

  it.each([
    ['quoted', '<https://api.example/v1/people?cursor=2>; rel="next"'],
    ['bare', '<https://api.example/v1/people?cursor=2>; rel=next'],
    ['in capitals', '<https://api.example/v1/people?cursor=2>; REL="NEXT"'],
    ['spaced', '<https://api.example/v1/people?cursor=2> ;  rel = "next"'],
    ['one of several', '<https://api.example/v1/people?cursor=2>; rel="last next"'],
    ['after a title', '<https://api.example/v1/people?cursor=2>; title="x"; rel="next"'],
    [
      'after another link',
      '<https://api.example/a,b>; rel="prev", <https://api.example/v1/people?cursor=2>; rel="next"',
    ],
    [
      'before another link',
      '<https://api.example/v1/people?cursor=2>; rel="next",<https://api.example/>; rel="last"',
    ],
    ['relative', '</v1/people?cursor=2>; rel="next"'],
  ])('finds a next that is %s', (_, header) => {
    expect(nextLink(header, BASE)?.href).toBe('https://api.example/v1/people?cursor=2');
  });

  it.each([
    ['another host', 'https://elsewhere.example/v1/people'],
    ['a host that begins alike', 'https://api.example.elsewhere.example/v1/people'],
    ['a host behind a name', 'https://api.example@elsewhere.example/v1/people'],
    ['another port', 'https://api.example:8443/v1/people'],
    ['no encryption', 'http://api.example/v1/people'],
    ['a host without a scheme', '//elsewhere.example/v1/people'],
    ['a host behind backslashes', '\\\\elsewhere.example\\v1'],
    ['a script', 'javascript:alert(1)'],
    ['no address', 'https://'],
  ])('refuses a next on %s, and does not repeat it', (_, target) => {
    const follow = (): unknown => nextLink(`<${target}>; rel="next"`, BASE);
    expect(follow).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'UPSTREAM_BAD_RESPONSE' }) }),
    );
    expect(follow).toThrow(expect.objectContaining({ message: expect.not.stringContaining('elsewhere') }));
  });
});

const USERS = { base: BASE, path: '/users' };
const FIRST = `${BASE}/users?top=2`;

/** The code of what is thrown, and what it says. */
function refusal(refused: () => unknown): string {
  try {
    refused();
  } catch (error) {
    if (error instanceof ProblemError) {
      const { code, accountKey, message } = error.problem;
      return `${code} ${accountKey ?? '-'} ${message}`;
    }
    throw error;
  }
  return 'not refused';
}

describe('a link that is kept', () => {
  const keep = (link: string | null | undefined, asked = FIRST) =>
    keepLink(link, USERS, { asked, accountKey: 'acme' });

  it.each([
    ['a whole URL', 'https://api.example/v1/users?skip=2'],
    ['a URL whose host is in capitals', 'HTTPS://API.EXAMPLE:443/v1/users?skip=2'],
    ['a path', '/v1/users?skip=2'],
    ['a path relative to the page', 'users?skip=2'],
    ['a query', '?skip=2'],
    ['a URL with a place in the page', 'https://api.example/v1/users?skip=2#top'],
    ['a roundabout path', '/v1/other/../users?skip=2'],
  ])('is a path and query below the base URL, for %s', (_, link) => {
    expect(keep(link)).toBe('/users?skip=2');
  });

  it('may be of a page below, of a list without a path, or under a host alone', () => {
    expect(keep('/v1/users/page/2')).toBe('/users/page/2');
    const from = { asked: 'https://api.example/users', accountKey: 'acme' };
    for (const base of ['https://api.example', 'https://api.example/']) {
      expect(keepLink('/a?b=c', { base, path: '' }, from)).toBe('/a?b=c');
      expect(openLink('/a?b=c', { base, path: '' })).toBe('https://api.example/a?b=c');
    }
  });

  it('may have what ids hold in the path of the list', () => {
    const members = { base: BASE, path: '/groups/a%2Fb%25/members' };
    const asked = `${BASE}/groups/a%2Fb%25/members`;
    const kept = keepLink('?skip=2', members, { asked, accountKey: 'acme' });
    expect(kept).toBe('/groups/a%2Fb%25/members?skip=2');
    expect(openLink(kept ?? '', members)).toBe(`${asked}?skip=2`);
  });

  it.each([undefined, null, ''])('is none for %j', (link) => {
    expect(keep(link)).toBeNull();
  });

  it.each([
    ['another host', 'https://elsewhere.example/v1/users?skip=2'],
    ['a host without a scheme', '//elsewhere.example/v1/users'],
    ['a host behind backslashes', '\\\\elsewhere.example\\v1\\users'],
    ['another port', 'https://api.example:8443/v1/users'],
    ['no encryption', 'http://api.example/v1/users'],
    ['a name and a password', 'https://me:secret@api.example/v1/users?skip=2'],
    ['a password', 'https://:secret@api.example/v1/users?skip=2'],
    ['a name', 'https://me@api.example/v1/users?skip=2'],
    ['another version', 'https://api.example/v2/users'],
    ['a path that begins like the base', 'https://api.example/v1-beta/users'],
    ['another list', 'https://api.example/v1/groups'],
    ['a list that begins alike', 'https://api.example/v1/users-deleted'],
    ['a path that climbs', '/v1/users/../../admin'],
    ['a path that climbs in disguise', '/v1/users/..%2f..%2fadmin'],
    ['a script', 'javascript:alert(1)'],
    ['no address', 'https://'],
  ])('is refused when it leads to %s', (_, link) => {
    expect(refusal(() => keep(link))).toBe(
      'UPSTREAM_BAD_RESPONSE acme The provider linked the next page to another place than the list.',
    );
  });

  it.each([FIRST, '/v1/users?top=2', '?top=2#again'])('is refused when it is the page itself: %s', (link) => {
    expect(refusal(() => keep(link))).toBe(
      'UPSTREAM_BAD_RESPONSE acme The provider linked a page as the next of itself.',
    );
  });
});

describe('a kept link that is opened', () => {
  it('is under the base URL of today', () => {
    const moved = { base: 'http://127.0.0.1:4105/proxy/v1/', path: '/users' };
    expect(openLink('/users?skip=2&token=a%2Bb==', USERS)).toBe(`${BASE}/users?skip=2&token=a%2Bb==`);
    expect(openLink('/users?skip=2', moved)).toBe('http://127.0.0.1:4105/proxy/v1/users?skip=2');
  });

  it.each([
    'https://elsewhere.example/users',
    '//elsewhere.example/users',
    '/\\\\elsewhere.example/users',
    '\\\\elsewhere.example/users',
    '@elsewhere.example/users',
    ':8443/users',
    '.elsewhere.example/users',
    '',
    '/',
    'users',
    '?skip=2',
    '/users/../admin',
    '/users/./2',
    '/users/%2e%2e/admin',
    '/users/.%2E/admin',
    '/users/..%2fadmin',
    '/users/..%5cadmin',
    '/users/%252e%252e/admin',
    '/users//2',
    '/users\\..\\admin',
    '/users-deleted?skip=2',
    '/groups?skip=2',
    '/users?skip=2#top',
    '/users?skip=2 HTTP/1.1',
    '/users?skip=2\r\nhost: elsewhere.example',
    '/users?skip=\n2',
    '/users\t?skip=2',
    '/users?skip=2\u0000',
    '/users?skip=ö',
    "/users?skip='2'",
  ])('is BAD_CURSOR where nobody kept it: %j', (forged) => {
    expect(refusal(() => openLink(forged, USERS))).toBe(
      'BAD_CURSOR - This cursor was not made by this list.',
    );
  });
});
