// An account whose provider asks for a pause, as the console shows it: until when, and that what is known of it stands.
import { expect, it } from '@jest/globals';
import { writesOf } from '../support/app.ts';
import { settled } from '../support/browser-page.ts';
import { useConsole, violationsOn } from '../support/console.ts';
import { useSweptApp } from '../support/inventory.ts';

const app = useSweptApp();
const browser = useConsole(app);

it('a throttled account says until when it waits, keeps its rows, and is not asked before', async () => {
  app.fleet.yext.fault({ path: '', fault: { kind: 'throttle', retryAfter: 3_600 } });
  const page = await browser.open('/accounts/listings');
  await page.getByRole('button', { name: 'Read all of it now' }).click();
  await page.getByText('Asked to wait').waitFor();
  const answers = page.getByRole('region', { name: 'How it answers' });
  await answers.getByText('UPSTREAM_THROTTLED').waitFor();
  expect(await answers.innerText()).toMatch(/Waits until\s+\d/);
  await page.getByText(/Whole.* · being read: 0 rows · /).waitFor();
  expect(await violationsOn(page)).toEqual([]);

  await page.locator('nav a[href="/accounts"]').click();
  const row = page.locator('tbody tr', { hasText: 'listings' });
  await row.getByText('Asked to wait').waitFor();
  expect(await row.innerText()).toMatch(/Whole[^]*in (1 hour|\d+ minutes)/);

  // Its rows are those of the last sweep, which is recent: nothing of it is missing.
  await page.goto(`${app.url}/licenses?account=listings`);
  await settled(page);
  expect(await page.locator('.page-head').innerText()).toMatch(/16 licenses match/);
  expect(await page.getByText('in part').count()).toBe(0);
  expect(await page.locator('.notice').count()).toBe(0);

  // A plan reads live: it says why it cannot, and when it can.
  app.forget();
  await page.goto(`${app.url}/changes`);
  await page.getByRole('button', { name: 'New change' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Assign', exact: true }).check();
  await dialog.getByLabel('License', { exact: true }).fill('Analytics Starter');
  await dialog.getByRole('button', { name: 'Analytics Starter' }).first().click();
  await dialog.getByLabel('Holders', { exact: true }).fill('store-41');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await dialog.getByRole('button', { name: 'Look at the plan' }).click();
  const problems = dialog.getByRole('alert');
  await problems.getByText('UPSTREAM_THROTTLED').waitFor();
  expect(await problems.innerText()).toMatch(/Again in (1 hour|\d+ minutes)/);
  expect(await dialog.getByRole('button', { name: /^Apply/ }).count()).toBe(0);
  expect(await violationsOn(page)).toEqual([]);
  expect([app.calls(), writesOf(app)]).toEqual([[], []]);
});
