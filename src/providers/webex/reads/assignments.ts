// Lists of assignments: all of an account, or all of one license.
import { slotOf } from '../../../batching/align.ts';
import type { User, Workspace } from '../../../domain/assignee.ts';
import type { Assignment } from '../../../domain/assignment.ts';
import type { Call } from '../../../domain/call.ts';
import type { License } from '../../../domain/license.ts';
import type { Gap, Page } from '../../../domain/page.ts';
import { ProblemError, type ProblemCode } from '../../../domain/problem.ts';
import type { ProviderAccount } from '../../provider.ts';
import { listHolders, listPeople, listWorkspaces } from '../client.ts';
import type { Context } from '../context.ts';
import { canonicalId } from '../ids.ts';
import type { Holder, WebexLicense } from '../wire/licenses.ts';
import {
  holdersCursor,
  holdersPlace,
  placeCursor,
  placeOf,
  type ExternalPlace,
  type Place,
} from './cursors.ts';
import { externalsAmong, siteLicenses, usersAmong } from './external-users.ts';
import { holding } from './held-license.ts';
import { readAlone, readHoldings } from './holdings.ts';
import { mayBeOnWorkspaces, toLicense } from './licenses.ts';
import { readOn, sizeOfFirst, type Mark } from './pages.ts';
import { toUser } from './user-facts.ts';
import { isExternal } from './users-in-full.ts';
import { toWorkspace } from './workspaces.ts';

/** The assignments of one account. */
export function createAssignments(context: Context): ProviderAccount['assignments'] {
  return {
    // As large as there are, whatever is wanted: of so many people nobody knows how many licenses they hold.
    page: (cursor, call) => readAssignments(context, cursor, call),
    ofLicense: (licenseId, cursor, call, wanted) => readHolders(context, licenseId, { cursor, wanted }, call),
    ofAssignees: (assignees, call) =>
      readHoldings(context, assignees, call, ({ assignments }) => assignments),
    // Only answers to writes name it, and of these people alone (webex contract 5.2).
    mayBeOffered: (assignee) => assignee.kind === 'USER' && isExternal(assignee),
  };
}

/** Every assignment once: what people hold, then what workspaces hold, then the site licenses of external users. */
async function readAssignments(
  context: Context,
  cursor: string | null,
  call: Call,
): Promise<Page<Assignment>> {
  const place = placeOf(cursor);
  switch (place.part) {
    case 'people':
      return ofPeople(context, place.mark, call);
    case 'workspaces':
      return ofWorkspaces(context, place.mark, call);
    case 'external':
      return ofExternals(context, place, call);
  }
}

async function ofPeople(context: Context, mark: Mark | null, call: Call): Promise<Page<Assignment>> {
  const { rows, next, gap } = await readOn(
    (token) => listPeople(context, { token }, call),
    mark,
    context.accountKey,
  );
  const people = rows.map((row) => ({ assignee: toUser(row, context.accountKey), isOdd: row.isOdd }));
  const place: Place = next === null ? { part: 'workspaces', mark: null } : { part: 'people', mark: next };
  const { items, lacking } = await heldBy(context, people, call);
  return page(items, placeCursor(place), gap ?? lacking);
}

async function ofWorkspaces(context: Context, mark: Mark | null, call: Call): Promise<Page<Assignment>> {
  const { workspaces, next, gap } = await callingWorkspaces(context, mark, call);
  const place: Place =
    next === null
      ? { part: 'external', licenses: null, isCut: false, mark: null }
      : { part: 'workspaces', mark: next };
  const { items, lacking } = await heldBy(context, workspaces, call);
  return page(items, placeCursor(place), gap ?? lacking);
}

async function ofExternals(context: Context, place: ExternalPlace, call: Call): Promise<Page<Assignment>> {
  const { ids, lacking } = place.licenses
    ? { ids: place.licenses, lacking: undefined }
    : await siteLicenseIds(context, call);
  const [current] = ids;
  if (current === undefined) return page([], null, lacking);
  const { rows, next, gap, last } = await holdersOf(context, current, { mark: place.mark }, call);
  const users = await externalsAmong(context, rows, call);
  const license = licenseIn(context, last);
  const items = users.map(({ user }) => holding(current, user, license));
  if (next) return page(items, placeCursor({ ...place, licenses: ids, mark: next }), gap ?? lacking);
  const listed = ids.slice(1);
  const later =
    place.isCut && listed.length === 0
      ? { ...(await licensesBehind(context, current, call)), isCut: false }
      : { ids: listed, lacking, isCut: place.isCut };
  if (later.ids.length === 0) return page(items, null, gap ?? later.lacking);
  const following = placeCursor({ part: 'external', licenses: later.ids, isCut: later.isCut, mark: null });
  return page(items, following, gap ?? later.lacking);
}

/** They have an order that stays, and come by their ids again, whatever has become of the one before. */
async function licensesBehind(context: Context, current: string, call: Call) {
  const { ids, lacking } = await siteLicenseIds(context, call);
  return { ids: ids.filter((id) => id > current), lacking };
}

