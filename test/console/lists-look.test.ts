// The lists of the console, looked at: by axe in both themes, and on a phone.
import { describe, expect, it } from '@jest/globals';
import { evaluate, settled } from '../support/browser-page.ts';
import { scrollsSideways, useConsole, violationsOn } from '../support/console.ts';
import { useSweptApp } from '../support/inventory.ts';

const app = useSweptApp();
const browser = useConsole(app);

const PAGES = [
  '/licenses',
  '/holders',
  '/holders?group=DEPARTMENT',
  '/people',
  '/people?each=human',
  '/people?each=list',
  '/devices',
  '/places',
];

/** How many tables are wider than their frame. */
const CUT = `[...document.querySelectorAll('.table-frame')].filter((one) => one.scrollWidth > one.clientWidth).length`;

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it('axe finds nothing on any list, with rows chosen', async () => {
    for (const path of PAGES) {
      const page = await browser.open(path, { theme });
      const box = page.getByRole('checkbox').first();
      if ((await box.count()) > 0) await box.check();
      expect({ path, violations: await violationsOn(page) }).toEqual({ path, violations: [] });
    }
  });

  it('axe finds nothing in a drawer', async () => {
    for (const list of ['/licenses?countable=yes&sort=HELD.DESC', '/people', '/devices']) {
      const page = await browser.open(list, { theme });
      await page.locator('table.long tbody th a').first().click();
      await page.getByRole('dialog').getByRole('heading', { name: 'The last 90 days' }).waitFor();
      await settled(page);
      expect({ list, violations: await violationsOn(page) }).toEqual({ list, violations: [] });
    }
  });
});

describe('on a phone', () => {
  it('nothing scrolls sideways at 320 pixels', async () => {
    for (const path of PAGES) {
      const page = await browser.open(path, { width: 320, height: 800 });
      expect({ path, sideways: await scrollsSideways(page) }).toEqual({ path, sideways: false });
    }
  });

  it('tables stand there with all of their columns', async () => {
    for (const path of PAGES) {
      const page = await browser.open(path, { width: 390, height: 800 });
      expect({ path, cut: await evaluate(page, CUT) }).toEqual({ path, cut: 0 });
    }
  });

  it('filters unfold', async () => {
    const page = await browser.open('/licenses?vendor=YEXT', { width: 390, height: 800 });
    const vendor = page.getByRole('group', { name: 'Vendor' }).getByRole('button', { name: /^Yext/ });
    expect(await vendor.count()).toBe(0);
    await page.getByRole('button', { name: 'Filters (1)' }).click();
    expect(await vendor.getAttribute('aria-pressed')).toBe('true');
  });
});
