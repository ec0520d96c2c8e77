// License Graph and a second subgraph as one graph: they compose, and a gateway joins them in both directions.
import { describe, expect, it } from '@jest/globals';
import { failuresOf, useApp, type Nodes } from '../support/app.ts';
import { present } from '../support/assertions.ts';
import { keysOfPeople } from '../support/company.ts';
import { opened } from '../support/lifecycle.ts';
import { compose, startGateway } from './gateway.ts';
import { STAFF_SDL, startSecondSubgraph } from './second-subgraph.ts';

interface Holder {
  readonly displayName: string;
  readonly account: { readonly key: string };
  readonly assignments: Nodes<{ readonly license: { readonly name: string } }> | null;
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
const IN_MANY_ACCOUNTS = 'ada.nakamura.120@acme.example';
const ACCOUNTS = keysOfPeople(120);
const NOWHERE = 'new.hire@acme.example';

const app = useApp({ limits: { retries: 0, breakerFailures: 1_000 } });

const joined = opened(
  async () => {
    const { account, _service } = await app.data<{
      account: { devices: Nodes<{ imei: string }> };
      _service: { sdl: string };
    }>('{ account(key: "fleet") { devices(first: 1) { nodes { imei } } } _service { sdl } }');
    const { imei } = present(account.devices.nodes[0]);
    const staff = await startSecondSubgraph([
      { number: '1', email: IN_MANY_ACCOUNTS, manager: 'Grace', costCenter: 'CC-7', imei },
      { number: '2', email: NOWHERE, manager: 'Linus', costCenter: 'CC-8', imei: null },
    ]);
    const gateway = startGateway(
      compose([
        { name: 'licenses', url: `${app.url}/graphql`, sdl: _service.sdl },
        { name: 'staff', url: staff.url, sdl: STAFF_SDL },
      ]),
    );
    return { imei, staff, gateway };
  },
  async ({ staff, gateway }) => {
    await gateway.close();
    await staff.close();
  },
);

describe('from staff to licenses', () => {
  it('an employee has the users, licenses and phone License Graph knows', async () => {
    const { data, errors } = await joined.gateway.ask<Staff>(STAFF);
    expect(errors).toBeUndefined();
    const [first, newHire] = data.employees;
    expect(first?.phone).toEqual({ imei: joined.imei, model: expect.any(String) });
    expect(first?.person.manager).toBe('Grace');
    expect(first?.person.users?.map(({ account }) => account.key)).toEqual(ACCOUNTS);
    for (const user of first?.person.users ?? []) {
      expect(user.assignments?.nodes.map(({ license }) => license.name)).toContainEqual(expect.any(String));
    }
    expect(newHire).toEqual({ number: '2', phone: null, person: { manager: 'Linus', users: [] } });
  });

  it('an account that fails takes only its own fields, under its own code', async () => {
    app.fleet.thingspace.fault({ fault: { kind: 'error', status: 500 } });
    const answer = await joined.gateway.ask<Staff>(STAFF);
    const [first] = answer.data.employees;
    expect(first?.phone).toEqual({ imei: joined.imei, model: null });
    expect(first?.person.users).toHaveLength(ACCOUNTS.length);
    expect(failuresOf(answer)).toEqual([[['employees', 0, 'phone', 'model'], 'UPSTREAM_UNAVAILABLE']]);
  });
});

describe('from licenses to staff', () => {
  it('a user has the cost centre the staff list knows', async () => {
    const { data, errors } = await joined.gateway.ask<{
      person: { users: readonly { email: string; person: { costCenter: string | null } | null }[] };
    }>(`{ person(email: "${IN_MANY_ACCOUNTS}") { users { email person { costCenter } } } }`);
    expect(errors).toBeUndefined();
    expect(data.person.users.map(({ person }) => person?.costCenter)).toEqual(ACCOUNTS.map(() => 'CC-7'));
    expect(new Set(data.person.users.map(({ email }) => email)).size).toBe(2);
  });

  it('a list of users asks the staff list for all of them at once, and leaves strangers without', async () => {
    const before = joined.staff.requests();
    const { data, errors } = await joined.gateway.ask<{
      users: { nodes: readonly { email: string; person: { costCenter: string | null } | null }[] };
    }>('{ users(first: 100) { nodes { email person { costCenter } } } }');
    expect(errors).toBeUndefined();
    expect(data.users.nodes).toHaveLength(100);
    expect(joined.staff.requests() - before).toBe(1);
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
