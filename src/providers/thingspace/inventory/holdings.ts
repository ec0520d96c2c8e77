// The section of those who hold a license: the summary, page by page. Where v1 counts records, rows that moved past the place meanwhile
// are not looked for (thingspace contract 9.6): a sweep finds by the count and by look-ups that it has not seen them.
import { z } from 'zod';
import type { Call } from '../../../domain/call.ts';
import type { Sighting, SightingPage } from '../../../domain/inventory/sighting.ts';
import { leftOutOf } from '../../../upstream/parse.ts';
import { cursorOf, placeIn } from '../../inventory.ts';
import type { InventorySection } from '../../provider.ts';
import type { Context } from '../context.ts';
import { START, isImei, isOffset } from '../ids.ts';
import { assignmentOf } from '../reads/assignment-pages.ts';
import { noPlace } from '../reads/pages.ts';
import { readHoldersAt } from '../reads/summary.ts';
import type { HolderRow } from '../wire/summary.ts';

/** Every device with a license, which is all that it can hold; of the device nothing but that, not even that it is there. */
export function holdings(context: Context): InventorySection {
  return {
    name: 'holdings',
    lists: [{ what: 'HOLDINGS', kind: 'DEVICE' }],
    page: (cursor, call) => readHoldings(context, cursor, call),
  };
}

/** Where a page starts, as the provider names it: an IMEI, or the number of a record. */
const Place = z.strictObject({ at: z.string().refine(isPlace) });

async function readHoldings(context: Context, cursor: string | null, call: Call): Promise<SightingPage> {
  const { accountKey } = context;
  const { at } = placeIn(Place, cursor, { at: START });
  const { summary, rows, next } = await readHoldersAt(context, at, call);
  if (next !== null && !isPlace(next)) throw noPlace(accountKey);
  return {
    items: rows.map((row) => sightingOfHolder(accountKey, row)),
    next: next && cursorOf({ at: next }),
    // It counts the account, not the page (contract 8.10).
    total: summary.assigned,
    totalHoldings: summary.assigned,
    ...leftOutOf('DEVICE', summary),
  };
}

function isPlace(text: string): boolean {
  return isImei(text) || isOffset(text);
}

function sightingOfHolder(accountKey: string, { imei, assignedAt }: HolderRow): Sighting {
  const { assignee: holder, ...held } = assignmentOf(accountKey, imei, assignedAt ?? null, null);
  const { assignments: _itself, ...assignee } = holder;
  return { assignee, holds: [{ ...held, assignee }], isNamedOnly: true };
}
