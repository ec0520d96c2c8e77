// Looking people up: by page, by ids, by addresses.
import { fanOut, inChunks, oneByOne } from '../../../batching/chunk.ts';
import { sameAddress, type User } from '../../../domain/assignee.ts';
import type { Call } from '../../../domain/call.ts';
import type { Slot, Slots } from '../../../domain/page.ts';
import { ProblemError, asProblemError } from '../../../domain/problem.ts';
import type { UserCollection } from '../../provider.ts';
import { findPeopleByEmail, listPeople } from '../client.ts';
import type { Context } from '../context.ts';
import { isAddress } from '../ids.ts';
import { LIMITS } from '../policy.ts';
import { pageCursor, pageMark } from './cursors.ts';
import { externalsByEmail } from './external-users.ts';
import { readOn, sizeOfFirst } from './pages.ts';
import { toUser } from './user-facts.ts';
import { lookUp, readEachPerson } from './user-lookup.ts';
import { readInFull, withExternals } from './users-in-full.ts';

/** The people of the organisation, and by id those of other organisations who hold a license of it. */
export function createUsers(context: Context): UserCollection {
  const { accountKey, width } = context;
  return {
    // With presence, slow as it is: it brings lastActivity, without which no unused license is found. Webex asks those
    // who poll to leave it out (webex contract 8); this reads when somebody asks, and waits when told to.
    async page(cursor, call, wanted) {
      const size = sizeOfFirst(cursor, wanted);
      const { rows, next, gap } = await readOn(
        (token) => listPeople(context, { token, ...size }, call),
        pageMark('people', cursor),
        accountKey,
      );
      const items = rows.map((person) => toUser(person, accountKey));
      return { items, next: pageCursor('people', next), total: null, gap };
    },
    async byIds(keys, call) {
      const [addresses, ids] = [keys.filter(isAddress), keys.filter((key) => !isAddress(key))];
      // A single person costs the same read alone, and then everything comes along (webex contract 6).
      const people = await inChunks(ids, { size: LIMITS.idsOfLookup, width }, (piece) =>
        piece.length === 1 ? readEachPerson(context, piece, call) : lookUp(context, piece, call),
      );
      const unknown = [...people].flatMap(([externalId, slot]) => (slot === null ? [externalId] : []));
      const strangers = [...unknown, ...addresses].map((externalId) => ({ externalId }));
      const { slots } = await withExternals(context, strangers, people, call);
      return new Map([...slots, ...(await ownAmong(context, addresses, slots, call))]);
    },
    inFull: (known, call) => readInFull(context, known, call),
    byEmails: (keys, call) => oneByOne(keys, width, (email) => withAddress(context, email, call)),
    outsideByEmails: (keys, call, catalogue) => externalsByEmail(context, keys, call, catalogue),
  };
}

/** Of addresses that hold nothing: nobody, where they are of the organisation's own people, who have ids of their own. */
async function ownAmong(
  context: Context,
  addresses: readonly string[],
  slots: Slots<User>,
  call: Call,
): Promise<ReadonlyMap<string, Slot<User>>> {
  const own = new Map<string, Slot<User>>();
  const isToAsk = (address: string): boolean => {
    const slot = slots.get(address) ?? null;
    return slot !== null && !(slot instanceof ProblemError) && slot.assignments?.length === 0;
  };
  await fanOut(addresses.filter(isToAsk), context.width, async (address) => {
    const found = await withAddress(context, address, call).catch(asProblemError);
    if (found instanceof ProblemError) own.set(address, found);
    else if (found.length > 0) own.set(address, null);
  });
  return own;
}

/** Nobody knows which form of accents an address is kept in, and only the whole address finds somebody (webex contract 6). */
async function withAddress(context: Context, email: string, call: Call): Promise<readonly User[]> {
  const wanted = sameAddress(email);
  for (const spelling of new Set([email, email.normalize('NFC'), email.normalize('NFD')])) {
    const people = await findPeopleByEmail(context, spelling, call);
    const found = people.filter(({ emails }) => emails?.some((address) => sameAddress(address) === wanted));
    if (found.length > 0) return found.map((person) => toUser(person, context.accountKey));
  }
  return [];
}
