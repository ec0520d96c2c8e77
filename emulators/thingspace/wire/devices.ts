// State to wire: license rows, devices of each version, and the pieces of a page (thingspace contract 4.2 and 6).
import { imei } from '../../seed/organisation.ts';
import type { Page } from '../paging.ts';
import type { Account } from '../seed/accounts.ts';
import { device, type Device } from '../seed/devices.ts';
import { assignment, shownAt } from '../state/licenses.ts';
import type { ThingspaceState } from '../state/state.ts';
import { amount, choice } from '../switches.ts';
import { goTime, isoTime, slashTime, trimmedTime } from './times.ts';

/** The list of a summary; an empty one has three plausible forms (thingspace contract 9.14). */
export function summaryList(
  state: ThingspaceState,
  rows: readonly object[],
): { deviceList?: readonly object[] | null } {
  if (rows.length > 0) return { deviceList: rows };
  switch (choice(state.switches, 'emptyDeviceList')) {
    case 'array':
      return { deviceList: [] };
    case 'null':
      return { deviceList: null };
    case 'absent':
      return {};
  }
}

/** `{deviceId, assignmentTime}` of the licensed devices of a page. */
export function licenseRows(
  state: ThingspaceState,
  account: Account,
  page: Page,
  goStyle: boolean,
): object[] {
  const asOf = shownAt(state);
  return page.indexes.map((index) => {
    const license = assignment(state, account, index, asOf);
    const { at, nanoseconds } = license ?? { at: 0, nanoseconds: 0 };
    return { deviceId: imei(index), assignmentTime: goStyle ? goTime(at, nanoseconds) : isoTime(at) };
  });
}

/** `hasMoreData`, cursor and limit of a v2 or v3 page. */
export function pageFields(state: ThingspaceState, page: Page): object {
  const last = page.indexes.at(-1);
  const cursor = last === undefined ? '0' : imei(last);
  const form = page.hasMoreData ? 'last' : choice(state.switches, 'lastPageCursor');
  return {
    hasMoreData: page.hasMoreData,
    ...(form !== 'absent' && { lastSeenDeviceId: form === 'zero' ? '0' : cursor }),
    maxPageSize: amount(state.switches, 'maxPageSize'),
  };
}

/** The v1 cursor is a number, which drops a leading zero, and 0 on the last page (thingspace contract 4.2 and 5). */
export function numericCursor(page: Page): number {
  const last = page.indexes.at(-1);
  return page.hasMoreData && last !== undefined ? Number(imei(last)) : 0;
}

/** A device as v1 lists it. */
export function deviceV1(state: ThingspaceState, account: Account, index: number): object {
  const found = device(index);
  return {
    ...common(state, account, found),
    firmware: firmware(found),
    upgradeTime: slashTime(found.upgradedAt),
  };
}

/** A device as v2 lists it: software in place of firmware, and its protocol under another name. */
export function deviceV2(state: ThingspaceState, account: Account, index: number): object {
  const found = device(index);
  return {
    ...common(state, account, found),
    appFotaEligible: found.protocol === 'HTTP',
    distributionType: distributionType(found.protocol),
    softwareList: softwareList(found),
    ...listingTimes(found),
  };
}

/** A device as the v3 listing has it. */
export function deviceV3(state: ThingspaceState, account: Account, index: number): object {
  const found = device(index);
  return {
    ...common(state, account, found),
    firmware: firmware(found),
    status: statusOf(found),
    protocol: found.protocol,
    softwareList: softwareList(found),
    ...(index % 10 === 3 && {
      fileList: [{ name: 'config.json', version: '3', upgradeTime: goTime(found.createdAt) }],
    }),
    ...listingTimes(found),
  };
}

/** A device as the v3 batch look-up has it: `statusTime` where listings have `upgradeTime`. */
export function foundDevice(state: ThingspaceState, account: Account, index: number): object {
  const found = device(index);
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

/** Always a text, for the published clients throw without one; a device that never connected has told none (thingspace contract 6.1). */
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

function listingTimes(found: Device): object {
  return {
    createTime: goTime(found.createdAt),
    ...(found.upgradedAt !== undefined && { upgradeTime: goTime(found.upgradedAt) }),
    updateTime: goTime(found.upgradedAt ?? found.createdAt),
    ...(found.connectedAt !== undefined && { refreshTime: goTime(found.connectedAt) }),
  };
}
