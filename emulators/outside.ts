// Vendors from outside, for `--with FOLDER`: what their folder brings to the seeded company.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { VENDORS } from './company.ts';
import type { SeededVendor } from './core/seeded.ts';

/**
 * The vendors in these folders, each exported as `seeded` by `emulator/index.ts` there.
 * Throws an Error whose message says what a folder lacks.
 */
export async function seededVendorsIn(folders: readonly string[]): Promise<readonly SeededVendor[]> {
  const vendors: SeededVendor[] = [];
  for (const folder of folders) {
    const file = resolve(folder, 'emulator/index.ts');
    if (!existsSync(file)) throw new Error(`there is no ${file}`);
    const module: unknown = await import(pathToFileURL(file).href);
    if (!hasSeeded(module)) throw new Error(`${file} does not export \`seeded\`, made by seededVendor()`);
    const { seeded } = module;
    if ([...VENDORS, ...vendors.map(({ name }) => name)].includes(seeded.name)) {
      throw new Error(`${file}: there is an emulator called ${seeded.name} already`);
    }
    vendors.push(seeded);
  }
  return vendors;
}

function hasSeeded(module: unknown): module is { readonly seeded: SeededVendor } {
  if (typeof module !== 'object' || module === null || !('seeded' in module)) return false;
  const { seeded } = module;
  return typeof seeded === 'object' && seeded !== null && 'start' in seeded && 'accounts' in seeded;
}
