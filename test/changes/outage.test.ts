// The database goes away and comes back: what was sent comes to its true outcome, and who only reads notices nothing.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { Secret } from '../../src/domain/secret.ts';
import { listen } from '../support/child-process.ts';
import { opened } from '../support/lifecycle.ts';
import { startOwnServer } from '../support/postgres-server.ts';
import { apply, ask, progressOf, untilOver } from './asking.ts';
import { openProcessRig, type ProcessRig } from './processes.ts';
import { expectTrueEnd } from './true-end.ts';
import { wishesFor } from './wishes.ts';

let rig: ProcessRig;
beforeEach(async () => {
  rig = await openProcessRig({ writeDelayMs: { genesys: 700, webex: 300, thingspace: 1_500, yext: 300 } });
}, 60_000);
afterEach(() => rig.close());

async function expectReads(url: string): Promise<void> {
  const query = '{ licenses(first: 5) { totalCount nodes { name assignments(first: 1) { totalCount } } } }';
  const { licenses } = await ask<{ licenses: { totalCount: number } }>(url, query, {});
  expect(licenses.totalCount).toBeGreaterThan(5);
}

describe('a database that is not there at the start', () => {
  it('leaves reading alone, and changes are refused as retryable', async () => {
    const { port, close } = await listen(0);
    await close();
    const { url, child } = await rig.start({ url: `postgres://me:nothing@127.0.0.1:${port}/x` });
    await expectReads(await url);
    const wishes = wishesFor({ genesys: 1, webex: 1, thingspace: 1, yext: 1 });
    await expect(apply(await url, wishes, 'nowhere')).rejects.toThrow(/STORE_UNAVAILABLE.*"retryable":true/);
    expect(rig.ledger.calls).toBe(0);
    child.signal('SIGTERM');
    expect(await child.exited).toBe(0);
  }, 60_000);
});

describe('a database that goes away in the middle of a set', () => {
  // A server of its own: others use the one of the tests.
  const server = opened(startOwnServer, (it) => it.stop());

  it('leaves no false outcome, and the set is carried out when it is back', async () => {
    const wishes = wishesFor({ genesys: 400, webex: 500, thingspace: 620, yext: 480 });
    const process = await rig.start({ url: server.url });
    const graph = await process.url;
    const id = await apply(graph, wishes, 'through an outage');
    for (const calls of [40, 80, 120]) {
      while (rig.ledger.calls < calls) await delay(20);
      await server.down();
      await expectReads(graph);
      await expect(progressOf(graph, id)).rejects.toThrow('STORE_UNAVAILABLE');
      // Longer than a lease.
      await delay(5_000);
      await expectReads(graph);
      await server.up();
    }
    const end = await untilOver(graph, id, 150_000);
    expect(end.progress['total']).toBe(2_000);
    process.child.signal('SIGTERM');
    expect(await process.child.exited).toBe(0);
    const options = { kind: 'postgres', url: new Secret(server.url), poolSize: 3 } as const;
    const ends = await expectTrueEnd(rig, { options }, wishes);

    expect(ends['VERIFIED']).toBeGreaterThan(1_900);
  }, 300_000);
});
