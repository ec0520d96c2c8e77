// A vendor from outside in the whole app: read like the others.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { everyPage, useApp, type Nodes, type NodesOfMany } from '../support/app.ts';
import { holderOf, truth } from './seeded-truth.ts';

const app = useApp({ with: [fileURLToPath(new URL('.', import.meta.url))] });

const TRUTH = truth({ scale: 1, switches: {} });

describe('reading', () => {
  it('tells its plans among all licenses, with what only they have', async () => {
    const { licenses } = await app.data<{ licenses: Nodes<{ provider: string }> }>(
      `{ licenses(first: 100, filter: { providers: [QUAYSIDE, YEXT] }) { nodes {
        provider name seats { total available } details { ... on QuaysideLicenseDetails { metered } }
      } } }`,
    );
    const own = licenses.nodes.filter(({ provider }) => provider === 'QUAYSIDE');
    expect(own).toMatchObject([
      { name: 'Harbour Archive', seats: { available: 0 }, details: { metered: false } },
      { name: 'Harbour Basic', details: { metered: false } },
      { name: 'Harbour Pro', seats: { total: 75 }, details: { metered: false } },
      { name: 'Insights', details: { metered: true } },
      { name: 'Render trial', seats: { total: 15, available: 15 }, details: { metered: true } },
    ]);
    expect(licenses.nodes.length).toBeGreaterThan(own.length);
  });

  it('finds a user by address, in any case, with what they hold', async () => {
    const id = holderOf('pl-insights');
    const [address = ''] = TRUTH.addresses?.find(([, userId]) => userId === id) ?? [];
    const { user } = await app.data<{ user: { assignments: Nodes<unknown> } }>(
      `query($email: String!) { user(by: { email: { accountKey: "quayside", email: $email } }) {
        externalId email assignments { nodes { status license { externalId } } } } }`,
      { variables: { email: address.toUpperCase() } },
    );
    expect(user).toMatchObject({ externalId: id, email: address });
    const held = TRUTH.held.filter(({ assigneeId }) => assigneeId === id);
    expect(user.assignments.nodes).toEqual(
      held.map(({ licenseId }) => ({ status: 'ACTIVE', license: { externalId: licenseId } })),
    );
  });

  it('lists every assignment once, plan after plan', async () => {
    const pages = await everyPage<
      NodesOfMany<{ license: { externalId: string }; assignee: { externalId: string } }>
    >(
      app,
      `query($after: String) { licenseAssignments(filter: { providers: [QUAYSIDE] }, first: 70, after: $after) {
        nodes { license { externalId } assignee { externalId } } pageInfo { hasNextPage endCursor } } }`,
      ['licenseAssignments'],
    );
    const rows = pages.flatMap(({ nodes }) =>
      nodes.map(({ license, assignee }) => `${license.externalId} ${assignee.externalId}`),
    );
    const held = TRUTH.held.map(({ licenseId, assigneeId }) => `${licenseId} ${assigneeId}`);
    expect(rows.toSorted()).toEqual(held.toSorted());
  });
});

describe('reading few', () => {
  it('asks for pages that are no larger than what is wanted', async () => {
    await app.warm();
    await app.data('{ account(key: "quayside") { users(first: 3) { nodes { email } } } }');
    expect(app.calls().map(({ path, query }) => `${path} ${query}`)).toEqual(['/v1/users limit=4']);
  });
});
