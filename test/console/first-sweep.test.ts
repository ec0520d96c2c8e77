// The console while an account is read for the first time: what is not known yet is not said to be none, and pages go on by themselves.
import { afterAll, expect, it } from '@jest/globals';
import { useApp } from '../support/app.ts';
import { until } from '../support/assertions.ts';
import { useConsole } from '../support/console.ts';
import { addressOf, startGate, type Gate } from '../support/gate.ts';

const gates: Gate[] = [];
/** One account, whose provider answers once the gate is open. */
const app = useApp({
  inventory: { off: false },
  // The gate is shut until all pages were looked at, on the busiest machine: no request may give up before.
  limits: { answerTimeoutMs: 280_000 },
  changes: { leaseMs: 600_000 },
  async accounts(seeded) {
    const own = seeded.filter(({ key }) => key === 'listings');
    const gate = await startGate(addressOf(own), () => true);
    gates.push(gate);
    gate.shut();
    return gate.before(own);
  },
});
const browser = useConsole(app);
afterAll(async () => {
  for (const gate of gates) await gate.close();
});

it('nothing is said to be none, and no vendor to have failed', async () => {
  const overview = await browser.open('/');
  const vendors = overview.locator('.panel', { hasText: 'Seats by vendor' });
  const row = vendors.locator('tbody tr', { hasText: 'Yext' });
  expect((await row.innerText()).split(/\s*\n\s*|\t/).filter(Boolean)).toEqual([
    'Yext',
    'Being read for the first time',
  ]);
  for (const [path, words] of [
    ['/licenses', 'No licenses were read yet.'],
    ['/licenses?vendor=YEXT', 'None of the licenses that were read match.'],
    ['/holders', 'No assignments were read yet.'],
    ['/places?kind=ENTITY', 'No entities were read yet.'],
  ] as const) {
    const page = await browser.open(path);
    expect(await page.locator('div.nothing').innerText()).toContain(words);
    expect(await page.locator('.page-head').innerText()).not.toMatch(/\b0\b/);
  }
});

it('findings are said to come, and stand there by themselves; so does the progress of accounts', async () => {
  const [overview, findings, accounts] = [
    await browser.open('/'),
    await browser.open('/findings'),
    await browser.open('/accounts'),
  ];
  const row = accounts.locator('tbody tr', { hasText: 'listings' });
  await row.getByText(/being read: 0 rows/).waitFor();
  const idle = overview.locator('.tile', { hasText: 'Idle' });
  await idle.getByText('Findings are worked out once the first sweep is done').waitFor();
  expect(await idle.innerText()).toMatch(
    /–\s+in part\s+Findings are worked out once the first sweep is done/,
  );
  const toCome = findings.getByText('Findings are worked out once the first sweep is done.');
  await until(async () => (await toCome.count()) === 2);
  expect(await findings.getByText('Nothing stands out').count()).toBe(0);

  for (const gate of gates) gate.open();
  await row.getByText('Whole').waitFor();
  await findings.locator('tbody th').first().waitFor();
  await findings.getByText(/worked out/).waitFor({ state: 'detached' });
  await idle.getByText('in part').waitFor({ state: 'detached' });
  expect(await idle.locator('strong').innerText()).toMatch(/^\d+$/);
});
