// Assignees as they were observed: new ones, changed ones, and those that are back.
import { sql } from 'kysely';
import type { AssigneeKind } from '../../../domain/account.ts';
import { FACTS_OF_HOLDINGS } from '../../../domain/assignee.ts';
import { assigneeKey } from '../../../domain/change.ts';
import { inStatements, numberArray, packedRows, recordset } from '../../database/bulk.ts';
import { canonical } from '../../database/json.ts';
import { meanwhile, oneAhead, oneBehind } from '../../database/meanwhile.ts';
import { assigneeColumns, ASSIGNEE_COLUMNS, hashOf } from './columns.ts';
import { assigneesListedAt, LOOK_UP, lastSeen, type Observation } from './context.ts';
import type { GatheredAssignee } from './gather.ts';
import { OFFERED } from './not-listed.ts';

interface KnownAssignee {
  readonly id: number;
  readonly state: string | null;
  readonly hashes: Readonly<Record<string, string>>;
  readonly observedAt: Date;
  readonly isGone: boolean;
  readonly missedIn: number | null;
}

/** The same, packed. */
type KnownRow = readonly [
  id: number,
  externalId: string,
  state: string | null,
  hashes: Readonly<Record<string, string>>,
  observedAt: string,
  isGone: boolean,
  missedIn: number | null,
];

export interface WrittenAssignees {
  /** Surrogate keys, in the order of the page; undefined for a row that was left out and was not known. */
  readonly ids: readonly (number | undefined)[];
  /** Of those that are new: how much they hold is written with them. */
  readonly counted: ReadonlySet<number>;
  readonly added: number;
  readonly changed: number;
}

/** Records the assignees of a page. Those that are only named get a row as well, so that nobody's holding is lost. */
export async function writeAssignees(
  seen: Observation,
  assignees: readonly GatheredAssignee[],
  { isOwn }: { readonly isOwn: boolean },
): Promise<WrittenAssignees> {
  const { known, all } = await compared(seen, assignees);
  const fresh = all.filter(
    ({ told: { key, isLeftOut, holdings }, hash }) =>
      !known.has(key) && (!isLeftOut || holdings.size > 0 || hash !== null),
  );
  const changes = all.flatMap((one) => changeOf(seen, one, known.get(one.told.key)) ?? []);
  const made = await insert(seen, fresh);
  const changed = await update(seen, changes, isOwn ? new Set() : await changedByUs(seen, changes));
  return {
    ids: assignees.map(({ key }) => known.get(key)?.id ?? made.get(key)),
    counted: new Set(made.values()),
    added: fresh.length,
    changed,
  };
}

/** What a page tells of an assignee, and what tells whether that is as before; null where nothing is told but its key. */
interface Hashed {
  readonly told: GatheredAssignee;
  readonly hash: string | null;
}

function hashed(told: GatheredAssignee): Hashed {
  return { told, hash: Object.keys(told.facts).length > 0 ? hashOf(told.facts) : null };
}

const KNOWN = [
  sql`id`,
  sql`external_id`,
  sql`state`,
  sql`hashes`,
  sql`observed_at`,
  sql`gone_at is not null`,
  sql`missed_in`,
];

/** What is known of assignees, by their keys, and what they are told to be: all that can be is made ready while rows are looked up. */
async function compared(
  seen: Observation,
  assignees: readonly GatheredAssignee[],
): Promise<{ readonly known: ReadonlyMap<string, KnownAssignee>; readonly all: readonly Hashed[] }> {
  const known = new Map<string, KnownAssignee>();
  const all: Hashed[] = [];
  const pieces = [...Map.groupBy(assignees, ({ kind }) => kind)].flatMap(([kind, some]) =>
    inStatements(some).map((few) => ({ kind, few })),
  );
  await oneBehind(
    pieces,
    async ({ kind, few }) => {
      const [rows, made] = await meanwhile(knownRows(seen, kind, few), () => few.map(hashed));
      all.push(...made);
      return rows;
    },
    (rows, { kind }) => {
      for (const [externalId, row] of rows.map(toKnown)) known.set(assigneeKey({ kind, externalId }), row);
    },
  );
  return { known, all };
}

