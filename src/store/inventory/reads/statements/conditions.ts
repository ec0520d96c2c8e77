// What filters say of licenses and assignees, in SQL.
import { sql, type RawBuilder } from 'kysely';
import type { AssigneeKind } from '../../../../domain/account.ts';
import { folded } from '../../../../domain/inventory/folded.ts';
import type {
  AssigneeSearch,
  HoldsSearch,
  LicenseRef,
  LicenseSearch,
} from '../../../../domain/inventory/search.ts';
import { isOneOf } from '../../../database/bulk.ts';
import { clean } from '../../../database/json.ts';
import type { Db } from '../../../database/tables.ts';
import { hasFinding } from '../../../findings/has-finding.ts';
import { atMoment } from './at-moment.ts';
import { contractCondition } from './contracts.ts';
import { narrowed, type Scope } from './scope.ts';

/** What conditions are made with. */
export interface Conditions {
  readonly scope: Scope;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether the database has trigrams; without them a search is by prefix. */
  readonly trigrams: boolean;
  readonly licenses: LicenseIds;
  readonly asOf: string | null;
}

/** Surrogate keys of licenses that a filter names. */
export interface LicenseIds {
  /** Without those that no account of the scope has. */
  of(refs: readonly LicenseRef[]): readonly number[];
}

/** Finds the licenses that filters name, in one statement. */
export async function licenseIds(
  db: Db,
  scope: Scope,
  named: readonly (readonly LicenseRef[])[],
): Promise<LicenseIds> {
  const refs = named.flat();
  const found = new Map<string, number>();
  if (refs.length > 0) {
    const ids = refs.map(({ externalId }) => externalId);
    const { rows } = await sql<{ id: number; accountNo: number; externalId: string }>`
      select id, account_no, external_id from licenses
      where account_no = any(${scope.nos}::smallint[]) and ${isOneOf('externalId', ids)}`.execute(db);
    for (const { id, accountNo, externalId } of rows) {
      found.set(nameOf({ accountKey: scope.accountOf(accountNo).key, externalId }), id);
    }
  }
  return { of: (some) => some.flatMap((ref) => found.get(nameOf(ref)) ?? []) };
}

function nameOf({ accountKey, externalId }: LicenseRef): string {
  return JSON.stringify([accountKey, externalId]);
}

/** All licenses that a filter names. */
export function namedBy({ any = [], all = [], none = [] }: HoldsSearch = {}): readonly LicenseRef[] {
  return [...any, ...all, ...none];
}

/** Three letters are found anywhere; fewer are in too many texts. */
const FOUND_ANYWHERE = /^.{3}/su;

/** Whether one of the lines of a `search` column has this text in it, or begins with it. */
export function contains(column: string, text: string, trigrams: boolean): RawBuilder<boolean> {
  const letters = folded(text);
  const anywhere = trigrams && FOUND_ANYWHERE.test(letters);
  const pattern = letters.replaceAll(/[\\%_]/g, String.raw`\$&`);
  return sql<boolean>`${sql.ref(column)} like ${anywhere ? `%${pattern}%` : `%\n${pattern}%`}`;
}

/** Conditions on licenses, as `l`. */
export function licenseConditions(filter: LicenseSearch, scope: Scope, now: number): RawBuilder<boolean>[] {
  const { search, assigneeKinds, countable, utilisation, availableAtMost, listed = true } = filter;
  const conditions = [sql<boolean>`l.account_no = any(${scope.nos}::smallint[])`];
  // They are few: no index is needed.
  if (search !== undefined) conditions.push(contains('l.search', search, true));
  if (assigneeKinds !== undefined) conditions.push(sql<boolean>`l.kinds && ${[...assigneeKinds]}::text[]`);
  if (countable !== undefined) conditions.push(sql<boolean>`${SEATS.countable} = ${countable}`);
  const { min, max } = utilisation ?? {};
  if (min !== undefined) conditions.push(sql<boolean>`${UTILISATION} * 100 >= ${min}`);
  if (max !== undefined) conditions.push(sql<boolean>`${UTILISATION} * 100 <= ${max}`);
  if (utilisation !== undefined) conditions.push(sql<boolean>`${UTILISATION} is not null`);
  if (availableAtMost !== undefined) conditions.push(sql<boolean>`${SEATS.available} <= ${availableAtMost}`);
  if (listed !== null) conditions.push(sql<boolean>`(l.gone_at is null) = ${listed}`);
  if (filter.contracts !== undefined) conditions.push(contractCondition(filter.contracts, scope));
  if (filter.findings !== undefined)
    conditions.push(hasFinding(sql`f.license_id = l.id`, filter.findings, now));
  return conditions;
}

/** Numbers of the seats of `l`; null where its provider lists it no more: they are those that it last had. */
export const SEATS = {
  total: sql`case when l.gone_at is null then l.seats_total end`,
  available: sql`case when l.gone_at is null then l.seats_available end`,
  countable: sql`case when l.gone_at is null then l.countable end`,
} satisfies Readonly<Record<string, RawBuilder<unknown>>>;

/** The share of these seats that are assigned. */
export const UTILISATION: RawBuilder<unknown> = sql`l.seats_assigned::double precision / nullif(${SEATS.total}, 0)`;