async function siteLicenseIds(context: Context, call: Call) {
  const { items, gap } = await siteLicenses(context, call);
  return { ids: items.map(({ externalId }) => externalId), lacking: gap };
}

/**
 * One license's users, then the workspaces that hold it, as the two are listed apart (webex contract 3.1, 7). Workspaces
 * are read when the license says that it may be on some.
 */
async function readHolders(
  context: Context,
  asked: string,
  { cursor, wanted }: { readonly cursor: string | null; readonly wanted: number | undefined },
  call: Call,
): Promise<Page<Assignment>> {
  const licenseId = canonicalId('LICENSE', asked);
  const { part, mark } = holdersPlace(cursor);
  if (part === 'workspaces') return workspacesHolding(context, licenseId, mark, call);
  const place = { mark, ...sizeOfFirst(cursor, wanted) };
  const { rows, next, gap, last } = await holdersOf(context, licenseId, place, call);
  const license = licenseIn(context, last);
  const users = await usersAmong(context, rows, call);
  const items = users.map(({ user }) => holding(licenseId, user, license));
  if (next !== null) return page(items, holdersCursor({ part: 'users', mark: next }), gap);
  // Every page repeats the license itself (webex contract 3.1), so that the last one tells what is still to come.
  const isOver = last.license === null || !mayBeOnWorkspaces(last.license);
  return page(items, isOver ? null : holdersCursor({ part: 'workspaces', mark: null }), gap);
}

/** What a page of a license's users tells of the license. */
type OfLicense = { readonly license: WebexLicense; readonly isLicenseWhole: boolean } | typeof NO_LICENSE;

const NO_LICENSE = { license: null, isLicenseWhole: false } as const;

/** Users of a license; nobody for one that does not exist. */
function holdersOf(
  context: Context,
  licenseId: string,
  { mark, ...size }: { readonly mark: Mark | null; readonly rows?: number },
  call: Call,
) {
  return readOn<Holder, OfLicense>(
    async (token) => {
      const slice = await listHolders(context, licenseId, { token, ...size }, call);
      return slice ?? { rows: [], next: null, leftOut: 0, count: null, ...NO_LICENSE };
    },
    mark,
    context.accountKey,
  );
}

/** The license that came along; undefined where it is not told as the catalogue tells it. */
function licenseIn({ accountKey }: Context, { license, isLicenseWhole }: OfLicense): License | undefined {
  return license !== null && isLicenseWhole ? toLicense(license, accountKey) : undefined;
}

async function workspacesHolding(
  context: Context,
  licenseId: string,
  mark: Mark | null,
  call: Call,
): Promise<Page<Assignment>> {
  const { workspaces, next, gap } = await callingWorkspaces(context, mark, call);
  const { items, lacking } = await heldBy(context, workspaces, call);
  return page(
    items.filter((assignment) => assignment.licenseId === licenseId),
    next && holdersCursor({ part: 'workspaces', mark: next }),
    gap ?? lacking,
  );
}

async function callingWorkspaces(context: Context, mark: Mark | null, call: Call) {
  const read = await readOn(
    (token) => listWorkspaces(context, { token }, call, 'webexCalling'),
    mark,
    context.accountKey,
  );
  const workspaces = read.rows.map((row) => ({
    assignee: toWorkspace(row, context.accountKey),
    isOdd: row.isOdd,
  }));
  return { ...read, workspaces };
}

/** Somebody of a list, and whether the row was odd. */
interface Listed {
  readonly assignee: User | Workspace;
  readonly isOdd: boolean;
}

/**
 * What the assignees of a list hold; those of whom it did not tell are read alone. A failure fails the page, as a part of it would
 * pass for the whole; but what an odd row holds is left out when its own read is as odd.
 */
async function heldBy(
  context: Context,
  rows: readonly Listed[],
  call: Call,
): Promise<{ readonly items: readonly Assignment[]; readonly lacking: Gap | undefined }> {
  const untold = rows.map(({ assignee }) => assignee).filter((assignee) => !assignee.assignments);
  const read = await readAlone(context, untold, call);
  let lacking: Gap | undefined;
  const items = rows.flatMap(({ assignee, isOdd }) => {
    const slot = assignee.assignments ?? slotOf(read, assignee.externalId);
    if (!(slot instanceof ProblemError)) {
      // Null: the assignee does not exist any more, and holds nothing.
      return (slot ?? []).map((assignment) => ({ ...assignment, assignee }));
    }
    if (!isOdd || !UNTOLD.has(slot.problem.code)) throw slot;
    lacking = 'ROWS_LEFT_OUT';
    return [];
  });
  return { items, lacking };
}

/** What it is called when an answer came and does not tell. */
const UNTOLD: ReadonlySet<ProblemCode> = new Set(['UPSTREAM_FORBIDDEN', 'UPSTREAM_BAD_RESPONSE']);

function page(items: readonly Assignment[], next: string | null, gap: Gap | undefined): Page<Assignment> {
  return { items, next, total: null, gap };
}
