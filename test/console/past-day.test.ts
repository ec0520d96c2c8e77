// Lists as they were on a day, in a browser: of a day that is still to come, and of one before all that is known, no rows are told, and none is not said either.
import { describe, expect, it } from '@jest/globals';
import { dayIn } from '../../src/console/kit/days.ts';
import { settled } from '../support/browser-page.ts';
import { useConsole, violationsOn } from '../support/console.ts';
import { useSweptApp } from '../support/inventory.ts';

const app = useSweptApp();
const browser = useConsole(app);

const LISTS = [
  ['/holders', 'assignments'],
  ['/holders?group=LICENSE', 'groups'],
  ['/licenses', 'licenses'],
] as const;

const on = (path: string, day: string): string => `${path}${path.includes('?') ? '&' : '?'}asOf=${day}`;

describe('a day that is still to come', () => {
  it.each(LISTS)('is told as one at %s, without rows', async (path, _many) => {
    const page = await browser.open(on(path, '2099-01-01'));
    await page.getByText('1 Jan 2099 is still to come.').waitFor();
    expect(await page.locator('table.long').count()).toBe(0);
    expect(await page.locator('main').innerText()).not.toMatch(/There are no|None/);
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('link', { name: 'Show it as it is now' }).click();
    await page.locator('table.long tbody th').first().waitFor();
    expect(page.url()).not.toContain('asOf');
  });

  it('cannot be chosen, and is told as well when it was typed', async () => {
    const page = await browser.open('/licenses');
    const field = page.getByLabel('As it was on');
    expect(await field.getAttribute('max')).toBe(dayIn(0, Date.now()));
    await field.fill('2099-01-01');
    // It may be on its way to another year.
    expect(await page.locator('table.long tbody th').count()).toBeGreaterThan(0);
    await field.blur();
    await page.getByText('1 Jan 2099 is still to come.').waitFor();
    await page.getByLabel('As it was on').fill(dayIn(0, Date.now()));
    await page.locator('table.long tbody th').first().waitFor();
  });

  it('is told of the events as well', async () => {
    const page = await browser.open('/events?from=2099-01-01');
    await page.getByText('1 Jan 2099, 00:00 is still to come.').waitFor();
    await page.getByRole('link', { name: 'Look 30 days back' }).click();
    await page.waitForURL(/from=20(?!99)/);
    expect(await page.locator('main').innerText()).not.toContain('still to come');
  });
});

describe('a day before all that is known', () => {
  it.each(LISTS)('is told as one at %s, and not as one without rows', async (path, many) => {
    const page = await browser.open(on(path, dayIn(-1, Date.now())));
    await page.getByText('What was before is not known.').waitFor();
    expect(await page.locator('div.nothing').innerText()).toBe(
      `Which ${many} there were then is not known. Show it as it is now.`,
    );
    expect(await page.locator('.page-head').innerText()).not.toMatch(/\b0\b/);
    await page.getByRole('link', { name: 'Show it as it is now' }).click();
    await settled(page);
    await page.locator('table.long tbody th').first().waitFor();
  });
});
