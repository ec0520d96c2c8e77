// A process that is told to stop while a set runs: whoever waits gets the set as it is, and the next process finishes it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { seededAccounts, startFleet, type Fleet } from '../../emulators/fleet.ts';
import { createChildren } from '../support/child-process.ts';

const children = createChildren();
let folder: string;
let config: string;
let fleet: Fleet;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'license-graph-'));
  config = join(folder, 'config.yaml');
  fleet = await startFleet();
  await writeFile(
    config,
    stringify({
      accounts: seededAccounts(fleet),
      server: { port: 0 },
      store: { directory: join(folder, 'data') },
      // Not by the sweep: what was left is handed on at the stop, and taken up at the start.
      changes: { sweepMs: 3_600_000 },
    }),
  );
});
afterAll(async () => {
  await children.end();
  await fleet.close();
  await rm(folder, { recursive: true });
});

async function start() {
  const child = children.node(['src/main.ts', '--config', config]);
  const [, url = ''] = await child.says(/"url":"([^"]+)"/);
  return { child, url };
}

async function ask<Data>(url: string, query: string, variables: object): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  // What is asserted below is what came back.
  return ((await response.json()) as { data: Data }).data;
}

interface GivenSet {
  readonly id: string;
  readonly status: string;
  readonly progress: { readonly total: number; readonly pending: number; readonly verified: number };
}
const SET = 'id status progress { total pending verified }';
const APPLY = `mutation($input: ApplyLicenseChangesInput!) { applyLicenseChanges(input: $input) { changeSet { ${SET} } } }`;
const STORES = [9, 12, 15, 18, 21, 24, 27, 39, 42, 45, 48, 51, 54, 57, 69, 72, 75, 78, 81, 84, 87, 99];

function posts(): number {
  return fleet.yext.journal.entries().filter(({ method }) => method === 'POST').length;
}

describe('a process that stops in the middle of a set', () => {
  it('answers with the set as it is, leaves with 0, and the next one finishes it', async () => {
    fleet.yext.fault({ method: 'POST', path: 'assigned-entities', fault: { kind: 'latency', ms: 700 } });
    const first = await start();
    const changes = STORES.map((store) => ({
      action: 'ASSIGN',
      license: { key: { accountKey: 'listings', externalId: 'LP-EMPTY' } },
      assignee: { key: { kind: 'ENTITY', externalId: `store-${store}` } },
    }));
    const pending = ask<{ applyLicenseChanges: { changeSet: GivenSet } }>(first.url, APPLY, {
      input: { changes, waitSeconds: 60 },
    });
    while (posts() === 0) await sleep(20);
    first.child.signal('SIGTERM');
    const { changeSet } = (await pending).applyLicenseChanges;
    expect(changeSet).toMatchObject({ status: 'RUNNING', progress: { total: STORES.length } });
    expect(await first.child.exited).toBe(0);
    expect(posts()).toBeLessThan(STORES.length);

    const second = await start();
    let now = changeSet;
    for (let look = 0; look < 150 && now.status === 'RUNNING'; look += 1) {
      await sleep(200);
      ({ changeSet: now } = await ask<{ changeSet: GivenSet }>(
        second.url,
        `query($id: ID!) { changeSet(id: $id) { ${SET} } }`,
        { id: changeSet.id },
      ));
    }
    expect(now).toMatchObject({ status: 'SUCCEEDED', progress: { verified: STORES.length, pending: 0 } });
    expect(posts()).toBe(STORES.length);
  }, 90_000);
});
