// The section of people: everybody in the organisation, with all that they hold.
import { z } from 'zod';
import type { Call } from '../../../domain/call.ts';
import type { License } from '../../../domain/license.ts';
import { ProblemError } from '../../../domain/problem.ts';
import { gapOf } from '../../../upstream/parse.ts';
import {
  NOT_BEGUN,
  advance,
  countsBy,
  cursorOf,
  expectedHoldings,
  placeIn,
  refuseEarlyEnd,
  sumOf,
} from '../../inventory.ts';
import type { InventorySection } from '../../provider.ts';
import { listManyPeople, listPeople } from '../client.ts';
import type { Context } from '../context.ts';
import { LIMITS } from '../policy.ts';
import { mayBeOnExternals } from '../reads/licenses.ts';
import { toUser } from '../reads/user-facts.ts';
import type { Slice } from '../vendor-pages.ts';
import type { Person } from '../wire/people.ts';
import { Place } from './cursors.ts';
import { sightingsOf, withHeld } from './sightings.ts';

/** A place in the list of people, and how many of them are asked for a page. */
const PeoplePlace = Place.extend({ max: z.int().min(LIMITS.leastOfSweep).max(LIMITS.peopleOfSweep) });
type PeoplePlace = z.output<typeof PeoplePlace>;

const START: PeoplePlace = { token: null, progress: NOT_BEGUN, max: LIMITS.peopleOfSweep };

/** Users of other organisations are in no list of people (webex contract 6). */
export function people(context: Context): InventorySection {
  const { accountKey } = context;
  return {
    name: 'people',
    lists: [
      { what: 'ASSIGNEES', kind: 'USER', people: 'INTERNAL' },
      { what: 'HOLDINGS', kind: 'USER', people: 'INTERNAL' },
    ],
    async page(cursor, call, known) {
      const place = placeIn(PeoplePlace, cursor, START);
      const counts = countsBy(await known.licenses(), countOf);
      const { slice, max } = await asManyAsCome(context, place, call);
      const ids = slice.rows.map(({ id }) => id);
      const users = slice.rows.map((row) => toUser(row, accountKey));
      const read = advance(place.progress, { token: place.token, ids }, accountKey);
      const progress = withHeld(read, users, counts);
      // Webex may send such a page in the middle of a list, and at its end (webex contract 3.1).
      if (ids.length === 0) refuseEarlyEnd(progress, sumOf(counts), accountKey);
      const isLast = slice.next === null;
      return {
        ...sightingsOf(users),
        gap: gapOf(slice),
        next: isLast ? null : cursorOf({ token: slice.next, progress, max }),
        total: null,
        totalHoldings: isLast ? expectedHoldings(progress, counts) : null,
      };
    },
  };
}

/** Free licenses count people, not holders (webex contract 3), and those of meeting sites users of other organisations as well. */
function countOf(license: License): number | null {
  const { seats } = license;
  return seats?.countable === true && !mayBeOnExternals(license) ? seats.assignedToUsers : null;
}

/** The page at a place, half as large as long as Webex does not manage a larger one in time (webex contract 8). */
async function asManyAsCome(
  context: Context,
  { token, max }: PeoplePlace,
  call: Call,
): Promise<{ readonly slice: Slice<Person>; readonly max: number }> {
  for (let size = max; size / 2 >= LIMITS.leastOfSweep; size = Math.floor(size / 2)) {
    const slice = await listManyPeople(context, { token, max: size }, call).catch(nullIfLate);
    if (slice !== null) return { slice, max: size };
  }
  return {
    slice: await listPeople(context, { token, rows: LIMITS.leastOfSweep }, call),
    max: LIMITS.leastOfSweep,
  };
}

/** It is as late when nobody waited for its word that it is. */
function nullIfLate(error: unknown): null {
  if (error instanceof ProblemError && error.problem.code === 'UPSTREAM_TIMEOUT') return null;
  throw error;
}
