// People of the inventory, by e-mail address.
import { z } from 'zod';
import { sameAddress } from '../../domain/assignee.ts';
import type { Account } from '../../domain/account.ts';
import type { FoundPerson, PersonSearch } from '../../domain/inventory/search.ts';
import type { GraphContext } from '../context.ts';
import type { InventoryResolvers } from '../generated/resolvers.ts';
import { selectAccounts } from '../inputs/select-accounts.ts';
import { checkFirst, listConnection, type PageRequest } from '../lists/connection.ts';
import { badCursor, scopeOf, seal, unseal, type Scope } from '../lists/cursors.ts';
import type { PersonModel } from '../nodes/models.ts';
import { personKeyOf } from '../nodes/people.ts';
import { lookedAt, type Looked } from './coverage.ts';
import { personSearch } from './filters.ts';
import { MAX_FIRST_OF_INVENTORY, withoutHistory } from './lists.ts';
import type { PersonConnectionModel } from './models.ts';
import { counted } from './pages.ts';
import { personModel } from './sources.ts';

const AddressText = z.tuple([z.string().max(2_000)]);

/** A list of people: who is looked for, and where. */
interface PeopleList {
  readonly search: PersonSearch;
  readonly accounts: readonly Account[];
  readonly looked: Looked;
  readonly inventory: GraphContext['inventory'];
}

export const people: NonNullable<InventoryResolvers['people']> = async (
  { asOf },
  { filter, ...page },
  context,
) => {
  if (asOf !== null) throw withoutHistory('The inventory tells people as they are now.');
  const accounts = selectAccounts(context.accounts, { accountKeys: filter?.accountKeys ?? null });
  const search = personSearch(context.accounts, filter);
  const looked = await lookedAt(context, accounts, { asOf, kind: 'USER' });
  const list = { search, accounts, looked, inventory: context.inventory };
  const scope = scopeOf(['inventory', 'people', filter]);
  const request = { ...page, scope, most: MAX_FIRST_OF_INVENTORY };
  return filter?.emails == null ? everybody(list, request) : byAddress(list, request, filter.emails);
};

/** A page of people, by address. */
async function everybody(list: PeopleList, page: PageRequest): Promise<PersonConnectionModel> {
  const { search: filter, looked, inventory } = list;
  const { visible, coverage } = looked;
  const first = checkFirst(page.first, page.most);
  const after = page.after == null ? null : addressIn(page.after, page.scope);
  const found = await inventory.findPeople({ visible, filter, asOf: null, first, after });
  const rows = found.people.map((one) => ({
    value: modelOf(list, one),
    cursor: () => seal(page.scope, [one.email]),
  }));
  const count = async (): Promise<number> =>
    after === null && !found.hasNext ? rows.length : inventory.countPeople({ visible, filter, asOf: null });
  return {
    rows,
    next: found.hasNext ? (rows.at(-1)?.cursor ?? null) : null,
    ...counted(coverage, count),
    failure: null,
    unknownEmails: null,
  };
}

/** Everybody who has one of the addresses is read at once, whatever the page: the answer names those that nobody has. */
async function byAddress(
  list: PeopleList,
  page: PageRequest,
  emails: readonly string[],
): Promise<PersonConnectionModel> {
  const { search: filter, looked, inventory } = list;
  const { visible, coverage } = looked;
  checkFirst(page.first, page.most);
  const first = Math.max(1, filter.emails?.length ?? 0);
  const found = await inventory.findPeople({ visible, filter, asOf: null, first, after: null });
  const known = new Set(found.people.map(({ email }) => sameAddress(email)));
  const all = found.people.map((one) => modelOf(list, one));
  return {
    ...listConnection({ all, keyOf: ({ email }) => email, coverage: await coverage(), failure: null }, page),
    unknownEmails: emails.filter((email) => !known.has(personKeyOf(email) ?? '')),
  };
}

/** Their users are those of the accounts that were looked at. */
function modelOf({ accounts }: PeopleList, found: FoundPerson): PersonModel {
  return { ...personModel(found, null), accounts };
}

function addressIn(cursor: string, scope: Scope): string {
  const parsed = AddressText.safeParse(unseal(cursor, scope));
  if (!parsed.success) throw badCursor();
  return parsed.data[0];
}
