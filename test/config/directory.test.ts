// Where the embedded database is: beside the configuration file, wherever the process was started; and never an empty one in
// place of one that version 0.2 kept where it was started.
import { mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { placeDirectory } from '../../src/config/directory.ts';
import { StoreSettings } from '../../src/config/schema.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder();

function placed(directory: string | null, url: string | null = null) {
  const store = StoreSettings.parse({ directory, url });
  const at = { folder: join(folder.path, 'etc'), startedIn: join(folder.path, 'cwd') };
  return placeDirectory(store, { ...at, exists: existsSync });
}

/** A database as the embedded one lies on the disk. */
async function database(...path: readonly string[]): Promise<void> {
  await mkdir(join(folder.path, ...path, 'postgres'), { recursive: true });
}

describe('a relative directory', () => {
  it('is relative to the configuration file', () => {
    expect(placed('data')).toMatchObject({ directory: join(folder.path, 'etc', 'data') });
  });

  it('is refused, with both places, when the database lies where the process was started', async () => {
    await database('cwd', 'kept');
    expect(placed('kept')).toEqual({
      path: 'store.directory',
      message: expect.stringContaining(join(folder.path, 'etc', 'kept')),
    });
    expect(placed('kept')).toMatchObject({
      message: expect.stringContaining(join(folder.path, 'cwd', 'kept')),
    });
  });

  it('is taken when there is a database at the new place, whatever lies at the old one', async () => {
    await database('cwd', 'both');
    await database('etc', 'both');
    expect(placed('both')).toMatchObject({ directory: join(folder.path, 'etc', 'both') });
  });
});

describe('a directory that is not relative', () => {
  it('stays as it is', () => {
    expect(placed('/var/lib/license-graph')).toMatchObject({ directory: '/var/lib/license-graph' });
    expect(placed(null)).toMatchObject({ directory: null });
  });

  it('is of no interest where a server is named', async () => {
    await database('cwd', 'unused');
    expect(placed('unused', 'postgres://db/x')).toMatchObject({ directory: 'unused' });
  });
});
