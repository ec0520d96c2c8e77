// The one page of the console, and what it may load: its own scripts and styles, from here, and nothing else.
import { createHash } from 'node:crypto';
import { scriptsWith, type ConsoleRelease } from './release.ts';

/** What the page is to show. */
export interface ConsolePage {
  /** The folder of its script, in src/console/pages. */
  readonly name: string;
  readonly hasPlayground: boolean;
}

/**
 * The page at an address of the console. It names every script of it, which a browser would otherwise find one behind the other, and has the
 * name of the product at its place, so that something stands before they are there.
 */
export function pageOf(release: ConsoleRelease, { name, hasPlayground }: ConsolePage): string {
  const { root, importMap } = release;
  const scripts = new Set(
    ['main.ts', `pages/${name}/page.ts`].flatMap((one) => [...scriptsWith(release, one)]),
  );
  const preloads = [...scripts].map((script) => `<link rel="modulepreload" href="${root}${script}" />`);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>License Graph</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="license-graph:playground" content="${hasPlayground ? 'yes' : 'no'}" />
    <link rel="icon" href="${root}icon.svg" />
    <link rel="stylesheet" href="${root}style.css" />
    <script type="importmap">${importMap}</script>
    ${preloads.join('\n    ')}
    <script type="module" src="${root}main.ts"></script>
  </head>
  <body>
    <div id="app">
      <div class="shell">
        <nav class="menu" aria-label="Pages">
          <div class="menu-head">
            <a class="brand" href="/">
              <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
                <path d="M10 4 4 15h12z" fill="none" stroke="currentColor" stroke-width="1.6" />
                <circle cx="10" cy="4" r="2.8" fill="currentColor" />
                <circle cx="4" cy="15.5" r="2.8" fill="currentColor" />
                <circle cx="16" cy="15.5" r="2.8" fill="currentColor" />
              </svg>
              <span>License Graph</span>
            </a>
          </div>
        </nav>
      </div>
    </div>
    <noscript>The console of License Graph needs JavaScript. The graph itself answers on /graphql.</noscript>
  </body>
</html>
`;
}

/** Trusted Types without a policy: no text can become markup or script. */
export function policyOf({ importMap }: ConsoleRelease): string {
  const digest = createHash('sha256').update(importMap).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'self' 'sha256-${digest}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}
