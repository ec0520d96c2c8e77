// Serves the console: one page at each of its addresses, and its files. The page is open to everybody; every figure on it is asked of the graph,
// with the token of whoever sits there.
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { failure } from '../../failures.ts';
import { pageOf, policyOf } from './page.ts';
import { readRelease, type ConsoleFile, type ConsoleRelease } from './release.ts';

/** Where pages of the console are, and what stands below some of them. */
const PAGES = [
  '/',
  '/licenses',
  '/holders',
  '/people',
  '/devices',
  '/places',
  '/findings',
  '/renewals',
  '/events',
  '/changes',
  '/changes/:id',
  '/audit',
  '/accounts',
  '/accounts/:key',
];

export function registerConsole(
  app: FastifyInstance,
  { hasPlayground }: { readonly hasPlayground: boolean },
): void {
  // At the first visit: whoever never opens it pays nothing. One that failed is tried again.
  let reading: Promise<Served> | null = null;
  const served = (): Promise<Served> => {
    reading ??= readRelease()
      .then((release) => servedAs(release, hasPlayground))
      .catch((error: unknown) => {
        reading = null;
        throw error;
      });
    return reading;
  };
  for (const path of PAGES) {
    app.get(path, async (request, reply) => {
      const { pages, headers } = await served();
      const page = pages.get(nameOf(path));
      if (page === undefined) throw new Error(`${path} has no page`);
      return sendPage(request, reply, { ...page, headers });
    });
  }
  app.get<{ Params: { '*': string } }>('/console/*', async (request, reply) => {
    const { root, files } = (await served()).release;
    const path = `/console/${request.params['*']}`;
    const file = path.startsWith(root) ? files.get(path.slice(root.length)) : undefined;
    if (!file) return reply.code(404).send(failure(request.trace, 'NOT_FOUND', 'There is no such file.'));
    void reply
      .header('content-type', file.type)
      .header('cache-control', 'public, max-age=31536000, immutable');
    return sendPacked(request, reply, file);
  });
}

/** A release, and what its page is sent with. */
interface Served {
  readonly release: ConsoleRelease;
  /** By their names. */
  readonly pages: ReadonlyMap<string, Pick<SentPage, 'text' | 'etag'>>;
  readonly headers: Readonly<Record<string, string>>;
}

interface SentPage {
  readonly text: string;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Its folder in src/console/pages. */
function nameOf(path: string): string {
  return path === '/' ? 'overview' : (path.split('/')[1] ?? '');
}

function servedAs(release: ConsoleRelease, hasPlayground: boolean): Served {
  const pages = new Map(
    PAGES.map(nameOf).map((name) => {
      const text = pageOf(release, { name, hasPlayground });
      return [name, { text, etag: `"${createHash('sha256').update(text).digest('hex').slice(0, 16)}"` }];
    }),
  );
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policyOf(release),
    'cache-control': 'no-cache',
  };
  return { release, pages, headers };
}

function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { text, etag, headers }: SentPage,
): FastifyReply {
  void reply.headers(headers).header('etag', etag);
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(text);
}

function sendPacked(
  request: FastifyRequest,
  reply: FastifyReply,
  { text, packed }: ConsoleFile,
): FastifyReply {
  void reply.header('vary', 'accept-encoding');
  const takesPacked = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  return takesPacked ? reply.header('content-encoding', 'gzip').send(packed) : reply.send(text);
}
