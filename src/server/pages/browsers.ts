// A browser that opens the GraphQL endpoint itself, or the server: it is shown the way to the playground, or told that there is none.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PLAYGROUND_PACKAGE } from '../../config/packages.ts';

const NO_PLAYGROUND = `This is the GraphQL endpoint of License Graph. It takes queries by POST; there is no playground here.

To turn the playground on, set server.playground to true in the configuration, install its package
(npm install --no-save --save-prod ${PLAYGROUND_PACKAGE.name}@${PLAYGROUND_PACKAGE.version}) and start again.
`;

/** Where the playground is. */
export const PLAYGROUND_PATH = '/playground';

/** Answers browsers on these paths. To be registered before authentication: whoever opens an address sends no token. */
export function registerBrowsers(
  app: FastifyInstance,
  paths: readonly string[],
  hasPlayground: boolean,
): void {
  app.addHook('onRequest', (request, reply, done) => {
    const [path = ''] = request.url.split('?');
    if (!paths.includes(path) || !isBrowserVisit(request)) done();
    else if (hasPlayground) void reply.redirect(PLAYGROUND_PATH, 303);
    else void reply.code(404).type('text/plain; charset=utf-8').send(NO_PLAYGROUND);
  });
}

/** Programs ask for JSON or for anything; and where there is an operation, GraphQL answers. */
function isBrowserVisit({ method, headers, query }: FastifyRequest): boolean {
  if (method !== 'GET' || headers.accept?.includes('text/html') !== true) return false;
  // Parsed from the query string, whose values are texts or lists of them.
  const parameters = query as Readonly<Record<string, unknown>>;
  return parameters['query'] === undefined && parameters['extensions'] === undefined;
}