/** That assignees `a` are of this kind, and of the accounts that the filter lets through. */
export function isOfKind(
  kind: AssigneeKind,
  filter: Pick<AssigneeSearch, 'accountKeys' | 'providers' | 'search'>,
  scope: Scope,
): RawBuilder<boolean> {
  const having = narrowed(scope.accounts, filter).accounts.filter(({ kinds }) => kinds.includes(kind));
  const nos = having.map(({ no }) => no);
  const isOnlyKind = having.every(({ kinds }) => kinds.length === 1);
  const is = filter.search !== undefined && isOnlyKind ? amongFound(kind) : sql<boolean>`a.kind = ${kind}`;
  return sql<boolean>`a.account_no = any(${nos}::smallint[]) and ${is}`;
}

/**
 * A condition that no index is asked for. The planner takes the account and the kind of a row for independent of each other, and expects a
 * fraction of the rows that an account has which has one kind alone: it would find all of them, to see which of the few that have a text they are.
 */
function amongFound(kind: AssigneeKind): RawBuilder<boolean> {
  return sql<boolean>`a.kind is not distinct from ${kind}`;
}

/** What else a filter says of assignees, as `a`. */
export function assigneeConditions(filter: AssigneeSearch, how: Conditions): RawBuilder<boolean>[] {
  const { search, holds, fotaEligible } = filter;
  const conditions = [...oneOfConditions(filter), ...lastActive(filter, how.now)];
  if (search !== undefined) conditions.push(contains('a.search', search, how.trigrams));
  if (fotaEligible !== undefined) conditions.push(sql<boolean>`a.eligible = ${fotaEligible}`);
  if (holds !== undefined) conditions.push(...holdsConditions(holds, how));
  if (filter.findings !== undefined)
    conditions.push(hasFinding(sql`f.assignee_id = a.id`, filter.findings, how.now));
  return conditions;
}

/** Columns that hold one of some words. */
function oneOfConditions(filter: AssigneeSearch): RawBuilder<boolean>[] {
  return wordsOf(filter).flatMap(([column, values]) =>
    values === undefined ? [] : [isOneOf(column, values)],
  );
}

function wordsOf(filter: AssigneeSearch): readonly (readonly [string, readonly string[] | undefined])[] {
  const { states, userKinds, departments, activity, protocols, makes, models, statuses, entityTypes } =
    filter;
  return [
    ['a.state', states],
    ['a.state', statuses],
    ['a.word', userKinds],
    ['a.word', protocols],
    ['a.word', entityTypes],
    ['a.department', departments],
    ['a.activity', activity],
    ['a.make', makes],
    ['a.model', models],
  ];
}

/** What a filter says of the column that a list is sorted by: between which values a walk through its index goes. */
export function rangeOf(column: string, filter: AssigneeSearch, now: number): RawBuilder<boolean>[] {
  if (column === 'a.active_at') return lastActive(filter, now);
  return wordsOf(filter).flatMap(([name, values = []]) => {
    // As `collate "C"` has it.
    const sorted = values
      .map((value) => clean(value))
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    if (name !== column || sorted.length === 0) return [];
    return [sql<boolean>`${sql.ref(name)} between ${sorted[0]} and ${sorted.at(-1)}`];
  });
}

const DAY_MS = 86_400_000;

function lastActive({ idleDays, inactiveSince }: AssigneeSearch, now: number): RawBuilder<boolean>[] {
  const before = [
    ...(idleDays === undefined ? [] : [new Date(now - idleDays * DAY_MS)]),
    ...(inactiveSince === undefined ? [] : [new Date(inactiveSince)]),
  ];
  return before.map((moment) => sql<boolean>`a.active_at < ${moment}`);
}

/** What `a` holds. */
function holdsConditions(
  { any, all = [], none, nothing }: HoldsSearch,
  how: Conditions,
): RawBuilder<boolean>[] {
  const { licenses, asOf } = how;
  const holds = (ids: readonly number[]): RawBuilder<boolean> =>
    isHeld(sql`x.assignee_id = a.id and x.license_id = any(${ids}::integer[])`, asOf);
  const conditions = all.map((ref) => holds(licenses.of([ref])));
  if (any !== undefined) conditions.push(holds(licenses.of(any)));
  if (none !== undefined && none.length > 0) conditions.push(sql<boolean>`not ${holds(licenses.of(none))}`);
  if (nothing !== undefined) {
    const something = asOf === null ? sql<boolean>`(a.holds > 0)` : isHeld(sql`x.assignee_id = a.id`, asOf);
    conditions.push(sql<boolean>`${something} <> ${nothing}`);
  }
  return conditions;
}

/** Whether there is a holding `x` with this condition, at the moment. */
export function isHeld(condition: RawBuilder<unknown>, asOf: string | null): RawBuilder<boolean> {
  const [first, ...more] = atMoment('x', asOf).map(
    ({ table, during }) => sql`exists (select from ${table} where ${condition} and ${during})`,
  );
  return more.length === 0
    ? sql<boolean>`${first}`
    : sql<boolean>`(${sql.join([first, ...more], sql` or `)})`;
}
