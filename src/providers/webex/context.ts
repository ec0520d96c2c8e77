// What the parts of the adapter share.
import type { WebexClient } from './client.ts';
import type { Catalogue } from './licenses.ts';

export interface WebexContext {
  readonly accountKey: string;
  readonly client: WebexClient;
  readonly catalogue: Catalogue;
  /** Requests sent side by side for one answer. */
  readonly width: number;
}
