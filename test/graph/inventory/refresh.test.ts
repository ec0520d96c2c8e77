// Refreshing the inventory: what others did is in it when the answer comes, in the fewest calls, and what could not be read is left alone.
import { describe, expect, it } from '@jest/globals';
import { withToken } from '../../support/app.ts';
import { only, present, until } from '../../support/assertions.ts';
import { useSweptApp } from '../../support/inventory.ts';
import type { Target } from '../../support/license-targets.ts';
import { BARE, HELD, stateAtProviders } from '../../support/provider-state.ts';

const SCOPES = {
  robot: ['inventory:refresh'],
  reader: ['licenses:read'],
  changer: ['licenses:change', 'licenses:read'],
  admin: ['admin', 'audit:read'],
};
type Name = keyof typeof SCOPES | 'branch';
const tokenOf = (name: Name): string => `the-token-of-the-${name}-of-refreshes`;
const app = useSweptApp({
  token: tokenOf('changer'),
  auth: {
    tokens: [
      ...Object.entries(SCOPES).map(([name, scopes]) => ({ name, token: tokenOf(name as Name), scopes })),
      {
        name: 'branch',
        token: tokenOf('branch'),
        scopes: ['licenses:change', 'admin'],
        accounts: ['listings'],
      },
    ],
  },
});
const as = (name: Name) => withToken(app, tokenOf(name));

interface Assignee {
  readonly id: string;
  readonly source: { readonly mode: string; readonly ageSeconds: number };
  readonly assignments: { readonly nodes: readonly { readonly license: { readonly externalId: string } }[] };
}

interface Refreshed {
  readonly assignees: readonly { readonly status: string; readonly assignee: Assignee | null }[];
  readonly accounts: readonly {
    readonly accountKey: string;
    readonly isNew: boolean;
    readonly sweep: { readonly id: string; readonly status: string; readonly why: string } | null;
  }[];
  readonly problems: readonly {
    readonly code: string;
    readonly path: readonly string[] | null;
    readonly retryAt: string | null;
  }[];
}

const REFRESH = `mutation ($input: RefreshInventoryInput!) { refreshInventory(input: $input) {
  assignees { status assignee { id source { mode ageSeconds } assignments(first: 100) { nodes { license { externalId } } } } }
  accounts { accountKey isNew sweep { id status why } }
  problems { code path retryAt } } }`;

async function refresh(input: object, name: Name = 'changer'): Promise<Refreshed> {
  return (await as(name).data<{ refreshInventory: Refreshed }>(REFRESH, { variables: { input } }))
    .refreshInventory;
}

const keyOf = ({ accountKey, kind, externalId }: Target) => ({ key: { accountKey, kind, externalId } });

/** What the inventory says that an assignee holds. */
const heldBy = ({ assignments }: Assignee): string[] =>
  assignments.nodes.map(({ license }) => license.externalId);

/** Somebody who holds something, by the inventory. */
async function aHolder(accountKey: string): Promise<Target> {
  const query = `query ($key: String!) { inventory { assignments(filter: { accountKeys: [$key] }, first: 1) {
    nodes { license { externalId } assignee { __typename ... on User { kind: __typename externalId }
      ... on Device { kind: __typename externalId } ... on Entity { kind: __typename externalId } } } } } }`;
  interface Row {
    readonly license: { readonly externalId: string };
    readonly assignee: { readonly kind: string; readonly externalId: string };
  }
  const { inventory } = await as('changer').data<{ inventory: { assignments: { nodes: readonly Row[] } } }>(
    query,
    {
      variables: { key: accountKey },
    },
  );
  const { license, assignee } = only(inventory.assignments.nodes);
  const kind = assignee.kind.toUpperCase() as Target['kind'];
  return { accountKey, licenseId: license.externalId, kind, externalId: assignee.externalId };
}

describe.each(['genesys-us', 'webex', 'fleet', 'listings'])('an assignee of %s', (accountKey) => {
  it('is in the inventory as it is now, holdings that are gone included', async () => {
    const target = await aHolder(accountKey);
    const providers = stateAtProviders(app.fleet);
    await providers.put(target, BARE);
    app.forget();
    const taken = await refresh({ assignees: [keyOf(target)] });
    expect(taken.problems).toEqual([]);
    const found = present(only(taken.assignees).assignee);
    expect(heldBy(found)).not.toContain(target.licenseId);
    expect(found.source).toEqual({ mode: 'INVENTORY', ageSeconds: 0 });
    await providers.put(target, HELD);
    const given = await refresh({ assignees: [{ id: found.id }] });
    expect(heldBy(present(only(given.assignees).assignee))).toContain(target.licenseId);
  });
});

