// The lists of the console in a browser: what narrows them down, what the address says, and what stands in the drawers.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { present, until } from '../support/assertions.ts';
import { settled } from '../support/browser-page.ts';
import { useConsole } from '../support/console.ts';
import { useSweptApp } from '../support/inventory.ts';

const app = useSweptApp();
const browser = useConsole(app);

const names = (page: Page): Promise<string[]> =>
  page.locator('table.long tbody th[scope=row] a').allInnerTexts();
const headline = (page: Page): Promise<string> => page.locator('.page-head .muted').first().innerText();
const switchOf = (page: Page, facet: string, name: RegExp): Locator =>
  page.getByRole('group', { name: facet }).getByRole('button', { name });
/** The number at the end of a switch. */
const countOf = async (one: Locator): Promise<number> => Number(await one.locator('.count').innerText());

/** What the address of the page is below that of the app. */
const pathOf = (page: Page): string => page.url().slice(app.url.length);

// Findings are worked out after the sweeps, an account after the other: two of them have a license that is over-booked.
beforeAll(async () => {
  await until(async () => {
    const { findings } = await app.data<{ findings: { totalCount: number } }>(
      '{ findings(filter: { codes: [OVERBOOKED] }) { totalCount } }',
    );
    return findings.totalCount === 2;
  });
});

describe('the licenses', () => {
  it('are narrowed down by facets that say how many they leave', async () => {
    const page = await browser.open('/licenses');
    const all = await headline(page);
    const state = switchOf(page, 'State', /^Over-booked/);
    const overbooked = await countOf(state);
    expect(overbooked).toBe(2);
    await state.click();
    await until(async () => (await names(page)).length === overbooked);
    expect(await headline(page)).toBe(`${overbooked} licenses match`);
    expect(await page.getByRole('cell', { name: 'Over-booked' }).count()).toBe(overbooked);
    await state.click();
    await until(async () => (await headline(page)) === all);
  });

  it('are the same after Back, after a reload, and at a copied address', async () => {
    const page = await browser.open('/licenses');
    const before = await names(page);
    const vendor = switchOf(page, 'Vendor', /^Yext/);
    const count = await countOf(vendor);
    await vendor.click();
    await until(async () => (await names(page)).length === count);
    await page.getByRole('button', { name: 'Held', exact: true }).click();
    await page
      .getByRole('columnheader', { name: 'Held' })
      .and(page.locator('[aria-sort=ascending]'))
      .waitFor();
    await page.getByRole('button', { name: 'Held', exact: true }).click();
    await page
      .getByRole('columnheader', { name: 'Held' })
      .and(page.locator('[aria-sort=descending]'))
      .waitFor();
    await settled(page);
    const shown = await names(page);
    expect(pathOf(page)).toBe('/licenses?vendor=YEXT&sort=HELD.DESC');
    await page.reload();
    await settled(page);
    expect(await names(page)).toEqual(shown);
    expect(await names(await browser.open(pathOf(page)))).toEqual(shown);
    for (let step = 0; step < 3; step += 1) await page.goBack();
    await until(
      async () => (await headline(page)).endsWith('licenses') && (await names(page)).length === before.length,
    );
    expect(await names(page)).toEqual(before);
  });

  it('say what of an address is not known, and go on without it', async () => {
    const page = await browser.open('/licenses?state=NONSENSE&vendor=YEXT&sort=SIZE.ASC');
    const notice = page.locator('.notice', { hasText: 'A part of the address is not known here' });
    expect(await notice.innerText()).toContain('state=NONSENSE');
    expect((await names(page)).length).toBeGreaterThan(0);
    await notice.getByRole('link', { name: 'Take it out' }).click();
    await notice.waitFor({ state: 'detached' });
    expect(pathOf(page)).toBe('/licenses?vendor=YEXT');
  });

  it('say that none match, and lead to all of them', async () => {
    const page = await browser.open('/licenses#q=there-is-no-such-license');
    const link = page.getByRole('link', { name: 'Show all licenses' });
    expect(await headline(page)).toBe('0 licenses match');
    await link.click();
    await until(async () => (await names(page)).length > 10);
  });

  it('open one of them, with its holders, and give the focus back', async () => {
    const page = await browser.open('/licenses#q=Webex Meetings Suite');
    const link = page.getByRole('link', { name: 'Webex Meetings Suite' }).first();
    await link.focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: 'Webex Meetings Suite' });
    for (const part of ['Contract and cost', 'Findings', 'Holders', 'The last 90 days']) {
      await drawer.getByRole('heading', { name: part }).waitFor();
    }
    await drawer
      .getByRole('checkbox', { name: /^Choose (?!all)/ })
      .first()
      .waitFor();
    expect(await drawer.getByRole('button', { name: 'Assign' }).count()).toBe(1);
    expect(new URL(page.url()).searchParams.has('open')).toBe(true);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.has('open')).toBe(false);
    await until(() => link.evaluate((one) => one === document.activeElement));
  });

  it('say so when there is no such license', async () => {
    const page = await browser.open('/licenses?open=nonsense');
    await page.getByRole('dialog').getByRole('alert').waitFor();
    expect(await page.getByRole('dialog').innerText()).toContain('BAD_ID');
  });
});

