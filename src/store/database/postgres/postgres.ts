// PostgreSQL as a database of the store, through a pool of connections.
import { nextTick } from 'node:process';
import { Kysely, PostgresDialect } from 'kysely';
import { Client, Pool, TypeOverrides, types, type ClientConfig } from 'pg';
import type { Secret } from '../../../domain/secret.ts';
import type { Database } from '../database.ts';
import { AddressError, faultOf } from '../failures/address.ts';
import { timing } from '../timing.ts';
import type { OpenOptions } from '../embedded/open-embedded.ts';
import { maintenanceOf } from '../maintenance/maintenance.ts';
import { withKeptPlans } from './kept-plans.ts';
import { listenOn } from './listener.ts';
import { applicationName } from '../versions.ts';

/** How to reach a server. */
export interface PostgresOptions {
  readonly url: Secret;
  readonly poolSize: number;
  /** Where to listen for notices, when `url` is a pooler that hands connections on after each transaction. */
  readonly listenUrl?: Secret | null;
}

/** A replica that stalls must not hold the others up: neither with a statement nor, holding locks, between two of them. */
const TIMEOUTS = { statement_timeout: 60_000, idle_in_transaction_session_timeout: 20_000 };

const PATIENCE = { connectionTimeoutMillis: 5_000, keepAlive: true };

/** A session keeps settings that the server, the database or the role no longer has, such as to be read-only. */
const LIFETIME = { maxLifetimeSeconds: 300 };

/** Connects only when there is something to do. */
export function openPostgres(
  { url, poolSize, listenUrl }: PostgresOptions,
  { log, connected, queried }: Pick<OpenOptions, 'log' | 'connected' | 'queried'>,
): Database {
  const connection = { ...PATIENCE, ...LIFETIME, Client: clientsOf(url, connected) };
  const overrides = new TypeOverrides();
  // Numbers of entries, all far below 2^53; the driver would make them texts.
  overrides.setTypeParser(types.builtins.INT8, Number);
  const common = { ...connection, application_name: applicationName(''), types: overrides };
  // The time limit here is longer than the server's own: for a server that does not answer at all.
  const pool = new Pool({ ...common, ...TIMEOUTS, query_timeout: 70_000, max: poolSize });
  // The pool replaces connections that break. Each needs a listener of its own as well: one that breaks between two
  // statements of a transaction is watched by nobody else, and an error nobody listens for ends the process.
  pool.on('connect', (client) => {
    client.on('error', ({ message }) => log.warn({ error: message }, 'a connection to the database broke'));
  });
  // The same errors, of those that nobody uses at the moment.
  pool.on('error', () => undefined);
  // Behind a pooler of transactions, the session that has a statement prepared is not the one that is asked to run it.
  const dialect = new PostgresDialect({ pool: listenUrl ? pool : withKeptPlans(pool) });
  const db = new Kysely<unknown>({ dialect, log: timing(queried) });
  return {
    db,
    embedded: false,
    size: poolSize,
    maintenance: maintenanceOf(db, { byItself: true }),
    connections: () => ({
      used: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    openPatient() {
      const one = new Pool({ ...common, max: 1 });
      one.on('error', () => undefined);
      return new Kysely<unknown>({ dialect: new PostgresDialect({ pool: one }) });
    },
    listen: (channel, heard) => {
      const Listener = clientsOf(listenUrl ?? url);
      const config = { ...PATIENCE, application_name: 'license-graph-live' };
      return listenOn(() => new Listener(config), channel, heard, log);
    },
    boss: { ...connection, max: BOSS_CONNECTIONS, application_name: applicationName('-jobs') },
    async close() {
      await db.destroy();
      // Kysely ends a pool only after it was used.
      if (!pool.ended) await pool.end();
    },
  };
}

/** For polling and for housekeeping; jobs themselves work through the store's pool. */
const BOSS_CONNECTIONS = 3;

/** As the types of the driver have it. */
type Connected = ((error: Error) => void) | ((error: null, client: Client) => void);

/**
 * Connections whose address is asked for anew each time: where it is in a file, a password that is exchanged there holds for whatever
 * connects next. A constructor must not throw, as the pool calls it outside of any request: an address that the driver does not
 * understand is not taken, and the last one that it understood holds. Where there is none, connecting fails.
 */
function clientsOf(url: Secret, connected?: () => void): typeof Client {
  let last: string | null = null;
  const address = (): string | AddressError => {
    const next = url.reveal();
    const fault = faultOf(next);
    if (fault === null) last = next;
    else if (last === null || faultOf(last) !== null) return fault;
    return last;
  };
  return class extends Client {
    readonly #fault: AddressError | null;

    constructor(config?: string | ClientConfig) {
      const found = address();
      const rest = typeof config === 'string' ? {} : config;
      super(found instanceof AddressError ? { ...rest } : { ...rest, connectionString: found });
      this.#fault = found instanceof AddressError ? found : null;
      if (connected) this.once('connect', connected);
    }

    override connect(): Promise<Client>;
    override connect(callback: Connected): void;
    override connect(callback?: Connected): Promise<Client> | void {
      const fault = this.#fault;
      if (callback === undefined) return fault === null ? super.connect() : Promise.reject(fault);
      if (fault === null) return super.connect(callback);
      nextTick(callback, fault);
    }
  };
}
