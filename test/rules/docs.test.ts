// The documents speak of what is there: scripts, files and links.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { PROBLEM_CODES } from '../../src/domain/problem.ts';
import { ROOT, filesBelow, readProjectFile, type ProjectFile } from './project.ts';

const FOLDERS = ['docs', 'emulators', 'bench'];
const DOCUMENTS = [
  ...readdirSync(ROOT)
    .filter((name) => name.endsWith('.md'))
    .map(readProjectFile),
  ...filesBelow(FOLDERS, '.md'),
];
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readProjectFile('package.json').text));

/** Commands that run a script of package.json, by the script's name. */
function scriptsIn({ text }: ProjectFile): string[] {
  const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)];
  return named.map(([, run, short]) => run ?? short ?? '');
}

function linksIn({ text }: ProjectFile): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return links.filter((target) => !/^(?:[a-z]+:|#)/.test(target)).map((target) => target.replace(/#.*/, ''));
}

/** Paths of this project in `code`, and the tests that `npm test -- path` and `npm run test:soak -- path` run. */
function pathsIn({ text }: ProjectFile): string[] {
  const paths = [
    ...text.matchAll(/(?<=[`\s])(?:src|emulators|test|bench|docs|schema|deploy)\/[\w./-]*(?=[`\s,:])/g),
  ];
  return paths.map(([path]) => path.replace(/[.:]$/, ''));
}

function isThere(path: string): boolean {
  return ['', '.ts', '.test.ts', '.soak.ts'].some((ending) => existsSync(join(ROOT, `${path}${ending}`)));
}

describe('the documents', () => {
  it('are read', () => {
    expect(DOCUMENTS.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'README.md',
        'CONTRIBUTING.md',
        'docs/upstream-calls.md',
        'emulators/README.md',
      ]),
    );
    expect(DOCUMENTS.flatMap(scriptsIn)).toEqual(expect.arrayContaining(['start', 'test', 'check', 'bench']));
    expect(DOCUMENTS.flatMap(linksIn)).toContain('docs/upstream-calls.md');
    expect(DOCUMENTS.flatMap(pathsIn)).toContain('src/domain');
  });

  it.each(DOCUMENTS.map((one) => [one.path, one] as const))(
    '%s names scripts that exist',
    (_path, document) => {
      expect(scriptsIn(document).filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    },
  );

  it.each(DOCUMENTS.map((one) => [one.path, one] as const))(
    '%s links to files that exist',
    (path, document) => {
      const broken = linksIn(document).filter((target) => !existsSync(join(ROOT, dirname(path), target)));
      expect(broken).toEqual([]);
    },
  );

  it.each(DOCUMENTS.map((one) => [one.path, one] as const))(
    '%s names paths that exist',
    (_path, document) => {
      expect(pathsIn(document).filter((path) => !isThere(path))).toEqual([]);
    },
  );

  it('begin with the two commands', () => {
    const commands = [...readProjectFile('README.md').text.matchAll(/```sh\n([\s\S]*?)```/g)].map(
      ([, one]) => one,
    );
    expect(commands.slice(0, 2)).toEqual(['npm ci && npm start\n', 'npm ci && npm test\n']);
  });
});

describe('docs/errors.md', () => {
  it('has one row for every code there is', () => {
    const rows = [...readProjectFile('docs/errors.md').text.matchAll(/^\| `([A-Z_]+)`/gm)].map(
      ([, code]) => code,
    );
    expect(rows).toEqual(expect.arrayContaining([...PROBLEM_CODES]));
    expect(new Set(rows).size).toBe(rows.length);
  });
});

describe('.ci/run', () => {
  it('runs the test command of the README, and the checks', () => {
    const { text } = readProjectFile('.ci/run');
    expect(text).toContain('npm ci && npm test');
    expect(scriptsIn({ path: '.ci/run', text }).filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});
