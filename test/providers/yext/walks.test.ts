// What the emulator never does: servers that lead in circles, forget their tokens, or know other forms of an answer.
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import {
  accountAt,
  entitiesOf,
  entity,
  ok,
  problemOf,
  refused,
  startStandIn,
  type Told,
} from './fixtures.ts';

const warnings: unknown[] = [];
const silent = (): void => undefined;
const { runtime, close } = testRuntime({
  log: { info: silent, error: silent, warn: (details, message) => warnings.push([details, message]) },
  limits: { catalogueMs: 5000 },
});
let stop = silent;

afterEach(() => {
  stop();
  warnings.length = 0;
});
afterAll(close);

async function serving(
  answer: (url: URL, index: number) => Told,
  settings: object = {},
): Promise<{ account: ProviderAccount; requests: URL[]; keys: unknown[] }> {
  const { baseUrl, requests, keys, close: closeServer } = await startStandIn(answer);
  stop = closeServer;
  return { account: accountAt(baseUrl, runtime, settings), requests, keys };
}

const tokensOf = (requests: readonly URL[]): (string | null)[] =>
  requests.map(({ searchParams }) => searchParams.get('pageToken'));

function packs(index: number, nextPageToken?: string): Told {
  return ok({ licensePacks: [{ id: `LP-${index}` }], nextPageToken });
}

function assigned(pack: string, ids: readonly string[], nextPageToken?: string): Told {
  const assignedEntities = ids.map((entityId) => ({ entityId }));
  return ok({ licenseAssignments: [{ licensePack: { id: pack }, assignedEntities }], nextPageToken });
}

describe('the request', () => {
  it('carries the version, the size and what is asked, and no key', async () => {
    const { account, requests } = await serving(() => ok({}));
    await account.assignments.ofAssignees([entity('a/b #1&x=ü')], testCall());
    await account.assignments.ofLicense('LP/Süd #1', null, testCall());
    await entitiesOf(account).page(null, testCall());
    expect(requests.map(({ pathname }) => pathname)).toEqual([
      '/v2/accounts/me/license-packs/-/assigned-entities',
      '/v2/accounts/me/license-packs/LP%2FS%C3%BCd%20%231/assigned-entities',
      '/v2/accounts/me/entities',
    ]);
    expect(requests.map(({ searchParams }) => Object.fromEntries(searchParams))).toEqual([
      { v: '20240301', assignedEntity: 'a/b #1&x=ü', pageSize: '50' },
      { v: '20240301', pageSize: '50' },
      { v: '20240301', limit: '50', resolvePlaceholders: 'true', fields: 'name' },
    ]);
  });
});

describe('the key', () => {
  it.each([
    ['header', 'key-1', null],
    ['query', undefined, 'key-1'],
  ])('in the %s is sent in this form only', async (apiKeyIn, header, query) => {
    const { account, requests, keys } = await serving(() => ok({}), { apiKeyIn, apiKey: 'key-1' });
    await account.catalogue(testCall());
    expect(keys).toEqual([header]);
    expect(requests.map(({ searchParams }) => searchParams.get('api_key'))).toEqual([query]);
  });
});

describe('a walk', () => {
  it('that goes round in a circle ends', async () => {
    const { account, requests } = await serving((_, index) =>
      assigned(`P${index}`, ['e'], index % 2 === 0 ? 'A' : 'B'),
    );
    const slots = await account.assignments.ofAssignees([entity('e')], testCall());
    expect(slots.get('e')).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
    expect(tokensOf(requests)).toEqual([null, 'A', 'B']);
  });

  it('on which a page brings nothing new ends', async () => {
    const { account, requests } = await serving((_, index) => packs(0, `t-${index}`));
    expect((await problemOf(account.catalogue(testCall()))).code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(requests).toHaveLength(2);
  });

  it('without end is given up', async () => {
    const { account, requests } = await serving((_, index) => packs(index, `t-${index}`));
    expect(await problemOf(account.catalogue(testCall()))).toMatchObject({
      code: 'UPSTREAM_TOO_MANY_PAGES',
      accountKey: 'yext-acme',
    });
    expect(requests).toHaveLength(200);
  });

  it('passes empty pages', async () => {
    const { account } = await serving((_, index) =>
      index === 0 ? ok({ nextPageToken: 't' }) : packs(index),
    );
    expect(await account.catalogue(testCall())).toHaveLength(1);
  });

  it('whose token went stale starts over, with nothing kept from before', async () => {
    const { account, requests } = await serving((url, index) => {
      const token = url.searchParams.get('pageToken');
      if (token === null) return packs(0, `t-${index}`);
      return index === 1 ? refused(77, 'Invalid pageToken') : packs(1);
    });
    expect((await account.catalogue(testCall())).map(({ externalId }) => externalId)).toEqual([
      'LP-0',
      'LP-1',
    ]);
    expect(tokensOf(requests)).toEqual([null, 't-0', null, 't-2']);
  });

  it('whose token goes stale again fails', async () => {
    const { account, requests } = await serving((url) =>
      url.searchParams.get('pageToken') === null ? packs(0, 't') : refused(77, 'Invalid pageToken'),
    );
    expect(await problemOf(account.catalogue(testCall()))).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      providerCode: '77',
      upstreamRequestId: 'u-no',
    });
    expect(requests).toHaveLength(4);
  });

  it('is not started over for a failure of another kind', async () => {
    const { account, requests } = await serving((url) =>
      url.searchParams.get('pageToken') === null ? packs(0, 't') : refused(77, 'no', 403),
    );
    expect((await problemOf(account.catalogue(testCall()))).code).toBe('UPSTREAM_FORBIDDEN');
    expect(requests).toHaveLength(2);
  });
});

