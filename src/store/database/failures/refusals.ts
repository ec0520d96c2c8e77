// What only whoever operates License Graph or its database can mend, and how.
import { AddressError } from './address.ts';
import { codesOf, textOf } from './read-error.ts';

/** How long a failure lasts: until connections succeed again; until what was asked over them has succeeded for a while; or not at all. */
export type Lasting = 'CONNECTING' | 'WORKING' | 'PASSING';

export interface Refusal {
  readonly message: string;
  readonly hint: string;
  readonly lasting: Lasting;
}

interface Known extends Refusal {
  /** A SQLSTATE, a code of Node or of OpenSSL. */
  readonly code: RegExp;
  /** What the driver says without a code. */
  readonly text?: RegExp;
}

/** Of what is told apart by its text alone. */
const NO_CODE = /^$/;

const KNOWN: readonly Known[] = [
  {
    code: /^28\w{3}$/,
    // Said before any server is asked, when it wants a password and none is configured.
    text: /password must be a string/,
    message: 'The database of License Graph refuses its user or password.',
    hint: 'Look at user and password in store.url or DATABASE_URL, at the role in PostgreSQL, and at pg_hba.conf, which may want TLS (sslmode). A password in a file (`${file:...}`) is read at each new connection.',
    lasting: 'CONNECTING',
  },
  {
    code: /^3D000$/,
    message: 'The database of License Graph is not on its server.',
    hint: 'Create the database that store.url or DATABASE_URL names, or correct the name.',
    lasting: 'CONNECTING',
  },
  {
    code: /^42501$/,
    message: 'The database user of License Graph lacks a right.',
    hint: 'The user needs CREATE on the database and on its schema, and must own the tables in it: `grant create on database ... to ...`, `grant create on schema public to ...`, `alter table ... owner to ...`.',
    lasting: 'WORKING',
  },
  {
    code: /^25006$/,
    message: 'The database of License Graph takes no writes.',
    hint: 'Look whether store.url or DATABASE_URL names a standby, and at default_transaction_read_only of the server, the database and the role: `alter database ... reset default_transaction_read_only`.',
    lasting: 'WORKING',
  },
  {
    code: /^53300$/,
    message: 'The server of the database of License Graph takes no more connections.',
    hint: 'Raise max_connections of PostgreSQL, lower store.poolSize, or run fewer replicas: each has up to store.poolSize and four more connections.',
    lasting: 'WORKING',
  },
  {
    code: /^53\w{3}$/,
    message: 'The server of the database of License Graph is short of memory or disk.',
    hint: 'Look at the log of PostgreSQL, and at memory and disk of its machine.',
    lasting: 'WORKING',
  },
  {
    code: /^(ERR_(TLS|SSL)_\w+|EPROTO|\w*SELF_SIGNED\w*|UNABLE_TO_\w+|CERT_\w+|CRL_\w+|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|ERR_OSSL_\w+)$/,
    text: /does not support SSL|establishing an SSL connection/,
    message: 'The TLS connection to the database of License Graph fails.',
    hint: "Look at sslmode and sslrootcert in store.url or DATABASE_URL: `sslmode=verify-full&sslrootcert=FILE`, with the CA of the server's certificate in the file; `sslmode=disable` where the server speaks no TLS.",
    lasting: 'CONNECTING',
  },
  {
    // PgBouncer gives it the code of every other fault of the protocol.
    code: NO_CODE,
    text: /unsupported startup parameter/,
    message: 'A pooler in front of the database of License Graph refuses a setting of the connection.',
    hint: 'PgBouncer: ignore_startup_parameters = statement_timeout,idle_in_transaction_session_timeout',
    lasting: 'CONNECTING',
  },
];

const UNREADABLE: Refusal = {
  message: 'The address of the database of License Graph cannot be read.',
  hint: 'Look at store.url, store.listenUrl or DATABASE_URL: postgres://USER:PASSWORD@HOST:PORT/DATABASE, where characters like / and # of a password are %2F and %23.',
  lasting: 'CONNECTING',
};

const NO_FILE: Refusal = {
  message: 'A TLS file that the address of the database of License Graph names cannot be read.',
  hint: 'Look at sslrootcert, sslcert and sslkey in store.url or DATABASE_URL: each names a file that this process may read.',
  lasting: 'CONNECTING',
};

/** Null for whatever else went wrong. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof AddressError) return error.isFile ? NO_FILE : UNREADABLE;
  const codes = codesOf(error);
  const text = textOf(error);
  const isOne = (one: Known): boolean =>
    codes.some((code) => one.code.test(code)) || (one.text?.test(text) ?? false);
  return KNOWN.find(isOne) ?? null;
}