describe('a refresh', () => {
  const user = { accountKey: 'webex', kind: 'USER' };

  it('reads many in the fewest calls: those that Genesys Cloud looks up together in two', async () => {
    const query = `{ inventory { users(filter: { accountKeys: ["genesys-us"] }, first: 100) { nodes { id } } } }`;
    interface Users {
      readonly inventory: { readonly users: { readonly nodes: readonly { readonly id: string }[] } };
    }
    const { inventory } = await as('changer').data<Users>(query);
    const assignees = inventory.users.nodes.map(({ id }) => ({ id }));
    expect(assignees).toHaveLength(100);
    app.forget();
    const { problems, assignees: read } = await refresh({ assignees });
    expect(problems).toEqual([]);
    // Those who are deleted are listed all the same.
    expect(new Set(read.map(({ status }) => status))).toEqual(new Set(['READ']));
    const [users, licenses, ...alone] = app.calls().map(({ method, path }) => `${method} ${path}`);
    expect([users, licenses]).toEqual(['GET /api/v2/users', 'POST /api/v2/license/users']);
    // Whom the answer leaves out is asked for alone, because it would be closed.
    expect(alone.length).toBeLessThan(10);
    expect(alone.filter((call) => !call.startsWith('GET /api/v2/license/users/'))).toEqual([]);
  });

  it('tells of each what became of it, and of the others what is wrong', async () => {
    const target = await aHolder('listings');
    const account = user.accountKey;
    const { assignees, accounts, problems } = await refresh({
      assignees: [
        keyOf(target),
        { key: { ...keyOf(target).key, externalId: 'store-9999' } },
        { id: 'nonsense' },
        { key: { ...user, accountKey: 'nowhere', externalId: 'x' } },
        { key: { accountKey: account, kind: 'DEVICE', externalId: 'x' } },
      ],
      accountKeys: ['nowhere'],
    });
    expect(assignees.map(({ status }) => status)).toEqual(['READ', 'GONE', 'FAILED', 'FAILED', 'FAILED']);
    expect(assignees.map(({ assignee }) => assignee !== null)).toEqual([true, false, false, false, false]);
    expect(accounts).toEqual([{ accountKey: 'nowhere', isNew: false, sweep: null }]);
    expect(problems.map(({ code, path }) => [code, path?.join(' ')])).toEqual([
      ['BAD_ID', 'assignees 2'],
      ['UNKNOWN_ACCOUNT', 'assignees 3'],
      ['NOT_SUPPORTED', 'assignees 4'],
      ['UNKNOWN_ACCOUNT', 'accountKeys 0'],
    ]);
  });

  it('keeps what somebody holds whom only the list of holders knows', async () => {
    interface Held {
      readonly inventory: {
        readonly assignments: { readonly nodes: readonly { readonly assignee: { readonly id: string } }[] };
      };
    }
    const query =
      '{ inventory { assignments(filter: { accountKeys: ["genesys-us"] }, first: 1000) { nodes { assignee { id } } } } }';
    const holders = async (): Promise<string[]> => {
      const { inventory } = await as('changer').data<Held>(query);
      return inventory.assignments.nodes.map(({ assignee }) => assignee.id);
    };
    const before = await holders();
    const ids = [...new Set(before)];
    for (let from = 0; from < ids.length; from += 100) {
      const assignees = ids.slice(from, from + 100).map((id) => ({ id }));
      expect((await refresh({ assignees })).problems).toEqual([]);
    }
    expect(await holders()).toEqual(before);
  });

  it('reads a deleted user of Genesys Cloud, who is still there', async () => {
    const { externalId } = await aHolder('genesys-eu');
    const key = { accountKey: 'genesys-eu', kind: 'USER', externalId };
    app.fleet.genesys.outside({ change: 'delete', assignee: externalId });
    const { assignees } = await refresh({ assignees: [{ key }] });
    expect(assignees).toMatchObject([{ status: 'READ', assignee: { assignments: { nodes: [] } } }]);
    const { user } = await as('changer').data<{ user: object }>(
      `query ($by: UserLookup!) { user(by: $by) { state } }`,
      {
        variables: { by: { key: { accountKey: 'genesys-eu', externalId } } },
        headers: { 'x-freshness': 'max-age=900' },
      },
    );
    expect(user).toEqual({ state: 'DELETED' });
  });

  it('closes a device that is gone, and keeps what the list of holders still names it for', async () => {
    const { externalId } = await aHolder('fleet');
    const query = `query ($imei: String!) { inventory {
      devices(filter: { accountKeys: ["fleet"], search: $imei }) { totalCount }
      assignments(filter: { accountKeys: ["fleet"], device: { search: $imei } }) { totalCount } } }`;
    const counted = async () =>
      (await as('changer').data<{ inventory: object }>(query, { variables: { imei: externalId } })).inventory;
    /** How it is told, and what is counted of its state: the assignments of it by that, and the group of all that are alike. */
    let status = '';
    const asked = async () => {
      const told = `query ($imei: String!, $status: [String!]) { inventory {
        assignments(filter: { accountKeys: ["fleet"], device: { search: $imei } }) { nodes { assignee { ... on Device { imei status } } } }
        inState: assignments(filter: { accountKeys: ["fleet"], device: { search: $imei, statuses: $status } }) { totalCount }
        groups(by: [STATE], filter: { accountKeys: ["fleet"] }) { nodes { keys { value } assignments } } } }`;
      interface Told {
        readonly assignments: {
          readonly nodes: readonly {
            readonly assignee: { readonly imei: string; readonly status: string | null };
          }[];
        };
        readonly inState: { readonly totalCount: number };
        readonly groups: {
          readonly nodes: readonly {
            readonly keys: readonly { readonly value: string | null }[];
            readonly assignments: number;
          }[];
        };
      }
      const ask = async () =>
        (
          await as('changer').data<{ inventory: Told }>(told, {
            variables: { imei: externalId, status: [status] },
          })
        ).inventory;
      if (status === '') status = present(only((await ask()).assignments.nodes).assignee.status);
      const { assignments, inState, groups } = await ask();
      const alike = groups.nodes.find(({ keys }) => only(keys).value === status)?.assignments ?? 0;
      return { holder: only(assignments.nodes).assignee, inState: inState.totalCount, alike };
    };
    const both = { devices: { totalCount: 1 }, assignments: { totalCount: 1 } };
    expect(await counted()).toEqual(both);
    const before = await asked();
    expect(before).toMatchObject({ inState: 1, holder: { status: expect.any(String) } });
    app.fleet.thingspace.outside({ change: 'delete', assignee: externalId });
    const key = { accountKey: 'fleet', kind: 'DEVICE', externalId };
    expect((await refresh({ assignees: [{ key }] })).assignees).toEqual([{ status: 'GONE', assignee: null }]);
    expect(await counted()).toEqual({ ...both, devices: { totalCount: 0 } });
    // Who it was names what is left, and how it was is not told as if it were so now.
    const after = await asked();
    expect(after).toEqual({
      ...before,
      holder: { imei: externalId, status: null },
      inState: 0,
      alike: before.alike - 1,
    });
  });

  it('leaves alone what could not be read', async () => {
    const target = await aHolder('listings');
    app.fleet.yext.fault({ fault: { kind: 'error', status: 503 } });
    const { assignees, problems } = await refresh({ assignees: [keyOf(target)] });
    expect(only(assignees).status).toBe('FAILED');
    expect(heldBy(present(only(assignees).assignee))).toContain(target.licenseId);
    expect(problems).toMatchObject([{ code: 'UPSTREAM_UNAVAILABLE', path: ['assignees', '0'] }]);
  });

  it.each([
    ['an empty text', ''],
    ['two dots', '..'],
    ['control characters', 'a\0b'],
  ])(
    'says of %s that it can be no id, and not that a vendor has said anything',
    async (_what, externalId) => {
      const kinds = { 'genesys-us': 'USER', webex: 'USER', fleet: 'DEVICE', listings: 'ENTITY' };
      const keys = Object.entries(kinds).map(([accountKey, kind]) => ({
        key: { accountKey, kind, externalId },
      }));
      app.forget();
      const { assignees, problems } = await refresh({ assignees: keys });
      expect(app.calls()).toEqual([]);
      expect(assignees).toEqual(keys.map(() => ({ status: 'FAILED', assignee: null })));
      expect(problems.map(({ code, path }) => [code, path])).toEqual(
        keys.map((_key, index) => ['BAD_INPUT', ['assignees', String(index)]]),
      );
    },
  );

  it('takes 100 assignees, and something', async () => {
    const many = Array.from({ length: 101 }, () => ({ key: { ...user, externalId: 'x' } }));
    for (const input of [{ assignees: many }, {}, { assignees: [], accountKeys: [] }]) {
      expect((await refresh(input)).problems).toMatchObject([{ code: 'BAD_INPUT', path: ['assignees'] }]);
    }
  });

  it('takes 100 accounts, and each of them once', async () => {
    const accountKeys = Array.from({ length: 100 }, (_, index) => (index < 50 ? 'nowhere' : 'else'));
    const { accounts, problems } = await refresh({ accountKeys });
    expect(accounts.map(({ accountKey }) => accountKey)).toEqual(['nowhere', 'else']);
    expect(problems.map(({ path }) => path)).toEqual([
      ['accountKeys', '0'],
      ['accountKeys', '50'],
    ]);
    const { problems: refused, accounts: none } = await refresh({
      accountKeys: [...accountKeys, 'listings'],
    });
    expect(refused).toMatchObject([{ code: 'BAD_INPUT', path: ['accountKeys'] }]);
    expect(none).toEqual([]);
  });

  it('begins a sweep at once, names it while it is under way, and takes the next one a minute later', async () => {
    const first = only((await refresh({ accountKeys: ['listings'] })).accounts);
    expect(first).toMatchObject({ isNew: true, sweep: { why: 'ASKED' } });
    const query = '{ inventory { accounts { account { key } sweep { id status } } } }';
    interface Accounts {
      readonly inventory: {
        readonly accounts: readonly { account: { key: string }; sweep: { id: string; status: string } }[];
      };
    }
    await until(async () => {
      const { inventory } = await as('changer').data<Accounts>(query);
      const found = inventory.accounts.find(({ account }) => account.key === 'listings');
      return found?.sweep.id === first.sweep?.id && found?.sweep.status === 'COMPLETE';
    });
    const { accounts, problems } = await refresh({ accountKeys: ['listings'] });
    expect(accounts).toMatchObject([{ sweep: null }]);
    const { retryAt } = only(problems);
    expect(problems).toMatchObject([{ code: 'REFRESH_TOO_SOON', path: ['accountKeys', '0'] }]);
    expect(Date.parse(present(retryAt))).toBeGreaterThan(Date.now() - 60_000);
  });

  it('is for those with its scope and those who may change, who alone are told of people', async () => {
    const input = { assignees: [keyOf(await aHolder('webex'))] };
    const codes = async (name: Name): Promise<unknown[]> => {
      const { errors = [] } = await as(name).ask(REFRESH, { variables: { input } });
      return errors.map(({ extensions, path }) => [extensions.code, path?.join(' ')]);
    };
    expect(await codes('reader')).toEqual([['FORBIDDEN', 'refreshInventory']]);
    expect(await codes('robot')).toEqual([['FORBIDDEN', 'refreshInventory assignees 0 assignee']]);
    expect(await codes('changer')).toEqual([]);
    const { problems } = await refresh({ ...input, accountKeys: ['webex'] }, 'branch');
    expect(problems.map(({ code }) => code)).toEqual(['UNKNOWN_ACCOUNT', 'UNKNOWN_ACCOUNT']);
  });
});

