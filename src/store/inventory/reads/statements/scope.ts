// The accounts that a query looks at, and when their lists were last read to the end.
import { sql, type RawBuilder } from 'kysely';
import { ASSIGNEE_KINDS, type AssigneeKind } from '../../../../domain/account.ts';
import type { ListedInFull } from '../../../../domain/inventory/sighting.ts';
import { clean } from '../../../database/json.ts';
import type { Db } from '../../../database/tables.ts';

interface AccountRow {
  readonly no: number;
  readonly key: string;
  readonly provider: string;
  /** Kinds of assignees that it has, or had. */
  readonly kinds: readonly AssigneeKind[];
  readonly sections: readonly { readonly lists: readonly ListedInFull[]; readonly completeAt: string }[];
}

/** What narrows the accounts down. */
interface AccountFilter {
  readonly accountKeys?: readonly string[] | undefined;
  readonly providers?: readonly string[] | undefined;
}

/** Accounts that the caller sees and that the filter lets through. No statement looks at rows of any other. */
export interface Scope {
  readonly accounts: readonly AccountRow[];
  /** Their numbers: `account_no` is one of these in each statement. */
  readonly nos: readonly number[];
  accountOf(no: number): AccountRow;
}

/** The scope of a query. Accounts that are not configured any more are in none. */
export async function scopeOf(db: Db, visible: readonly string[], filter: AccountFilter): Promise<Scope> {
  const keys = visible.map((key) => clean(key));
  const there = sql`a.key = any(${keys}::text[]) and a.removed_at is null`;
  return narrowed(await accountsWhere(db, there), filter);
}

/** The scope of rows of these accounts. */
export async function scopeOfNumbers(db: Db, nos: readonly number[]): Promise<Scope> {
  const each = [...new Set(nos)];
  return narrowed(await accountsWhere(db, sql`a.no = any(${each}::smallint[])`), {});
}

/** The first of a kind is asked for in the order of an index: whether there is any would be looked for among all rows. */
async function accountsWhere(db: Db, condition: RawBuilder<unknown>): Promise<readonly AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    select a.no, a.key, a.provider,
      array(select k from unnest(${[...ASSIGNEE_KINDS]}::text[]) as k
        where (select id from assignees where account_no = a.no and kind = k order by external_id limit 1) is not null) as kinds,
      coalesce((select jsonb_agg(jsonb_build_object('lists', s.lists, 'completeAt', s.complete_at))
        from inventory_sections s where s.account_no = a.no), '[]') as sections
    from inventory_accounts a where ${condition} order by a.no`.execute(db);
  return rows;
}

/** A scope with those of its accounts that a filter lets through. */
export function narrowed(accounts: readonly AccountRow[], { accountKeys, providers }: AccountFilter): Scope {
  const kept = accounts.filter(
    ({ key, provider }) => (accountKeys?.includes(key) ?? true) && (providers?.includes(provider) ?? true),
  );
  const byNo = new Map(kept.map((account) => [account.no, account]));
  return {
    accounts: kept,
    nos: [...byNo.keys()],
    accountOf(no) {
      const account = byNo.get(no);
      if (account === undefined) throw new Error(`a row of account ${no}, which is out of scope`);
      return account;
    },
  };
}

/** What tells when a row was last seen. `word` is that of an assignee: people from inside and from outside may have lists of their own. */
export interface Seen {
  readonly accountNo: number;
  readonly observedAt: Date;
  readonly missedIn: number | null;
  readonly goneAt?: Date | null;
}

/** What lists the row. */
interface ListedBy {
  readonly what: ListedInFull['what'];
  readonly kind?: string;
  readonly word?: string | null;
}

/** When a row was last seen: rows that a list shows unchanged are not written, so the last complete reading of that list has seen them too. */
export function observedAt(
  scope: Scope,
  { accountNo, observedAt: own, missedIn, goneAt = null }: Seen,
  by: ListedBy,
): string {
  if (missedIn !== null || goneAt !== null) return own.toISOString();
  const complete = scope
    .accountOf(accountNo)
    .sections.filter(({ lists }) => lists.some((list) => isListed(list, by)))
    .map(({ completeAt }) => Date.parse(completeAt));
  return new Date(Math.max(own.getTime(), ...complete)).toISOString();
}

function isListed({ what, kind, people }: ListedInFull, by: ListedBy): boolean {
  return what === by.what && kind === by.kind && (people === undefined || people === by.word);
}
