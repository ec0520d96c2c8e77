// The next page a provider names is followed to that provider alone.
import { describe, expect, it } from '@jest/globals';
import { nextLink } from '../../src/upstream/links.ts';

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
