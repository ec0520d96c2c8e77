// How headers and `meta.errors` of Yext are read: when to come back, what is left, and which code it was.
import { describe, expect, it } from '@jest/globals';
import { policy } from '../../../src/providers/yext/failures.ts';
import type { UpstreamResponse } from '../../../src/upstream/upstream.ts';

const NOW = Date.UTC(2026, 0, 15, 10, 30);
const HOUR_END = Date.UTC(2026, 0, 15, 11);

function answer(status: number, headers: Record<string, string>, body?: unknown): UpstreamResponse {
  return { status, headers, body, content: body === undefined ? 'EMPTY' : 'JSON' };
}

describe('Rate-Limit-Reset', () => {
  it.each([
    ['epoch seconds', String(HOUR_END / 1000), HOUR_END],
    ['epoch milliseconds', String(HOUR_END), HOUR_END],
    ['seconds from now', '1800', HOUR_END],
    ['a reset just past', String(NOW / 1000 - 5), NOW],
  ])('in %s', (_, reset, until) => {
    const said = policy.explain(answer(429, { 'rate-limit-reset': reset }), NOW);
    expect(said.retryAfterMs).toBe(until - NOW + 1000);
  });

  it.each([['soon'], ['-1'], ['9'.repeat(40)]])('%s is no time', (reset) => {
    expect(policy.explain(answer(429, { 'rate-limit-reset': reset }), NOW).retryAfterMs).toBeNull();
    const headers = { 'rate-limit-limit': '5000', 'rate-limit-reset': reset };
    expect(policy.budget(answer(200, headers), NOW)).toEqual({ limit: 5000, remaining: null, resetAt: null });
  });

  it('gives way to Retry-After', () => {
    const headers = { 'rate-limit-reset': '1800', 'retry-after': '1' };
    expect(policy.explain(answer(429, headers), NOW).retryAfterMs).toBeNull();
  });

  it.each(['soon', '', '-1', 'Feb 30'])('stands in for a Retry-After of %j, which is none', (retryAfter) => {
    const headers = { 'rate-limit-reset': '1800', 'retry-after': retryAfter };
    expect(policy.explain(answer(429, headers), NOW).retryAfterMs).toBe(HOUR_END - NOW + 1000);
  });

  it('says nothing about other failures', () => {
    expect(policy.explain(answer(503, { 'rate-limit-reset': '1800' }), NOW).retryAfterMs).toBeNull();
  });
});

describe('the request budget', () => {
  it('is what the headers say', () => {
    const headers = { 'rate-limit-limit': '5000', 'rate-limit-remaining': '0', 'rate-limit-reset': '1800' };
    expect(policy.budget(answer(429, headers), NOW)).toEqual({
      limit: 5000,
      remaining: 0,
      resetAt: '2026-01-15T11:00:00.000Z',
    });
  });

  it('is unknown without them', () => {
    expect(policy.budget(answer(200, {}), NOW)).toBeNull();
  });
});

describe('a refusal', () => {
  it('gives the code of what failed and the id of the request, not those of a remark', () => {
    const errors = [
      { code: 1, type: 'WARNING', message: 'remark' },
      { code: 2103, type: 'NON_FATAL_ERROR', message: 'field' },
    ];
    const said = policy.explain(answer(400, {}, { meta: { uuid: 'u-1', errors } }), NOW);
    expect(said).toEqual({ providerCode: '2103', upstreamRequestId: 'u-1', retryAfterMs: null });
  });

  it('may have a body that is not Yext’s', () => {
    const said = policy.explain(answer(400, {}, ['proxy']), NOW);
    expect(said).toEqual({ providerCode: null, upstreamRequestId: null, retryAfterMs: null });
  });
});
