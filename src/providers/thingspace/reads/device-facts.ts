// Devices, as four lists and look-ups of ThingSpace tell them (thingspace contract 6). Each form tells other fields: one that
// a form does not have, or has in other words than the look-up by IMEI, stays away, so that the read which tells it is asked and a
// device has one value on every path.
import type { Device, DeviceFacts, SoftwareItem } from '../../../domain/assignee.ts';
import type { ConnectedRow, DeviceRow, FoundRow, SoftwareRow } from '../wire/wire.ts';
import type { ApiVersion, ThingSpaceSettings } from '../settings.ts';

const PROTOCOLS: Readonly<Record<string, DeviceFacts['protocol']>> = {
  LWM2M: 'LWM2M',
  OMADM: 'OMADM',
  'OMD-DM': 'OMADM', // sic, in v2 (contract 6.2)
  HTTP: 'HTTP',
  NONE: 'NONE',
};

/** The domain's word for a protocol of ThingSpace. */
export function protocolOf(raw: string | null): DeviceFacts['protocol'] {
  return raw === null ? null : (PROTOCOLS[raw] ?? 'UNKNOWN');
}

/** Protocols that v2 and v3 spell alike. */
const SAME_WORD: ReadonlySet<string> = new Set(['LWM2M', 'HTTP', 'NONE']);

/** A row of a list. */
export function listedDevice(settings: ThingSpaceSettings, row: DeviceRow, listedAfter: string): Device {
  const { key, apiVersion, deviceLookup } = settings;
  const { status, createdAt, ...facts } = TOLD[apiVersion](row, deviceLookup);
  // The connectivity API has a state of its own, and came to know the device at a time of its own.
  const alike = deviceLookup === 'm2m' ? {} : { status, createdAt };
  return device(key, row.imei, told({ ...facts, ...alike }), { listedAfter });
}

/**
 * A row of the look-up by IMEI. What it leaves out does not exist, but for yes and no, which cannot be missing, and for software,
 * which lists tell and its sample does not (contract 6.1): those are left to be read from there.
 */
export function foundDevice(accountKey: string, row: FoundRow): Device {
  const facts = told({
    mdn: row.mdn ?? null,
    make: row.make ?? null,
    model: row.model ?? null,
    firmware: row.firmware ?? null,
    protocol: protocolOf(row.rawProtocol ?? null),
    rawProtocol: row.rawProtocol ?? null,
    fotaEligible: row.fotaEligible,
    licenseAssigned: row.licenseAssigned,
    status: row.status ?? null,
    software: row.software?.map(softwareItem),
    createdAt: row.createdAt ?? null,
    refreshedAt: row.refreshedAt ?? null,
    lastConnectedAt: row.lastConnectedAt ?? null,
  });
  return device(accountKey, row.imei, facts);
}

/** A device as the connectivity API knows it, which says nothing of firmware and licenses (contract 6.3). */
export function connectedDevice(accountKey: string, { imei, ...facts }: ConnectedRow): Device {
  return device(accountKey, imei, facts);
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
    // What a device without a license holds need not be read.
    ...(facts.licenseAssigned === false && { assignments: [] }),
  };
}

type MaybeTold = { readonly [Name in keyof DeviceFacts]?: DeviceFacts[Name] | undefined };

/** Without the fields that a row does not tell. */
function told(facts: MaybeTold): Partial<DeviceFacts> {
  const entries = Object.entries(facts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<DeviceFacts>; // undefined was all that told them apart
}

type Lookup = ThingSpaceSettings['deviceLookup'];

/** What a row of a list tells, by version of the API. */
const TOLD: Readonly<Record<ApiVersion, (row: DeviceRow, lookup: Lookup) => MaybeTold>> = {
  v1: (row) => ({ ...commonFacts(row), firmware: row.firmware }),
  v2: (row, lookup) => ({ ...commonFacts(row), ...laterFacts(row), ...v2Protocol(row, lookup) }),
  v3: (row) => ({
    ...commonFacts(row),
    ...laterFacts(row),
    protocol: row.rawProtocol === undefined ? undefined : protocolOf(row.rawProtocol),
    rawProtocol: row.rawProtocol,
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
    software: row.software?.map(softwareItem),
    createdAt: row.createdAt,
    refreshedAt: row.refreshedAt,
  };
}

/** Where devices are looked up in v3, the word of that API is used; one that it may spell otherwise is left out. */
function v2Protocol({ distributionType: word }: DeviceRow, lookup: Lookup): MaybeTold {
  if (word === undefined) return {};
  const protocol = protocolOf(word);
  if (lookup === 'm2m' || word === null || SAME_WORD.has(word)) return { protocol, rawProtocol: word };
  return protocol === 'UNKNOWN' ? {} : { protocol };
}

function softwareItem({ name, version, upgradedAt }: SoftwareRow): SoftwareItem {
  return { name: name ?? null, version: version ?? null, upgradedAt: upgradedAt ?? null };
}
