// Devices of an account, page by page: protocol after protocol in v2 and v3, because a listing without one may hold LWM2M
// devices only (thingspace contract 6.2); all at once in v1.
import type { Device } from '../../domain/assignee.ts';
import type { Call } from '../../domain/call.ts';
import type { Page } from '../../domain/page.ts';
import { callerError } from '../../domain/problem.ts';
import { badResponse } from '../../upstream/parse.ts';
import type { ThingSpaceClient } from './client.ts';
import { listedDevice, protocolOf } from './devices.ts';
import { START, isPlace, nextCursor, withoutRepeats } from './pages.ts';
import { PROTOCOLS, type ListedProtocol, type ThingSpaceSettings } from './settings.ts';
import type { DeviceRow } from './wire.ts';

/** A place in the listings: which one, and the last IMEI seen there. Written `LWM2M:359000000000011`. */
interface Place {
  /** Null for v1's only listing, written ALL. */
  readonly protocol: ListedProtocol | null;
  readonly cursor: string;
}

const ALL = 'ALL';

/** One page of the walk through all listings. */
export async function readDevices(
  settings: ThingSpaceSettings,
  client: ThingSpaceClient,
  cursor: string | null,
  call: Call,
): Promise<Page<Device>> {
  const place = placeOf(settings, cursor);
  const page = await client.listDevices(place.protocol, place.cursor, call);
  const next = nextCursor(page, place.cursor, settings.key);
  checkProtocol(settings, place.protocol, page.deviceList);
  let before = place.cursor;
  const items = withoutRepeats(page.deviceList).map((row) => {
    const device = listedDevice(settings.key, settings.apiVersion, row, before);
    before = row.deviceId;
    return device;
  });
  const following = next === null ? listingAfter(settings, place) : { ...place, cursor: next };
  return { items, next: following && `${following.protocol ?? ALL}:${following.cursor}`, total: null };
}

function listings(settings: ThingSpaceSettings): readonly (ListedProtocol | null)[] {
  return settings.apiVersion === 'v1' ? [null] : settings.protocols;
}

function placeOf(settings: ThingSpaceSettings, cursor: string | null): Place {
  const [first = null] = listings(settings);
  if (cursor === null) return { protocol: first, cursor: START };
  const [, name, seen = ''] = /^([A-Z0-9]{1,8}):(\d{1,15})$/.exec(cursor) ?? [];
  const protocol = listings(settings).find((listing) => (listing ?? ALL) === name);
  if (protocol === undefined || (seen !== START && !isPlace(seen))) {
    throw callerError('BAD_CURSOR', 'This cursor was not made here.', 'Use an `endCursor` of the same list.');
  }
  return { protocol, cursor: seen };
}

function listingAfter(settings: ThingSpaceSettings, place: Place): Place | null {
  const all = listings(settings);
  const protocol = all[all.indexOf(place.protocol) + 1];
  return protocol === undefined ? null : { protocol, cursor: START };
}

/** Devices of another listing would come twice. What a listing may hold besides its own is NONE, or a word new to us. */
function checkProtocol(
  settings: ThingSpaceSettings,
  asked: ListedProtocol | null,
  rows: readonly DeviceRow[],
): void {
  if (asked === null) return;
  for (const row of rows) {
    const told = protocolOf(row.protocol ?? row.distributionType);
    if (told !== asked && PROTOCOLS.some((name) => name === told)) {
      throw badResponse(
        settings.key,
        'The provider listed devices of another protocol than the one asked for.',
      );
    }
  }
}
