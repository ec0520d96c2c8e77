// The playground in a real browser: it wears License Graph's name, asks nobody but us, complains of nothing, every button does something,
// and every example answers.
import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { exampleGroups, exampleQueries, openingExamples } from '../../../src/server/pages/examples.ts';
import { metricsOf, useApp, withToken, type Answer } from '../../support/app.ts';
import { present, until } from '../../support/assertions.ts';
import { openBrowser } from '../../support/browser.ts';
import { opened } from '../../support/lifecycle.ts';
import { assigning } from '../../support/inputs.ts';
import { useSweptApp } from '../../support/inventory.ts';
import { mutate } from '../../support/mutations.ts';
import { startStub } from '../../support/stub-server.ts';

const app = useApp();
// Closed before the app, which it goes on asking.
const browser = opened(openBrowser, (it) => it.close());
let page: Page;
/** Whatever the browser complains of, and every address it asks that is not ours. */
const complaints: string[] = [];

beforeAll(async () => {
  await mutate(app, 'planLicenseChanges', assigning('store-5'));
  page = await newPage();
  await page.goto(`${app.url}/playground`);
});

/** A page of the browser, with a storage of its own, whose complaints count. */
async function newPage(width = 1400): Promise<Page> {
  const made = await browser.newPage({ viewport: { width, height: 900 } });
  made.setDefaultTimeout(200_000);
  made.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== app.url && !['data:', 'blob:'].includes(protocol))
      complaints.push(`asked ${request.url()}`);
  });
  made.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  made.on('pageerror', (error) => complaints.push(error.message));
  made.on('requestfailed', (request) => {
    // A page that is left gives up what it is still loading.
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') complaints.push(`${why ?? 'failed'} ${request.url()}`);
  });
  return made;
}

afterEach(() => {
  const all = complaints.splice(0);
  if (all.length > 0) throw new Error(`the browser complains:\n${all.join('\n')}`);
});

/** Opens an example from the panel, and waits until GraphiQL has read its query, which it notes in the browser's storage at that moment. */
async function open(title: string): Promise<void> {
  const { query } = present(exampleQueries.find((one) => one.title === title));
  await page
    .getByRole('region', { name: 'Examples' })
    .getByRole('button', { name: new RegExp(`^${title}\\b`) })
    .click();
  await page.waitForFunction((text) => localStorage.getItem('graphiql:query') === text, query);
}

const tabs = (): Promise<string[]> => page.locator('.graphiql-tab-button').allInnerTexts();
const activeTab = (): Promise<string> =>
  page.locator('.graphiql-tab-active .graphiql-tab-button').innerText();

/** What an editor has in it. The editor shows spaces as such that do not break. */
async function textOf(editor: 'Variables' | 'Headers' | 'Operation'): Promise<string> {
  const place =
    editor === 'Operation' ? page.locator('.graphiql-query-editor') : page.getByLabel(editor).last();
  return (await place.locator('.view-lines').first().innerText()).replaceAll('\u00a0', ' ');
}

