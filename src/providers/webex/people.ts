// Looking people up: by page, by ids, by addresses.
import { inChunks } from '../../batching/chunk.ts';
import type { User } from '../../domain/assignee.ts';
import type { Call } from '../../domain/call.ts';
import { asProblemError } from '../../domain/problem.ts';
import type { Slot, Slots } from '../../domain/page.ts';
import { badResponse } from '../../upstream/parse.ts';
import type { ProviderAccount } from '../provider.ts';
import { IDS_A_CALL } from './client.ts';
import type { WebexContext } from './context.ts';
import { pageCursor, pageToken } from './cursors.ts';
import { readExternals } from './externals.ts';
import { personId } from './ids.ts';
import { toBriefUser, toUser } from './person.ts';

/** Pages of holders read for ids that are nobody's here: external users', or nobody's at all. */
export const SPECULATIVE_PAGES = 20;

/** The people of the organisation, and by id those of other organisations who hold a license of it. */
export function createUsers(context: WebexContext): NonNullable<ProviderAccount['users']> {
  const { accountKey, client, width } = context;
  return {
    // With presence, slow as it is: it brings lastActivity, without which no unused license is found. Webex asks those
    // who poll to leave it out (webex contract 8); this reads when somebody asks, and waits when told to.
    async page(cursor, call) {
      const slice = await client.people(pageToken('people', cursor), call);
      const items = slice.rows.map((person) => toUser(person, accountKey));
      return { items, next: pageCursor('people', slice.next), total: null };
    },
    async byIds(keys, call) {
      const slots = await inChunks(keys, { size: IDS_A_CALL, width }, (piece) =>
        lookUp(context, piece, call),
      );
      return withExternals(context, slots, call);
    },
    byEmails: (keys, call) =>
      inChunks(keys, { size: 1, width }, async (piece) => {
        const found = new Map<string, readonly User[]>();
        for (const email of piece) found.set(email, await withAddress(context, email, call));
        return found;
      }),
  };
}

/** A single person costs the same read alone, and then everything comes along (webex contract 6). */
async function lookUp(context: WebexContext, keys: readonly string[], call: Call): Promise<Slots<User>> {
  const { accountKey, client } = context;
  const [first = '', ...others] = keys;
  if (others.length === 0) {
    const person = await client.person(personId(first), call);
    return new Map([[first, person && toUser(person, accountKey)]]);
  }
  const ids = new Set(keys.map(personId));
  const people = await client.peopleByIds([...ids], call);
  // An answer about others belongs to another question: what it lacks is not "does not exist".
  if (people.some((person) => !ids.has(person.id))) {
    throw badResponse(accountKey, 'The provider answered about others than those asked for.');
  }
  const users = new Map(people.map((person) => [person.id, toBriefUser(person, accountKey)]));
  return new Map(keys.map((key) => [key, users.get(personId(key)) ?? null]));
}

async function withExternals(context: WebexContext, slots: Slots<User>, call: Call): Promise<Slots<User>> {
  const complete = new Map<string, Slot<User>>(slots);
  const missing = [...slots].filter(([, slot]) => slot === null).map(([key]) => key);
  if (missing.length === 0) return complete;
  try {
    const externals = await readExternals(context, SPECULATIVE_PAGES, call);
    for (const key of missing) complete.set(key, externals.get(personId(key)) ?? null);
  } catch (error) {
    for (const key of missing) complete.set(key, asProblemError(error));
  }
  return complete;
}

async function withAddress(context: WebexContext, email: string, call: Call): Promise<readonly User[]> {
  const wanted = email.toLowerCase();
  const people = await context.client.peopleByEmail(email, call);
  return people
    .filter((person) => person.emails.some((address) => address.toLowerCase() === wanted))
    .map((person) => toUser(person, context.accountKey));
}
