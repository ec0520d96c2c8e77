// The one page of the console, and what it may load: its own scripts and styles, from here, and nothing else.
import { createHash } from 'node:crypto';
import type { ConsoleRelease } from './release.ts';

/** The page, for every address of the console. */
export function pageOf({ root, importMap }: ConsoleRelease, hasPlayground: boolean): string {
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
    <script type="module" src="${root}main.ts"></script>
  </head>
  <body>
    <div id="app"></div>
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
