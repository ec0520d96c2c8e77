// Answers that do not say what was asked for: none of them is an empty list, and none says that something does not exist.
import { describe, expect, it } from '@jest/globals';
import { codeIn, problemOf } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { entity, ok, queryOf, refused } from '../../support/providers/yext.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('yext');
const { account, emulator } = bench;

const UNREAD = { code: 'UPSTREAM_BAD_RESPONSE', blame: 'PROVIDER', accountKey: 'yext-acme' };

type ReadPage = (cursor: string | null) => Promise<{ readonly next: string | null }>;

const LISTS: [string, ReadPage][] = [
  ['every assignment', (cursor) => account.assignments.page(cursor, testCall())],
  ['a pack’s assignments', (cursor) => account.assignments.ofLicense('LP-LISTINGS', cursor, testCall())],
  ['entities', (cursor) => account.assignees.ENTITY.page(cursor, testCall())],
];

describe.each(['never', 'no-response'])('an answer without its list: %s', (collections) => {
  it.each(LISTS)('is none on the first page of %s', async (_, read) => {
    emulator.setSwitch('collections', collections);
    expect(await problemOf(read(null))).toMatchObject(UNREAD);
  });

  it.each(LISTS)('is none on a later page of %s', async (_, read) => {
    const { next } = await read(null);
    emulator.setSwitch('collections', collections);
    expect(await problemOf(read(next))).toMatchObject(UNREAD);
  });

  it('is no catalogue', async () => {
    emulator.setSwitch('collections', collections);
    expect(await problemOf(account.catalogue(testCall()))).toMatchObject(UNREAD);
  });

  it.each([
    ['one entity', ['store-17']],
    ['many entities, which are walked', Array.from({ length: 40 }, (_, index) => `store-${index}`)],
  ])('does not say that %s hold nothing', async (_, ids) => {
    emulator.setSwitch('collections', collections);
    const slots = await account.assignments.ofAssignees(ids.map(entity), testCall());
    expect(ids.map((id) => slots.get(id))).toEqual(
      ids.map(() => expect.objectContaining({ problem: expect.objectContaining(UNREAD) })),
    );
  });

  it('does not say that entities do not exist', async () => {
    emulator.setSwitch('collections', collections);
    const slots = await account.assignees.ENTITY.byIds(['store-17', 'store-44'], testCall());
    expect(['store-17', 'store-44'].map((id) => codeIn(slots, id))).toEqual([UNREAD.code, UNREAD.code]);
  });
});

describe.each([
  ['a later page of the catalogue', { nextPageToken: 'x' }],
  ['no object', 'nothing'],
  ['no list', { licensePacks: 'none' }],
  ['null in place of a list', { licensePacks: null }],
  ['another list', { entities: [] }],
  ['something in place of a list', { licensePacks: { error: 'gone' } }],
])('%s', (_, response) => {
  it('is no page', async () => {
    emulator.setSwitch('pageSizeMax', 5);
    emulator.setSwitch('badPageSize', 'clamp');
    bench.strike({ kind: 'answer', ...ok(response) }, { after: 1 });
    expect(await problemOf(account.catalogue(testCall()))).toMatchObject(UNREAD);
    expect(bench.calls()).toHaveLength(2);
  });
});

it.each([[{ error: 'gone' }], [{ meta: { uuid: 'u' }, error: 'gone' }], [[]], [{ response: [] }]])(
  'the body %j with status 200 is no list',
  async (body) => {
    bench.strike({ kind: 'answer', status: 200, body });
    for (const [, read] of LISTS) expect(await problemOf(read(null))).toMatchObject(UNREAD);
    expect(await problemOf(account.catalogue(testCall()))).toMatchObject(UNREAD);
  },
);

it('a list that is left out because nothing is in it cannot be told from one that is missing', async () => {
  emulator.setSwitch('collections', 'unless-empty');
  const empty = account.assignments.ofLicense('LP-EMPTY', null, testCall());
  expect(await problemOf(empty)).toMatchObject(UNREAD);
  const slots = await account.assignments.ofAssignees([entity('no-such-entity')], testCall());
  expect(codeIn(slots, 'no-such-entity')).toBe(UNREAD.code);
});

