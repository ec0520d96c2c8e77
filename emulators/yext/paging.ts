// Page tokens: opaque to callers, bound to account, path and filter (yext contract 8).
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ACCOUNT_ID } from './auth.ts';
import { Refused } from './errors.ts';
import type { YextState } from './state/state.ts';

/** The list a token belongs to: its name and all that decides which rows it has. */
export type ListKey = readonly (string | undefined)[];

const Payload = z.object({
  /** Digest of account, list and the rest of the payload. */
  of: z.string(),
  /** Epoch milliseconds. */
  at: z.number(),
  /** Sort key of the last row sent. */
  after: z.array(z.string()),
});

export function issueToken(state: YextState, list: ListKey, after: readonly string[]): string {
  const at = state.clock.now();
  return Buffer.from(JSON.stringify({ of: digest(list, at, after), at, after })).toString('base64url');
}

/** The sort key to go on after; undefined on the first page. */
export function readToken(
  state: YextState,
  list: ListKey,
  token: string | null,
): readonly string[] | undefined {
  if (token === null) return undefined;
  const payload = Payload.safeParse(parsed(token)).data;
  if (!payload || payload.of !== digest(list, payload.at, payload.after)) {
    throw new Refused('invalidPageToken', 'Invalid pageToken');
  }
  const minutes = state.settings.count('pageTokenMinutes');
  if (minutes > 0 && state.clock.now() - payload.at > minutes * 60_000) {
    throw new Refused('invalidPageToken', 'The pageToken has expired');
  }
  return payload.after;
}

function digest(list: ListKey, at: number, after: readonly string[]): string {
  const text = JSON.stringify([ACCOUNT_ID, list, at, after]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

function parsed(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
