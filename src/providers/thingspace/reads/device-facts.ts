// Devices, as four lists and look-ups of ThingSpace tell them (thingspace contract 6). Each form tells other fields: one that
// a form does not have, or has in other words than the look-up by IMEI, stays away, so that the read which tells it is asked and a
// device has one value on every path.
import type { Device, DeviceFacts, SoftwareItem } from '../../../domain/assignee.ts';
import type { DeviceRow, FoundRow, M2mDevice, SoftwareRow } from '../wire/wire.ts';
import type { ApiVersion, ThingSpaceSettings } from '../settings.ts';

const PROTOCOLS: Readonly<Record<string, DeviceFacts['protocol']>> = {
  LWM2M: 'LWM2M',
  OMADM: 'OMADM',
  'OMD-DM': 'OMADM', // sic, in v2 (contract 6.2)
  HTTP: 'HTTP',
  NONE: 'NONE',
};

/** Our word for a protocol of theirs. */
export function protocolOf(raw: string | null): DeviceFacts['protocol'] {
  return raw === null ? null : (PROTOCOLS[raw] ?? 'UNKNOWN');
}

/** Those that v2 and v3 call by one word. */
const SAME_WORD: ReadonlySet<string> = new Set(['LWM2M', 'HTTP', 'NONE']);

/** A row of a listing. */
export function listedDevice(settings: ThingSpaceSettings, row: DeviceRow, listedAfter: string): Device {
  const { key, apiVersion, deviceLookup } = settings;
  const { status, createdAt, ...facts } = TOLD[apiVersion](row, deviceLookup);
  // The connectivity API has a state of its own, and came to know the device at a time of its own.
  const alike = deviceLookup === 'm2m' ? {} : { status, createdAt };
  return device(key, row.deviceId, told({ ...facts, ...alike }), { listedAfter });
}

/**
 * A row of the look-up by IMEI. What it leaves out does not exist, but for yes and no, which cannot be missing, and for software,
 * which listings tell and its sample does not (contract 6.1): those are left to be read from there.
 */
export function foundDevice(accountKey: string, row: FoundRow): Device {
  const facts = told({
    mdn: row.mdn ?? null,
    make: row.make ?? null,
    model: row.model ?? null,
    firmware: row.firmware ?? null,
    protocol: protocolOf(row.protocol ?? null),
    rawProtocol: row.protocol ?? null,
    fotaEligible: row.fotaEligible,
    licenseAssigned: row.licenseAssigned,
    status: row.status ?? null,
    software: row.softwareList?.map(softwareItem),
    createdAt: row.createTime ?? null,
    refreshedAt: row.refreshTime ?? null,
    lastConnectedAt: row.lastConnectionTime ?? null,
  });
  return device(accountKey, row.deviceId, facts);
}

/** A device as the connectivity API knows it, which says nothing of firmware and licenses (contract 6.3). */
export function connectedDevice(accountKey: string, row: M2mDevice): Device {
  return device(accountKey, row.deviceIds.imei, {
    mdn: row.deviceIds.mdn,
    status: row.carrierInformations?.[0]?.state ?? null,
    createdAt: row.createdAt ?? null,
    lastConnectedAt: row.lastConnectionDate ?? null,
  });
}

function device(
  accountKey: string,
  imei: string,
  facts: Partial<DeviceFacts>,
  rest: Pick<Device, 'listedAfter'> = {},
): Device {
  return {
    ...facts,
    ...rest,
    kind: 'DEVICE',
    accountKey,
    externalId: imei,
    displayName: null, // ThingSpace has no names for devices
    imei,
    // Nobody needs to ask what a device without a license holds.
    ...(facts.licenseAssigned === false && { assignments: [] }),
  };
}

type MaybeTold = { readonly [Name in keyof DeviceFacts]?: DeviceFacts[Name] | undefined };

/** Without what a row says nothing of. */
function told(facts: MaybeTold): Partial<DeviceFacts> {
  const entries = Object.entries(facts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<DeviceFacts>; // undefined was all that told them apart
}

type Lookup = ThingSpaceSettings['deviceLookup'];

const TOLD: Readonly<Record<ApiVersion, (row: DeviceRow, lookup: Lookup) => MaybeTold>> = {
  v1: (row) => ({ ...commonFacts(row), firmware: row.firmware }),
  v2: (row, lookup) => ({ ...commonFacts(row), ...laterFacts(row), ...v2Protocol(row, lookup) }),
  v3: (row) => ({
    ...commonFacts(row),
    ...laterFacts(row),
    protocol: row.protocol === undefined ? undefined : protocolOf(row.protocol),
    rawProtocol: row.protocol,
    firmware: row.firmware,
    status: row.status,
  }),
};

function commonFacts(row: DeviceRow): MaybeTold {
  const { mdn, make, model, fotaEligible, licenseAssigned } = row;
  return { mdn, make, model, fotaEligible, licenseAssigned };
}

function laterFacts(row: DeviceRow): MaybeTold {
  return {
    software: row.softwareList?.map(softwareItem),
    createdAt: row.createTime,
    refreshedAt: row.refreshTime,
  };
}

/** Where the look-up of v3 is asked, its word counts; a word it may spell otherwise is not handed on. */
function v2Protocol({ distributionType: word }: DeviceRow, lookup: Lookup): MaybeTold {
  if (word === undefined) return {};
  const protocol = protocolOf(word);
  if (lookup === 'm2m' || word === null || SAME_WORD.has(word)) return { protocol, rawProtocol: word };
  return protocol === 'UNKNOWN' ? {} : { protocol };
}

function softwareItem({ name, version, upgradeTime }: SoftwareRow): SoftwareItem {
  return { name: name ?? null, version: version ?? null, upgradedAt: upgradeTime ?? null };
}
