// A list that is read page by page: rows so far, the count of the first page, and the way on. Also the walk to the end, for exports and "all that match".
import { useCallback, useRef, useState } from 'preact/hooks';
import type { TypedDocumentString } from '../generated/documents.ts';
import { ask, type Answer } from './ask.ts';
import type { Failure } from './failure.ts';
import { shownOf, useQuestion, type Question } from './live.ts';

/** What every list of the graph has. `totalCount` is null where it is not known, and on later pages of live lists. */
export interface Connection<Row> {
  readonly nodes: readonly Row[] | null;
  readonly totalCount?: number | null;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Variables that name a page. */
export interface Paged {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export interface Pages<Data, Row> extends Question<Data> {
  readonly rows: readonly Row[];
  /** How many there are; null when it is not known. */
  readonly totalCount: number | null;
  readonly hasMore: boolean;
  /** Reads the next page, once. */
  more(): void;
}

interface Later<Row> {
  readonly first: unknown;
  readonly rows: readonly Row[];
  readonly pageInfo: Connection<Row>['pageInfo'] | null;
  readonly failures: readonly Failure[];
}

/** The first page as a question that stays, and later ones as they are asked for. `pick` finds the list in the answer. */
export function usePages<Data, Variables extends Paged, Row>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  pick: (data: Data) => Connection<Row> | null | undefined,
): Pages<Data, Row> {
  const question = useQuestion(document, variables);
  const first = question.data ? pick(question.data) : null;
  const [later, setLater] = useState<Later<Row>>({ first: null, rows: [], pageInfo: null, failures: [] });
  // Later pages are those of this first page, and of no other.
  const belongs = later.first === question.data;
  const pageInfo = (belongs ? later.pageInfo : null) ?? first?.pageInfo;
  // The first page whose next one is under way: one at a time, and another first page does not wait for it.
  const readingOf = useRef<Data | null>(null);
  const more = useCallback(() => {
    const from = question.data;
    if (pageInfo?.hasNextPage !== true || readingOf.current === from) return;
    readingOf.current = from;
    void ask(document, { ...variables, after: pageInfo.endCursor }).then((answer) => {
      if (readingOf.current === from) readingOf.current = null;
      setLater((before) => joined(before, from, answer, pick));
    });
  }, [question.data, pageInfo, document, JSON.stringify(variables)]);
  return {
    ...question,
    failures: [...question.failures, ...(belongs ? shownOf(later.failures) : [])],
    rows: [...(first?.nodes ?? []), ...(belongs ? later.rows : [])],
    totalCount: first?.totalCount ?? null,
    hasMore: pageInfo?.hasNextPage === true,
    more,
  };
}

function joined<Data, Row>(
  before: Later<Row>,
  first: unknown,
  { data, failures }: Answer<Data>,
  pick: (data: Data) => Connection<Row> | null | undefined,
): Later<Row> {
  const rows = before.first === first ? before.rows : [];
  const page = data ? pick(data) : null;
  if (!page) return { first, rows, pageInfo: before.first === first ? before.pageInfo : null, failures };
  return { first, rows: [...rows, ...(page.nodes ?? [])], pageInfo: page.pageInfo, failures };
}

/** Why a walk ended before the end of its list. */
export class WalkFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'WalkFailed';
    this.failure = failure;
  }
}

/** All pages of a list, one after the other. Throws WalkFailed: what was read before is no whole list. */
export async function* walk<Data, Variables extends Paged, Row>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  pick: (data: Data) => Connection<Row> | null | undefined,
  signal?: AbortSignal,
): AsyncGenerator<readonly Row[], void, void> {
  let after: string | null = null;
  for (;;) {
    const { data, failures }: Answer<Data> = await ask(document, { ...variables, after }, signal);
    const [failure] = failures;
    if (failure) throw new WalkFailed(failure);
    const page: Connection<Row> | null | undefined = data ? pick(data) : null;
    if (!page) return;
    yield page.nodes ?? [];
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor;
  }
}
