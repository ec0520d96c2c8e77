// The open rows that a section lists, in slices, and what its pages saw of them.
import { sql, type RawBuilder } from 'kysely';
import type { ListedInFull } from '../../../domain/inventory/sighting.ts';
import type { StoreContext } from '../../context.ts';
import { inStatements, numberArray } from '../../database/bulk.ts';
import type { Db } from '../../database/tables.ts';
import { reading } from '../../database/transactions.ts';
import { offersIn, type Offers } from '../observing/not-listed.ts';
import type { HeldSweep, SectionState } from './api.ts';
import { createIdSet, type IdSet } from './id-set.ts';

/** An open row with what tells whether it is closed. */
export interface OpenRow {
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly observedAt: number;
  readonly missedIn: number | null;
}

/** Open rows of a list. What was recorded since its section began is in neither, unless a sweep missed it before: it is there. */
interface OpenRows {
  /** Ids of the rows that were last recorded before the section began, which are almost all. */
  readonly older: readonly number[];
  /** Rows that a sweep missed before. */
  readonly missed: readonly OpenRow[];
}

/** Which open rows are asked for. */
export interface AskedRows {
  readonly accountNo: number;
  readonly list: ListedInFull;
  /** When the section began. */
  readonly startedAt: Date;
  /** What is offered in the account. */
  readonly offers: Offers;
}

/** What is offered in an account, for the lists of a section. */
export async function offersFor(
  context: StoreContext,
  { lists }: SectionState,
  accountNo: number,
): Promise<Offers> {
  if (lists.every(({ what }) => what === 'LICENSES')) return { holdings: new Set(), assignees: new Set() };
  return await reading(context, (db) => offersIn(db, accountNo));
}

/** Rows that one statement reads: PGlite answers nobody else meanwhile, and V8 keeps texts of more than 128 kB apart, for longer. */
const SLICE = 10_000;

/** All open rows of a list that an account has, in slices by their ids; without what no list tells, because it is only offered. */
export async function* openRows(context: StoreContext, asked: AskedRows): AsyncGenerator<OpenRows> {
  const isOfAll = await isOfAllHolders(context, asked);
  const isOffered = offeredIn(asked);
  for (let last = 0; ;) {
    const rows = rowsOf(asked, isOfAll, (id) => sql`${id} > ${last} order by ${id} limit ${SLICE}`);
    const packed = await reading(context, (db) => packedSlice(db, rows, asked.startedAt));
    if (packed?.last == null) return;
    const [older, missed] = [numbersIn(packed.older ?? ''), packed.missed ?? []];
    yield {
      older: isOffered.size === 0 ? older : older.filter((id) => !isOffered.has(id)),
      missed: missed.map((row) => openRow(row)).filter(({ id }) => !isOffered.has(id)),
    };
    if (packed.rows < SLICE) return;
    ({ last } = packed);
  }
}

/** Those of these rows that are open. */
export async function openAmong(
  context: StoreContext,
  asked: Omit<AskedRows, 'startedAt'>,
  ids: readonly number[],
): Promise<readonly OpenRow[]> {
  if (ids.length === 0) return [];
  const isOfAll = await isOfAllHolders(context, asked);
  const isOffered = offeredIn(asked);
  const found: OpenRow[] = [];
  for (const some of inStatements(ids.filter((id) => !isOffered.has(id)))) {
    const rows = rowsOf(asked, isOfAll, (id) => sql`${id} = any(${numberArray(some)})`);
    const packed = await reading(context, (db) =>
      sql<{
        rows: readonly PackedRow[] | null;
      }>`select json_agg(${PACKED_ROW}) as rows from (${rows}) as slice`.execute(db),
    );
    found.push(...(packed.rows[0]?.rows ?? []).map((row) => openRow(row)));
  }
  return found;
}

/** The rows of a list that are offered, or those to whom something is. */
function offeredIn({ list: { what }, offers }: Pick<AskedRows, 'list' | 'offers'>): ReadonlySet<number> {
  if (what === 'LICENSES') return new Set();
  return what === 'HOLDINGS' ? offers.holdings : offers.assignees;
}

type PackedRow = readonly [id: number, observedAt: number, missedIn: number | null];

const PACKED_ROW = sql`json_build_array(id, floor(extract(epoch from observed_at) * 1000), missed_in)`;

function openRow([id, observedAt, missedIn]: PackedRow): OpenRow {
  return { id, observedAt, missedIn };
}

/** The rows of a slice: taken apart in the driver, each would cost several times as much. */
interface PackedRows {
  /** Ids with spaces in between. */
  readonly older: string | null;
  readonly missed: readonly PackedRow[] | null;
  readonly last: number | null;
  readonly rows: number;
}

async function packedSlice(
  db: Db,
  slice: RawBuilder<unknown>,
  startedAt: Date,
): Promise<PackedRows | undefined> {
  const { rows } = await sql<PackedRows>`
    select string_agg(id::text, ' ') filter (where observed_at < ${startedAt} and missed_in is null) as older,
      json_agg(${PACKED_ROW}) filter (where missed_in is not null) as missed,
      max(id) as last, count(*)::integer as rows
    from (${slice}) as slice`.execute(db);
  return rows[0];
}

const [SPACE, ZERO] = [32, 48];

/** Whole numbers from 0 with spaces in between, without a text for each. */
function numbersIn(text: string): number[] {
  const numbers: number[] = [];
  if (text === '') return numbers;
  let number = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === SPACE) {
      numbers.push(number);
      number = 0;
    } else number = number * 10 + code - ZERO;
  }
  numbers.push(number);
  return numbers;
}

