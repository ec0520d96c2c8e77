// An open database, whichever of the two it is.
import type { Kysely } from 'kysely';
import type { ConstructorOptions } from 'pg-boss';
import type { Connections } from '../../domain/telemetry/figures.ts';
import type { Maintenance } from './maintenance/maintenance.ts';

/** Is told each notice; null when some may have been missed. */
export type Heard = (payload: string | null) => void;

export interface Listening {
  close(): Promise<void>;
}

export interface Database {
  /** With the names that the database itself has; column-names.ts has those of the store. */
  readonly db: Kysely<unknown>;
  /** Whether it is within this process and has one session, which a long statement holds up for all. */
  readonly embedded: boolean;
  /** Opens it once more without time limits, for migrations of large tables; absent where there are none. The caller destroys it. */
  readonly openPatient?: () => Kysely<unknown>;
  /** What only a server does by itself, and what is not done soon enough after much was written. */
  readonly maintenance: Maintenance;
  /** Hears of notices on a channel, those of this process as well. Never fails: a connection that breaks is opened again. */
  readonly listen: (channel: string, heard: Heard) => Listening;
  /** How many connections there are at most. */
  readonly size: number;
  /** Absent where there is no pool. */
  readonly connections?: () => Connections;
  /** How pg-boss gets at the same database. */
  readonly boss: ConstructorOptions;
  close(): Promise<void>;
}
