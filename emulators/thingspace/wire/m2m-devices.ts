// The JSON of a device in connectivity management (thingspace contract 6.3).
import { DAY, startOfDay } from '../../seed/moments.ts';
import type { Account } from '../seed/accounts.ts';
import { device } from '../seed/devices.ts';
import type { ThingspaceState } from '../state/state.ts';
import { easternTime } from './times.ts';

/** A device as this API has it. */
export interface M2mDevice {
  readonly accountName: string;
  readonly connected: boolean;
  readonly ipAddress: string;
  readonly createdAt: string;
  readonly lastConnectionDate?: string;
  readonly deviceIds: readonly { readonly id: string; readonly kind: string }[];
  readonly carrierInformations: readonly {
    readonly carrierName: string;
    readonly servicePlan: string;
    readonly state: string;
  }[];
  readonly groupNames: readonly string[];
  readonly customFields: readonly { readonly key: string; readonly value: string }[];
  readonly extendedAttributes: readonly { readonly key: string; readonly value: string }[];
  readonly billingCycleEndDate: string;
}

/** The `DeviceId` of the first device. */
export const FIRST_DEVICE_ID = 100_000_000;

/** The device with this index. The next page is asked for with its `DeviceId` as `largestDeviceIdSeen`. */
export function m2mDevice({ seededAt }: ThingspaceState, account: Account, index: number): M2mDevice {
  const found = device(index, seededAt);
  const seen = found.connectedAt;
  return {
    accountName: account.name,
    connected: seen !== undefined && index % 3 !== 0,
    ipAddress: `10.${Math.floor(index / 65_536) % 256}.${Math.floor(index / 256) % 256}.${index % 256}`,
    createdAt: easternTime(found.createdAt),
    ...(seen !== undefined && { lastConnectionDate: easternTime(seen) }),
    deviceIds: [
      { id: found.mdn, kind: 'mdn' },
      { id: found.imei, kind: 'imei' },
    ],
    carrierInformations: [
      {
        carrierName: 'Verizon Wireless',
        servicePlan: index % 4 === 0 ? 'PLAN-B' : 'PLAN-A',
        state: index % 25 === 24 ? 'suspend' : 'active',
      },
    ],
    groupNames: index % 10 === 0 ? ['Default', 'Fleet'] : ['Default'],
    customFields: [{ key: 'CustomField1', value: `site-${index % 180}` }],
    extendedAttributes: [{ key: 'DeviceId', value: String(FIRST_DEVICE_ID + index) }],
    billingCycleEndDate: easternTime(startOfDay(seededAt) + 10 * DAY),
  };
}
