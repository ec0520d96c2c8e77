// One try of a request that carries several: what its answer means for each part.
import { ProblemError, asProblemError, inAccount, unread } from '../../domain/problem.ts';
import { badResponse } from '../parse.ts';
import type { PartAnswer, PartOutcome, PartsRequest, UpstreamRequest } from '../ports.ts';
import type { UpstreamResponse } from '../transport.ts';
import { exchange, failureOf, isSuccess, judge, noteBudget, refusesCredentials } from './attempt.ts';
import type { Connection } from './connection.ts';
import { isNews, withAccount } from './tries.ts';

export type Outcomes = ReadonlyMap<string, PartOutcome>;

/** Sends parts once, and those once more whose credentials were refused in place of which others may be had: nothing was done for them. */
export async function attemptParts<P>(
  connection: Connection,
  request: PartsRequest<P>,
  signal: AbortSignal,
  mayRenew = true,
): Promise<Outcomes> {
  const { accountKey, seen } = connection;
  const { operation, effect } = request;
  const packed: UpstreamRequest = { ...request.pack(request.parts), operation, effect };
  const { answer, credentials, isRenewed } = await exchange(connection, packed, signal, mayRenew);
  if (!isSuccess(answer)) throw failureOf(connection, answer);
  const told = match(request, answer, accountKey);
  const refused = only(request.parts, (key) => {
    const part = told.get(key);
    if (isRenewed || part === undefined || part instanceof ProblemError) return false;
    return refusesCredentials(connection, part, credentials);
  });
  const outcomes = new Map<string, PartOutcome>();
  for (const [key, part] of told) {
    const isFinal = !(part instanceof ProblemError) && !refused.has(key);
    outcomes.set(key, isFinal ? judgePart(connection, part, request.accept) : part);
  }
  if (refused.size > 0) {
    try {
      const again = await attemptParts(connection, { ...request, parts: refused }, signal, false);
      for (const [key, outcome] of again) outcomes.set(key, outcome);
    } catch (error) {
      // The other parts have been answered, which a failure of these must not hide.
      failAll(outcomes, refused.keys(), withAccount(signal.aborted ? signal.reason : error, accountKey));
    }
  }
  for (const outcome of outcomes.values()) {
    if (outcome instanceof ProblemError && isNews(outcome)) seen.lastProblem = outcome.problem;
  }
  return outcomes;
}

function judgePart(
  connection: Connection,
  part: UpstreamResponse,
  accept: UpstreamRequest['accept'],
): PartOutcome {
  noteBudget(connection, part);
  return judge(connection, part, accept);
}

/** What was told of each part that was asked for, by its key: what was told of no part, or twice of one, cannot be used. */
function match<P>(
  { parts, effect, unpack }: PartsRequest<P>,
  whole: UpstreamResponse,
  accountKey: string,
): Outcomes {
  const answers = unpack(whole);
  const byKey = Map.groupBy(answers, ({ key }) => key);
  // A read has what it asked for; of a write it is not known what else was done.
  if (effect === 'WRITE' && answers.some(({ key }) => !parts.has(key))) {
    throw badResponse(accountKey, 'The provider answered a part of a request that was not sent.');
  }
  const told = new Map<string, PartOutcome>();
  for (const key of parts.keys()) {
    const [first, second] = byKey.get(key) ?? [];
    if (first === undefined) told.set(key, inAccount(unread(), accountKey));
    else if (second === undefined) told.set(key, responseOf(first, whole));
    else told.set(key, badResponse(accountKey, 'The provider answered a part of a request twice.'));
  }
  return told;
}

/** What the whole says of itself, such as the id for a support case, holds for its parts, but for a pause that it asks for. */
function responseOf({ status, headers = {}, body }: PartAnswer, whole: UpstreamResponse): UpstreamResponse {
  const { 'retry-after': _pause, ...common } = whole.headers;
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    status,
    headers: { ...common, ...(Object.fromEntries(own) as Record<string, string>) }, // the values of another such record
    body,
    content: body === undefined ? 'EMPTY' : 'JSON',
    parsed: new Map(),
  };
}

/** Some of these parts. */
export function only<P>(
  parts: ReadonlyMap<string, P>,
  wanted: (key: string) => boolean,
): ReadonlyMap<string, P> {
  return new Map([...parts].filter(([key]) => wanted(key)));
}

/** The same problem for these keys. */
export function failAll(outcomes: Map<string, PartOutcome>, keys: Iterable<string>, error: unknown): void {
  for (const key of keys) outcomes.set(key, asProblemError(error));
}
