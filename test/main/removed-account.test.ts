// Records of accounts that a reload takes out of the configuration: each is told with its ids, and no page of them is lost.
import { writeFile } from 'node:fs/promises';
import { beforeAll, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { seededAccounts, startFleet } from '../../emulators/fleet.ts';
import { imei } from '../../emulators/seed/organisation.ts';
import { until } from '../support/assertions.ts';
import { urlOf, useChildren } from '../support/child-process.ts';
import { useFolder } from '../support/folder.ts';
import { ask } from '../support/graph-client.ts';
import { assigning, device } from '../support/inputs.ts';
import { at, listAt } from '../support/json.ts';
import { opened } from '../support/lifecycle.ts';

const folder = useFolder();
const children = useChildren();
const fleet = opened(startFleet, (it) => it.close());

/** With the accounts of these keys. */
function configured(...keys: readonly string[]): string {
  const accounts = seededAccounts(fleet).filter(({ key }) => keys.includes(key));
  const server = { port: 0, playground: false };
  return stringify({ accounts, server, metrics: { port: 0 }, store: { directory: null } });
}

const APPLY = `mutation ($input: ApplyLicenseChangesInput!) {
  applyLicenseChanges(input: $input) { changeSet { status } problems { code message } } }`;

let url: string;
beforeAll(async () => {
  const file = await folder.write('config.yaml', configured('fleet-legacy', 'listings', 'fleet'));
  const child = children.node(['src/main.ts', '--config', file]);
  url = await urlOf(child);
  const removal = { action: 'SCHEDULE_REMOVAL', removalOn: '2099-01-31', ...device(imei(0)) };
  for (const input of [assigning('store-5', 'store-7'), { changes: [removal], waitSeconds: 20 }]) {
    const applied = await ask<unknown>(url, APPLY, { input });
    if (at(applied, 'applyLicenseChanges', 'changeSet', 'status') !== 'SUCCEEDED')
      throw new Error(JSON.stringify(applied));
  }
  await writeFile(file, configured('fleet-legacy'));
  child.signal('SIGHUP');
  await until(() => child.stdout().includes('the configuration was reloaded'));
});

/** What a query is answered, and path and code of each error. */
async function answerTo(query: string): Promise<{ readonly data: unknown; readonly failures: unknown[] }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const answer: unknown = await response.json();
  const errors = at(answer, 'errors') === undefined ? [] : listAt(answer, 'errors');
  return {
    data: at(answer, 'data'),
    failures: errors.map(
      (error) => `${String(at(error, 'path'))} ${String(at(error, 'extensions', 'code'))}`,
    ),
  };
}

const THINGS = `license { id externalId name seats { total } details { __typename } }
  assignee { __typename id externalId displayName ... on Entity { entityType } ... on Device { imei model activity } }`;
const NO_NAMES = {
  license: { id: expect.any(String), externalId: expect.any(String), name: null, seats: null, details: null },
  assignee: expect.objectContaining({
    id: expect.any(String),
    externalId: expect.any(String),
    displayName: null,
  }),
};

it.each([
  ['changes', ['changeSets', 'nodes'], `{ changeSets { nodes { changes { nodes { ${THINGS} } } } } }`, 3],
  ['kept removals', ['scheduledRemovals', 'nodes'], `{ scheduledRemovals { nodes { ${THINGS} } } }`, 1],
  ['the audit log', ['auditEvents', 'nodes'], `{ auditEvents { nodes { account { key } ${THINGS} } } }`, 4],
])('%s are told with ids and without an error', async (_what, path, query, count) => {
  const { data, failures } = await answerTo(query);
  expect(failures).toEqual([]);
  const rows = listAt(data, ...path).flatMap((row) =>
    at(row, 'changes') === undefined ? [row] : [...listAt(row, 'changes', 'nodes')],
  );
  const named = rows.filter((row) => at(row, 'license') !== null);
  expect(named).toHaveLength(count);
  for (const row of named) expect(row).toMatchObject(NO_NAMES);
});

const ACCOUNT = 'id account { key }';

it.each([
  [
    'changes',
    ['changeSets', 'nodes'],
    `{ changeSets { nodes { changes { nodes { outcome license { ${ACCOUNT} } } } } } }`,
    ['0,changes,nodes,0,license', '1,changes,nodes,0,license', '1,changes,nodes,1,license'],
  ],
  [
    'seats of a set',
    ['changeSets', 'nodes'],
    `{ changeSets { nodes { seatImpact { shortBy license { ${ACCOUNT} } } } } }`,
    ['1,seatImpact,0,license'],
  ],
  [
    'kept removals',
    ['scheduledRemovals', 'nodes'],
    `{ scheduledRemovals { nodes { removalOn license { ${ACCOUNT} } assignee { ${ACCOUNT} } } } }`,
    ['0,license', '0,assignee'],
  ],
  [
    'kept removals, asked when they were read,',
    ['scheduledRemovals', 'nodes'],
    '{ scheduledRemovals { nodes { removalOn license { source { mode } } assignee { source { mode } } } } }',
    ['0,license', '0,assignee'],
  ],
])('%s are there where the account is asked for', async (_what, path, query, places) => {
  const { data, failures } = await answerTo(query);
  const field = query.includes('source') ? 'source' : 'account';
  const lost = places.map((place) => `${path.join(',')},${place},${field} UNKNOWN_ACCOUNT`);
  expect(new Set(failures)).toEqual(new Set(lost));
  expect(listAt(data, ...path).length).toBeGreaterThan(0);
});
