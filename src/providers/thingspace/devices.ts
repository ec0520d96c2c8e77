// Devices, as four lists and look-ups of ThingSpace tell them (thingspace contract 6). Each form tells other fields: one that
// a form does not have stays away, so that the look-up by IMEI can still be asked for it.
import type { Device, DeviceFacts, SoftwareItem } from '../../domain/assignee.ts';
import { isImei } from './pages.ts';
import type { ApiVersion } from './settings.ts';
import type { DeviceRow, M2mDevice, SoftwareRow } from './wire.ts';

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

/** A row of a listing. */
export function listedDevice(
  accountKey: string,
  version: ApiVersion,
  row: DeviceRow,
  listedAfter: string,
): Device {
  return device(accountKey, row.deviceId, { ...TOLD[version](row), listedAfter });
}

/** A row of the look-up by IMEI. */
export function foundDevice(accountKey: string, row: DeviceRow): Device {
  return device(accountKey, row.deviceId, { ...v3Facts(row), lastConnectedAt: row.lastConnectionTime });
}

/** A device as the connectivity API knows it, which says nothing of firmware and licenses (contract 6.3). */
export function connectedDevice(accountKey: string, imei: string, row: M2mDevice): Device {
  return device(accountKey, imei, {
    mdn: m2mId(row, 'mdn'),
    make: null,
    model: null,
    firmware: null,
    protocol: null,
    rawProtocol: null,
    fotaEligible: null,
    licenseAssigned: null,
    status: row.carrierInformations[0]?.state ?? null,
    software: null,
    createdAt: row.createdAt,
    refreshedAt: null,
    lastConnectedAt: row.lastConnectionDate,
  });
}

/** The id of this kind; kinds come in either case (contract 6.3). */
export function m2mId(row: M2mDevice, kind: 'imei' | 'mdn'): string | null {
  return row.deviceIds.find((id) => id.kind.toLowerCase() === kind)?.id ?? null;
}

function device(accountKey: string, id: string, facts: Partial<Device>): Device {
  return {
    ...facts,
    kind: 'DEVICE',
    accountKey,
    externalId: id,
    displayName: null, // ThingSpace has no names for devices
    imei: isImei(id) ? id : null,
    // Nobody needs to ask what a device without a license holds.
    ...(facts.licenseAssigned === false && { assignments: [] }),
  };
}

const TOLD: Readonly<Record<ApiVersion, (row: DeviceRow) => Partial<DeviceFacts>>> = {
  v1: (row) => ({ ...commonFacts(row), firmware: row.firmware }),
  v2: (row) => ({ ...commonFacts(row), ...laterFacts(row, row.distributionType) }),
  v3: v3Facts,
};

function v3Facts(row: DeviceRow): Partial<DeviceFacts> {
  return {
    ...commonFacts(row),
    ...laterFacts(row, row.protocol),
    firmware: row.firmware,
    status: row.status,
  };
}

function commonFacts(row: DeviceRow): Partial<DeviceFacts> {
  const { mdn, make, model, fotaEligible, licenseAssigned } = row;
  return { mdn, make, model, fotaEligible, licenseAssigned };
}

function laterFacts(row: DeviceRow, rawProtocol: string | null): Partial<DeviceFacts> {
  return {
    protocol: protocolOf(rawProtocol),
    rawProtocol,
    software: row.softwareList?.map(softwareItem) ?? null,
    createdAt: row.createTime,
    refreshedAt: row.refreshTime,
  };
}

function softwareItem({ name, version, upgradeTime }: SoftwareRow): SoftwareItem {
  return { name, version, upgradedAt: upgradeTime };
}
