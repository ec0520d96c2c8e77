// Users with everything that can be read of them, in the fewest reads.
import { fillLeftOut } from '../../../batching/left-out.ts';
import type { User } from '../../../domain/assignee.ts';
import type { Call } from '../../../domain/call.ts';
import type { Slot, Slots } from '../../../domain/page.ts';
import { ProblemError, asProblemError } from '../../../domain/problem.ts';
import { listPeople } from '../client.ts';
import type { Context } from '../context.ts';
import { unread } from '../failures.ts';
import { canonicalId, isAddress } from '../ids.ts';
import { LIMITS } from '../policy.ts';
import { readExternals } from './external-users.ts';
import { readCatalogue } from './licenses.ts';
import { outsider, toUser } from './user-facts.ts';
import { readEachPerson, readPerson } from './user-lookup.ts';
import { isOfTheList, walk } from './walk.ts';

/** Who is asked for. What is known of the kind saves calls. */
type Asked = Pick<User, 'externalId' | 'userKind'>;

/** Everything there is on each user, by the id it is asked for with; null for who does not exist. */
export async function readInFull(
  context: Context,
  users: readonly Asked[],
  call: Call,
): Promise<Slots<User>> {
  const { accountKey, width } = context;
  const own = users.filter((user) => !isExternal(user)).map(({ externalId }) => externalId);
  const people = await readPeople(context, own, call);
  const strangers = users.filter(
    ({ externalId, userKind }) => userKind !== 'INTERNAL' && isUnclear(people.get(externalId)),
  );
  const { slots, failure } = await withExternals(context, strangers, people, call);
  const mayBeExternal = new Set(strangers.map(({ externalId }) => externalId));
  const filled = await fillLeftOut(own, slots, { call, width }, async (id) => {
    const person = await readPerson(context, id, call);
    if (person === null && failure !== null && mayBeExternal.has(id)) throw failure;
    return person;
  });
  return new Map(
    users.map(({ externalId }) => {
      const slot = filled.get(externalId);
      return [externalId, slot === undefined ? unread(accountKey) : slot];
    }),
  );
}

/** Whether somebody may be of another organisation: nobody here, left out by a list, or seen without what administrators see. */
function isUnclear(slot: Slot<User> | undefined): boolean {
  return slot === undefined || slot === null || (!(slot instanceof ProblemError) && !slot.assignments);
}

/** Whether somebody is known to be of another organisation. */
export function isExternal({ userKind, externalId }: Asked): boolean {
  return userKind === 'EXTERNAL' || isAddress(externalId);
}

/**
 * The slots with those of `strangers` filled in who hold a license here, or may have been invited. Somebody who is not listed here and could
 * not be looked for there is the failure; who was left out before is still missing.
 */
export async function withExternals(
  context: Context,
  strangers: readonly Asked[],
  people: Slots<User>,
  call: Call,
): Promise<{ readonly slots: Slots<User>; readonly failure: ProblemError | null }> {
  if (strangers.length === 0) return { slots: people, failure: null };
  const mostPages = strangers.some(isExternal) ? Number.POSITIVE_INFINITY : LIMITS.speculativePages;
  const found = await readExternals(context, mostPages, call).catch(asProblemError);
  const isRead = !(found instanceof ProblemError);
  const failure = isRead ? (found.isWhole ? null : unread(context.accountKey)) : found;
  const slots = new Map<string, Slot<User>>(people);
  for (const stranger of strangers) {
    const { externalId } = stranger;
    const external = isRead ? found.users.get(canonicalId('USER', externalId)) : undefined;
    if (external) slots.set(externalId, external);
    else if (failure === null && isAddress(externalId))
      slots.set(externalId, outsider(externalId, context.accountKey));
    else if (people.get(externalId) === null || isExternal(stranger)) slots.set(externalId, failure);
  }
  return { slots, failure };
}

/** How many pages the list of people has; Infinity where nothing tells, and it is not worth a call to know. */
async function pagesOfPeople(context: Context, wanted: number, call: Call): Promise<number> {
  const { lastSeen } = context;
  if (lastSeen.people === null && wanted > LIMITS.readsWorthACall) {
    // Without it people can be read all the same.
    await readCatalogue(context, call).catch(() => null);
  }
  const { people } = lastSeen;
  return people === null ? Number.POSITIVE_INFINITY : Math.ceil(people / LIMITS.rowsOfPage);
}

/**
 * People with their licenses: one by one, or through the list of all people where that takes fewer calls. How many people
 * there are is known once the catalogue was read: free licenses count them (webex contract 3, 6). Whom the list leaves out is
 * missing: it may have moved while it was read.
 */
async function readPeople(context: Context, ids: readonly string[], call: Call): Promise<Slots<User>> {
  if (ids.length <= (await pagesOfPeople(context, ids.length, call)))
    return readEachPerson(context, ids, call);
  const found = new Map<string, User>();
  const missing = new Set(ids.map((id) => canonicalId('USER', id)));
  const isMissing = (id: string): boolean => missing.has(canonicalId('USER', id));
  const slotsOf = (): Map<string, Slot<User>> =>
    new Map(
      ids.flatMap((id) => {
        const user = found.get(canonicalId('USER', id));
        return user ? [[id, user] as const] : [];
      }),
    );
  try {
    for await (const { rows } of walk((token) => listPeople(context, { token }, call), context.accountKey)) {
      for (const row of rows) {
        if (missing.delete(row.id)) found.set(row.id, toUser(row, context.accountKey));
      }
      if (missing.size === 0) break;
    }
  } catch (error) {
    const failure = asProblemError(error);
    const rest = ids.filter(isMissing);
    if (isOfTheList(failure)) return new Map([...slotsOf(), ...(await readEachPerson(context, rest, call))]);
    return new Map<string, Slot<User>>([...slotsOf(), ...rest.map((id) => [id, failure] as const)]);
  }
  return slotsOf();
}
