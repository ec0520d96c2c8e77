// The linters of `npm run lint` are awake: with the project's own configuration each finds what it is there for.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readProjectFile, runChecker, writeFixture } from './project.ts';

/** Texts for the linter to fail on: none of the two is ever run, and only their findings count. */
const CODE = `import type { Part } from './part.ts';
export const started = Date.now() + Math.random();
export const loose: any = 1 as Part;
export function late(part: import('./part.ts').Part): void {
  fetch('http://127.0.0.1/' + part);
  console.log(process.env['PORT']);
}
export async function work(parts: readonly Part[]): Promise<void> {
  await Promise.resolve();
  // @ts-ignore
  parts.forEach(async () => { await work([parts[0]!]); });
}
export default work;
// TODO
`;

const TESTS = `import { describe, expect, it, xit } from '@jest/globals';
describe.skip('a', () => {
  it.only('b', () => { expect(1).toBe(1); });
  xit('c', () => { expect(1).toBe(1); });
  it('d', () => { 1 + 1; });
});
`;

const FOUND_IN_CODE = [
  'eslint(no-console)',
  'eslint(no-restricted-globals)',
  'eslint(no-restricted-properties)',
  'eslint(no-warning-comments)',
  'eslint(prefer-template)',
  'import(no-default-export)',
  'node(no-process-env)',
  'typescript(ban-ts-comment)',
  'typescript(consistent-type-imports)',
  'typescript(no-explicit-any)',
  'typescript(no-floating-promises)',
  'typescript(no-misused-promises)',
  'typescript(no-non-null-assertion)',
  'unicorn(filename-case)',
  'unicorn(no-array-for-each)',
];

const FOUND_IN_TESTS = ['jest(expect-expect)', 'jest(no-disabled-tests)', 'jest(no-focused-tests)'];

const SDL = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

type Query {
  things(first: Int): ThingConnection
  "Described."
  old_thing("Described." id: ID!): Thing @deprecated
}

type Thing @key(fields: "id") {
  "Described."
  id: ID!
  "Described."
  kind: Kind
}

"Described."
enum Kind {
  lower
}

"Described."
type ThingConnection {
  "Described."
  nodes: [Thing!]
}
`;

const Findings = z.object({
  diagnostics: z.array(z.object({ code: z.string(), severity: z.string(), filename: z.string() })),
});
const SchemaFindings = z.object({ errors: z.array(z.object({ rule: z.string() })) });

describe('oxlint', () => {
  it('finds what the house forbids, with types, and as errors', () => {
    const fixture = writeFixture({
      '.oxlintrc.json': readProjectFile('.oxlintrc.json').text,
      'tsconfig.json': readProjectFile('tsconfig.json').text,
      'src/domain/badName.ts': CODE,
      'test/left-out.test.ts': TESTS,
      'test/soak/left-out.soak.ts': TESTS,
      'src/domain/part.ts': 'export type Part = number;\n',
    });
    try {
      const { status, output } = runChecker('oxlint', ['--format=json', 'src', 'test'], fixture.folder);
      const { diagnostics } = Findings.parse(JSON.parse(output));
      const foundIn = (file: string) => diagnostics.flatMap((one) => (one.filename === file ? one.code : []));
      expect(foundIn('src/domain/badName.ts')).toEqual(expect.arrayContaining(FOUND_IN_CODE));
      expect(foundIn('test/left-out.test.ts')).toEqual(expect.arrayContaining(FOUND_IN_TESTS));
      expect(foundIn('test/soak/left-out.soak.ts')).toEqual(expect.arrayContaining(FOUND_IN_TESTS));
      expect(new Set(diagnostics.map(({ severity }) => severity))).toEqual(new Set(['error']));
      expect(status).toBe(1);
    } finally {
      fixture.remove();
    }
  });
});

describe('graphql-schema-linter', () => {
  it('finds what is not described, named or shaped as the rest', () => {
    const fixture = writeFixture({ 'bad.graphql': SDL });
    try {
      const { status, output } = runChecker('graphql-schema-linter', [
        '--format=json',
        `${fixture.folder}/bad.graphql`,
        'test/rules/federation.graphql',
      ]);
      const { errors } = SchemaFindings.parse(JSON.parse(output));
      expect([...new Set(errors.map(({ rule }) => rule))].sort()).toEqual([
        'arguments-have-descriptions',
        'deprecations-have-a-reason',
        'enum-values-all-caps',
        'enum-values-have-descriptions',
        'fields-are-camel-cased',
        'fields-have-descriptions',
        'relay-connection-arguments-spec',
        'relay-connection-types-spec',
        'relay-page-info-spec',
        'types-have-descriptions',
      ]);
      expect(status).toBe(1);
    } finally {
      fixture.remove();
    }
  });
});
