// What the parts of the adapter share.
import type { Call } from '../../domain/call.ts';
import type { Listed, Slots } from '../../domain/page.ts';
import type { WebexClient } from './client.ts';
import type { WebexLicense } from './wire.ts';

/** The licenses of the organisation, and what was last seen in them. */
export interface Catalogue {
  read(call: Call): Promise<Listed<WebexLicense>>;
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

/** `ReadByKeys` of the port, in an organisation. */
export type ReadByKeysIn<T> = (
  context: WebexContext,
  keys: readonly string[],
  call: Call,
) => Promise<Slots<T>>;
