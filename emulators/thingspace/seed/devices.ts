// The devices of the seed, computed from their index and the moment of the seed. No request changes what is here.
import { DAY, deviceIdle, startOfDay } from '../../seed/moments.ts';
import { imei, share } from '../../seed/organisation.ts';

/** How firmware reaches a device. `NONE` is a device that never registered a way. */
type Protocol = 'LWM2M' | 'OMADM' | 'HTTP' | 'NONE';

/** A device. */
export interface Device {
  readonly index: number;
  readonly imei: string;
  readonly mdn: string;
  readonly make: string;
  readonly model: string;
  readonly firmware: string;
  readonly protocol: Protocol;
  readonly fotaEligible: boolean;
  readonly createdAt: number;
  /** Absent when it never connected. */
  readonly connectedAt?: number;
  /** Absent when it was never upgraded. */
  readonly upgradedAt?: number;
}

/** Days from the first assignment to the seed. */
const ASSIGNABLE_FOR = 360;
const MODELS = [
  { make: 'ACME', model: 'MX-100', firmware: 'MX100-2.4.1' },
  { make: 'ACME', model: 'MX-200', firmware: 'MX200-1.0.9' },
  { make: 'Borealis', model: 'Tracker 4', firmware: 'BT4_R07.2' },
  { make: 'Čáp', model: 'Senzor/5#b', firmware: '05.01.0002' },
  { make: 'Dunewell', model: 'DW-M1', firmware: 'DWM1-2022.11-rc3' },
] as const;
const FIRST_LWM2M = 150;

/** The device with this index, of whichever account, in a state made at a moment. */
export function device(index: number, seededAt: number): Device {
  const kind = MODELS[Math.floor(share('thingspace-model', index) * MODELS.length)] ?? MODELS[0];
  const protocol = protocolOf(index);
  const createdAt = firstDay(seededAt) - DAY * (30 + (index % 90));
  const upgradedAt = upgradedAtOf(index, seededAt);
  return {
    ...kind,
    index,
    imei: imei(index),
    mdn: mdnOf(index),
    protocol,
    fotaEligible: protocol !== 'NONE' && index % 37 !== 36,
    createdAt,
    ...(index % 9 !== 8 && {
      // An upgrade needs a connection.
      connectedAt: Math.max(seededAt - deviceIdle(share('thingspace-connected', index)), upgradedAt ?? 0),
    }),
    ...(upgradedAt !== undefined && { upgradedAt }),
  };
}

/** The protocol of a device: mostly LWM2M, and for the first devices always, so that a v3 list without a filter finds them. */
export function protocolOf(index: number): Protocol {
  if (index < FIRST_LWM2M) return 'LWM2M';
  if (index % 100 === 99) return 'NONE';
  const slot = index % 20;
  if (slot >= 14 && slot <= 16) return 'OMADM';
  return slot === 17 || slot === 18 ? 'HTTP' : 'LWM2M';
}

/** When a seeded license was assigned. One device in four has whole seconds. */
export function seededAssignmentAt(index: number, seededAt: number): number {
  const at = firstDay(seededAt) + stretch('thingspace-assigned', index, 270 * DAY);
  return index % 4 === 0 ? at - (at % 1000) : at;
}

/** Nanoseconds below the millisecond of a seeded time: none, micro or nano, by device. */
export function seededNanoseconds(index: number): number {
  if (index % 4 < 2) return 0;
  const fine = stretch('thingspace-fine', index, 1_000_000);
  return index % 4 === 2 ? fine - (fine % 1000) : fine;
}

/** When it was last upgraded: after its seeded assignment (a used license), before it, or never. */
export function upgradedAtOf(index: number, seededAt: number): number | undefined {
  if (index % 20 === 7) return seededAssignmentAt(index, seededAt) + 20 * DAY;
  if (index % 20 === 11) return seededAssignmentAt(index, seededAt) - 25 * DAY;
  return undefined;
}

/** Whether an upgrade is running on a device, which keeps its license where it is. */
export function isUpgrading(index: number): boolean {
  return index % 40 === 13;
}

/** Fifteen digits; the check digit is not checked, published samples fail it (thingspace contract 8.2). */
export function isImei(value: string): boolean {
  return /^\d{15}$/.test(value);
}

/** The telephone number of a device, unique up to ten million of them. */
function mdnOf(index: number): string {
  return `555${String(index).padStart(7, '0')}`;
}

/** The index behind a telephone number made by `mdnOf`; -1 for any other text. */
export function mdnIndex(mdn: string): number {
  return /^555\d{7}$/.test(mdn) ? Number(mdn.slice(3)) : -1;
}

/** Devices were created before this day, and have got licenses since then. */
function firstDay(seededAt: number): number {
  return startOfDay(seededAt) - ASSIGNABLE_FOR * DAY;
}

function stretch(space: string, index: number, upTo: number): number {
  return Math.floor(share(space, index) * upTo);
}
