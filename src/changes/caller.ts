// Whoever calls the change service, and the engine and store behind it.
import type { ProviderAccount } from '../providers/provider.ts';
import type { Store } from '../store/api.ts';
import type { ChangeEngine } from './engine-port.ts';

/** Whoever sends a request. */
export interface Caller {
  readonly name: string;
  /** Accounts the caller sees, and whether these are all there are. */
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  readonly seesAll: boolean;
}

/** The engine and its store, once they are open. */
export interface Opened {
  readonly engine: ChangeEngine;
  readonly store: Store;
}
