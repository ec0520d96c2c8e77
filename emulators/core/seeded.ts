// A vendor of the seeded company: its emulator, and the accounts that the company has with it.
import { DAY } from '../seed/moments.ts';
import type { Range } from '../seed/organisation.ts';
import type { EmulatedState, EmulatorDefinition } from './definition.ts';
import { startEmulator, type EmulatorOptions, type RunningEmulator } from './emulator.ts';

/** An account as License Graph's configuration wants it: with the emulator's address, and credentials that it accepts. */
export type AccountEntry = Readonly<Record<string, unknown>> & {
  readonly key: string;
  readonly provider: string;
};

/** What the company has agreed for licenses of an account. Days count from today, so that it is never over. */
export interface SeededContract {
  /** The vendor's id of a license, or its name, in which `*` at the end stands for anything. */
  readonly license: { readonly id: string } | { readonly name: string };
  readonly pricePerSeatMonth: { readonly minorUnits: number; readonly currency: string };
  readonly pays: 'PURCHASED' | 'ASSIGNED';
  readonly seats?: number;
  /** Days since it began, and until its last day. */
  readonly begunDaysAgo: number;
  readonly endsInDays: number;
  readonly noticeDays?: number;
  readonly renews?: boolean;
}

/** One account of the seeded company. */
export interface SeededAccount {
  readonly key: string;
  /** The people of the company who have a login, at a scale; null where nobody has one. */
  readonly people: ((scale: number) => Range) | null;
  readonly contracts?: readonly SeededContract[];
  /** What only this account's entry has in the configuration. `url` is that of the emulator. */
  entry(url: string): { readonly name: string } & Readonly<Record<string, unknown>>;
}

/** What a vendor brings to the seeded company. */
interface SeededParts<State extends EmulatedState> {
  readonly definition: EmulatorDefinition<State>;
  /** One of the SDL's `Provider` values. */
  readonly provider: string;
  readonly accounts: readonly SeededAccount[];
  readonly paths: SeededVendor['paths'];
}

/** A row of the seeded company's table. */
export interface SeededVendor {
  /** The name of its folder, of its emulator, and of its line on the screen. */
  readonly name: string;
  readonly provider: string;
  readonly accounts: readonly SeededAccount[];
  /** Regular expressions on raw paths. */
  readonly paths: {
    /** What a client cannot do without, and no login: catalogue and assignments at least. */
    readonly read: string;
    /** Logins; null where there are none. */
    readonly login: string | null;
  };
  start(options?: EmulatorOptions): Promise<RunningEmulator>;
}

/** A vendor with its emulator ready to start. */
export function seededVendor<State extends EmulatedState>(parts: SeededParts<State>): SeededVendor {
  const { definition, ...rest } = parts;
  return { ...rest, name: definition.name, start: (options) => startEmulator(definition, options) };
}

/** Whether a raw path of a vendor's API is a login. */
export function isLoginTo({ paths }: Pick<SeededVendor, 'paths'>, path: string): boolean {
  return paths.login !== null && new RegExp(paths.login).test(path);
}

/** The accounts of a vendor, as the configuration wants them. */
export function entriesOf({ provider, accounts }: SeededVendor, url: string): readonly AccountEntry[] {
  return accounts.map(({ key, entry }) => ({ key, provider, ...entry(url) }));
}

/** The contracts about licenses of a vendor, as the configuration wants them. `now`: milliseconds since the epoch. */
export function contractsWith({ accounts }: SeededVendor, now: number): readonly object[] {
  const dayIn = (days: number): string => new Date(now + days * DAY).toISOString().slice(0, 10);
  return accounts.flatMap(({ key, contracts = [] }) =>
    contracts.map(({ license, begunDaysAgo, endsInDays, noticeDays, renews, ...rest }) => ({
      license: { account: key, ...license },
      ...rest,
      term: { start: dayIn(-begunDaysAgo), end: dayIn(endsInDays), noticeDays, renews },
    })),
  );
}
