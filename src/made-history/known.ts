// What the inventory knows after its first sweeps: what a history is made up for.
import { sql } from 'kysely';
import type { AssigneeKind } from '../domain/account.ts';
import type { AssignmentStatus } from '../domain/assignment.ts';
import type { Seats } from '../domain/license.ts';
import type { Tx } from '../store/database/tables.ts';

export interface KnownLicense {
  readonly id: number;
  readonly accountNo: number;
  readonly accountKey: string;
  readonly externalId: string;
  readonly name: string | null;
  readonly seats: Seats | null;
  /** Whether its provider lists it: seats are counted of those alone. */
  readonly isListed: boolean;
}

interface Pair {
  readonly licenseId: number;
  readonly assigneeId: number;
  readonly kind: AssigneeKind;
  readonly externalId: string;
}

export interface KnownHolder extends Pair {
  /** Of the holding. */
  readonly id: number;
  readonly status: AssignmentStatus;
  readonly removalOn: string | null;
  /** By the provider; null where it does not tell. */
  readonly assignedAt: Date | null;
}

/** Somebody or something that could hold a license, and does not. */
export type Candidate = Pair;

export interface Known {
  readonly licenses: readonly KnownLicense[];
  /** By the keys of licenses. */
  readonly holders: ReadonlyMap<number, readonly KnownHolder[]>;
  readonly candidates: ReadonlyMap<number, readonly Candidate[]>;
}

/** Everything that the inventory knows of licenses and those who hold them, or could. */
export async function readKnown(tx: Tx): Promise<Known> {
  const { rows: licenses } = await sql<KnownLicense>`
    select l.id, l.account_no, n.key as account_key, l.external_id, l.name, l.facts->'seats' as seats,
      l.gone_at is null as is_listed
    from licenses l join inventory_accounts n on n.no = l.account_no order by n.key, l.external_id`.execute(
    tx,
  );
  const { rows: holders } = await sql<KnownHolder>`
    select h.id, h.license_id, h.assignee_id, a.kind, a.external_id, h.status, h.removal_on::text as removal_on, h.assigned_at
    from holdings h join assignees a on a.id = h.assignee_id`.execute(tx);
  const { rows: candidates } = await sql<Candidate>`
    select l.id as license_id, a.id as assignee_id, a.kind, a.external_id
    from licenses l join assignees a on a.account_no = l.account_no and a.kind = any(l.kinds)
    where l.gone_at is null and a.gone_at is null
      and not exists (select from holdings h where h.license_id = l.id and h.assignee_id = a.id)`.execute(tx);
  return {
    licenses,
    holders: Map.groupBy(holders, ({ licenseId }) => licenseId),
    candidates: Map.groupBy(candidates, ({ licenseId }) => licenseId),
  };
}
