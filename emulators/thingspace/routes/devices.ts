// Devices of an account: lists of three versions and the v3 look-up by IMEI (thingspace contract 6.1 and 6.2).
import type { Reply, Route } from '../../core/http.ts';
import { fotaRoute, type FotaCall } from '../call.ts';
import { invalidParameter } from '../errors.ts';
import { afterCursor, afterPathCursor, pageOf, type Page } from '../pages.ts';
import { requireDeviceList } from '../requests/device-list.ts';
import type { Account } from '../seed/accounts.ts';
import { protocolOf } from '../seed/devices.ts';
import { goneIndexes, presentIndex } from '../state/devices.ts';
import type { ThingspaceState } from '../state/state.ts';
import { choice } from '../switches.ts';
import { deviceV1, deviceV2, deviceV3, distributionType, foundDevice } from '../wire/devices.ts';
import { numericCursor, pageFields } from '../wire/pages.ts';

/** Device reads of Software Management. */
export const deviceRoutes: readonly Route<ThingspaceState>[] = [
  fotaRoute('GET', '/v1/devices/:account/index/:startIndex', listV1),
  fotaRoute('GET', '/v2/devices/:account', listV2),
  fotaRoute('GET', '/v3/devices/:account', listV3),
  fotaRoute('POST', '/v3/devices/:account', lookUp),
];

function listV1({ request, state, account }: FotaCall): Reply {
  const wanted = oneOf(request.query.get('clientType'), ['OMADM', 'LWM2M']);
  const from = afterPathCursor(state, account, request.params['startIndex'] ?? '');
  const page = present(state, account, from, (index) => wanted === undefined || protocolOf(index) === wanted);
  const body = {
    accountName: account.name,
    hasMoreData: page.hasMoreData,
    lastSeenDeviceId: numericCursor(page),
    deviceList: page.indexes.map((index) => deviceV1(state, account, index)),
  };
  return { status: 200, body };
}

function listV2({ request, state, account }: FotaCall): Reply {
  const wanted = oneOf(request.query.get('distributionType'), ['LWM2M', 'OMD-DM', 'HTTP']);
  const from = afterCursor(state, account, request.query.get('lastSeenDeviceId'));
  const page = present(
    state,
    account,
    from,
    (index) => wanted === undefined || distributionType(protocolOf(index)) === wanted,
  );
  const body = {
    accountName: account.name,
    ...pageFields(state, page),
    deviceList: page.indexes.map((index) => deviceV2(state, account, index)),
  };
  return { status: 200, body };
}

/** Without a protocol only LWM2M devices are listed, unless switched otherwise (thingspace contract 9.15). */
function listV3({ request, state, account }: FotaCall): Reply {
  const omitted = choice(state.switches, 'omittedProtocol') === 'all' ? undefined : 'LWM2M';
  const wanted = oneOf(request.query.get('protocol'), ['LWM2M', 'OMADM', 'HTTP']) ?? omitted;
  const from = afterCursor(state, account, request.query.get('lastSeenDeviceId'));
  const page = present(state, account, from, (index) => wanted === undefined || protocolOf(index) === wanted);
  const body = {
    accountName: account.name,
    ...pageFields(state, page),
    deviceList: page.indexes.map((index) => deviceV3(state, account, index)),
  };
  return { status: 200, body };
}

/** The look-up of many devices: no protocol, no pages; an unknown device is a row that says so. */
function lookUp(call: FotaCall): Reply {
  const { state, account } = call;
  const { deviceList } = requireDeviceList(call);
  const rows = deviceList.flatMap((deviceId) => {
    const index = presentIndex(state, account, deviceId);
    return index >= 0 ? [foundDevice(state, account, index)] : unknownDevice(state, deviceId);
  });
  const body = {
    accountName: account.name,
    deviceCount: rows.length,
    deviceList: choice(state.switches, 'resultOrder') === 'reversed' ? rows.toReversed() : rows,
  };
  return { status: 200, body };
}

function unknownDevice(state: ThingspaceState, deviceId: string): object[] {
  switch (choice(state.switches, 'unknownDevice')) {
    case 'row':
      return [{ deviceId, requestStatus: 'Failure', resultReason: 'Device does not exist.' }];
    case 'row-without-reason':
      return [{ deviceId, requestStatus: 'Failure' }];
    case 'omitted':
      return [];
  }
}

/** One page of the devices that the account still has. */
function present(
  state: ThingspaceState,
  account: Account,
  from: number,
  accept: (index: number) => boolean,
): Page {
  const gone = goneIndexes(state, account);
  return pageOf(state, account, from, (index) => !gone.has(index) && accept(index));
}

/** A filter: omitted or empty it filters nothing; an unknown value is refused. */
function oneOf(value: string | null, words: readonly string[]): string | undefined {
  if (value === null || value === '') return undefined;
  if (!words.includes(value)) throw invalidParameter('Input binding error');
  return value;
}
