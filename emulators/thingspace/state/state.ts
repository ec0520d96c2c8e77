// The whole state: the accounts, which are fixed, and one object with everything that requests change.
import type { Clock } from '../../core/clock.ts';
import type { EmulatedState, SeedOptions } from '../../core/definition.ts';
import type { LiveSwitches } from '../../core/switches.ts';
import type { Account } from '../seed/accounts.ts';

/** An OAuth token of an application. */
export interface Token {
  readonly value: string;
  readonly expiresAt: number;
}

/** A session of a user. It is removed when a new login replaces it. */
export interface Session {
  readonly username: string;
  readonly usedAt: number;
}

/** A user who can log in. */
export interface User {
  readonly password: string;
  /** Failed logins since the last good one. */
  readonly failures: number;
}

/** Devices that lose their license first, in this order. */
interface CancellationList {
  readonly devices: readonly string[];
  readonly updatedAt: number;
}

/** What happened to the license of a device: given at a moment, or taken away (`assignedAt` absent). */
export interface LicenseChange {
  readonly at: number;
  readonly assignedAt?: number;
}

/** All that requests change. Values are replaced, never edited, so that copying the maps copies the state. */
export interface Changes {
  /** Tokens by application key. */
  readonly tokens: Map<string, Token>;
  readonly sessions: Map<string, Session>;
  readonly users: Map<string, User>;
  readonly cancellations: Map<string, CancellationList>;
  /** IMEIs of devices that have left, besides those of the switch `goneDevices`. */
  readonly departed: Set<string>;
  /** By device index, in order of time. */
  readonly licenses: Map<number, readonly LicenseChange[]>;
}

/** Everything the routes read and write. */
export interface ThingspaceState extends EmulatedState {
  readonly clock: Clock;
  readonly switches: LiveSwitches;
  readonly accounts: readonly Account[];
  /** When the state was made, by the emulator's clock: moments of the seed are offsets from it. */
  readonly seededAt: number;
  changes: Changes;
  readonly serial: SeedOptions['serial'];
  /** Requests of the running minute by Authorization header. */
  readonly traffic: Map<string, { readonly minute: number; readonly count: number }>;
}

/** The state of these accounts, with no token issued and nothing changed. */
export function createState(
  accounts: readonly Account[],
  { clock, switches, serial }: Pick<SeedOptions, 'clock' | 'switches' | 'serial'>,
): ThingspaceState {
  const users = accounts.map(({ username, password }): [string, User] => [
    username,
    { password, failures: 0 },
  ]);
  const state: ThingspaceState = {
    clock,
    switches,
    serial,
    accounts,
    seededAt: clock.now(),
    traffic: new Map(),
    changes: {
      tokens: new Map(),
      sessions: new Map(),
      users: new Map(users),
      cancellations: new Map(),
      departed: new Set(),
      licenses: new Map(),
    },
    snapshot() {
      const kept = copyOf(state.changes);
      return () => {
        state.changes = kept;
      };
    },
  };
  return state;
}

function copyOf(changes: Changes): Changes {
  return {
    tokens: new Map(changes.tokens),
    sessions: new Map(changes.sessions),
    users: new Map(changes.users),
    cancellations: new Map(changes.cancellations),
    departed: new Set(changes.departed),
    licenses: new Map(changes.licenses),
  };
}
