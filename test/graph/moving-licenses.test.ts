// Licenses in an order that changes while it is paged through: none is left out, or given twice, whose own value stays.
import { expect, it } from '@jest/globals';
import type { Account } from '../../src/domain/account.ts';
import { complete } from '../../src/domain/coverage.ts';
import type { License } from '../../src/domain/license.ts';
import { licenseConnection } from '../../src/graph/lists/licenses.ts';
import { present } from '../support/assertions.ts';

type Numbers = Readonly<Record<string, number | null>>;

// Of an account only its key is used, of a license what is ordered by and what tells it apart.
const ACCOUNT = { key: 'acme', provider: 'WEBEX' } as unknown as Account;
const licenseOf = ([externalId, assigned]: readonly [string, number | null]): License =>
  ({
    accountKey: 'acme',
    externalId,
    name: null,
    seats: assigned === null ? null : { countable: true, total: 200, assigned, available: 200 - assigned },
  }) as unknown as License;

/** A page of one, of licenses by how many are assigned, most first. */
async function pageOf(numbers: Numbers, after: string | null) {
  const items = Object.entries(numbers).map((entry) => licenseOf(entry));
  const { rows, next, total } = await licenseConnection(
    ({ key }) => Promise.resolve({ items, coverage: [complete(key)] }),
    { accounts: [ACCOUNT], conditions: {}, order: { field: 'ASSIGNED', direction: 'DESC' } },
    { first: 1, after, scope: ['licenses'] },
  );
  return { ids: rows.map(({ value }) => value.externalId), next: next?.() ?? null, total };
}

/** Ids of all pages; the numbers are others from the second page on. */
async function walked(first: Numbers, then: Numbers): Promise<readonly string[]> {
  let page = await pageOf(first, null);
  const ids = [...page.ids];
  while (page.next !== null) {
    page = await pageOf(then, page.next);
    ids.push(...page.ids);
  }
  return ids;
}

it.each<[string, Numbers, readonly string[]]>([
  ['nothing', { core: 118, reviews: 39, premium: 23, same: 23, none: null, nil: null }, []],
  [
    'one that was given, and becomes smaller',
    { core: 38, reviews: 39, premium: 23, same: 23, none: null, nil: null },
    ['reviews', 'core', 'premium', 'same', 'nil', 'none'],
  ],
  [
    'one that was given, and goes',
    { reviews: 39, premium: 23, same: 23, none: null, nil: null },
    ['reviews', 'premium', 'same', 'nil', 'none'],
  ],
  [
    'one that comes before the others',
    { core: 118, more: 150, reviews: 39, premium: 23, same: 23, none: null, nil: null },
    ['reviews', 'premium', 'same', 'nil', 'none'],
  ],
])('%s', async (_what, then, behind) => {
  const first = { core: 118, reviews: 39, premium: 23, same: 23, none: null, nil: null };
  const expected = behind.length > 0 ? behind : ['reviews', 'premium', 'same', 'nil', 'none'];
  expect(await walked(first, then)).toEqual(['core', ...expected]);
});

it.each([['as it was', 'acme core', 1], ['of another form', [118, 'acme']], ['nothing']])(
  'refuse a place %s',
  async (_what, ...place) => {
    const { next } = await pageOf({ core: 118, reviews: 39 }, null);
    const [seal] = JSON.parse(Buffer.from(present(next), 'base64url').toString('utf8')) as [string];
    const forged = Buffer.from(JSON.stringify([seal, ...place]), 'utf8').toString('base64url');
    await expect(pageOf({ core: 118 }, forged)).rejects.toMatchObject({ problem: { code: 'BAD_CURSOR' } });
  },
);
