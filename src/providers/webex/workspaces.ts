// Workspaces of Webex in the words of License Graph, and looking them up.
import { inChunks } from '../../batching/chunk.ts';
import type { Workspace } from '../../domain/assignee.ts';
import type { Call } from '../../domain/call.ts';
import { asProblemError } from '../../domain/problem.ts';
import type { Slot, Slots } from '../../domain/page.ts';
import type { Collection } from '../provider.ts';
import type { WebexContext } from './context.ts';
import { pageCursor, pageToken } from './cursors.ts';
import { holdings } from './holding.ts';
import { isOfTheList, walk } from './walk.ts';
import type { WebexWorkspace } from './wire.ts';

/** The only calling type that comes with licenses (webex contract 7). */
export const LICENSED_CALLING = 'webexCalling';

/** A workspace, and what it holds where the answer tells it: the calling part may be missing from lists (webex contract 7). */
export function toWorkspace(row: WebexWorkspace, accountKey: string): Workspace {
  const callingType = row.calling?.type ?? null;
  const workspace: Workspace = {
    kind: 'WORKSPACE',
    accountKey,
    externalId: row.id,
    displayName: row.displayName,
    callingType,
    hotdesking: row.hotdeskingStatus === 'on' ? true : row.hotdeskingStatus === 'off' ? false : null,
    supportedDevices: row.supportedDevices,
    locationId: row.locationId,
    createdAt: row.created,
  };
  const none = callingType === null || callingType === LICENSED_CALLING ? null : [];
  const licenses = row.calling?.webexCalling?.licenses ?? none;
  return licenses === null ? workspace : { ...workspace, assignments: holdings(licenses, workspace) };
}

/** The workspaces of the organisation. */
export function createWorkspaces(context: WebexContext): Collection<Workspace> {
  return {
    async page(cursor, call) {
      const slice = await context.client.workspaces(pageToken('workspaces', cursor), call);
      const items = slice.rows.map((row) => toWorkspace(row, context.accountKey));
      return { items, next: pageCursor('workspaces', slice.next), total: null };
    },
    async byIds(keys, call) {
      const { slots, missing } = await seek(context, 'workspaces', keys, call);
      return new Map([...slots, ...(await readEach(context, missing, call))]);
    },
  };
}

/** What a walk found, failures included, and what is left to be read one by one. */
export interface Sought {
  readonly slots: Slots<Workspace>;
  readonly missing: readonly string[];
}

/**
 * Looks workspaces up in a list of them. How long the list is nobody tells, so it is read for as long as it has cost
 * fewer calls than reading the rest one by one would. What a whole list does not have is null.
 */
export async function seek(
  context: WebexContext,
  list: 'workspaces' | 'callingWorkspaces',
  keys: readonly string[],
  call: Call,
): Promise<Sought> {
  const { accountKey, client } = context;
  const slots = new Map<string, Slot<Workspace>>();
  const missing = new Set(keys);
  if (missing.size < 2) return { slots, missing: [...missing] };
  let pages = 0;
  try {
    for await (const { rows, isLast } of walk((token) => client[list](token, call), accountKey)) {
      for (const row of rows) if (missing.delete(row.id)) slots.set(row.id, toWorkspace(row, accountKey));
      pages += 1;
      if (!isLast && pages >= missing.size) return { slots, missing: [...missing] };
    }
  } catch (error) {
    const failure = asProblemError(error);
    if (isOfTheList(failure)) return { slots, missing: [...missing] };
    for (const key of missing) slots.set(key, failure);
    return { slots, missing: [] };
  }
  for (const key of missing) slots.set(key, null);
  return { slots, missing: [] };
}

/** Workspaces one by one. */
export function readEach(
  context: WebexContext,
  keys: readonly string[],
  call: Call,
): Promise<Slots<Workspace>> {
  return inChunks(keys, { size: 1, width: context.width }, async (piece) => {
    const found = new Map<string, Workspace>();
    for (const key of piece) {
      const row = await context.client.workspace(key, call);
      if (row) found.set(key, toWorkspace(row, context.accountKey));
    }
    return found;
  });
}
