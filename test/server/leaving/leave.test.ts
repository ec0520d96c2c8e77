// The order in which a process stops; the time is the test's.
import { setImmediate as settle } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { silentLog } from '../../../src/domain/log.ts';
import { leave, type LeaveSteps } from '../../../src/server/leaving/leave.ts';

type Step = keyof LeaveSteps;
/** Steps that take time. */
type Work = 'closePort' | 'stopChanges' | 'closeRest';
const TIMES = { delayMs: 5_000, drainMs: 10_000 };

/** Steps that end at once, but for those that are given, and what has happened so far. */
function rig(steps: Partial<Readonly<Record<Work, () => Promise<unknown>>>> = {}) {
  const happened: string[] = [];
  const waits: { readonly ms: number; readonly end: () => void; readonly over: AbortSignal }[] = [];
  const hurry = new AbortController();
  const took =
    (step: Step) =>
    (withinMs?: number): void => {
      happened.push(withinMs === undefined ? step : `${step} ${withinMs}`);
    };
  const work = (step: Work) => async (): Promise<void> => {
    happened.push(step);
    await steps[step]?.();
  };
  const wait = (ms: number, over: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        happened.push(`after ${ms}`);
        resolve();
      };
      waits.push({ ms, end, over });
      if (over.aborted) resolve();
      over.addEventListener('abort', () => resolve());
    });
  const begin = (times: Partial<typeof TIMES> = {}): Promise<boolean> =>
    leave(
      {
        drain: took('drain'),
        tellLive: took('tellLive'),
        closePort: work('closePort'),
        stopChanges: work('stopChanges'),
        cut: took('cut'),
        closeRest: work('closeRest'),
      },
      { ...TIMES, ...times, hurry: hurry.signal, wait },
      silentLog,
    );
  /** Ends the newest pause; everything that follows from it has happened when it resolves. */
  const pass = async (): Promise<void> => {
    waits.at(-1)?.end();
    await settle();
  };
  return { happened, waits, hurry, begin, pass };
}

const never = (): Promise<void> => new Promise(() => undefined);
const failing = (): Promise<void> => Promise.reject(new Error('made up'));

describe('leaving', () => {
  it('tells, serves through the delay, and only then closes the port and stops the engine', async () => {
    const { happened, begin, pass } = rig();
    const left = begin();
    await settle();
    expect(happened).toEqual(['drain']);
    await pass();
    expect(happened).toEqual(['drain', 'after 2500', 'tellLive 2500']);
    await pass();
    expect(happened.slice(3)).toEqual(['after 2500', 'closePort', 'stopChanges', 'closeRest']);
    expect(await left).toBe(true);
  });

  it('closes the rest when the last answer is out and the engine has stopped, not before', async () => {
    const port = Promise.withResolvers<null>();
    const changes = Promise.withResolvers<null>();
    const { happened, begin } = rig({ closePort: () => port.promise, stopChanges: () => changes.promise });
    const left = begin({ delayMs: 0 });
    changes.resolve(null);
    await settle();
    expect(happened).toEqual(['drain', 'closePort', 'stopChanges']);
    port.resolve(null);
    expect(await left).toBe(true);
    expect(happened.at(-1)).toBe('closeRest');
  });

  it.each([
    ['before sockets were told', 0, ['drain', 'closePort', 'stopChanges', 'closeRest']],
    [
      'after sockets were told',
      1,
      ['drain', 'after 2500', 'tellLive 2500', 'closePort', 'stopChanges', 'closeRest'],
    ],
  ])('makes haste when told to, %s', async (_when, passed, expected) => {
    const { happened, hurry, begin, pass } = rig();
    const left = begin();
    for (let count = 0; count < passed; count += 1) await pass();
    hurry.abort();
    expect(await left).toBe(true);
    expect(happened).toEqual(expected);
  });

  it.each(['closePort', 'stopChanges'] as const)('cuts off what has not ended in time: %s', async (step) => {
    const { happened, waits, begin, pass } = rig({ [step]: never });
    const left = begin({ delayMs: 0 });
    await settle();
    expect(waits.map(({ ms }) => ms)).toEqual([10_000]);
    await pass();
    expect(await left).toBe(false);
    expect(happened).toEqual(['drain', 'closePort', 'stopChanges', 'after 10000', 'cut', 'closeRest']);
  });

  it('does not wait for ever for a store that does not close', async () => {
    const { waits, begin, pass } = rig({ closeRest: never });
    const left = begin({ delayMs: 0 });
    await settle();
    expect(waits.at(-1)?.ms).toBeLessThan(5_000);
    await pass();
    expect(await left).toBe(false);
  });

  it.each(['closePort', 'stopChanges', 'closeRest'] as const)(
    'goes through every step when one fails, and tells of it: %s',
    async (step) => {
      const { happened, begin } = rig({ [step]: failing });
      expect(await begin({ delayMs: 0 })).toBe(false);
      expect(happened).toEqual(['drain', 'closePort', 'stopChanges', 'closeRest']);
    },
  );

  it('leaves no timer behind', async () => {
    const { waits, begin } = rig();
    await begin({ delayMs: 0 });
    expect(waits.map(({ over }) => over.aborted)).toEqual([true, true]);
  });
});
