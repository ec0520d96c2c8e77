// A token that expires while a page is looked at: the page asks for another one over what stands there, and goes on after it.
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { withToken } from '../support/app.ts';
import { present, until } from '../support/assertions.ts';
import { evaluate, settled } from '../support/browser-page.ts';
import { signIn, useConsole, violationsOn } from '../support/console.ts';
import { addressOf, startGate, type Gate } from '../support/gate.ts';
import { assigning } from '../support/inputs.ts';
import { useSweptApp } from '../support/inventory.ts';
import { ISSUER, signed, toTheSecond, useIssuer } from '../support/issuer.ts';
import { opened } from '../support/lifecycle.ts';
import { mutate } from '../support/mutations.ts';

const MINUTE_MS = 60_000;
const ROOT = 'token-of-root-12345';
const SCOPES = ['licenses:read', 'licenses:change', 'audit:read'];

const issued = useIssuer();
/** In front of the provider of one account: changes are sent once it is open. */
const gates: Gate[] = [];
const gate = opened(
  () => ({ open: () => gates.map((one) => one.open()), shut: () => gates.map((one) => one.shut()) }),
  async () => void (await Promise.all(gates.map((one) => one.close()))),
);
const app = useSweptApp({
  token: ROOT,
  auth: () => ({
    tokens: [{ name: 'root', token: ROOT, scopes: SCOPES }],
    jwt: [toTheSecond(issued.issuer)],
  }),
  async accounts(seeded) {
    const own = seeded.filter(({ key }) => key === 'listings');
    gates.push(await startGate(addressOf(own), ({ method, url }) => method !== 'GET' && /licen/i.test(url)));
    return present(gates[0]).before(own);
  },
});
const browser = useConsole(app);
/** How far the clock of the app is ahead. */
let ahead = 0;

/** A token that is good for ten minutes. */
function newToken(): Promise<string> {
  const claims = { iss: ISSUER, aud: 'license-graph', sub: 'ann', license_graph_accounts: '*' };
  const exp = Math.ceil((Date.now() + ahead + 10 * MINUTE_MS) / 1_000);
  return signed(issued.key, { ...claims, scope: SCOPES.join(' '), exp });
}

/** Eleven minutes pass for the server. */
function expire(): void {
  ahead += 11 * MINUTE_MS;
  app.later(11 * MINUTE_MS);
}

const asksForToken = (page: Page) =>
  page.getByRole('dialog', { name: 'License Graph does not take this token' });

it('a list keeps its rows under the question for a token, and goes on at the same address', async () => {
  const page = await browser.open('/licenses?sort=NAME.DESC', { token: await newToken() });
  const rows = page.locator('tbody th');
  const before = await rows.allInnerTexts();
  expect(before.length).toBeGreaterThan(5);
  expire();
  await page.getByRole('button', { name: 'Read again' }).click();
  await asksForToken(page).waitFor();
  expect(await rows.allInnerTexts()).toEqual(before);
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(await violationsOn(page)).toEqual([]);

  // Whoever closes it is told what is wrong, and has a way on.
  await page.keyboard.press('Escape');
  await asksForToken(page).waitFor({ state: 'detached' });
  const alert = page.getByRole('alert').first();
  await alert.getByText('UNAUTHENTICATED').waitFor();
  expect(await rows.allInnerTexts()).toEqual(before);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await asksForToken(page).waitFor();
  await signIn(page, await newToken());
  expect(await rows.allInnerTexts()).toEqual(before);
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(new URL(page.url()).search).toBe('?sort=NAME.DESC');
});

it('an answer that comes late asks for no token once more', async () => {
  const page = await browser.open('/', { token: await newToken() });
  let arrive = (): void => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('changeSets') === true) await arrived;
    await route.continue();
  });
  expire();
  await evaluate(page, `dispatchEvent(new Event('online'))`);
  await asksForToken(page).waitFor();
  await page.keyboard.press('Escape');
  await asksForToken(page).waitFor({ state: 'detached' });
  const changes = page.getByRole('region', { name: 'Recent changes' });
  expect(await changes.getByText('UNAUTHENTICATED').count()).toBe(0);
  arrive();
  await changes.getByText('UNAUTHENTICATED').waitFor();
  expect(await asksForToken(page).count()).toBe(0);
});

it('a change that is watched goes on after it, and asks for a token once', async () => {
  gate.shut();
  const { changeSet } = await mutate(withToken(app, ROOT), 'applyLicenseChanges', {
    ...assigning('store-41', 'store-42'),
    waitSeconds: 0,
  });
  const { id } = present(changeSet);
  const page = await browser.open(`/changes/${id}`, { token: null });
  // As behind a proxy that lets no events through.
  await page.route('**/graphql', (route) =>
    route.request().headers()['accept'] === 'text/event-stream' ? route.abort() : route.continue(),
  );
  await signIn(page, await newToken());
  const progress = page.getByRole('region', { name: 'Progress' });
  await progress.getByText('Under way').waitFor();
  expire();
  await asksForToken(page).waitFor();
  expect(await progress.getByText('Under way').count()).toBe(1);
  await page.keyboard.press('Escape');
  await page.getByRole('alert').filter({ hasText: 'The progress could not be read.' }).waitFor();
  gate.open();
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await asksForToken(page).waitFor();
  await signIn(page, await newToken());
  await progress.getByText('Done: 2 of 2 as wanted').waitFor();
  await until(async () => (await page.getByRole('alert').count()) === 0);
  await settled(page);
  // The events that were not let through.
  expect(browser.takeComplaints().every((one) => /ERR_FAILED/.test(one))).toBe(true);
});
