// The section of users of other organisations: only the licenses of meeting sites name them (webex contract 5.4, 6), license by license.
import type { z } from 'zod';
import type { KnownSoFar } from '../../../domain/inventory/sighting.ts';
import type { License } from '../../../domain/license.ts';
import { gapOf } from '../../../upstream/parse.ts';
import { NOT_BEGUN, advance, cursorOf, placeIn, refuseEarlyEnd, type Progress } from '../../inventory.ts';
import type { InventorySection } from '../../provider.ts';
import { listHolders } from '../client.ts';
import type { Context } from '../context.ts';
import { BEHIND_PEOPLE, isAddress, siteOf } from '../ids.ts';
import { externalsAmong } from '../reads/external-users.ts';
import { holding } from '../reads/held-license.ts';
import { mayBeOnExternals } from '../reads/licenses.ts';
import { Ids, Place } from './cursors.ts';

/** A place in the users of the first of these licenses. Null before it is known which are to be read. */
const HoldersPlace = Place.extend({ licenses: Ids.nullable() });
type HoldersPlace = z.output<typeof HoldersPlace>;

const START: HoldersPlace = { token: null, progress: NOT_BEGUN, licenses: null };

/** Each page is of one license: somebody who holds several comes with each of them. */
export function externalHolders(context: Context): InventorySection {
  const { accountKey } = context;
  return {
    name: 'external-holders',
    lists: [
      { what: 'ASSIGNEES', kind: 'USER', people: 'EXTERNAL' },
      { what: 'HOLDINGS', kind: 'USER', people: 'EXTERNAL' },
    ],
    async page(cursor, call, known) {
      const place = placeIn(HoldersPlace, cursor, START);
      const [current, ...rest] = place.licenses ?? (await licensesToRead(known));
      if (current === undefined) return { items: [], next: null, total: null };
      const { token } = place;
      const slice = await listHolders(context, current, { token }, call);
      const then = rest.length === 0 ? null : cursorOf({ token: null, progress: NOT_BEGUN, licenses: rest });
      // It was listed just now, so that its users may be there all the same.
      if (slice === null) return { items: [], next: then, total: null, gap: 'ROWS_MOVED' };
      const progress = progressWith(place, slice.rows, { count: slice.count, accountKey });
      const externals = await externalsAmong(context, slice.rows, call);
      return {
        items: externals.map(({ user }) => ({ assignment: holding(current, user) })),
        next:
          slice.next === null
            ? then
            : cursorOf({ token: slice.next, progress, licenses: [current, ...rest] }),
        total: null,
        gap: gapOf(slice),
      };
    },
  };
}

/** Of a license all users count, and their list may end with a page without any (webex contract 3.1). */
function progressWith(
  { token, progress: before }: HoldersPlace,
  rows: readonly { readonly id: string }[],
  { count, accountKey }: { readonly count: number | null; readonly accountKey: string },
): Progress {
  const ids = rows.map(({ id }) => id);
  const read = advance(before, { token, ids }, accountKey);
  const progress = { ...read, counted: read.counted + ids.length };
  if (ids.length === 0 && count !== null) refuseEarlyEnd(progress, count, accountKey);
  return progress;
}

/**
 * The licenses of sites that more users hold than the people of the organisation, of whom this sweep has seen all. Where somebody from
 * outside is known to hold anything, every such license is read, for then it means something that nobody is on it. Of one that people
 * hold and the catalogue lacks, nobody says how many hold it.
 */
async function licensesToRead(known: KnownSoFar): Promise<readonly string[]> {
  const listed = await known.licenses();
  const seen = await known.holdersSeen();
  const isAll = await knowsOutsiders(known);
  const isWanted = ({ externalId, seats }: License): boolean => {
    const count = seats?.assignedToUsers ?? seats?.assigned ?? null;
    return isAll || count === null || count > (seen.get(externalId) ?? 0);
  };
  const ids = new Set(listed.map(({ externalId }) => externalId));
  const unlisted = [...seen.keys()].filter((id) => !ids.has(id) && siteOf(id) !== null);
  const wanted = listed.filter((license) => mayBeOnExternals(license) && isWanted(license));
  return [...wanted.map(({ externalId }) => externalId), ...unlisted];
}

/** Outsiders go by their addresses, all of which come before or behind the ids of the organisation's own people. */
async function knowsOutsiders(known: KnownSoFar): Promise<boolean> {
  for (const place of [null, BEHIND_PEOPLE]) {
    const [id] = await known.holdersAfter('USER', place, 1);
    if (id !== undefined && isAddress(id)) return true;
  }
  return false;
}
