// How many representations an operation asks `_entities` for, under whatever names.
import { Kind, valueFromASTUntyped, visit, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { withDefaults } from './cost.ts';

/** Of all its `_entities` together. Those in a fragment count once: wherever it is used, they have the same names, and so are one field. */
export function representationsOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const given = withDefaults(operation, variables);
  const definitions = document.definitions.filter(
    (one) => one === operation || one.kind === Kind.FRAGMENT_DEFINITION,
  );
  let count = 0;
  visit(
    { ...document, definitions },
    {
      Field({ name, arguments: all = [] }) {
        if (name.value === '_entities') {
          const list = all.find((one) => one.name.value === 'representations')?.value;
          const value: unknown = list && valueFromASTUntyped(list, given);
          if (Array.isArray(value)) count += value.length;
        }
        // Only a query itself has the field: nothing to look for below.
        return false;
      },
    },
  );
  return count;
}
