// Translates errors of the database: it cannot be reached, or there is a defect.
import { ProblemError, asProblemError, problem } from '../../domain/problem.ts';

/** Codes of sockets and of SQLSTATE that say the database is away, going away, coming up, full, or too slow. */
const AWAY =
  /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ETIMEDOUT|EPIPE|08\w{3}|53\w{3}|57P0\d|57014|55P03|25P03|25006)$/;

/** What node-postgres, PGlite and Kysely say without a code. */
const AWAY_WORDS =
  /connection terminated|timeout exceeded|query read timeout|connection error|not queryable|pool after calling end|is closed|been destroyed|been discarded/i;

/** Whatever a query failed with, as a ProblemError; the database's own words are in the cause only. */
export function storeError(error: unknown): ProblemError {
  if (error instanceof ProblemError || !isAway(error)) return asProblemError(error);
  return new ProblemError(
    problem('STORE_UNAVAILABLE', 'PLATFORM', 'The database of License Graph cannot be reached.', {
      retryable: true,
      hint: 'Try again in a moment; the same idempotency key makes that safe.',
    }),
    { cause: error },
  );
}

/** Whether the database ended the transaction for the sake of another one: a deadlock or a serialization failure. */
export function isCollision(error: unknown): boolean {
  return codeOf(error) === '40P01' || codeOf(error) === '40001';
}

function isAway(error: unknown): boolean {
  // Of several addresses of one host, each attempt has its own error.
  if (error instanceof AggregateError) return error.errors.some((one) => isAway(one));
  if (AWAY.test(codeOf(error))) return true;
  return error instanceof Error && AWAY_WORDS.test(error.message);
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
