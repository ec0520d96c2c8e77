// Entities of the federation: the same look-up, and so the same batches, as `nodes`.
import type { Loaders } from '../../loaders/loaders.ts';
import { findNode } from '../lookup.ts';

interface Reference {
  readonly id?: unknown;
}

/**
 * A reference resolver for a type keyed by id: the value, null when it does not exist or is of another type.
 * Throws BAD_ID for a text that is no id.
 */
export function byId<T>(type: string) {
  return async (reference: Reference, { loaders }: { loaders: Loaders }): Promise<T | null> => {
    const found = await findNode(loaders, String(reference.id));
    // `findNode` labels values by their type, and the label is the one asked for.
    return found?.__typename === type ? (found as T) : null;
  };
}
