// What each of some devices holds. ThingSpace cannot be asked by device: the summary is walked, from as near before them as
// is known and only as far as needed (thingspace contract 5).
import type { Device } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { Page, Slot, Slots } from '../../domain/page.ts';
import { ProblemError, asProblemError, problem } from '../../domain/problem.ts';
import { badResponse } from '../../upstream/parse.ts';
import { START, isImei } from './pages.ts';

/** 50,000 license holders: more does not fit into the time of a request. */
const MOST_PAGES = 50;

/** One page of the summary, as assignments. */
export type ReadAssignments = (cursor: string) => Promise<Page<Assignment>>;

interface Walk {
  readonly accountKey: string;
  readonly readPage: ReadAssignments;
  /** Devices nobody knows the answer for yet. */
  readonly open: Map<string, Device>;
  readonly slots: Map<string, Slot<readonly Assignment[]>>;
}

/** A slot for each device; a failure goes to those it leaves open. */
export async function walkAssignments(
  accountKey: string,
  devices: readonly Device[],
  readPage: ReadAssignments,
): Promise<Slots<readonly Assignment[]>> {
  const open = new Map(devices.map((device) => [device.externalId, device]));
  const walk: Walk = { accountKey, readPage, open, slots: new Map() };
  try {
    await walkTwice(walk);
    for (const id of open.keys()) walk.slots.set(id, []);
  } catch (error) {
    const failure = asProblemError(error);
    for (const id of open.keys()) walk.slots.set(id, failure);
  }
  return walk.slots;
}

/** A device that leaves the account takes its place in the list along: then once more, from the start (contract 5). */
async function walkTwice(walk: Walk): Promise<void> {
  for (const start of [nearestStart(walk.open), START]) {
    try {
      if (await walkFrom(start, walk)) return;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code !== 'CURSOR_EXPIRED') throw error;
    }
  }
  throw badResponse(walk.accountKey, 'The list of license holders changed while it was read.');
}

/** False when the provider did not understand where to start. */
async function walkFrom(start: string, walk: Walk): Promise<boolean> {
  let reached: string | null = start;
  let cursor: string | null = start;
  for (let pages = 0; cursor !== null && walk.open.size > 0; pages += 1) {
    if (pages === MOST_PAGES) throw tooManyPages(walk.accountKey);
    const page: Page<Assignment> = await walk.readPage(cursor);
    if (start !== START && pages === 0 && missesKnownHolder(page, walk)) return false;
    reached = settle(page.items, reached, walk);
    cursor = reached === null ? page.next : leap(page.next, walk.open);
  }
  return true;
}

/** V1 may take an IMEI for an offset past the end (contract 9.6): nothing follows, although a listed device has a license. */
function missesKnownHolder(page: Page<Assignment>, walk: Walk): boolean {
  if (page.items.length > 0 || page.next !== null) return false;
  return [...walk.open.values()].some((device) => device.licenseAssigned === true);
}

/** Answers those on the page and those it passed; returns how far it came, or null where rows are not in order (contract 5). */
function settle(rows: readonly Assignment[], from: string | null, walk: Walk): string | null {
  let reached = from;
  for (const row of rows) {
    const id = row.assignee.externalId;
    if (walk.open.delete(id)) walk.slots.set(id, [row]);
    reached = reached !== null && reached < id ? id : null;
  }
  if (reached === null) return null;
  for (const id of walk.open.keys()) {
    if (id > reached) continue;
    walk.open.delete(id);
    walk.slots.set(id, []);
  }
  return reached;
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
