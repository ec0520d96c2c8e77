// The playground in a real browser: it asks nobody but us, complains of nothing, and every example answers.
import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { exampleQueries } from '../../src/server/examples.ts';
import { mutate, pack } from '../graph/mutations.ts';
import { startHarness, type Answer, type Harness } from '../support/app.ts';

// eslint-disable-next-line node/no-process-env -- where a browser is, only the machine knows
const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PATIENCE = { timeout: 15_000 };

let harness: Harness;
let browser: Browser;
let page: Page;
/** Whatever the browser complains of, and every address it asks that is not ours. */
const complaints: string[] = [];

beforeAll(async () => {
  if (!existsSync(EXECUTABLE)) {
    throw new Error(
      `There is no Chromium at ${EXECUTABLE}, and this test needs one: install it (Debian: apt-get install chromium), or set CHROMIUM_PATH.`,
    );
  }
  harness = await startHarness();
  await mutate(harness, 'assignLicense', { ...pack('store-5'), dryRun: true });
  browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS, ...PATIENCE });
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== harness.url && protocol !== 'data:') complaints.push(`asked ${request.url()}`);
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
  await page.goto(`${harness.url}/`, PATIENCE);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await harness?.close();
});
afterEach(() => {
  const all = complaints.splice(0);
  if (all.length > 0) throw new Error(`the browser complains:\n${all.join('\n')}`);
});

/** Goes to a tab and waits until GraphiQL has read its query, which it notes in the browser's storage. */
async function open(title: string): Promise<void> {
  await page.locator('.graphiql-tab-button', { hasText: new RegExp(`^${title}$`) }).click(PATIENCE);
  await page.waitForFunction(
    (name) => localStorage.getItem('graphiql:tabState')?.includes(`"operationName":"${name}"`),
    title,
    PATIENCE,
  );
}

async function run(start: () => Promise<void>): Promise<{ answer: Answer<unknown>; shown: string }> {
  const [response] = await Promise.all([
    page.waitForResponse((one) => one.url() === `${harness.url}/graphql`, PATIENCE),
    start(),
  ]);
  // What is asserted below is what came back.
  const answer = (await response.json()) as Answer<unknown>;
  const result = page.locator('.result-window');
  await result.getByText('"data"').first().waitFor(PATIENCE);
  // The editor shows spaces as such that do not break.
  return { answer, shown: (await result.innerText()).replaceAll('\u00a0', ' ') };
}

describe('the playground', () => {
  it('opens with a tab for each example, on the first', async () => {
    await page.locator('.graphiql-execute-button').waitFor(PATIENCE);
    expect(await page.title()).toBe('License Graph');
    expect(await page.locator('.graphiql-tab-button').allInnerTexts()).toEqual(
      exampleQueries.map(({ title }) => title),
    );
    expect(await page.locator('.graphiql-tab-active .graphiql-tab-button').innerText()).toBe(
      exampleQueries[0]?.title,
    );
    await page.locator('.graphiql-query-editor').getByText('query Licenses').waitFor(PATIENCE);
  });

  it('runs a query with Ctrl-Enter, and shows the names of licenses', async () => {
    await open('Licenses');
    await page.locator('.graphiql-query-editor').getByText('query Licenses').click(PATIENCE);
    const { answer, shown } = await run(() => page.keyboard.press('Control+Enter'));
    expect(answer.errors).toBeUndefined();
    const { licenses } = answer.data as { licenses: { nodes: { name: string }[] } }; // the query of the tab
    expect(shown).toContain(licenses.nodes[0]?.name ?? 'no license at all');
  });

  it.each(exampleQueries.map(({ title, headers }) => [title, headers] as const))(
    'runs the example %s with the button',
    async (title, headers) => {
      await open(title);
      const { answer } = await run(() => page.locator('.graphiql-execute-button').click(PATIENCE));
      expect(answer.errors).toBeUndefined();
      expect(JSON.stringify(answer.data)).toMatch(/\[\{/);
      expect(answer.extensions === undefined).toBe(headers === undefined);
    },
  );

  it('shows the documentation of the schema', async () => {
    await page.getByLabel('Show Documentation Explorer').click(PATIENCE);
    await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).click(PATIENCE);
    const text = page.getByText('Every configured account, in the order of the configuration.').first();
    await text.waitFor(PATIENCE);
    expect(await text.isVisible()).toBe(true);
  });

  it('keeps one’s own work when it is opened again', async () => {
    await page.locator('.graphiql-tab-add, [aria-label="New tab"]').first().click(PATIENCE);
    const tabs = exampleQueries.length + 1;
    await page.waitForFunction(
      (count) => localStorage.getItem('graphiql:tabState')?.split('"id":').length === count + 1,
      tabs,
      PATIENCE,
    );
    await page.reload(PATIENCE);
    await page.locator('.graphiql-execute-button').waitFor(PATIENCE);
    expect(await page.locator('.graphiql-tab-button').count()).toBe(tabs);
  });
});
