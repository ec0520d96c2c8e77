// The SDL that `_service` gives routers: with the directives that say who may read what, or without them.
import {
  Kind,
  parse,
  print,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  type NameNode,
  type ValueNode,
} from 'graphql';

interface NamedNode {
  readonly name: NameNode;
}

/** Directives of federation that a router enforces, and the scalars they are defined with. */
const SECURITY: ReadonlySet<string> = new Set(['authenticated', 'requiresScopes', 'federation__Scope']);

/**
 * Prints what `_service` gives, once. Without `securityDirectives` it has no `@authenticated` and `@requiresScopes`, nor their imports and
 * definitions: @apollo/gateway does not load a supergraph that has them. The schema itself keeps them, as they are enforced here in any case.
 */
export function printServiceSdl(schema: GraphQLSchema, securityDirectives: boolean): void {
  const field = schema.getQueryType()?.getFields()['_service'];
  // The library's resolver takes no arguments, and prints the whole SDL at each call.
  const full = field?.resolve as (() => { readonly sdl: string }) | undefined;
  if (!field || !full) throw new Error('the schema has no _service');
  const whole = full().sdl;
  const sdl = securityDirectives ? whole : print(withoutSecurity(parse(whole)));
  field.resolve = () => ({ sdl });
}

function withoutSecurity(document: DocumentNode): DocumentNode {
  const isHidden = ({ name }: NamedNode): boolean => SECURITY.has(name.value);
  const drop = (node: NamedNode) => (isHidden(node) ? null : undefined);
  return visit(document, {
    DirectiveDefinition: drop,
    ScalarTypeDefinition: drop,
    Directive: (node) => (isHidden(node) ? null : withoutImports(node)),
  });
}

/** A `@link` without the imports that are hidden; any other directive as it is. */
function withoutImports(node: DirectiveNode): DirectiveNode {
  if (node.name.value !== 'link') return node;
  const isHidden = (one: ValueNode): boolean => one.kind === Kind.STRING && SECURITY.has(one.value.slice(1));
  return {
    ...node,
    arguments: (node.arguments ?? []).map((argument) => {
      const { value } = argument;
      if (value.kind !== Kind.LIST) return argument;
      return { ...argument, value: { ...value, values: value.values.filter((one) => !isHidden(one)) } };
    }),
  };
}
