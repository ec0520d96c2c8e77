// `npm ci` works everywhere: from any registry, on any platform.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readProjectFile } from './project.ts';

const { text } = readProjectFile('package-lock.json');
const { packages } = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() }),
    ),
  })
  .parse(JSON.parse(text));

/** Whether a package at this place of the tree finds one of this name: in its own folder, or in one further up. */
function finds(place: string, name: string): boolean {
  const inside = `${place === '' ? '' : `${place}/`}node_modules/${name}`;
  if (Object.hasOwn(packages, inside)) return true;
  return place !== '' && finds(place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/'))), name);
}

describe('the lockfile', () => {
  it('names no registry', () => {
    expect(text).not.toContain('"resolved"');
  });

  // npm leaves out what the registry it was written against does not have, and `npm ci` then refuses the file.
  it('has the binaries of every platform', () => {
    const wanted = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).map((name) => ({ place, name })),
    );
    expect(wanted.length).toBeGreaterThan(50);
    expect(wanted.filter(({ place, name }) => !finds(place, name))).toEqual([]);
  });
});
