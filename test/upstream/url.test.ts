// Whatever is in an id or a value stays where it belongs in an address.
import { describe, expect, it } from '@jest/globals';
import { buildUrl } from '../../src/upstream/url.ts';
import { createRandom, seeds } from '../support/random.ts';

const BASE = 'https://api.example/v2';

const PIECES: readonly [string, ...string[]] = [
  '.',
  '..',
  '/',
  '\\',
  '%2F',
  '%2e%2e',
  '?',
  '#',
  '&',
  '=',
  '+',
  ' ',
  ';',
  ':',
  '@',
  'ö',
  '東京',
  '🏬',
  '\n',
  '\u0000',
  'a',
  'B7',
  '-',
];

describe('buildUrl', () => {
  it.each(seeds(200))('puts each segment where it belongs, whatever is in it (seed %i)', (seed) => {
    const random = createRandom(seed);
    const segment = (): string => {
      const text = Array.from({ length: random.whole(1, 6) }, () => random.pick(PIECES)).join('');
      return text === '.' || text === '..' ? `${text}x` : text;
    };
    const segments = Array.from({ length: random.whole(1, 4) }, segment);
    const url = new URL(buildUrl(BASE, segments));
    expect(url.origin).toBe('https://api.example');
    expect([url.search, url.hash]).toEqual(['', '']);
    expect(url.pathname.split('/').slice(2).map(decodeURIComponent)).toEqual(segments);
  });

  it.each(['', '.', '..', '\ud800', 'a\udc00b'])('refuses %j as a segment', (segment) => {
    expect(() => buildUrl(BASE, ['licenses', segment, 'users'])).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'BAD_ID', blame: 'CALLER' }) }),
    );
  });

  it.each(['https://api.example/v2', 'https://api.example/v2/', 'https://api.example/v2///'])(
    'takes %s as a base',
    (base) => {
      expect(buildUrl(base, ['people'])).toBe('https://api.example/v2/people');
    },
  );

  it('repeats the name of a list, and leaves out what is undefined', () => {
    const query = { id: ['a', 'b&c'], none: [], gone: undefined, limit: 50, all: true, empty: '' };
    const url = new URL(buildUrl(BASE, ['users'], query));
    expect([...url.searchParams]).toEqual([
      ['id', 'a'],
      ['id', 'b&c'],
      ['limit', '50'],
      ['all', 'true'],
      ['empty', ''],
    ]);
  });

  it('cannot be led astray by a query value', () => {
    const url = new URL(buildUrl(BASE, ['users'], { cursor: 'x&admin=true#top' }));
    expect([...url.searchParams]).toEqual([['cursor', 'x&admin=true#top']]);
    expect(url.hash).toBe('');
  });
});
