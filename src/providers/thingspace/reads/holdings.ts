// What each of some devices holds. ThingSpace cannot be asked by device: the summary is walked, from as near before them as
// is known and only as far as needed (thingspace contract 5).
import type { Device } from '../../../domain/assignee.ts';
import type { Assignment } from '../../../domain/assignment.ts';
import type { Page, Slot, Slots } from '../../../domain/page.ts';
import { ProblemError, asProblemError, problem } from '../../../domain/problem.ts';
import { badResponse } from '../../../upstream/parse.ts';
import { START, isImei } from './paging.ts';

/** 50,000 license holders: more does not fit into the time of a request. */
const MOST_PAGES = 50;

/** One page of the summary, as assignments. */
export type ReadAssignments = (cursor: string | null) => Promise<Page<Assignment>>;

interface Walk {
  readonly accountKey: string;
  readonly readPage: ReadAssignments;
  /** Devices nobody knows the answer for yet. */
  readonly open: Map<string, Device>;
  readonly slots: Map<string, Slot<readonly Assignment[]>>;
  /** Whether one of them may have been in a row that could not be read. */
  hasLostRows: boolean;
}

/** A slot for each device; a failure goes to those it leaves open. */
export async function walkAssignments(
  accountKey: string,
  devices: readonly Device[],
  readPage: ReadAssignments,
): Promise<Slots<readonly Assignment[]>> {
  const open = new Map(devices.map((device) => [device.externalId, device]));
  const walk: Walk = { accountKey, readPage, open, slots: new Map(), hasLostRows: false };
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
  throw badResponse(walk.accountKey, 'The list of license holders changed while it was read.');
}

/** From null, it leaps over nobody. False when nothing can be concluded from where it started. */
async function walkFrom(start: string | null, walk: Walk): Promise<boolean> {
  let reached = start ?? START;
  let cursor = start === START ? null : start;
  let isInOrder = true;
  walk.hasLostRows = false;
  for (let pages = 0; walk.open.size > 0 && (pages === 0 || cursor !== null); pages += 1) {
    if (pages === MOST_PAGES) throw tooManyPages(walk.accountKey);
    const page: Page<Assignment> = await walk.readPage(cursor);
    // V1 may take an IMEI for an offset past the end (contract 9.6).
    if (cursor !== null && pages === 0 && page.items.length === 0 && page.next === null) return false;
    walk.hasLostRows ||= page.gap !== undefined;
    const last = settle(page.items, reached, walk);
    isInOrder &&= last !== null;
    reached = last ?? reached;
    if (isInOrder && page.next !== null) reached = passUpTo(page.next, reached, walk);
    cursor = start === null || !isInOrder ? page.next : leap(page.next, walk.open);
  }
  return true;
}

/** Answers those on the page; returns its last IMEI, or null where rows are not in order (contract 5). */
function settle(rows: readonly Assignment[], from: string, walk: Walk): string | null {
  let reached: string | null = from;
  for (const row of rows) {
    const id = row.assignee.externalId;
    if (walk.open.delete(id)) walk.slots.set(id, [row]);
    reached = reached !== null && reached < id ? id : null;
  }
  return reached;
}

/** Answers the devices before the next page; returns how far that is. A next page that is no IMEI may begin with any row behind the last. */
function passUpTo(next: string, reached: string, walk: Walk): string {
  const end = isImei(next) && next > reached ? next : reached;
  passBy(
    [...walk.open.keys()].filter((id) => id <= end),
    walk,
  );
  if (isImei(next)) walk.hasLostRows = false;
  return end;
}

/** Says of devices that the list does not have where it should that they hold nothing: if every row up to there is known. */
function passBy(ids: Iterable<string>, walk: Walk): void {
  for (const id of ids) {
    walk.open.delete(id);
    walk.slots.set(id, walk.hasLostRows ? lostRows(walk.accountKey) : []);
  }
}

function lostRows(accountKey: string): ProblemError {
  return badResponse(accountKey, 'Rows among which this device would be could not be read.');
}

/** The next page, or a later one when nobody between is asked for. */
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
