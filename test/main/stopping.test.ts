// A process that is told to stop while a set runs: whoever waits gets the set as it is, and the next process finishes it.
import { describe, expect, it } from '@jest/globals';
import { seededAccounts, startFleet } from '../../emulators/fleet.ts';
import { until } from '../support/assertions.ts';
import { urlOf, useChildren } from '../support/child-process.ts';
import { newDatabaseIn } from '../support/databases.ts';
import { useFolder } from '../support/folder.ts';
import { useGate } from '../support/gate.ts';
import { ask } from '../support/graph-client.ts';
import { opened } from '../support/lifecycle.ts';
import { LEASE, PATIENT } from '../support/patient.ts';

const folder = useFolder();
const fleet = opened(startFleet, (it) => it.close());
const gate = useGate(
  fleet,
  'yext',
  ({ method, url }) => method === 'POST' && url.includes('assigned-entities'),
);
const children = useChildren();

async function start() {
  const config = await folder.write('config.yaml', {
    accounts: gate.before(seededAccounts(fleet)),
    server: { port: 0 },
    metrics: { port: 0 },
    store: { directory: folder.at('data') },
    // Not by the job `resume`: what was left is handed on at the stop, and taken up at the start.
    changes: { resumeMs: 3_600_000, ...LEASE },
    limits: PATIENT,
  });
  const child = children.node(['src/main.ts', '--config', config]);
  return { child, url: await urlOf(child) };
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
    await newDatabaseIn(folder.at('data'));
    gate.shut();
    const first = await start();
    const changes = STORES.map((store) => ({
      action: 'ASSIGN',
      license: { key: { accountKey: 'listings', externalId: 'LP-EMPTY' } },
      assignee: { key: { kind: 'ENTITY', externalId: `store-${store}` } },
    }));
    const pending = ask<{ applyLicenseChanges: { changeSet: GivenSet } }>(first.url, APPLY, {
      input: { changes, waitSeconds: 60 },
    });
    await until(() => gate.held() > 0);
    first.child.signal('SIGTERM');
    await first.child.says(/"msg":"stopping"/);
    gate.open();
    const { changeSet } = (await pending).applyLicenseChanges;
    expect(changeSet).toMatchObject({ status: 'RUNNING', progress: { total: STORES.length } });
    expect(await first.child.exited).toBe(0);
    expect(posts()).toBeGreaterThan(0);
    expect(posts()).toBeLessThan(STORES.length);

    const second = await start();
    const now = async () =>
      (
        await ask<{ changeSet: GivenSet }>(
          second.url,
          `query($id: ID!) { changeSet(id: $id) { ${SET} } }`,
          changeSet,
        )
      ).changeSet;
    await until(async () => (await now()).status !== 'RUNNING');
    expect(await now()).toMatchObject({
      status: 'SUCCEEDED',
      progress: { verified: STORES.length, pending: 0 },
    });
    expect(posts()).toBe(STORES.length);
  });
});
