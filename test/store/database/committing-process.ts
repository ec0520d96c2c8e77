// A process that commits to an embedded database until it is killed: `node committing-process.ts DIRECTORY`. It says what it has been acknowledged.
import { sql } from 'kysely';
import { writeSync } from 'node:fs';
import { silentLog } from '../../../src/domain/log.ts';
import { openDatabase } from '../../../src/store/database/open.ts';

/** Rows of a transaction. */
const ROWS = 20;
/** A checkpoint comes after so many transactions. */
const CHECKPOINT = 15;

const directory = process.argv[2] ?? '';
const { db, maintenance } = await openDatabase(
  { kind: 'embedded', directory },
  { log: silentLog, create: true },
);
await sql`create table if not exists kept (of int, text text)`.execute(db);
await sql`create index if not exists kept_of on kept (of)`.execute(db);
const { rows } = await sql<{ next: number }>`select coalesce(max(of) + 1, 0) as next from kept`.execute(db);
for (let of = rows[0]?.next ?? 0; ; of += 1) {
  await db.transaction().execute(async (tx) => {
    await sql`insert into kept select ${of}::int, repeat('text ', 100) from generate_series(1, ${ROWS}::int)`.execute(
      tx,
    );
    await sql`update kept set text = 'changed' where of = ${of - 3}::int`.execute(tx);
  });
  // At once: nothing is left in a buffer when it is killed.
  writeSync(1, `acknowledged ${of}\n`);
  if (of % CHECKPOINT === 0) await maintenance.checkpoint?.();
}
