// What each of some devices holds. ThingSpace cannot be asked by device: the summary is walked, from as near before them as
// is known and only as far as needed (thingspace contract 5).
import { heldByRows, type Assignee, type Device } from '../../../domain/assignee.ts';
import type { Assignment } from '../../../domain/assignment.ts';
import type { Call } from '../../../domain/call.ts';
import type { Page, Slot, Slots } from '../../../domain/page.ts';
import { ProblemError, asProblemError, problem } from '../../../domain/problem.ts';
import { badResponse } from '../../../upstream/parse.ts';
import type { Context } from '../context.ts';
import { START, isImei } from '../ids.ts';
import { LIMITS } from '../policy.ts';
import { readAssignments } from './assignment-pages.ts';

interface Walk {
  readonly context: Context;
  readonly call: Call;
  /** Devices that have no answer yet. */
  readonly open: Map<string, Device>;
  readonly slots: Map<string, Slot<readonly Assignment[]>>;
  /** The last IMEI up to which all rows are read. */
  reached: string;
  /** Whether rows came in ascending order so far. */
  isInOrder: boolean;
  /** Whether one of the devices may have been in a row that could not be read. */
  hasLostRows: boolean;
}

/** What each of these devices holds; asks only for those of which no row has told it yet. */
export async function readHoldings(
  context: Context,
  assignees: readonly Assignee[],
  call: Call,
): Promise<Slots<readonly Assignment[]>> {
  const { told, untold } = heldByRows(assignees.filter((assignee) => assignee.kind === 'DEVICE'));
  const slots = new Map<string, Slot<readonly Assignment[]>>(told);
  for (const { externalId, licenseAssigned } of untold) {
    if (licenseAssigned === false) slots.set(externalId, []);
  }
  const unknown = untold.filter(({ licenseAssigned }) => licenseAssigned !== false);
  return new Map([...slots, ...(await walkSummary(context, unknown, call))]);
}

/** A slot for each device; a failure goes to those it leaves open. */
async function walkSummary(
  context: Context,
  devices: readonly Device[],
  call: Call,
): Promise<Slots<readonly Assignment[]>> {
  const open = new Map(devices.map((device) => [device.externalId, device]));
  const progress = { reached: START, isInOrder: true, hasLostRows: false };
  const walk: Walk = { context, call, open, slots: new Map(), ...progress };
  try {
    await walkTwice(walk);
    passBy(open.keys(), walk);
  } catch (error) {
    const failure = asProblemError(error);
    for (const id of open.keys()) walk.slots.set(id, failure);
  }
  return walk.slots;
}

/**
 * A device that leaves the account takes its place in the list along: then once more, from the start and page by page (contract
 * 5). The same where a page from the middle cannot be read: behind the last holder, a list may be missing (contract 9.14).
 */
async function walkTwice(walk: Walk): Promise<void> {
  for (const start of [nearestStart(walk.open), null]) {
    try {
      if (await walkFrom(start, walk)) return;
    } catch (error) {
      const code = error instanceof ProblemError ? error.problem.code : null;
      const fromTheMiddle = code === 'UPSTREAM_BAD_RESPONSE' && start !== null && start !== START;
      if (code !== 'CURSOR_EXPIRED' && !fromTheMiddle) throw error;
    }
  }
  throw badResponse(walk.context.accountKey, 'The list of license holders changed while it was read.');
}

/** Reads on from a cursor; from null it reads every page. False when what it read from this cursor tells nothing. */
async function walkFrom(start: string | null, walk: Walk): Promise<boolean> {
  Object.assign(walk, { reached: start ?? START, isInOrder: true, hasLostRows: false });
  let cursor = start === START ? null : start;
  for (let pages = 0; walk.open.size > 0 && (pages === 0 || cursor !== null); pages += 1) {
    if (pages === LIMITS.pagesOfWalk) throw tooManyPages(walk.context.accountKey);
    const page: Page<Assignment> = await readAssignments(walk.context, cursor, walk.call);
    // V1 may take an IMEI for an offset past the end (contract 9.6).
    if (cursor !== null && pages === 0 && isTheEnd(page)) return false;
    take(page, walk);
    cursor = start === null || !walk.isInOrder ? page.next : leap(page.next, walk.open);
  }
  return true;
}

function isTheEnd({ items, next }: Page<Assignment>): boolean {
  return items.length === 0 && next === null;
}

/** Answers those on the page, and those between its rows and up to the next page. */
function take(page: Page<Assignment>, walk: Walk): void {
  walk.hasLostRows ||= page.gap !== undefined;
  const last = settle(page.items, walk);
  walk.isInOrder &&= last !== null;
  walk.reached = last ?? walk.reached;
  if (walk.isInOrder && page.next !== null) walk.reached = passUpTo(page.next, walk);
}

/** Answers those on the page; returns its last IMEI, or null where rows are not in order (contract 5). */
function settle(rows: readonly Assignment[], walk: Walk): string | null {
  let reached: string | null = walk.reached;
  for (const row of rows) {
    const id = row.assignee.externalId;
    if (walk.open.delete(id)) walk.slots.set(id, [row]);
    reached = reached !== null && reached < id ? id : null;
  }
  return reached;
}

/** Answers the devices before the next page; returns how far that is. A next page that is no IMEI may begin with any row behind the last. */
function passUpTo(next: string, walk: Walk): string {
  const end = isImei(next) && next > walk.reached ? next : walk.reached;
  passBy(
    [...walk.open.keys()].filter((id) => id <= end),
    walk,
  );
  if (isImei(next)) walk.hasLostRows = false;
  return end;
}

/** Devices that the list does not have in their place hold nothing, if every row up to there could be read. */
function passBy(ids: Iterable<string>, walk: Walk): void {
  for (const id of ids) {
    walk.open.delete(id);
    walk.slots.set(id, walk.hasLostRows ? lostRows(walk.context.accountKey) : []);
  }
}

/** The problem of a device that may be in a row which could not be read. */
export function lostRows(accountKey: string): ProblemError {
  return badResponse(accountKey, 'Rows among which this device would be could not be read.');
}

/** The next page, or a later one when none of the devices is on the pages between. */
function leap(next: string | null, open: ReadonlyMap<string, Device>): string | null {
  if (next === null || !isImei(next)) return next;
  const start = nearestStart(open);
  return start > next ? start : next;
}

/** The largest cursor known to lie before all of them. In text order `0` comes before every IMEI. */
function nearestStart(devices: ReadonlyMap<string, Device>): string {
  let nearest: string | null = null;
  for (const { externalId, listedAfter } of devices.values()) {
    const known = listedAfter !== undefined && isImei(listedAfter) && listedAfter < externalId;
    const start = known ? listedAfter : START;
    if (nearest === null || start < nearest) nearest = start;
  }
  return nearest ?? START;
}

function tooManyPages(accountKey: string): ProblemError {
  return new ProblemError(
    problem(
      'UPSTREAM_TOO_MANY_PAGES',
      'PROVIDER',
      'Too many license holders had to be read to find these devices.',
      {
        accountKey,
        hint: 'Read the devices from the list of devices, which tells where to look, or page the assignments of the license.',
      },
    ),
  );
}
