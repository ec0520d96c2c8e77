// Which settings a schema takes, read from the schema itself.
import { z } from 'zod';

const Node = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

/** Every key a schema takes, with the keys above it: `baseUrls.oauth`. In alphabetical order. */
export function schemaKeys(schema: z.ZodType): string[] {
  return [...new Set(keysOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), ''))].toSorted();
}

function keysOf(schema: unknown, above: string): string[] {
  const { properties = {}, items, anyOf = [] } = Node.parse(schema);
  const own = Object.entries(properties).flatMap(([key, inner]) => [
    `${above}${key}`,
    ...keysOf(inner, `${above}${key}.`),
  ]);
  const inner = [...anyOf, ...(items === undefined ? [] : [items])].flatMap((one) => keysOf(one, above));
  return [...own, ...inner];
}
