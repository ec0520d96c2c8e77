// What of an account is known when its rules are worked out: which of its lists the last sweep read whole, and when.
import { sql, type RawBuilder } from 'kysely';
import { ASSIGNEE_KINDS } from '../../../domain/account.ts';
import type { SectionStatus, SweepStatus } from '../../../domain/inventory/accounts.ts';
import type { ListedInFull } from '../../../domain/inventory/sighting.ts';
import { isOneOf } from '../../database/bulk.ts';
import type { Db } from '../../database/tables.ts';
import type { RuleSettings } from '../api.ts';
import type { RuleContext } from './rule.ts';
import { allOf } from '../../inventory/reads/statements/keyset.ts';

/** An account, and whether all of its lists were read whole. */
export interface KnownAccount extends RuleContext {
  readonly isWhole: boolean;
  /** Whether the catalogue and who holds what were last read by one sweep: seats that were counted later, or earlier, are those of other holders. */
  readonly areSeatsOfHolders: boolean;
  /** When the catalogue began to be read, the last time that it was read whole; null before there was one. */
  readonly seatsReadAt: Date | null;
}

interface SectionRow {
  readonly lists: readonly ListedInFull[];
  /** Start of its last complete reading; null before there was one. */
  readonly completeAt: Date | null;
  /** The last sweep that had it; null where that is not known any more. */
  readonly sweepId: number | null;
  readonly status: SectionStatus | null;
  readonly sweepStatus: SweepStatus | null;
}

/** What is known of an account; null when it is not kept. */
export async function knownAccount(
  db: Db,
  accountKey: string,
  settings: RuleSettings,
  now: Date,
): Promise<KnownAccount | null> {
  const { rows } = await sql<{ no: number; baselineAt: Date | null }>`
    select no, baseline_at from inventory_accounts where key = ${accountKey} and removed_at is null`.execute(
    db,
  );
  const [account] = rows;
  if (account === undefined) return null;
  const lists = listsOf(await sectionsOf(db, account.no));
  const ofHolders = lists.filter(({ list }) => list.what !== 'LICENSES');
  const catalogue = lists.filter((one) => one.list.what === 'LICENSES' && isWhole(one));
  const readAt = ofHolders.filter(isWhole).map(({ section }) => section.completeAt?.getTime() ?? 0);
  return {
    accountNo: account.no,
    now,
    baselineAt: account.baselineAt,
    readAt: readAt.length === 0 ? null : new Date(Math.min(...readAt, now.getTime())),
    isKnown: knownAssignees(ofHolders),
    isCatalogueKnown: catalogue.length > 0,
    isWhole: lists.length > 0 && lists.every(isWhole),
    areSeatsOfHolders: areOfOneSweep(lists.filter(({ list }) => list.what !== 'ASSIGNEES')),
    seatsReadAt: catalogue[0]?.section.completeAt ?? null,
    settings,
  };
}

async function sectionsOf(db: Db, accountNo: number): Promise<readonly SectionRow[]> {
  const { rows } = await sql<SectionRow>`
    with last as (
      select distinct on (s.name) s.name, s.lists, s.status, w.id as sweep_id, w.status as sweep_status
      from sweep_sections s join sweeps w on w.id = s.sweep_id
      where w.account_no = ${accountNo} and w.finished_at is not null order by s.name, w.id desc)
    select coalesce(l.lists, i.lists) as lists, i.complete_at, l.sweep_id, l.status, l.sweep_status
    from (select * from inventory_sections where account_no = ${accountNo}) i
    full join last l on l.name = i.name`.execute(db);
  return rows;
}

interface ReadList {
  readonly list: ListedInFull;
  readonly section: SectionRow;
}

/** Each list with the section that read it last: a section that no sweep has any more tells nothing. */
function listsOf(sections: readonly SectionRow[]): readonly ReadList[] {
  const byName = new Map<string, ReadList>();
  for (const section of sections) {
    for (const list of section.lists) {
      const name = JSON.stringify([list.what, list.kind, list.people]);
      const other = byName.get(name)?.section.sweepId ?? -1;
      if ((section.sweepId ?? -1) >= other) byName.set(name, { list, section });
    }
  }
  return [...byName.values()];
}

function areOfOneSweep(lists: readonly ReadList[]): boolean {
  return new Set(lists.map(({ section }) => section.sweepId)).size <= 1;
}

/** A held list counts once somebody has released it. */
function isWhole({ section: { completeAt, status, sweepStatus } }: ReadList): boolean {
  if (status === 'HELD') return sweepStatus === 'RELEASED';
  return completeAt !== null && (status === null || status === 'COMPLETE');
}

/** On assignees `a`: those that are in lists, and in none that was not read whole. */
function knownAssignees(lists: readonly ReadList[]): RawBuilder<boolean> {
  const listed = ASSIGNEE_KINDS.filter((kind) => lists.some(({ list }) => list.kind === kind));
  if (listed.length === 0) return sql<boolean>`false`;
  const unknown = lists.filter((one) => !isWhole(one)).map(({ list }) => sql<boolean>`not ${isIn(list)}`);
  return sql<boolean>`(${allOf([isOneOf('a.kind', listed), ...unknown])})`;
}

function isIn({ kind, people }: ListedInFull): RawBuilder<boolean> {
  const ofKind = sql<boolean>`a.kind = ${kind ?? null}::text`;
  if (people === undefined) return sql<boolean>`(${ofKind})`;
  const outside = people === 'EXTERNAL' ? sql`a.word = 'EXTERNAL'` : sql`a.word is distinct from 'EXTERNAL'`;
  return sql<boolean>`(${ofKind} and coalesce(${outside}, false))`;
}