describe('the holders', () => {
  it('are those who are switched off and hold something all the same', async () => {
    const page = await browser.open('/holders?holderState=INACTIVE&holderState=DELETED');
    const { inventory } = await app.data<{ inventory: { assignments: { totalCount: number } } }>(
      '{ inventory { assignments(filter: { user: { states: [INACTIVE, DELETED] } }) { totalCount } } }',
    );
    expect(inventory.assignments.totalCount).toBeGreaterThan(0);
    expect(await headline(page)).toBe(`${inventory.assignments.totalCount} assignments match`);
    const states = await page.locator('td .badge', { hasText: /Switched off|Deleted/ }).count();
    expect(states).toBe(await page.locator('table.long tbody tr:not(.gap)').count());
  });

  it('are those whose license ends before a day, the next first', async () => {
    const page = await browser.open('/holders?endsBefore=2099-01-01');
    const ends = await page
      .locator('table.long td time')
      .evaluateAll((all) =>
        all.map((one) => one.getAttribute('datetime') ?? '').filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)),
      );
    expect(ends.length).toBeGreaterThan(0);
    expect(ends).toEqual([...ends].sort());
  });
});

describe('the people', () => {
  it('are logins, or humans in several accounts; one of them is opened with all that they hold', async () => {
    const page = await browser.open('/people?each=human&in=2');
    const { inventory } = await app.data<{
      inventory: { people: { totalCount: number; nodes: { email: string }[] } };
    }>('{ inventory { people(filter: { inAccountsAtLeast: 2 }, first: 1) { totalCount nodes { email } } } }');
    expect(await headline(page)).toBe(`${inventory.people.totalCount} humans match`);
    await page.locator('table.long tbody th a').first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('heading', { name: /^Logins in [2-9] accounts$/ }).waitFor();
    expect((await drawer.locator('.overlay-head').innerText()).toLowerCase()).toContain(
      present(inventory.people.nodes[0]).email,
    );
    await drawer.getByRole('heading', { name: 'Licenses' }).waitFor();
  });

  it('are looked up from a list, and whoever is not known is named', async () => {
    const page = await browser.open('/people?each=list');
    const { inventory } = await app.data<{ inventory: { people: { nodes: { email: string }[] } } }>(
      '{ inventory { people(first: 3) { nodes { email } } } }',
    );
    const known = inventory.people.nodes.map(({ email }) => email);
    await page
      .getByRole('textbox', { name: /^Addresses/ })
      .fill(`${known.join(',Sales\n').toUpperCase()}\nnobody@acme.example\nno address`);
    await page.getByRole('button', { name: 'Look them up' }).click();
    await page.getByText('3 of 5 addresses are known, 2 are not').waitFor();
    expect(await page.locator('.unknown li').allInnerTexts()).toEqual(['nobody@acme.example', 'no address']);
    expect(await page.locator('table.long tbody th .second').allInnerTexts()).toEqual(known);
    // They are in no address.
    expect(pathOf(page)).toBe('/people?each=list');
  });

  it('without a license are one choice away', async () => {
    const page = await browser.open('/people?state=ACTIVE');
    await page.getByRole('combobox', { name: 'Holds' }).selectOption('nothing');
    const { inventory } = await app.data<{ inventory: { users: { totalCount: number } } }>(
      '{ inventory { users(filter: { states: [ACTIVE], holds: { nothing: true } }) { totalCount } } }',
    );
    const count = inventory.users.totalCount;
    await until(async () => (await headline(page)).startsWith(`${count} login`));
    expect(await page.locator('table.long tbody td', { hasText: /^None$/ }).count()).toBe(count);
  });
});

describe('devices and places', () => {
  it('that are silent and hold a license are listed, and opened', async () => {
    const page = await browser.open('/devices?holds=something&idleDays=90&sort=LAST_ACTIVE.ASC');
    const { inventory } = await app.data<{ inventory: { devices: { totalCount: number } } }>(
      '{ inventory { devices(filter: { holds: { nothing: false }, idleDays: 90 }) { totalCount } } }',
    );
    expect(inventory.devices.totalCount).toBeGreaterThan(0);
    expect((await headline(page)).replaceAll(/\D/g, '')).toBe(String(inventory.devices.totalCount));
    const first = page.locator('table.long tbody th a').first();
    const name = await first.innerText();
    await first.click();
    const drawer = page.getByRole('dialog', { name });
    await drawer.getByText('Make and model').waitFor();
    await drawer.getByRole('heading', { name: 'Findings' }).waitFor();
  });

  it('are workspaces, or entities', async () => {
    const page = await browser.open('/places');
    expect(await headline(page)).toMatch(/workspaces$/);
    await page.getByRole('link', { name: 'Entities, listed publicly' }).click();
    await until(async () => (await headline(page)).endsWith('entities'));
    expect(pathOf(page)).toBe('/places?kind=ENTITY');
  });
});
