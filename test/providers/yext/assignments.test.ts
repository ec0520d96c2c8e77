// Assignments: of everybody, of one pack, and of entities, with the calls each takes.
import { describe, expect, it } from '@jest/globals';
import { silentLog } from '../../../src/domain/log.ts';
import { pairsOf, present, problemOf, valueIn } from '../../support/assertions.ts';
import { listed, pagesOf, rowsOf } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { entity, ok, queryOf, refused } from '../../support/providers/yext.ts';
import { testCall } from '../../support/runtime.ts';
import { change, sendOne, WRITER } from './changes.ts';

const bench = useProvider('yext');
const { account } = bench;

const ALL_PACKS = 'GET /license-packs/-/assigned-entities 200';

function group(id: string, ...entityIds: string[]) {
  return { licensePack: { id }, assignedEntities: entityIds.map((entityId) => ({ entityId })) };
}

describe('every assignment', () => {
  it('page by page, each once, 50 a call, with their licenses', async () => {
    const pages = await pagesOf((cursor) => account.assignments.page(cursor, testCall()));
    const rows = pages.flatMap(({ items }) => items);
    expect(new Set(pairsOf(rows)).size).toBe(rows.length);
    expect(bench.calls()).toHaveLength(Math.ceil(rows.length / 50));
    expect(pages.every(({ total }) => total === null)).toBe(true);
    const { items: licenses } = await account.catalogue(testCall());
    const byId = new Map(licenses.map((license) => [license.externalId, license]));
    for (const row of rows) {
      expect(byId.get(row.licenseId)).toMatchObject(present(row.license));
      expect(row.assignee).toEqual(entity(row.assignee.externalId));
      expect(row.assignedAt).toBeNull();
    }
    expect(rows).toHaveLength(licenses.reduce((sum, { seats }) => sum + (seats?.assigned ?? 0), 0));
  });

  it('is there once where groups of one pack and rows come twice', async () => {
    const { account: told } = await bench.stubbed(() =>
      ok({ licenseAssignments: [group('A', 'x', 'y'), group('B', 'x'), group('A', 'y', 'z')] }),
    );
    const { items } = await told.assignments.page(null, testCall());
    expect(items.map(({ licenseId, assignee }) => licenseId + assignee.externalId)).toEqual([
      'Ax',
      'Ay',
      'Bx',
      'Az',
    ]);
  });

  it('may be in a bare group, or in a group in place of the list', async () => {
    const { account: told } = await bench.stubbed((_, index) =>
      ok(index === 0 ? group('A', 'x') : { licenseAssignments: group('A', 'x') }),
    );
    expect((await told.assignments.page(null, testCall())).items).toHaveLength(1);
    expect((await told.assignments.page(null, testCall())).items).toHaveLength(1);
  });
});

describe('assignments of one pack', () => {
  it('are 50 a page: three for 120', async () => {
    const rows = await rowsOf((cursor) => account.assignments.ofLicense('LP-LISTINGS', cursor, testCall()));
    expect(new Set(pairsOf(rows)).size).toBe(120);
    expect(rows.every(({ licenseId }) => licenseId === 'LP-LISTINGS')).toBe(true);
    expect(bench.calls()).toHaveLength(3);
  });

  it.each(['LP/Events#1', 'LP Süd Straße', '0012'])('of the pack %s', async (id) => {
    const { items } = await account.assignments.ofLicense(id, null, testCall());
    const packs = await account.catalogue(testCall());
    const { seats } = present(packs.items.find(({ externalId }) => externalId === id));
    expect(items).toHaveLength(seats?.assigned ?? -1);
    expect(items.every(({ licenseId }) => licenseId === id)).toBe(true);
  });

  it.each(['LP-EMPTY', 'no-such-pack'])('of the pack %s: none, in one call', async (id) => {
    expect(await account.assignments.ofLicense(id, null, testCall())).toEqual({
      items: [],
      next: null,
      total: null,
    });
    expect(bench.calls()).toHaveLength(1);
  });

  it.each([2000, 6004, 2238])('code %i says that a pack does not exist; others do not', async (code) => {
    const { account: told } = await bench.stubbed((_, index) => refused(index === 0 ? code : 2015, 'no'));
    expect((await told.assignments.ofLicense('LP', null, testCall())).items).toEqual([]);
    expect((await problemOf(told.assignments.ofLicense('LP', null, testCall()))).code).toBe(
      'UPSTREAM_REJECTED',
    );
  });

  it('of another pack are no answer', async () => {
    const { account: told } = await bench.stubbed(() => ok({ licenseAssignments: [group('B', 'x')] }));
    expect((await problemOf(told.assignments.ofLicense('A', null, testCall()))).code).toBe(
      'UPSTREAM_BAD_RESPONSE',
    );
  });

  it('of the wildcard: nothing is asked', async () => {
    expect((await problemOf(account.assignments.ofLicense('-', null, testCall()))).code).toBe('BAD_ID');
    expect(bench.calls()).toEqual([]);
  });
});

