// Rows by their keys, what hangs on them, when they were last seen, and what a caller of one account is told.
import { describe, expect, it } from '@jest/globals';
import { GROUP_KEYS } from '../../../src/domain/inventory/search.ts';
import { only, present } from '../../support/assertions.ts';
import { DATABASES } from '../../support/databases.ts';
import { LAST_SEEN, dayOf, type HoldingRow } from '../../support/inventory-rows.ts';
import { EVERYTHING, heldAt, throughPages, useInventory } from './read-rig.ts';

describe.each(DATABASES)('keys of the inventory on %s', (database) => {
  const rig = useInventory(database, 16);
  const { accounts, licenses, assignees } = rig.rows;
  const keyOf = (no: number): string => present(accounts.find((account) => account.no === no)).key;
  const refOf = ({ accountNo, externalId }: { readonly accountNo: number; readonly externalId: string }) => ({
    accountKey: keyOf(accountNo),
    externalId,
  });

  const heldOf = (id: number) => heldAt(rig.rows, null).filter(({ assigneeId }) => assigneeId === id);

  it('find licenses and assignees, gone ones as well, each once', async () => {
    const refs = [...licenses, ...licenses.slice(0, 3)].map((row) => refOf(row));
    const nobody = { accountKey: 'acme', externalId: 'nobody' };
    const elsewhere = { accountKey: 'nowhere', externalId: 'l1' };
    const found = await rig.store.licensesByRef([...refs, nobody, elsewhere], null);
    expect(found.map(({ place }) => place.id).toSorted((a, b) => a - b)).toEqual(
      licenses.map(({ id }) => id).toReversed(),
    );
    expect(found.filter(({ value }) => value.goneAt !== null).length).toBeGreaterThan(0);
    const users = assignees.slice(0, 50).map((row) => ({ ...refOf(row), kind: row.kind }));
    const wrongKind = users.map((ref) => ({ ...ref, kind: 'WORKSPACE' as const }));
    const people = await rig.store.assigneesByRef([...users, ...wrongKind, { ...nobody, kind: 'USER' }]);
    expect(people.map(({ place }) => place.id).toSorted((a, b) => a - b)).toEqual(
      assignees.slice(0, 50).map(({ id }) => id),
    );
    const gone = assignees
      .filter(({ goneAt }) => goneAt !== null)
      .map((row) => ({ ...refOf(row), kind: row.kind }));
    expect(await rig.store.assigneesByRef(gone)).toHaveLength(gone.length);
  });

  it.each([null, dayOf(20)])('lead to assignments page after page, as of %s', async (asOf) => {
    const held = heldAt(rig.rows, asOf);
    for (const [side, own, other] of [
      ['LICENSE', 'licenseId', 'assigneeId'],
      ['ASSIGNEE', 'assigneeId', 'licenseId'],
    ] as const) {
      const ids = (side === 'LICENSE' ? licenses : assignees).map(({ id }) => id);
      const first = side === 'LICENSE' ? 20 : 2;
      const pages = await rig.store.assignmentsOf(side, ids, { first, after: null, asOf });
      expect([...pages.keys()]).toEqual(ids);
      for (const id of ids) {
        const expected = othersOf(held, own, id, other);
        const page = present(pages.get(id));
        expect(page.hasNext).toBe(expected.length > first);
        const after = page.rows.at(-1)?.place;
        const rest =
          after && (await rig.store.assignmentsOf(side, [id], { first: 1_000, after, asOf })).get(id);
        const all = [...page.rows, ...(rest?.rows ?? [])];
        expect(all.map(({ place }) => (side === 'LICENSE' ? place.holder : place.id))).toEqual(expected);
        if (side === 'ASSIGNEE' && id > 40) break;
      }
    }
  });

  it.each(['ASC', 'DESC'] as const)('come with a list, %s, of those who hold few', async (direction) => {
    const most = 2;
    const sort = { field: 'NAME', direction } as const;
    const query = { visible: EVERYTHING, filter: {}, sort, asOf: null, holdings: most };
    const rows = await throughPages((after) =>
      rig.store.findAssignees('USER', { ...query, first: 7, after }),
    );
    const few = rows.filter(({ place }) => heldOf(place.id).length <= most);
    expect(few.length).toBeGreaterThan(0);
    expect(few.length).toBeLessThan(rows.length);
    const ids = few.map(({ place }) => place.id);
    const one = await rig.store.assignmentsOf('ASSIGNEE', ids, { first: 9, after: null, asOf: null });
    for (const { place, value, holdings } of rows) {
      const own = one
        .get(place.id)
        ?.rows.map((row) => ({ ...row, value: { ...row.value, assignee: value } }));
      expect(holdings).toEqual(own);
    }
    const alone = await rig.store.findAssignees('USER', {
      ...query,
      first: 7,
      after: null,
      holdings: undefined,
    });
    expect(alone.rows.map(({ holdings }) => holdings)).toEqual(alone.rows.map(() => undefined));
  });

  it('say when a row was last seen: with its list, unless it was missing there', async () => {
    const seenOf = (
      row: { readonly missedIn: number | null; readonly goneAt?: string | null },
      listed: string,
    ): string => (row.missedIn !== null || row.goneAt ? LAST_SEEN : listed);
    const found = await rig.store.licensesByRef(
      licenses.map((row) => refOf(row)),
      null,
    );
    for (const { place, observedAt } of found) {
      const row = present(licenses.find(({ id }) => id === place.id));
      expect(observedAt).toBe(seenOf(row, row.accountNo === 1 ? dayOf(61) : LAST_SEEN));
    }
    const listOf = ({
      accountNo,
      word,
    }: {
      readonly accountNo: number;
      readonly word: string | null;
    }): string => {
      if (accountNo === 2) return dayOf(63);
      return accountNo === 1 && word === 'INTERNAL' ? dayOf(62) : LAST_SEEN;
    };
    const all = assignees.map((row) => ({ ...refOf(row), kind: row.kind }));
    for (const { place, observedAt } of await rig.store.assigneesByRef(all)) {
      const row = present(assignees.find(({ id }) => id === place.id));
      expect(observedAt).toBe(seenOf(row, listOf(row)));
    }
    const sort = { field: 'ASSIGNEE', direction: 'ASC' } as const;
    const held = await rig.store.findAssignments({
      visible: EVERYTHING,
      filter: {},
      sort,
      first: 9_999,
      after: null,
      asOf: null,
    });
    for (const { place, observedAt } of held.rows) {
      const row = present(
        heldAt(rig.rows, null).find((one) => one.licenseId === place.id && one.assigneeId === place.holder),
      );
      const holder = present(assignees.find(({ id }) => id === place.holder));
      // No list need show what is only offered.
      const isListed = holder.accountNo !== 2 && row.status !== 'PENDING';
      expect(observedAt).toBe(seenOf(row, isListed ? listOf(holder) : LAST_SEEN));
    }
  });

  it('give the facts that were written', async () => {
    const row = present(assignees.find(({ kind, goneAt }) => kind === 'USER' && goneAt === null));
    const found = only(await rig.store.assigneesByRef([{ ...refOf(row), kind: row.kind }]));
    expect(found.value).toMatchObject({
      kind: 'USER',
      ...refOf(row),
      displayName: row.name,
      email: row.email,
      state: row.state,
    });
    const { value } = only(await rig.store.licensesByRef([{ accountKey: 'acme', externalId: 'l1' }], null));
    expect(value).toMatchObject({ accountKey: 'acme', externalId: 'l1', description: null, details: null });
  });

  it.each([null, dayOf(20)])('tell a caller of one account nothing of another, as of %s', async (asOf) => {
    const visible = ['branch'];
    const query = { visible, filter: {}, first: 9_999, after: null, asOf };
    const direction = 'ASC' as const;
    const found = [
      await rig.store.findLicenses({
        ...query,
        filter: { listed: null },
        sort: { field: 'NAME', direction },
      }),
      await rig.store.findAssignees('USER', { ...query, sort: { field: 'NAME', direction } }),
      await rig.store.findAssignees('DEVICE', { ...query, sort: { field: 'NAME', direction } }),
      await rig.store.findAssignments({ ...query, sort: { field: 'LICENSE', direction } }),
      await rig.store.findAssignments({ ...query, sort: { field: 'ASSIGNEE', direction } }),
      await rig.store.findAssignments({ ...query, sort: { field: 'REMOVAL_ON', direction } }),
    ];
    const values = found.flatMap(({ rows }) => rows.map(({ value }) => value.accountKey));
    expect([...new Set(values)]).toEqual(visible);
    const { people } = await rig.store.findPeople(query);
    expect([...new Set(people.flatMap(({ users }) => users.map(({ accountKey }) => accountKey)))]).toEqual(
      visible,
    );
    const alone = rig.loops(visible, heldAt(rig.rows, asOf));
    expect(await rig.store.countAssignments(query)).toBe(
      alone.held.filter(({ accountNo }) => accountNo === 3).length,
    );
    expect(await rig.store.countPeople(query)).toBe(people.length);
    for (const by of GROUP_KEYS) {
      const { groups } = await rig.store.findGroups({ ...query, by: [by] });
      const sum = groups.reduce((all, { assignments }) => all + assignments, 0);
      expect(sum).toBe(await rig.store.countAssignments(query));
    }
    // Naming an account, or a license of it, opens nothing.
    const named = { accountKeys: ['acme'] };
    expect(await rig.store.countAssignees('USER', { ...query, filter: named })).toBe(0);
    expect(await rig.store.countAssignments({ ...query, filter: named })).toBe(0);
    const foreign = { licenses: [{ accountKey: 'acme', externalId: 'l1' }] };
    expect(await rig.store.countAssignments({ ...query, filter: foreign })).toBe(0);
  });
});

function othersOf(
  held: readonly HoldingRow[],
  own: 'licenseId' | 'assigneeId',
  id: number,
  other: 'licenseId' | 'assigneeId',
): readonly number[] {
  return held
    .filter((row) => row[own] === id)
    .map((row) => row[other])
    .sort((a, b) => a - b);
}
