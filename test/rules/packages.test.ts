// What runs asks for no package that `npm ci --omit=dev` leaves out, and nothing is installed without a use.
import { builtinModules } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { PLAYGROUND_PACKAGE } from '../../src/config/packages.ts';
import { filesBelow, readProjectFile, type ProjectFile } from './project.ts';

const Names = z.record(z.string(), z.string());
const { dependencies, devDependencies, overrides } = z
  .object({ dependencies: Names, devDependencies: Names, overrides: Names })
  .parse(JSON.parse(readProjectFile('package.json').text));
const { packages } = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ name: z.string().optional(), version: z.string(), dev: z.boolean().optional() }),
    ),
  })
  .parse(JSON.parse(readProjectFile('package-lock.json').text));
const CODE = filesBelow(['src', 'emulators'], '.ts');

/** The packages a file names in places that this pattern finds. */
function packagesIn({ text }: ProjectFile, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(?:\.|node:)/.test(target) && !builtinModules.includes(target))
    .map((target) => target.split('/', target.startsWith('@') ? 2 : 1).join('/'));
}

/** Before the first line runs. */
const STATIC = /^(?:import|export|\})(?:[^'"`\n]* from)? ['"]([^'"]+)['"];$/gm;
/** When the line is reached. */
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/g;

describe('the packages of src and emulators', () => {
  it('are found, however they are imported', () => {
    const text =
      "import a from 'one';\nimport { b } from '@two/three/four';\nimport {\n  c,\n} from 'five';\nimport 'six';\nexport { d } from 'seven';\nimport { e } from 'node:fs';\nimport { f } from './g.ts';\nawait import('eight');";
    const file = { path: '', text };
    expect(packagesIn(file, STATIC)).toEqual(['one', '@two/three', 'five', 'six', 'seven']);
    expect(packagesIn(file, DYNAMIC)).toEqual(['eight']);
  });

  it('are all dependencies', () => {
    const missing = CODE.flatMap((file) =>
      packagesIn(file, STATIC)
        .filter((name) => !Object.hasOwn(dependencies, name))
        .map((name) => `${file.path}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('are all the dependencies there are, besides Node itself', () => {
    const used = new Set(CODE.flatMap((file) => [...packagesIn(file, STATIC), ...packagesIn(file, DYNAMIC)]));
    expect(Object.keys(dependencies).filter((name) => !used.has(name))).toEqual(['node']);
  });

  it('are there at the start, but for the one of the playground, and those of spans, which are always installed', () => {
    const late = CODE.flatMap((file) => packagesIn(file, DYNAMIC).map((name) => `${file.path}: ${name}`));
    const missing = late.filter((one) => !Object.hasOwn(dependencies, one.split(': ')[1] ?? ''));
    expect([...new Set(missing)]).toEqual([`src/server/pages/playground.ts: ${PLAYGROUND_PACKAGE.name}`]);
    const files = new Set(late.map((one) => one.split(': ')[0]));
    expect([...files]).toEqual(['src/server/pages/playground.ts', 'src/telemetry/spans/packages.ts']);
  });
});

describe('the package of the playground', () => {
  const { name, version } = PLAYGROUND_PACKAGE;

  it('is left out of production, and is the one that is told to be installed', () => {
    expect(dependencies).not.toHaveProperty(name);
    expect(devDependencies[name]).toBe(version);
    expect(packages[`node_modules/${name}`]).toMatchObject({ version, dev: true });
    expect(readProjectFile('docs/operate.md').text).toContain(` ${name}@${version}\n`);
  });
});

describe('every override', () => {
  it.each(Object.entries(overrides))('of %s is of use', (name, target) => {
    const places = Object.entries(packages).filter(
      ([place]) => place === `node_modules/${name}` || place.endsWith(`/node_modules/${name}`),
    );
    const found = places.map(([, one]) =>
      one.name === undefined ? one.version : `npm:${one.name}@${one.version}`,
    );
    expect([...new Set(found)]).toEqual([target]);
  });
});
