// One made-up company, the same on every machine: who works there, which devices and which places it has.
// Everything is computed from an index, so that a million devices cost nothing until they are asked for.

/** People of the company at scale 1. */
export const PEOPLE = 250;
/** Devices of the company at scale 1: four fifths on the v3 account, the rest on the v1/v2 account. */
export const DEVICES = 2_500;
/** Places with an entry in the listings account at scale 1. */
export const PLACES = 180;

export interface Person {
  readonly index: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly name: string;
  /** Lower case. Providers that keep another case say so themselves. */
  readonly email: string;
  readonly department: string;
  readonly title: string;
}

const FIRST =
  'Ada,Bo,Chloé,Dmitri,Elif,Farid,Greta,Hana,Ines,Jonas,Kofi,Lena,Mara,Noor,Ola,Priya,Quentin,Rosa,Sven,Tomás'.split(
    ',',
  );
const LAST =
  'Example,Lindqvist,Brandt,Okafor,Šimek,Harbor,Mill,Nakamura,Ortega,Pereira,Quist,Rossi,Sato,Tanaka,Ueda,Vega,Weiss'.split(
    ',',
  );
const DEPARTMENTS = ['Support', 'Sales', 'Field service', 'Finance', 'Operations'] as const;
const TITLES = ['Agent', 'Team lead', 'Engineer', 'Manager'] as const;

/** The person with this index; the first twenty have round names, later ones a number in their address. */
export function person(index: number): Person {
  const firstName = pick(FIRST, index);
  const lastName = pick(LAST, Math.floor(index / FIRST.length) + index);
  return {
    index,
    firstName,
    lastName,
    name: `${firstName} ${lastName}`,
    email: `${ascii(firstName)}.${ascii(lastName)}.${index}@acme.example`.toLowerCase(),
    department: pick(DEPARTMENTS, index),
    title: pick(TITLES, index * 7),
  };
}

/** Indices that follow each other. */
export interface Range {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** The people between two parts of the company, from 0 to 1: ranges of vendors may overlap, as many people are with several. */
export function people(scale: number, from: number, to: number): Range {
  const count = PEOPLE * scale;
  return { from: Math.floor(count * from), to: Math.floor(count * to) };
}

/** IMEI of a device: fifteen digits, ascending with the index, with a leading zero for the first hundred. */
export function imei(index: number): string {
  return index < 100
    ? `01${String(4_000_000_000_011 + index * 18).padStart(13, '0')}`
    : `35${String(9_000_000_000_011 + index * 18).padStart(13, '0')}`;
}

/** The index behind an IMEI made by `imei`; -1 for any other. */
export function imeiIndex(value: string): number {
  if (!/^\d{15}$/.test(value)) return -1;
  const low = value.startsWith('01');
  const index = (Number(value.slice(2)) - (low ? 4_000_000_000_011 : 9_000_000_000_011)) / 18;
  if (!Number.isInteger(index) || index < 0) return -1;
  return low === index < 100 ? index : -1;
}

/** A UUID that is always the same for an index of a `space`, which keeps kinds and tenants apart. */
export function uuid(space: string, index: number): string {
  const a = hash(`${space}:a:${index}`);
  const b = hash(`${space}:b:${index}`);
  const c = hash(`${space}:c:${index}`);
  const hex = a + b + c + hash(`${space}:d:${index}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A number in [0, 1) that is always the same for an index of a `space`: spreads values evenly. */
export function share(space: string, index: number): number {
  return Number.parseInt(hash(`${space}:${index}`), 16) / 0x1_0000_0000;
}

/** FNV-1a with a final mix, as eight hex digits. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0).toString(16).padStart(8, '0');
}

function pick<T>(from: readonly T[], index: number): T {
  const item = from[index % from.length];
  if (item === undefined) throw new RangeError('pick from nothing');
  return item;
}

function ascii(text: string): string {
  return text.normalize('NFD').replaceAll(/[^A-Za-z]/g, '');
}
