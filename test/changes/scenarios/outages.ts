// The database goes away and comes back: what was sent comes to its true outcome, and who only reads notices nothing.
import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../../support/assertions.ts';
import { listen } from '../../support/ports.ts';
import { apply, ask, progressOf, untilOver, untilPlannable } from '../../support/graph-client.ts';
import { opened } from '../../support/lifecycle.ts';
import { changesFor, type Amounts } from '../../support/many-changes.ts';
import { startOwnServer } from '../../support/postgres-server.ts';
import { onServer, useProcesses, type ProcessOptions } from '../../support/processes.ts';
import { expectTrueEnd } from './true-end.ts';

export interface OutageSizes {
  readonly processes: ProcessOptions;
  /** Changes of the set that lives through the outages. */
  readonly amounts: Amounts;
  /** The database goes away when so many calls have been written. */
  readonly atCalls: readonly number[];
  /** How long it stays away: longer than a lease. */
  readonly outageMs: number;
}

/** A set that does not end is to be told as such, not by the time limit of tests. */
const PATIENCE_MS = 600_000;

async function expectReads(url: string): Promise<void> {
  const query = '{ licenses(first: 5) { totalCount nodes { name assignments(first: 1) { totalCount } } } }';
  const { licenses } = await ask<{ licenses: { totalCount: number } }>(url, query, {});
  expect(licenses.totalCount).toBeGreaterThan(5);
}

/** All of them, in the tests of the file this is called in. */
export function outages({ processes: options, amounts, atCalls, outageMs }: OutageSizes): void {
  describe('a database that is not there at the start', () => {
    const processes = useProcesses(options);

    it('leaves reading alone, and changes are refused as retryable', async () => {
      const { port, close } = await listen(0);
      await close();
      const process = await processes.start({ url: `postgres://me:nothing@127.0.0.1:${port}/x` });
      const graph = await process.url;
      await expectReads(graph);
      const changes = changesFor({ genesys: 1, webex: 1, thingspace: 1, yext: 1 });
      await expect(apply(graph, changes, 'nowhere')).rejects.toThrow(/STORE_UNAVAILABLE.*"retryable":true/);
      expect(processes.ledger.calls).toBe(0);
      expect(await process.stop()).toBe(0);
    });
  });

  describe('a database that goes away in the middle of a set', () => {
    // A server of its own: others use the one of the tests.
    const server = opened(startOwnServer, (it) => it.stop());
    const processes = useProcesses(options);

    it(
      'leaves no false outcome, and the set is carried out when it is back',
      async () => {
        const changes = changesFor(amounts);
        const process = await processes.start({ url: server.url });
        const graph = await process.url;
        await untilPlannable(graph, changes);
        const id = await apply(graph, changes, 'through an outage');
        for (const calls of atCalls) {
          await until(() => processes.ledger.calls >= calls);
          await server.down();
          await expectReads(graph);
          await expect(progressOf(graph, id)).rejects.toThrow('STORE_UNAVAILABLE');
          await delay(outageMs);
          await expectReads(graph);
          await server.up();
        }
        expect(new Set(processes.ledger.written.map(({ target }) => target)).size).toBeLessThan(
          changes.length,
        );
        const end = await untilOver(graph, id);
        expect(end.progress['total']).toBe(changes.length);
        expect(await process.stop()).toBe(0);
        const ends = await expectTrueEnd(processes, { options: onServer(server.url) }, changes);
        // What the provider refuses aside, such as licenses of devices that were used.
        expect(ends['VERIFIED']).toBeGreaterThan(changes.length * 0.95);
      },
      PATIENCE_MS,
    );
  });
}
