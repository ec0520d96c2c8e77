// The section of the devices: their lists by protocol, one after the other, as one.
import { leftOutOf } from '../../../upstream/parse.ts';
import type { InventorySection } from '../../provider.ts';
import type { Context } from '../context.ts';
import { walkDevices } from '../reads/device-pages.ts';
import { PROTOCOLS } from '../settings.ts';
import { sightingOf } from './sightings.ts';

/**
 * What lists tell of devices; one without a license holds nothing. A device that never registered a protocol is in none of the lists of v2
 * and v3 (thingspace contract 6.2), and those of other protocols are not where the configuration names a few: then nothing is listed in full.
 */
export function devices(context: Context): InventorySection {
  const { apiVersion, protocols } = context.settings;
  const isInFull = apiVersion === 'v1' || protocols.length === PROTOCOLS.length;
  return {
    name: 'devices',
    lists: isInFull ? [{ what: 'ASSIGNEES', kind: 'DEVICE' }] : [],
    async page(cursor, call) {
      const { rows, next, ...rest } = await walkDevices(context, cursor, call);
      // How many there are, nobody says.
      return { items: rows.map(sightingOf), next, total: null, ...leftOutOf('DEVICE', rest) };
    },
  };
}
