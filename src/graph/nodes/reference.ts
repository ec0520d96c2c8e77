// Reference resolvers of the federation: they use the same look-ups as `nodes`, and so the same batches.
import type { GraphContext } from '../context.ts';
import { decodeId } from './ids.ts';
import { findNode } from './look-up.ts';

interface Reference {
  readonly id: string;
}

/**
 * A reference resolver for a type keyed by id: the value, null when it does not exist or the id is of another type.
 * Throws BAD_ID for a text that is no id.
 */
export function byId<T>(type: string) {
  return async ({ id }: Reference, context: GraphContext): Promise<T | null> => {
    if (decodeId(id).type !== type) return null;
    // `findNode` labels values by the type in their id, and that is the one asked for.
    return (await findNode(context, id)) as T | null;
  };
}
