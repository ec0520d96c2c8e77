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
        hint: 'It may be restarting: try again in a moment.',
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
