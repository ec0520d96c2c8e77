// Findings in a browser: looked at, dismissed, and taken back by a plan.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { withToken, writesOf } from '../support/app.ts';
import { until } from '../support/assertions.ts';
import { scrollsSideways, useConsole, violationsOn } from '../support/console.ts';
import { usePlayableApp } from '../support/played-history.ts';

const MANAGER = 'token-of-the-manager';
const READER = 'token-that-only-reads';
const { app, play } = usePlayableApp({
  token: MANAGER,
  auth: {
    tokens: [
      { name: 'manager', token: MANAGER, scopes: ['licenses:read', 'licenses:change', 'audit:read'] },
      { name: 'reader', token: READER, scopes: ['licenses:read'] },
    ],
  },
});
const browser = useConsole(app);
const manager = withToken(app, MANAGER);

interface Summary {
  readonly findingSummary: readonly { readonly code: string; readonly count: number }[];
}

const summary = async (): Promise<Summary['findingSummary']> =>
  (await manager.data<Summary>('{ findingSummary { code count } }')).findingSummary;

beforeAll(async () => {
  await play(60);
  // They are worked out some time after the sweeps.
  await until(async () => {
    const codes = (await summary()).map(({ code }) => code);
    return ['OVERBOOKED', 'ORPHAN'].every((code) => codes.includes(code));
  });
});

const openAs = (path: string, options: Parameters<typeof browser.open>[1] = {}): Promise<Page> =>
  browser.open(path, { token: MANAGER, ...options });

describe('findings', () => {
  it('stand by rule with the counts of the graph, and a rule is a switch', async () => {
    const page = await openAs('/findings');
    const rules = page.getByRole('group', { name: 'Rules' }).getByRole('button');
    await until(async () => {
      const counts = (await summary()).map(({ count }) => count);
      await page.getByRole('button', { name: 'Read again' }).click();
      const shown = await page.locator('.rule-count').allInnerTexts();
      return JSON.stringify(shown.map(Number)) === JSON.stringify(counts);
    });
    await rules.filter({ hasText: 'Over-booked' }).click();
    await page.getByText(/^2 findings match$/).waitFor();
    expect(new URL(page.url()).search).toBe('?code=OVERBOOKED');
    expect(await page.locator('tbody th').count()).toBe(2);
  });

  it('are dismissed with a reason and restored', async () => {
    const page = await openAs('/findings?code=OVERBOOKED');
    const link = page.getByRole('link', { name: 'Search', exact: true });
    await link.click();
    const drawer = page.getByRole('dialog', { name: 'Search' });
    await drawer.getByText('8 taken of 5 bought.').waitFor();
    await drawer.getByRole('button', { name: 'Dismiss' }).click();
    const dialog = page.getByRole('dialog', { name: 'Dismiss findings' });
    await dialog.getByLabel('Reason').fill('being sorted out');
    await dialog.getByRole('button', { name: 'Dismiss 1' }).click();
    await dialog.waitFor({ state: 'detached' });
    await link.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Dismissed ones' }).click();
    await link.click();
    await page.getByText('being sorted out, for good.').waitFor();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('button', { name: 'Restore 1' }).click();
    await page.getByText('No finding is like that.').waitFor();
    expect(await page.locator('tbody th').count()).toBe(0);
  });

  it('are reclaimed by a plan that says who is left out, and sends nothing', async () => {
    const page = await openAs('/findings?code=ORPHAN');
    app.forget();
    await page.getByRole('button', { name: 'Reclaim…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Look at the plan' }).click();
    await dialog.getByText('There is nothing to apply.').waitFor();
    await dialog.getByText(/left out, because it has not been so for long enough/).waitFor();
    await dialog.getByRole('button', { name: 'Back' }).click();
    await dialog.getByLabel('Found at least so many days ago').fill('0');
    await dialog.getByRole('button', { name: 'Look at the plan' }).click();
    await dialog.getByText(/1 change will be made/).waitFor();
    expect(writesOf(app)).toEqual([]);
  });

  it('suggest a change, which is planned from the list', async () => {
    const page = await openAs('/findings?code=ORPHAN');
    await page.locator('tbody').getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Plan this change' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Reason, for the audit log').inputValue()).toBe('Held by nobody known');
    await dialog.getByRole('button', { name: 'Look at the plan' }).click();
    await dialog.getByText(/1 change will be made/).waitFor();
    await dialog.getByText('A saved filter of Yext may assign the license again.').waitFor();
  });

  it('are offered nothing to do to a token that may only read', async () => {
    const page = await openAs('/findings', { token: READER });
    await page.locator('tbody th').first().waitFor();
    await page.getByText(/scope/).first().waitFor();
    expect(await page.getByRole('button', { name: 'Reclaim…' }).count()).toBe(0);
    expect(await page.getByRole('checkbox').count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)(
    'have nothing that axe finds, %s, on a desk and on a phone',
    async (theme) => {
      const page = await openAs('/findings?code=OVERBOOKED', { theme });
      for (const width of [1_400, 320]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await violationsOn(page)).toEqual([]);
        expect(await scrollsSideways(page)).toBe(false);
      }
      await page.locator('tbody th a').first().click();
      await page.getByRole('dialog').waitFor();
      expect(await violationsOn(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Reclaim…' }).waitFor({ state: 'detached' });
    },
  );
});
