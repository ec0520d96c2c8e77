// Two processes: on one PostgreSQL server they share a set, and one does all of it when the other is killed; one directory
// they do not share, and who waits for it takes over.
import { describe, expect, it } from '@jest/globals';
import { until } from '../../support/assertions.ts';
import { apply, ask, progressOf, untilOver, untilPlannable } from '../../support/graph-client.ts';
import { changesFor, type Amounts } from '../../support/many-changes.ts';
import { useDatabase, useProcesses, type Processes, type ProcessOptions } from '../../support/processes.ts';
import { expectTrueEnd } from './true-end.ts';

export interface ReplicaSizes {
  readonly processes: ProcessOptions;
  /** Changes of the set that two processes share. */
  readonly shared: Amounts;
  /** Changes of the set that one process after the other has. */
  readonly single: Amounts;
}

/** A set that does not end is to be told as such, not by the time limit of tests. */
const PATIENCE_MS = 600_000;

/** Calls of one process that wrote something. */
function callsOf({ ledger }: Processes, source: string): number {
  return new Set(ledger.written.flatMap((one) => (one.source === source ? one.call : []))).size;
}

/** Both of them, in the tests of the file this is called in. */
export function replicas({ processes: options, ...amounts }: ReplicaSizes): void {
  const shared = changesFor(amounts.shared);
  const single = changesFor(amounts.single);

  describe('two processes on one server', () => {
    const database = useDatabase('PostgreSQL');
    const processes = useProcesses(options);

    it(
      `share a set of ${shared.length}, and one ends it when the other is killed`,
      async () => {
        const first = await processes.start(database.config, 'first');
        const second = await processes.start(database.config, 'second');
        await second.url;
        await untilPlannable(await first.url, shared);
        const id = await apply(await first.url, shared, 'shared');
        await until(() => callsOf(processes, 'first') >= 3 && callsOf(processes, 'second') >= 3);
        await first.kill();
        const writtenByDead = callsOf(processes, 'first');
        expect(await progressOf(await second.url, id)).toMatchObject({ status: 'RUNNING' });
        const end = await untilOver(await second.url, id);
        expect(end.progress['total']).toBe(shared.length);
        // What it had sent may still have been under way.
        expect(callsOf(processes, 'first') - writtenByDead).toBeLessThan(20);
        expect(await second.stop()).toBe(0);
        const ends = await expectTrueEnd(processes, database, shared);
        // What the provider refuses aside, such as licenses of devices that were used.
        expect(ends['VERIFIED']).toBeGreaterThan(shared.length * 0.96);
      },
      PATIENCE_MS,
    );
  });

  describe('two processes on one directory', () => {
    const database = useDatabase('PGlite', { made: true });
    const processes = useProcesses(options);

    it(
      'do not share it: the second reads only, until the first is killed, and then ends its set',
      async () => {
        const first = await processes.start(database.config, 'first');
        await untilPlannable(await first.url, single);
        const id = await apply(await first.url, single, 'single');
        const second = await processes.start(database.config, 'second');
        await expect(apply(await second.url, single, 'single')).rejects.toThrow('STORE_UNAVAILABLE');
        const reader = await second.url;
        // On a busy machine reads are late as often as not.
        await until(async () => {
          const query = '{ licenses(first: 1) { totalCount } }';
          const { licenses } = await ask<{ licenses: { totalCount: number | null } }>(reader, query);
          return (licenses.totalCount ?? 0) > 0;
        });
        await until(() => callsOf(processes, 'first') >= 3);
        await first.kill();
        const end = await untilOver(await second.url, id);
        expect(end.progress['total']).toBe(single.length);
        expect(callsOf(processes, 'second')).toBeGreaterThan(0);
        expect(await second.stop()).toBe(0);
        await expectTrueEnd(processes, database, single);
      },
      PATIENCE_MS,
    );
  });
}
