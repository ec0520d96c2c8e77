// A sweep at Genesys' own limit of 300 calls a minute, and people who read beside it.
import { expect, it } from '@jest/globals';
import { asProblemError } from '../../../src/domain/problem.ts';
import { genesys } from '../../support/providers/genesys.ts';
import { useProvider } from '../../support/provider.ts';
import { testCall } from '../../support/runtime.ts';

/** The clock of both sides: it stands still unless somebody waits, or the test moves it. */
let time = Date.UTC(2031, 4, 1);

const LIVE_CALLS = 140;
const MINUTES = 3;
const STEP_MS = 60_000 / LIVE_CALLS;

const { account, emulator, warm } = useProvider('genesys', {
  now: () => time,
  runtime: () => ({
    now: () => time,
    sleep(milliseconds, signal) {
      signal.throwIfAborted();
      time += milliseconds;
      return Promise.resolve();
    },
  }),
});

it.each(['fixed', 'sliding'])(
  'lets 140 live calls a minute through in a window that is %s',
  async (window) => {
    emulator.setSwitch('rateLimitWindow', window);
    expect(genesys.definition.switches['callsPerMinute']).toBe(300);
    await warm();
    time += 120_000;
    let cursor: string | null = null;
    let swept = 0;
    const putOffUntil: string[] = [];

    /** Pages until it is put off. */
    async function sweep(): Promise<void> {
      while (Date.parse(putOffUntil.at(-1) ?? '1970-01-01T00:00:00Z') <= time) {
        try {
          const page = await account.assignments.page(cursor, { ...testCall(), purpose: 'SWEEP' });
          cursor = page.next;
          swept += 1;
        } catch (error) {
          const { code, blame, retryAt } = asProblemError(error).problem;
          expect({ code, blame }).toEqual({ code: 'UPSTREAM_THROTTLED', blame: 'PLATFORM' });
          putOffUntil.push(String(retryAt));
        }
      }
    }

    for (let live = 0; live < LIVE_CALLS * MINUTES; live += 1) {
      await account.catalogue(testCall());
      await sweep();
      time += STEP_MS;
    }

    const entries = emulator.journal.entries();
    expect(entries.filter(({ status }) => status === 429)).toEqual([]);
    expect(entries).toHaveLength(LIVE_CALLS * MINUTES + swept);
    // Half of each window, but for what people had taken of it before.
    expect(swept).toBeGreaterThan(MINUTES * 100);
    expect(swept).toBeLessThanOrEqual((MINUTES + 1) * 150);
    expect(account.status().sweepsPutOff).toBe(putOffUntil.length);
  },
);
