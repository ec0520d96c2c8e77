// The canonical queries of docs/upstream-calls.md, each with the exact number of upstream calls, out of the emulators' journals.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startHarness, type Harness } from '../support/app.ts';

const DOCUMENT = readFileSync(new URL('../../docs/upstream-calls.md', import.meta.url), 'utf8');

interface Canonical {
  readonly title: string;
  readonly calls: number;
  readonly query: string;
}

/** Sections of the document: a heading, a line `Calls: N`, and the query in a fence. */
function canonicalQueries(): readonly Canonical[] {
  return [...DOCUMENT.matchAll(/^### (.+)\n[\s\S]*?^Calls: (\d+)[\s\S]*?```graphql\n([\s\S]*?)```/gm)].map(
    ([, title = '', calls = '', query = '']) => ({ title, calls: Number(calls), query }),
  );
}

interface Connection<Node> {
  readonly nodes: readonly Node[];
}

let harness: Harness;
let ids: { readonly users: readonly string[]; readonly devices: readonly string[] };

beforeAll(async () => {
  harness = await startHarness();
  await harness.warm();
  const { us, fleet } = await harness.data<{
    us: { users: Connection<{ id: string }> };
    fleet: { devices: Connection<{ id: string }> };
  }>(
    '{ us: account(key: "genesys-us") { users(first: 100) { nodes { id } } } fleet: account(key: "fleet") { devices(first: 100) { nodes { id } } } }',
  );
  ids = { users: us.users.nodes.map(({ id }) => id), devices: fleet.devices.nodes.map(({ id }) => id) };
});
afterAll(() => harness.close());
beforeEach(() => harness.forget());

const cases = canonicalQueries();

describe('canonical queries', () => {
  it('are all in the document', () => {
    expect(cases.length).toBeGreaterThanOrEqual(12);
  });

  it.each(cases.map((one) => [one.title, one] as const))('%s', async (_title, { calls, query }) => {
    const license = await webexSuite();
    harness.forget();
    await harness.data(query, {
      variables: {
        userIds: ids.users,
        deviceIds: ids.devices,
        webexLicense: license,
        representations: ids.users.map((id) => ({ __typename: 'User', id })),
      },
    });
    const made = harness.calls().map((entry) => `${entry.method} ${entry.path}`);
    expect({ calls: made.length, made }).toEqual({ calls, made });
  });
});

async function webexSuite(): Promise<string> {
  const { licenses } = await harness.data<{
    licenses: Connection<{ id: string; seats: { assigned: number } }>;
  }>(
    '{ licenses(first: 100, filter: { accountKeys: ["webex"], nameContains: "Webex Meetings Suite" }) { nodes { id seats { assigned } } } }',
  );
  const license = licenses.nodes.find(({ seats }) => seats.assigned >= 100);
  if (!license) throw new Error('the seed has no Webex license with a hundred holders');
  return license.id;
}
