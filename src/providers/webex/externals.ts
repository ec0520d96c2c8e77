// Users of other organisations: only the licenses of meeting sites name them (webex contract 5.4, 6).
import { fanOut, inChunks } from '../../batching/chunk.ts';
import { indexBy } from '../../batching/align.ts';
import type { User } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { Call } from '../../domain/call.ts';
import { ProblemError } from '../../domain/problem.ts';
import { HOLDERS_A_PAGE, IDS_A_CALL } from './client.ts';
import type { WebexContext } from './context.ts';
import { holding } from './holding.ts';
import { mayBeOnExternals, toLicense } from './licenses.ts';
import { holderToUser } from './person.ts';
import { tooManyPages, walk } from './walk.ts';
import type { Holder, WebexLicense } from './wire.ts';

/** Licenses that users of other organisations may hold, in an order that stays. */
export async function siteLicenses(context: WebexContext, call: Call): Promise<readonly WebexLicense[]> {
  const licenses = await context.catalogue.read(call);
  return licenses.filter(mayBeOnExternals).sort((one, other) => (one.id < other.id ? -1 : 1));
}

/**
 * Every external user with all of its assignments, by id. Throws UPSTREAM_TOO_MANY_PAGES, before a license is read,
 * when the seat numbers say that it takes more than `mostPages`.
 */
export async function readExternals(
  context: WebexContext,
  mostPages: number,
  call: Call,
): Promise<ReadonlyMap<string, User>> {
  const licenses = await siteLicenses(context, call);
  if (pagesOf(licenses) > mostPages) throw tooManyPages(context.accountKey);
  const users = new Map<string, User>();
  const held = new Map<string, Assignment[]>();
  const found = await fanOut(licenses, context.width, (license) => assignmentsOn(context, license, call));
  for (const { user, assignment } of found.flat()) {
    users.set(user.externalId, user);
    const assignments = held.get(user.externalId);
    if (assignments) assignments.push(assignment);
    else held.set(user.externalId, [assignment]);
  }
  return new Map([...users].map(([id, user]) => [id, { ...user, assignments: held.get(id) ?? [] }]));
}

/** Those of a license's users who are in no list of people. */
export async function externalsAmong(
  context: WebexContext,
  holders: readonly Holder[],
  call: Call,
): Promise<readonly User[]> {
  const users = holders.map((holder) => holderToUser(holder, context.accountKey));
  const unclear = users.filter((user) => user.userKind === 'UNKNOWN').map((user) => user.externalId);
  const listed = await listedAmong(context, unclear, call);
  return users.filter((user) => user.userKind !== 'INTERNAL' && !listed.has(user.externalId));
}

function pagesOf(licenses: readonly WebexLicense[]): number {
  let pages = 0;
  for (const license of licenses) pages += Math.ceil((license.consumedByUsers ?? 0) / HOLDERS_A_PAGE);
  return pages;
}

async function assignmentsOn(
  context: WebexContext,
  license: WebexLicense,
  call: Call,
): Promise<readonly { readonly user: User; readonly assignment: Assignment }[]> {
  const { accountKey, client } = context;
  const known = toLicense(license, accountKey);
  const gone = { rows: [], next: null };
  const read = async (token: string | null) => (await client.holders(license.id, token, call)) ?? gone;
  const found: { user: User; assignment: Assignment }[] = [];
  for await (const { rows } of walk(read, accountKey)) {
    for (const user of await externalsAmong(context, rows, call)) {
      found.push({ user, assignment: holding(license.id, user, known) });
    }
  }
  return found;
}

/** Which of these ids are people of the organisation, where the type of a license's user is a word nobody knows. */
async function listedAmong(
  context: WebexContext,
  ids: readonly string[],
  call: Call,
): Promise<ReadonlySet<string>> {
  const options = { size: IDS_A_CALL, width: context.width };
  const slots = await inChunks(ids, options, async (piece) =>
    indexBy(await context.client.peopleByIds(piece, call), (person) => person.id),
  );
  const listed = new Set<string>();
  for (const [id, slot] of slots) {
    if (slot instanceof ProblemError) throw slot;
    if (slot !== null) listed.add(id);
  }
  return listed;
}
