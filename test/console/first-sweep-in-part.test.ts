// The console while people were read and a part of what they hold: how many licenses somebody holds is not known then, and never told as a number.
import { afterAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { useApp } from '../support/app.ts';
import { until } from '../support/assertions.ts';
import { useConsole } from '../support/console.ts';
import { addressOf, startGate, type Gate } from '../support/gate.ts';

const gates: Gate[] = [];
/** One account, whose provider keeps the second page of holders back. */
const app = useApp({
  inventory: { off: false },
  // The gate is shut until all pages were looked at, on the busiest machine: no request may give up before.
  limits: { answerTimeoutMs: 280_000 },
  changes: { leaseMs: 600_000 },
  async accounts(seeded) {
    const own = seeded.filter(({ key }) => key === 'genesys-us');
    const gate = await startGate(addressOf(own), ({ url }) => /license\/users.*pageNumber=2/.test(url));
    gates.push(gate);
    gate.shut();
    return gate.before(own).map((one) => ({ ...one, inventory: { callsPerMinute: 6_000 } }));
  },
});
const browser = useConsole(app);
afterAll(async () => {
  for (const gate of gates) await gate.close();
});

/** What stands in the last column: the licenses. */
const held = async (page: Page): Promise<string[]> =>
  (await page.locator('table.long tbody tr:not(.gap) td:last-child').allInnerTexts()).map(
    (text) => text.split('\n')[0] ?? '',
  );

it('says how many licenses somebody holds at least, or that it is not known; and how many once all is read', async () => {
  await until(() => Promise.resolve(gates.some((gate) => gate.held() > 0)));
  for (const path of ['/people', '/people?each=human']) {
    const page = await browser.open(path);
    const told = await held(page);
    expect([...new Set(told.map((text) => text.replace(/^\d+/, 'n')))].sort()).toEqual([
      'Not known',
      'n or more',
    ]);
  }
  const page = await browser.open('/people');
  for (const gate of gates) gate.open();
  await until(async () => (await held(page)).every((text) => /^(\d+|None)$/.test(text)));
  expect((await held(page)).length).toBeGreaterThan(0);
});
