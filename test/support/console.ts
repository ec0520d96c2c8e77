// The console in a real browser: it complains of nothing, and asks nobody but its own server.
import { readFileSync } from 'node:fs';
import { afterEach, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { evaluate, settled } from './browser-page.ts';
import { opened } from './lifecycle.ts';

const AXE = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

export interface ConsoleOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
  /** Is typed in where the page asks for it; null for a page that is left asking. */
  readonly token?: string | null;
}

export interface ConsoleBrowser {
  /** A page of its own, at an address of the console, once nothing on it is being asked. */
  open(path: string, options?: ConsoleOptions): Promise<Page>;
  /** Takes what the browser has complained of so far out of the account, and gives it: for tests that cause it. */
  takeComplaints(): string[];
}

/** A browser for the tests of this file or `describe`. A test fails when anything on a page complains. */
export function useConsole(app: { readonly url: string }): ConsoleBrowser {
  const browser = opened(openBrowser, (it) => it.close());
  const complaints: string[] = [];
  const pages: Page[] = [];
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
    expect(complaints.splice(0)).toEqual([]);
  });
  return {
    async open(path, { width = 1400, height = 900, theme = 'light', token } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: theme,
        locale: 'en-GB',
      });
      const page = await context.newPage();
      pages.push(page);
      page.setDefaultTimeout(200_000);
      listen(page, app.url, complaints);
      await page.goto(app.url + path);
      if (token !== undefined) await page.getByRole('dialog').waitFor();
      if (typeof token === 'string') await signIn(page, token);
      else if (token === undefined) await settled(page);
      return page;
    },
    takeComplaints: () => complaints.splice(0),
  };
}

/** Types a token in where the page asks for it. */
export async function signIn(page: Page, token: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Token' }).fill(token);
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByRole('button', { name: 'Use it' }).waitFor({ state: 'detached' });
  await settled(page);
}

function listen(page: Page, url: string, complaints: string[]): void {
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== url && protocol !== 'data:') complaints.push(`asked ${request.url()}`);
  });
  page.on('console', (message) => {
    // A question without a token, or with one that the server does not take: the page asks for another.
    if (message.text().includes('401 (Unauthorized)')) return;
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    // A question that is asked anew gives the former one up.
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') complaints.push(`${why ?? 'failed'} ${request.url()}`);
  });
}

/** What axe finds on the page (WCAG 2.2 A and AA, best practices), each as rule and element. */
export async function violationsOn(page: Page): Promise<string[]> {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const results = await evaluate<AxeResults>(
    page,
    `${AXE}; axe.run({ runOnly: { type: 'tag', values: ${JSON.stringify(rules)} } })`,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
  );
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** Whether the page is wider than what is seen of it. */
export async function scrollsSideways(page: Page): Promise<boolean> {
  return evaluate<boolean>(
    page,
    '(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)(document.documentElement)',
  );
}
