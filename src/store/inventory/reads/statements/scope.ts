// The accounts that a query looks at, and when their lists were last read to the end.
import { sql, type RawBuilder } from 'kysely';
import { ASSIGNEE_KINDS, type AssigneeKind } from '../../../../domain/account.ts';
import type { ListedInFull } from '../../../../domain/inventory/sighting.ts';
import { clean } from '../../../database/json.ts';
import { KEPT_PLAN } from '../../../database/kept-plan.ts';
import type { Db } from '../../../database/tables.ts';
import { jsonOf, timeIn } from './as-json.ts';

/** An account that rows are of. */
export interface AccountRow {
  readonly no: number;
  readonly key: string;
  readonly sections: readonly { readonly lists: readonly ListedInFull[]; readonly completeAt: string }[];
}

/** An account that a query looks at. */
interface ScopeRow extends AccountRow {
  readonly provider: string;
  /** Kinds of assignees that it has, or had. */
  readonly kinds: readonly AssigneeKind[];
}

/** What narrows the accounts down. */
interface AccountFilter {
  readonly accountKeys?: readonly string[] | undefined;
  readonly providers?: readonly string[] | undefined;
}

/** The accounts of rows that were found. */
export interface Accounts<Row extends AccountRow = AccountRow> {
  accountOf(no: number): Row;
  /** The lists of an account that were read to the end. */
  listsOf(no: number): readonly List[];
}

/** Accounts that the caller sees and that the filter lets through. No statement looks at rows of any other. */
export interface Scope extends Accounts<ScopeRow> {
  readonly accounts: readonly ScopeRow[];
  /** Their numbers: `account_no` is one of these in each statement. */
  readonly nos: readonly number[];
}

/** A list, and when it was last read to the end: RFC 3339 UTC. */
interface List extends ListedInFull {
  readonly completeAt: string;
}

/** The scope of a query. Accounts that are not configured any more are in none. */
export async function scopeOf(db: Db, visible: readonly string[], filter: AccountFilter): Promise<Scope> {
  // The first of a kind is asked for in the order of an index: whether there is any would be looked for among all rows.
  const { rows } = await sql<ScopeRow>`
    select a.no, a.key, a.provider,
      array(select k from unnest(${[...ASSIGNEE_KINDS]}::text[]) as k
        where (select id from assignees where account_no = a.no and kind = k order by external_id limit 1) is not null) as kinds,
      ${SECTIONS} as sections
    from inventory_accounts a where ${areThere(visible)} order by a.no ${KEPT_PLAN}`.execute(db);
  return narrowed(rows, filter);
}

/** Whether an account `a` has one of these keys and is configured. */
export function areThere(keys: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`a.key = any(${keys.map((key) => clean(key))}::text[]) and a.removed_at is null`;
}

const SECTIONS: RawBuilder<unknown> = jsonOf(
  sql`select s.lists, s.complete_at as "completeAt" from inventory_sections s where s.account_no = a.no`,
);

/** Rows for `accountsOf`, as JSON within another statement. */
export function accountsWhere(condition: RawBuilder<boolean>): RawBuilder<unknown> {
  return jsonOf(
    sql`select a.no, a.key, ${SECTIONS} as sections from inventory_accounts a where ${condition}`,
  );
}

/** Rows of a select, with the accounts that have these keys: in one statement. */
export async function withAccounts<Row>(
  db: Db,
  keys: readonly string[],
  select: RawBuilder<Row>,
): Promise<{ readonly rows: readonly Row[]; readonly accounts: Accounts }> {
  const { rows } = await sql<{ accounts: readonly AccountRow[]; rows: readonly Row[] }>`
    select ${accountsWhere(areThere(keys))} as accounts, ${jsonOf(select)} as rows`.execute(db);
  return { rows: rows[0]?.rows ?? [], accounts: accountsOf(rows[0]?.accounts ?? []) };
}

/** Accounts by their numbers. */
export function accountsOf<Row extends AccountRow>(rows: readonly Row[]): Accounts<Row> {
  const byNo = new Map(rows.map((row) => [row.no, { row, lists: listsIn(row) }]));
  const known = (no: number) => {
    const account = byNo.get(no);
    if (account === undefined) throw new Error(`a row of account ${no}, which is out of scope`);
    return account;
  };
  return { accountOf: (no) => known(no).row, listsOf: (no) => known(no).lists };
}

function listsIn({ sections }: AccountRow): readonly List[] {
  return sections.flatMap(({ lists, completeAt }) => {
    const times = { completeAt: new Date(completeAt).toISOString() };
    return lists.map((list) => ({ ...list, ...times }));
  });
}

/** A scope with those of its accounts that a filter lets through. */
export function narrowed(accounts: readonly ScopeRow[], { accountKeys, providers }: AccountFilter): Scope {
  const kept = accounts.filter(
    ({ key, provider }) => (accountKeys?.includes(key) ?? true) && (providers?.includes(provider) ?? true),
  );
  return { ...accountsOf(kept), accounts: kept, nos: kept.map(({ no }) => no) };
}

/** What tells when a row was last seen, as JSON has it. */
export interface Seen {
  readonly accountNo: number;
  readonly observedAt: string;
  readonly missedIn: number | null;
  readonly goneAt?: string | null;
}

/** What lists the row. `word` is that of an assignee: people from inside and from outside may have lists of their own. */
interface ListedBy {
  readonly what: ListedInFull['what'];
  readonly kind?: string;
  readonly word?: string | null;
}

/** When a row was last seen: rows that a list shows unchanged are not written, so the last complete reading of that list has seen them too. */
export function observedAt(
  accounts: Accounts,
  { accountNo, observedAt: own, missedIn, goneAt = null }: Seen,
  by: ListedBy,
): string {
  let last = timeIn(own);
  if (missedIn !== null || goneAt !== null) return last;
  for (const list of accounts.listsOf(accountNo)) {
    if (list.completeAt > last && isListed(list, by)) last = list.completeAt;
  }
  return last;
}

function isListed({ what, kind, people }: ListedInFull, by: ListedBy): boolean {
  return what === by.what && kind === by.kind && (people === undefined || people === by.word);
}
