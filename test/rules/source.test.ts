// Habits of the house that no linter knows. What oxlint knows (any, @ts-ignore, tests left out, work left to do, the console)
// is in .oxlintrc.json, and linters.test.ts proves that it is found.
import { describe, expect, it } from '@jest/globals';
import { filesBelow, readProjectFile, type ProjectFile } from './project.ts';

// These two hold what is wrong, to show it to the rules.
const ALL = filesBelow(['src', 'emulators', 'test', 'bench', 'deploy'], '.ts').filter(
  ({ path }) => !/^test\/rules\/(source|linters)\.test\.ts$/.test(path),
);
const CODE = ALL.filter(({ path }) => /^(src|emulators)\//.test(path));
const PAPERS = [
  ...['README.md', 'CONTRIBUTING.md', 'package.json', 'codegen.yml', '.ci/run'].map(readProjectFile),
  ...filesBelow(['docs', 'emulators', 'bench'], '.md'),
];
const PROGRAMS = /^(src\/main|emulators\/(start|serve|process))\.ts$/;

/** What is wrong, where it must not stand, and an example that must be found. */
const FORBIDDEN: readonly (readonly [
  what: string,
  pattern: RegExp,
  files: readonly ProjectFile[],
  example: string,
])[] = [
  [
    'a silenced linter, without its rule and a reason',
    /(?:ox|es)lint-disable(?!-next-line [\w/-]+ -- \w)/,
    ALL,
    '// oxlint-disable-next-line no-console',
  ],
  [
    'a path of one machine',
    /(?:^|[\s'"`(])\/(?:home|root|Users|work|mnt)\//m,
    [...ALL, ...PAPERS],
    "const here = '/home/somebody/license-graph';",
  ],
  [
    'a helper of test/support, written again',
    /^(?:export )?(?:async )?function (?:problemOf|until|freePorts?)\b|\bmkdtemp(?:Sync)?\(/m,
    // The rules look at files while the tests are collected.
    ALL.filter(
      ({ path }) =>
        !/^(?:test\/(?:support\/|rules\/project\.ts)|src\/|emulators\/|bench\/|deploy\/)/.test(path),
    ),
    'async function until(isSo: () => boolean): Promise<void> {',
  ],
  [
    'state of a module',
    /^(?:export )?(?:let |const \w+(?:: .+)? = new (?:Map|Set|WeakMap|Array)(?:<.*>)?\(\))/m,
    CODE.filter(({ path }) => !PROGRAMS.test(path)),
    'const known = new Map<string, number>();',
  ],
];

describe.each(FORBIDDEN)('%s', (_what, pattern, files, example) => {
  it('would be found', () => {
    expect(example).toMatch(pattern);
  });

  it('is in no file', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter(({ text }) => pattern.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

/** Casts without a comment on their line or on one of the three before; `as const` and `as unknown` claim nothing. */
function unexplainedCasts({ path, text }: ProjectFile): string[] {
  // Without the inside of template literals, where `as` is SQL.
  const lines = text
    .replaceAll(/`(?:\\.|[^`\\])*`/g, (literal) => literal.replaceAll(/[^\n]/g, ''))
    .split('\n');
  const explained = (line: string | undefined): boolean => line !== undefined && /\/\/|^\s*\/?\*/.test(line);
  return lines.flatMap((line, index) => {
    const code = line.replaceAll(/(['"`])(?:\\.|(?!\1).)*\1/g, '').replace(/\/\/.*/, '');
    const cast =
      /[\w)\]}>] as (?!const\b|unknown\b)/.test(code) && !/^(?:import|export) |^\s+\w+ as \w+,?$/.test(code);
    return cast && !lines.slice(Math.max(0, index - 3), index + 1).some(explained)
      ? `${path}:${index + 1}`
      : [];
  });
}

/** What a file of src imports that is neither there nor a package. */
function importsFromOutside({ path, text }: ProjectFile): string[] {
  const root = new URL('file:///src/');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)]
    .map(([, target = '']) => target)
    .filter(
      (target) =>
        target.startsWith('.') && !new URL(target, new URL(path, 'file:///')).href.startsWith(root.href),
    )
    .map((target) => `${path}: ${target}`);
}

/** What is wrong as far as a function can tell, where it must not stand, an example, and what is found in it. */
const FOUND_BY_READING: readonly (readonly [
  what: string,
  find: (file: ProjectFile) => string[],
  files: readonly ProjectFile[],
  example: ProjectFile,
  found: readonly string[],
])[] = [
  [
    'a cast without a reason next to it',
    unexplainedCasts,
    CODE,
    {
      path: 'a.ts',
      text: "import * as x from 'x';\nconst a = b as string;\n// The schema says so.\nconst c = d as string;",
    },
    ['a.ts:2'],
  ],
  [
    'an emulator, a test or a bench that src imports',
    importsFromOutside,
    CODE.filter(({ path }) => path.startsWith('src/')),
    {
      path: 'src/x/y.ts',
      text: "import { a } from './b.ts';\nexport { c } from '../d.ts';\nimport 'e';\nawait import('../../emulators/f.ts');",
    },
    ['src/x/y.ts: ../../emulators/f.ts'],
  ],
];

describe.each(FOUND_BY_READING)('%s', (_what, find, files, example, found) => {
  it('would be found', () => {
    expect(find(example)).toEqual(found);
  });

  it('is in no file', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap(find)).toEqual([]);
  });
});

/** Functions, constants and classes that are exported and that no other file names. */
function unusedExports(files: readonly ProjectFile[], users: readonly ProjectFile[]): string[] {
  const words = new Map(users.map(({ path, text }) => [path, new Set(text.match(/[\w$]+/g))]));
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)]
      .map(([, name = '']) => name)
      .filter((name) => ![...words].some(([user, known]) => user !== path && known.has(name)))
      .map((name) => `${path}: ${name}`),
  );
}

describe('an export', () => {
  it('nobody uses would be found', () => {
    const one = { path: 'one.ts', text: 'export const used = 1;\nexport function unused() {}' };
    const two = { path: 'two.ts', text: "import { used } from './one.ts';" };
    expect(unusedExports([one], [one, two])).toEqual(['one.ts: unused']);
  });

  it('is used by another file', () => {
    expect(unusedExports(ALL, ALL)).toEqual([]);
  });
});

const MOST_FILES = 15;

/** Folders with more files than a reader takes in at a glance, what lies deeper left out. */
function crowdedFolders(files: readonly ProjectFile[]): string[] {
  const folders = Map.groupBy(files, ({ path }) => path.slice(0, path.lastIndexOf('/')));
  return [...folders].flatMap(([folder, own]) =>
    own.length > MOST_FILES ? [`${folder}: ${own.length} files`] : [],
  );
}

describe('a folder of src or emulators', () => {
  it('that is crowded would be found', () => {
    const many = Array.from({ length: 16 }, (_, index) => ({ path: `src/x/${index}.ts`, text: '' }));
    expect(crowdedFolders([...many, { path: 'src/x/y/1.ts', text: '' }])).toEqual(['src/x: 16 files']);
  });

  it('reads like a table of contents', () => {
    expect(crowdedFolders(filesBelow(['src', 'emulators'], '.ts'))).toEqual([]);
  });
});
