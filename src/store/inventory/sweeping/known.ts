// What the inventory knows while a section is read, for providers that read less when they know more.
import { sql, type RawBuilder } from 'kysely';
import type { AssigneeKind } from '../../../domain/account.ts';
import type { KnownSoFar } from '../../../domain/inventory/sighting.ts';
import type { License } from '../../../domain/license.ts';
import type { StoreContext } from '../../context.ts';
import { reading } from '../../database/transactions.ts';
import type { HeldSweep } from './api.ts';

/** The licenses are read once: each page of a long list asks for them. */
export function knownSoFar(context: StoreContext, held: HeldSweep): KnownSoFar {
  let catalogue: readonly License[] | null = null;
  return {
    licenses: async () => (catalogue ??= await licenses(context, held)),
    holdersSeen: () => holdersSeen(context, held),
    holdersAfter: (kind, externalId, most) =>
      assigneesAfter(context, held, { kind, externalId, most, isHolding: true }),
    assigneesAfter: (kind, externalId, most) =>
      assigneesAfter(context, held, { kind, externalId, most, isHolding: false }),
  };
}

/** Pages of attempts that were given up do not count. */
const OF_THIS_SWEEP = sql`sweep_pages p join sweep_sections s
  on s.sweep_id = p.sweep_id and s.position = p.position and s.attempt = p.attempt`;

/** Those of the last sweep, where the catalogue could not be read this time. */
async function licenses(context: StoreContext, held: HeldSweep): Promise<readonly License[]> {
  const read = await licensesWhere(
    context,
    held,
    sql`l.id in (select unnest(p.licenses) from ${OF_THIS_SWEEP} where p.sweep_id = ${held.sweepId})`,
  );
  return read.length > 0 ? read : await licensesWhere(context, held, sql`l.gone_at is null`);
}

async function licensesWhere(
  context: StoreContext,
  held: HeldSweep,
  condition: RawBuilder<unknown>,
): Promise<readonly License[]> {
  const { rows } = await reading(context, (db) =>
    sql<{ externalId: string; facts: Omit<License, 'accountKey' | 'externalId'> }>`
      select l.external_id, l.facts from licenses l join inventory_accounts i on i.no = l.account_no
      where i.key = ${held.accountKey} and ${condition} order by l.id`.execute(db),
  );
  return rows.map(({ externalId, facts }) => ({ accountKey: held.accountKey, externalId, ...facts }));
}

async function holdersSeen(context: StoreContext, held: HeldSweep): Promise<ReadonlyMap<string, number>> {
  const { rows } = await reading(context, (db) =>
    sql<{ externalId: string; holders: number }>`
      select l.external_id, count(*)::integer as holders
      from (select distinct unnest(p.holdings) as id from ${OF_THIS_SWEEP} where p.sweep_id = ${held.sweepId}) seen
      join holdings h on h.id = seen.id join licenses l on l.id = h.license_id
      group by l.external_id`.execute(db),
  );
  return new Map(rows.map(({ externalId, holders }) => [externalId, holders]));
}

interface Behind {
  readonly kind: AssigneeKind;
  /** Behind this one; null: from the first. */
  readonly externalId: string | null;
  readonly most: number;
  /** Only those that hold something. */
  readonly isHolding: boolean;
}

async function assigneesAfter(
  context: StoreContext,
  held: HeldSweep,
  asked: Behind,
): Promise<readonly string[]> {
  const holding = asked.isHolding ? sql`a.holds > 0` : sql`true`;
  const { rows } = await reading(context, (db) =>
    sql<{ externalId: string }>`
      select a.external_id from assignees a join inventory_accounts i on i.no = a.account_no
      where i.key = ${held.accountKey} and a.kind = ${asked.kind} and ${holding} and a.gone_at is null
        and a.external_id > ${asked.externalId ?? ''}
      order by a.external_id limit ${asked.most}`.execute(db),
  );
  return rows.map(({ externalId }) => externalId);
}