describe('a decision on a held sweep', () => {
  const RESOLVE = `mutation ($id: ID!) { resolveHeldSweep(input: { sweepId: $id, decision: RELEASE, reason: "they left" }) {
    sweep { status } problems { code path } } }`;
  const resolve = (name: Name, id: string) => as(name).ask(RESOLVE, { variables: { id } });

  it('is for admins, about sweeps of their accounts, and only while they are held', async () => {
    const query = '{ inventory { accounts { account { key } sweep { id } } } }';
    const { inventory } = await as('changer').data<{
      inventory: { accounts: readonly { account: { key: string }; sweep: { id: string } }[] };
    }>(query);
    const { sweep } = present(inventory.accounts.find(({ account }) => account.key === 'webex'));
    expect((await resolve('changer', sweep.id)).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
    const refused = (code: string, known: object | null = null) => ({
      data: { resolveHeldSweep: { sweep: known, problems: [{ code, path: ['sweepId'] }] } },
    });
    const complete = { status: 'COMPLETE' };
    expect(await resolve('admin', sweep.id)).toMatchObject(refused('SWEEP_NOT_HELD', complete));
    expect(await resolve('branch', sweep.id)).toMatchObject(refused('BAD_ID'));
    for (const id of ['0', '999999', 'x', '1e3', '99999999999999']) {
      expect(await resolve('admin', id)).toMatchObject(refused('BAD_ID'));
    }
  });
});
