// What the parts of the adapter share.
import type { Call } from '../../domain/call.ts';
import type { License } from '../../domain/license.ts';
import type { Listed, Slots } from '../../domain/page.ts';
import type { WebexClient } from './client.ts';

/** The licenses of the organisation, and what was last seen in them. */
export interface Catalogue {
  read(call: Call): Promise<Listed<License>>;
  /** How many people there were when the catalogue was last read; null before, and where no free license tells. */
  headCount(): number | null;
}

export interface WebexContext {
  readonly accountKey: string;
  readonly client: WebexClient;
  readonly catalogue: Catalogue;
  /** Requests sent side by side for one answer. */
  readonly width: number;
}

/** The same organisation, of which the catalogue is read once at most; not at all where it was `read` before. */
export function withOneCatalogue(context: WebexContext, read?: Listed<License>): WebexContext {
  let known = read && Promise.resolve(read);
  return {
    ...context,
    catalogue: { ...context.catalogue, read: (call) => (known ??= context.catalogue.read(call)) },
  };
}

/** `ReadByKeys` of the port, in an organisation. */
export type ReadByKeysIn<T> = (
  context: WebexContext,
  keys: readonly string[],
  call: Call,
) => Promise<Slots<T>>;
