// The emulators of the seeded company together, and the accounts of a configuration that points an app at them.
import { COMPANY, VENDORS, type VendorName } from './company.ts';
import type { RunningEmulator } from './core/emulator.ts';
import { contractsWith, entriesOf, type AccountEntry, type SeededVendor } from './core/seeded.ts';

export type { AccountEntry } from './core/seeded.ts';

/** A vendor of the seeded company and its emulator. */
interface StartedVendor {
  readonly vendor: SeededVendor;
  readonly emulator: RunningEmulator;
}

export interface Fleet extends Readonly<Record<VendorName, RunningEmulator>> {
  /** All of them, those from outside last. */
  readonly vendors: readonly StartedVendor[];
  all(): readonly RunningEmulator[];
  close(): Promise<void>;
}

interface FleetOptions {
  /** First of `portsOf` ports in a row, all APIs and then all control ports; any free ports when absent. */
  readonly basePort?: number | undefined;
  /** 1 is the organisation of the docs; 400 grows it to 100,000 people and 1,000,000 devices. */
  readonly scale?: number | undefined;
  /** The address that they listen on; loopback when absent. */
  readonly host?: string | undefined;
  /** Vendors from outside that the company has licenses with as well. */
  readonly others?: readonly SeededVendor[];
}

/** How many ports the emulators take: an API and a control port each. */
export function portsOf(others: readonly SeededVendor[] = []): number {
  return 2 * (VENDORS.length + others.length);
}

/** Starts every emulator. Rejects when a port is taken. */
export async function startFleet(options: FleetOptions = {}): Promise<Fleet> {
  const { basePort, scale = 1, host = '127.0.0.1', others = [] } = options;
  const vendors: readonly SeededVendor[] = [...Object.values(COMPANY), ...others];
  const started: StartedVendor[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(started.map(({ emulator }) => emulator.close()));
  };
  try {
    for (const [place, vendor] of vendors.entries()) {
      const port = basePort === undefined ? 0 : basePort + place;
      const controlPort = basePort === undefined ? 0 : port + vendors.length;
      started.push({ vendor, emulator: await vendor.start({ port, controlPort, scale, host }) });
    }
  } catch (error) {
    await close();
    throw error;
  }
  const all = started.map(({ emulator }) => emulator);
  const ours = Object.fromEntries(VENDORS.map((name, place) => [name, all[place]]));
  return {
    // Started above, in the order of the table.
    ...(ours as Record<VendorName, RunningEmulator>),
    vendors: started,
    all: () => all,
    close,
  };
}

/** Every account of the seeded company, at the addresses of this fleet. */
export function seededAccounts(fleet: Fleet): readonly AccountEntry[] {
  return [
    ...VENDORS.flatMap((name) => entriesOf(COMPANY[name], fleet[name].url)),
    ...fleet.vendors.slice(VENDORS.length).flatMap(({ vendor, emulator }) => entriesOf(vendor, emulator.url)),
  ];
}

/** What the seeded company has agreed with its vendors, as the configuration wants it. `now`: milliseconds since the epoch. */
export function seededContracts({ vendors }: Pick<Fleet, 'vendors'>, now: number): readonly object[] {
  return vendors.flatMap(({ vendor }) => contractsWith(vendor, now));
}
