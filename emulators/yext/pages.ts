// Pages: their size, and tokens that are opaque to callers and bound to account, path and filter (yext contract 8).
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LiveSwitches } from '../core/switches.ts';
import { ACCOUNT_ID } from './auth.ts';
import { refusal } from './errors.ts';
import type { YextState } from './state/state.ts';
import { amount, text } from './switches.ts';

/** The list a token belongs to: its name and all that decides which rows it has. */
type ListKey = readonly (string | undefined)[];

const Payload = z.object({
  /** Digest of account, list and the rest of the payload. */
  of: z.string(),
  /** Epoch milliseconds. */
  at: z.number(),
  /** Sort key of the last row sent. */
  after: z.array(z.string()),
});

/** A token for the rows after a sort key. */
export function issueToken(state: YextState, list: ListKey, after: readonly string[]): string {
  const at = state.clock.now();
  return Buffer.from(JSON.stringify({ of: digest(list, at, after), at, after })).toString('base64url');
}

/** The sort key after which the page starts; undefined on the first page. */
export function readToken(
  state: YextState,
  list: ListKey,
  token: string | null,
): readonly string[] | undefined {
  if (token === null) return undefined;
  const payload = Payload.safeParse(parsed(token)).data;
  if (!payload || payload.of !== digest(list, payload.at, payload.after)) {
    throw refusal('invalidPageToken', 'Invalid pageToken');
  }
  const minutes = amount(state.switches, 'pageTokenMinutes');
  if (minutes > 0 && state.clock.now() - payload.at > minutes * 60_000) {
    throw refusal('invalidPageToken', 'The pageToken has expired');
  }
  return payload.after;
}

function digest(list: ListKey, at: number, after: readonly string[]): string {
  const content = JSON.stringify([ACCOUNT_ID, list, at, after]);
  return createHash('sha256').update(content).digest('base64url').slice(0, 12);
}

function parsed(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** `pageSize` of the license lists. What is wrong with a bad one is not published: a switch decides (yext contract 8). */
export function readPageSize(live: LiveSwitches, query: URLSearchParams): number {
  const fallback = amount(live, 'pageSizeDefault');
  const max = amount(live, 'pageSizeMax');
  const written = query.get('pageSize');
  if (written === null) return fallback;
  const size = /^-?\d{1,9}$/.test(written) ? Number(written) : Number.NaN;
  if (size >= 1 && size <= max) return size;
  if (text(live, 'badPageSize') === 'clamp')
    return Number.isNaN(size) ? fallback : Math.min(Math.max(size, 1), max);
  throw refusal('invalidParameter', `Parameter pageSize must be an integer between 1 and ${max}`);
}
