// The section of the licenses: the pool, whose size may have to be read elsewhere than the number of those assigned.
import type { SightingPage } from '../../../domain/inventory/sighting.ts';
import type { License } from '../../../domain/license.ts';
import type { InventorySection } from '../../provider.ts';
import { readLicenseCount, readSummary } from '../client.ts';
import type { Context } from '../context.ts';
import { START } from '../ids.ts';
import { poolOf, type PoolCounts } from '../reads/licenses.ts';
import { notOurs } from './sightings.ts';

/** The one license there is (thingspace contract 1). */
export function pool(context: Context): InventorySection {
  return {
    name: 'licenses',
    lists: [{ what: 'LICENSES' }],
    async page(cursor, call) {
      if (cursor !== null) {
        const counts = countsIn(cursor);
        return only(poolOf(context, counts, await readLicenseCount(context, call)));
      }
      const summary = await readSummary(context, START, call, true);
      if (summary.total !== null) return only(poolOf(context, summary, summary.total));
      // The summary may leave it out (contract 4.5): then another call tells it, which is another page.
      return { items: [], next: written(summary), total: null };
    },
  };
}

function only(license: License): SightingPage {
  return { items: [{ license }], next: null, total: null };
}

/** `1200~1000`, and nothing in place of a number that was not told. */
function written({ assigned, reportedPageSize }: PoolCounts): string {
  return `${assigned ?? ''}~${reportedPageSize ?? ''}`;
}

function countsIn(cursor: string): PoolCounts {
  const found = /^(-?\d{1,15})?~(-?\d{1,15})?$/.exec(cursor);
  if (found === null) throw notOurs();
  const [, assigned, reportedPageSize] = found;
  return { assigned: numberIn(assigned), reportedPageSize: numberIn(reportedPageSize) };
}

function numberIn(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
