// Findings about holdings that are no more: nobody waits for the next look to be told that a license is free again.
import { sql } from 'kysely';
import { HOLDER_CODES } from '../../domain/insight/finding.ts';
import { inStatements, isOneOf, recordset } from '../database/bulk.ts';
import type { Tx } from '../database/tables.ts';

interface Holding {
  readonly licenseId: number;
  readonly assigneeId: number;
}

const COLUMNS = { licenseId: 'integer', assigneeId: 'integer' };

/** Closes what rules about holders have found of these holdings. They were seen to hold until the look before. */
export async function closeWithHoldings(tx: Tx, holdings: readonly Holding[], at: Date): Promise<void> {
  const pairs = holdings.map(({ licenseId, assigneeId }) => ({ licenseId, assigneeId }));
  for (const some of inStatements(pairs)) {
    await sql`update findings f set closed_at = ${at},
        last_at = greatest(f.last_at, (select k.at from finding_looks k where k.account_no = f.account_no and k.code = f.code))
      from ${recordset(some, COLUMNS)}
      where f.assignee_id = r.assignee_id and f.license_id = r.license_id and f.closed_at is null and ${isOneOf('f.code', HOLDER_CODES)}`.execute(
      tx,
    );
  }
}
