// Lists of many pages: what is asked for a page, where a cursor leads, and servers that lead in circles or forget their tokens.
import { describe, expect, it } from '@jest/globals';
import { problemOf } from '../../support/assertions.ts';
import { idsOf } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { entity, ok, queryOf, refused } from '../../support/providers/yext.ts';
import { testCall } from '../../support/runtime.ts';
import type { StubRequest } from '../../support/stub-server.ts';

const bench = useProvider('yext');
const { account, emulator } = bench;

function tokensOf(requests: readonly StubRequest[]): (string | null)[] {
  return requests.map((request) => queryOf(request).get('pageToken'));
}

function packs(index: number, nextPageToken?: string) {
  return ok({ licensePacks: [{ id: `LP-${index}` }], nextPageToken });
}

it('a page is asked for with the version, its size and what is wanted, and no key', async () => {
  const { account: told, requests } = await bench.stubbed(() => ok({ licenseAssignments: [], entities: [] }));
  await told.assignments.ofAssignees([entity('a/b #1&x=ü')], testCall());
  await told.assignments.ofLicense('LP/Süd #1', null, testCall());
  await told.assignees.ENTITY.page(null, testCall());
  expect(requests.map(({ url }) => url.split('?')[0])).toEqual([
    '/v2/accounts/me/license-packs/-/assigned-entities',
    '/v2/accounts/me/license-packs/LP%2FS%C3%BCd%20%231/assigned-entities',
    '/v2/accounts/me/entities',
  ]);
  expect(requests.map((request) => Object.fromEntries(queryOf(request)))).toEqual([
    { v: '20240301', assignedEntity: 'a/b #1&x=ü', pageSize: '50' },
    { v: '20240301', pageSize: '50' },
    { v: '20240301', limit: '50', resolvePlaceholders: 'true', fields: 'name' },
  ]);
});

describe('cursors', () => {
  it.each([
    '',
    'x',
    'a',
    'a+',
    'a*token',
    'e+token',
    'p+token',
    'https://x/',
    'a+tok\nen',
    `a+${'x'.repeat(1501)}`,
  ])('%j is none of a list of assignments', async (cursor) => {
    expect((await problemOf(account.assignments.page(cursor, testCall()))).code).toBe('BAD_CURSOR');
    expect(bench.calls()).toEqual([]);
  });

  it('of one list are none of another', async () => {
    expect((await problemOf(account.assignments.ofLicense('LP-PAGES', 'a+t', testCall()))).code).toBe(
      'BAD_CURSOR',
    );
    expect((await problemOf(account.assignees.ENTITY.page('a+t', testCall()))).code).toBe('BAD_CURSOR');
    expect(bench.calls()).toEqual([]);
  });

  it('the provider never gave are expired', async () => {
    for (const read of [
      account.assignments.page('a+forged', testCall()),
      account.assignments.ofLicense('LP-PAGES', 'p+forged', testCall()),
      account.assignees.ENTITY.page('e+forged', testCall()),
    ]) {
      expect(await problemOf(read)).toMatchObject({ code: 'CURSOR_EXPIRED', blame: 'CALLER' });
    }
    expect(bench.calls()).toHaveLength(3);
  });

  it('grown stale are expired', async () => {
    emulator.setSwitch('pageTokenMinutes', 1);
    const [all, ofPack, entities] = await Promise.all([
      account.assignments.page(null, testCall()),
      account.assignments.ofLicense('LP-LISTINGS', null, testCall()),
      account.assignees.ENTITY.page(null, testCall()),
    ]);
    emulator.clock.advance(2 * 60_000);
    for (const read of [
      account.assignments.page(all.next, testCall()),
      account.assignments.ofLicense('LP-LISTINGS', ofPack.next, testCall()),
      account.assignees.ENTITY.page(entities.next, testCall()),
    ]) {
      expect(await problemOf(read)).toMatchObject({
        code: 'CURSOR_EXPIRED',
        hint: 'Start again without `after`.',
      });
    }
  });

  it('of a pack that is gone between two pages end its list', async () => {
    const { next } = await account.assignments.ofLicense('LP-LISTINGS', null, testCall());
    bench.strike({ kind: 'answer', ...refused(6004, 'gone') }, { path: 'LP-LISTINGS' });
    expect((await account.assignments.ofLicense('LP-LISTINGS', next, testCall())).items).toEqual([]);
  });
});

