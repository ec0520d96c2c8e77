// Reads of the inventory over a database. They ask no provider.
import type { ListQuery, OfMoment } from '../../../domain/inventory/search.ts';
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
import { readersOver, type ReadContext } from './statements/context.ts';

/** The reads of a store. */
export function inventoryReads(context: StoreContext): InventoryReads {
  const { read, search } = readersOver(context);
  const list = <Page extends OfMoment>(
    { recordedOf }: Pick<ListQuery<never, never>, 'recordedOf'>,
    find: (reads: ReadContext) => Promise<Page>,
  ): Promise<Page> => search((reads) => ofMoment(reads, recordedOf, find));
  return {
    momentOf: (query) => read(({ db }) => momentOf(db, query, context.now())),
    recordedAt: (keys) => read(({ db }) => recordedAt(db, keys)),
    findLicenses: (query) => list(query, (reads) => findLicenses(reads, query)),
    countLicenses: (query) => search((reads) => countLicenses(reads, query)),
    findAssignees: (kind, query) =>
      isPlain(query)
        ? read(({ db }) => findAll(db, kind, query))
        : list(query, (reads) => findAssignees(reads, kind, query)),
    countAssignees: (kind, query) => search((reads) => countAssignees(reads, kind, query)),
    findAssignments: (query) => list(query, (reads) => findAssignments(reads, query)),
    countAssignments: (query) => search((reads) => countAssignments(reads, query)),
    findGroups: (query) => list(query, (reads) => findGroups(reads, query)),
    findPeople: (query) => list(query, (reads) => findPeople(reads, query)),
    countPeople: (query) => search((reads) => countPeople(reads, query)),
    licensesByRef: (refs, asOf) => read(({ db }) => licensesByRef(db, refs, asOf)),
    assigneesByRef: (refs) => read(({ db }) => assigneesByRef(db, refs)),
    listTimes: (keys) => read(({ db }) => listTimes(db, keys)),
    assignmentsOf: (side, ids, page) => read(({ db }) => assignmentsOf(db, side, ids, page)),
  };
}

/** A list, and which moment it is of where somebody asks for that. On a server all of its statements see the same. */
async function ofMoment<Page extends OfMoment>(
  reads: ReadContext,
  keys: readonly string[] | undefined,
  find: (reads: ReadContext) => Promise<Page>,
): Promise<Page> {
  if (keys === undefined) return await find(reads);
  const { db, embedded } = reads;
  const before = await recordedAt(db, keys);
  const page = await find(reads);
  const isOne = !embedded || (await recordedAt(db, keys)) === before;
  return { ...page, recordedAt: isOne ? before : null };
}
