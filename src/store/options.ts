// The options of the store, from the settings of the configuration.
import type { StoreSettings } from '../config/schema.ts';
import type { StoreOptions } from './database/open.ts';

/** A server that is configured takes precedence over the directory. */
export function storeOptions({ directory, url, poolSize, listenUrl }: StoreSettings): StoreOptions {
  return url === null ? { kind: 'embedded', directory } : { kind: 'postgres', url, poolSize, listenUrl };
}