describe('the day of a removal', () => {
  it('comes with the assignment', async () => {
    const [row] = (await account.assignments.ofLicense('LP-SITE', null, testCall())).items;
    const dated = change('SCHEDULE_REMOVAL', 'LP-SITE', row?.assignee.externalId ?? '', '2099-12-31');
    expect((await sendOne(bench.open(WRITER), dated)).status).toBe('ACCEPTED');
    const [after] = (await account.assignments.ofLicense('LP-SITE', null, testCall())).items;
    expect(after).toMatchObject({ status: 'REMOVAL_SCHEDULED', removalOn: '2099-12-31' });
    const others = (await account.assignments.ofLicense('0012', null, testCall())).items;
    expect(others.map(({ status, removalOn }) => ({ status, removalOn }))).toEqual([
      { status: 'ACTIVE', removalOn: null },
      { status: 'ACTIVE', removalOn: null },
    ]);
  });

  it('that cannot be read is unknown, and told to the log', async () => {
    const assignedEntities = [{ entityId: 'x', expirationDate: 'soon' }];
    const { body } = ok({ licenseAssignments: [{ licensePack: { id: 'A' }, assignedEntities }] });
    bench.strike({ kind: 'answer', status: 200, body });
    const warnings: unknown[] = [];
    const log = { ...silentLog, warn: (...line: unknown[]) => warnings.push(line) };
    const { items } = await bench.open({}, { log }).assignments.page(null, testCall());
    expect(items[0]).toMatchObject({ status: 'UNKNOWN', removalOn: null });
    expect(warnings).toEqual([[{ account: 'yext-acme' }, 'the day of a scheduled removal cannot be read']]);
  });
});

describe('assignments of entities', () => {
  /** Which packs every holder has. */
  async function expected(): Promise<Map<string, string[]>> {
    const held = new Map<string, string[]>();
    for (const { assignee, licenseId } of await listed(account.assignments)) {
      held.set(assignee.externalId, [...(held.get(assignee.externalId) ?? []), licenseId]);
    }
    bench.forget();
    return held;
  }

  const ODD = ['store "50"', 'a+b&c=90', '{"$in":[170]}', '東京-80'];

  it.each([
    ['one: one call', ['store-12'], 1],
    ['four, of every spelling: a call each', ODD, 4],
    ['four and one twice: still four', [...ODD, ODD[0] ?? ''], 4],
    ['one that is gone keeps its license', ['store-44'], 1],
    ['one never heard of holds nothing', ['no-such-entity'], 1],
  ])('%s', async (_, ids, count) => {
    const held = await expected();
    const slots = await account.assignments.ofAssignees(ids.map(entity), testCall());
    expect(bench.calls()).toHaveLength(count);
    expect([...slots.keys()].sort()).toEqual([...new Set(ids)].sort());
    for (const id of slots.keys()) {
      expect(pairsOf(valueIn(slots, id))).toEqual((held.get(id) ?? []).map((pack) => `${id} ${pack}`));
    }
  });

  it('many: one walk over all assignments instead of a call each', async () => {
    const held = await expected();
    const ids = [...held.keys()].slice(0, 60);
    const slots = await account.assignments.ofAssignees([...ids, 'no-such-entity'].map(entity), testCall());
    expect(bench.calls()).toEqual(Array<string>(7).fill(ALL_PACKS));
    for (const id of ids) expect(valueIn(slots, id)).toHaveLength(held.get(id)?.length ?? -1);
    expect(slots.get('no-such-entity')).toEqual([]);
  });

  it('some, in an account with too many assignments for a walk to pay: a few pages, then a call each', async () => {
    const held = await expected();
    const ids = [...held.keys()].slice(0, 12);
    const slots = await account.assignments.ofAssignees(ids.map(entity), testCall());
    expect(bench.calls()).toHaveLength(3 + 12);
    for (const id of ids) expect(valueIn(slots, id)).toHaveLength(held.get(id)?.length ?? -1);
  });

  it('that came along need no call', async () => {
    const known = { ...entity('store-12'), assignments: [] };
    const twice = [entity('store-12'), known];
    expect(await account.assignments.ofAssignees(twice, testCall())).toEqual(new Map([['store-12', []]]));
    expect(bench.calls()).toEqual([]);
  });

  it('may take several pages', async () => {
    const { account: told, requests } = await bench.stubbed((_, index) =>
      ok({
        licenseAssignments: [group(`P${index}`, 'e')],
        nextPageToken: index < 2 ? `t${index}` : undefined,
      }),
    );
    const slots = await told.assignments.ofAssignees([entity('e')], testCall());
    expect(slots.get('e')).toHaveLength(3);
    expect(requests.every((request) => queryOf(request).get('assignedEntity') === 'e')).toBe(true);
  });

  it('are those of exactly this one', async () => {
    const { account: told } = await bench.stubbed(() => ok({ licenseAssignments: [group('P', 'E', 'e')] }));
    const slots = await told.assignments.ofAssignees([entity('e')], testCall());
    expect(slots.get('e')).toMatchObject([{ assignee: { externalId: 'e' } }]);
    const other = await told.assignments.ofAssignees([entity('other')], testCall());
    expect(other.get('other')).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
  });
});
