// What Yext says with headers and `meta.errors` about failures and its request budget (yext contract 5, 8).
import type { RequestBudget } from '../../domain/account.ts';
import { ProblemError } from '../../domain/problem.ts';
import { explainStatus, retryAfterMs, type Explanation } from '../../upstream/explain.ts';
import type { UpstreamPolicy, UpstreamResponse } from '../../upstream/upstream.ts';
import { LIMITS } from './policy.ts';
import { Envelope } from './wire/envelope.ts';

/** "Not found" in the vendor's own client and a proposed change to it (yext contract 5). No other code is relied upon. */
const NOT_FOUND: ReadonlySet<string> = new Set(['2000', '6004', '2238']);

/** What an answer says about itself; nothing when its body is not Yext's. */
export function metaOf(answer: UpstreamResponse): Envelope {
  const parsed = Envelope.safeParse(answer.body);
  return parsed.success ? parsed.data : { uuid: null, errors: [] };
}

/** Whether an answer says that what the path or query names does not exist. */
export function saysNotFound(answer: UpstreamResponse): boolean {
  if (answer.status !== 400 && answer.status !== 404) return false;
  return metaOf(answer).errors.some(({ code }) => code !== null && NOT_FOUND.has(code));
}

/** Whether an answer refuses the request because of this parameter. */
export function blames(answer: UpstreamResponse, parameter: string): boolean {
  const name = parameter.toLowerCase();
  return (
    answer.status === 400 && metaOf(answer).errors.some(({ message }) => message.toLowerCase().includes(name))
  );
}

/** Whether an answer refuses a request that carried a token, which is how stale tokens show (yext contract 8). */
export function refusesToken(answer: UpstreamResponse): boolean {
  return answer.status === 400 && metaOf(answer).errors.length > 0;
}

/** Whether an answer with a 2xx status failed all the same: 200 does not mean "no errors" (yext contract 6.3). */
export function failedInside(answer: UpstreamResponse): boolean {
  return answer.status === 207 || metaOf(answer).errors.some(({ type }) => isFailure(type));
}

/** An answer refused by what its body says, whatever its status. */
export function rejection(answer: UpstreamResponse, accountKey: string, now: number): ProblemError {
  const said = { ...explain(answer, now), code: 'UPSTREAM_REJECTED' as const };
  return new ProblemError(explainStatus(answer, said, accountKey, now));
}

/** What failures and headers of Yext's answers mean. */
export const policy: UpstreamPolicy = { explain, budget };

function isFailure(type: string): boolean {
  return type === 'FATAL_ERROR' || type === 'NON_FATAL_ERROR';
}

function explain(answer: UpstreamResponse, now: number): Explanation {
  const { uuid, errors } = metaOf(answer);
  const worst = errors.find(({ type }) => isFailure(type)) ?? errors[0];
  return {
    providerCode: worst?.code ?? null,
    upstreamRequestId: uuid,
    retryAfterMs: answer.status === 429 ? pauseMs(answer, now) : null,
  };
}

/** Null where there is a Retry-After: it is not documented at Yext, but more exact than the end of the hour. */
function pauseMs(answer: UpstreamResponse, now: number): number | null {
  const reset = retryAfterMs(answer.headers['retry-after'], now) === null ? resetAt(answer, now) : null;
  return reset === null ? null : Math.max(0, reset - now) + LIMITS.resetMarginMs;
}

function budget(answer: UpstreamResponse, now: number): RequestBudget | null {
  const limit = count(answer.headers['rate-limit-limit']);
  const remaining = count(answer.headers['rate-limit-remaining']);
  if (limit === null && remaining === null) return null;
  const reset = resetAt(answer, now);
  return { limit, remaining, resetAt: reset === null ? null : new Date(reset).toISOString() };
}

/** `Rate-Limit-Reset` in epoch milliseconds. Its unit is told by its size (yext contract 8). */
function resetAt(answer: UpstreamResponse, now: number): number | null {
  const value = count(answer.headers['rate-limit-reset']);
  if (value === null) return null;
  if (value > 1e11) return value;
  return value < 1e6 ? now + value * 1000 : value * 1000;
}

/** Fifteen digits stay exact, and within what a Date can hold. */
function count(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,15}$/.test(header.trim()) ? Number(header) : null;
}
