// Users of other organisations: only the licenses of meeting sites name them (webex contract 5.4, 6).
import { fanOut, inChunks } from '../../../batching/chunk.ts';
import type { User } from '../../../domain/assignee.ts';
import type { Assignment } from '../../../domain/assignment.ts';
import type { Call } from '../../../domain/call.ts';
import type { License } from '../../../domain/license.ts';
import type { Listed, Slots } from '../../../domain/page.ts';
import { ProblemError } from '../../../domain/problem.ts';
import { listHolders } from '../client.ts';
import type { Context } from '../context.ts';
import { unread } from '../failures.ts';
import { canonicalId } from '../ids.ts';
import { LIMITS } from '../policy.ts';
import type { Holder } from '../wire/licenses.ts';
import { holding } from './held-license.ts';
import { mayBeOnExternals, readCatalogue } from './licenses.ts';
import { holderToUser, kindOfHolder, withNothingElse } from './user-facts.ts';
import { lookUp } from './user-lookup.ts';
import { tooManyPages, walk } from './walk.ts';

/** A license that is gone meanwhile has no holders. */
const GONE = { rows: [], next: null, leftOut: 0, count: null } as const;

/** Licenses that users of other organisations may hold, in an order that stays; and what the catalogue lacks. */
export async function siteLicenses(context: Context, call: Call): Promise<Listed<License>> {
  return ofSites(await readCatalogue(context, call));
}

function ofSites({ items, gap }: Listed<License>): Listed<License> {
  const byId = (one: License, other: License): number => (one.externalId < other.externalId ? -1 : 1);
  return { items: items.filter(mayBeOnExternals).sort(byId), gap };
}

/** Users of other organisations. */
export interface Externals {
  /** By every id they go by, with all of their assignments if `isWhole`. */
  readonly users: ReadonlyMap<string, User>;
  /** False when rows were left out: anybody may hold more, or be one. */
  readonly isWhole: boolean;
}

/**
 * Every external user. Throws UPSTREAM_TOO_MANY_PAGES, before a license is read, when the seat numbers say that it takes more
 * than `mostPages`.
 */
export async function readExternals(context: Context, mostPages: number, call: Call): Promise<Externals> {
  const licenses = await siteLicenses(context, call);
  if (pagesOf(licenses.items) > mostPages) throw tooManyPages(context.accountKey);
  return externalsOn(context, licenses, call);
}

async function externalsOn(
  context: Context,
  { items: licenses, gap }: Listed<License>,
  call: Call,
): Promise<Externals> {
  const users = new Map<string, User>();
  const names = new Map<string, string>();
  const held = new Map<string, Assignment[]>();
  const read = await fanOut(licenses, context.width, (license) => assignmentsOn(context, license, call));
  const isWhole = gap === undefined && read.every((one) => one.isWhole);
  for (const { user, personId, assignment } of read.flatMap(({ found }) => found)) {
    users.set(user.externalId, user);
    names.set(personId, user.externalId);
    const assignments = held.get(user.externalId);
    if (assignments) assignments.push(assignment);
    else held.set(user.externalId, [assignment]);
  }
  const withHeld = (id: string, user: User): User =>
    isWhole ? { ...user, assignments: held.get(id) ?? [] } : user;
  const whole = new Map([...users].map(([id, user]) => [id, withHeld(id, user)]));
  const byPersonId = [...names].flatMap(([personId, id]) => {
    const user = whole.get(id);
    return user ? [[personId, user] as const] : [];
  });
  return { users: new Map([...byPersonId, ...whole]), isWhole };
}

/** External users by address; null for an address that none has. `catalogue` has the licenses of the account, where it was read. */
export async function externalsByEmail(
  context: Context,
  keys: readonly string[],
  call: Call,
  catalogue?: Listed<License>,
): Promise<Slots<User>> {
  const { users, isWhole } =
    catalogue === undefined
      ? await readExternals(context, LIMITS.speculativePages, call)
      : await externalsOn(context, ofSites(catalogue), call);
  const lacking = isWhole ? null : unread(context.accountKey);
  return new Map(keys.map((key) => [key, users.get(canonicalId('USER', key)) ?? lacking]));
}

/** Somebody a license names, and the id Webex has given them: requests that name external users by it find nobody (webex contract 5.4). */
interface Named {
  readonly user: User;
  readonly personId: string;
}

/** Those of a license's users who are in no list of people. */
export async function externalsAmong(
  context: Context,
  holders: readonly Holder[],
  call: Call,
): Promise<readonly Named[]> {
  const named = await usersAmong(context, holders, call);
  return named.flatMap(({ user, personId, isOurs }) =>
    isOurs ? [] : [{ user: withNothingElse(user), personId }],
  );
}

/** A license's users. Of those whose kind is a word nobody knows it is asked whether they are listed: their ids depend on it. */
export async function usersAmong(
  context: Context,
  holders: readonly Holder[],
  call: Call,
): Promise<readonly (Named & { readonly isOurs: boolean })[]> {
  const unclear = holders.filter((holder) => kindOfHolder(holder) === 'UNKNOWN').map(({ id }) => id);
  const listed = await listedAmong(context, unclear, call);
  return holders.map((holder) => {
    const isOurs = kindOfHolder(holder) === 'INTERNAL' || listed.has(holder.id);
    return { user: holderToUser(holder, context.accountKey, isOurs), personId: holder.id, isOurs };
  });
}

function pagesOf(licenses: readonly License[]): number {
  let pages = 0;
  for (const { seats } of licenses) pages += Math.ceil((seats?.assignedToUsers ?? 0) / LIMITS.holdersOfPage);
  return pages;
}

async function assignmentsOn(
  context: Context,
  license: License,
  call: Call,
): Promise<{
  readonly found: readonly (Named & { readonly assignment: Assignment })[];
  readonly isWhole: boolean;
}> {
  const { accountKey } = context;
  const { externalId } = license;
  const read = async (token: string | null) =>
    (await listHolders(context, externalId, { token }, call)) ?? GONE;
  const found: (Named & { assignment: Assignment })[] = [];
  let isWhole = true;
  for await (const page of walk(read, accountKey)) {
    isWhole &&= page.isWhole;
    for (const external of await externalsAmong(context, page.rows, call)) {
      found.push({ ...external, assignment: holding(externalId, external.user, license) });
    }
  }
  return { found, isWhole };
}

/** Which of these ids are people of the organisation, where the type of a license's user is a word nobody knows. */
async function listedAmong(
  context: Context,
  ids: readonly string[],
  call: Call,
): Promise<ReadonlySet<string>> {
  const slots = await inChunks(ids, { size: LIMITS.idsOfLookup, width: context.width }, (piece) =>
    lookUp(context, piece, call),
  );
  const listed = new Set<string>();
  for (const [id, slot] of slots) {
    if (slot instanceof ProblemError) throw slot;
    if (slot !== null) listed.add(id);
  }
  return listed;
}
