// The section of the licenses: the pool, whose size may have to be read elsewhere than the number of those assigned.
import { z } from 'zod';
import type { SightingPage } from '../../../domain/inventory/sighting.ts';
import type { License } from '../../../domain/license.ts';
import { cursorOf, placeIn } from '../../inventory.ts';
import type { InventorySection } from '../../provider.ts';
import { readLicenseCount, readSummary } from '../client.ts';
import type { Context } from '../context.ts';
import { START } from '../ids.ts';
import { poolOf, type PoolCounts } from '../reads/licenses.ts';

/** What the summary told; null before it was read. */
const Counts: z.ZodType<PoolCounts | null> = z
  .strictObject({ assigned: z.int().nullable(), reportedPageSize: z.int().nullable() })
  .nullable();

/** The one license there is (thingspace contract 1). */
export function pool(context: Context): InventorySection {
  return {
    name: 'licenses',
    lists: [{ what: 'LICENSES' }],
    async page(cursor, call) {
      const counts = placeIn(Counts, cursor, null);
      if (counts !== null) return only(poolOf(context, counts, await readLicenseCount(context, call)));
      const summary = await readSummary(context, START, call, true);
      if (summary.total !== null) return only(poolOf(context, summary, summary.total));
      // The summary may leave it out (contract 4.5): then another call tells it, which is another page.
      return {
        items: [],
        next: cursorOf({ assigned: summary.assigned, reportedPageSize: summary.reportedPageSize }),
        total: null,
      };
    },
  };
}

function only(license: License): SightingPage {
  return { items: [{ license }], next: null, total: null };
}
