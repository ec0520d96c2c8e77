// Every sort of every list, in both directions, with ties and absent values: page after page the order of a loop over the rows, on both databases.
import { describe, expect, it } from '@jest/globals';
import {
  ASSIGNEE_SORTS,
  ASSIGNMENT_SORTS,
  LICENSE_SORTS,
  type AssigneeSortField,
  type AssignmentSortField,
  type FoundAssignment,
  type LicenseSortField,
} from '../../../src/domain/inventory/search.ts';
import { DATABASES } from '../../support/databases.ts';
import { dayOf, type AssigneeRow, type HoldingRow, type LicenseRow } from '../../support/inventory-rows.ts';
import { nameOf, seatsOf, sorted, type Loops } from './loops.ts';
import { EVERYTHING, heldAt, throughPages, useInventory } from './read-rig.ts';

const DIRECTIONS = ['ASC', 'DESC'] as const;

/** Rows of a page: some pages end between rows with the same value, some at the first row without one. */
const FIRST = 37;

describe.each(DATABASES)('lists of the inventory on %s', (database) => {
  const rig = useInventory(database);
  const common = { visible: EVERYTHING, filter: {}, first: FIRST, asOf: null };

  describe.each(DIRECTIONS)('%s', (direction) => {
    it.each(ASSIGNEE_SORTS)('have assignees by %s', async (field) => {
      const loops = rig.loops(EVERYTHING);
      for (const kind of ['USER', 'DEVICE'] as const) {
        const expected = sorted(loops.assignees(kind, {}), direction, (row) => ({
          value: assigneeValue(loops, row)[field],
          keys: [row.id],
        }));
        const found = await throughPages((after) =>
          rig.store.findAssignees(kind, { ...common, sort: { field, direction }, after }),
        );
        expect(found.map(({ value }) => value.externalId)).toEqual(
          expected.map(({ externalId }) => externalId),
        );
      }
    });

    it.each(LICENSE_SORTS)('have licenses by %s', async (field) => {
      const loops = rig.loops(EVERYTHING);
      const expected = sorted(loops.licenses({ listed: null }), direction, (row) => ({
        value: licenseValue(loops, row)[field],
        keys: [row.id],
      }));
      const found = await throughPages((after) =>
        rig.store.findLicenses({
          ...common,
          filter: { listed: null },
          first: 4,
          sort: { field, direction },
          after,
        }),
      );
      expect(found.map(({ place }) => place.id)).toEqual(expected.map(({ id }) => id));
    });

    it.each(ASSIGNMENT_SORTS.flatMap((field) => [null, dayOf(25)].map((asOf) => [field, asOf] as const)))(
      'have assignments by %s, as of %s',
      async (field, asOf) => {
        const loops = rig.loops(EVERYTHING, heldAt(rig.rows, asOf));
        const expected = sorted(loops.held, direction, (row) => assignmentPlace(loops, row)[field]);
        const found = await throughPages((after) =>
          rig.store.findAssignments({ ...common, first: 4 * FIRST, asOf, sort: { field, direction }, after }),
        );
        expect(found.map(({ value }) => pairOf(value))).toEqual(expected.map((row) => pairOfRow(loops, row)));
      },
    );
  });
});

function assigneeValue(
  loops: Loops,
  row: AssigneeRow,
): Readonly<Record<AssigneeSortField, string | number | null>> {
  return {
    NAME: nameOf(row),
    LAST_ACTIVE: row.activeAt,
    STATE: row.state,
    KIND: row.word,
    DEPARTMENT: row.department,
    MODEL: row.model,
    LICENSES_HELD: loops.holds(row.id),
  };
}

function licenseValue(
  loops: Loops,
  row: LicenseRow,
): Readonly<Record<LicenseSortField, string | number | null>> {
  const { id } = row;
  const { total, assigned } = seatsOf(row);
  const counts = total === null || assigned === null ? null : { total, assigned };
  return {
    NAME: nameOf(row),
    AVAILABLE: counts && counts.total - counts.assigned,
    TOTAL: counts && counts.total,
    HELD: loops.heldBy(id),
    UTILISATION: counts && counts.total > 0 ? counts.assigned / counts.total : null,
  };
}

function assignmentPlace(
  loops: Loops,
  { licenseId, assigneeId, heldSince, removalOn }: HoldingRow,
): Readonly<Record<AssignmentSortField, { value: string | null; keys: readonly number[] }>> {
  const keys = [licenseId, assigneeId];
  return {
    LICENSE: { value: nameOf(loops.license(licenseId)), keys },
    ASSIGNEE: { value: nameOf(loops.assignee(assigneeId)), keys: [assigneeId, licenseId] },
    HELD_SINCE: { value: heldSince, keys },
    REMOVAL_ON: { value: removalOn, keys },
  };
}

function pairOf({ license, assignee, status, heldSince, removalOn }: FoundAssignment): unknown {
  return [license.accountKey, license.externalId, assignee.externalId, status, heldSince, removalOn];
}

function pairOfRow(loops: Loops, row: HoldingRow): unknown {
  const license = loops.license(row.licenseId);
  const assignee = loops.assignee(row.assigneeId);
  return [
    loops.accountKey(license.accountNo),
    license.externalId,
    assignee.externalId,
    row.status,
    row.heldSince,
    row.removalOn,
  ];
}
