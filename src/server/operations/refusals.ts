// Refusals of operations that ask for more than the limits allow: each names the limit, its value, and what was asked.
import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { RequestLimits } from '../../config/limits.ts';

export type LimitName = keyof RequestLimits;

/** What the message says of each limit. */
const SENTENCES = {
  maxDocumentBytes: (asked, allowed) =>
    `The document is too long: ${asked} bytes, where ${allowed} is the limit. Put values in variables.`,
  maxTokens: (asked, allowed) =>
    `The document is too long: ${asked} words and signs, where ${allowed} is the limit.`,
  maxDepth: (asked, allowed) =>
    `The query is too deep: ${asked}, where ${allowed} is the limit. Ask for fewer rows or fields.`,
  maxAliases: (asked, allowed) =>
    `The query has too many aliases: ${asked}, where ${allowed} is the limit. Ask in several requests.`,
  maxRootFields: (asked, allowed) =>
    `The operation has too many fields of its own: ${asked}, where ${allowed} is the limit. Ask in several requests.`,
  maxDirectives: (asked, allowed) =>
    `The query has too many directives: ${asked}, where ${allowed} is the limit.`,
  maxRepresentations: (asked, allowed) =>
    `The request has too many representations: ${asked}, where ${allowed} is the limit. Ask in several requests.`,
  maxCost: (asked, allowed) =>
    `The query is too large: ${asked}, where ${allowed} is the limit. Ask for fewer rows or fields.`,
} as const satisfies Partial<Record<LimitName, (asked: number, allowed: number) => string>>;

/** The limits on what an operation asks for. */
export type QueryLimit = keyof typeof SENTENCES;

/** Refuses what is above a limit: QUERY_TOO_LARGE, 400. Null when it is not. */
export function aboveLimit(limit: QueryLimit, asked: number, allowed: number): GraphQLError | null {
  if (asked <= allowed) return null;
  // Fragments that double get beyond what numbers can tell.
  const told = Math.min(asked, Number.MAX_SAFE_INTEGER);
  return refusal('QUERY_TOO_LARGE', SENTENCES[limit](told, allowed), {
    limit: `server.limits.${limit}`,
    allowed,
    asked: told,
  });
}

/** When a place may be free again: nobody knows, as what takes one lasts from milliseconds to hours. */
export const PLACE_MS = 1_000;

export interface Excess {
  readonly allowed: number;
  readonly asked: number;
  readonly now: number;
  readonly waitMs: number;
}

/** Refuses what is too much for now: TOO_MANY_REQUESTS, 429, with the time when asking again may help. */
export function tooMany(
  limit: LimitName,
  message: string,
  { allowed, asked, now, waitMs }: Excess,
): GraphQLError {
  const seconds = secondsOf(waitMs);
  return refusal('TOO_MANY_REQUESTS', message, {
    http: { status: 429, headers: new HeaderMap([['retry-after', String(seconds)]]) },
    limit: `server.limits.${limit}`,
    allowed,
    asked,
    retryAt: retryAt(now, waitMs),
  });
}

/** The same where all places are taken, and one more was asked for. */
export function oneTooMany(limit: LimitName, message: string, allowed: number, now: number): GraphQLError {
  return tooMany(limit, message, { allowed, asked: allowed + 1, now, waitMs: PLACE_MS });
}

/** After whole seconds, as `retry-after` has them. */
export function retryAt(now: number, waitMs = PLACE_MS): string {
  return new Date(now + secondsOf(waitMs) * 1000).toISOString();
}

function secondsOf(waitMs: number): number {
  return Math.max(1, Math.ceil(waitMs / 1000));
}

/** An error that refuses a whole request, with status 400 unless `http` says otherwise. */
export function refusal(
  code: string,
  message: string,
  extensions: Readonly<Record<string, unknown>> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { http: { status: 400 }, ...extensions, code } });
}
