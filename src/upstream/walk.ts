// Lists with a link to each next page, read to their end in one go.
import { ProblemError, problem } from '../domain/problem.ts';
import { linkedItself } from './links.ts';
import type { ParsedRows } from './parse.ts';

/** A page of such a list. `next` is what `keepLink` kept. */
export interface LinkedPage<Row> extends ParsedRows<Row> {
  readonly next: string | null;
}

/**
 * All rows of a list, from its first page on. Null when there is no such list.
 * Throws UPSTREAM_BAD_RESPONSE when a page leads back to one before it, UPSTREAM_TOO_MANY_PAGES after `most` pages.
 */
export async function readToEnd<Row>(
  read: (link: string | null) => Promise<LinkedPage<Row> | null>,
  { accountKey, most }: { readonly accountKey: string; readonly most: number },
): Promise<ParsedRows<Row> | null> {
  const rows: Row[] = [];
  const links = new Set<string>();
  let leftOut = 0;
  let link: string | null = null;
  for (let pages = 0; pages < most; pages += 1) {
    const page: LinkedPage<Row> | null = await read(link);
    if (page === null) return null;
    for (const row of page.rows) rows.push(row);
    leftOut += page.leftOut;
    link = page.next;
    if (link === null) return { rows, leftOut };
    if (links.has(link)) throw linkedItself(accountKey);
    links.add(link);
  }
  throw new ProblemError(
    problem('UPSTREAM_TOO_MANY_PAGES', 'PROVIDER', 'The provider cut a list into too many pages.', {
      accountKey,
    }),
  );
}
