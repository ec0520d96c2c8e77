// Lists in pages: RFC 5988 links, `next` only (webex contract 8).
import type { EmulatedRequest, Reply } from '../core/http.ts';
import type { LiveSwitches } from '../core/switches.ts';
import type { Call } from './call.ts';
import { wholeNumber } from './requests/parameters.ts';
import { text } from './switches.ts';

/** One page of a list, and where the next one is. */
export interface Page {
  /** Name of the list in the body. */
  readonly key: string;
  readonly rows: readonly unknown[];
  /** The query parameters that lead to the next page; undefined on the last page. */
  readonly next: Readonly<Record<string, string>> | undefined;
  /** The same, for the extra page of switch `tailPage`. */
  readonly tail: Readonly<Record<string, string>>;
  /** Body fields beside the list. */
  readonly fields?: object;
}

/** One page with its link. */
export function pageReply(request: EmulatedRequest, live: LiveSwitches, page: Page): Reply {
  const odd = text(live, 'tailPage');
  const next = page.next ?? (odd === 'none' ? undefined : page.tail);
  const hidden = odd === 'no-list-key' && page.rows.length === 0;
  const body = { ...page.fields, ...(!hidden && { [page.key]: page.rows }) };
  if (!next) return { status: 200, body };
  return { status: 200, headers: { link: `<${linkTo(request, next)}>; rel="next"` }, body };
}

/** The reply to a page that `numberedPage` found. */
export function numberedReply(
  { request, state }: Pick<Call, 'request' | 'state'>,
  { found, start, more }: NumberedPage,
  rows: readonly unknown[],
): Reply {
  const next = { start: String(start + found.length), max: request.query.get('max') ?? '1000' };
  return pageReply(request, state.switches, {
    key: 'items',
    rows,
    next: more ? next : undefined,
    tail: next,
  });
}

/** The address of the request with other query values. */
function linkTo(request: EmulatedRequest, changes: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(request.query);
  for (const [name, value] of Object.entries(changes)) query.set(name, value);
  return `${request.origin}${request.path}?${query.toString()}`;
}

interface NumberedPage {
  readonly found: readonly number[];
  readonly start: number;
  /** Whether a page follows. */
  readonly more: boolean;
}

/** One page of rows numbered from 0, by the parameters `start` and `max`. */
export function numberedPage(
  query: URLSearchParams,
  count: number,
  matches: (index: number) => boolean,
): NumberedPage {
  const start = wholeNumber(query, 'start', { least: 0, most: Number.MAX_SAFE_INTEGER, fallback: 0 });
  const max = wholeNumber(query, 'max', { least: 1, most: 1_000, fallback: 1_000 });
  const found: number[] = [];
  let skipped = 0;
  for (let index = 0; index < count; index += 1) {
    if (!matches(index)) continue;
    if (skipped < start) {
      skipped += 1;
      continue;
    }
    if (found.length === max) return { found, start, more: true };
    found.push(index);
  }
  return { found, start, more: false };
}

/** Whether a list leaves out the row at this index: every `every`-th; 0 leaves out none. */
export function isLeftOut(index: number, every: number): boolean {
  return every > 0 && index % every === every - 1;
}
