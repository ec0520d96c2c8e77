// The assignees and licenses that changes of ours were about, and what the inventory has of them.
import { sql, type RawBuilder } from 'kysely';
import type { AssignmentState, ChangeRecord } from '../../domain/change-set.ts';
import type { Sighting } from '../../domain/inventory/sighting.ts';
import { inStatements, recordset } from '../database/bulk.ts';
import type { Tx } from '../database/tables.ts';
import { observation, type LockedAccount, type Observation } from './observing/context.ts';
import type { KnownHolding } from './observing/holdings-diff.ts';
import { HOLDING } from './observing/write-holdings.ts';

/** A change whose target a read has shown. */
export type Shown = ChangeRecord & { readonly after: AssignmentState };

/** What reads for changes showed; `listedAt` as in `Observation`. */
export function ownObservation(
  tx: Tx,
  account: LockedAccount,
  { changes, listedAt }: { readonly changes: readonly Shown[]; readonly listedAt: Date | null },
  now: number,
): Observation {
  return observation({
    tx,
    account,
    source: 'own-write',
    readAt: new Date(now),
    now,
    changes: changes.map(({ change }) => change.id),
    sweepId: null,
    listedAt,
  });
}

/** An assignment that a change was about, in a state in which it is held. */
export function sightingOf(
  { change }: Pick<Shown, 'change'>,
  { status, assignedAt, removalOn }: AssignmentState,
): Sighting {
  const { accountKey, licenseId, assignee } = change;
  return {
    assignment: {
      accountKey,
      licenseId,
      // Its key alone: nothing else of it was read.
      assignee: { ...assignee, accountKey },
      status: status ?? 'UNKNOWN',
      assignedAt,
      removalOn,
    },
    isNamedOnly: true,
  };
}

/** The rows of pairs: of their assignees and their licenses, where there are such. */
export function rowsOf(pairs: readonly object[], { no }: LockedAccount): RawBuilder<unknown> {
  return sql`${recordset(pairs, PAIR)}
    join assignees a on a.account_no = ${no} and a.kind = r.kind and a.external_id = r.assignee_id
    join licenses l on l.account_no = ${no} and l.external_id = r.license_id`;
}

const PAIR = {
  kind: 'text',
  assigneeId: 'text',
  licenseId: 'text',
  isOffer: 'boolean',
  changeId: 'text',
  removalOn: 'date',
} as const;

/** By their keys. */
export function keysOf({ change }: Pick<Shown, 'change'>) {
  const { id: changeId, licenseId, assignee } = change;
  return { kind: assignee.kind, assigneeId: assignee.externalId, licenseId, changeId };
}

/** By their keys, with what the change came to. */
export function pairOf({ change, after }: Shown) {
  const isOffer = after.held && after.status === 'PENDING';
  return { ...keysOf({ change }), isOffer, removalOn: after.removalOn };
}

/** The open holdings of these. */
export async function holdingsOf(
  { tx, account }: Observation,
  shown: readonly Pick<Shown, 'change'>[],
): Promise<readonly KnownHolding[]> {
  const found: KnownHolding[] = [];
  for (const some of inStatements(shown.map(keysOf))) {
    const { rows } = await sql<KnownHolding>`
      select ${HOLDING} from holdings where (assignee_id, license_id) in (
        select a.id, l.id from ${rowsOf(some, account)})`.execute(tx);
    found.push(...rows);
  }
  return found;
}
