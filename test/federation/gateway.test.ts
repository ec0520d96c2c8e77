// License Graph and a second subgraph as one graph: they compose, and a gateway joins them in both directions.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startHarness, type Harness } from '../support/app.ts';
import { compose, startGateway, type Gateway } from './gateway.ts';
import { STAFF_SDL, startSecondSubgraph, type Employee, type SecondSubgraph } from './second-subgraph.ts';

interface Holder {
  readonly displayName: string;
  readonly account: { readonly key: string };
  readonly assignments: { readonly nodes: readonly { readonly license: { readonly name: string } }[] } | null;
}
interface Staff {
  readonly employees: readonly {
    readonly number: string;
    readonly phone: { readonly imei: string; readonly model: string | null } | null;
    readonly person: { readonly manager: string; readonly users: readonly Holder[] | null };
  }[];
}

const STAFF = `{
  employees {
    number
    phone { imei model }
    person { manager users { displayName account { key } assignments { nodes { license { name } } } } }
  }
}`;

/** Known to two Genesys orgs and Webex, in different case (docs/upstream-calls.md). */
const IN_THREE_ACCOUNTS = 'ada.nakamura.120@acme.example';
const NOWHERE = 'new.hire@acme.example';

let harness: Harness;
let second: SecondSubgraph;
let gateway: Gateway;
let imei: string;
beforeAll(async () => {
  harness = await startHarness({ limits: { retries: 0, breakerFailures: 1_000 } });
  const { account, _service } = await harness.data<{
    account: { devices: { nodes: readonly { imei: string }[] } };
    _service: { sdl: string };
  }>('{ account(key: "fleet") { devices(first: 1) { nodes { imei } } } _service { sdl } }');
  imei = account.devices.nodes[0]?.imei ?? '';
  const staff: readonly Employee[] = [
    { number: '1', email: IN_THREE_ACCOUNTS, manager: 'Grace', costCenter: 'CC-7', imei },
    { number: '2', email: NOWHERE, manager: 'Linus', costCenter: 'CC-8', imei: null },
  ];
  second = await startSecondSubgraph(staff);
  gateway = startGateway(
    compose([
      { name: 'licenses', url: `${harness.url}/graphql`, sdl: _service.sdl },
      { name: 'staff', url: second.url, sdl: STAFF_SDL },
    ]),
  );
});
afterAll(async () => {
  await gateway.close();
  await second.close();
  await harness.close();
});
afterEach(() => {
  for (const emulator of harness.fleet.all()) emulator.clearFaults();
});

describe('from staff to licenses', () => {
  it('an employee has the users, licenses and phone License Graph knows', async () => {
    const { data, errors } = await gateway.ask<Staff>(STAFF);
    expect(errors).toBeUndefined();
    const [first, newHire] = data.employees;
    expect(first?.phone).toEqual({ imei, model: expect.any(String) });
    expect(first?.person.manager).toBe('Grace');
    expect(first?.person.users?.map(({ account }) => account.key)).toEqual([
      'genesys-us',
      'genesys-eu',
      'webex',
    ]);
    for (const user of first?.person.users ?? []) {
      expect(user.assignments?.nodes.map(({ license }) => license.name)).toContainEqual(expect.any(String));
    }
    expect(newHire).toEqual({ number: '2', phone: null, person: { manager: 'Linus', users: [] } });
  });

  it('an account that fails takes only its own fields, under its own code', async () => {
    harness.fleet.thingspace.fault({ fault: { kind: 'error', status: 500 } });
    const { data, errors } = await gateway.ask<Staff>(STAFF);
    expect(data.employees[0]?.phone).toEqual({ imei, model: null });
    expect(data.employees[0]?.person.users).toHaveLength(3);
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['employees', 0, 'phone', 'model'], 'UPSTREAM_UNAVAILABLE'],
    ]);
  });
});

describe('from licenses to staff', () => {
  it('a user has the cost centre the staff list knows', async () => {
    const { data, errors } = await gateway.ask<{
      person: { users: readonly { email: string; person: { costCenter: string | null } | null }[] };
    }>(`{ person(email: "${IN_THREE_ACCOUNTS}") { users { email person { costCenter } } } }`);
    expect(errors).toBeUndefined();
    expect(data.person.users.map(({ person }) => person?.costCenter)).toEqual(['CC-7', 'CC-7', 'CC-7']);
    expect(new Set(data.person.users.map(({ email }) => email)).size).toBe(2);
  });

  it('a list of users asks the staff list for all of them at once, and leaves strangers without', async () => {
    const before = second.requests();
    const { data, errors } = await gateway.ask<{
      users: { nodes: readonly { email: string; person: { costCenter: string | null } | null }[] };
    }>('{ users(first: 100) { nodes { email person { costCenter } } } }');
    expect(errors).toBeUndefined();
    expect(data.users.nodes).toHaveLength(100);
    expect(second.requests() - before).toBe(1);
    expect(data.users.nodes.filter(({ person }) => person?.costCenter === null).length).toBeGreaterThan(90);
  });
});

describe('subgraphs that contradict one another', () => {
  it('do not compose', () => {
    const clash = STAFF_SDL.replace('email: String!', 'email: Int!');
    expect(() =>
      compose([
        { name: 'one', url: 'http://one', sdl: STAFF_SDL },
        { name: 'two', url: 'http://two', sdl: clash },
      ]),
    ).toThrow(/email/);
  });
});
