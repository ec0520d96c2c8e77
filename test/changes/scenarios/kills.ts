// A process that is killed at any moment of a set of changes over four providers, and started again: every change comes to
// what is so, none is lost, none is written twice, and the audit log is whole.
import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from '../../support/child-process.ts';
import { DATABASES } from '../../support/databases.ts';
import { apply, isOver, progressOf, untilOver, untilPlannable } from '../../support/graph-client.ts';
import type { TestChange } from '../../support/many-changes.ts';
import { useDatabase, useProcesses, type Process, type ProcessOptions } from '../../support/processes.ts';
import { createRandom } from '../../support/random.ts';
import type { Ledger } from '../../support/relay.ts';
import { askedAgain, expectTrueEnd } from './true-end.ts';

export interface KillSizes {
  /** In all: shared by the databases there are. */
  readonly kills: number;
  /** The changes of the first set; those of the next are their opposites, and so on. */
  readonly changes: readonly TestChange[];
  readonly processes: ProcessOptions;
  /** The latest a process is killed after its start, or after it has answered. */
  readonly lastMs: number;
  /** The most writes it is killed after. */
  readonly mostWrites: number;
  /** Calls that a process has under way at once, of those whose effect no read shows: none when absent. */
  readonly unseen?: number;
}

/** Processes for small sets. */
export const HASTY: ProcessOptions = {
  writeDelayMs: { genesys: 200, webex: 100, thingspace: 200, yext: 100 },
  // Long enough for the busiest machine: no lease is waited for.
  limits: { connectTimeoutMs: 5_000, answerTimeoutMs: 15_000 },
  changes: { leaseMs: 60_000, parts: 4, resumeMs: 5_000, settleMs: 2_000 },
  hasty: true,
};

const SEED = 20_310_501;
/** A set that does not end is to be told with its kills, not by the time limit of tests. */
const PATIENCE_MS = 900_000;

interface Kill {
  readonly moment: string;
  /** Changes of the set that had been written by then. */
  readonly written: number;
}

/** What waited for another one is what that one waits for now. */
function opposites(changes: readonly TestChange[]): TestChange[] {
  return changes.map(({ action, target }, place) => ({
    action: action === 'ASSIGN' ? 'REMOVE' : 'ASSIGN',
    target,
    waitsFor: changes.flatMap(({ waitsFor = [] }, later) => (waitsFor.includes(place) ? [later] : [])),
  }));
}

/**
 * Changes that were carried out before one they wait for. What the set before did not do, as the provider refused it, is in effect already
 * for its opposite: nothing is written then, and nobody waits for it.
 */
function tooEarly(
  changes: readonly TestChange[],
  { written }: Ledger,
  doneBefore: (change: TestChange) => boolean,
): TestChange[] {
  const placeOf = ({ target }: TestChange): number =>
    written.findIndex((one) => one.target.includes(target.externalId));
  return changes.filter((change) => {
    const own = placeOf(change);
    const awaited = (change.waitsFor ?? []).flatMap((place) => changes[place] ?? []).filter(doneBefore);
    return own >= 0 && awaited.some((one) => !(placeOf(one) >= 0 && placeOf(one) < own));
  });
}

/** Kills them all, in the tests of the file this is called in. */
export function killedProcesses({
  kills,
  changes: first,
  lastMs,
  mostWrites,
  unseen = 0,
  ...sizes
}: KillSizes): void {
  const each = Math.ceil(kills / DATABASES.length);

  describe.each(DATABASES)('a process that is killed, over %s', (kind) => {
    const database = useDatabase(kind);
    const processes = useProcesses(sizes.processes);
    const random = createRandom(SEED);
    const killed: Kill[] = [];

    it(
      `tells the truth after ${each} kills`,
      async () => {
        try {
          let amidst = 0;
          let changes = first;
          let doneBefore: (change: TestChange) => boolean = () => true;
          for (let set = 1; killed.length < each; set += 1) {
            const before = killed.length;
            processes.ledger.written.length = 0;
            await carryOut(changes, `set ${set}`);
            const ends = await expectTrueEnd(processes, database, changes);
            // What the provider refuses aside, such as licenses of devices that were used.
            expect(ends['VERIFIED']).toBeGreaterThan(changes.length * 0.95);
            expect(tooEarly(changes, processes.ledger, doneBefore)).toEqual([]);
            const inSet = killed.slice(before);
            // For each of the processes that died with answers.
            expect(askedAgain(processes.ledger)).toBeLessThanOrEqual(inSet.length * unseen);
            const all = processes.ledger.written.length;
            amidst += inSet.filter(({ written }) => written > 0 && written < all).length;
            const targets = processes.ledger.written.map(({ target }) => target);
            doneBefore = ({ target }) => targets.some((one) => one.includes(target.externalId));
            changes = opposites(changes);
          }
          // Not all: some never got to their first write, and some had written everything and were reading it back.
          expect(amidst).toBeGreaterThan(each / 2);
        } catch (error) {
          const moments = killed.map(({ moment, written }) => `${moment}, with ${written} written`);
          throw new Error(`with seed ${SEED}, killed ${moments.join('; ')}`, { cause: error });
        }
      },
      PATIENCE_MS,
    );

    /** Kills and starts processes until the set is over or enough have been killed, and lets the last one end it in peace. */
    async function carryOut(changes: readonly TestChange[], key: string): Promise<void> {
      const ids = new Set<string>();
      for (;;) {
        const run = await processes.start(database.config);
        const id = run.url.then(async (url) => {
          if (ids.size === 0) await untilPlannable(url, changes);
          // As a client does whose connection broke: it asks again, with the same key.
          return await apply(url, changes, key);
        });
        id.then(
          (one) => ids.add(one),
          () => undefined,
        );
        if (killed.length >= each || !(await killAtRandom(run, id))) {
          await untilOver(await run.url, await id);
          expect(await run.stop()).toBe(0);
          expect(ids.size).toBe(1);
          return;
        }
      }
    }

    /** false when the set was over before. */
    async function killAtRandom(run: Process, id: Promise<string>): Promise<boolean> {
      const { ledger } = processes;
      const ended = new AbortController();
      const over = untilNothingLeft(run.url, id, ended.signal);
      const way = random.pick(['start', 'answer', 'answer', 'write', 'write']);
      const afterMs = random.whole(0, lastMs);
      const afterWrites = random.whole(1, mostWrites);
      const reached =
        way === 'write'
          ? killBeforeAnswer(ledger, run.child, afterWrites)
          : Promise.resolve(way === 'start' ? null : id).then(() => delay(afterMs));
      const first = await Promise.race([over, reached]);
      ledger.afterWrite = () => undefined;
      ended.abort();
      if (first === 'OVER') return false;
      await run.kill();
      const moment =
        way === 'write' ? `before the answer to write ${afterWrites}` : `${afterMs} ms after its ${way}`;
      killed.push({ moment, written: ledger.written.length });
      return true;
    }
  });
}

/** When a provider has carried out so many more writes, and has not said so yet. */
function killBeforeAnswer(ledger: Ledger, child: Child, writes: number): Promise<void> {
  const last = ledger.calls + writes;
  return new Promise((resolve) => {
    ledger.afterWrite = () => {
      if (ledger.calls < last) return;
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
