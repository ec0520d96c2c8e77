// Compares what a rule finds with its open findings, and writes where they differ.
import { sql, type RawBuilder } from 'kysely';
import type { FindingCode } from '../../../domain/insight/finding.ts';
import type { StoreContext } from '../../context.ts';
import { writing } from '../../database/transactions.ts';
import type { RecordedFindings } from '../api.ts';
import type { Piece } from './rule.ts';

/** Rows that one statement writes of each sort: an embedded database answers nobody else meanwhile. */
const MOST = 1_000;

export interface Compared {
  readonly accountNo: number;
  readonly code: FindingCode;
  readonly piece: Piece;
}

/** Statement after statement, each a transaction, until nothing differs. */
export async function comparePiece(
  context: StoreContext,
  compared: Compared,
  signal: AbortSignal,
): Promise<RecordedFindings> {
  let sum: RecordedFindings = { opened: 0, changed: 0, closed: 0 };
  for (;;) {
    signal.throwIfAborted();
    const now = new Date(context.now());
    const { rows } = await writing(context, (tx) => statement(compared, now).execute(tx));
    const [row = { opened: 0, changed: 0, closed: 0 }] = rows;
    sum = added(sum, row);
    if (Object.values(row).every((count) => count < MOST)) return sum;
  }
}

/** Both together. */
export function added(one: RecordedFindings, other: RecordedFindings): RecordedFindings {
  return {
    opened: one.opened + other.opened,
    changed: one.changed + other.changed,
    closed: one.closed + other.closed,
  };
}

/** The join is a full one: no statistics make it one that goes through all of the one side for each row of the other. */
function statement({ accountNo, code, piece }: Compared, now: Date): RawBuilder<RecordedFindings> {
  const { found, about, closes } = piece;
  const lastLook = sql`(select at from finding_looks where account_no = ${accountNo} and code = ${code})`;
  return sql<RecordedFindings>`
    with found as materialized (${found}),
    known as materialized (
      select f.id, f.license_id, f.assignee_id, f.key, f.severity, f.confidence, f.seats, f.evidence, ${closes} as closes
      from findings f where f.account_no = ${accountNo} and f.code = ${code} and f.closed_at is null and ${about}),
    compared as materialized (
      select n.*, k.id, k.closes, n.may_open is null as is_gone,
        (n.severity, n.confidence, n.seats, n.evidence) is distinct from (k.severity, k.confidence, k.seats, k.evidence) as differs
      from found n full join known k on coalesce(n.license_id, 0) = coalesce(k.license_id, 0)
        and coalesce(n.assignee_id, 0) = coalesce(k.assignee_id, 0) and coalesce(n.key, '') = coalesce(k.key, '')),
    opened as (
      insert into findings (account_no, code, license_id, assignee_id, key, severity, confidence, seats, evidence, first_at, last_at)
      select ${accountNo}, ${code}, license_id, assignee_id, key, severity, confidence, seats, evidence, ${now}, ${now}
      from compared where id is null and may_open limit ${MOST}
      on conflict do nothing returning id),
    changed as (
      update findings f set severity = c.severity, confidence = c.confidence, seats = c.seats, evidence = c.evidence, last_at = ${now}
      from (select * from compared where id is not null and not is_gone and differs limit ${MOST}) c
      where f.id = c.id and f.closed_at is null returning f.id),
    closed as (
      update findings f set closed_at = ${now}, last_at = greatest(f.last_at, ${lastLook})
      from (select id from compared where is_gone and closes limit ${MOST}) c
      where f.id = c.id and f.closed_at is null returning f.id)
    select (select count(*) from opened)::integer as opened, (select count(*) from changed)::integer as changed,
      (select count(*) from closed)::integer as closed`;
}
