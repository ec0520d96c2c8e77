// The calls of Quayside: a page of a list, and a batch (quayside contract 2, 3).
import { z } from 'zod';
import type { Call } from '../../../src/domain/call.ts';
import { keepLink, openLink } from '../../../src/upstream/links.ts';
import { parseBody, type ParsedRows } from '../../../src/upstream/parse.ts';
import type { PartOutcome } from '../../../src/upstream/upstream.ts';
import { buildUrl } from '../../../src/upstream/url.ts';
import { readToEnd, type LinkedPage } from '../../../src/upstream/walk.ts';
import type { Context } from './context.ts';
import { saysNotFound, saysNotHeld } from './failures.ts';
import { LIMITS } from './policy.ts';

/** A list: its path below `/v1`, and what its pages are made of. */
interface List<Row> {
  readonly operation: string;
  readonly path: readonly string[];
  readonly body: z.ZodType<LinkedPage<Row>>;
  /** True where an answer of a moment ago will do. */
  readonly catalogue?: boolean;
  /** Rows that are wanted of a page, where not as many as there can be. */
  readonly wanted?: number | undefined;
}

/** One part of a batch; its path is relative to `/v1`. */
export interface Part {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: { readonly costCentre?: string };
}

const Batch = z.object({
  parts: z.array(
    z.object({
      id: z.string(),
      status: z.int(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
    }),
  ),
});

/** The page behind a link that was kept, null for the first; null when what is listed does not exist. Throws BAD_CURSOR for another text. */
export async function readPage<Row>(
  context: Context,
  { operation, path, body, catalogue = false, wanted }: List<Row>,
  link: string | null,
  call: Call,
): Promise<LinkedPage<Row> | null> {
  const { accountKey, upstream, settings } = context;
  const list = { base: settings.baseUrl, path: pathOf('v1', ...path) };
  const asked = openLink(link ?? firstPageOf(path, wanted), list);
  const answer = await upstream.send(
    { operation, method: 'GET', url: asked, effect: 'READ', catalogue, accept: saysNotFound },
    call,
  );
  if (answer.status === 404) return null;
  const page = parseBody(body, answer, accountKey);
  return { ...page, next: keepLink(page.next, list, { asked, accountKey }) };
}

/** The link to the first page of a list. */
export function firstPageOf(path: readonly string[], wanted: number = LIMITS.pageSize): string {
  return `${pathOf('v1', ...path)}?limit=${Math.min(wanted, LIMITS.pageSize)}`;
}

/** Every row of a list; null when what is listed does not exist. */
export function readAll<Row>(context: Context, list: List<Row>, call: Call): Promise<ParsedRows<Row> | null> {
  const { accountKey } = context;
  return readToEnd((link) => readPage(context, list, link, call), { accountKey, most: LIMITS.pagesOfWalk });
}

/** Sends the parts of one batch, by keys of the caller's. */
export function sendBatch(
  context: Context,
  effect: 'READ' | 'WRITE',
  parts: ReadonlyMap<string, Part>,
  call: Call,
): Promise<ReadonlyMap<string, PartOutcome>> {
  const { accountKey, settings, upstream } = context;
  return upstream.sendParts<Part>(
    {
      operation: effect === 'READ' ? 'readBatch' : 'writeBatch',
      effect,
      parts,
      accept: effect === 'READ' ? saysNotFound : saysNotHeld,
      pack: (some) => ({
        method: 'POST',
        url: buildUrl(settings.baseUrl, ['v1', 'batch']),
        json: { parts: [...some].map(([id, part]) => ({ id, ...part })) },
      }),
      unpack: (answer) =>
        parseBody(Batch, answer, accountKey).parts.map(({ id, ...part }) => ({ key: id, ...part })),
    },
    call,
  );
}

/** A path of a part: an id can never become another path. */
export function pathOf(...segments: readonly string[]): string {
  return buildUrl('', segments);
}
