// Reads of the inventory over a database. They ask no provider.
import type { StoreContext } from '../../context.ts';
import type { InventoryReads } from './api.ts';
import { findAll, isPlain } from './all-assignees.ts';
import { countAssignees, findAssignees } from './assignees.ts';
import { countAssignments, findAssignments } from './assignments.ts';
import { assigneesByRef, assignmentsOf, licensesByRef } from './by-key.ts';
import { findGroups } from './groups.ts';
import { countLicenses, findLicenses } from './licenses.ts';
import { listTimes } from './list-times.ts';
import { momentOf, recordedAt } from './moment.ts';
import { countPeople, findPeople } from './people.ts';
import { readersOver } from './statements/context.ts';

/** The reads of a store. */
export function inventoryReads(context: StoreContext): InventoryReads {
  const { read, search, list } = readersOver(context);
  return {
    momentOf: (query) => read(({ db }) => momentOf(db, query, context.now())),
    recordedAt: (keys) => read(({ db }) => recordedAt(db, keys)),
    findLicenses: (query) => list((reads) => findLicenses(reads, query), query.recordedOf),
    countLicenses: (query) => search((reads) => countLicenses(reads, query)),
    findAssignees: (kind, query) =>
      isPlain(query)
        ? read(({ db }) => findAll(db, kind, query))
        : list((reads) => findAssignees(reads, kind, query), query.recordedOf),
    countAssignees: (kind, query) => search((reads) => countAssignees(reads, kind, query)),
    findAssignments: (query) => list((reads) => findAssignments(reads, query), query.recordedOf),
    countAssignments: (query) => search((reads) => countAssignments(reads, query)),
    findGroups: (query) => list((reads) => findGroups(reads, query), query.recordedOf),
    findPeople: (query) => list((reads) => findPeople(reads, query), query.recordedOf),
    countPeople: (query) => search((reads) => countPeople(reads, query)),
    licensesByRef: (refs, asOf) => read(({ db }) => licensesByRef(db, refs, asOf)),
    assigneesByRef: (refs) => read(({ db }) => assigneesByRef(db, refs)),
    listTimes: (keys) => read(({ db }) => listTimes(db, keys)),
    assignmentsOf: (side, ids, page) => read(({ db }) => assignmentsOf(db, side, ids, page)),
  };
}
