// A database in memory is opened when nobody has asked for it yet: after the first answer, or a while, and only where there is something to sweep.
import { describe, expect, it } from '@jest/globals';
import { afterAnswers, openingEarly } from '../../src/early-opening.ts';
import { metricsOf, useApp, type TestApp, type TestAppOptions } from '../support/app.ts';
import { until } from '../support/assertions.ts';

/** An opening of what is wanted, or not, and how often it was opened. */
function opening(isWanted: boolean) {
  const opened: string[] = [];
  const early = openingEarly(
    () => isWanted,
    () => void opened.push('opened'),
  );
  return { early, opened };
}

describe('an early opening', () => {
  it('is after the first answer, once', () => {
    const { early, opened } = opening(true);
    early.begin();
    expect(opened).toEqual([]);
    early.answered();
    early.answered();
    expect(opened).toEqual(['opened']);
    early.stop();
  });

  it('is by itself where nobody asks anything, and then not after an answer', async () => {
    const { early, opened } = opening(true);
    early.begin();
    await until(() => opened.length > 0);
    early.answered();
    expect(opened).toEqual(['opened']);
  });

  it('is never before it begins, after it was stopped, or where nothing is swept', () => {
    const [before, stopped, nothing] = [opening(true), opening(true), opening(false)];
    before.early.answered();
    stopped.early.begin();
    stopped.early.stop();
    stopped.early.answered();
    nothing.early.begin();
    nothing.early.answered();
    expect([before.opened, stopped.opened, nothing.opened]).toEqual([[], [], []]);
  });

  it('hears of an answer once it was counted', () => {
    const told: string[] = [];
    const meter = afterAnswers(
      { begun: () => (outcome, milliseconds) => void told.push(`${outcome} ${milliseconds}`) },
      () => void told.push('answered'),
    );
    const ended = meter.begun({ name: null, type: 'query', cost: null });
    expect(told).toEqual([]);
    ended('ok', 5);
    expect(told).toEqual(['ok 5', 'answered']);
  });
});

const STATUSES = '{ inventory { accounts { status } } }';
const isSwept = (app: TestApp): boolean =>
  app.noted.some((line) => line.startsWith('an account was swept') && line.includes('"status":"COMPLETE"'));
/** What is told of a database that is open; it opens none. */
const isOpen = async (app: TestApp): Promise<boolean> =>
  [...(await metricsOf(app)).keys()].some((name) => name.startsWith('jobs{'));

describe('an app whose database is in memory', () => {
  const listingsAlone = (off: boolean): TestAppOptions => ({
    accounts: (seeded) =>
      seeded
        .filter(({ key }) => key === 'listings')
        .map((entry) => ({ ...entry, inventory: { callsPerMinute: 6_000 } })),
    inventory: { off },
  });
  const off = useApp(listingsAlone(true));
  const unasked = useApp(listingsAlone(false));
  const asked = useApp(listingsAlone(false));

  it('sweeps its accounts without anybody asking', async () => {
    await until(() => isSwept(unasked));
    expect(await isOpen(unasked)).toBe(true);
    expect(await unasked.data(STATUSES)).toEqual({ inventory: { accounts: [{ status: 'READY' }] } });
  });

  it('and after live answers alone', async () => {
    await asked.data('{ licenses(first: 1) { totalCount } }');
    await until(() => isSwept(asked));
    expect(await asked.data(STATUSES)).toEqual({ inventory: { accounts: [{ status: 'READY' }] } });
  });

  it('opens nothing where sweeps are off, whatever is read live', async () => {
    await off.data('{ licenses(first: 1) { totalCount } }');
    // The others, which were started after it, have been swept by now.
    await until(() => isSwept(unasked) && isSwept(asked));
    expect(await isOpen(off)).toBe(false);
  });
});
