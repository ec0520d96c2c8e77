// What a second signal means, and with which code a process leaves.
import { setImmediate as settle } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { silentLog } from '../../src/domain/log.ts';
import { createStopper } from '../../src/stop-signals.ts';

function rig(close: (hurry: AbortSignal) => Promise<boolean>) {
  let now = 0;
  const codes: number[] = [];
  const noted: [message: string, details: object][] = [];
  const signal = createStopper({
    close,
    exit: (code) => codes.push(code),
    log: { ...silentLog, info: (details, message) => void noted.push([message, details]) },
    now: () => now,
  });
  const at = (ms: number, name: string): void => {
    now = ms;
    signal(name);
  };
  return { at, codes, noted };
}

describe('signals that tell a process to stop', () => {
  it.each([
    ['a second one at once is what npm or a supervisor passed on', [0, 1, 999], false],
    ['a second one after a while makes haste', [0, 1_000], true],
    ['so does one after those that were passed on', [0, 3, 1_500, 1_501], true],
  ])('%s', (_what, moments, isHasty) => {
    const given: AbortSignal[] = [];
    const { at } = rig((hurry) => {
      given.push(hurry);
      return new Promise(() => undefined);
    });
    for (const moment of moments) at(moment, 'SIGINT');
    expect(given.map(({ aborted }) => aborted)).toEqual([isHasty]);
  });

  it.each([true, false])(
    'are told of at the beginning and at the end: all was finished, %s',
    async (finished) => {
      const { at, noted } = rig(() => Promise.resolve(finished));
      at(7, 'SIGTERM');
      at(107, 'SIGINT');
      await settle();
      expect(noted).toEqual([
        ['stopping', { signal: 'SIGTERM' }],
        ['stopped', { finished, ms: 100 }],
      ]);
    },
  );

  it.each([
    ['all was finished', () => Promise.resolve(true), 0],
    ['something was cut off', () => Promise.resolve(false), 1],
    ['stopping failed', () => Promise.reject(new Error('made up')), 1],
  ])('the process ends once, when %s', async (_what, close, code) => {
    const { at, codes } = rig(close);
    at(0, 'SIGTERM');
    at(5_000, 'SIGINT');
    await settle();
    expect(codes).toEqual([code]);
  });
});
