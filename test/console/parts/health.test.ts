// How an account answers, in a word.
import { describe, expect, it } from '@jest/globals';
import { createFormat } from '../../../src/console/kit/format.ts';
import { copyOf } from '../../../src/console/pages/accounts/copy.ts';
import { healthOf, type Health } from '../../../src/console/parts/words/health.ts';

const NOW = '2026-11-26T10:00:00Z';
const WELL: Health = { circuit: 'CLOSED', pausedUntil: null, lastSuccessAt: NOW, lastProblem: null };
const DOWN = { code: 'UPSTREAM_UNAVAILABLE' };
const format = createFormat({ languages: ['en'], now: () => Date.parse(NOW) });

describe('an account', () => {
  it.each([
    ['answers', {}, null, 'Answering'],
    ['answers again', { lastProblem: DOWN }, null, 'Answering'],
    [
      'failed when it was last read, too seldom for its circuit to open',
      { lastProblem: DOWN },
      DOWN,
      'Last read failed',
    ],
    ['asked for a pause', { pausedUntil: NOW }, DOWN, 'Asked to wait'],
    ['fails again and again', { circuit: 'OPEN' }, DOWN, 'Failing'],
    ['was not asked yet', { lastSuccessAt: null }, null, 'Not asked yet'],
  ] as const)('%s', (_what, told, problem, text) => {
    expect(healthOf({ ...WELL, ...told }, { sweep: { problem } }).text).toBe(text);
  });
});

it.each([
  [null, "waits for the vendor's quota"],
  [DOWN, 'failed, tried again in 2 minutes'],
])('a sweep that waits says for what (%j)', (problem, text) => {
  const sweep = { status: 'RUNNING', rows: 0, waitsUntil: '2026-11-26T10:02:00Z', problem } as const;
  expect(copyOf({ status: 'READY', observedAt: null, sweep }, format).detail).toContain(text);
});
