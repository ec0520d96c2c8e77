// The section of last connections: a look-up of all devices, which alone tells them, and much else (thingspace contract 6.1).
import { z } from 'zod';
import { ProblemError } from '../../../domain/problem.ts';
import { cursorOf, placeIn } from '../../inventory.ts';
import type { InventorySection } from '../../provider.ts';
import type { Context } from '../context.ts';
import { isImei } from '../ids.ts';
import { LIMITS } from '../policy.ts';
import { findTogether } from '../reads/device-lookup.ts';
import { sightingOf } from './sightings.ts';

/** The last IMEI that was asked for. */
const Place = z.strictObject({ after: z.string().refine(isImei).nullable() });

/** Once a day: it costs as much as the list of devices. */
export function connections(context: Context): InventorySection {
  return {
    name: 'connections',
    everyHours: 24,
    // Only devices that are known already are asked for.
    lists: [],
    async page(cursor, call, known) {
      const { after } = placeIn(Place, cursor, { after: null });
      // One more than is asked for tells whether others follow.
      const devices = await known.assigneesAfter('DEVICE', after, LIMITS.batchSize + 1);
      const imeis = devices.slice(0, LIMITS.batchSize);
      if (imeis.length === 0) return { items: [], next: null, total: null };
      const { slots, isWhole } = await findTogether(context, imeis, call);
      return {
        // That there is no such device is for the lists to show.
        items: [...slots.values()].flatMap((slot) =>
          slot === null || slot instanceof ProblemError ? [] : [sightingOf(slot)],
        ),
        next: devices.length > imeis.length ? cursorOf({ after: imeis.at(-1) }) : null,
        total: null,
        gap: isWhole ? undefined : 'ROWS_LEFT_OUT',
      };
    },
  };
}
