// Who may ask for which field: `@requiresScopes` of the SDL, put before the resolvers once, so that it holds on every path.
import {
  Kind,
  defaultFieldResolver,
  isIntrospectionType,
  isObjectType,
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql';
import type { Principal } from '../auth/principal.ts';
import { ProblemError, problem } from '../domain/problem.ts';
import type { GraphContext } from './context.ts';

/** One of the inner lists must be held, all of it. */
type Alternatives = readonly (readonly string[])[];
type Field = GraphQLField<unknown, GraphContext>;

/**
 * The fields that the federation library adds. They are for routers; what is read by way of `_entities` is for those who may read
 * or change, and is looked up before any field of it is.
 */
const OF_ROUTERS: ReadonlyMap<string, Alternatives> = new Map([
  ['_service', []],
  ['_entities', [['licenses:read'], ['licenses:change']]],
]);

/** Throws when a query, mutation or subscription says neither which scopes it needs nor that every caller may ask it. */
export function enforceScopes(schema: GraphQLSchema): void {
  const types = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType<unknown, GraphContext> =>
      isObjectType(type) && !isIntrospectionType(type),
  );
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of types) {
    const ofType = needsOf(directivesOf(type));
    for (const field of Object.values(type.getFields())) {
      const directives = field.astNode?.directives ?? [];
      const needs = [...ofType, ...needsOf(directives)];
      if (type === schema.getQueryType() && OF_ROUTERS.has(field.name)) guardForRouters(field);
      else if (needs.length > 0) guard(field, (viewer) => demand(viewer, needs));
      else if (roots.includes(type) && !directives.some(({ name }) => name.value === 'authenticated')) {
        throw new Error(`${type.name}.${field.name} says not who may ask it`);
      }
    }
  }
}

function directivesOf({ astNode, extensionASTNodes }: GraphQLObjectType): readonly ConstDirectiveNode[] {
  return [astNode, ...extensionASTNodes].flatMap((node) => node?.directives ?? []);
}

/** What each `@requiresScopes` among the directives asks for. */
function needsOf(directives: readonly ConstDirectiveNode[]): Alternatives[] {
  return directives
    .filter(({ name }) => name.value === 'requiresScopes')
    .flatMap((directive) => directive.arguments ?? [])
    .map(({ value }) => itemsOf(value).map((inner) => itemsOf(inner).map(textOf)));
}

function itemsOf(value: ValueNode): readonly ValueNode[] {
  return value.kind === Kind.LIST ? value.values : [value];
}

function textOf(value: ValueNode): string {
  if (value.kind === Kind.STRING) return value.value;
  throw new Error('a scope of @requiresScopes is no text');
}

function guardForRouters(field: Field): void {
  const needs = OF_ROUTERS.get(field.name) ?? [];
  guard(field, (viewer) => {
    if (!viewer.isRouter) demand(viewer, [[['federation']]]);
    if (needs.length > 0) demand(viewer, [needs]);
  });
}

/** A subscription is refused before its stream begins. */
function guard(field: Field, check: (viewer: Principal) => void): void {
  const { resolve = defaultFieldResolver, subscribe } = field;
  // Whoever may ask for it in one row may in all: an answer has thousands.
  const passed = new WeakSet<Principal>();
  field.resolve = (source, args, context, info) => {
    if (!passed.has(context.viewer)) {
      check(context.viewer);
      passed.add(context.viewer);
    }
    return resolve(source, args, context, info);
  };
  if (!subscribe) return;
  field.subscribe = (source, args, context, info) => {
    check(context.viewer);
    return subscribe(source, args, context, info);
  };
}

function demand({ scopes }: Principal, needs: readonly Alternatives[]): void {
  const held: ReadonlySet<string> = scopes;
  const missing = needs.find((all) => !all.some((one) => one.every((scope) => held.has(scope))));
  if (missing === undefined) return;
  const names = missing.map((one) => one.join(' and ')).join(', or ');
  throw new ProblemError(
    problem('FORBIDDEN', 'CALLER', 'This caller may not ask for that.', {
      hint: `It needs the scope ${names}.`,
    }),
  );
}
