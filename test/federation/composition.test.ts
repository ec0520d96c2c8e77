// The SDL that `_service` gives composes, alone and with neighbours, in the composers of three makers; `@oneOf` holds in any case.
import { describe, expect, it } from '@jest/globals';
import { startTestApp, useApp } from '../support/app.ts';
import { opened } from '../support/lifecycle.ts';
import { COMPOSERS, LINKED_ONE_OF, type Compose, type Subgraph } from './composers.ts';
import { STAFF_SDL } from './second-subgraph.ts';

/** A neighbour that refers to this graph by id, and knows nothing of `@oneOf`. */
const CONTRACTS_SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

  type Query {
    contracts: [Contract!]!
  }
  type Contract @key(fields: "number") {
    number: ID!
    license: License
  }
  type License @key(fields: "id", resolvable: false) {
    id: ID!
  }
`;
const LOOKUP = `
  input EmployeeLookup @oneOf {
    number: ID
    email: String
  }
  extend type Query {
    employee(by: EmployeeLookup!): Employee
  }
`;
const DEFINITION = 'directive @oneOf on INPUT_OBJECT';
const OURS = [
  'AssigneeRef',
  'ChangeOptionsInput',
  'DeviceLookup',
  'InventoryAssigneeRef',
  'LicenseLookup',
  'LicenseRef',
  'UserLookup',
];

const app = useApp();
const told = opened(
  async () => {
    const sdlOf = async ({ data }: Pick<typeof app, 'data'>): Promise<string> =>
      (await data<{ _service: { sdl: string } }>('{ _service { sdl } }'))._service.sdl;
    const strict = await startTestApp({ federation: { securityDirectives: true } });
    try {
      return { byDefault: await sdlOf(app), forStrict: await sdlOf(strict) };
    } finally {
      await strict.close();
    }
  },
  () => undefined,
);

const FORMS: Readonly<Record<string, () => string>> = {
  'as it is by default': () => told.byDefault,
  'with security directives': () => told.forStrict,
  'with a link of its own for @oneOf': () => told.byDefault + LINKED_ONE_OF,
  'with both': () => told.forStrict + LINKED_ONE_OF,
};
const NEIGHBOURS: Readonly<Record<string, readonly string[]>> = {
  alone: [],
  'with a neighbour that has no @oneOf': [STAFF_SDL],
  'with two such neighbours': [STAFF_SDL, CONTRACTS_SDL],
  'with a neighbour that defines @oneOf': [STAFF_SDL + LOOKUP + DEFINITION, CONTRACTS_SDL],
};

function subgraphs(sdl: string, others: readonly string[]): Subgraph[] {
  return [sdl, ...others].map((one, n) => ({ name: `graph${n}`, url: `http://graph${n}`, sdl: one }));
}

/** The inputs of which a router knows that they take one field each, by composer. */
function keptBy(composer: string, form: string): readonly string[] {
  return composer === '@apollo/composition' && !/link|both/.test(form) ? [] : OURS;
}

const COMBINATIONS = Object.entries(COMPOSERS as Record<string, Compose>).flatMap(([composer, compose]) =>
  Object.keys(FORMS).flatMap((form) =>
    Object.keys(NEIGHBOURS).map((company) => ({ composer, compose, form, company })),
  ),
);

describe('what `_service` gives', () => {
  it.each(COMBINATIONS)('composes $form, $company: $composer', ({ composer, compose, form, company }) => {
    const { supergraph, oneOf } = compose(subgraphs(FORMS[form]?.() ?? '', NEIGHBOURS[company] ?? []));
    expect(supergraph).toContain('planLicenseChanges');
    expect(oneOf.filter((name) => name !== 'EmployeeLookup')).toEqual(keptBy(composer, form));
  });

  it('has security directives only where the setting asks for them', () => {
    expect(told.byDefault).not.toMatch(/authenticated|requiresScopes|federation__Scope/);
    expect(told.byDefault).toMatch(/import: \["@key", "@shareable", "@cost", "@listSize"\]/);
    expect(told.forStrict).toMatch(
      /auditEvents\([^)]*\)[^\n]*@requiresScopes\(scopes: \[\["audit:read"\]\]\)/,
    );
  });

  it('is the same in both forms but for them', () => {
    const rest = (sdl: string): string =>
      sdl
        .replaceAll(/(?<!directive) @authenticated| @requiresScopes\(scopes: .*?\]\]\)/g, '')
        .replaceAll(/"@authenticated", |"@requiresScopes", /g, '')
        .replaceAll(/\n*directive @(authenticated|requiresScopes)[^\n]*|\n*scalar federation__Scope/g, '');
    expect(rest(told.forStrict).trim()).toBe(told.byDefault.trim());
  });
});

describe('what does not compose', () => {
  const { '@apollo/composition': apollo, ...others } = COMPOSERS;

  it('is the SDL without its definition of @oneOf, in the composer of Apollo alone', () => {
    const graphs = subgraphs(told.byDefault.replace(new RegExp(`"[^"]*"\\s+${DEFINITION}`), ''), []);
    expect(() => apollo(graphs)).toThrow(/Unknown directive "@oneOf"/);
    for (const compose of Object.values(others)) expect(compose(graphs).oneOf).toEqual(OURS);
  });

  it('is a neighbour that uses @oneOf and does not define it, in the composer of Apollo alone', () => {
    const graphs = subgraphs(told.byDefault, [STAFF_SDL + LOOKUP]);
    expect(() => apollo(graphs)).toThrow(/Unknown directive "@oneOf"/);
    for (const compose of Object.values(others)) expect(compose(graphs).oneOf).toContain('EmployeeLookup');
  });

  it('is a field that requires one of ours and not its scopes, where these are told, in two composers', () => {
    const budget = (scopes: string): string => `
      extend schema
        @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@requiresScopes"])
      type Query { budget: Int }
      type Person @key(fields: "email") {
        email: String!
        users: [User!] @external
        costs: Int @requires(fields: "users { id }") ${scopes}
      }
      type User @key(fields: "id", resolvable: false) { id: ID! }`;
    for (const [composer, compose] of Object.entries<Compose>(COMPOSERS)) {
      const open = () => compose(subgraphs(told.forStrict, [budget('')]));
      if (composer === '@wundergraph/composition') open();
      else expect(open).toThrow(/"Person.costs" does not specify necessary/);
      compose(subgraphs(told.forStrict, [budget('@requiresScopes(scopes: [["licenses:read"]])')]));
      compose(subgraphs(told.byDefault, [budget('')]));
    }
  });

  it.each(Object.entries(COMPOSERS))('is a neighbour that contradicts it: %s', (_composer, compose) => {
    const clash = STAFF_SDL.replace('email: String!', 'email: Int!');
    expect(() => compose(subgraphs(told.byDefault, [clash]))).toThrow(/email/);
  });
});
