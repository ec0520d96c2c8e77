// Cursors of groups in the graph: they hold a place in the order, and nothing else.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { StoreContext } from '../../../src/store/context.ts';
import { everyPage, failuresOf, type NodesOfMany } from '../../support/app.ts';
import { only, present } from '../../support/assertions.ts';
import { useSweptApp } from '../../support/inventory.ts';

let database: StoreContext['db'] | null = null;
const app = useSweptApp({
  opened({ db }) {
    database = db;
  },
});

interface Group {
  readonly keys: readonly { readonly value: string | null }[];
  readonly license: { readonly name: string } | null;
  readonly assignments: number;
}
type Page = NodesOfMany<Group> & { readonly totalCount: number | null };

const listOf = (by: string, filter = ''): string => `query ($after: String, $first: Int = 1) { inventory {
  groups(by: ${by}, first: $first, after: $after${filter}) { totalCount nodes { keys { value } license { name } assignments } pageInfo { hasNextPage endCursor } } } }`;
const LISTINGS = listOf('[LICENSE]', ', filter: { accountKeys: ["listings"] }');

async function pageOf(query: string, variables: object): Promise<Page> {
  return (await app.data<{ inventory: { groups: Page } }>(query, { variables: { ...variables } })).inventory
    .groups;
}

const told = ({ nodes }: Page): unknown =>
  nodes.map(({ license, assignments }) => [license?.name, assignments]);

describe('a cursor of groups', () => {
  it.each([
    '[LICENSE]',
    '[DEPARTMENT]',
    '[MODEL, STATE]',
    '[ACCOUNT, LICENSE, KIND]',
    '[DEPARTMENT, LICENSE, STATE]',
  ])('goes on behind each group by %s', async (by) => {
    const walk = (first: number) => everyPage<Page>(app, listOf(by), ['inventory', 'groups'], { first });
    const whole = only(await walk(1_000)).nodes;
    expect(whole.length).toBeGreaterThan(1);
    expect((await walk(Math.ceil(whole.length / 20))).flatMap(({ nodes }) => nodes)).toEqual(whole);
  });

  describe('of one list', () => {
    let cursor = '';
    beforeAll(async () => {
      cursor = present((await pageOf(LISTINGS, {})).pageInfo.endCursor);
    });

    it('is refused by another one', async () => {
      for (const other of [listOf('[LICENSE]'), listOf('[LICENSE, KIND]'), listOf('[ACCOUNT]')]) {
        expect(failuresOf(await app.ask(other, { variables: { after: cursor } }))).toEqual([
          [['inventory', 'groups'], 'BAD_CURSOR'],
        ]);
      }
    });

    it.each([
      ['how many come before, as there was', 1],
      ['nothing'],
      ['a size that cannot be', -1, ['LP-LISTINGS'], 'listings'],
      ['half an assignment', 0.5, ['LP-LISTINGS'], 'listings'],
      ['another type of value', 118, [5], 'listings'],
      ['a key too few', 118, [], 'listings'],
      ['a key too many', 118, ['LP-LISTINGS', 'USER'], 'listings'],
      ['no account', 118, ['LP-LISTINGS'], null],
      ['too much', 118, ['LP-LISTINGS'], 'listings', 1],
    ])('with a place of our own making is refused: %s', async (_what, ...place) => {
      const [seal] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [string];
      const after = Buffer.from(JSON.stringify([seal, ...place]), 'utf8').toString('base64url');
      expect(failuresOf(await app.ask(LISTINGS, { variables: { after } }))).toEqual([
        [['inventory', 'groups'], 'BAD_CURSOR'],
      ]);
    });
  });

  it('loses no license that stayed as it was, when the one before it becomes smaller', async () => {
    expect(told(await pageOf(LISTINGS, { first: 3 }))).toEqual([
      ['Listings Core', 120],
      ['Reviews', 36],
      ['Reviews Premium', 20],
    ]);
    const first = await pageOf(LISTINGS, {});
    expect(told(first)).toEqual([['Listings Core', 120]]);
    await removeHolders('LP-LISTINGS', 90);
    const second = await pageOf(LISTINGS, { after: first.pageInfo.endCursor });
    const third = await pageOf(LISTINGS, { after: second.pageInfo.endCursor });
    const rest = await pageOf(LISTINGS, { after: third.pageInfo.endCursor });
    expect([second, third, rest].map(told)).toEqual([
      [['Reviews', 36]],
      [['Listings Core', 30]],
      [['Reviews Premium', 20]],
    ]);
    expect(rest.totalCount).toBe(first.totalCount);
  });
});

/** As a sweep would, that finds them gone. */
async function removeHolders(externalId: string, count: number): Promise<void> {
  const db = present(database);
  await sql`delete from holdings where id in (select h.id from holdings h join licenses l on l.id = h.license_id
    where l.external_id = ${externalId} order by h.id limit ${count})`.execute(db);
  await sql`update licenses set held = held - ${count} where external_id = ${externalId}`.execute(db);
}
