// What can be wrong with an answer, as a page says it: what happened, what to do, the code, when to try again, and the id for support.

/** A failure that somebody reads. */
export interface Failure {
  /** A code of docs/errors.md, or `OFFLINE`, `UNREACHABLE`. */
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  /** When to try again; null when nobody says. */
  readonly retryAt: string | null;
  readonly requestId: string | null;
}

/** An error as GraphQL answers it; what the specification leaves open may be missing. */
export interface GivenError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: {
    readonly code?: string;
    readonly hint?: string | null;
    readonly retryAt?: string | null;
    readonly requestId?: string;
  };
}

/** One error of an answer, for a reader. */
export function failureOf({ message, extensions }: GivenError, requestId: string | null): Failure {
  return {
    code: extensions?.code ?? 'UNKNOWN',
    message,
    hint: extensions?.hint ?? null,
    retryAt: extensions?.retryAt ?? null,
    requestId: extensions?.requestId ?? requestId,
  };
}

/** No answer at all: this machine has no network, or the server is not there. */
export function noAnswer(isOnline: boolean): Failure {
  return isOnline
    ? {
        code: 'UNREACHABLE',
        message: 'License Graph does not answer.',
        hint: 'It may be restarting. This page asks again by itself.',
        retryAt: null,
        requestId: null,
      }
    : {
        code: 'OFFLINE',
        message: 'This machine is offline.',
        hint: 'The page goes on by itself once the network is back.',
        retryAt: null,
        requestId: null,
      };
}

/** Whether it takes a token, or another one, to be answered. */
export function isWithoutToken({ code }: Pick<Failure, 'code'>): boolean {
  return code === 'UNAUTHENTICATED';
}

/** What passes by itself within moments: a graph that starts, and opens its database. Asking again costs no vendor's quota. */
const PASSING = ['STORE_UNAVAILABLE', 'UNREACHABLE'];

const LONGEST_WAIT_MS = 30_000;

/** After how many milliseconds a question is to be asked again without being told to; null for what does not pass by itself. */
export function waitBeforeAsking(failures: readonly Failure[], failedInARow: number): number | null {
  const passes = failures.length > 0 && failures.every(({ code }) => PASSING.includes(code));
  return passes ? Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** failedInARow) : null;
}

/** Whether nothing but empty places came, as when every part of a question failed. */
export function holdsNothing(data: unknown): boolean {
  if (data === null || data === undefined) return true;
  return typeof data === 'object' && !Array.isArray(data) && Object.values(data).every(holdsNothing);
}
