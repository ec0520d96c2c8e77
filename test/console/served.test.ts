// The console as a browser loads it: how many files and bytes, what its policy refuses, and how it stands when the network does not.
import { describe, expect, it } from '@jest/globals';
import { evaluate, settled } from '../support/browser-page.ts';
import { useConsole } from '../support/console.ts';
import { useSweptApp } from '../support/inventory.ts';

const app = useSweptApp();
const browser = useConsole(app);

/** What the browser has loaded of the console itself: the page, scripts, style, icon. */
const LOADED = `performance.getEntries()
  .filter(({ entryType, name }) => entryType === 'navigation' || (entryType === 'resource' && !name.endsWith('/graphql')))
  .map(({ name, transferSize, encodedBodySize }) => ({ name: new URL(name).pathname, transferSize, encodedBodySize }))`;

interface Loaded {
  readonly name: string;
  readonly transferSize: number;
  readonly encodedBodySize: number;
}

describe('what a first visit loads', () => {
  it('is at most 60 files and 95 kB, and a later visit nothing but the page', async () => {
    const page = await browser.open('/');
    const first = await evaluate<Loaded[]>(page, LOADED);
    expect(first.length).toBeLessThanOrEqual(60);
    expect(first.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)).toBeLessThanOrEqual(95_000);
    await page.goto(`${app.url}/`);
    await settled(page);
    const again = await evaluate<Loaded[]>(page, LOADED);
    expect(again.filter(({ transferSize }) => transferSize > 0).map(({ name }) => name)).toEqual(['/']);
  });

  it.each([
    '/licenses',
    '/people',
    '/devices',
    '/findings',
    '/renewals',
    '/events',
    '/changes',
    '/audit',
    '/accounts',
  ])('of %s adds at most 25 kB', async (path) => {
    const page = await browser.open('/');
    const before = new Set((await evaluate<Loaded[]>(page, LOADED)).map(({ name }) => name));
    await page.locator(`nav a[href="${path}"]`).click();
    await settled(page);
    const added = (await evaluate<Loaded[]>(page, LOADED)).filter(({ name }) => !before.has(name));
    expect(added.length).toBeGreaterThan(0);
    expect(added.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)).toBeLessThanOrEqual(25_000);
  });
});

describe('the policy of the page', () => {
  it.each([
    [
      'a script that is planted',
      `(() => { const one = document.createElement('script'); one.append('globalThis.planted = 1'); document.body.append(one); })()`,
    ],
    ['markup out of text', `document.body.insertAdjacentHTML('beforeend', '<b>planted</b>')`],
    [
      'a style that is planted',
      `(() => { const one = document.createElement('style'); one.append('body{display:none}'); document.head.append(one); })()`,
    ],
    ['a request to elsewhere', `fetch('http://127.0.0.1:9/')`],
    [
      'a picture from elsewhere',
      `(() => { const one = new Image(); one.src = 'http://127.0.0.1:9/a.png'; document.body.append(one); })()`,
    ],
  ])('refuses %s', async (_what, planting) => {
    const page = await browser.open('/accounts');
    await evaluate(
      page,
      `globalThis.refused = []; addEventListener('securitypolicyviolation', ({ effectiveDirective }) => refused.push(effectiveDirective))`,
    );
    await evaluate(
      page,
      `(async () => { try { await ${planting}; } catch { /* refused with an error, too */ } })()`,
    );
    const wait = `new Promise((resolve) => { const look = () => (refused.length > 0 ? resolve(refused.length) : setTimeout(look, 20)); look(); })`;
    expect(await evaluate<number>(page, wait)).toBeGreaterThan(0);
    expect(await evaluate(page, 'globalThis.planted ?? null')).toBeNull();
    expect(await page.locator('h1').isVisible()).toBe(true);
    browser.takeComplaints();
  });
});

describe('without a network', () => {
  it('keeps what it shows, says so, and goes on by itself', async () => {
    const page = await browser.open('/');
    const rows = await page.locator('.panel tbody tr').count();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Read again' }).click();
    await page.getByText('OFFLINE').first().waitFor();
    expect(await page.locator('.panel tbody tr').count()).toBe(rows);
    expect(await page.locator('.skeleton').count()).toBe(0);
    await page.context().setOffline(false);
    await page.getByText('OFFLINE').first().waitFor({ state: 'detached' });
    await settled(page);
    expect(await page.locator('.panel tbody tr').count()).toBe(rows);
    browser.takeComplaints();
  });

  it('says of a page whose code cannot be loaded how to go on', async () => {
    const page = await browser.open('/');
    await page.context().setOffline(true);
    await page.locator('nav a[href="/renewals"]').click();
    await page.getByRole('heading', { name: 'This page could not be loaded' }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole('link', { name: 'Load it again' }).click();
    await page.getByRole('heading', { name: 'Renewals', level: 1 }).waitFor();
    await settled(page);
    expect(new URL(page.url()).pathname).toBe('/renewals');
    browser.takeComplaints();
  });
});
