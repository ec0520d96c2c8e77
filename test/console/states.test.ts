// The console while vendors or the graph fail: what is missing is said everywhere it is missing, and totals never pretend.
import { describe, expect, it } from '@jest/globals';
import { until } from '../support/assertions.ts';
import { settled } from '../support/browser-page.ts';
import { useConsole, violationsOn } from '../support/console.ts';
import { useSweptApp } from '../support/inventory.ts';

/** An account that has never been read whole: its credentials are wrong. */
const app = useSweptApp({
  without: ['genesys-eu'],
  accounts: (seeded) =>
    seeded.map((entry) => (entry.key === 'genesys-eu' ? { ...entry, clientSecret: 'wrong' } : entry)),
});
const browser = useConsole(app);

describe('an account that cannot be read', () => {
  it('is named with its problem, keeps its row, and makes figures partial', async () => {
    const page = await browser.open('/');
    const notice = page.locator('.notice.warning');
    await notice.getByText('Acme EU contact centre').waitFor();
    expect(await notice.innerText()).toMatch(/1 of 6 accounts is not all here/);
    expect(await notice.innerText()).toContain('UPSTREAM_CREDENTIALS');
    const vendor = page
      .locator('.panel', { hasText: 'Seats by vendor' })
      .locator('tr', { hasText: 'Genesys Cloud' });
    expect(await vendor.innerText()).toContain('in part');
    const tile = page.locator('.tile', { hasText: 'Seats used' });
    expect(await tile.innerText()).toContain('in part');
    expect(await page.locator('.freshness').innerText()).toContain('In part');
    expect(await violationsOn(page)).toEqual([]);
  });
});

describe('a part of a page whose code is on its way', () => {
  it('leaves the heading of the page where it was, over what says that more comes', async () => {
    const page = await browser.open('/people');
    let arrive = (): void => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await page.route('**/pages/people/humans.ts', async (route) => {
      await arrived;
      await route.continue();
    });
    await page.getByRole('link', { name: 'A human, over all accounts' }).click();
    await page.locator('main .skeleton').first().waitFor();
    expect(await page.locator('h1').innerText()).toBe('People');
    arrive();
    await settled(page);
    expect(await page.locator('.page-head .muted').first().innerText()).toMatch(/^\d+ humans read/);
  });
});

describe('the graph', () => {
  it('that does not answer leaves no skeleton behind, and is asked again until it does', async () => {
    const page = await browser.open('/accounts');
    await page.route('**/graphql', (route) => route.abort('connectionrefused'));
    await page.locator('nav a[href="/renewals"]').click();
    await page.getByText('UNREACHABLE').first().waitFor();
    expect(await page.locator('.skeleton').count()).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
    await page.unroute('**/graphql');
    await until(async () => (await page.getByText('UNREACHABLE').count()) === 0);
    browser.takeComplaints();
  });

  it('that still opens its database makes no sentence untrue, and is asked again until it is open', async () => {
    const page = await browser.open('/accounts');
    const opening = {
      message: 'The database is still being opened.',
      extensions: { code: 'STORE_UNAVAILABLE', hint: null },
    };
    await page.route('**/graphql', (route) =>
      route.fulfill({
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ data: { inventory: { licenses: null } }, errors: [opening] }),
      }),
    );
    for (const path of ['/', '/renewals', '/events', '/changes', '/audit']) {
      await page.locator(`a.menu-link[href="${path}"]`).click();
      await page.getByText('STORE_UNAVAILABLE').first().waitFor();
      await until(async () => (await page.locator('main .skeleton').count()) === 0);
      expect(await page.locator('main').innerText()).not.toMatch(
        /No license|No vendor|None|Nothing (is|was|stands)|No contract|\b0\b/,
      );
    }
    await page.unroute('**/graphql');
    await until(async () => (await page.getByText('STORE_UNAVAILABLE').count()) === 0);
    await settled(page);
    browser.takeComplaints();
  });

  it('that answers an error shows its hint, its code and the id of the request, and waits as long as it is told to', async () => {
    const page = await browser.open('/accounts');
    const retryAt = new Date(Date.now() + 3_600_000).toISOString();
    const extensions = { code: 'UPSTREAM_THROTTLED', hint: 'Ask less often.', retryAt };
    await page.route('**/graphql', (route) =>
      route.fulfill({
        headers: { 'content-type': 'application/json', 'x-request-id': 'request-17' },
        body: JSON.stringify({ data: null, errors: [{ message: 'Too many requests.', extensions }] }),
      }),
    );
    await page.locator('nav a[href="/renewals"]').click();
    const notice = page.getByRole('alert').first();
    await notice.getByText('UPSTREAM_THROTTLED').waitFor();
    const text = await notice.innerText();
    expect(text).toContain('Too many requests. Ask less often.');
    expect(text).toContain('request-17');
    expect(await notice.getByRole('button', { name: /Try again in \d+ s/ }).isDisabled()).toBe(true);
  });
});

it('an address that has no page says so, and leads on', async () => {
  const page = await browser.open('/accounts/nobody');
  await page.getByRole('heading', { name: 'There is no such account' }).waitFor();
  expect(await violationsOn(page)).toEqual([]);
});
