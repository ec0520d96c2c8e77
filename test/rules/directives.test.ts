// What the SDL says to routers and to the server's own checks is complete: who may read each field, and how long each list may be.
import { describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';
import { buildSchema } from '../../src/graph/schema.ts';

interface Annotated {
  readonly name: string;
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined;
}
type Field = GraphQLField<unknown, unknown>;

const schema = buildSchema();
/** Types of ours: not those of the specification. */
const types = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !/^_|__/.test(type.name),
);

function directive({ astNode }: Annotated, wanted: string): ConstDirectiveNode | undefined {
  return astNode?.directives?.find(({ name }) => name.value === wanted);
}

function fields(type: GraphQLObjectType | null | undefined): Field[] {
  return Object.values(type?.getFields() ?? {}).filter(({ name }) => !name.startsWith('_'));
}

function named(all: readonly Annotated[]): string[] {
  return all.map(({ name }) => name);
}

describe('who may read it', () => {
  it('is said of every field that a query or a mutation starts with', () => {
    const roots = [...fields(schema.getQueryType()), ...fields(schema.getMutationType())];
    expect(roots.length).toBeGreaterThan(25);
    expect(
      named(
        roots.filter((field) => !directive(field, 'requiresScopes') && !directive(field, 'authenticated')),
      ),
    ).toEqual([]);
  });

  it('is said of every type with a key, or of each of its fields where others know it without us', () => {
    const entities = types.filter((type) => directive(type, 'key'));
    const open = entities.filter((type) => !directive(type, 'requiresScopes'));
    expect(named(open)).toEqual(['Device', 'Person']);
    const openFields = open.flatMap((type) =>
      named(fields(type).filter((field) => !directive(field, 'requiresScopes'))).map((name) => [
        type.name,
        name,
      ]),
    );
    expect(openFields).toEqual([
      ['Device', 'id'],
      ['Device', 'imei'],
      ['Person', 'email'],
    ]);
  });
});

describe('how much it may be', () => {
  const all = types.flatMap((type) => fields(type).map((field) => ({ type, field })));

  it('is said of every field that is asked with `first`', () => {
    const paged = all.filter(({ field }) => field.args.some(({ name }) => name === 'first'));
    expect(paged.length).toBeGreaterThanOrEqual(20);
    const unsaid = paged.filter(({ field }) => directive(field, 'listSize')?.arguments?.length !== 3);
    expect(unsaid.map(({ type, field }) => `${type.name}.${field.name}`)).toEqual([]);
  });

  it('is said of every other list of things that have fields', () => {
    const lists = all.filter(
      ({ type, field }) =>
        isListType(getNullableType(field.type)) &&
        isCompositeType(getNamedType(field.type)) &&
        // Those of a page are as long as its `first`.
        !(type.name.endsWith('Connection') && ['nodes', 'edges'].includes(field.name)),
    );
    expect(lists.length).toBeGreaterThan(10);
    const unsaid = lists.filter(({ field }) => !directive(field, 'listSize'));
    expect(unsaid.map(({ type, field }) => `${type.name}.${field.name}`)).toEqual([]);
  });

  it('is said of every mutation', () => {
    expect(named(fields(schema.getMutationType()).filter((field) => !directive(field, 'cost')))).toEqual([]);
  });
});
