// Translates errors of the database: it cannot be reached, it refuses this process, or there is a defect.
import { ProblemError, asProblemError, problem } from '../../domain/problem.ts';

/** Codes of sockets and of SQLSTATE that say the database is away, going away, coming up, full, or too slow. */
const AWAY =
  /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ETIMEDOUT|EPIPE|08\w{3}|53\w{3}|57P0\d|57014|55P03|25P03|25006)$/;

/** What node-postgres, PGlite and Kysely say without a code. */
const AWAY_WORDS =
  /connection terminated|timeout exceeded|query read timeout|connection error|not queryable|pool after calling end|is closed|been destroyed|been discarded/i;

/** What only whoever operates License Graph or the database can mend, by SQLSTATE. */
const REFUSED: readonly { readonly code: RegExp; readonly message: string; readonly hint: string }[] = [
  {
    code: /^28\w{3}$/,
    message: 'The database of License Graph refuses its user or password.',
    hint: 'Look at user and password in store.url or DATABASE_URL, at the role in PostgreSQL, and at pg_hba.conf. A password in a file (`${file:...}`) is read at each new connection.',
  },
  {
    code: /^3D000$/,
    message: 'The database of License Graph is not on its server.',
    hint: 'Create the database that store.url or DATABASE_URL names, or correct the name.',
  },
  {
    code: /^42501$/,
    message: 'The database user of License Graph lacks a right.',
    hint: 'The user needs CREATE on the database and must own the tables in it: `grant create on database ... to ...`, `alter table ... owner to ...`.',
  },
];

/** node-postgres says so, and asks no server, when the server wants a password and none is configured. */
const NO_PASSWORD = /password must be a string/;

/** Whatever a query failed with, as a ProblemError; the database's own words are in the cause only. */
export function storeError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const refused = refusalOf(error);
  if (refused !== null) return unavailable(error, refused.message, refused.hint);
  if (!isAway(error)) return asProblemError(error);
  return unavailable(
    error,
    'The database of License Graph cannot be reached.',
    'Try again in a moment; the same idempotency key makes that safe.',
  );
}

function unavailable(cause: unknown, message: string, hint: string): ProblemError {
  return new ProblemError(problem('STORE_UNAVAILABLE', 'PLATFORM', message, { retryable: true, hint }), {
    cause,
  });
}

function refusalOf(error: unknown): (typeof REFUSED)[number] | null {
  const code = error instanceof Error && NO_PASSWORD.test(error.message) ? '28P01' : codeOf(error);
  return REFUSED.find((one) => one.code.test(code)) ?? null;
}

/** Whether the user may connect, and not do what was asked. */
export function isMissingRight(error: unknown): boolean {
  return codeOf(error) === '42501';
}

/** What opens no connection at all: a server that is not there, or one that refuses whoever asks. */
const NO_CONNECTION = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|08\w{3}|57P03)$/;

/** Whether the cause of a problem lasts until something is mended: a single query that is late, or a connection that breaks, does not tell that. */
export function isOutage({ cause }: ProblemError): boolean {
  if (cause instanceof AggregateError) return cause.errors.some((one) => NO_CONNECTION.test(codeOf(one)));
  return refusalOf(cause) !== null || NO_CONNECTION.test(codeOf(cause));
}

/** Whether the database ended the transaction for the sake of another one: a deadlock or a serialization failure. */
export function isCollision(error: unknown): boolean {
  return codeOf(error) === '40P01' || codeOf(error) === '40001';
}

/** Whether the server is not there, or not in a state to answer. */
export function isAway(error: unknown): boolean {
  // Of several addresses of one host, each attempt has its own error.
  if (error instanceof AggregateError) return error.errors.some((one) => isAway(one));
  if (AWAY.test(codeOf(error))) return true;
  return error instanceof Error && AWAY_WORDS.test(error.message);
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
