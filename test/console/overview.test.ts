// The overview in a browser: every figure is the graph's own, leads to its rows, and shows its query. What is missing is said.
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { withToken } from '../support/app.ts';
import { present, until } from '../support/assertions.ts';
import { evaluate, settled } from '../support/browser-page.ts';
import { scrollsSideways, signIn, useConsole, violationsOn } from '../support/console.ts';
import { pack } from '../support/inputs.ts';
import { mutate } from '../support/mutations.ts';
import { usePlayableApp } from '../support/played-history.ts';

const TOKENS = [
  {
    name: 'manager',
    token: 'token-of-the-manager',
    scopes: ['licenses:read', 'licenses:change', 'costs:read', 'audit:read', 'inventory:refresh'],
  },
  { name: 'yext alone', token: 'token-for-one-account', scopes: ['licenses:read'], accounts: ['listings'] },
];
const { app, play } = usePlayableApp({
  token: 'token-of-the-manager',
  auth: { tokens: TOKENS },
  inventory: { eventDays: 400 },
});
const browser = useConsole(app);

beforeAll(async () => {
  await play(120);
});

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
    // Findings are worked out some time after the sweeps: until then both change.
    await until(async () => {
      const expected = await figures();
      await page.getByRole('button', { name: 'Read again' }).click();
      await settled(page);
      return isDeepStrictEqual(await tiles(page), expected);
    });
    const { inventory } = await app.data<Seats>(SEATS, { headers });
    const counted = inventory.licenses.nodes.flatMap(({ seats }) =>
      seats?.countable === true ? [seats] : [],
    );
    const sum = (all: readonly (number | null)[]): string =>
      new Intl.NumberFormat('en-GB').format(all.reduce<number>((total, one) => total + (one ?? 0), 0));
    expect(await page.locator('.tile', { hasText: 'Seats used' }).innerText()).toContain(
      `${sum(counted.map(({ assigned }) => assigned))} of ${sum(counted.map(({ total }) => total))}`,
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
    // It is given back a moment after the drawer has left.
    await until(() =>
      evaluate<boolean>(
        page,
        'document.activeElement.getAttribute("aria-label") === "Query of Seats by vendor"',
      ),
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
    expect(await page.locator('.page-head').innerText()).toContain('16 licenses in 1 account');
    expect(await page.getByRole('heading', { name: 'Cost and waste' }).count()).toBe(0);
    expect(await page.locator('.panel', { hasText: 'Seats by vendor' }).locator('tbody tr').count()).toBe(1);
  });

  it.each(['light', 'dark'] as const)(
    'has nothing that axe finds, %s, on a desk and on a phone',
    async (theme) => {
      // What was done today stands in the text of a panel that is empty otherwise.
      await mutate(withToken(app, 'token-of-the-manager'), 'assignLicense', pack('store-5'));
      for (const width of [1400, 390]) {
        const page = await openAs('/', { theme, width });
        expect(
          await page.locator('.panel', { hasText: 'Since yesterday' }).locator('li').count(),
        ).toBeGreaterThan(0);
        expect(await violationsOn(page)).toEqual([]);
        expect(await scrollsSideways(page)).toBe(false);
      }
    },
  );
});

const SEATS = `{ inventory { licenses(first: 1000) { totalCount nodes { seats { total assigned countable } } } } }`;

interface Seats {
  readonly inventory: {
    readonly licenses: {
      readonly totalCount: number;
      readonly nodes: readonly {
        readonly seats: {
          readonly total: number | null;
          readonly assigned: number | null;
          readonly countable: boolean;
        } | null;
      }[];
    };
  };
}

/** What the tiles of counts have to show, by the graph. */
async function figures(): Promise<Record<string, string>> {
  const { findingSummary, renewals, inventory } = await app.data<{
    findingSummary: readonly { readonly code: string; readonly count: number }[];
    renewals: readonly unknown[];
    inventory: { readonly assignments: { readonly totalCount: number } };
  }>(
    `query ($decide: Date!, $end: Date!) { findingSummary { code count } renewals(before: $decide) { decideBy }
      inventory { assignments(filter: { removalBefore: $end }, first: 1) { totalCount } } }`,
    { headers, variables: { decide: dayIn(90), end: dayIn(30) } },
  );
  const countOf = (code: string): string =>
    String(findingSummary.find((one) => one.code === code)?.count ?? 0);
  return {
    'Nearly full': countOf('NEARLY_EXHAUSTED'),
    'Over-booked': countOf('OVERBOOKED'),
    Idle: countOf('IDLE_HOLDER'),
    Ending: String(inventory.assignments.totalCount),
    'To decide on': String(renewals.length),
  };
}

function dayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** The tiles that count, and their figures. */
async function tiles(page: Page): Promise<Record<string, string>> {
  const all = (await page.locator('.tile').all()).slice(1);
  const pairs = all.map(async (tile) => [
    await tile.locator('.tile-link').innerText(),
    await tile.locator('strong').innerText(),
  ]);
  return Object.fromEntries(await Promise.all(pairs)) as Record<string, string>;
}