it('what an entity holds is read again when a later page says that it does not exist', async () => {
  const { account: told, requests } = await bench.stubbed((request, index) => {
    const group = (id: string) => ({ licensePack: { id }, assignedEntities: [{ entityId: 'e' }] });
    if (queryOf(request).get('pageToken') === null) {
      return ok({ licenseAssignments: [group('A')], nextPageToken: 't' });
    }
    return index === 1 ? refused(2000, 'gone') : ok({ licenseAssignments: [group('B')] });
  });
  const slots = await told.assignments.ofAssignees([entity('e')], testCall());
  expect(slots.get('e')).toMatchObject([{ licenseId: 'A' }, { licenseId: 'B' }]);
  expect(requests).toHaveLength(4);
});

describe('entities that a batch leaves out', () => {
  const nobodies = Array.from({ length: 7 }, (_, index) => `nobody #${index}`);
  const ALONE = '/entities/[^?]';

  it('are asked for one by one: there, but not in the index yet', async () => {
    const usual = await account.assignees.ENTITY.byIds(['store-177', 'store-178'], testCall());
    bench.forget();
    emulator.setSwitch('entityIndexLagMinutes', 3 * 24 * 60);
    expect(await account.assignees.ENTITY.byIds(['store-177', 'store-178'], testCall())).toEqual(usual);
    expect(bench.calls()).toEqual(['GET /entities 200', 'GET /entities/store-178 200']);
    const [batch, alone] = bench.requests.map((request) => Object.fromEntries(queryOf(request)));
    expect(alone).toEqual({ v: batch?.['v'], fields: 'name', resolvePlaceholders: 'true' });
  });

  it.each([400, 404])('do not exist when Yext says so, with a %i', async (status) => {
    emulator.setSwitch('notFoundStatus', status);
    const slots = await account.assignees.ENTITY.byIds(['store-1', 'store-44'], testCall());
    expect(slots.get('store-44')).toBeNull();
    expect(bench.calls()[1]).toBe(`GET /entities/store-44 ${status}`);
  });

  it('are asked for five at most by a query; the others are unread', async () => {
    const slots = await account.assignees.ENTITY.byIds(['store-1', ...nobodies], testCall());
    const told = nobodies.map((id) => slots.get(id));
    expect(told.filter((slot) => slot === null)).toHaveLength(5);
    expect(told.filter((slot) => slot !== null)).toEqual([
      expect.objectContaining({ problem: expect.objectContaining({ ...UNREAD, retryable: true }) }),
      expect.objectContaining({ problem: expect.objectContaining({ ...UNREAD, retryable: true }) }),
    ]);
    expect(bench.calls()).toHaveLength(1 + 5);
  });

  it('are all asked for where something is decided', async () => {
    const slots = await account.assignees.ENTITY.byIds(nobodies, { ...testCall(), thorough: true });
    expect(nobodies.map((id) => slots.get(id))).toEqual(nobodies.map(() => null));
    expect(bench.calls()).toHaveLength(1 + 7);
  });

  it.each<[string, Parameters<typeof bench.strike>[0], string]>([
    ['an error', { kind: 'error', status: 500 }, 'UPSTREAM_UNAVAILABLE'],
    ['no permission', { kind: 'error', status: 403 }, 'UPSTREAM_FORBIDDEN'],
    ['a refusal that says something else', { kind: 'answer', ...refused(77, 'no') }, 'UPSTREAM_REJECTED'],
    ['no response', { kind: 'answer', status: 200, body: { meta: { uuid: 'u' } } }, UNREAD.code],
    ['an empty response', { kind: 'answer', ...ok({}) }, UNREAD.code],
    ['another entity', { kind: 'answer', ...ok({ name: 'x', meta: { id: 'STORE-44' } }) }, UNREAD.code],
    ['an error inside', { kind: 'answer', ...refused(2000, 'gone', 200) }, 'UPSTREAM_REJECTED'],
  ])('are not taken for absent after %s', async (_, fault, code) => {
    bench.strike(fault, { path: ALONE });
    const slots = await account.assignees.ENTITY.byIds(['store-1', 'store-44'], testCall());
    expect(slots.get('store-44')).toMatchObject({ problem: { code, accountKey: 'yext-acme' } });
    expect(slots.get('store-1')).toMatchObject({ externalId: 'store-1' });
  });

  it('are asked for whole where fields lose the id', async () => {
    emulator.setSwitch('entityIndexLagMinutes', 3 * 24 * 60);
    emulator.setSwitch('fieldsKeepMeta', false);
    const slots = await account.assignees.ENTITY.byIds(['store-178'], testCall());
    expect(slots.get('store-178')).toMatchObject({ externalId: 'store-178', entityType: 'location' });
    expect(bench.calls().slice(-2)).toEqual(Array(2).fill('GET /entities/store-178 200'));
  });
});
