// The page of docs/front-end in a browser, from another origin than the graph's: it does what docs/front-end.md says.
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { servePage } from '../../docs/front-end/serve.ts';
import { useApp, withToken } from '../support/app.ts';
import { present } from '../support/assertions.ts';
import { openBrowser } from '../support/browser.ts';
import { assigning } from '../support/inputs.ts';
import { opened } from '../support/lifecycle.ts';
import { mutate } from '../support/mutations.ts';

const TOKEN = 'token-of-the-front-end';
const app = useApp({
  auth: { tokens: [{ name: 'ann', token: TOKEN, scopes: ['licenses:read', 'licenses:change'] }] },
  server: { corsOrigins: ['http://127.0.0.1:*'] },
});
const served = opened(
  () => servePage(`${app.url}/graphql`, 0),
  (it) => it.close(),
);
const browser = opened(openBrowser, (it) => it.close());
const complaints: string[] = [];
const ann = withToken(app, TOKEN);
let page: Page;

beforeAll(async () => {
  page = await browser.newPage();
  page.setDefaultTimeout(200_000);
  page.on('console', (message) => {
    // The first question has no token, and browsers note an icon that is not there.
    if (message.type() === 'error' && !/401|favicon|404/.test(message.text() + message.location().url)) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(served.url);
});
afterEach(() => {
  const all = complaints.splice(0);
  if (all.length > 0) throw new Error(`the browser complains:\n${all.join('\n')}`);
});

const error = (): Promise<string> => page.locator('#error').innerText();

/** Asks for the licenses anew, as whoever opens the page. */
async function openAgain(): Promise<void> {
  await page.reload();
  await page.locator('#rows tr').first().waitFor();
}

describe('the page of docs/front-end', () => {
  it('asks for a token where one is needed, and for another when it is a wrong one', async () => {
    await page.getByLabel('Token').fill('nobody gave this out');
    expect(await error()).toBe('A token is needed.');
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.getByLabel('Token').fill(TOKEN);
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.locator('#rows tr').first().waitFor();
    expect([await error(), await page.getByLabel('Token').isVisible()]).toEqual(['', false]);
  });

  it('shows the licenses and seats that the graph has, and how many', async () => {
    const { licenses } = await ann.data<Licenses>(
      '{ licenses(first: 100) { totalCount nodes { name account { key } seats { total assigned } } } }',
    );
    expect(await page.locator('#count').innerText()).toBe(`${licenses.totalCount} licenses`);
    const rows = await page
      .locator('#rows tr')
      .evaluateAll((all) => all.map((row) => (row as RowElement).innerText));
    expect(rows).toEqual(
      licenses.nodes.map(({ name, account, seats }) =>
        [
          name,
          account.key,
          seats === null ? 'not told' : `${seats.assigned ?? '?'} of ${seats.total ?? 'any number'}`,
        ].join('\t'),
      ),
    );
    expect(await page.locator('#coverage li').count()).toBe(0);
  });

  it('says which account is missing, why, and that the count is one in part', async () => {
    app.fleet.webex.fault({ fault: { kind: 'error', status: 503 } });
    await openAgain();
    expect(await page.locator('#coverage').innerText()).toMatch(/^webex: missing \(UPSTREAM_UNAVAILABLE\)/);
    expect(await page.locator('#count').innerText()).toMatch(/ licenses, in part$/);
    expect(await page.locator('#rows').innerText()).not.toContain('webex');
    app.clearFaults();
  });

  it('tells an error by its code, with the id that the log has', async () => {
    await page.getByLabel('Its id').fill('no id of this graph');
    await page.getByRole('button', { name: 'Follow it' }).click();
    await page.waitForFunction(`document.querySelector('#error').textContent.includes('BAD_ID')`);
    expect(await error()).toMatch(/\(BAD_ID, request [0-9a-f-]{36}\)$/);
  });

  it('follows a change set to its end', async () => {
    const { changeSet } = await mutate(ann, 'planLicenseChanges', assigning('store-5'));
    const { id, hash } = present(changeSet);
    await page.getByLabel('Its id').fill(id);
    await page.getByRole('button', { name: 'Follow it' }).click();
    const progress = page.locator('#progress');
    await progress.getByText('PLANNED: 0 of 1 over').waitFor();
    await mutate(ann, 'applyLicenseChanges', { plan: { id, hash } });
    await progress.getByText('SUCCEEDED: 1 of 1 over, 1 seen to be done, 0 refused').waitFor();
    expect(await error()).toBe('');
  });
});

interface Licenses {
  readonly licenses: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly name: string;
      readonly account: { readonly key: string };
      readonly seats: { readonly total: number | null; readonly assigned: number | null } | null;
    }[];
  };
}

/** Of the page, whose types are not those of this file. */
interface RowElement {
  readonly innerText: string;
}
