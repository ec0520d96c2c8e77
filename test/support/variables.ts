// Variables that a document takes: something of the right form for each, whatever it may mean.
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  typeFromAST,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type TypeNode,
} from 'graphql';
import { idOf } from './app.ts';

const SCALARS: Readonly<Record<string, unknown>> = {
  Boolean: true,
  Date: '2026-01-01',
  DateTime: '2026-01-01T00:00:00Z',
  Float: 1,
  ID: idOf('license', 'webex', 'nothing'),
  Int: 1,
  String: 'nothing',
};

/** All that a document must be given; and of pages as many rows as there can be, because those cost. */
export function variablesFor(schema: GraphQLSchema, document: DocumentNode): Record<string, unknown> {
  const definitions = document.definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? (one.variableDefinitions ?? []) : [],
  );
  return Object.fromEntries(
    definitions.flatMap(({ variable, type }) => {
      const name = variable.name.value;
      if (name === 'first') return [[name, 100]];
      const input = inputOf(schema, type);
      return isNonNullType(input) ? [[name, valueOf(input)]] : [];
    }),
  );
}

function inputOf(schema: GraphQLSchema, node: TypeNode): GraphQLInputType {
  const type = typeFromAST(schema, node);
  // Whatever a variable has is an input type: the document is a valid one.
  if (type === undefined) throw new Error(`no such type: ${JSON.stringify(node)}`);
  return type as GraphQLInputType;
}

function valueOf(type: GraphQLInputType): unknown {
  if (isListType(getNullableType(type))) return [];
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (!isInputObjectType(named)) return SCALARS[named.name] ?? 1;
  const needed = Object.values(named.getFields()).filter((field) => isNonNullType(field.type));
  const some = named.isOneOf ? Object.values(named.getFields()).slice(0, 1) : needed;
  return Object.fromEntries(some.map((field) => [field.name, valueOf(field.type)]));
}
