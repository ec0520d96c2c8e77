// Two processes: on one PostgreSQL server they share a set, and one does all of it when the other is killed; one directory
// they do not share, and who waits for it takes over.
import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseKind } from '../support/databases.ts';
import { apply, ask, untilOver } from './asking.ts';
import { openProcessRig, type ProcessRig } from './processes.ts';
import { databaseOf, expectTrueEnd, type TestDatabase } from './true-end.ts';
import { wishesFor } from './wishes.ts';

let rig: ProcessRig | null = null;
let database: TestDatabase | null = null;
afterEach(async () => {
  await rig?.close();
  await database?.drop();
  rig = null;
  database = null;
});

async function open(kind: DatabaseKind): Promise<{ rig: ProcessRig; database: TestDatabase }> {
  const writeDelayMs = { genesys: 1_000, webex: 300, thingspace: 1_500, yext: 200 };
  rig = await openProcessRig({ writeDelayMs, changes: { parts: 2 } });
  database = await databaseOf(kind, rig.folder);
  return { rig, database };
}

/** Until it is so; fails after a minute. */
async function until(isSo: () => boolean): Promise<void> {
  for (let round = 0; !isSo(); round += 1) {
    if (round > 600) throw new Error(`it never was so: ${isSo.toString()}`);
    await delay(100);
  }
}

/** Calls of one process that wrote something. */
function callsOf({ ledger }: ProcessRig, source: string): number {
  return new Set(ledger.written.flatMap((one) => (one.source === source ? one.call : []))).size;
}

describe('two processes on one server', () => {
  it('share a set of 5,000, and one ends it when the other is killed', async () => {
    const { rig: own, database: shared } = await open('PostgreSQL');
    const wishes = wishesFor({ genesys: 1_200, webex: 620, thingspace: 2_700, yext: 480 });
    expect(wishes).toHaveLength(5_000);
    const [first, second] = await Promise.all(
      ['first', 'second'].map((source) => own.start(shared.config, source)),
    );
    if (!first || !second) throw new Error('two were started');
    await second.url;
    const id = await apply(await first.url, wishes, 'shared');
    await until(() => callsOf(own, 'first') >= 3 && callsOf(own, 'second') >= 3);
    first.child.signal('SIGKILL');
    await first.child.exited;
    const writtenByDead = callsOf(own, 'first');
    const end = await untilOver(await second.url, id, 150_000);
    expect(end.progress['total']).toBe(5_000);
    // What it had sent may still have been under way.
    expect(callsOf(own, 'first') - writtenByDead).toBeLessThan(20);
    second.child.signal('SIGTERM');
    expect(await second.child.exited).toBe(0);
    const ends = await expectTrueEnd(own, shared, wishes);

    expect(ends['VERIFIED']).toBeGreaterThan(4_800);
  }, 300_000);
});

describe('two processes on one directory', () => {
  it('do not share it: the second reads only, until the first is killed, and then ends its set', async () => {
    const { rig: own, database: single } = await open('PGlite');
    const wishes = wishesFor({ genesys: 100, webex: 100, thingspace: 100, yext: 100 });
    const first = await own.start(single.config, 'first');
    const id = await apply(await first.url, wishes, 'single');
    const second = await own.start(single.config, 'second');
    await expect(apply(await second.url, wishes, 'single')).rejects.toThrow('STORE_UNAVAILABLE');
    const read = await ask<{ licenses: { totalCount: number } }>(
      await second.url,
      '{ licenses(first: 1) { totalCount } }',
      {},
    );
    expect(read.licenses.totalCount).toBeGreaterThan(0);
    await until(() => callsOf(own, 'first') >= 3);
    first.child.signal('SIGKILL');
    const end = await untilOver(await second.url, id, 120_000);
    expect(end.progress['total']).toBe(wishes.length);
    expect(callsOf(own, 'second')).toBeGreaterThan(0);
    second.child.signal('SIGTERM');
    expect(await second.child.exited).toBe(0);
    await expectTrueEnd(own, single, wishes);
  }, 240_000);
});
