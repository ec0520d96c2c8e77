// The playground: ruru (a GraphiQL) out of its package, with License Graph's name, and examples. It asks no other host for anything.
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { askForTokenScript } from './ask-for-token.ts';
import { PLAYGROUND_PATH } from './browsers.ts';
import { exampleGroups, openingExamples } from './examples.ts';
import { fetcherScript } from './fetcher.ts';
import { failure } from '../failures.ts';
import { interfaceScript } from './playground/interface.ts';
import { openingScript } from './playground/opening.ts';
import { STYLE } from './playground/style.ts';

const ENDPOINT = '/graphql';
const STATIC_PATH = `${PLAYGROUND_PATH}/`;

/** In the page itself: browsers ask for an icon, and nothing is served for it. */
const ICON =
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><g stroke='#2563d9' stroke-width='1.5'>" +
  "<path d='M8 3 3 12h10z' fill='none'/></g><g fill='#2563d9'><circle cx='8' cy='3' r='2.5'/>" +
  "<circle cx='3' cy='12.5' r='2.5'/><circle cx='13' cy='12.5' r='2.5'/></g></svg>";

/** Serves the page on `/playground` and its files below it. */
export async function registerPlayground(
  app: FastifyInstance,
  { hasConsole }: { readonly hasConsole: boolean },
): Promise<void> {
  // Only here: without a playground the package need not be installed.
  const [html, files] = await Promise.all([import('ruru/server'), import('ruru/static')]);
  const page = html.ruruHTML(pageConfig(hasConsole));
  const policy = securityPolicy(page);
  if (!hasConsole) app.get('/', (_request, reply) => reply.redirect(PLAYGROUND_PATH, 303));
  app.get(PLAYGROUND_PATH, (_request, reply) =>
    reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .send(page),
  );
  app.get(`${STATIC_PATH}*`, async (request, reply) => {
    const file = await files.getStaticFile({
      staticPath: STATIC_PATH,
      urlPath: request.url,
      acceptEncoding: request.headers['accept-encoding'],
      disallowDevAssets: true,
    });
    if (!file) return reply.code(404).send(failure(request.trace, 'NOT_FOUND', 'There is no such file.'));
    return reply.headers(file.headers).header('cache-control', 'public, max-age=86400').send(file.content);
  });
}

/** Scripts are the page's own, by their digests; nothing may be loaded from or sent to another origin. */
function securityPolicy(page: string): string {
  const digests = [...page.matchAll(/<script(?: type="module")?>([\s\S]*?)<\/script>/g)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'self'",
    `script-src 'self' ${digests.join(' ')}`,
    "style-src 'self' 'unsafe-inline'", // the editor writes its own style elements
    "font-src 'self' data:",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function pageConfig(hasConsole: boolean) {
  return {
    endpoint: ENDPOINT,
    staticPath: STATIC_PATH,
    htmlParts: {
      titleTag: '<title>License Graph</title>',
      metaTags: (original: string) =>
        `${original}<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}" />`,
      styleTags: (original: string) => `${original}<style>${STYLE}</style>`,
      configScript: (original: string) =>
        original +
        [openingScript(openingExamples), askForTokenScript(ENDPOINT), fetcherScript(ENDPOINT)]
          .map((script) => `<script>${script}</script>`)
          .join(''),
      bodyContent: (original: string) => original.replaceAll('Ruru', 'The playground'),
      bodyInitScript: `<script type="module">${interfaceScript({ staticPath: STATIC_PATH, groups: exampleGroups, hasConsole })}</script>`,
    },
  };
}
