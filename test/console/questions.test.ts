// The twenty questions of docs/questions.md, each at the address in the console that is named below its heading: it shows rows, and nothing is wrong.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../support/assertions.ts';
import { settled } from '../support/browser-page.ts';
import { useConsole } from '../support/console.ts';
import { usePlayableApp } from '../support/played-history.ts';

const TEXT = readFileSync(new URL('../../docs/questions.md', import.meta.url), 'utf8');
const PLACES = [...TEXT.matchAll(/^## (.*)$\n\nIn the console: `([^`]*)`/gm)].map(
  ([, title = '', path = '']) => ({
    title,
    path,
  }),
);
/** Where nothing stands before somebody has done something: pasted a list, or changed licenses on this day. */
const EMPTY_AT_FIRST = ['/people?each=list', '/changes', '/events', '/renewals'];

const { app, play } = usePlayableApp({
  inventory: { eventDays: 400 },
});
const browser = useConsole(app);

beforeAll(async () => {
  await play(365);
  await until(async () => {
    const { findingSummary } = await app.data<{ findingSummary: { code: string }[] }>(
      '{ findingSummary { code } }',
    );
    const codes = new Set(findingSummary.map(({ code }) => code));
    return ['HOLDER_INACTIVE', 'RUNS_OUT', 'IDLE_HOLDER', 'OVERBOOKED', 'NEARLY_EXHAUSTED'].every((one) =>
      codes.has(one),
    );
  });
});

describe('the questions', () => {
  it('are twenty, and each has its place', () => {
    expect(PLACES).toHaveLength(20);
  });

  it.each(PLACES)('$title', async ({ path }) => {
    const page = await browser.open(path);
    await settled(page);
    expect(await page.locator('h1').innerText()).not.toContain('There is no');
    expect(await page.locator('.notice.error').count()).toBe(0);
    if (!EMPTY_AT_FIRST.includes(path)) expect(await page.locator('tbody tr').count()).toBeGreaterThan(0);
    // What was asked for is still the address: nothing of it was unknown and left out.
    const asked = new URL(path, app.url);
    const shown = new URL(page.url());
    expect([shown.pathname, [...shown.searchParams]]).toEqual([asked.pathname, [...asked.searchParams]]);
  });
});
