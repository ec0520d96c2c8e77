// Seats that licenses had before: what tells the numbers of a moment.
import { sql } from 'kysely';
import type { Seats } from '../../../domain/license.ts';
import { inStatements, recordset } from '../../database/bulk.ts';
import type { Tx } from '../../database/tables.ts';

/** What the numbers of a license were up to a moment; `seats` null: none. */
export interface FormerSeats {
  readonly accountNo: number;
  readonly licenseId: number;
  readonly until: Date;
  readonly seats: Seats | null;
}

const COLUMNS = {
  accountNo: 'smallint',
  licenseId: 'integer',
  until: 'timestamptz',
  seats: 'jsonb',
} as const;

export async function insertFormerSeats(tx: Tx, former: readonly FormerSeats[]): Promise<void> {
  for (const some of inStatements(former)) {
    await sql`insert into former_seats (account_no, license_id, until, seats)
      select account_no, license_id, until, seats from ${recordset(some, COLUMNS)}`.execute(tx);
  }
}