async function knownRows(
  { tx, account }: Observation,
  kind: AssigneeKind,
  assignees: readonly GatheredAssignee[],
): Promise<readonly KnownRow[]> {
  const externalIds = assignees.map(({ externalId }) => externalId);
  return await packedRows<KnownRow>(tx, {
    columns: KNOWN,
    from: sql`from assignees
      where account_no = ${account.no} and kind = ${kind} and external_id = any(${externalIds}::text[])`,
  });
}

function toKnown([id, externalId, state, hashes, observedAt, isGone, missedIn]: KnownRow): readonly [
  externalId: string,
  row: KnownAssignee,
] {
  return [externalId, { id, state, hashes, observedAt: new Date(observedAt), isGone, missedIn }];
}

interface ChangedAssignee {
  readonly told: GatheredAssignee;
  readonly was: KnownAssignee;
  readonly hash: string;
}

/** What is to be written of a known assignee; null when it is as it was, or when something newer is known. */
function changeOf(
  { source, readAt }: Observation,
  { told, hash }: Hashed,
  was: KnownAssignee | undefined,
): ChangedAssignee | null {
  if (was === undefined || was.observedAt >= readAt) return null;
  const isBack = isMissed(was);
  // A row that only names somebody does not tell that they are there: what lists of assignees say of that stands.
  if (hash === null || (told.isNamedOnly && isBack)) return null;
  if (!isBack && hash === was.hashes[source]) return null;
  return { told, was, hash };
}

function isMissed({ isGone, missedIn }: KnownAssignee): boolean {
  return isGone || missedIn !== null;
}

/** Those of whom a change was verified so lately that a list need not show it. */
async function changedByUs(
  { tx, source, readAt }: Observation,
  changes: readonly ChangedAssignee[],
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  if (source === LOOK_UP) return found;
  const telling = changes.filter(({ told }) => FACTS_OF_HOLDINGS.some((name) => name in told.facts));
  for (const some of inStatements(telling.map(({ was }) => was.id))) {
    const { rows } = await sql<{ assigneeId: number }>`
      select distinct assignee_id from own_writes
      where assignee_id = any(${numberArray(some)}) and until > ${readAt} and until < ${OFFERED}`.execute(tx);
    for (const { assigneeId } of rows) found.add(assigneeId);
  }
  return found;
}

/**
 * Rows of one statement that makes them: with eleven indexes, each takes PGlite 0.1 ms, in which it answers nobody. More of them in one
 * statement save nothing.
 */
const MADE = 125;

async function insert(seen: Observation, rows: readonly Hashed[]): Promise<ReadonlyMap<string, number>> {
  const made = new Map<string, number>();
  if (rows.length === 0) return made;
  const { tx, account, source, readAt } = seen;
  const at = await seen.moment();
  const columnsOf = ({ told, hash }: Hashed) => ({
    ...assigneeColumns(told, told.facts),
    // Nothing is known of what they hold yet, so that all that is told will be opened. To count it later would write every row twice.
    holds: told.holdings.size,
    hashes: hash === null ? {} : { [source]: hash },
  });
  const recordsOf = (some: readonly Hashed[]) =>
    recordset(some.map(columnsOf), { holds: 'integer', ...ASSIGNEE_COLUMNS });
  await oneAhead(inStatements(rows, MADE), recordsOf, async (records) => {
    const statement = sql`
      insert into assignees (account_no, kind, external_id, name, name_key, email, state, state_since, word, department,
        make, model, eligible, eligible_since, activity, active_at, created_at, holds, search, facts, hashes, observed_at,
        first_seen)
      select ${account.no}, kind, external_id, name, name_key, email, state,
        case when state is not null then ${at}::timestamptz end, word, department,
        make, model, eligible, case when eligible is not null then ${at}::timestamptz end, activity, active_at, created_at,
        holds, search, facts, hashes, ${readAt}, ${at}
      from ${records}
      returning id, kind, external_id`;
    const inserted = await packedRows<readonly [id: number, kind: AssigneeKind, externalId: string]>(tx, {
      columns: [sql`id`, sql`kind`, sql`external_id`],
      from: sql`from made`,
      made: statement,
    });
    for (const [id, kind, externalId] of inserted) made.set(assigneeKey({ kind, externalId }), id);
  });
  return made;
}

