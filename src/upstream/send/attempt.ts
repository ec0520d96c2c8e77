// One try of a request: credentials, the exchange itself, and what its answer means.
import { ProblemError, asProblemError } from '../../domain/problem.ts';
import type { Connection } from './connection.ts';
import { explainStatus } from '../explain.ts';
import { laterOf } from '../moments.ts';
import { notJson } from '../parse.ts';
import type { UpstreamRequest } from '../ports.ts';
import type { UpstreamResponse } from '../transport.ts';
import { stillThrottled } from './unsent.ts';

/** A 2xx or accepted answer. Throws a ProblemError for any other, and while the provider asked to be left alone. */
export async function attempt(
  connection: Connection,
  request: UpstreamRequest,
  signal: AbortSignal,
): Promise<UpstreamResponse> {
  const { answer } = await exchange(connection, request, signal);
  const isNoData = isSuccess(answer) && answer.content === 'OTHER';
  if (isNoData && request.effect === 'READ') throw notJson(connection.accountKey);
  const outcome = judge(connection, answer, request.accept);
  if (outcome instanceof ProblemError) throw outcome;
  return outcome;
}

/** An answer, and the credentials that it accepts or refuses. */
interface Exchanged {
  readonly answer: UpstreamResponse;
  readonly credentials: Readonly<Record<string, string>>;
  /** Whether others were refused before them. */
  readonly isRenewed: boolean;
}

/**
 * Sends once, and once more where the provider refused credentials in place of which others may be had. Throws while the provider
 * asked to be left alone. `mayRenew`: false when refused credentials have been replaced already.
 */
export async function exchange(
  connection: Connection,
  request: UpstreamRequest,
  signal: AbortSignal,
  mayRenew = true,
): Promise<Exchanged> {
  const { accountKey, runtime, seen } = connection;
  if (seen.throttledUntil > runtime.now()) throw stillThrottled(accountKey, seen.throttledUntil);
  const credentials = await credentialsInForce(connection);
  const answer = await transmit(connection, request, credentials, signal);
  if (!mayRenew || !refusesCredentials(connection, answer, credentials)) {
    return { answer, credentials, isRenewed: !mayRenew };
  }
  const others = await credentialsInForce(connection);
  return {
    answer: await transmit(connection, request, others, signal),
    credentials: others,
    isRenewed: true,
  };
}

/** Whether an answer, to a request or to a part of one, refuses these credentials, and others may be had. */
export function refusesCredentials(
  { authorizer }: Connection,
  answer: UpstreamResponse,
  credentials: Readonly<Record<string, string>>,
): boolean {
  return !isSuccess(answer) && authorizer.renew(answer, credentials);
}

/** What an answer, to a request or to a part of one, comes to; what it tells of the provider is noted. */
export function judge(
  connection: Connection,
  answer: UpstreamResponse,
  accept: UpstreamRequest['accept'],
): UpstreamResponse | ProblemError {
  if (!isSuccess(answer) && !accept?.(answer)) return failureOf(connection, answer);
  connection.seen.lastSuccessAt = connection.runtime.now();
  return answer;
}

/** The failure that an answer outside 2xx is; a pause that it asks for begins. */
export function failureOf(
  { accountKey, policy, runtime, seen }: Connection,
  answer: UpstreamResponse,
): ProblemError {
  const now = runtime.now();
  const failure = new ProblemError(explainStatus(answer, policy.explain(answer, now), accountKey, now));
  // Asked for with 429 or with 503 (RFC 9110, 10.2.3): both mean to be left alone. Of answers to requests that were under way
  // together, a short pause does not end a longer one.
  seen.throttledUntil = laterOf(seen.throttledUntil, failure.problem.retryAt);
  return failure;
}

/** Nothing can be sent without them: while the login is left alone, so is the account. */
async function credentialsInForce({
  authorizer,
  seen,
}: Connection): Promise<Readonly<Record<string, string>>> {
  try {
    return await authorizer.headers();
  } catch (error) {
    const { code, retryAt } = asProblemError(error).problem;
    // When refused credentials are tried again is told by `nextLoginAt`.
    if (code !== 'UPSTREAM_CREDENTIALS') seen.loginHeldUntil = laterOf(seen.loginHeldUntil, retryAt);
    throw error;
  }
}

/** What an answer, to a request or to a part of one, tells of the request budget. */
export function noteBudget({ policy, runtime, seen }: Connection, answer: UpstreamResponse): void {
  const now = runtime.now();
  const budget = policy.budget(answer, now);
  if (budget !== null) Object.assign(seen, { budget, budgetToldAt: now });
}

async function transmit(
  connection: Connection,
  request: UpstreamRequest,
  credentials: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<UpstreamResponse> {
  const body = bodyOf(request);
  const answer = await connection.transport({
    method: request.method,
    url: request.url,
    headers: { accept: 'application/json', ...body.headers, ...request.headers, ...credentials },
    ...(body.text !== undefined && { body: body.text }),
    signal,
  });
  noteBudget(connection, answer);
  return answer;
}

/** 2xx. */
export function isSuccess(answer: UpstreamResponse): boolean {
  return answer.status >= 200 && answer.status < 300;
}

function bodyOf(request: UpstreamRequest): { text?: string; headers: Record<string, string> } {
  if (request.form !== undefined) {
    return {
      text: new URLSearchParams(request.form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
  }
  if (request.json === undefined) return { headers: {} };
  return { text: JSON.stringify(request.json), headers: { 'content-type': 'application/json' } };
}
