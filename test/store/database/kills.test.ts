// `kill -9` of a process while it commits to an embedded database: what it has been acknowledged is there, and the database is whole.
import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { silentLog } from '../../../src/domain/log.ts';
import { openDatabase } from '../../../src/store/database/open.ts';
import { until } from '../../support/assertions.ts';
import { useChildren } from '../../support/child-process.ts';
import { newDatabaseIn } from '../../support/databases.ts';
import { useFolder } from '../../support/folder.ts';
import { createRandom } from '../../support/random.ts';

const KILLS = 3;
/** The most transactions between a start and a kill. */
const MOST = 30;

const SAID = /acknowledged (\d+)/g;

/** By transaction, how many rows there are, as the table has them and as its index does. */
async function rowsIn(
  directory: string,
): Promise<readonly { readonly of: number; readonly count: number }[]> {
  const database = await openDatabase({ kind: 'embedded', directory }, { log: silentLog, create: false });
  const read = async (without: readonly string[]) => {
    await sql`reset all`.execute(database.db);
    for (const way of without) await sql.raw(`set enable_${way} = off`).execute(database.db);
    const counted = sql<{ of: number; count: number }>`
      select of, count(*)::int as count from kept where of >= 0 group by of order by of`;
    return (await counted.execute(database.db)).rows;
  };
  try {
    const rows = await read(['indexscan', 'indexonlyscan', 'bitmapscan']);
    expect(await read(['seqscan'])).toEqual(rows);
    return rows;
  } finally {
    await database.close();
  }
}

describe('a process that commits to a directory', () => {
  const folder = useFolder();
  const children = useChildren();

  it('can be killed at any moment', async () => {
    await newDatabaseIn(folder.path);
    const random = createRandom(14);
    let before = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = children.node(['test/store/database/committing-process.ts', folder.path]);
      const said = (): number[] => [...child.stdout().matchAll(SAID)].map(([, of]) => Number(of));
      const enough = random.whole(1, MOST);
      await Promise.race([until(() => said().length >= enough), child.exited]);
      child.signal('SIGKILL');
      expect([await child.exited, child.stderr()]).toEqual([null, '']);
      const last = said().at(-1) ?? 0;
      expect(last).toBeGreaterThanOrEqual(before);
      const rows = await rowsIn(folder.path);
      // The transaction that was under way is there as a whole or not at all.
      expect([last + 1, last + 2]).toContain(rows.length);
      expect(rows).toEqual(rows.map((_, of) => ({ of, count: 20 })));
      before = rows.length;
    }
  });
});