/** Gives how many are otherwise than they were. */
async function update(
  seen: Observation,
  changes: readonly ChangedAssignee[],
  ours: ReadonlySet<number>,
): Promise<number> {
  if (changes.length === 0) return 0;
  const { tx, source, readAt } = seen;
  const at = await seen.moment();
  let changed = 0;
  for (const some of inStatements(changes)) {
    const facts = await factsOf(seen, some);
    const rows = some.flatMap(({ told, was, hash }) => {
      const known = facts.get(was.id) ?? {};
      const news = ours.has(was.id) ? besideHoldings(told.facts, known) : told.facts;
      const isWhole = news === told.facts;
      if (isMissed(was) || isNews(known, news)) changed += 1;
      else if (!isWhole) return [];
      const { [source]: _before, ...others } = isToldOtherwise(known, news) ? {} : was.hashes;
      // What is left out now is news when it is told again.
      const hashes = isWhole ? { ...others, [source]: hash } : others;
      return [{ was, id: was.id, ...assigneeColumns(told, { ...known, ...news }), hashes }];
    });
    // By the kind of people that they were until now.
    await tellStates(seen, rows);
    await sql`update assignees set name = r.name, name_key = r.name_key, email = r.email, state = r.state,
        state_since = case when assignees.state is distinct from r.state then ${at} else assignees.state_since end,
        eligible_since = case when assignees.eligible is distinct from r.eligible then ${at} else assignees.eligible_since end,
        word = r.word, department = r.department, make = r.make, model = r.model, eligible = r.eligible,
        activity = r.activity, active_at = r.active_at, created_at = r.created_at, search = r.search, facts = r.facts,
        hashes = r.hashes, observed_at = ${readAt}, gone_at = null, missed_in = null
      from ${recordset(rows, { id: 'integer', ...ASSIGNEE_COLUMNS })} where assignees.id = r.id`.execute(tx);
  }
  return changed;
}

/** Without what tells otherwise of holdings than is known; the same facts where nothing does. */
function besideHoldings(told: Facts, known: Facts): Facts {
  const isOther = ([name, value]: readonly [string, unknown]): boolean =>
    FACTS_OF_HOLDINGS.some((one) => one === name) && isToldOtherwise(known, { [name]: value });
  const all = Object.entries(told);
  return all.some(isOther) ? Object.fromEntries(all.filter((one) => !isOther(one))) : told;
}

type Facts = Readonly<Record<string, unknown>>;

/**
 * Whether a read tells a field otherwise than another one did. Then what that one has told is not known any more: when it tells the same again,
 * that is news.
 */
function isToldOtherwise(known: Facts, told: Facts): boolean {
  return Object.entries(told).some(
    ([field, value]) => known[field] !== undefined && canonical(known[field]) !== canonical(value),
  );
}

/** Whether a read tells anything that is not known, or is known otherwise. */
function isNews(known: Facts, told: Facts): boolean {
  return isToldOtherwise(known, told) || Object.keys(told).some((field) => known[field] === undefined);
}

/** Fields that this read does not tell stay as another one told them. */
async function factsOf(
  { tx }: Observation,
  changes: readonly ChangedAssignee[],
): Promise<ReadonlyMap<number, Facts>> {
  const ids = changes.map(({ was }) => was.id);
  const { rows } = await sql<{ id: number; facts: Record<string, unknown> }>`
    select id, facts from assignees where id = any(${numberArray(ids)})`.execute(tx);
  return new Map(rows.map(({ id, facts }) => [id, facts]));
}

async function tellStates(
  seen: Observation,
  rows: readonly { readonly was: KnownAssignee; readonly state: string | null }[],
): Promise<void> {
  const { account, events, sweepId } = seen;
  if (account.baselineAt === null) return;
  const others = rows.filter(({ was, state }) => was.state !== null && state !== was.state);
  const listedAt = await assigneesListedAt(
    seen,
    others.map(({ was }) => was.id),
  );
  for (const { was, state } of others) {
    events.push({
      what: 'HOLDER_STATE_CHANGED',
      accountNo: account.no,
      licenseId: null,
      assigneeId: was.id,
      origin: 'EXTERNAL',
      changeId: null,
      sweepId,
      notBefore: lastSeen(was, listedAt(was.id)),
      was: { state: was.state },
      became: { state },
    });
  }
}
