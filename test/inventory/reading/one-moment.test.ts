// What one request reads is of one moment, whatever is recorded while it reads.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createInventoryService } from '../../../src/inventory/reading/inventory-service.ts';
import type { FoundAssignment, FoundRow, Place } from '../../../src/domain/inventory/search.ts';
import type { Store } from '../../../src/store/api.ts';
import type { InventoryReads } from '../../../src/store/inventory/reads/api.ts';
import { randomAccount } from '../../store/inventory/random-accounts.ts';
import { throughPages } from '../../store/inventory/read-rig.ts';
import { DATABASES } from '../../support/databases.ts';
import { opened } from '../../support/lifecycle.ts';
import { sweepMade, type MadeAccount } from '../../support/made-sweeps.ts';
import { openRig } from '../../support/store.ts';

const KEYS = ['acme', 'branch'];
const ALL = { visible: KEYS, filter: {}, asOf: null };
const ASSIGNMENTS = { ...ALL, sort: { field: 'ASSIGNEE', direction: 'ASC' }, first: 7 } as const;
const BY_NAME = { ...ALL, sort: { field: 'NAME', direction: 'ASC' }, first: 100, after: null } as const;
const LICENSES = ['l1', 'l2', 'l3'].map((externalId) => ({ accountKey: 'acme', externalId }));

/** What a request may ask, each time from the beginning. */
const ASKED = {
  licenses: async (reads: InventoryReads) => withoutTimes((await reads.findLicenses(BY_NAME)).rows),
  assignments: async (reads: InventoryReads) =>
    withoutTimes(await throughPages((after) => reads.findAssignments({ ...ASSIGNMENTS, after }))),
  groups: async (reads: InventoryReads) =>
    (await reads.findGroups({ ...ALL, by: ['ACCOUNT', 'KIND'], first: 100, after: null })).groups,
  counts: async (reads: InventoryReads) => [
    await reads.countAssignments({ ...ALL, filter: { statuses: ['ACTIVE'] } }),
    await reads.countAssignments(ALL),
    await reads.countLicenses({ ...ALL, filter: { availableAtMost: 49 } }),
  ],
  'licenses by their keys': async (reads: InventoryReads) =>
    withoutTimes((await reads.licensesByRef(LICENSES, null)).toSorted((a, b) => a.place.id - b.place.id)),
  'what hangs on licenses': async (reads: InventoryReads) => {
    const ids = (await reads.licensesByRef(LICENSES, null))
      .map(({ place }) => place.id)
      .toSorted((a, b) => a - b);
    const pages = await reads.assignmentsOf('LICENSE', ids, { first: 5, after: null, asOf: null });
    return ids.map((id) => withoutTimes(pages.get(id)?.rows ?? []));
  },
} as const;

function withoutTimes<T>(rows: readonly FoundRow<T>[]): { readonly value: T; readonly place: Place }[] {
  return rows.map(({ value, place }) => ({ value, place }));
}

/** Facts of people have no past: they are those of now. */
function withoutFacts(account: () => MadeAccount): () => MadeAccount {
  return () => ({ ...account(), states: {} });
}

