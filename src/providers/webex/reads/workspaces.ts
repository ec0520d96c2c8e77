// Workspaces of Webex in the words of License Graph, and looking them up.
import { oneByOne } from '../../../batching/chunk.ts';
import { fillLeftOut } from '../../../batching/left-out.ts';
import type { Workspace } from '../../../domain/assignee.ts';
import type { Call } from '../../../domain/call.ts';
import type { Slot, Slots } from '../../../domain/page.ts';
import { asProblemError, type ProblemError } from '../../../domain/problem.ts';
import type { Collection } from '../../provider.ts';
import { fetchWorkspace, listWorkspaces } from '../client.ts';
import type { Context, ReadByKeysIn } from '../context.ts';
import { unread } from '../failures.ts';
import { canonicalId } from '../ids.ts';
import type { WebexWorkspace } from '../wire/workspaces.ts';
import { pageCursor, pageMark } from './cursors.ts';
import { holdings } from './held-license.ts';
import { readOn, sizeOfFirst } from './pages.ts';
import { isOfTheList, walk } from './walk.ts';

/** The only calling type that comes with licenses (webex contract 7). */
export const LICENSED_CALLING = 'webexCalling';

/** A workspace, and what it holds where the answer tells it: the calling part may be missing from lists (webex contract 7). */
export function toWorkspace(row: WebexWorkspace, accountKey: string): Workspace {
  const { callingType } = row;
  const workspace: Workspace = {
    kind: 'WORKSPACE',
    accountKey,
    externalId: row.id,
    displayName: row.displayName,
    callingType,
    hotdesking: row.hotdeskingStatus === 'on' ? true : row.hotdeskingStatus === 'off' ? false : null,
    supportedDevices: row.supportedDevices,
    locationId: row.locationId,
    createdAt: row.createdAt,
  };
  const none = callingType === null || callingType === LICENSED_CALLING ? null : [];
  const licenses = row.licenses ?? none;
  return licenses === null ? workspace : { ...workspace, assignments: holdings(licenses, workspace) };
}

/** The workspaces of the organisation. */
export function createWorkspaces(context: Context): Collection<Workspace> {
  const { accountKey } = context;
  return {
    async page(cursor, call, wanted) {
      const size = sizeOfFirst(cursor, wanted);
      const mark = pageMark('workspaces', cursor);
      const { rows, next, gap } = await readOn(
        (token) => listWorkspaces(context, { token, ...size }, call),
        mark,
        accountKey,
      );
      const items = rows.map((row) => toWorkspace(row, accountKey));
      return { items, next: pageCursor('workspaces', next), total: null, gap };
    },
    byIds: async (keys, call) => (await readWorkspaces(context, keys, call)).slots,
  };
}

/**
 * Workspaces by their ids, out of the list of them or one by one. How long the list is nobody tells, so it is read for as long as
 * it has cost fewer calls than reading the rest one by one would, or half of what the call may send. Those that it leaves out are read
 * alone, as far as the call is worth it. `listed` are those that came out of the list.
 */
export async function readWorkspaces(
  context: Context,
  keys: readonly string[],
  call: Call,
): Promise<{ readonly slots: Slots<Workspace>; readonly listed: Slots<Workspace> }> {
  const { accountKey, width } = context;
  const { listed, isWhole } = await seek(context, keys, call);
  if (!isWhole) {
    const rest = keys.filter((key) => !listed.has(key));
    return { slots: new Map([...listed, ...(await readEach(context, rest, call))]), listed };
  }
  const filled = await fillLeftOut(keys, listed, { call, width }, (key) => readOne(context, key, call));
  const rest = keys.filter((key) => !filled.has(key)).map((key) => [key, unread(accountKey)] as const);
  return { slots: new Map<string, Slot<Workspace>>([...filled, ...rest]), listed };
}

interface Sought {
  /** What was found, and the failure for the others where one was met. */
  readonly listed: Slots<Workspace>;
  /** Whether the list was read to its end. */
  readonly isWhole: boolean;
}

async function seek(context: Context, keys: readonly string[], call: Call): Promise<Sought> {
  const { accountKey } = context;
  const found = new Map<string, Workspace>();
  const missing = new Set(keys.map((key) => canonicalId('WORKSPACE', key)));
  const slotsOf = (otherwise: ProblemError | null): Slots<Workspace> =>
    new Map(
      keys.flatMap((key) => {
        const slot = found.get(canonicalId('WORKSPACE', key)) ?? otherwise;
        return slot === null ? [] : [[key, slot] as const];
      }),
    );
  if (missing.size < 2) return { listed: new Map(), isWhole: false };
  let pages = 0;
  try {
    for await (const { rows, isLast } of walk(
      (token) => listWorkspaces(context, { token }, call),
      accountKey,
    )) {
      for (const row of rows) if (missing.delete(row.id)) found.set(row.id, toWorkspace(row, accountKey));
      pages += 1;
      const most = Math.min(missing.size, call.allowance?.left ?? Number.POSITIVE_INFINITY);
      if (!isLast && pages >= most) return { listed: slotsOf(null), isWhole: false };
    }
  } catch (error) {
    const failure = asProblemError(error);
    return { listed: slotsOf(isOfTheList(failure) ? null : failure), isWhole: false };
  }
  return { listed: slotsOf(null), isWhole: true };
}

/** Workspaces one by one. */
export const readEach: ReadByKeysIn<Workspace> = (context, keys, call) =>
  oneByOne(keys, context.width, (key) => readOne(context, key, call));

/** One workspace with everything; null is Webex's word that there is no such workspace. */
async function readOne(context: Context, key: string, call: Call): Promise<Workspace | null> {
  const row = await fetchWorkspace(context, canonicalId('WORKSPACE', key), call);
  return row && toWorkspace(row, context.accountKey);
}
