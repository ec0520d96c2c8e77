// A process that is killed at any moment of a set of 2,000 changes over four providers, and started again: every change
// comes to what is so, none is lost, none is written twice, and the audit log is whole.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from '../support/child-process.ts';
import { createRandom, type Random } from '../support/random.ts';
import { DATABASES } from '../support/databases.ts';
import { apply, isOver, progressOf, untilOver } from './asking.ts';
import { openProcessRig, type Process, type ProcessRig } from './processes.ts';
import type { Ledger } from './relay.ts';
import { databaseOf, expectTrueEnd, type TestDatabase } from './true-end.ts';
import { wishesFor, type Wished } from './wishes.ts';

/** In all: shared by the databases there are. */
const KILLS = 30;
const EACH = Math.ceil(KILLS / DATABASES.length);
const SEED = 20_310_501;
const WISHES = wishesFor({ genesys: 400, webex: 500, thingspace: 620, yext: 480 });

function opposite({ action, target }: Wished): Wished {
  return { action: action === 'ASSIGN' ? 'REMOVE' : 'ASSIGN', target };
}

describe.each(DATABASES)('a process that is killed, over %s', (kind) => {
  let rig: ProcessRig;
  let database: TestDatabase;
  const random = createRandom(SEED);
  const moments: string[] = [];
  beforeAll(async () => {
    rig = await openProcessRig({ writeDelayMs: { genesys: 700, webex: 300, thingspace: 1_500, yext: 300 } });
    database = await databaseOf(kind, rig.folder);
  }, 60_000);
  afterAll(async () => {
    await rig.close();
    await database.drop();
  });

  it(`tells the truth after ${EACH} kills`, async () => {
    try {
      let wishes = WISHES;
      for (let set = 1; moments.length < EACH; set += 1) {
        rig.ledger.written.length = 0;
        await carryOut(wishes, `set ${set}`);
        const ends = await expectTrueEnd(rig, database, wishes);
        // What the provider refuses aside, such as licenses of devices that were used.

        expect(ends['VERIFIED']).toBeGreaterThan(1_900);
        wishes = wishes.map(opposite);
      }
    } catch (error) {
      throw new Error(`with seed ${SEED}, killed ${moments.join('; ')}`, { cause: error });
    }
  }, 600_000);

  /** Kills and starts processes until the set is over or enough have been killed, and lets the last one end it in peace. */
  async function carryOut(wishes: readonly Wished[], key: string): Promise<void> {
    const ids = new Set<string>();
    for (;;) {
      const run = await rig.start(database.config);
      // As a client does whose connection broke: it asks again, with the same key.
      const id = run.url.then((url) => apply(url, wishes, key));
      id.then(
        (one) => ids.add(one),
        () => undefined,
      );
      if (moments.length >= EACH || (await killAtRandom(rig, run, id, random)) === null) {
        await untilOver(await run.url, await id, 180_000);
        run.child.signal('SIGTERM');
        expect(await run.child.exited).toBe(0);
        expect(ids.size).toBe(1);
        return;
      }
    }
  }

  /** null when the set was over before. */
  async function killAtRandom(
    { ledger }: ProcessRig,
    { child, url }: Process,
    id: Promise<string>,
    random: Random,
  ): Promise<string | null> {
    const ended = new AbortController();
    const over = untilNothingLeft(url, id, ended.signal);
    const way = random.pick(['start', 'answer', 'answer', 'write', 'write']);
    const afterMs = random.whole(0, 5_000);
    const afterWrites = random.whole(1, 60);
    const reached =
      way === 'write'
        ? killBeforeAnswer(ledger, child, afterWrites)
        : Promise.resolve(way === 'start' ? null : id).then(() => delay(afterMs));
    const first = await Promise.race([over, reached]);
    ledger.afterWrite = () => undefined;
    ended.abort();
    if (first === 'OVER') return null;
    child.signal('SIGKILL');
    await child.exited;
    const moment =
      way === 'write' ? `before the answer to write ${afterWrites}` : `${afterMs} ms after its ${way}`;
    moments.push(moment);
    return moment;
  }
});

/** When a provider has carried out so many more writes, and has not said so yet. */
function killBeforeAnswer(ledger: Ledger, child: Child, writes: number): Promise<void> {
  const until = ledger.calls + writes;
  return new Promise((resolve) => {
    ledger.afterWrite = () => {
      if (ledger.calls < until) return;
      child.signal('SIGKILL');
      resolve();
    };
  });
}

/** Asks again and again; never comes to an end when the process does first. */
async function untilNothingLeft(
  url: Promise<string>,
  id: Promise<string>,
  signal: AbortSignal,
): Promise<'OVER'> {
  while (!signal.aborted) {
    try {
      if (isOver(await progressOf(await url, await id))) return 'OVER';
    } catch {
      // Not there yet, or killed.
    }
    await delay(250);
  }
  return new Promise(() => undefined);
}
