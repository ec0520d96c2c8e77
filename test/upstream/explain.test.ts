// From a status to a problem, and when to come back.
import { describe, expect, it } from '@jest/globals';
import { explainStatus, retryAfterMs, type Explanation } from '../../src/upstream/explain.ts';
import type { Problem } from '../../src/domain/problem.ts';

const NOW = Date.UTC(2026, 0, 31, 12, 0, 0);

function explain(status: number, said: Explanation = {}, headers: Record<string, string> = {}): Problem {
  return explainStatus({ status, headers, body: undefined, content: 'EMPTY' }, said, 'acme', NOW);
}

describe('explainStatus', () => {
  const statuses: Readonly<Record<string, readonly number[]>> = {
    UPSTREAM_REJECTED: [301, 400, 404, 409],
    UPSTREAM_CREDENTIALS: [401],
    UPSTREAM_FORBIDDEN: [403],
    UPSTREAM_THROTTLED: [423, 429],
    UPSTREAM_UNAVAILABLE: [408, 500, 502, 503, 599],
  };
  const rows = Object.entries(statuses).flatMap(([code, ofCode]) =>
    ofCode.map((status) => [status, code] as const),
  );

  it.each(rows)('%i is %s', (status, code) => {
    expect(explain(status)).toMatchObject({
      code,
      retryable: ['UPSTREAM_THROTTLED', 'UPSTREAM_UNAVAILABLE'].includes(code),
      accountKey: 'acme',
      blame: status === 401 ? 'PLATFORM' : 'PROVIDER',
      retryAt: null,
    });
  });

  it('says what happened in words', () => {
    const said = [401, 403, 404, 429, 503].map((status) => explain(status).message);
    expect(said).toEqual([
      'The provider refused the credentials of this account.',
      'The provider does not permit this account to do that.',
      'The provider refused the request.',
      'The provider asked for a pause.',
      'The provider failed.',
    ]);
    expect(explain(404, { code: 'UPSTREAM_TIMEOUT' }).message).toBe('The provider refused the request.');
  });

  it('lets the provider know better', () => {
    const said = { code: 'UPSTREAM_CREDENTIALS', providerCode: 'E7', upstreamRequestId: 'r-1' } as const;
    expect(explain(400, said)).toMatchObject({ ...said, retryable: false });
  });

  it('tells a hint where one helps, the provider’s own before ours', () => {
    expect(explain(403).hint).toMatch(/role or scope/);
    expect(explain(403, { hint: 'Ask Ada.' }).hint).toBe('Ask Ada.');
    expect(explain(404).hint).toBeNull();
  });

  it('tells when to come back only where coming back helps', () => {
    const headers = { 'retry-after': '30' };
    expect(explain(429, {}, headers).retryAt).toBe('2026-01-31T12:00:30.000Z');
    expect(explain(503, {}, headers).retryAt).toBe('2026-01-31T12:00:30.000Z');
    expect(explain(404, {}, headers).retryAt).toBeNull();
    expect(explain(401, {}, headers).retryAt).toBeNull();
  });

  it('takes the wait the provider tells elsewhere', () => {
    expect(explain(429, { retryAfterMs: 1500 }, { 'retry-after': '30' }).retryAt).toBe(
      '2026-01-31T12:00:01.500Z',
    );
    expect(explain(429, { retryAfterMs: null }, { 'retry-after': '30' }).retryAt).toBe(
      '2026-01-31T12:00:30.000Z',
    );
  });

  it.each(['9'.repeat(30), '8640000000001', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
    'takes no pause for longer than a day (%s)',
    (header) => {
      expect(explain(429, {}, { 'retry-after': header }).retryAt).toBe('2026-02-01T12:00:00.000Z');
    },
  );
});

describe('retryAfterMs', () => {
  it.each([
    [undefined, null],
    ['0', 0],
    ['7', 7000],
    [' 7 ', 7000],
    ['Sat, 31 Jan 2026 12:00:05 GMT', 5000],
    ['Sat, 31 Jan 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['', null],
  ])('%j is %j', (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });
});
