// From the configuration's words to the store's.
import type { StoreSettings } from '../config/schema.ts';
import type { StoreOptions } from './database/open.ts';

/** A server, where one is named, goes before the directory. */
export function storeOptions({ directory, url, poolSize }: StoreSettings): StoreOptions {
  return url === null ? { kind: 'embedded', directory } : { kind: 'postgres', url, poolSize };
}
