// The whole state: the orgs, the tokens issued, and the calls each token has made.
import type { Clock } from '../../core/clock.ts';
import type { EmulatedState, SeedOptions } from '../../core/definition.ts';
import type { Range } from '../../seed/organisation.ts';
import type { Definition } from '../seed/catalogue.ts';
import type { Assignments } from './assignments.ts';
import type { Directory } from './directory.ts';
import type { Role } from './roles.ts';

/** An OAuth client with the permissions of its roles; scopes play no part in this grant (genesys contract 1.2). */
export interface Client {
  readonly id: string;
  readonly secret: string;
  readonly name: string;
  readonly permissions: ReadonlySet<string>;
}

/** One Genesys Cloud organization. */
export interface Org {
  readonly key: 'us' | 'eu';
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** Namespace of every id of this org. */
  readonly space: string;
  readonly people: Range;
  /** When the state was made, by the emulator's clock: moments of the seed are offsets from it. */
  readonly seededAt: number;
  readonly clients: readonly Client[];
  readonly definitions: readonly Definition[];
  readonly roles: readonly Role[];
  readonly directory: Directory;
  readonly assignments: Assignments;
  /** What a person held before anything was written. */
  seededLicenses(index: number): readonly string[];
  /** The roles a person was granted. */
  rolesOf(index: number): readonly Role[];
  /** How many people, deleted ones aside, have each role, by role id. */
  userCounts(): ReadonlyMap<string, number>;
}

/** An access token that was issued. */
export interface Token {
  readonly value: string;
  readonly client: Client;
  readonly org: Org;
  readonly expiresAt: number;
}

/** Everything the routes read and write. */
export interface GenesysState extends EmulatedState {
  readonly orgs: readonly Org[];
  readonly clock: Clock;
  readonly switches: SeedOptions['switches'];
  readonly memory: Memory;
  readonly serial: SeedOptions['serial'];
}

/** What changes, licenses aside. */
interface Memory {
  tokens: Map<string, Token>;
  /** Times of the calls in the current window, by token or login. */
  calls: Map<string, number[]>;
  /** When each usage report was first asked for. */
  reports: Map<string, number>;
}

/** The state of these orgs, with no token issued and nothing written. */
export function createState(orgs: readonly Org[], { clock, switches, serial }: SeedOptions): GenesysState {
  const memory: Memory = { tokens: new Map(), calls: new Map(), reports: new Map() };
  return {
    orgs,
    clock,
    switches,
    memory,
    serial,
    snapshot() {
      const before: Memory = {
        tokens: new Map(memory.tokens),
        calls: new Map([...memory.calls].map(([key, times]) => [key, [...times]])),
        reports: new Map(memory.reports),
      };
      const undo = orgs.map((org) => org.assignments.snapshot());
      return () => {
        Object.assign(memory, before);
        for (const step of undo) step();
      };
    },
  };
}
