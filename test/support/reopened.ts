// A database that a test opens, closes and opens again.
import { afterEach } from '@jest/globals';
import { Secret } from '../../src/domain/secret.ts';
import type { StoreOptions } from '../../src/store/database/open.ts';
import { createDatabase, type DatabaseKind } from './databases.ts';
import { useFolder } from './folder.ts';

interface Closed {
  close(): Promise<void>;
}

interface Reopened {
  /** Where a database of the test is, with nothing in it. */
  options(): Promise<StoreOptions>;
  /** Is closed after the test. */
  closeAfter(opened: Closed): void;
}

/** For the `describe` that it is called in. */
export function useReopened(kind: DatabaseKind): Reopened {
  const folder = useFolder();
  const open: Closed[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });
  return {
    async options() {
      if (kind === 'PGlite') return { kind: 'embedded', directory: folder.path };
      const { url, drop } = await createDatabase();
      open.push({ close: drop });
      return { kind: 'postgres', url: new Secret(url), poolSize: 5 };
    },
    closeAfter: (opened) => void open.push(opened),
  };
}
