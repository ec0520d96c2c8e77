// The tries of a request: a read that failed is sent again, after a pause, as long as that may help.
import { asProblemError, inAccount, type Problem, type ProblemError } from '../../domain/problem.ts';
import { attempt } from './attempt.ts';
import type { Connection } from './connection.ts';
import type { Guard } from './guard.ts';
import type { UpstreamRequest } from '../ports.ts';
import { waitBeforeRetry } from './retry.ts';
import type { UpstreamResponse } from '../transport.ts';
import { HeldBack, PutOff } from './unsent.ts';

/** A 2xx or accepted answer, of the first try or a later one. Throws the last try's ProblemError, with the account's key. */
export function sendPatiently(
  connection: Connection,
  guard: Pick<Guard, 'execute'>,
  request: UpstreamRequest,
  signal: AbortSignal,
): Promise<UpstreamResponse> {
  return patiently(connection, request.effect, signal, () =>
    guard.execute(() => attempt(connection, request, signal), signal, connection.span),
  );
}

/** What a try comes to, the first or a later one. Throws the last one's ProblemError, with the account's key. */
export async function patiently<T>(
  connection: Connection,
  effect: UpstreamRequest['effect'],
  signal: AbortSignal,
  tryOnce: () => Promise<T>,
): Promise<T> {
  const { runtime, accountKey, seen } = connection;
  const tries = effect === 'READ' ? runtime.limits().retries : 0;
  for (let failures = 0; ; failures += 1) {
    try {
      return await tryOnce();
    } catch (error) {
      const failure = withAccount(error, accountKey);
      if (isNews(failure)) seen.lastProblem = failure.problem;
      const mayTry = failures < tries && !(failure instanceof PutOff);
      const wait = mayTry ? waitAfter(connection, failure.problem, failures) : null;
      if (wait === null) throw failure;
      runtime.observer?.retried(accountKey);
      const { code } = failure.problem;
      connection.span?.event('to be sent again', {
        'error.type': code,
        'license_graph.pause_ms': Math.round(wait),
      });
      await runtime.sleep(wait, signal);
    }
  }
}

function waitAfter({ runtime }: Connection, failed: Problem, failures: number): number | null {
  const { now, random, limits } = runtime;
  const { retryAfterCapMs } = limits();
  return waitBeforeRetry(failed, failures, { retryAfterCapMs, now: now(), random: random() });
}

/** Whether it tells of the provider: a request that was held back here, or was given up, does not. */
export function isNews(failure: ProblemError): boolean {
  const { code } = failure.problem;
  return !(failure instanceof HeldBack) && code !== 'CLIENT_GONE' && code !== 'DEADLINE_EXCEEDED';
}

/** Any error as a problem that names the account where it is about the provider. */
export function withAccount(error: unknown, accountKey: string): ProblemError {
  const failure = asProblemError(error);
  return failure.problem.code.startsWith('UPSTREAM_') ? inAccount(failure, accountKey) : failure;
}
