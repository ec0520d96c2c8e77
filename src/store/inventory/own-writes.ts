// Our own changes in the inventory: what a read-back showed is recorded with the outcome of the change, in the same transaction.
import { sql, type RawBuilder } from 'kysely';
import type { Assignee } from '../../domain/assignee.ts';
import { assigneeKey, isAboutDate, isAboutLicense } from '../../domain/change.ts';
import { isShown, type ChangeRecord } from '../../domain/change-set.ts';
import type { Sighting } from '../../domain/inventory/sighting.ts';
import { inStatements, recordset } from '../database/bulk.ts';
import type { ChangeResult } from '../changes/api.ts';
import type { Tx } from '../database/tables.ts';
import { recordFound } from './found-before.ts';
import { NOT_LISTED_YET, type LockedAccount, type Observation } from './observing/context.ts';
import { pairOf as keyOf } from './observing/holdings-diff.ts';
import { finishObservation } from './observing/finish.ts';
import { OFFERED } from './observing/not-listed.ts';
import { holdingsListedAt, lockAccount, observe, shownBy } from './observing/observe.ts';
import { closeHoldings, writeHoldings } from './observing/write-holdings.ts';
import { holdingsOf, ownObservation, pairOf, rowsOf, sightingOf, type Shown } from './own-pairs.ts';

/** So long a list may lag behind the single read that verified a change: as long as the engine itself waits for a change to show. */
const UNTIL_MS = 15 * 60_000;

/** What changes came to, and what the reads that showed it told of their assignees. */
interface Came {
  readonly records: readonly ChangeRecord[];
  readonly results: readonly Pick<ChangeResult, 'changeId' | 'assignee' | 'isKeptHere'>[];
}

/**
 * Records what changes came to. Locks the accounts, and then what tells the time of events: after the locks of part, set and changes,
 * and before that of the audit log.
 */
export async function recordOwnWrites(tx: Tx, { records, results }: Came, now: number): Promise<void> {
  const told = new Map(results.map((result) => [result.changeId, result]));
  const isKept = ({ change }: Shown): boolean => told.get(change.id)?.isKeptHere === true;
  const shown = records.filter(wasShown);
  const byAccount = Map.groupBy(shown, ({ change }) => change.accountKey);
  for (const key of [...byAccount.keys()].sort()) {
    const some = byAccount.get(key) ?? [];
    const changes = lastOfEach(some.filter((one) => isAboutLicense(one.change) && !isKept(one)));
    const kept = lastOfEach(some.filter(isKept));
    const assignees = some.flatMap(({ change }) => told.get(change.id)?.assignee ?? []);
    if (changes.length + kept.length + assignees.length === 0) continue;
    const account = await lockAccount(tx, key);
    if (account !== null) await recordIn(tx, account, { changes, kept, assignees }, now);
  }
}

/** Of changes of several sets about one assignee and license the last one tells what there is: one statement cannot write a row twice. */
function lastOfEach(shown: readonly Shown[]): readonly Shown[] {
  const bySending = shown.toSorted((one, other) => sentAt(one) - sentAt(other));
  return [...new Map(bySending.map((one) => [keyOfPair(one), one])).values()];
}

/** What was not sent was read before anything was. */
function sentAt({ sentAt: at }: ChangeRecord): number {
  return at === null ? 0 : Date.parse(at);
}

function keyOfPair(shown: Shown): string {
  const { kind, assigneeId, licenseId } = pairOf(shown);
  return JSON.stringify([kind, assigneeId, licenseId]);
}

function wasShown(record: ChangeRecord): record is Shown {
  return isShown(record.outcome) && record.after !== null;
}

/** What reads showed of an account. */
interface ShownIn {
  /** Of changes about licenses, the last of each assignee and license. */
  readonly changes: readonly Shown[];
  /** The same of those that were carried out here. */
  readonly kept: readonly Shown[];
  readonly assignees: readonly Assignee[];
}

/**
 * What we give and take has happened, also before a first sweep is over. What gets a date then was there already: when it came, nobody has seen.
 */
async function recordIn(
  tx: Tx,
  account: LockedAccount,
  { changes, kept, assignees }: ShownIn,
  now: number,
): Promise<void> {
  const dated = changes.filter(({ change }) => isAboutDate(change));
  const others = changes.filter(({ change }) => !isAboutDate(change));
  const begun = { ...account, baselineAt: account.baselineAt ?? new Date(now) };
  // Before the end of a first sweep lists may have been read whole, and others not.
  const listedAt = account.baselineAt === null ? null : await holdingsListedAt(tx, account.no);
  if (account.baselineAt !== null) await recordFound(tx, account, { changes: others, listedAt }, now);
  if (dated.length > 0) await recordAll(tx, account, { changes: dated, assignees: [], listedAt }, now);
  if (others.length + assignees.length > 0)
    await recordAll(tx, begun, { changes: others, assignees, listedAt }, now);
  if (kept.length > 0) await recordKeptDays(tx, account, { kept, listedAt }, now);
}

async function recordAll(
  tx: Tx,
  account: LockedAccount,
  { changes: shown, assignees, listedAt }: Omit<ShownIn, 'kept'> & { readonly listedAt: Date | null },
  now: number,
): Promise<void> {
  const seen = ownObservation(tx, account, { changes: shown, listedAt }, now);
  const held = shown.filter(({ after }) => after.held);
  const removed = shown.filter(({ after }) => !after.held);
  const known = await knownOf(seen, assignees);
  await observe(seen, shownBy([...held.map((one) => sightingOf(one, one.after)), ...known.map(namedOnly)]), {
    isOwn: true,
  });
  await confirmAssignees(seen, known);
  await confirm(seen, held);
  await closeHoldings(seen, await holdingsOf(seen, removed));
  await finishObservation(seen);
  await guard(seen, shown);
}

