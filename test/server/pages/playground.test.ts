// The playground in a real browser: it asks nobody but us, complains of nothing, and every example answers.
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { exampleQueries } from '../../../src/server/pages/examples.ts';
import { metricsOf, useApp, withToken, type Answer } from '../../support/app.ts';
import { present, until } from '../../support/assertions.ts';
import { openBrowser } from '../../support/browser.ts';
import { opened } from '../../support/lifecycle.ts';
import { assigning } from '../../support/inputs.ts';
import { mutate } from '../../support/mutations.ts';
import { startStub } from '../../support/stub-server.ts';

const app = useApp();
// Closed before the app, which it goes on asking.
const browser = opened(openBrowser, (it) => it.close());
let page: Page;
/** Whatever the browser complains of, and every address it asks that is not ours. */
const complaints: string[] = [];

beforeAll(async () => {
  const { url } = app;
  await mutate(app, 'planLicenseChanges', assigning('store-5'));
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(50_000);
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== url && protocol !== 'data:') complaints.push(`asked ${request.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    // A page that is left gives up what it is still loading.
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') complaints.push(`${why ?? 'failed'} ${request.url()}`);
  });
  await page.goto(`${url}/`);
});
afterEach(() => {
  const all = complaints.splice(0);
  if (all.length > 0) throw new Error(`the browser complains:\n${all.join('\n')}`);
});

/** Goes to a tab and waits until GraphiQL has read its query, which it notes in the browser's storage. */
async function open(title: string): Promise<void> {
  await page.locator('.graphiql-tab-button', { hasText: new RegExp(`^${title}$`) }).click();
  await page.waitForFunction(
    (name) => localStorage.getItem('graphiql:tabState')?.includes(`"operationName":"${name}"`),
    title,
  );
}

async function run(start: () => Promise<void>): Promise<{ answer: Answer<unknown>; shown: string }> {
  const [response] = await Promise.all([
    page.waitForResponse((one) => one.url() === `${app.url}/graphql`),
    start(),
  ]);
  // What is asserted below is what came back.
  const answer = (await response.json()) as Answer<unknown>;
  const result = page.locator('.result-window');
  await result.getByText('"data"').first().waitFor();
  // The editor shows spaces as such that do not break.
  return { answer, shown: (await result.innerText()).replaceAll('\u00a0', ' ') };
}

describe('the playground', () => {
  it('opens with a tab for each example, on the first', async () => {
    await page.locator('.graphiql-execute-button').waitFor();
    expect(await page.title()).toBe('License Graph');
    expect(await page.locator('.graphiql-tab-button').allInnerTexts()).toEqual(
      exampleQueries.map(({ title }) => title),
    );
    expect(await page.locator('.graphiql-tab-active .graphiql-tab-button').innerText()).toBe(
      exampleQueries[0]?.title,
    );
    await page.locator('.graphiql-query-editor').getByText('query Licenses').waitFor();
  });

  it('runs a query with Ctrl-Enter, and shows the names of licenses', async () => {
    await open('Licenses');
    await page.locator('.graphiql-query-editor').getByText('query Licenses').click();
    const { answer, shown } = await run(() => page.keyboard.press('Control+Enter'));
    expect(answer.errors).toBeUndefined();
    const { licenses } = answer.data as { licenses: { nodes: { name: string }[] } }; // the query of the tab
    expect(shown).toContain(licenses.nodes[0]?.name ?? 'no license at all');
  });

  it.each(
    exampleQueries
      .filter(({ title }) => title !== 'Live')
      .map(({ title, headers }) => [title, headers] as const),
  )('runs the example %s with the button', async (title, headers) => {
    await open(title);
    const { answer } = await run(() => page.locator('.graphiql-execute-button').click());
    expect(answer.errors).toBeUndefined();
    // Without contracts and findings these two have no rows.
    const rows = ['Renewals', 'Reclaim'].includes(title) ? /^\{"/ : /\[\{/;
    expect(JSON.stringify(answer.data)).toMatch(rows);
    expect(answer.extensions?.['upstream'] === undefined).toBe(headers === undefined);
  });

  it('runs the example Live, which is refused until it names a set', async () => {
    await open('Live');
    await page.locator('.graphiql-execute-button').click();
    await page.locator('.result-window').getByText('"changeSetProgress"').waitFor();
    expect(await page.locator('.result-window').innerText()).toContain('"BAD_ID"');
  });

  it('shows the documentation of the schema', async () => {
    await page.getByLabel('Show Documentation Explorer').click();
    await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).click();
    const text = page.getByText('Every configured account, in the order of the configuration.').first();
    await text.waitFor();
    expect(await text.isVisible()).toBe(true);
  });

  it('keeps one’s own work when it is opened again', async () => {
    await page.locator('.graphiql-tab-add, [aria-label="New tab"]').first().click();
    const tabs = exampleQueries.length + 1;
    await page.waitForFunction(
      (count) => localStorage.getItem('graphiql:tabState')?.split('"id":').length === count + 1,
      tabs,
    );
    await page.reload();
    await page.locator('.graphiql-execute-button').waitFor();
    expect(await page.locator('.graphiql-tab-button').count()).toBe(tabs);
  });
});

describe('where a token is needed', () => {
  const TOKEN = 'a-token-for-the-playground';
  const tokens = [{ name: 'ann', token: TOKEN, scopes: ['licenses:read', 'licenses:change'] }];
  const guarded = useApp({ auth: { tokens }, server: { playground: true } });
  const input = () => page.getByLabel('Token');

  /** Opens the playground in a tab of its own, and gives the statuses of what it asks. */
  async function visit(): Promise<number[]> {
    const statuses: number[] = [];
    page.on('response', (response) => {
      if (response.url() === `${guarded.url}/graphql`) statuses.push(response.status());
    });
    await page.goto(`${guarded.url}/playground`);
    return statuses;
  }

  beforeEach(async () => {
    page = await browser.newPage();
    page.setDefaultTimeout(50_000);
  });
  afterEach(() => page.close());

  it('asks for one, asks again when it is a wrong one, and keeps the right one in the tab alone', async () => {
    const statuses = await visit();
    await input().fill('a-token-nobody-gave-out');
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.getByText('The server does not take this token.').waitFor();
    await input().fill(TOKEN);
    await input().press('Enter');
    await input().waitFor({ state: 'detached' });
    await open('Viewer');
    await page.locator('.graphiql-execute-button').click();
    await page.locator('.result-window').getByText('"ann"').waitFor();
    expect(statuses.filter((status) => status === 401)).toHaveLength(2);
    const kept = await page.evaluate<string[]>(
      '[localStorage, sessionStorage].map((one) => JSON.stringify({ ...one })).concat(document.cookie)',
    );
    expect(kept).toEqual([expect.not.stringContaining(TOKEN), `{"license-graph:token":"${TOKEN}"}`, '']);
    await page.reload();
    await page.locator('.graphiql-execute-button').click();
    await page.locator('.result-window').getByText('"data"').waitFor();
    expect(statuses.filter((status) => status === 401)).toHaveLength(2);
  });

  it('follows a change set with it, to its end or until it is stopped', async () => {
    const ann = withToken(guarded, TOKEN);
    const { changeSet } = await mutate(ann, 'planLicenseChanges', assigning('store-5'));
    const { id, hash } = present(changeSet);
    await page.goto(`${guarded.url}/playground`);
    await input().press('Escape');
    await page.evaluate(
      `localStorage.setItem('graphiql:tabState', localStorage.getItem('graphiql:tabState').replace('id of the set', '${id}'))`,
    );
    await page.reload();
    await input().press('Escape');
    await open('Live');
    const button = page.locator('.graphiql-execute-button');
    const shown = (status: string) => page.locator('.result-window').getByText(`"${status}"`).waitFor();
    const streams = async () => (await metricsOf(guarded)).get('subscriptions{transport="SSE"}');
    await button.click();
    await input().fill(TOKEN);
    await input().press('Enter');
    await shown('PLANNED');
    expect(await streams()).toBe(1);
    await page.getByLabel('Stop query').click();
    await until(async () => (await streams()) === 0);
    await page.getByLabel('Execute query').waitFor();
    expect(await page.locator('.result-window').innerText()).toContain('PLANNED');
    await button.click();
    await until(async () => (await streams()) === 1);
    await mutate(ann, 'applyLicenseChanges', { plan: { id, hash } });
    await shown('SUCCEEDED');
    await page.getByLabel('Execute query').waitFor();
  });

  it('goes on without one, and sends it nowhere else', async () => {
    await visit();
    await input().press('Escape');
    await input().waitFor({ state: 'detached' });
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await page.evaluate(`sessionStorage.setItem('license-graph:token', '${TOKEN}')`);
    const [asked] = await Promise.all([
      page.waitForRequest(`${guarded.url}/healthz`),
      page.evaluate(`fetch('/healthz').then(({ status }) => status)`),
    ]);
    expect(await asked.allHeaders()).not.toHaveProperty('authorization');
    const elsewhere = await startStub(() => ({ headers: { 'access-control-allow-origin': '*' } }));
    // The policy of the page refuses it in any case.
    await page.evaluate(`fetch('${elsewhere.url}/graphql').catch(() => null)`);
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });
});
