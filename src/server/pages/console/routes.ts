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
    app.get(path, async (request, reply) => sendPage(request, reply, await served()));
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
  readonly page: string;
  readonly headers: Readonly<Record<string, string>> & { readonly etag: string };
}

function servedAs(release: ConsoleRelease, hasPlayground: boolean): Served {
  const page = pageOf(release, hasPlayground);
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policyOf(release),
    'cache-control': 'no-cache',
    etag: `"${createHash('sha256').update(page).digest('hex').slice(0, 16)}"`,
  };
  return { release, page, headers };
}

function sendPage(request: FastifyRequest, reply: FastifyReply, { page, headers }: Served): FastifyReply {
  void reply.headers(headers);
  return request.headers['if-none-match'] === headers.etag ? reply.code(304).send() : reply.send(page);
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
