// A browser that opens the GraphQL endpoint itself, or the server: it is shown the way to the playground, or told that there is none.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { INSTALL_PLAYGROUND, isInstalled, PLAYGROUND_PACKAGE } from '../../config/packages.ts';
import type { NoPlayground, ServerSettings } from '../../config/schema.ts';

/** What a browser reads where there is no playground. */
export function noPlayground(why: NoPlayground, hasPackage: boolean): string {
  const turnOn = 'set server.playground to true in the configuration';
  const setting = {
    SETTING: `server.playground is false: ${turnOn}.`,
    PRODUCTION: `server.production is true: ${turnOn} beside it.`,
    PACKAGE: null,
  }[why];
  const install = hasPackage ? null : `Its package is not installed:\n\n${INSTALL_PLAYGROUND}\n`;
  return [
    'License Graph takes queries by POST on /graphql; there is no playground here.',
    '',
    'Why, and how to have one after the next start:',
    '',
    ...[setting, install].filter((one) => one !== null),
    '',
  ].join('\n');
}

/** Where the playground is. */
export const PLAYGROUND_PATH = '/playground';

/** Answers browsers that open the server, GraphQL, or a playground that is not there. To be registered before authentication: whoever opens an address sends no token. */
export function registerBrowsers(
  app: FastifyInstance,
  graphql: string,
  { console, playground, noPlayground: why }: Pick<ServerSettings, 'console' | 'playground' | 'noPlayground'>,
): void {
  const paths = [
    ...(console ? [] : ['/']),
    graphql,
    ...(playground ? [] : [PLAYGROUND_PATH, `${PLAYGROUND_PATH}/`]),
  ];
  const text = noPlayground(why, isInstalled(PLAYGROUND_PACKAGE.name));
  app.addHook('onRequest', (request, reply, done) => {
    const [path = ''] = request.url.split('?');
    if (!paths.includes(path) || !isBrowserVisit(request)) done();
    else if (playground) void reply.redirect(PLAYGROUND_PATH, 303);
    else void reply.code(404).type('text/plain; charset=utf-8').send(text);
  });
}

/** Programs ask for JSON or for anything; and where there is an operation, GraphQL answers. */
function isBrowserVisit({ method, headers, query }: FastifyRequest): boolean {
  if (method !== 'GET' || headers.accept?.includes('text/html') !== true) return false;
  // Parsed from the query string, whose values are texts or lists of them.
  const parameters = query as Readonly<Record<string, unknown>>;
  return parameters['query'] === undefined && parameters['extensions'] === undefined;
}