it('the catalogue is handed on for a moment', async () => {
  const { account, requests } = await serving(() => packs(0));
  expect(await account.catalogue(testCall())).toEqual(await account.catalogue(testCall()));
  expect(requests).toHaveLength(1);
});

it('not found is a failure where nothing can be missing', async () => {
  const { account } = await serving(() => refused(2000, 'Account not found'));
  for (const read of [
    account.catalogue(testCall()),
    account.assignments.page(null, testCall()),
    entitiesOf(account).page(null, testCall()),
  ]) {
    expect(await problemOf(read)).toMatchObject({ code: 'UPSTREAM_REJECTED', providerCode: '2000' });
  }
});

it.each([2000, 6004, 2238])('code %i says that a pack does not exist; others do not', async (code) => {
  const { account } = await serving((_, index) => refused(index === 0 ? code : 2015, 'no'));
  expect((await account.assignments.ofLicense('LP', null, testCall())).items).toEqual([]);
  expect((await problemOf(account.assignments.ofLicense('LP', null, testCall()))).code).toBe(
    'UPSTREAM_REJECTED',
  );
});

describe('a page of assignments', () => {
  it('merges groups of one pack and drops rows that come twice', async () => {
    const group = (id: string, ...ids: string[]) => ({
      licensePack: { id },
      assignedEntities: ids.map((entityId) => ({ entityId })),
    });
    const { account } = await serving(() =>
      ok({ licenseAssignments: [group('A', 'x', 'y'), group('B', 'x'), group('A', 'y', 'z')] }),
    );
    const { items } = await account.assignments.page(null, testCall());
    expect(items.map(({ licenseId, assignee }) => licenseId + assignee.externalId)).toEqual([
      'Ax',
      'Ay',
      'Bx',
      'Az',
    ]);
  });

  it('takes a bare group and a group in place of the list', async () => {
    const group = { licensePack: { id: 'A' }, assignedEntities: [{ entityId: 'x' }] };
    const { account } = await serving((_, index) => ok(index === 0 ? group : { licenseAssignments: group }));
    expect((await account.assignments.page(null, testCall())).items).toHaveLength(1);
    expect((await account.assignments.page(null, testCall())).items).toHaveLength(1);
  });

  it('tells the log when the day of a removal cannot be read', async () => {
    const { account } = await serving(() =>
      ok({
        licenseAssignments: [
          { licensePack: { id: 'A' }, assignedEntities: [{ entityId: 'x', expirationDate: 'soon' }] },
        ],
      }),
    );
    const { items } = await account.assignments.page(null, testCall());
    expect(items[0]).toMatchObject({ status: 'UNKNOWN', removalOn: null });
    expect(warnings).toEqual([[{ account: 'yext-acme' }, 'the day of a scheduled removal cannot be read']]);
  });

  it('of another pack is no answer', async () => {
    const { account } = await serving(() => assigned('B', ['x']));
    expect((await problemOf(account.assignments.ofLicense('A', null, testCall()))).code).toBe(
      'UPSTREAM_BAD_RESPONSE',
    );
  });
});

describe('assignments of one entity', () => {
  it('may take several pages', async () => {
    const { account, requests } = await serving((_, index) =>
      assigned(`P${index}`, ['e'], index < 2 ? `t${index}` : undefined),
    );
    const slots = await account.assignments.ofAssignees([entity('e')], testCall());
    expect(slots.get('e')).toHaveLength(3);
    expect(requests.every(({ searchParams }) => searchParams.get('assignedEntity') === 'e')).toBe(true);
  });

  it('are those of exactly this one', async () => {
    const { account } = await serving(() => assigned('P', ['E', 'e']));
    const slots = await account.assignments.ofAssignees([entity('e')], testCall());
    expect(slots.get('e')).toMatchObject([{ assignee: { externalId: 'e' } }]);
    const other = await account.assignments.ofAssignees([entity('other')], testCall());
    expect(other.get('other')).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
  });
});

describe('entities', () => {
  it('without a name are called by their id', async () => {
    const { account } = await serving(() => ok({ entities: [{ meta: { id: 'e' } }] }));
    expect((await entitiesOf(account).page(null, testCall())).items).toEqual([
      {
        kind: 'ENTITY',
        accountKey: 'yext-acme',
        externalId: 'e',
        displayName: 'e',
        entityType: null,
        countryCode: null,
        createdAt: null,
        updatedAt: null,
      },
    ]);
  });

  it('without an id, even asked for whole, are no answer', async () => {
    const { account, requests } = await serving(() => ok({ entities: [{ name: 'Nobody' }] }));
    expect((await problemOf(entitiesOf(account).page(null, testCall()))).code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(requests.map(({ searchParams }) => searchParams.get('fields'))).toEqual(['name', null]);
  });

  it('by id follow the pages until all are found, and no further', async () => {
    const { account, requests } = await serving((_, index) =>
      ok({ entities: [{ meta: { id: index === 0 ? 'A' : 'a' } }], pageToken: `t${index}` }),
    );
    const slots = await entitiesOf(account).byIds(['a'], testCall());
    expect(slots.get('a')).toMatchObject({ externalId: 'a' });
    expect(tokensOf(requests)).toEqual([null, 't0']);
  });
});
