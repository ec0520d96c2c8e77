// The playground: ruru (a GraphiQL) out of its package, with tabs of example queries. It asks no other host for anything.
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { getStaticFile } from 'ruru/static';
import { makeHTMLParts, ruruHTML } from 'ruru/server';
import type { ExampleQuery } from './examples.ts';

const STATIC_PATH = '/playground/';

/** Serves the page on `/` and its files below `/playground/`. */
export function registerPlayground(app: FastifyInstance, examples: readonly ExampleQuery[]): void {
  const page = playgroundPage(examples);
  app.get('/', (_request, reply) =>
    reply
      .header('content-type', 'text/html; charset=utf-8')
      // Inline scripts are the page's own; nothing may be loaded from or sent to another origin.
      .header(
        'content-security-policy',
        "default-src 'self'; script-src 'self' 'unsafe-inline' blob:; style-src 'self' 'unsafe-inline'; " +
          "font-src 'self' data:; img-src 'self' data:; worker-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'",
      )
      .send(page),
  );
  app.get(`${STATIC_PATH}*`, async (request, reply) => {
    const file = await getStaticFile({
      staticPath: STATIC_PATH,
      urlPath: request.url,
      acceptEncoding: request.headers['accept-encoding'],
      disallowDevAssets: true,
    });
    if (!file) return reply.code(404).send({ error: 'no such file' });
    return reply.headers(file.headers).header('cache-control', 'public, max-age=86400').send(file.content);
  });
}

function playgroundPage(examples: readonly ExampleQuery[]): string {
  const config = { endpoint: '/graphql', staticPath: STATIC_PATH };
  const parts = makeHTMLParts(config);
  return ruruHTML(config, {
    titleTag: '<title>License Graph</title>',
    configScript: `${parts.configScript}<script>${openTabs(examples)}</script>`,
  });
}

/** GraphiQL keeps its tabs in the browser's storage: the examples go there on a first visit, and never over one's own work. */
function openTabs(examples: readonly ExampleQuery[]): string {
  const tabs = examples.map(({ title, query, headers }) => ({
    id: createHash('sha256').update(title).digest('hex').slice(0, 16),
    hash: null,
    title,
    query,
    variables: null,
    headers: headers ? JSON.stringify(headers, null, 2) : null,
    operationName: null,
    response: null,
  }));
  // `<` is written out, so that no query can end the script.
  const state = JSON.stringify(JSON.stringify({ tabs, activeTabIndex: 0 })).replaceAll('<', '\\u003c');
  return `if (!localStorage.getItem('graphiql:tabState')) localStorage.setItem('graphiql:tabState', ${state});`;
}
