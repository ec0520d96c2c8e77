// A power cut at any moment: what the embedded database has acknowledged is there, and the database opens and is whole.
// The disk is acted out: it has what was synced, and any part of what was only written.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { PGlite } from '@electric-sql/pglite';
import { rm } from 'node:fs/promises';
import { openPglite, openSynced } from '../../../src/store/database/embedded/pglite.ts';
import { present } from '../../support/assertions.ts';
import { newDatabaseIn } from '../../support/databases.ts';
import { useFolder } from '../../support/folder.ts';
import { createRandom, seeds } from '../../support/random.ts';
import { RecordedFiles } from './recorded-files.ts';

const COMMITS = 60;
/** Rows that each transaction inserts. */
const ROWS = 20;
/** The last transactions a checkpoint comes after. */
const CHECKPOINTS = [9, 24, 41];

interface Recording {
  readonly files: RecordedFiles;
  /** By transaction: how many steps had been done when it was acknowledged. */
  readonly acknowledged: readonly number[];
}

async function record(
  directory: string,
  open: (files: RecordedFiles) => Promise<PGlite>,
): Promise<Recording> {
  await newDatabaseIn(directory);
  const files = new RecordedFiles(`${directory}/postgres`);
  const database = await open(files);
  await database.exec('create table kept (of int, text text); create index kept_of on kept (of)');
  const acknowledged: number[] = [];
  for (let of = 0; of < COMMITS; of += 1) {
    await database.exec(
      `insert into kept select ${of}, repeat('${of} ', 400) from generate_series(1, ${ROWS})`,
    );
    acknowledged.push(files.steps.length);
    // Changes pages that are in the tables already.
    await database.exec(`update kept set text = 'changed' where of = ${of - 7}`);
    if (CHECKPOINTS.includes(of)) await database.exec('checkpoint');
  }
  return { files, acknowledged };
}

/** How many rows there are by transaction, read from the table and again through its index. */
async function rowsIn(directory: string): Promise<readonly number[]> {
  const database = await openPglite({ dataDir: directory });
  try {
    const read = async (): Promise<number[]> => {
      const { rows } = await database.query<{ count: number }>(
        'select count(text)::int as count from generate_series(0, (select max(of) from kept)) n left join kept on of = n group by n order by n',
      );
      return rows.map(({ count }) => count);
    };
    await database.exec(
      'set enable_indexscan = off; set enable_bitmapscan = off; set enable_indexonlyscan = off',
    );
    const all = await read();
    await database.exec('reset all; set enable_seqscan = off');
    expect(await read()).toEqual(all);
    return all;
  } finally {
    await database.close();
  }
}

describe('a power cut', () => {
  const folder = useFolder();
  let recording: Recording;
  beforeAll(async () => {
    recording = await record(folder.at('synced'), openSynced);
  });

  it.each(seeds(5))('loses nothing that was acknowledged: cut %i', async (seed) => {
    const { files, acknowledged } = recording;
    const random = createRandom(seed);
    // From the first transaction on, so that the table is there.
    const moment = random.whole(present(acknowledged[0]), files.steps.length);
    files.cutAfter(moment, random, folder.at(`cut ${seed}`));
    const kept = acknowledged.filter((steps) => steps <= moment).length;
    const found = await rowsIn(folder.at(`cut ${seed}`));
    // What was under way is there as a whole or not at all.
    expect([kept, kept + 1]).toContain(found.length);
    expect(found).toEqual(found.map(() => ROWS));
    await rm(folder.at(`cut ${seed}`), { recursive: true });
  });

  it('loses it where nothing is synced, or this test would show nothing', async () => {
    const { files } = await record(folder.at('unsynced'), (fs) => openPglite({ fs }));
    expect(files.steps.filter(({ what }) => what === 'sync')).toEqual([]);
    files.cutAfter(files.steps.length, createRandom(1), folder.at('lost'));
    const found = await rowsIn(folder.at('lost')).catch(() => []);
    expect(found.length).toBeLessThan(COMMITS);
  });
});
