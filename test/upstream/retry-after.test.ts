// Pauses that a vendor asks for: in every form it may ask in, on every answer it may ask with, and kept.
import { describe, expect, it } from '@jest/globals';
import { retryAfterMs } from '../../src/upstream/explain.ts';
import { problemOf } from '../support/assertions.ts';
import { READ, WRITE, answer, createScripted, openCall } from './scripted.ts';

const NOON = Date.UTC(2026, 0, 31, 12);

describe('Retry-After', () => {
  it.each([
    ['30', 30_000],
    [' 30 ', 30_000],
    ['0', 0],
    // Against the RFC, and no date either: these were taken for the years 2045 and 2001.
    ['45.7', 45_700],
    ['1.5', 1_500],
    ['0.0001', 1],
    ['Sat, 31 Jan 2026 12:00:10 GMT', 10_000],
    ['Saturday, 31-Jan-26 12:00:10 GMT', 10_000],
    ['Sat Jan 31 12:00:10 2026', 10_000],
    ['Sat, 31 Jan 2026 11:00:00 GMT', 0],
  ])('%j asks for %d ms', (header, wait) => {
    expect(retryAfterMs(header, NOON)).toBe(wait);
  });

  it.each([undefined, '', 'soon', '-1', '1e3', '1,5', '2026-01-31', '2026-01-31T12:00:10Z', '12/31'])(
    '%j asks for nothing that could be kept',
    (header) => {
      expect(retryAfterMs(header, NOON)).toBeNull();
    },
  );
});

describe.each([429, 503])('a pause asked for with %d', (status) => {
  const pause = (seconds: number) => answer(status, {}, { 'retry-after': String(seconds) });

  it('is waited for when it is short, and then the read is sent again', async () => {
    const scripted = createScripted();
    scripted.next(pause(1), answer(200));
    await scripted.upstream.send(READ, openCall());
    expect(scripted.waits).toHaveLength(1);
    expect(scripted.waits[0]).toBeGreaterThanOrEqual(1_000);
    expect(scripted.sent).toHaveLength(2);
  });

  it('keeps everything else from being sent until it is over, when it is long', async () => {
    const scripted = createScripted();
    scripted.next(pause(60));
    const first = await problemOf(scripted.upstream.send(READ, openCall()));
    const until = new Date(scripted.clock.now + 60_000).toISOString();
    expect(first).toMatchObject({ retryable: true, retryAt: until });
    for (const request of [READ, WRITE]) {
      const held = await problemOf(scripted.upstream.send(request, openCall()));
      expect(held).toMatchObject({ code: 'UPSTREAM_THROTTLED', retryable: true, retryAt: until });
    }
    expect(scripted.sent).toHaveLength(1);
    expect(scripted.upstream.status()).toMatchObject({
      pausedUntil: until,
      // What the vendor said, not that requests were held back here since.
      lastProblem: { code: first.code },
    });
    scripted.clock.now += 60_000;
    scripted.next(answer(200));
    await scripted.upstream.send(READ, openCall());
    expect(scripted.upstream.status().pausedUntil).toBeNull();
  });

  it('is not ended by a shorter one that is asked for of a request under way', async () => {
    const scripted = createScripted({ limits: { retries: 0 } });
    scripted.next(pause(60), pause(0));
    const [first] = await Promise.all([
      problemOf(scripted.send(READ)),
      problemOf(scripted.send({ ...READ, url: 'https://api.example/others' })),
    ]);
    expect(scripted.sent).toHaveLength(2);
    expect(scripted.upstream.status().pausedUntil).toBe(first.retryAt);
    const held = await problemOf(scripted.send());
    expect(held).toMatchObject({ code: 'UPSTREAM_THROTTLED', retryAt: first.retryAt });
  });
});

describe('the circuit breaker', () => {
  it('does not hide what the vendor last failed with', async () => {
    const scripted = createScripted({ limits: { breakerFailures: 1, retries: 0 } });
    scripted.next(answer(500));
    await problemOf(scripted.upstream.send(READ, openCall()));
    const held = await problemOf(scripted.upstream.send(READ, openCall()));
    expect(held.code).toBe('UPSTREAM_CIRCUIT_OPEN');
    expect(held.hint).toContain('UPSTREAM_UNAVAILABLE');
    expect(scripted.sent).toHaveLength(1);
    expect(scripted.upstream.status()).toMatchObject({
      circuit: 'OPEN',
      lastProblem: { code: 'UPSTREAM_UNAVAILABLE' },
      pausedUntil: held.retryAt,
    });
  });
});