/** Event streams that are open. */
async function streamsOf(it: Parameters<typeof metricsOf>[0]): Promise<number | undefined> {
  return (await metricsOf(it)).get('subscriptions{transport="SSE"}');
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
  it('opens with tabs that fit, on the first, and with its variables', async () => {
    await page.locator('.graphiql-execute-button').waitFor();
    expect(await page.title()).toBe('License Graph');
    expect(await tabs()).toEqual(openingExamples.map(({ title }) => title));
    expect(await activeTab()).toBe('Licenses');
    await page.locator('.graphiql-query-editor').getByText('query Licenses').waitFor();
    await page.locator('.graphiql-editor-tool').getByText('hasAvailableSeats').waitFor();
    expect(openingExamples.filter(({ variables }) => variables === undefined)).toEqual([]);
    expect(await page.locator('.graphiql-tabs').evaluate((bar) => bar.scrollWidth <= bar.clientWidth)).toBe(
      true,
    );
  });

  it('shows every line of an example whole: one that is too long goes on below', async () => {
    const editor = page.locator('.graphiql-query-editor');
    const [right, ...ends] = await editor.evaluate((place) => [
      place.getBoundingClientRect().right,
      ...[...place.querySelectorAll('.view-line > span')].map((line) => line.getBoundingClientRect().right),
    ]);
    expect(ends.filter((end) => end > right)).toEqual([]);
    expect(ends.length).toBeGreaterThan(await editor.locator('.line-numbers').count());
  });

  it('wears License Graph’s name, leads to its console, and names nobody else', async () => {
    expect(await page.locator('.graphiql-logo').innerText()).toBe('License Graph\nConsole');
    expect(
      await page.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual(['/']);
    expect(await page.locator('body').innerText()).not.toMatch(/ruru|sponsor|grafast|graphile/i);
    const [first] = (await (await fetch(`${app.url}/playground`)).text()).split('<script', 1);
    expect(first).not.toMatch(/Ruru|sponsor/);
  });

  it('has every example in its panel, one sentence each', async () => {
    const panel = page.getByRole('region', { name: 'Examples' });
    expect(await panel.getByRole('heading').allInnerTexts()).toEqual(exampleGroups.map(({ title }) => title));
    expect(await panel.locator('strong').allInnerTexts()).toEqual(exampleQueries.map(({ title }) => title));
    const sentences = await panel.locator('button span').allInnerTexts();
    expect(sentences.filter((one) => !/^[A-Z].{15,120}\.$/.test(one))).toEqual([]);
  });

  it('opens an example as a tab by the keyboard, once', async () => {
    const before = await tabs();
    const button = page
      .getByRole('region', { name: 'Examples' })
      .getByRole('button', { name: /^Accounts\b/ });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.locator('.graphiql-query-editor').getByText('query Accounts').waitFor();
    expect(await tabs()).toEqual([...before, 'Accounts']);
    await open('Licenses');
    await button.press('Enter');
    await page.locator('.graphiql-query-editor').getByText('query Accounts').waitFor();
    expect(await tabs()).toEqual([...before, 'Accounts']);
  });

  it('has nothing of its own that axe objects to', async () => {
    const axe = readFileSync(new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
        `${axe}; axe.run({ include: [['.brand'], ['.examples']] })`,
      );
      expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
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
      .filter(({ title }) => !title.startsWith('Live'))
      .map(({ title, headers }) => [title, headers] as const),
  )('runs the example %s with the button', async (title, headers) => {
    await open(title);
    const { answer } = await run(() => page.locator('.graphiql-execute-button').click());
    expect(answer.errors).toBeUndefined();
    // Without contracts and findings these have no rows.
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

  it('runs the example LiveEvents until it is stopped', async () => {
    await open('LiveEvents');
    await page.locator('.graphiql-execute-button').click();
    await until(async () => (await streamsOf(app)) === 1);
    await page.getByLabel('Stop query').click();
    await until(async () => (await streamsOf(app)) === 0);
    await page.getByLabel('Execute query').waitFor();
    expect(await page.locator('.result-window').innerText()).not.toContain('errors');
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
    const count = exampleQueries.length + 1;
    await page.waitForFunction(
      (wanted) => localStorage.getItem('graphiql:tabState')?.split('"id":').length === wanted + 1,
      count,
    );
    await page.reload();
    await page.locator('.graphiql-execute-button').waitFor();
    expect(await page.locator('.graphiql-tab-button').count()).toBe(count);
  });
});

describe('every button of the playground does something', () => {
  const QUERY = '{ viewer { ...Named } } fragment Named on Viewer { name }';

  beforeAll(async () => {
    page = await newPage();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${app.url}/playground#${new URLSearchParams({ query: QUERY })}`);
    await page.locator('.graphiql-query-editor').getByText('...Named').waitFor();
  });

  it('has these and no others', async () => {
    const names = (place: string): Promise<(string | null)[]> =>
      page.locator(`${place} button`).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect(await names('.graphiql-toolbar')).toEqual([
      'Execute query (Ctrl-Enter)',
      'Prettify Query (Shift-Ctrl-P)',
      'Merge Query (Shift-Ctrl-M)',
      'Copy query (Shift-Ctrl-C)',
    ]);
    expect(await names('.graphiql-sidebar')).toEqual([
      'Hide Examples',
      'Show Documentation Explorer',
      'Show SDL',
      'Show History',
      'Show GraphiQL Explorer',
      'Re-fetch GraphQL schema (Shift-Ctrl-R)',
      'Open short keys dialog',
      'Open settings dialog',
    ]);
  });

  it('copies the query', async () => {
    await page.getByLabel('Copy query').click();
    await until(async () => (await page.evaluate('navigator.clipboard.readText()')) !== '');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(QUERY);
  });

  it('puts the fragments into it, and writes it in lines', async () => {
    await page.getByLabel('Merge Query').click();
    await page.waitForFunction(
      `!document.querySelector('.graphiql-query-editor').textContent.includes('Named')`,
    );
    expect(await textOf('Operation')).toMatch(/viewer \{\s+name/);
  });

  it('writes a query in lines', async () => {
    await page.locator('.graphiql-query-editor .view-lines').click();
    await page.keyboard.press('Control+A');
    // Pasted: what is typed brings suggestions, which stand above the button.
    await page.evaluate('navigator.clipboard.writeText("{viewer{scopes}}")');
    await page.keyboard.press('Control+V');
    await until(async () => (await textOf('Operation')) === '{viewer{scopes}}');
    await page.getByLabel('Prettify Query').click();
    await until(async () => (await textOf('Operation')).split('\n').length > 4);
    expect(await textOf('Operation')).toMatch(/\{\s*\n\s+viewer \{\s*\n\s+scopes/);
  });

  it.each([
    ['Documentation Explorer', 'Docs'],
    ['SDL', 'Download'],
    ['History', 'History'],
    ['GraphiQL Explorer', 'viewer'],
    ['Examples', 'What stands out'],
  ])('shows and hides %s', async (name, text) => {
    await page.getByLabel(`Show ${name}`).click();
    await page.locator('.graphiql-plugin').getByText(text, { exact: true }).first().waitFor();
    await page.getByLabel(`Hide ${name}`).click();
    await page.getByLabel(`Show ${name}`).waitFor();
    expect(await page.locator('.graphiql-plugin').getByText(text, { exact: true }).count()).toBe(0);
  });

  it('downloads the schema', async () => {
    await page.getByLabel('Show SDL').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('schema.graphql');
    expect(readFileSync(await download.path(), 'utf8')).toContain('type Query');
  });

  it('reads the schema again', async () => {
    const [response] = await Promise.all([
      page.waitForResponse(`${app.url}/graphql`),
      page.getByLabel('Re-fetch GraphQL schema').click(),
    ]);
    expect(await response.text()).toContain('"__schema"');
  });

  it.each([
    ['Open short keys dialog', 'Short Keys'],
    ['Open settings dialog', 'Settings'],
  ])('%s', async (name, title) => {
    await page.getByLabel(name).click();
    await page.getByRole('dialog').getByText(title, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByLabel(name).isVisible()).toBe(true);
  });
});

describe('the example LiveEvents', () => {
  const swept = useSweptApp({ accounts: (seeded) => seeded.filter(({ key }) => key === 'listings') });

  it('shows a change as soon as it is made', async () => {
    const there = await browser.newPage();
    there.setDefaultTimeout(200_000);
    const { query, variables } = present(exampleQueries.find(({ title }) => title === 'LiveEvents'));
    const { licenseEvents: now } = await swept.data<{ licenseEvents: { pageInfo: { endCursor: string } } }>(
      'query ($filter: LicenseEventFilter) { licenseEvents(filter: $filter, fromNow: true) { pageInfo { endCursor } } }',
      { variables: { ...variables } },
    );
    // With null the change might come before what it begins with is known.
    const after = now.pageInfo.endCursor;
    const asked = new URLSearchParams({ query, variables: JSON.stringify({ ...variables, after }) });
    await there.goto(`${swept.url}/playground#${asked}`);
    await there.locator('.graphiql-query-editor').getByText('subscription LiveEvents').waitFor();
    await there.locator('.graphiql-execute-button').click();
    await until(async () => (await streamsOf(swept)) === 1);
    await mutate(swept, 'applyLicenseChanges', { ...assigning('store-5'), waitSeconds: 10 });
    const shown = there.locator('.result-window');
    await shown.getByText('"ASSIGNED"').waitFor();
    expect(await shown.innerText()).toContain('"THIS_API"');
    await there.close();
  });
});

describe('a query in the address', () => {
  const QUERY = 'query Mine($first: Int!) {\n  licenses(first: $first) {\n    totalCount\n  }\n}\n';
  const hash = `#${new URLSearchParams({ query: QUERY, variables: '{ "first": 3 }' })}`;
  const operations: string[] = [];

  beforeAll(async () => {
    page = await newPage();
    // What GraphiQL asks by itself is the schema.
    page.on('response', async (response) => {
      if (response.url() !== `${app.url}/graphql`) return;
      const body = await response.text();
      if (!body.includes('__schema')) operations.push(body);
    });
    await page.goto(`${app.url}/playground${hash}`);
  });

  it('has a tab beside the examples of a first visit, with its variables, and goes from the address', async () => {
    await page.locator('.graphiql-query-editor').getByText('query Mine').waitFor();
    expect(await tabs()).toEqual([...openingExamples.map(({ title }) => title), 'Mine']);
    expect(await activeTab()).toBe('Mine');
    await page.locator('.graphiql-editor-tool').getByText('"first"').waitFor();
    expect(page.url()).toBe(`${app.url}/playground`);
  });

  it('is not run before somebody runs it', async () => {
    expect(operations).toEqual([]);
    const { answer } = await run(() => page.locator('.graphiql-execute-button').click());
    expect(answer.data).toEqual({ licenses: { totalCount: expect.any(Number) } });
    await until(() => operations.length === 1);
  });

  it('comes to a page that is open as well, and to one tab when it comes again', async () => {
    const before = await tabs();
    const other = `#${new URLSearchParams({ query: 'query Other { viewer { name } }', variables: '{}' })}`;
    for (const from of [other, hash, other]) {
      await page.evaluate(`location.hash = ${JSON.stringify(from)}`);
      await page.waitForURL(`${app.url}/playground`);
    }
    expect(await tabs()).toEqual([...before, 'Other']);
    expect(await activeTab()).toBe('Other');
    expect(operations).toHaveLength(1);
  });

  it('is of no matter without a query', async () => {
    await page.goto(`${app.url}/playground?a=1#variables=%7B%7D`);
    await page.locator('.graphiql-execute-button').waitFor();
    expect(await tabs()).not.toContain('<untitled>');
    expect(page.url()).toBe(`${app.url}/playground?a=1#variables=%7B%7D`);
  });
});

describe('where there is no console', () => {
  const alone = useApp({ server: { console: false, playground: true } });

  it('the name leads nowhere', async () => {
    const there = await browser.newPage();
    there.setDefaultTimeout(200_000);
    await there.goto(`${alone.url}/`);
    await there.getByText('License Graph', { exact: true }).waitFor();
    expect(there.url()).toBe(`${alone.url}/playground`);
    expect(await there.getByRole('link').count()).toBe(0);
    await there.close();
  });
});

describe('the policy of the playground', () => {
  it('lets no script run but its own, and nothing be sent elsewhere', async () => {
    const answer = await fetch(`${app.url}/playground`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
    expect(scripts).toMatch(/^'self'( 'sha256-[A-Za-z0-9+/]{43}=')+$/);
    const inline = (await answer.text()).match(/<script(?: type="module")?>/g) ?? [];
    expect(scripts.split(' ')).toHaveLength(inline.length + 1);
    expect(policy).toMatch(
      /default-src 'self';.*base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
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
    page.setDefaultTimeout(200_000);
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
    const { query = '' } = exampleQueries.find(({ title }) => title === 'Live') ?? {};
    const asked = new URLSearchParams({ query, variables: JSON.stringify({ id }) });
    await page.goto(`${guarded.url}/playground#${asked}`);
    await input().press('Escape');
    await page.locator('.graphiql-query-editor').getByText('subscription Live').waitFor();
    const button = page.locator('.graphiql-execute-button');
    const shown = (status: string) => page.locator('.result-window').getByText(`"${status}"`).waitFor();
    const streams = () => streamsOf(guarded);
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
