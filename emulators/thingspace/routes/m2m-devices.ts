// The device list of connectivity management, which has no licenses (thingspace contract 6.3).
import { jsonBody, type EmulatedRequest, type Reply, type Route } from '../../core/http.ts';
import { answering } from '../../core/refusal.ts';
import { ownedAccount, requireM2mCaller } from '../auth.ts';
import { refusal } from '../errors.ts';
import { DeviceSearch, matches } from '../requests/device-search.ts';
import type { Account } from '../seed/accounts.ts';
import { mdnIndex } from '../seed/devices.ts';
import { goneIndexes, presentIndex } from '../state/devices.ts';
import type { ThingspaceState } from '../state/state.ts';
import { amount } from '../switches.ts';
import { FIRST_DEVICE_ID, m2mDevice } from '../wire/m2m-devices.ts';

/** The one M2M route that reads devices. */
export const m2mDeviceRoutes: readonly Route<ThingspaceState>[] = [
  {
    method: 'POST',
    path: '/api/m2m/v1/devices/actions/list',
    handle: (request, state) => answering(() => list(request, state)),
  },
];

function list(request: EmulatedRequest, state: ThingspaceState): Reply {
  const caller = requireM2mCaller(request, state);
  const parsed = DeviceSearch.safeParse(request.text === '' ? {} : jsonBody(request));
  if (!parsed.success)
    throw refusal('UnifiedWebService.INPUT_INVALID.Request.Invalid', 'The request is not valid.');
  const own = state.accounts.find(({ username }) => username === caller.username)?.name ?? '';
  const account = ownedAccount(state, caller, parsed.data.accountName ?? own);
  if (!account)
    throw refusal('UnifiedWebService.REQUEST_FAILED.AccountNotFound', 'The account was not found.');
  const page = amount(state.switches, 'm2mRowsPerPage');
  const limit = Math.min(parsed.data.maxNumberOfDevices || page, page);
  const devices: object[] = [];
  for (const index of candidates(state, account, parsed.data)) {
    const found = m2mDevice(state, account, index);
    if (!matches(found, parsed.data)) continue;
    // 202 is how this call says that there is more.
    if (devices.length === limit) return { status: 202, body: { hasMoreData: true, devices } };
    devices.push(found);
  }
  return { status: 200, body: { hasMoreData: false, devices } };
}

/** Indexes of the named devices, or of all devices of the account after the largest id seen. */
function* candidates(state: ThingspaceState, account: Account, search: DeviceSearch): Generator<number> {
  const gone = goneIndexes(state, account);
  const named = [...(search.deviceId ? [search.deviceId] : []), ...(search.deviceList ?? [])];
  if (named.length > 0) {
    for (const { id, kind } of named) {
      const index = kind === 'mdn' ? mdnIndex(id) : kind === 'imei' ? presentIndex(state, account, id) : -1;
      if (index >= account.from && index < account.to && !gone.has(index)) yield index;
    }
    return;
  }
  const after = (search.largestDeviceIdSeen ?? 0) - FIRST_DEVICE_ID + 1;
  for (let index = Math.max(account.from, after); index < account.to; index += 1) {
    if (!gone.has(index)) yield index;
  }
}
