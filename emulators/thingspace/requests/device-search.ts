// The criteria of connectivity management's device list (thingspace contract 6.3).
import { z } from 'zod';
import type { M2mDevice } from '../wire/m2m-devices.ts';

/** A kind of id, in any letter case: both `imei` and `IMEI` are seen in requests. */
const Kind = z.string().transform((kind) => kind.toLowerCase());
const DeviceId = z.object({ id: z.string(), kind: Kind });
const IdFilter = z.object({
  kind: Kind,
  contains: z.string().optional(),
  startswith: z.string().optional(),
  endswith: z.string().optional(),
});
/** The body of the device list: criteria that must all hold. */
export const DeviceSearch = z.object({
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
/** The body after parsing. */
export type DeviceSearch = z.output<typeof DeviceSearch>;

/** Whether a device meets every criterion of a search. */
export function matches(found: M2mDevice, search: DeviceSearch): boolean {
  const { customFields = [], filter } = search;
  return (
    matchesCarrier(found, search) &&
    matchesAge(found, search) &&
    (search.groupName === undefined || found.groupNames.includes(search.groupName)) &&
    customFields.every((field) => hasCustomField(found, field)) &&
    (filter?.deviceIdentifierFilters ?? []).every((idFilter) => matchesId(found, idFilter))
  );
}

function matchesCarrier(found: M2mDevice, { currentState, servicePlan }: DeviceSearch): boolean {
  const carrier = found.carrierInformations[0];
  return (
    (currentState === undefined || currentState.toLowerCase() === carrier?.state) &&
    (servicePlan === undefined || servicePlan === carrier?.servicePlan)
  );
}

function matchesAge(found: M2mDevice, { earliest, latest }: DeviceSearch): boolean {
  const created = Date.parse(found.createdAt);
  const isEarly = earliest !== undefined && created < Date.parse(earliest);
  const isLate = latest !== undefined && created > Date.parse(latest);
  return !isEarly && !isLate;
}

function hasCustomField(found: M2mDevice, wanted: { readonly key: string; readonly value: string }): boolean {
  return found.customFields.some(({ key, value }) => key === wanted.key && value === wanted.value);
}

function matchesId(found: M2mDevice, filter: z.output<typeof IdFilter>): boolean {
  const id = found.deviceIds.find(({ kind }) => kind === filter.kind)?.id;
  if (id === undefined) return false;
  return (
    id.includes(filter.contains ?? '') &&
    id.startsWith(filter.startswith ?? '') &&
    id.endsWith(filter.endswith ?? '')
  );
}