/** Whether a list is of all holdings of an account, because its assignees are of one kind: these need not be looked up. */
async function isOfAllHolders(
  context: StoreContext,
  { accountNo, list: { what, kind, people } }: Pick<AskedRows, 'accountNo' | 'list'>,
): Promise<boolean> {
  if (what !== 'HOLDINGS' || kind === undefined || people !== undefined) return false;
  const { rows } = await reading(context, (db) =>
    sql`
      select where not exists (select from assignees where account_no = ${accountNo} and kind < ${kind})
        and not exists (select from assignees where account_no = ${accountNo} and kind > ${kind})`.execute(
      db,
    ),
  );
  return rows.length > 0;
}

/** A select of open rows. `which` of them: by their ids, as what ends the select. */
function rowsOf(
  { accountNo, list }: Pick<AskedRows, 'accountNo' | 'list'>,
  isOfAll: boolean,
  which: (id: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  const { what, kind = null } = list;
  if (what === 'LICENSES') {
    return sql`select id, observed_at, missed_in from licenses
      where account_no = ${accountNo} and gone_at is null and ${which(sql`id`)}`;
  }
  if (what === 'ASSIGNEES') {
    return sql`select id, observed_at, missed_in from assignees a
      where account_no = ${accountNo} and kind = ${kind} and gone_at is null and ${ofPeople(list)} and ${which(sql`id`)}`;
  }
  const holders = isOfAll ? sql`true` : sql`a.kind = ${kind} and ${ofPeople(list)}`;
  return sql`select h.id, h.observed_at, h.missed_in from holdings h
    ${isOfAll ? sql`` : sql`join assignees a on a.id = h.assignee_id`}
    where h.account_no = ${accountNo} and ${holders} and ${which(sql`h.id`)}`;
}

function ofPeople({ people }: ListedInFull): RawBuilder<boolean> {
  if (people === undefined) return sql`true`;
  return people === 'EXTERNAL' ? sql`a.word = 'EXTERNAL'` : sql`a.word is distinct from 'EXTERNAL'`;
}

/** A row that a read has shown to be gone, which it was before `readAt`. */
export interface ShownGone {
  readonly id: number;
  readonly readAt: Date;
}

/** What the pages of the attempt at hand showed. */
export interface SeenInSection {
  readonly licenses: IdSet;
  readonly assignees: IdSet;
  readonly holdings: IdSet;
  /** Different rows on the pages of the list itself, look-ups apart. */
  readonly listed: { readonly licenses: number; readonly assignees: number; readonly holdings: number };
  /** Pages that were look-ups. */
  readonly lookUps: number;
  /** Shown to be gone, whatever the list says: assignees that a look-up did not find, and holdings of assignees who were told whole. */
  readonly gone: { readonly assignees: readonly ShownGone[]; readonly holdings: readonly ShownGone[] };
}

interface PageRow {
  readonly page: number;
  readonly readAt: Date;
  /** Ids with spaces in between. */
  readonly licenses: string;
  readonly assignees: string;
  readonly holdings: string;
  readonly lacking: string;
  readonly gone: string;
  readonly isLookUp: boolean;
}

/** Pages that one statement reads. */
const PAGES = 50;

export async function seenIn(db: Db, { sweepId }: HeldSweep, section: SectionState): Promise<SeenInSection> {
  const [licenses, assignees, holdings] = [createIdSet(), createIdSet(), createIdSet()];
  let listed = { licenses: 0, assignees: 0, holdings: 0 };
  let lookUps = 0;
  const gone: Record<'assignees' | 'holdings', ShownGone[]> = { assignees: [], holdings: [] };
  for (let from = 0; ; from += PAGES) {
    // Look-ups come behind the list.
    const { rows } = await sql<PageRow>`
      select page, read_at, array_to_string(licenses, ' ') as licenses, array_to_string(assignees, ' ') as assignees,
        array_to_string(holdings, ' ') as holdings, array_to_string(lacking, ' ') as lacking,
        array_to_string(gone, ' ') as gone, is_look_up from sweep_pages
      where sweep_id = ${sweepId} and position = ${section.position} and attempt = ${section.attempt}
        and page >= ${from} and page < ${from + PAGES} order by page`.execute(db);
    if (rows.length === 0) break;
    for (const page of rows) {
      licenses.add(numbersIn(page.licenses));
      assignees.add(numbersIn(page.assignees));
      holdings.add(numbersIn(page.holdings));
      const shown = (id: number): ShownGone => ({ id, readAt: page.readAt });
      gone.assignees.push(...numbersIn(page.gone).map(shown));
      gone.holdings.push(...numbersIn(page.lacking).map(shown));
      if (page.isLookUp) {
        lookUps += 1;
        continue;
      }
      listed = { licenses: licenses.size, assignees: assignees.size, holdings: holdings.size };
    }
  }
  // What a later page shows again is there: rows move between pages while a list is read.
  return {
    licenses,
    assignees,
    holdings,
    listed,
    lookUps,
    gone: {
      assignees: gone.assignees.filter(({ id }) => !assignees.has(id)),
      holdings: gone.holdings.filter(({ id }) => !holdings.has(id)),
    },
  };
}

/** Which of the ids that pages saw a list is about. */
export function seenBy(
  list: ListedInFull,
  seen: SeenInSection,
): { readonly ids: IdSet; readonly gone: readonly ShownGone[] } {
  if (list.what === 'LICENSES') return { ids: seen.licenses, gone: [] };
  if (list.what === 'ASSIGNEES') return { ids: seen.assignees, gone: seen.gone.assignees };
  return { ids: seen.holdings, gone: seen.gone.holdings };
}