describe.each(DATABASES)('a request on %s', (database) => {
  const rig = opened(
    () => openRig(database),
    (it) => it.close(),
  );
  let accounts: readonly (() => MadeAccount)[] = [];

  beforeEach(async () => {
    await rig.reset();
    await rig.store.keepAccounts(KEYS.map((key) => ({ key, provider: 'WEBEX' })));
    accounts = KEYS.map((key, index) => withoutFacts(randomAccount(key, index + 40)));
    for (const account of accounts) await sweepMade(rig, account());
    for (const account of accounts) await sweepMade(rig, account());
  });

  /** A store of which something else is recorded after each read. */
  const busy = (keys = KEYS): Store => {
    let sweeping = Promise.resolve();
    const record = async (): Promise<void> => {
      for (const one of accounts) {
        const account = one();
        if (keys.includes(account.key)) await sweepMade(rig, account);
      }
    };
    const after =
      <Given extends unknown[], T>(read: (...given: Given) => Promise<T>) =>
      async (...given: Given): Promise<T> => {
        const found = await read(...given);
        sweeping = sweeping.then(record);
        await sweeping;
        return found;
      };
    const { store } = rig;
    return {
      ...store,
      findLicenses: after(store.findLicenses),
      findAssignees: after(store.findAssignees),
      findAssignments: after(store.findAssignments),
      findGroups: after(store.findGroups),
      countLicenses: after(store.countLicenses),
      countAssignments: after(store.countAssignments),
      licensesByRef: after(store.licensesByRef),
      assignmentsOf: after(store.assignmentsOf),
    };
  };

  /** The reads of a request, as its service has them. */
  const request = (store: Store, { holds }: { readonly holds: boolean }) => {
    const service = createInventoryService(() => Promise.resolve(store), {
      accountKeys: KEYS,
      signal: new AbortController().signal,
      standing: () => {
        throw new Error('no account is asked for');
      },
    });
    if (holds) service.holdMoment();
    const reads: InventoryReads = {
      ...store,
      findLicenses: service.findLicenses,
      findAssignees: service.findAssignees,
      findAssignments: service.findAssignments,
      findGroups: service.findGroups,
      countLicenses: service.countLicenses,
      countAssignments: service.countAssignments,
      async licensesByRef(refs) {
        const found = await Promise.all(refs.map((ref) => service.license(ref, null)));
        return found.filter((row) => row !== null);
      },
      async assignmentsOf(side, ids, page) {
        const pages = await Promise.all(ids.map((id) => service.assignmentsOf(side, id, page)));
        return new Map(pages.map((one, index) => [ids[index] ?? 0, one]));
      },
    };
    return { service, reads };
  };

  it.each(Object.entries(ASKED))('reads %s as the first list was', async (_name, ask) => {
    const expected = await ask(rig.store);
    const { service, reads } = request(busy(), { holds: true });
    await service.findLicenses({ ...BY_NAME, first: 1 });
    expect(await ask(reads)).toEqual(expected);
    const moment = await service.momentOf(null);
    expect(moment < (await rig.store.momentOf({ visible: KEYS, asOf: null }))).toBe(true);
  });

  it('would read something else a moment later', async () => {
    const expected = await ASKED.assignments(rig.store);
    const { service, reads } = request(busy(), { holds: false });
    await service.findLicenses({ ...BY_NAME, first: 1 });
    expect(await ASKED.assignments(reads)).not.toEqual(expected);
  });

  it('tells of a row that nobody has read since when it was seen, and of one that has ended since the moment', async () => {
    await sweepMade(rig, accounts[0]?.() ?? { key: 'acme', licenses: {}, users: {} });
    const before = await rig.store.findAssignments({ ...ASSIGNMENTS, first: 100, after: null });
    const { service } = request(busy(['acme']), { holds: true });
    await service.findLicenses({ ...BY_NAME, first: 1 });
    const moment = await service.momentOf(null);
    const { rows } = await service.findAssignments({ ...ASSIGNMENTS, first: 100, after: null });
    const ofBranch = (row: (typeof rows)[number]) => row.value.accountKey === 'branch';
    expect(rows.some((row) => ofBranch(row) && row.observedAt < moment)).toBe(true);
    expect(rows.filter((row) => ofBranch(row))).toEqual(before.rows.filter((row) => ofBranch(row)));
    expect(rows.some((row) => !ofBranch(row) && row.observedAt === moment)).toBe(true);
  });

  it('is of the moment of what has no past, where that is asked for at the same time', async () => {
    const { service } = request(busy(), { holds: true });
    const [assignments, users] = await Promise.all([
      service.findAssignments({ ...ASSIGNMENTS, first: 100, after: null }),
      service.findAssignees('USER', { ...BY_NAME, sort: { field: 'LICENSES_HELD', direction: 'DESC' } }),
    ]);
    expect(await service.momentOf(null)).toBe(users.recordedAt);
    const asOf = await service.momentOf(null);
    const expected = await rig.store.findAssignments({ ...ASSIGNMENTS, first: 100, after: null, asOf });
    expect(withoutTimes(assignments.rows)).toEqual(withoutTimes(expected.rows));
  });

  it('has nothing that is held along with people of a later moment: it is read as it was', async () => {
    const users = { ...BY_NAME, holdings: 25 };
    const before = await rig.store.findAssignees('USER', users);
    expect(before.rows.some(({ holdings = [] }) => holdings.length > 0)).toBe(true);
    const { service } = request(busy(), { holds: true });
    await service.findLicenses({ ...BY_NAME, first: 1 });
    const { rows } = await service.findAssignees('USER', users);
    expect(rows.filter(({ holdings }) => holdings !== undefined)).toEqual([]);
    const page = { first: 25, after: null, asOf: null };
    const held = await Promise.all(
      rows.map(({ place }) => service.assignmentsOf('ASSIGNEE', place.id, page)),
    );
    const named = (found: readonly FoundRow<FoundAssignment>[]) =>
      found.map(({ place, value: { status, removalOn } }) => ({ place, status, removalOn }));
    expect(held.map((one) => named(one.rows))).toEqual(
      before.rows.map(({ holdings = [] }) => named(holdings)),
    );
  });

  it('reads people once more where something was recorded while they were read', async () => {
    const { store } = rig;
    const asked: string[] = [];
    const { service } = request(
      {
        ...store,
        async findAssignees(kind, query) {
          const found = await store.findAssignees(kind, query);
          return asked.push(kind) === 1 ? { ...found, recordedAt: null } : found;
        },
      },
      { holds: true },
    );
    const { rows } = await service.findAssignees('USER', { ...BY_NAME, holdings: 25 });
    expect(asked).toEqual(['USER', 'USER']);
    expect(rows.filter(({ holdings }) => holdings === undefined)).toEqual([]);
  });

  it('asks once whether anything was recorded for all that is counted at the same time', async () => {
    let times = 0;
    const { store } = rig;
    const recordedAt: Store['recordedAt'] = (keys) => {
      times += 1;
      return store.recordedAt(keys);
    };
    const { service } = request({ ...store, recordedAt }, { holds: true });
    const statuses = ['ACTIVE', 'PENDING', 'REMOVAL_SCHEDULED'] as const;
    const counts = await Promise.all(
      statuses.map((status) => service.countAssignments({ ...ALL, filter: { statuses: [status] } })),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(await store.countAssignments(ALL));
    expect(times).toBe(2);
  });

  it('is of a moment as well before anything is recorded', async () => {
    await rig.reset();
    await rig.store.keepAccounts([{ key: 'acme', provider: 'WEBEX' }]);
    const { service } = request(rig.store, { holds: true });
    expect((await service.findLicenses(BY_NAME)).rows).toEqual([]);
    await sweepMade(rig, randomAccount('acme', 3)());
    expect(await service.countAssignments(ALL)).toBe(0);
    expect((await service.findLicenses(BY_NAME)).rows).toEqual([]);
  });
});
