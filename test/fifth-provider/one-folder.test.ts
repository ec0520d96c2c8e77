// A provider costs one folder: no file outside this one knows the vendor.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HERE = 'test/fifth-provider/';
/** What is not of the project. */
const NOT_OURS = ['.git', 'node_modules'];

/** Files of the project that name a vendor in their path or in their text. */
async function filesThatName(vendor: RegExp): Promise<readonly string[]> {
  const roots = await readdir(ROOT, { withFileTypes: true });
  const paths = await Promise.all(
    roots
      .filter(({ name }) => !NOT_OURS.includes(name))
      .map(async (root) => {
        if (root.isFile()) return [root.name];
        const below = await readdir(join(ROOT, root.name), { recursive: true, withFileTypes: true });
        return below
          .filter((entry) => entry.isFile())
          .map(({ parentPath, name }) => join(parentPath, name).slice(ROOT.length));
      }),
  );
  const named = await Promise.all(
    paths.flat().map(async (path) => {
      const text = await readFile(join(ROOT, path), 'latin1');
      return vendor.test(path) || vendor.test(text) ? [path] : [];
    }),
  );
  return named.flat();
}

describe('the name of the vendor', () => {
  it('would be found outside this folder, as those of others are', async () => {
    const expected = ['README.md', 'emulators/company.ts', 'schema/vendors/yext.graphql'];
    expect(await filesThatName(/yext/i)).toEqual(expect.arrayContaining(expected));
  });

  it('is in this folder alone', async () => {
    const files = await filesThatName(/quayside/i);
    expect(files).toContain(`${HERE}schema.graphql`);
    expect(files.filter((path) => !path.startsWith(HERE))).toEqual([]);
  });
});
