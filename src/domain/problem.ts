// Problems: everything that can go wrong, with a stable code, who can mend it, and when to try again.

/** Stable codes. Clients switch on them; `docs/errors.md` explains each one. */
export const PROBLEM_CODES = [
  'BAD_INPUT',
  'BAD_ID',
  'BAD_CURSOR',
  'CURSOR_EXPIRED',
  'UNKNOWN_ACCOUNT',
  'NOT_SUPPORTED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'DEADLINE_EXCEEDED',
  'CLIENT_GONE',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_THROTTLED',
  'UPSTREAM_CIRCUIT_OPEN',
  'UPSTREAM_OVERLOADED',
  'UPSTREAM_BAD_RESPONSE',
  'UPSTREAM_CREDENTIALS',
  'UPSTREAM_FORBIDDEN',
  'UPSTREAM_REJECTED',
  'UPSTREAM_TOO_MANY_PAGES',
  'CHANGE_REFUSED',
  'NO_SUCH_LICENSE',
  'NO_SUCH_ASSIGNEE',
  'RULE_REFUSED',
  'DEPENDENCY_FAILED',
  'SET_REFUSED',
  'AMBIGUOUS',
  'NO_SEATS',
  'PREREQUISITE_MISSING',
  'LICENSES_CONFLICT',
  'CALLING_DETAILS_REQUIRED',
  'PAST_DATE',
  'WRITE_HAD_NO_EFFECT',
  'CHANGE_UNDER_WAY',
  'PLAN_STALE',
  'PLAN_CLOSED',
  'CANNOT_UNDO',
  'BEFORE_UNKNOWN',
  'IDEMPOTENCY_KEY_REUSED',
  'STORE_UNAVAILABLE',
  'INVENTORY_NOT_READY',
  'INVENTORY_STALE',
  'BEFORE_HISTORY',
  'SEARCH_TOO_SLOW',
  'ID_TOO_LONG',
  'SWEEP_HELD',
  'SWEEP_NOT_HELD',
  'REFRESH_TOO_SOON',
  'AMOUNT_TOO_LARGE',
  'INTERNAL',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Who can mend it: the caller, the vendor, or the operator of License Graph. */
export type Blame = 'CALLER' | 'PROVIDER' | 'PLATFORM';

export interface Problem {
  readonly code: ProblemCode;
  /** One sentence for a person. Never holds a URL, a token or a vendor's body. */
  readonly message: string;
  readonly blame: Blame;
  readonly retryable: boolean;
  /** RFC 3339 UTC; null when not known. */
  readonly retryAt: string | null;
  /** The account it happened in; null when it is about no account. */
  readonly accountKey: string | null;
  /** The vendor's own stable error code. */
  readonly providerCode: string | null;
  /** The vendor's id of the failed request, for a support case. */
  readonly upstreamRequestId: string | null;
  /** What to do about it. */
  readonly hint: string | null;
  /** Its place in the input, for one change among many; null when it is about the whole input. */
  readonly path: readonly string[] | null;
}

/** A problem as an error: thrown, or put into the slot of the key that failed. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Codes that say "not now" whatever `blame` is. */
const NOT_NOW: readonly ProblemCode[] = [
  'CLIENT_GONE',
  'DEADLINE_EXCEEDED',
  'CHANGE_UNDER_WAY',
  'REFRESH_TOO_SOON',
];

/** Whether a problem says "not now" and not "no": nothing is decided, and the same request may succeed later. */
export function saysNotNow({ blame, code }: Problem): boolean {
  return blame !== 'CALLER' || NOT_NOW.includes(code);
}

type Details = Partial<Omit<Problem, 'code' | 'message' | 'blame'>>;

/** A problem with defaults: not retryable, everything else null. */
export function problem(code: ProblemCode, blame: Blame, message: string, details: Details = {}): Problem {
  return {
    code,
    message,
    blame,
    retryable: false,
    retryAt: null,
    accountKey: null,
    providerCode: null,
    upstreamRequestId: null,
    hint: null,
    path: null,
    ...details,
  };
}

/** The error for a mistake of the caller. */
export function callerError(
  code: 'BAD_INPUT' | 'BAD_ID' | 'BAD_CURSOR' | 'CURSOR_EXPIRED' | 'UNKNOWN_ACCOUNT' | 'NOT_SUPPORTED',
  message: string,
  hint?: string,
): ProblemError {
  return new ProblemError(problem(code, 'CALLER', message, hint === undefined ? {} : { hint }));
}

/** The problem of an account key that is not configured, or that this caller may not see: the answer is the same for both. */
export function unknownAccount(accountKey: string): ProblemError {
  return callerError(
    'UNKNOWN_ACCOUNT',
    `There is no account ${JSON.stringify(accountKey.slice(0, 60))}.`,
    'Query `accounts { key }` for those there are.',
  );
}

/** The same problem with this account key, unless it has one already. */
export function inAccount(error: ProblemError, accountKey: string): ProblemError {
  if (error.problem.accountKey !== null) return error;
  return new ProblemError({ ...error.problem, accountKey }, { cause: error.cause });
}

/** Any thrown value as a ProblemError; an unknown error becomes INTERNAL, with its cause kept for the log. */
export function asProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return new ProblemError(problem('INTERNAL', 'PLATFORM', 'Something went wrong inside License Graph.'), {
    cause: error,
  });
}

/** Why work ends that goes on elsewhere, or later: this process stops. Nothing has failed, and nobody is told. */
export function processStops(): ProblemError {
  return new ProblemError(problem('CLIENT_GONE', 'PLATFORM', 'The process stops.', { retryable: true }));
}

/** The problem of a key that was asked for among others and is not in the answer. */
export function unread(): ProblemError {
  return new ProblemError(
    problem('UPSTREAM_BAD_RESPONSE', 'PROVIDER', 'The provider left this out of its answer.', {
      retryable: true,
      hint: 'Ask for it alone, or for fewer at once.',
    }),
  );
}
