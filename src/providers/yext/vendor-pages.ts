// Reading one page of a list: with the optional parameters first, and without them where the server does not take them.
import type { Call } from '../../domain/call.ts';
import type { ProblemError } from '../../domain/problem.ts';
import { badResponse, parseBody } from '../../upstream/parse.ts';
import type { UpstreamRequest, UpstreamResponse } from '../../upstream/upstream.ts';
import { buildUrl, type Query } from '../../upstream/url.ts';
import { keyInQuery } from './auth.ts';
import type { Context } from './context.ts';
import { blames, failedInside, refusesToken, rejection, saysNotFound } from './failures.ts';
import { Envelope } from './wire/envelope.ts';
import type { BodyOf, PageBody } from './wire/fields.ts';

/** A place in a list. */
export interface Position {
  /** Yext's own token; null on the first page. */
  readonly token: string | null;
  /** Whether the optional parameters are left out, because the server does not take them; for the rest of this list only. */
  readonly plain: boolean;
}

/** One page of a list. */
export interface Pageful<T> {
  readonly kind: 'PAGE';
  readonly rows: readonly T[];
  /** Rows that could not be read, and ids of entities that they name. */
  readonly leftOut: number;
  readonly leftOutIds?: readonly string[];
  readonly next: Position | null;
  readonly total: number | null;
}

/** What asking for one page may come to. */
export type PageAnswer<T> =
  | Pageful<T>
  /** What the list belongs to does not exist. */
  | { readonly kind: 'ABSENT' }
  /** The token is not taken any more. */
  | { readonly kind: 'STALE'; readonly refusal: ProblemError };

/** Something to be read. */
interface Asked extends Pick<UpstreamRequest, 'operation'> {
  readonly path: readonly string[];
  readonly query: Query;
  readonly position: Position;
  /** What is asked for besides, unless the position is plain. */
  readonly optional: Query;
  /** The optional parameter that the server may refuse. */
  readonly refusable?: 'pageSize';
  /** True where "not found" is an answer. */
  readonly mayBeAbsent?: boolean;
  /** True where an answer of a moment ago will do. */
  readonly catalogue?: boolean;
}

/** A page of a list to be read. */
interface AskedPage<Row> extends Asked {
  readonly body: BodyOf<PageBody<Row>>;
  readonly keyOf: (row: Row) => string;
}

/** An answer outside 2xx that tells something about what was asked for, and what. */
type Refusal = 'OPTIONAL' | 'ABSENT' | 'STALE';

/** The URL of something in the account. */
export function urlOf({ settings }: Context, path: readonly string[], query: Query): string {
  return buildUrl(settings.baseUrl, ['accounts', settings.accountId, ...path], {
    v: settings.version,
    ...keyInQuery(settings),
    ...query,
  });
}

/** The answer as it is, with refusals that tell something about what was asked for. */
export function ask(context: Context, asked: Asked, call: Call): Promise<UpstreamResponse> {
  const { operation, path, query, optional, position, catalogue = false } = asked;
  const pageToken = position.token ?? undefined;
  const all = { ...query, ...(position.plain ? {} : optional), pageToken };
  const accept = (answer: UpstreamResponse) => refusalOf(answer, asked) !== null;
  return context.upstream.send(
    { operation, method: 'GET', url: urlOf(context, path, all), effect: 'READ', catalogue, accept },
    call,
  );
}

/** The body of an answer, if nothing inside it failed. */
export function readBody<Body>(context: Context, schema: BodyOf<Body>, answer: UpstreamResponse): Body {
  const { accountKey, now } = context;
  parseBody(Envelope, answer, accountKey);
  if (failedInside(answer)) throw rejection(answer, accountKey, now());
  return parseBody(schema, answer, accountKey).response;
}

/** A page; without what is optional where the server does not take it (yext contract 7), or loses the ids with it (4). */
export async function askPage<Row>(
  context: Context,
  asked: AskedPage<Row>,
  call: Call,
): Promise<PageAnswer<Row>> {
  const answer = await ask(context, asked, call);
  switch (refusalOf(answer, asked)) {
    case 'OPTIONAL':
      return askPage(context, plainly(asked), call);
    case 'ABSENT':
      return { kind: 'ABSENT' };
    case 'STALE':
      return { kind: 'STALE', refusal: rejection(answer, context.accountKey, context.now()) };
    case null: {
      const { position, body, keyOf } = asked;
      const { rows, leftOut, leftOutIds, count, nameless, next } = readBody(context, body, answer);
      if (nameless && !position.plain) return askPage(context, plainly(asked), call);
      if (nameless) context.upstream.drift.note('entities.meta.id', 'missing from every row');
      return {
        kind: 'PAGE',
        rows: distinct(rows, keyOf),
        leftOut,
        ...(leftOutIds && { leftOutIds }),
        next: nextPosition(context, position, next),
        total: count,
      };
    }
  }
}

/** What a refusal tells; null for an answer that is none, or tells nothing about what was asked for. */
export function refusalOf(
  answer: UpstreamResponse,
  { position, refusable, mayBeAbsent }: Pick<Asked, 'position' | 'refusable' | 'mayBeAbsent'>,
): Refusal | null {
  if (refusable !== undefined && !position.plain && blames(answer, refusable)) return 'OPTIONAL';
  if (mayBeAbsent === true && saysNotFound(answer)) return 'ABSENT';
  return position.token !== null && refusesToken(answer) ? 'STALE' : null;
}

function plainly<Row>(asked: AskedPage<Row>): AskedPage<Row> {
  return { ...asked, position: { ...asked.position, plain: true } };
}

function nextPosition({ accountKey }: Context, position: Position, token: string | null): Position | null {
  if (token === null) return null;
  if (token === position.token) {
    throw badResponse(accountKey, 'The provider led back to the same page of a list.');
  }
  return { ...position, token };
}

/** The first row of each key: a page may repeat itself. */
function distinct<T>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  const seen = new Map<string, T>();
  for (const row of rows) if (!seen.has(keyOf(row))) seen.set(keyOf(row), row);
  return [...seen.values()];
}
