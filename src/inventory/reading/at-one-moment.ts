// The reads of a store, so that all that is asked for as it is now is of one moment.
import type { ListQuery, OfMoment } from '../../domain/inventory/search.ts';
import { BEGINNING } from '../../domain/instant.ts';
import type { InventoryReads } from '../../store/inventory/reads/api.ts';
import type { OneMoment } from './one-moment.ts';

type Asked = Pick<ListQuery<never, never>, 'asOf' | 'recordedOf'>;

/** `keys`: of the accounts of which nothing may have been recorded in between. */
export function atOneMoment<Reads extends InventoryReads>(
  reads: Reads,
  keys: readonly string[],
  moment: OneMoment,
): Reads {
  const list = <Query extends Asked, Page extends OfMoment>(
    query: Query,
    find: (query: Query) => Promise<Page>,
  ): Promise<Page> => {
    if (query.asOf !== null) return find(query);
    return moment.list({
      now: () => find({ ...query, recordedOf: keys }),
      at: (asOf) => find({ ...query, asOf }),
    });
  };
  const other = <T>(asOf: string | null, find: (asOf: string | null) => Promise<T>): Promise<T> =>
    asOf === null ? moment.other({ now: () => find(null), at: find }) : find(asOf);
  return {
    ...reads,
    async momentOf(query) {
      const held = query.asOf === null ? await moment.moment() : BEGINNING;
      return held === BEGINNING ? await reads.momentOf(query) : held;
    },
    findLicenses: (query) => list(query, reads.findLicenses),
    findAssignments: (query) => list(query, reads.findAssignments),
    findGroups: (query) => list(query, reads.findGroups),
    // Facts of assignees have no past, and what they hold has one: without it, it is read as of the moment where it is asked for.
    findAssignees: (kind, query) =>
      moment.listNow({
        now: () => reads.findAssignees(kind, { ...query, recordedOf: keys }),
        bare: ({ rows, ...page }) => ({
          ...page,
          rows: rows.map((row) => ({ ...row, holdings: undefined })),
        }),
      }),
    findPeople: (query) =>
      moment.listNow({
        now: () => reads.findPeople({ ...query, recordedOf: keys }),
        bare: (page) => page,
      }),
    countLicenses: (query) => other(query.asOf, (asOf) => reads.countLicenses({ ...query, asOf })),
    countAssignments: (query) => other(query.asOf, (asOf) => reads.countAssignments({ ...query, asOf })),
    licensesByRef: (refs, asOf) => other(asOf, (at) => reads.licensesByRef(refs, at)),
    assignmentsOf: (side, ids, page) =>
      other(page.asOf, (asOf) => reads.assignmentsOf(side, ids, { ...page, asOf })),
  };
}
