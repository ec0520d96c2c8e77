// Where the rows of a sorted page of assignees are found: by a walk in the order of the list, or by gathering all that a filter lets through.
import { sql, type RawBuilder } from 'kysely';
import type { AssigneeKind } from '../../../../domain/account.ts';
import { allOf, orderOf, united, type Direction, type Part, type SortKey } from './keyset.ts';

/** A list of assignees, and what is asked of it. */
export interface SortedList {
  readonly kind: AssigneeKind;
  /** Numbers of the accounts. */
  readonly nos: readonly number[];
  /** What is known of `key` before a row is looked at. */
  readonly range: RawBuilder<boolean>;
  /** What `nos` and `kind` say, on assignees `a` that are looked for in no order. */
  readonly isOfKind: RawBuilder<boolean>;
  /** What else is asked of `a`. */
  readonly conditions: RawBuilder<boolean>;
  readonly walks: Walks;
  readonly key: SortKey;
}

/** How many rows are looked at in the order of the list: first so many, then, where it is worth it, as many as the next one says. */
export type Walks = readonly number[];

/** What orders rows with the same value. */
export const ID: readonly RawBuilder<unknown>[] = [sql`a.id`];

/** `with … places as (…)`: ids and sort values, as `id` and `sorted`, of the page. */
export function placesOf(list: SortedList, part: Part, direction: Direction): RawBuilder<unknown> {
  const { range, isOfKind, conditions, key } = list;
  const { where, limit } = part;
  const order = sql`order by ${orderOf([sql`sorted`, sql`id`], direction)} limit ${limit}`;
  const walks = list.walks.map((most, index) => walkOf(most, index, limit));
  const walked = walks.map((walk, index) => {
    const isMade = allOf([where, range, isWorthIt(walk, walks[index - 1], limit)]);
    const rows = inOrder(list, isMade, direction, walk.most);
    return sql`${walk.name} as materialized (select a.id, a.sorted from (${rows}) as a where ${conditions} ${order})`;
  });
  const isAnyFull = sql.join(
    walks.map(({ isFull }) => isFull),
    sql` or `,
  );
  const pages = walks.map(({ name, isFull }) => sql`select * from ${name} where ${isFull} union all `);
  // Nothing is said twice of a row: the database would take each for a condition of its own, and expect far fewer rows than there are.
  return sql`
    with ${sql.join(walked)},
    gathered as materialized (
      select * from (
        select a.id, ${key.by} as sorted from assignees a
        where a.gone_at is null and ${isOfKind} and ${where} and ${range} and ${conditions} and ${NOT_IN_ORDER} offset 0) as gathered
      where not (${isAnyFull}) ${order}),
    places as (${sql.join(pages, sql``)} select * from gathered)`;
}

interface WalkMade {
  readonly most: number;
  readonly name: RawBuilder<unknown>;
  readonly found: RawBuilder<unknown>;
  /** Whether it found the page. */
  readonly isFull: RawBuilder<boolean>;
}

function walkOf(most: number, index: number, limit: number): WalkMade {
  const name = sql.raw(`walked_${index}`);
  const found = sql`(select count(*) from ${name})`;
  return { most, name, found, isFull: sql<boolean>`${found} >= ${limit}` };
}

/** Whether the walk before found too little, and lets expect that a longer one will find enough. */
function isWorthIt({ most }: WalkMade, before: WalkMade | undefined, limit: number): RawBuilder<boolean> {
  if (before === undefined) return sql<boolean>`true`;
  const times = most / before.most;
  return sql<boolean>`(not ${before.isFull} and ${before.found} * ${times}::double precision >= ${limit})`;
}

/**
 * The first rows of a list, whatever the filter says of them. An index is in order within one account only, and the walk ends in all of them
 * together: what comes last in one may come after what it has not come to in another.
 */
function inOrder(
  { kind, nos, key }: SortedList,
  where: RawBuilder<boolean>,
  direction: Direction,
  most: number,
): RawBuilder<unknown> {
  const arms = nos.map(
    (no) => sql`
      select a.*, ${key.by} as sorted from assignees a
      where a.account_no = ${no}::smallint and a.kind = ${kind} and a.gone_at is null and ${where}
      order by ${orderOf([key.by, ...ID], direction)} limit ${most}`,
  );
  return sql`select * from (${united(arms)}) as a order by ${orderOf([sql`sorted`, sql`id`], direction)} limit ${most}`;
}

/**
 * Always so, and in no index: to look for few rows in the whole index of an order, which tells what is asked, seems quicker than it is to find
 * them by what is asked and to read each.
 */
const NOT_IN_ORDER = sql<boolean>`a.facts is not null`;
