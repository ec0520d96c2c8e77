// Translates errors of the database: it cannot be reached, it refuses this process, or there is a defect.
import { ProblemError, asProblemError, problem } from '../../domain/problem.ts';
import { codesOf, textOf } from './failures/read-error.ts';
import { refusalOf, type Lasting } from './failures/refusals.ts';

/** Codes of sockets and of SQLSTATE that say the database is away, going away, coming up, or too slow. */
const AWAY =
  /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ETIMEDOUT|EPIPE|08\w{3}|57P0\d|57014|55P03|25P03)$/;

/** What node-postgres, PGlite and Kysely say without a code. */
const AWAY_WORDS =
  /connection terminated|timeout exceeded|query read timeout|connection error|not queryable|pool after calling end|is closed|been destroyed|been discarded/i;

/** Whatever a query failed with, as a ProblemError; the database's own words are in the cause only. */
export function storeError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const refused = refusalOf(error);
  if (refused !== null) return unavailable(error, refused.message, refused.hint);
  if (!isAway(error)) return asProblemError(error);
  return unavailable(
    error,
    isLate(error)
      ? 'The database of License Graph did not answer in time.'
      : 'The database of License Graph cannot be reached.',
    'Try again in a moment. For a change the same idempotency key makes that safe.',
  );
}

/** Whether the database was there and took too long: a statement, a lock, a pause within a transaction, or all connections in use. */
function isLate(error: unknown): boolean {
  return codesOf(error).some((code) => LATE.test(code)) || SILENCE.test(textOf(error));
}

/** Whether the server gave a statement up, because of a time limit of it. */
export function wasCutOff(error: unknown): boolean {
  return codesOf(error).includes('57014');
}

function unavailable(cause: unknown, message: string, hint: string): ProblemError {
  return new ProblemError(problem('STORE_UNAVAILABLE', 'PLATFORM', message, { retryable: true, hint }), {
    cause,
  });
}

/** Codes of what the server gave up because it took too long. */
const LATE = /^(57014|55P03|25P03)$/;

/** What opens no connection at all: a server that is not there. */
const NO_CONNECTION = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|08\w{3}|57P03)$/;

/** What a server that does not answer leads to; one that is overloaded still opens a connection now and then. */
const SILENCE = /timeout exceeded when trying|connection timeout|query read timeout/i;

/** How long the cause of a problem lasts; null when it is not the database that cannot be used. A single query that is late, or a connection that breaks, passes. */
export function lastingOf({ cause }: ProblemError): Lasting | null {
  const refused = refusalOf(cause);
  if (refused !== null) return refused.lasting;
  if (codesOf(cause).some((code) => NO_CONNECTION.test(code))) return 'CONNECTING';
  if (SILENCE.test(textOf(cause)) || codesOf(cause).includes('ETIMEDOUT')) return 'WORKING';
  return isAway(cause) ? 'PASSING' : null;
}

/** What whoever operates License Graph is told to do. Clients are told to try again, which is of no use here. */
export function operatorHint(
  { problem: { hint }, cause }: ProblemError,
  where: string | null,
): string | null {
  const code = codesOf(cause)[0] ?? (SILENCE.test(textOf(cause)) ? 'no answer in time' : undefined);
  const what = where === null ? code : code === undefined ? where : `${where}: ${code}`;
  const todo =
    refusalOf(cause) === null && isAway(cause)
      ? 'Look whether the server runs, at host and port in store.url or DATABASE_URL, and at what is in between.'
      : hint;
  return what === undefined || cause === undefined ? todo : [`(${what})`, todo].filter(Boolean).join(' ');
}

/** Whether the database ended the transaction for the sake of another one: a deadlock or a serialization failure. */
export function isCollision(error: unknown): boolean {
  return codesOf(error).some((code) => code === '40P01' || code === '40001');
}

/** Whether the server is not there, or not in a state to answer. */
function isAway(error: unknown): boolean {
  return codesOf(error).some((code) => AWAY.test(code)) || AWAY_WORDS.test(textOf(error));
}
