// People: users of all accounts by their e-mail addresses, as they are now.
import { sql, type RawBuilder } from 'kysely';
import { sameAddress } from '../../../domain/assignee.ts';
import type { FoundPeople, HoldsSearch, PersonSearch } from '../../../domain/inventory/search.ts';
import { isOneOf } from '../../database/bulk.ts';
import { clean } from '../../database/json.ts';
import type { CountQuery, PeopleQuery } from './api.ts';
import { readAsJson } from './statements/as-json.ts';
import { contains, licenseIds, namedBy, type LicenseIds } from './statements/conditions.ts';
import type { ReadContext } from './statements/context.ts';
import { allOf, pageOf } from './statements/keyset.ts';
import { ASSIGNEE_ROW, toAssignee, type AssigneeRow } from './statements/rows.ts';
import { scopeOf, type Scope } from './statements/scope.ts';

/** A page of people, each with all of their users that the caller sees. */
export async function findPeople(context: ReadContext, query: PeopleQuery): Promise<FoundPeople> {
  const { filter, first, after } = query;
  const scope = await scopeOf(context.db, query.visible, filter);
  const named = filter.emails && [...new Set(filter.emails.map((email) => sameAddress(clean(email))))];
  const page = named === undefined ? { after, limit: first + 1 } : null;
  const { rows } = await sql<{ email: string }>`${await addressesOf(context, scope, filter, page)}`.execute(
    context.db,
  );
  const found = rows.map(({ email }) => email);
  const there = new Set(found);
  const { rows: emails, hasNext } = pageOf(named ? named.filter((email) => there.has(email)) : found, first);
  const users = await usersOf(context, scope, emails);
  return {
    people: emails.map((email) => ({
      email,
      users: (users.get(email) ?? []).map((row) => toAssignee(scope, row)),
    })),
    hasNext,
  };
}

/** How many people there are. */
export async function countPeople(
  context: ReadContext,
  { visible, filter }: CountQuery<PersonSearch>,
): Promise<number> {
  const addresses = await addressesOf(context, await scopeOf(context.db, visible, filter), filter, null);
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (${addresses}) as people`.execute(context.db);
  return rows[0]?.count ?? 0;
}

type PersonRow = AssigneeRow & { readonly email: string };

async function usersOf(
  { db }: ReadContext,
  scope: Scope,
  emails: readonly string[],
): Promise<ReadonlyMap<string, readonly PersonRow[]>> {
  const rows = await readAsJson(
    db,
    sql<PersonRow>`
    select ${ASSIGNEE_ROW}, a.email from assignees a
    where ${usersIn(scope, 'a')} and ${isOneOf('a.email', emails)} order by a.account_no, a.id`,
  );
  return Map.groupBy(rows, ({ email }) => email);
}

/** Users with an address. */
function usersIn({ nos }: Scope, alias: string): RawBuilder<boolean> {
  const name = sql.raw(alias);
  return sql<boolean>`${name}.account_no = any(${nos}::smallint[]) and ${name}.kind = 'USER'
    and ${name}.gone_at is null and ${name}.email is not null`;
}

/** Of all addresses in their order, so many behind one of them. */
interface AddressPage {
  readonly after: string | null;
  readonly limit: number;
}

/** The addresses that a filter lets through, each once. What is asked of a person holds for one of their users, or for all together. */
async function addressesOf(
  { db, trigrams }: ReadContext,
  scope: Scope,
  filter: PersonSearch,
  page: AddressPage | null,
): Promise<RawBuilder<unknown>> {
  const { search, departments, inAccountsAtLeast = 1, emails, holds } = filter;
  const conditions = [usersIn(scope, 'a')];
  if (page?.after != null) conditions.push(sql<boolean>`a.email > ${clean(page.after)}`);
  if (emails !== undefined) conditions.push(isOneOf('a.email', emails.map(sameAddress)));
  const some = [
    ...(search === undefined ? [] : [contains('b.search', search, await trigrams())]),
    ...(departments === undefined ? [] : [isOneOf('b.department', departments)]),
  ];
  for (const condition of some) {
    conditions.push(
      sql<boolean>`a.email in (select b.email from assignees b where ${usersIn(scope, 'b')} and ${condition})`,
    );
  }
  if (holds !== undefined) {
    const licenses = await licenseIds(db, scope, [namedBy(holds)]);
    conditions.push(...holdConditions(scope, holds, licenses));
  }
  const known =
    inAccountsAtLeast > 1 ? sql`having count(distinct a.account_no) >= ${inAccountsAtLeast}` : sql``;
  return sql`select a.email from assignees a where ${allOf(conditions)} group by a.email ${known}
    ${page ? sql`order by a.email limit ${page.limit}` : sql``}`;
}

/** What the users of a person hold together. */
function holdConditions(
  scope: Scope,
  { any, all = [], none = [], nothing }: HoldsSearch,
  licenses: LicenseIds,
): RawBuilder<boolean>[] {
  const holders = (ids: readonly number[]): RawBuilder<unknown> => sql`
    select b.email from holdings x join assignees b on b.id = x.assignee_id
    where ${usersIn(scope, 'b')} and x.license_id = any(${ids}::integer[])`;
  const conditions = [...(any ? [any] : []), ...all.map((ref) => [ref])].map(
    (refs) => sql<boolean>`a.email in (${holders(licenses.of(refs))})`,
  );
  if (none.length > 0) conditions.push(sql<boolean>`a.email not in (${holders(licenses.of(none))})`);
  if (nothing !== undefined) {
    conditions.push(
      sql<boolean>`exists (select from assignees b where ${usersIn(scope, 'b')} and b.email = a.email and b.holds > 0) <> ${nothing}`,
    );
  }
  return conditions;
}
