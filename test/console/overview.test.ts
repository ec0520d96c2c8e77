// The overview in a browser: every figure is the graph's own, leads to its rows, and shows its query. What is missing is said.
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { playHistory } from '../../src/made-history/play.ts';
import type { StoreContext } from '../../src/store/context.ts';
import { present, until } from '../support/assertions.ts';
import { evaluate, scrollsSideways, settled, signIn, useConsole, violationsOn } from '../support/console.ts';
import { useSweptApp } from '../support/inventory.ts';

const stores: StoreContext[] = [];
const accountKeys: string[] = [];
const TOKENS = [
  {
    name: 'manager',
    token: 'token-of-the-manager',
    scopes: ['licenses:read', 'licenses:change', 'costs:read', 'audit:read', 'inventory:refresh'],
  },
  { name: 'yext alone', token: 'token-for-one-account', scopes: ['licenses:read'], accounts: ['listings'] },
];
const app = useSweptApp({
  token: 'token-of-the-manager',
  auth: { tokens: TOKENS },
  inventory: { eventDays: 400 },
  opened: (context) => stores.push(context),
  accounts: (seeded) => {
    accountKeys.push(...seeded.map(({ key }) => key));
    return seeded;
  },
});
const browser = useConsole(app);

beforeAll(async () => {
  await playHistory(present(stores.at(-1)), { days: 120, accountKeys, seed: 1, sleep: (ms) => delay(ms) });
}, 120_000);

/** Opens an address as somebody. */
const openAs = (path: string, options: Parameters<typeof browser.open>[1] = {}): Promise<Page> =>
  browser.open(path, { token: 'token-of-the-manager', ...options });

const headers = { authorization: 'Bearer token-of-the-manager' };

describe('the overview', () => {
  it('asks for a token over the address that was opened, and says when the server does not take it', async () => {
    const page = await browser.open('/?a=1', { token: null });
    await page.getByRole('textbox', { name: 'Token' }).fill('a token that nobody knows');
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.getByRole('heading', { name: 'License Graph does not take this token' }).waitFor();
    await signIn(page, 'token-of-the-manager');
    expect(new URL(page.url()).search).toBe('?a=1');
    expect(await page.locator('h1').innerText()).toBe('Overview');
    // In the storage of the tab, and nowhere else.
    expect(await evaluate(page, 'Object.values(sessionStorage)')).toEqual(['token-of-the-manager']);
    expect(await evaluate(page, 'JSON.stringify({ ...localStorage }) + document.cookie')).toBe('{}');
  });

  it('shows the figures that the graph itself gives', async () => {
    const page = await openAs('/');
    const { findingSummary, renewals, inventory } = await app.data<{
      findingSummary: { code: string; count: number }[];
      renewals: unknown[];
      inventory: {
        licenses: {
          totalCount: number;
          nodes: { seats: { total: number | null; assigned: number | null; countable: boolean } | null }[];
        };
      };
    }>(
      `query ($before: Date!) { findingSummary { code count } renewals(before: $before) { decideBy }
        inventory { licenses(first: 1000) { totalCount nodes { seats { total assigned countable } } } } }`,
      { headers, variables: { before: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10) } },
    );
    const countOf = (code: string): string =>
      String(findingSummary.find((one) => one.code === code)?.count ?? 0);
    const seats = inventory.licenses.nodes.flatMap((one) =>
      one.seats?.countable !== true || one.seats.total === null || one.seats.assigned === null
        ? []
        : [{ total: one.seats.total, assigned: one.seats.assigned }],
    );
    const sum = (all: readonly number[]): string =>
      new Intl.NumberFormat('en-GB').format(all.reduce((total, one) => total + one, 0));
    expect(await tiles(page)).toEqual({
      'Nearly full': countOf('NEARLY_EXHAUSTED'),
      'Over-booked': countOf('OVERBOOKED'),
      Idle: countOf('IDLE_HOLDER'),
      Ending: expect.stringMatching(/^\d+$/),
      'To decide on': String(renewals.length),
      'Seats used': expect.stringMatching(/^\d+%$/),
    });
    expect(await page.locator('.tile', { hasText: 'Seats used' }).innerText()).toContain(
      `${sum(seats.map(({ assigned }) => assigned))} of ${sum(seats.map(({ total }) => total))}`,
    );
    expect(await page.locator('.page-head').innerText()).toContain(
      `${inventory.licenses.totalCount} licenses in 6 accounts`,
    );
  });

  it('asks six questions, and no vendor', async () => {
    app.forget();
    const page = await openAs('/');
    const asked: string[] = [];
    page.on('request', (one) => {
      if (one.url().endsWith('/graphql')) asked.push(/query (\w+)/.exec(one.postData() ?? '')?.[1] ?? '');
    });
    await page.reload();
    await settled(page);
    expect(asked.sort()).toEqual([
      'OverviewAccounts',
      'OverviewChanges',
      'OverviewCosts',
      'OverviewHistory',
      'OverviewInsight',
      'OverviewSeats',
      'Viewer',
    ]);
    expect(app.calls()).toEqual([]);
  });

  it('shows the query of a figure, as it was sent, and how to ask it elsewhere', async () => {
    const page = await openAs('/');
    await page.getByRole('button', { name: 'Query of Seats by vendor' }).click();
    const drawer = page.getByRole('dialog', { name: 'Query of Seats by vendor' });
    const query = await drawer.getByRole('region', { name: 'Query' }).innerText();
    const { inventory } = await app.data<{ inventory: { licenses: { totalCount: number } } }>(query, {
      headers,
    });
    expect(inventory.licenses.totalCount).toBeGreaterThan(50);
    const link = present(
      await drawer.getByRole('link', { name: 'Open in the playground' }).getAttribute('href'),
    );
    expect(new URLSearchParams(link.split('#')[1]).get('query')?.trim()).toBe(query.trim());
    // Escape gives the focus back to where it was.
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(await evaluate(page, 'document.activeElement.getAttribute("aria-label")')).toBe(
      'Query of Seats by vendor',
    );
  });

  it('moves the day of the trend with the arrow keys, and says it', async () => {
    const page = await openAs('/');
    const slider = page.getByRole('slider', { name: 'Day' });
    const last = await slider.getAttribute('aria-valuetext');
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    await until(async () => (await slider.getAttribute('aria-valuetext')) !== last);
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^\d+ \w+ \d{4}: [\d,]+ held$/);
  });

  it('shows one account to whoever may see one, and no price without the scope', async () => {
    const page = await openAs('/', { token: 'token-for-one-account' });
    expect(await page.locator('.page-head').innerText()).toContain('in 1 accounts');
    expect(await page.getByRole('heading', { name: 'Cost and waste' }).count()).toBe(0);
    expect(await page.locator('.panel', { hasText: 'Seats by vendor' }).locator('tbody tr').count()).toBe(1);
  });

  it.each(['light', 'dark'] as const)(
    'has nothing that axe finds, %s, on a desk and on a phone',
    async (theme) => {
      for (const width of [1400, 390]) {
        const page = await openAs('/', { theme, width });
        expect(await violationsOn(page)).toEqual([]);
        expect(await scrollsSideways(page)).toBe(false);
      }
    },
  );
});

/** The tiles and their figures. */
async function tiles(page: Page): Promise<Record<string, string>> {
  const all = await page.locator('.tile').all();
  const pairs = all.map(async (tile) => [
    await tile.locator('.tile-link').innerText(),
    await tile.locator('strong').innerText(),
  ]);
  return Object.fromEntries(await Promise.all(pairs)) as Record<string, string>;
}
