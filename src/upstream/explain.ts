// The problem behind an answer outside 2xx: mostly by its status, the rest by the provider's policy.
import { problem, type Blame, type Problem, type ProblemCode } from '../domain/problem.ts';
import type { UpstreamResponse } from './transport.ts';

/** What a provider adds to the status; everything may be absent. */
export interface Explanation {
  /** Where the status alone would mislead. */
  readonly code?: ProblemCode;
  readonly providerCode?: string | null;
  readonly upstreamRequestId?: string | null;
  /** Milliseconds to wait, where the provider says it elsewhere than in Retry-After. */
  readonly retryAfterMs?: number | null;
  readonly hint?: string;
}

const MESSAGES: Partial<Record<ProblemCode, string>> = {
  UPSTREAM_CREDENTIALS: 'The provider refused the credentials of this account.',
  UPSTREAM_FORBIDDEN: 'The provider does not permit this account to do that.',
  UPSTREAM_THROTTLED: 'The provider asked for a pause.',
  UPSTREAM_UNAVAILABLE: 'The provider failed.',
  UPSTREAM_REJECTED: 'The provider refused the request.',
};

const HINTS: Partial<Record<ProblemCode, string>> = {
  UPSTREAM_CREDENTIALS: 'Check the credentials and the region of this account in the configuration.',
  UPSTREAM_FORBIDDEN: 'Give the credentials of this account the role or scope the provider asks for.',
};

/** A day. A provider that asks for a longer pause, or one beyond what a date can hold, is asked again after that. */
const LONGEST_WAIT_MS = 86_400_000;

/** Refused credentials are replaced by whoever runs License Graph; any other failure is the provider's. */
function blameFor(code: ProblemCode): Blame {
  return code === 'UPSTREAM_CREDENTIALS' ? 'PLATFORM' : 'PROVIDER';
}

/** The problem behind an answer. */
export function explainStatus(
  answer: UpstreamResponse,
  said: Explanation,
  accountKey: string,
  now: number,
): Problem {
  const code = said.code ?? codeOf(answer.status);
  const wait = said.retryAfterMs ?? retryAfterMs(answer.headers['retry-after'], now);
  const retryable = code === 'UPSTREAM_UNAVAILABLE' || code === 'UPSTREAM_THROTTLED';
  return problem(code, blameFor(code), MESSAGES[code] ?? 'The provider refused the request.', {
    accountKey,
    retryable,
    retryAt:
      retryable && wait !== null ? new Date(now + Math.min(wait, LONGEST_WAIT_MS)).toISOString() : null,
    providerCode: said.providerCode ?? null,
    upstreamRequestId: said.upstreamRequestId ?? null,
    hint: said.hint ?? HINTS[code] ?? null,
  });
}

function codeOf(status: number): ProblemCode {
  if (status === 401) return 'UPSTREAM_CREDENTIALS';
  if (status === 403) return 'UPSTREAM_FORBIDDEN';
  if (status === 429 || status === 423) return 'UPSTREAM_THROTTLED';
  if (status === 408 || status >= 500) return 'UPSTREAM_UNAVAILABLE';
  return 'UPSTREAM_REJECTED';
}

/** Milliseconds from a Retry-After header: seconds or an HTTP date (RFC 9110, 10.2.3); null when absent or unreadable. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  // Whole seconds by the RFC; some say fractions, which are no date either.
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const date = httpDate(text);
  return date === null ? null : Math.max(0, date - now);
}

/** The three forms of a date in HTTP (RFC 9110, 5.6.7): the second and third are obsolete, and must still be read. */
const HTTP_DATES = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/** Milliseconds since the epoch; null for any other text. */
function httpDate(text: string): number | null {
  if (!HTTP_DATES.some((form) => form.test(text))) return null;
  // The third form does not say that it is in UTC.
  const date = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(date) ? null : date;
}
