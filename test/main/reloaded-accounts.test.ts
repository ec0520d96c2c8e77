// An account that a reload takes out of the configuration is in no answer of the inventory from then on, and is there with all that was known
// of it when it comes back.
import { writeFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { seededAccounts, startFleet } from '../../emulators/fleet.ts';
import { present, until } from '../support/assertions.ts';
import { urlOf, useChildren } from '../support/child-process.ts';
import { useFolder } from '../support/folder.ts';
import { ask } from '../support/graph-client.ts';
import { at, listAt } from '../support/json.ts';
import { opened } from '../support/lifecycle.ts';

const folder = useFolder();
const children = useChildren();
const fleet = opened(startFleet, (it) => it.close());

const [STAYS, GOES] = ['fleet-legacy', 'listings'];

/** With the accounts of these keys. */
function configured(...keys: readonly string[]): string {
  const accounts = seededAccounts(fleet)
    .filter(({ key }) => keys.includes(key))
    .map((entry) => ({ ...entry, inventory: { callsPerMinute: 6_000 } }));
  const server = { port: 0, playground: false };
  return stringify({ accounts, server, metrics: { port: 0 }, store: { directory: null } });
}

const LOOK = `query ($asOf: DateTime) {
  inventory {
    accounts { account { key } status since }
    licenses(first: 100) { totalCount nodes { id name } coverage { account { key } } }
    devices(first: 10) { totalCount nodes { id } coverage { account { key } } }
    entities(first: 1000) { totalCount nodes { id displayName } coverage { account { key } } }
    assignments(first: 1000) { totalCount nodes { id origin } coverage { account { key } } }
    groups(by: [ACCOUNT]) { totalCount nodes { keys { value } assignments assignees } }
  }
  then: inventory(asOf: $asOf) { assignments(first: 1000) { totalCount nodes { id } coverage { account { key } } } }
  licenseEvents(first: 100) { nodes { what at origin account { key } license { externalId } } }
}`;

it('goes from every list, count and event at once, and comes back with them', async () => {
  const file = await folder.write('config.yaml', configured(STAYS, GOES));
  const child = children.node(['src/main.ts', '--config', file]);
  const url = await urlOf(child);
  const statuses = async () => {
    const data = await ask<unknown>(url, '{ inventory { accounts { status } } }');
    return listAt(data, 'inventory', 'accounts').map((account) => at(account, 'status'));
  };
  const reloadWith = async (...keys: readonly string[]): Promise<void> => {
    const times = () => child.stdout().split('the configuration was reloaded').length;
    const before = times();
    await writeFile(file, configured(...keys));
    child.signal('SIGHUP');
    await until(() => times() > before);
  };
  await until(async () => (await statuses()).every((status) => status === 'READY'));
  const asOf = at(await ask<unknown>(url, '{ inventory { asOf } }'), 'inventory', 'asOf');
  await taken(url);

  const look = () => ask<Readonly<Record<string, unknown>>>(url, LOOK, { asOf });
  const before = await look();
  expect(listAt(before, 'licenseEvents', 'nodes').map((event) => at(event, 'account', 'key'))).toEqual([
    GOES,
  ]);
  const total = (data: unknown, ...path: readonly string[]) => Number(at(data, ...path, 'totalCount'));
  expect(total(before, 'then', 'assignments')).toBe(total(before, 'inventory', 'assignments') + 1);
  fleet.yext.journal.clear();

  await reloadWith(STAYS);
  const without = await look();
  expect(JSON.stringify(without)).not.toContain(GOES);
  expect(listAt(without, 'inventory', 'accounts').map((one) => at(one, 'account', 'key'))).toEqual([STAYS]);
  expect(at(without, 'inventory', 'entities')).toMatchObject({ totalCount: 0, nodes: [] });
  expect(listAt(without, 'licenseEvents', 'nodes')).toEqual([]);
  for (const name of ['totalCount', 'nodes']) {
    expect(at(without, 'inventory', 'devices', name)).toEqual(at(before, 'inventory', 'devices', name));
  }
  // What is left is what the other account has: one license, held by these.
  const left = total(without, 'inventory', 'assignments');
  expect([left, total(without, 'then', 'assignments')]).toEqual([left, left]);
  expect(total(before, 'inventory', 'assignments') - left).toBeGreaterThan(50);
  expect([total(without, 'inventory', 'licenses'), total(without, 'inventory', 'groups')]).toEqual([1, 1]);
  await expect(
    ask(url, `{ inventory { licenses(filter: { accountKeys: ["${GOES}"] }) { totalCount } } }`),
  ).rejects.toThrow('UNKNOWN_ACCOUNT');

  await reloadWith(STAYS, GOES);
  await until(async () => (await statuses()).length === 2);
  expect(await look()).toEqual(before);
  expect(fleet.yext.journal.entries()).toEqual([]);
});

/** Somebody else takes a license from an entity, and the inventory is told. */
async function taken(url: string): Promise<void> {
  const data = await ask<unknown>(
    url,
    `{ inventory { assignments(first: 1, filter: { assigneeKinds: [ENTITY] }) { nodes {
      license { externalId } assignee { ... on Entity { id externalId } } } } } }`,
  );
  const row = present(listAt(data, 'inventory', 'assignments', 'nodes')[0]);
  const [license, assignee] = ['license', 'assignee'].map((name) => String(at(row, name, 'externalId')));
  fleet.yext.outside({ change: 'take', license: present(license), assignee: present(assignee) });
  await ask(
    url,
    'mutation ($id: ID!) { refreshInventory(input: { assignees: [{ id: $id }] }) { problems { code } } }',
    { id: at(row, 'assignee', 'id') },
  );
}
