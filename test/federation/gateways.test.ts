// License Graph and a second subgraph as one graph, through two gateways over the supergraphs of two composers: joins, changes,
// failures, refusals, the caller's own rights, and what is left while License Graph is down.
import { describe, expect, it } from '@jest/globals';
import { getNamedType, isCompositeType, isNonNullType, isObjectType } from 'graphql';
import { imei } from '../../emulators/seed/organisation.ts';
import { buildSchema } from '../../src/graph/schema.ts';
import { codesOf, startTestApp, useApp, writesOf, type AskOptions, type Nodes } from '../support/app.ts';
import { device } from '../support/inputs.ts';
import { opened } from '../support/lifecycle.ts';
import { mutate, outcomesOf } from '../support/mutations.ts';
import { freePort } from '../support/ports.ts';
import { COMPOSERS, LINKED_ONE_OF } from './composers.ts';
import { GATEWAYS } from './gateways.ts';
import { STAFF_SDL, startSecondSubgraph, type Employee } from './second-subgraph.ts';

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
const IN_THREE_ACCOUNTS = 'ada.nakamura.120@acme.example';
const NOWHERE = 'new.hire@acme.example';
const PHONE = imei(122);
const EMPLOYEES: readonly Employee[] = [
  { number: '1', email: IN_THREE_ACCOUNTS, manager: 'Grace', costCenter: 'CC-7', imei: PHONE },
  { number: '2', email: NOWHERE, manager: 'Linus', costCenter: 'CC-8', imei: null },
];

const PAIRS = (['@apollo/composition', '@theguild/federation-composition'] as const).flatMap((composer) =>
  (['@apollo/gateway', 'Hive Gateway'] as const).map((gateway) => ({ composer, gateway })),
);
type Pair = (typeof PAIRS)[number];

/** The staff list, and the gateway of a pair over it and what is at `url` with this SDL. */
async function join({ composer, gateway }: Pair, url: string, sdl: string) {
  const staff = await startSecondSubgraph(EMPLOYEES);
  try {
    const { supergraph } = COMPOSERS[composer]([
      { name: 'licenses', url, sdl },
      { name: 'staff', url: staff.url, sdl: STAFF_SDL },
    ]);
    return { staff, gateway: await GATEWAYS[gateway](supergraph) };
  } catch (error) {
    await staff.close();
    throw error;
  }
}

async function leave({ gateway, staff }: Awaited<ReturnType<typeof join>>): Promise<void> {
  await gateway.close();
  await staff.close();
}

const app = useApp({ limits: { retries: 0, breakerFailures: 1_000 } });
const told = opened(
  () => app.data<{ _service: { sdl: string } }>('{ _service { sdl } }'),
  () => undefined,
);

const NODE = 'query ($id: ID!) { node(id: $id) { id } }';

/** Where the gateway does not know of `@oneOf`, License Graph refuses; otherwise the gateway does, with a code or without. */
function holdsOneOf(joined: Pick<Awaited<ReturnType<typeof join>>, 'gateway'>, isKnown: boolean): void {
  describe('an input of which exactly one field is given', () => {
    const BY = 'query ($by: DeviceLookup!) { device(by: $by) { imei } }';
    const literal = (by: string): [string, AskOptions] => [`{ device(by: ${by}) { imei } }`, {}];
    const GOOD: Record<string, [string, AskOptions]> = {
      'a variable': [BY, { variables: { by: { imei: PHONE } } }],
      'a literal': literal(`{ imei: "${PHONE}" }`),
    };
    const BAD: Record<string, [string, AskOptions]> = {
      'two fields of a variable': [BY, { variables: { by: { imei: PHONE, id: 'x' } } }],
      'no field of a variable': [BY, { variables: { by: {} } }],
      'null in a variable': [BY, { variables: { by: { imei: null } } }],
      'two fields of a literal': literal(`{ imei: "${PHONE}", id: "x" }`),
      'no field of a literal': literal('{}'),
      'null in a literal': literal('{ imei: null }'),
    };

    it.each(Object.entries(GOOD))('is answered: %s', async (_what, [query, options]) => {
      expect(await joined.gateway.data(query, options)).toEqual({ device: { imei: PHONE } });
    });

    it.each(Object.entries(BAD))('is refused: %s', async (_what, [query, options]) => {
      const { data, errors = [] } = await joined.gateway.ask<{ device?: unknown } | null | undefined>(
        query,
        options,
      );
      expect(data?.device ?? null).toBeNull();
      expect(errors).toMatchObject([
        isKnown
          ? { message: expect.stringMatching(/exactly one|must be non-null/i) }
          : { extensions: { code: expect.stringMatching(/^(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED)$/) } },
      ]);
      expect(app.calls()).toEqual([]);
    });
  });
}

