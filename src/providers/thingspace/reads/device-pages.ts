// Devices of an account, page by page: protocol after protocol in v2 and v3, because a list without one may hold LWM2M
// devices only (thingspace contract 6.2); all at once in v1.
import type { Device } from '../../../domain/assignee.ts';
import type { Call } from '../../../domain/call.ts';
import type { Page } from '../../../domain/page.ts';
import { callerError } from '../../../domain/problem.ts';
import { badResponse, gapOf, type ParsedRows } from '../../../upstream/parse.ts';
import { listDevices } from '../client.ts';
import type { Context } from '../context.ts';
import { START, isImei } from '../ids.ts';
import { PROTOCOLS, type ListedProtocol } from '../settings.ts';
import type { DevicePage, DeviceRow } from '../wire/wire.ts';
import { listedDevice, protocolOf } from './device-facts.ts';
import { nextCursor, noPlace, withoutRepeats } from './pages.ts';

/** One of the lists an account has; null for v1's only one. */
export type DeviceList = ListedProtocol | null;

/** A place in the lists: which one, and the last IMEI seen there. Written `LWM2M:359000000000011`, that of v1 `ALL:0`. */
interface Place {
  readonly protocol: DeviceList;
  readonly cursor: string;
}

const ALL = 'ALL';

/** The lists of an account, in the order they are walked. */
export function deviceLists({ settings }: Context): readonly DeviceList[] {
  return settings.apiVersion === 'v1' ? [null] : settings.protocols;
}

/** A page with the rows that were left out of it. */
interface DeviceRows extends ParsedRows<Device> {
  readonly next: string | null;
}

/** One page of the walk through all lists. Its size is ThingSpace's own: no parameter sets it (thingspace contract 5). */
export async function readDevices(
  context: Context,
  cursor: string | null,
  call: Call,
): Promise<Page<Device>> {
  return pageOf(await walkDevices(context, cursor, call));
}

/** The same, with the ids of rows that were left out. */
export async function walkDevices(context: Context, cursor: string | null, call: Call): Promise<DeviceRows> {
  const place = placeOf(context, cursor);
  const page = await readDeviceRows(context, place, call);
  const following = page.next === null ? listAfter(context, place) : { ...place, cursor: page.next };
  return { ...page, next: following && `${following.protocol ?? ALL}:${following.cursor}` };
}

/** One page of one list; `next` is the last IMEI seen. */
export async function readDevicePage(context: Context, place: Place, call: Call): Promise<Page<Device>> {
  return pageOf(await readDeviceRows(context, place, call));
}

function pageOf({ rows, next, ...rest }: DeviceRows): Page<Device> {
  return { items: rows, next, total: null, gap: gapOf(rest) };
}

async function readDeviceRows(context: Context, place: Place, call: Call): Promise<DeviceRows> {
  const page = await listDevices(context, place.protocol, place.cursor, call);
  const next = nextCursor(page, place.cursor, context.accountKey);
  if (next !== null && !isImei(next)) throw noPlace(context.accountKey);
  const own = ofProtocol(context, place.protocol, page);
  let before = place.cursor;
  const rows = withoutRepeats(own.rows).map((row) => {
    const device = listedDevice(context.settings, row, before);
    before = row.imei;
    return device;
  });
  return { ...own, rows, next };
}

function placeOf(context: Context, cursor: string | null): Place {
  const [first = null] = deviceLists(context);
  if (cursor === null) return { protocol: first, cursor: START };
  const [, name, seen = ''] = /^([A-Z0-9]{1,8}):(\d{1,15})$/.exec(cursor) ?? [];
  const protocol = deviceLists(context).find((list) => (list ?? ALL) === name);
  if (protocol === undefined || (seen !== START && !isImei(seen))) {
    throw callerError('BAD_CURSOR', 'This cursor was not made here.', 'Use an `endCursor` of the same list.');
  }
  return { protocol, cursor: seen };
}

function listAfter(context: Context, place: Place): Place | null {
  const all = deviceLists(context);
  const protocol = all[all.indexOf(place.protocol) + 1];
  return protocol === undefined ? null : { protocol, cursor: START };
}

/**
 * The rows of this list: devices of another one would come twice. What a list may hold besides its own is NONE, or a word new
 * to us. Throws when there is nothing but devices of another one: then it is another list.
 */
function ofProtocol(
  context: Context,
  asked: DeviceList,
  { rows, leftOut }: DevicePage,
): ParsedRows<DeviceRow> {
  const own = rows.filter((row) => !isOfAnother(row, asked));
  const leftOutIds = rows.filter((row) => isOfAnother(row, asked)).map(({ imei }) => imei);
  if (leftOutIds.length > 0 && own.length === 0) {
    throw badResponse(
      context.accountKey,
      'The provider listed devices of another protocol than the one asked for.',
    );
  }
  for (const _id of leftOutIds) context.upstream.drift.note('devices.protocol', 'another than asked for');
  return { rows: own, leftOut: leftOut + leftOutIds.length, leftOutIds };
}

function isOfAnother({ rawProtocol, distributionType }: DeviceRow, asked: DeviceList): boolean {
  const told = protocolOf(rawProtocol ?? distributionType ?? null);
  return asked !== null && told !== asked && PROTOCOLS.some((name) => name === told);
}
