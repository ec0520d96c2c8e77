// People by their ids: many at a time, with names and addresses only, or one with everything (webex contract 6).
import { oneByOne } from '../../../batching/chunk.ts';
import { fillLeftOut } from '../../../batching/left-out.ts';
import type { User } from '../../../domain/assignee.ts';
import type { Call } from '../../../domain/call.ts';
import type { Slot } from '../../../domain/page.ts';
import { badResponse } from '../../../upstream/parse.ts';
import { fetchPerson, findPeople } from '../client.ts';
import type { Context, ReadByKeysIn } from '../context.ts';
import { unread } from '../failures.ts';
import { canonicalId } from '../ids.ts';
import { toBriefUser, toUser } from './user-facts.ts';

/** One person with everything; null is Webex's word that there is no such person. */
export async function readPerson(context: Context, id: string, call: Call): Promise<User | null> {
  const person = await fetchPerson(context, canonicalId('USER', id), call);
  return person && toUser(person, context.accountKey);
}

/** At most LIMITS.idsOfLookup people by the ids asked for with. Who is left out of the answer without a word is read alone. */
export const lookUp: ReadByKeysIn<User> = async (context, keys, call) => {
  const { accountKey, width } = context;
  const ids = new Set(keys.map((key) => canonicalId('USER', key)));
  const { people, unknownIds } = await findPeople(context, [...ids], call);
  // An answer about others belongs to another question.
  if (people.some(({ id }) => !ids.has(id)) || unknownIds.some((id) => !ids.has(id))) {
    throw badResponse(accountKey, 'The provider answered about others than those asked for.');
  }
  const answers = new Map<string, Slot<User>>(unknownIds.map((id) => [id, null]));
  for (const person of people) answers.set(person.id, toBriefUser(person, accountKey));
  const slots = new Map<string, Slot<User>>();
  for (const key of keys) {
    const slot = answers.get(canonicalId('USER', key));
    if (slot !== undefined) slots.set(key, slot);
  }
  const filled = await fillLeftOut(keys, slots, { call, width }, (key) => readPerson(context, key, call));
  const rest = keys.filter((key) => !filled.has(key)).map((key) => [key, unread(accountKey)] as const);
  return new Map<string, Slot<User>>([...filled, ...rest]);
};

/** People one by one. */
export const readEachPerson: ReadByKeysIn<User> = (context, ids, call) =>
  oneByOne(ids, context.width, (id) => readPerson(context, id, call));
