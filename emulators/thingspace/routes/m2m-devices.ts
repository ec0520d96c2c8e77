// Connectivity management's device list: another way to resolve a device, without licenses (thingspace contract 6.3).
import { z } from 'zod';
import { jsonBody, type EmulatedRequest, type Reply, type Route } from '../../core/http.ts';
import { answering, ownedAccount, requireM2mCaller } from '../auth.ts';
import { refusal } from '../errors.ts';
import type { Account } from '../seed/accounts.ts';
import { mdnIndex } from '../seed/devices.ts';
import { goneIndexes, presentIndex } from '../state/devices.ts';
import type { ThingspaceState } from '../state/state.ts';
import { amount } from '../switches.ts';
import { FIRST_DEVICE_ID, m2mDevice, type M2mDevice } from '../wire/m2m-devices.ts';

/** The kinds of id are compared without case: both `imei` and `IMEI` are seen in requests. */
const Kind = z.string().transform((kind) => kind.toLowerCase());
const DeviceId = z.object({ id: z.string(), kind: Kind });
const IdFilter = z.object({
  kind: Kind,
  contains: z.string().optional(),
  startswith: z.string().optional(),
  endswith: z.string().optional(),
});
const Search = z.object({
  accountName: z.string().optional(),
  deviceId: DeviceId.optional(),
  deviceList: z.array(DeviceId).optional(),
  filter: z.object({ deviceIdentifierFilters: z.array(IdFilter).optional() }).optional(),
  currentState: z.string().optional(),
  customFields: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
  groupName: z.string().optional(),
  servicePlan: z.string().optional(),
  earliest: z.string().optional(),
  latest: z.string().optional(),
  maxNumberOfDevices: z.number().int().min(0).optional(),
  largestDeviceIdSeen: z.number().int().min(0).optional(),
});
type Search = z.output<typeof Search>;

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
  const parsed = Search.safeParse(request.text === '' ? {} : jsonBody(request));
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
    const found = m2mDevice(account, index);
    if (!matches(found, parsed.data)) continue;
    // 202 is how this call says that there is more.
    if (devices.length === limit) return { status: 202, body: { hasMoreData: true, devices } };
    devices.push(found);
  }
  return { status: 200, body: { hasMoreData: false, devices } };
}

/** Named devices, or all of the account after the largest id seen. */
function* candidates(state: ThingspaceState, account: Account, search: Search): Generator<number> {
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

function matches(found: M2mDevice, search: Search): boolean {
  const carrier = found.carrierInformations[0];
  const created = Date.parse(found.createdAt);
  if (search.currentState !== undefined && search.currentState.toLowerCase() !== carrier?.state) return false;
  if (search.servicePlan !== undefined && search.servicePlan !== carrier?.servicePlan) return false;
  if (search.groupName !== undefined && !found.groupNames.includes(search.groupName)) return false;
  if (search.earliest !== undefined && created < Date.parse(search.earliest)) return false;
  if (search.latest !== undefined && created > Date.parse(search.latest)) return false;
  const asked = search.customFields ?? [];
  const has = (field: { key: string; value: string }): boolean =>
    found.customFields.some(({ key, value }) => key === field.key && value === field.value);
  return (
    asked.every(has) && (search.filter?.deviceIdentifierFilters ?? []).every((filter) => named(found, filter))
  );
}

function named(found: M2mDevice, filter: z.output<typeof IdFilter>): boolean {
  const id = found.deviceIds.find(({ kind }) => kind === filter.kind)?.id;
  if (id === undefined) return false;
  return (
    id.includes(filter.contains ?? '') &&
    id.startsWith(filter.startswith ?? '') &&
    id.endsWith(filter.endswith ?? '')
  );
}