/**
 * A day that is kept here, or is no more. No read has shown for it that the license is held: what is known of that stays as old as it is, and
 * what is not known a sweep finds, with its day.
 */
async function recordKeptDays(
  tx: Tx,
  account: LockedAccount,
  { kept, listedAt }: Pick<ShownIn, 'kept'> & { readonly listedAt: Date | null },
  now: number,
): Promise<void> {
  const seen = ownObservation(tx, account, { changes: kept, listedAt }, now);
  const days = await daysOf(seen, kept);
  const changed = (await holdingsOf(seen, kept)).flatMap((was) => {
    const removalOn = days.get(keyOf(was)) ?? null;
    const told = { ...was, assignedAt: was.assignedAt?.toISOString() ?? null, removalOn };
    return removalOn === was.removalOn ? [] : [{ was, told }];
  });
  await writeHoldings(seen, { opened: [], changed, refreshed: [] }, new Set());
  const before = changed.map(({ was: { id, observedAt, missedIn } }) => ({ id, observedAt, missedIn }));
  for (const some of inStatements(before)) {
    await sql`update holdings set observed_at = r.observed_at, missed_in = r.missed_in
      from ${recordset(some, { id: 'integer', observedAt: 'timestamptz', missedIn: 'integer' })}
      where holdings.id = r.id`.execute(tx);
  }
  await finishObservation(seen);
}

/** The days that changes came to, by pair. */
async function daysOf(
  { tx, account }: Observation,
  kept: readonly Shown[],
): Promise<ReadonlyMap<string, string | null>> {
  const days = new Map<string, string | null>();
  for (const some of inStatements(kept.map(pairOf))) {
    const { rows } = await sql<{ licenseId: number; assigneeId: number; day: string | null }>`
      select l.id as license_id, a.id as assignee_id, r.removal_on::text as day from ${rowsOf(some, account)}`.execute(
      tx,
    );
    for (const { day, ...pair } of rows) days.set(keyOf(pair), day);
  }
  return days;
}

/** That somebody is there is for the lists to say. */
function namedOnly(assignee: Assignee): Sighting {
  return { assignee, isNamedOnly: true };
}

/** Those of whom the inventory has a row: nobody comes into it by what was taken away. */
async function knownOf(
  { tx, account }: Observation,
  assignees: readonly Assignee[],
): Promise<readonly Assignee[]> {
  const known = new Set<string>();
  for (const some of inStatements(assignees.map(({ kind, externalId: id }) => ({ kind, id })))) {
    const { rows } = await sql<Pick<Assignee, 'kind' | 'externalId'>>`
      select a.kind, a.external_id from ${theirRows(some, account)}`.execute(tx);
    for (const row of rows) known.add(assigneeKey(row));
  }
  return assignees.filter((assignee) => known.has(assigneeKey(assignee)));
}

/** Facts that are as they were are as recent as the change, too: a page that was read before it may have others. */
async function confirmAssignees(
  { tx, account, readAt }: Observation,
  assignees: readonly Assignee[],
): Promise<void> {
  for (const some of inStatements(assignees.map(({ kind, externalId: id }) => ({ kind, id })))) {
    await sql`update assignees set observed_at = ${readAt}
      where observed_at < ${readAt} and gone_at is null and missed_in is null
        and id in (select a.id from ${theirRows(some, account)})`.execute(tx);
  }
}

function theirRows(keys: readonly object[], { no }: LockedAccount): RawBuilder<unknown> {
  return sql`${recordset(keys, { kind: 'text', id: 'text' })}
    join assignees a on a.account_no = ${no} and a.kind = r.kind and a.external_id = r.id`;
}

/**
 * A row that was there already is as recent as the change: a page that lacked it before closes it at the end of its section otherwise. Until a
 * list shows it, no list that was read whole has seen it since.
 */
async function confirm({ tx, account, readAt }: Observation, held: readonly Shown[]): Promise<void> {
  for (const some of inStatements(held.map(pairOf))) {
    await sql`update holdings set observed_at = ${readAt}, missed_in = ${NOT_LISTED_YET}
      where observed_at <= ${readAt} and (assignee_id, license_id) in (select a.id, l.id from ${rowsOf(some, account)})`.execute(
      tx,
    );
  }
}

/** Lists that were read before, or that lag, do not undo it for a while; those that know nothing of an offer never do. */
async function guard({ tx, account, readAt }: Observation, shown: readonly Shown[]): Promise<void> {
  const until = new Date(readAt.getTime() + UNTIL_MS);
  for (const some of inStatements(shown.map(pairOf))) {
    await sql`insert into own_writes (assignee_id, license_id, observed_at, until, change_id)
      select a.id, l.id, ${readAt}, case when r.is_offer then ${OFFERED} else ${until} end::timestamptz, r.change_id
      from ${rowsOf(some, account)}
      on conflict (assignee_id, license_id) do update set contradicted = false, observed_at = excluded.observed_at,
        until = excluded.until, change_id = excluded.change_id`.execute(tx);
  }
}
