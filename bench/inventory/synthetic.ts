// An account whose lists are made up on the spot: what a sweep costs the store shows without any vendor.
import type { Assignment } from '../../src/domain/assignment.ts';
import type { Device } from '../../src/domain/assignee.ts';
import type { Sighting } from '../../src/domain/inventory/sighting.ts';
import type { License } from '../../src/domain/license.ts';
import type { InventorySection } from '../../src/providers/provider.ts';

/** What the account has. */
export interface Fleet {
  readonly accountKey: string;
  readonly devices: number;
  /** Milliseconds from one page to the next; 0: as fast as they are taken. */
  readonly pauseMs?: number;
}

/** Rows of a page. */
const PAGE = 1_000;
const LICENSES = 10;
/** Licenses of each device. */
export const HELD = 2;

/** Its sections: a catalogue, and devices with all that they hold. */
export function syntheticSections({ accountKey, devices, pauseMs = 0 }: Fleet): readonly InventorySection[] {
  const licenses = Array.from({ length: LICENSES }, (_, index) => licenseAt(accountKey, index));
  return [
    {
      name: 'licenses',
      lists: [{ what: 'LICENSES' }],
      page: () =>
        Promise.resolve({ items: licenses.map((license) => ({ license })), next: null, total: LICENSES }),
    },
    {
      name: 'devices',
      lists: [
        { what: 'ASSIGNEES', kind: 'DEVICE' },
        { what: 'HOLDINGS', kind: 'DEVICE' },
      ],
      async page(cursor) {
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        const start = Number(cursor ?? 0);
        const end = Math.min(devices, start + PAGE);
        const items = Array.from({ length: end - start }, (_, index) => deviceAt(accountKey, start + index));
        return { items, next: end < devices ? String(end) : null, total: devices };
      },
    },
  ];
}

function licenseAt(accountKey: string, index: number): License {
  return {
    accountKey,
    externalId: `synthetic-${index}`,
    name: `License ${index}`,
    description: null,
    assigneeKinds: ['DEVICE'],
    seats: null,
    details: null,
  };
}

function deviceAt(accountKey: string, index: number): Sighting {
  const imei = `36${digits(index, 982_451_653, 13)}`;
  const device: Device = {
    kind: 'DEVICE',
    accountKey,
    externalId: imei,
    displayName: `Meter ${digits(index, 179_424_673, 7)}`,
    imei,
    mdn: digits(index, 715_225_739, 10),
    make: `Make ${index % 5}`,
    model: `M-${index % 20}`,
    firmware: `2.1.${index % 9}`,
    protocol: index % 4 === 0 ? 'OMADM' : 'LWM2M',
    rawProtocol: index % 4 === 0 ? 'OMADM' : 'LWM2M',
    fotaEligible: index % 5 > 0,
    licenseAssigned: true,
    status: index % 12 === 0 ? 'suspended' : 'active',
    software: null,
    createdAt: '2025-01-01T00:00:00.000Z',
    refreshedAt: null,
    lastConnectedAt: new Date(Date.UTC(2026, 0, 1) + (index % 8_000) * 3_600_000).toISOString(),
  };
  const holds = Array.from({ length: HELD }, (_, place) => assignmentOf(device, (index + place) % LICENSES));
  return { assignee: device, holds };
}

function assignmentOf(assignee: Device, license: number): Assignment {
  const { accountKey } = assignee;
  const licenseId = `synthetic-${license}`;
  return { accountKey, licenseId, assignee, status: 'ACTIVE', assignedAt: null, removalOn: null };
}

/** As if they were drawn, and no two the same. */
function digits(index: number, prime: number, count: number): string {
  return String((BigInt(index + 1) * BigInt(prime)) % 10n ** BigInt(count)).padStart(count, '0');
}
