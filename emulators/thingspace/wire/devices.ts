// The JSON of devices, in the shape of each version (thingspace contract 6.1 and 6.2).
import type { Account } from '../seed/accounts.ts';
import { device, type Device } from '../seed/devices.ts';
import { assignment, shownAt } from '../state/licenses.ts';
import type { ThingspaceState } from '../state/state.ts';
import { choice } from '../switches.ts';
import { goTime, slashTime, trimmedTime } from './times.ts';

/** A device as v1 lists it. */
export function deviceV1(state: ThingspaceState, account: Account, index: number): object {
  const found = device(index, state.seededAt);
  return {
    ...common(state, account, found),
    firmware: firmware(found),
    upgradeTime: slashTime(found.upgradedAt),
  };
}

/** A device as v2 lists it: software in place of firmware, and its protocol under another name. */
export function deviceV2(state: ThingspaceState, account: Account, index: number): object {
  const found = device(index, state.seededAt);
  return {
    ...common(state, account, found),
    appFotaEligible: found.protocol === 'HTTP',
    distributionType: distributionType(found.protocol),
    softwareList: softwareList(found),
    ...listedTimes(found),
  };
}

/** A device as the v3 list has it. */
export function deviceV3(state: ThingspaceState, account: Account, index: number): object {
  const found = device(index, state.seededAt);
  return {
    ...common(state, account, found),
    firmware: firmware(found),
    status: statusOf(found),
    protocol: found.protocol,
    softwareList: softwareList(found),
    ...(index % 10 === 3 && {
      fileList: [{ name: 'config.json', version: '3', upgradeTime: goTime(found.createdAt) }],
    }),
    ...listedTimes(found),
  };
}

/** A device as the v3 batch look-up has it: `statusTime` where lists have `upgradeTime`. */
export function foundDevice(state: ThingspaceState, account: Account, index: number): object {
  const found = device(index, state.seededAt);
  const seen = found.connectedAt;
  return {
    ...common(state, account, found),
    firmware: firmware(found),
    status: statusOf(found),
    protocol: found.protocol,
    ...(choice(state.switches, 'lookupSoftware') === 'told' && { softwareList: softwareList(found) }),
    createTime: goTime(found.createdAt),
    statusTime: goTime(found.upgradedAt ?? found.createdAt),
    ...(seen !== undefined && { refreshTime: goTime(seen), lastConnectionTime: trimmedTime(seen) }),
  };
}

/** The v2 word for a protocol; one of them is misspelt by the provider (thingspace contract 6.2). */
export function distributionType(protocol: Device['protocol']): string {
  return protocol === 'OMADM' ? 'OMD-DM' : protocol;
}

function common(state: ThingspaceState, account: Account, found: Device): object {
  return {
    deviceId: found.imei,
    mdn: found.mdn,
    model: found.model,
    make: found.make,
    fotaEligible: found.fotaEligible,
    licenseAssigned: assignment(state, account, found.index, shownAt(state)) !== undefined,
  };
}

/** The firmware: empty for a device that never connected, never absent, as the published clients throw without it (thingspace contract 6.1). */
function firmware(found: Device): string {
  return found.connectedAt === undefined ? '' : found.firmware;
}

function softwareList(found: Device): object[] {
  if (found.connectedAt === undefined || found.protocol === 'NONE') return [];
  return [{ name: found.firmware, version: '1', upgradeTime: goTime(found.upgradedAt ?? found.createdAt) }];
}

function statusOf(found: Device): string {
  return found.connectedAt === undefined ? 'Inactive' : 'Active';
}

function listedTimes(found: Device): object {
  return {
    createTime: goTime(found.createdAt),
    ...(found.upgradedAt !== undefined && { upgradeTime: goTime(found.upgradedAt) }),
    updateTime: goTime(found.upgradedAt ?? found.createdAt),
    ...(found.connectedAt !== undefined && { refreshTime: goTime(found.connectedAt) }),
  };
}