describe('a walk', () => {
  it('that goes round in a circle ends', async () => {
    const { account: told, requests } = await bench.stubbed((_, index) => {
      const group = { licensePack: { id: `P${index}` }, assignedEntities: [{ entityId: 'e' }] };
      return ok({ licenseAssignments: [group], nextPageToken: index % 2 === 0 ? 'A' : 'B' });
    });
    const slots = await told.assignments.ofAssignees([entity('e')], testCall());
    expect(slots.get('e')).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
    expect(tokensOf(requests)).toEqual([null, 'A', 'B']);
  });

  it('on which a page brings nothing new ends', async () => {
    const { account: told, requests } = await bench.stubbed((_, index) => packs(0, `t-${index}`));
    expect((await problemOf(told.catalogue(testCall()))).code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(requests).toHaveLength(2);
  });

  it('without end is given up', async () => {
    const { account: told, requests } = await bench.stubbed((_, index) => packs(index, `t-${index}`));
    expect(await problemOf(told.catalogue(testCall()))).toMatchObject({
      code: 'UPSTREAM_TOO_MANY_PAGES',
      accountKey: 'yext-acme',
    });
    expect(requests).toHaveLength(200);
  });

  it('passes empty pages', async () => {
    const { account: told } = await bench.stubbed((_, index) =>
      index === 0 ? ok({ licensePacks: [], nextPageToken: 't' }) : packs(index),
    );
    expect((await told.catalogue(testCall())).items).toHaveLength(1);
  });

  it('whose token went stale starts over, with nothing kept from before', async () => {
    const { account: told, requests } = await bench.stubbed((request, index) => {
      if (queryOf(request).get('pageToken') === null) return packs(0, `t-${index}`);
      return index === 1 ? refused(77, 'Invalid pageToken') : packs(1);
    });
    expect(idsOf((await told.catalogue(testCall())).items)).toEqual(['LP-0', 'LP-1']);
    expect(tokensOf(requests)).toEqual([null, 't-0', null, 't-2']);
  });

  it('whose token goes stale again fails', async () => {
    const { account: told, requests } = await bench.stubbed((request) =>
      queryOf(request).get('pageToken') === null ? packs(0, 't') : refused(77, 'Invalid pageToken'),
    );
    expect(await problemOf(told.catalogue(testCall()))).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      providerCode: '77',
      upstreamRequestId: 'u-no',
    });
    expect(requests).toHaveLength(4);
  });

  it('is not started over for a failure of another kind', async () => {
    const { account: told, requests } = await bench.stubbed((request) =>
      queryOf(request).get('pageToken') === null ? packs(0, 't') : refused(77, 'no', 403),
    );
    expect((await problemOf(told.catalogue(testCall()))).code).toBe('UPSTREAM_FORBIDDEN');
    expect(requests).toHaveLength(2);
  });
});

describe('a page that comes twice', () => {
  it.each<[string, (next: string | null) => Promise<{ readonly next: string | null }>]>([
    ['of assignments', (cursor) => account.assignments.page(cursor, testCall())],
    ['of entities', (cursor) => account.assignees.ENTITY.page(cursor, testCall())],
  ])('%s is no next page', async (_, read) => {
    const { next } = await read(null);
    bench.strike({ kind: 'repeat-page' });
    expect((await problemOf(read(next))).code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(bench.calls()).toHaveLength(2);
  });

  it('of packs ends the catalogue', async () => {
    emulator.setSwitch('pageSizeMax', 5);
    emulator.setSwitch('badPageSize', 'clamp');
    bench.strike({ kind: 'repeat-page' }, { after: 1 });
    expect((await problemOf(account.catalogue(testCall()))).code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(bench.calls()).toHaveLength(2);
  });

  it('of another question is no answer to this one', async () => {
    await account.assignments.ofAssignees([entity('store-12')], testCall());
    await account.assignees.ENTITY.byIds(['store-12'], testCall());
    bench.strike({ kind: 'repeat-page' });
    const held = await account.assignments.ofAssignees([entity('store-17')], testCall());
    const named = await account.assignees.ENTITY.byIds(['store-17'], testCall());
    expect(held.get('store-17')).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
    expect(named.get('store-17')).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
  });
});
