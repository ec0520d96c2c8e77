// The emulators as the comparison runs them: without latency, and with rate limits too high to matter.
import { seededAccounts, startFleet, type AccountEntry } from '../emulators/fleet.ts';
import type { Peer } from './peers/access.ts';

export interface Upstreams extends Peer {
  /** Control port of the Genesys emulator, which has the journal. */
  readonly controlUrl: string;
  /** Those of all emulators. */
  readonly controlUrls: readonly string[];
  readonly accounts: readonly AccountEntry[];
}

/** Starts all four on free ports of the loopback interface. */
export async function startEmulators(): Promise<Upstreams> {
  const fleet = await startFleet();
  // The load is more than the real service allows one client in a minute.
  fleet.genesys.setSwitch('callsPerMinute', 1_000_000_000);
  return {
    url: fleet.genesys.url,
    controlUrl: fleet.genesys.controlUrl,
    controlUrls: fleet.all().map(({ controlUrl }) => controlUrl),
    accounts: seededAccounts(fleet),
  };
}
