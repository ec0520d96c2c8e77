// Lists of 100,000 rows in a browser: searched, scrolled, chosen and exported, while a handful of rows stands in the page. `npm run test:soak -- many-rows`
// runs it, in a minute.
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ACCOUNTS, fill } from '../../bench/inventory/rows.ts';
import { silentLog } from '../../src/domain/log.ts';
import { openDatabase } from '../../src/store/database/open.ts';
import { useApp } from '../support/app.ts';
import { present, until } from '../support/assertions.ts';
import { evaluate, settled } from '../support/browser-page.ts';
import { useConsole } from '../support/console.ts';
import { newDatabaseIn } from '../support/databases.ts';
import { useFolder } from '../support/folder.ts';
import { opened } from '../support/lifecycle.ts';

const USERS = 10_000;
const HOLDINGS = 10 * USERS;

const folder = useFolder();
/** A company whose users hold ten licenses each, written into a database that the app then opens. */
const database = opened(
  async () => {
    const directory = folder.at('store');
    await newDatabaseIn(directory);
    const { db, maintenance, close } = await openDatabase(
      { kind: 'embedded', directory },
      { log: silentLog, create: true },
    );
    await fill(db, { users: USERS, devices: 0 }, () => maintenance.checkpoint?.() ?? Promise.resolve());
    await close();
    return { directory };
  },
  () => undefined,
);
const app = useApp({
  store: () => ({ directory: database.directory }),
  accounts: (seeded) => seeded.filter(({ key }) => ACCOUNTS.some((one) => one.key === key)),
});
const browser = useConsole(app);

// The first to ask opens the database.
beforeAll(async () => {
  await until(async () => (await app.ask('{ inventory { asOf } }')).errors === undefined);
});

const ROWS = 'table.long tbody tr:not(.gap)';
const headline = (page: Page): Promise<string> => page.locator('.page-head .muted').first().innerText();
const bar = (page: Page) => page.getByRole('region', { name: 'What is chosen' });

/** Goes to the end of what was read, until a row with this number stands in the page. The most rows that stood there at once. */
async function scrollTo(page: Page, row: number): Promise<number> {
  let most = 0;
  await until(async () => {
    const [rows, last] = await evaluate<[number, number]>(
      page,
      `(() => {
        scrollTo(0, document.documentElement.scrollHeight);
        const rows = [...document.querySelectorAll('${ROWS}')];
        return [rows.length, Number(rows.at(-1)?.getAttribute('aria-rowindex') ?? 0)];
      })()`,
    );
    most = Math.max(most, rows);
    return last >= row;
  });
  return most;
}

describe('a list of 100,000 rows', () => {
  it('is scrolled through, with at most 150 rows in the page at any time', async () => {
    const page = await browser.open('/holders');
    expect(await headline(page)).toBe('100,000 assignments');
    expect(await page.locator(ROWS).count()).toBeGreaterThan(10);

    const most = await scrollTo(page, 5_000);

    expect(most).toBeGreaterThan(20);
    expect(most).toBeLessThanOrEqual(150);
  });

  it('is searched, and the address that is copied shows the same rows', async () => {
    const page = await browser.open('/people');
    expect(await headline(page)).toBe('10,000 logins');
    await page.keyboard.press('/');
    await page.keyboard.type('ada.keller');
    await until(async () => (await headline(page)) === '10 logins match');
    const names = await page.locator('table.long tbody th .second').allInnerTexts();
    expect(names).toHaveLength(10);
    expect(names.every((name) => name.startsWith('ada.keller.'))).toBe(true);
    // What was typed reaches no server.
    expect(new URL(page.url()).search).toBe('');
    expect(new URL(page.url()).hash).toBe('#q=ada.keller');

    const copied = await browser.open(page.url().slice(app.url.length));
    expect(await copied.locator('table.long tbody th .second').allInnerTexts()).toEqual(names);
  });

  it('is chosen from: a row, the rows that were read, all that match; and cleared', async () => {
    const page = await browser.open('/people#q=ada.');
    expect(await headline(page)).toBe('500 logins match');
    await page.getByRole('checkbox', { name: 'Choose Ada' }).first().check();
    expect(await bar(page).innerText()).toContain('1 chosen');
    await page.getByRole('checkbox', { name: 'Choose all rows of People that were read' }).check();
    expect(await bar(page).innerText()).toContain('100 chosen');
    await page.getByRole('button', { name: 'Choose all 500 that match' }).click();
    await bar(page).getByText('500 chosen, 400 of them not among the rows below').waitFor();
    // Chosen rows stay so while others are looked for.
    await page.getByRole('searchbox').fill('ben.moreau');
    await until(async () => (await headline(page)) === '10 logins match');
    expect(await bar(page).innerText()).toContain('500 chosen, 500 of them not among the rows below');
    await page.getByRole('button', { name: 'Clear' }).click();
    expect(await bar(page).count()).toBe(0);
    expect(await page.locator('input:checked').count()).toBe(0);
  });

  it('says how many a set can take, and chooses no more', async () => {
    const page = await browser.open('/holders');
    await page.getByRole('checkbox', { name: /^Choose all rows/ }).check();
    await page.getByRole('button', { name: 'Choose the first 10,000 of 100,000 that match' }).click();
    await bar(page).getByText('10,000 chosen').waitFor();
    expect(await bar(page).getByRole('button', { name: 'Take away' }).isEnabled()).toBe(true);
  });

  it('is exported to its end, and the export can be given up', async () => {
    const page = await browser.open('/holders');
    const button = page.getByRole('button', { name: 'Export CSV' });
    await button.click();
    await page.getByText(/of 100,000 read/).waitFor();
    await page.getByRole('button', { name: 'Cancel export' }).click();
    await button.waitFor();

    const [file] = await Promise.all([page.waitForEvent('download', { timeout: 150_000 }), button.click()]);
    const text = await readFile(await file.path(), 'utf8');
    const lines = text.trimEnd().split('\r\n');

    expect(file.suggestedFilename()).toBe('holders.csv');
    expect(lines[0]).toBe(
      '\uFEFFHolder,Address or detail,Kind,Holder id,State,Department,License,License id,Account,Status,Held since,Ends on',
    );
    expect(lines).toHaveLength(1 + HOLDINGS);
    // Every one of them once.
    expect(new Set(lines.slice(1).map((line) => pairOf(line))).size).toBe(HOLDINGS);
    await settled(page);
  });

  it('is put together by department and license, and a group leads to its rows', async () => {
    const page = await browser.open('/holders?group=DEPARTMENT.LICENSE&account=webex');
    const first = page.locator(ROWS).first();
    const count = await first.locator('td.number').first().innerText();
    await first.getByRole('link').click();
    await settled(page);
    const { searchParams } = new URL(page.url());
    expect([...searchParams.keys()].sort()).toEqual(['account', 'department', 'license']);
    expect(await headline(page)).toBe(`${count} assignments match`);
  });
});

/** Holder and license of a line of the export: no field of these rows has a comma in it. */
function pairOf(line: string): string {
  const fields = line.split(',');
  return `${present(fields[3])} ${present(fields[7])} ${present(fields[8])}`;
}