describe.each(PAIRS)('$gateway, over a supergraph of $composer', (pair) => {
  const joined = opened(() => join(pair, `${app.url}/graphql`, told._service.sdl), leave);

  describe('from staff to licenses', () => {
    it('an employee has the users, licenses and phone License Graph knows', async () => {
      const { data, errors } = await joined.gateway.ask<Staff>(STAFF);
      expect(errors).toBeUndefined();
      const [first, newHire] = data.employees;
      expect(first?.phone).toEqual({ imei: PHONE, model: expect.any(String) });
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

    it('a vendor that is down takes only its own fields, under its own code', async () => {
      app.fleet.thingspace.fault({ fault: { kind: 'error', status: 500 } });
      const answer = await joined.gateway.ask<Staff>(STAFF);
      const [first] = answer.data.employees;
      expect(first?.phone).toEqual({ imei: PHONE, model: null });
      expect(first?.person.users).toHaveLength(3);
      expect(codesOf(answer)).toEqual(['UPSTREAM_UNAVAILABLE']);
    });
  });

  describe('from licenses to staff', () => {
    it('a user has the cost centre the staff list knows', async () => {
      const { data, errors } = await joined.gateway.ask<{
        person: { users: readonly { email: string; person: { costCenter: string | null } | null }[] };
      }>(`{ person(email: "${IN_THREE_ACCOUNTS}") { users { email person { costCenter } } } }`);
      expect(errors).toBeUndefined();
      expect(data.person.users.map(({ person }) => person?.costCenter)).toEqual(['CC-7', 'CC-7', 'CC-7']);
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
      const strangers = data.users.nodes.filter(({ person }) => person?.costCenter === null);
      expect(strangers.length).toBeGreaterThan(90);
    });
  });

  describe('changes', () => {
    it('are made and taken back, each VERIFIED', async () => {
      const assigned = await mutate(joined.gateway, 'assignLicense', device(PHONE));
      expect([assigned.problems, outcomesOf(assigned)]).toEqual([[], ['ASSIGN VERIFIED']]);
      const removed = await mutate(joined.gateway, 'removeLicense', device(PHONE));
      expect([removed.problems, outcomesOf(removed)]).toEqual([[], ['REMOVE VERIFIED']]);
      expect(writesOf(app)).toHaveLength(2);
    });

    it('that are refused are data, as without a gateway', async () => {
      const { problems } = await mutate(joined.gateway, 'assignLicense', device('000000000000000'));
      expect(problems.map(({ code, path }) => [code, path])).toEqual([['NO_SUCH_ASSIGNEE', ['assignee']]]);
      expect(writesOf(app)).toEqual([]);
    });
  });

  // Composed by Apollo's, neither gateway knows of `@oneOf`.
  holdsOneOf(joined, pair.composer !== '@apollo/composition');

  describe('what License Graph refuses', () => {
    it.each([
      ['an id that is none', '{ node(id: "x") { id } }', {}, 'BAD_ID'],
      ['an account that is none', '{ account(key: "x") { name } }', {}, 'UNKNOWN_ACCOUNT'],
      ['too many rows', '{ users(first: 101) { totalCount } }', {}, 'BAD_INPUT'],
      [
        'a date that is none',
        'mutation ($input: ScheduleLicenseRemovalInput!) { scheduleLicenseRemoval(input: $input) { replayed } }',
        { input: { ...device(PHONE), removalOn: 'tomorrow' } },
        'BAD_USER_INPUT',
      ],
      ['a body that is too large', NODE, { id: 'x'.repeat(4_000_000) }, 'BODY_TOO_LARGE'],
    ])('has its own code: %s', async (_what, query, variables, code) => {
      expect(codesOf(await joined.gateway.ask(query, { variables }))).toEqual([code]);
    });
  });
});

describe.each(PAIRS)('while License Graph is down: $gateway, $composer', (pair) => {
  const joined = opened(
    async () => join(pair, `http://127.0.0.1:${await freePort()}/graphql`, told._service.sdl),
    leave,
  );
  const schema = buildSchema();
  const fieldsOf = (typename: string) => {
    const type = schema.getType(typename);
    if (!isObjectType(type)) throw new Error(`${typename} is no object type`);
    return Object.values(type.getFields()).map(({ name, type: inner }) => ({
      name,
      isRequired: isNonNullType(inner),
      asked: isCompositeType(getNamedType(inner)) ? `${name} { __typename }` : name,
    }));
  };

  it.each(fieldsOf('Person').filter(({ name }) => name !== 'email'))(
    'a person is still there without $name',
    async ({ name, asked }) => {
      const answer = await joined.gateway.ask(`{ employees { person { email manager ${asked} } } }`);
      expect(answer.data).toEqual({
        employees: EMPLOYEES.map(({ email, manager }) => ({ person: { email, manager, [name]: null } })),
      });
      expect(codesOf(answer).length).toBeGreaterThan(0);
    },
  );

  it.each(fieldsOf('Device').filter(({ name }) => name !== 'imei'))(
    'an employee is still there without $name of the phone',
    async ({ name, asked, isRequired }) => {
      const answer = await joined.gateway.ask(`{ employees { number phone { imei ${asked} } } }`);
      expect(answer.data).toEqual({
        employees: [
          { number: '1', phone: isRequired ? null : { imei: PHONE, [name]: null } },
          { number: '2', phone: null },
        ],
      });
      expect(codesOf(answer).length).toBeGreaterThan(0);
    },
  );
});

describe.each([
  // It takes linked directives out of its own schema.
  { gateway: '@apollo/gateway', isKnown: false },
  { gateway: 'Hive Gateway', isKnown: true },
] as const)('$gateway, with a link of its own for @oneOf', ({ gateway, isKnown }) => {
  const pair: Pair = { composer: '@apollo/composition', gateway };
  const joined = opened(() => join(pair, `${app.url}/graphql`, told._service.sdl + LINKED_ONE_OF), leave);
  holdsOneOf(joined, isKnown);
});

describe('a supergraph that says who may read what', () => {
  const strict = opened(
    () => startTestApp({ federation: { securityDirectives: true } }),
    (it) => it.close(),
  );
  const inStrict = async (pair: Pair) => {
    const { _service } = await strict.data<{ _service: { sdl: string } }>('{ _service { sdl } }');
    return join(pair, `${strict.url}/graphql`, _service.sdl);
  };

  it('is not loaded by @apollo/gateway, so that the SDL leaves it out by default', async () => {
    await expect(inStrict({ composer: '@apollo/composition', gateway: '@apollo/gateway' })).rejects.toThrow(
      /for: SECURITY/,
    );
  });

  it('is loaded by Hive Gateway', async () => {
    const joined = await inStrict({ composer: '@apollo/composition', gateway: 'Hive Gateway' });
    const { employees } = await joined.gateway.data<Staff>(STAFF);
    await leave(joined);
    expect(employees[0]?.person.users).toHaveLength(3);
  });
});

describe('the caller whom the router forwards', () => {
  const ROUTER = 'a-token-for-the-router';
  const DESK = 'a-token-for-the-service-desk';
  const scopes = ['licenses:read', 'federation'];
  const guarded = useApp({
    auth: {
      tokens: [
        { name: 'router', token: ROUTER, scopes },
        { name: 'desk', token: DESK, accounts: ['webex'], scopes },
      ],
    },
  });
  const as = (token: string): AskOptions => ({ headers: { authorization: `Bearer ${token}` } });
  const KEYS = '{ accounts { key } }';

  describe.each(PAIRS)('$gateway, $composer', (pair) => {
    const joined = opened(() => join(pair, `${guarded.url}/graphql`, told._service.sdl), leave);

    it('sees their own accounts, in joined queries as well', async () => {
      const { accounts } = await joined.gateway.data<{ accounts: readonly object[] }>(KEYS, as(ROUTER));
      expect(accounts.length).toBeGreaterThan(1);
      expect(await joined.gateway.data(KEYS, as(DESK))).toEqual({ accounts: [{ key: 'webex' }] });
      const { employees } = await joined.gateway.data<Staff>(
        '{ employees { person { users { account { key } } } } }',
        as(DESK),
      );
      expect(employees[0]?.person.users).toEqual([{ account: { key: 'webex' } }]);
    });

    it('may not change what they may only read', async () => {
      const answer = await joined.gateway.ask(
        'mutation ($input: RemoveLicenseInput!) { removeLicense(input: $input) { replayed } }',
        { ...as(ROUTER), variables: { input: device(PHONE) } },
      );
      expect(codesOf(answer)).toEqual(['FORBIDDEN']);
      expect(writesOf(guarded)).toEqual([]);
    });

    it.each([
      ['nobody', {}],
      ['a stranger', as('a-token-nobody-gave-out')],
    ])('gets what others know, and no vendor is asked: %s', async (_who, options) => {
      const answer = await joined.gateway.ask('{ employees { number person { users { email } } } }', options);
      expect(answer.data).toEqual({
        employees: EMPLOYEES.map(({ number }) => ({ number, person: { users: null } })),
      });
      expect(new Set(codesOf(answer))).toEqual(new Set(['UNAUTHENTICATED']));
      expect(guarded.calls()).toEqual([]);
    });
  });
});
