// `--with FOLDER`: what is wrong with a vendor from outside is told, and nothing starts.
import { describe, expect, it } from '@jest/globals';
import { useChildren } from '../support/child-process.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder();
const children = useChildren();

const PROVIDER = `export const provider = {
  provider: 'MADE_UP',
  settings: { transform: () => ({}) },
  tenantOf: () => '',
  create: () => { throw new Error('never'); },
};`;
const SDL = 'extend enum Provider { "Made up." MADE_UP }';

/** Files of a vendor from outside, what it lacks, and what is said. */
const ROWS: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  ['no adapter', {}, /there is no .+\/adapter\/index\.ts/],
  ['an adapter without a provider', { 'adapter/index.ts': 'export {};' }, /does not export `provider`/],
  [
    'a name that is taken',
    { 'adapter/index.ts': PROVIDER.replace('MADE_UP', 'WEBEX') },
    /there is a provider called WEBEX already/,
  ],
  ['no SDL', { 'adapter/index.ts': PROVIDER }, /there is no .+\/schema\.graphql/],
  [
    'a file that is no SDL',
    { 'adapter/index.ts': PROVIDER, 'schema.graphql': 'extend enum' },
    /schema\.graphql is not SDL/,
  ],
  [
    'SDL of another vendor',
    { 'adapter/index.ts': PROVIDER, 'schema.graphql': SDL.replace('MADE_UP', 'MADE') },
    /schema\.graphql does not add MADE_UP: it needs `extend enum/,
  ],
];

describe('--with', () => {
  it('takes a description with braces, and names what does not fit the graph', async () => {
    await folder.write('braces/adapter/index.ts', PROVIDER);
    await folder.write(
      'braces/schema.graphql',
      `${SDL.replace('Made up.', 'Made {up}.')} type A { b: Nobody }`,
    );
    const config = await folder.write('config.yaml', {
      accounts: [{ key: 'listings', provider: 'YEXT', name: 'Acme', apiKey: 'never-sent' }],
      store: { directory: null },
    });
    const run = children.node(['src/main.ts', '--config', config, '--with', folder.at('braces')], {
      PORT: '0',
    });
    expect(await run.exited).toBe(1);
    expect(run.stderr()).toMatch(
      /the SDL of a provider from outside does not fit the graph: Unknown type:? "?Nobody"?/,
    );
  });

  it.each(ROWS)('refuses a folder with %s', async (what, files, said) => {
    for (const [name, text] of Object.entries(files)) await folder.write(`${what}/${name}`, text);
    const vendor = folder.at(what);
    const runs = [
      children.node(['emulators/start.ts', '--with', vendor]),
      children.node(['src/main.ts', '--with', vendor]),
    ];
    for (const run of runs) {
      expect(await run.exited).toBe(2);
      expect(run.stderr()).toMatch(said);
      expect(run.stderr()).toContain('usage: ');
      expect(run.stdout()).toBe('');
    }
  });

  it.each([
    ['no emulator', {}, /emulator\/index\.ts/],
    ['an emulator without `seeded`', { 'emulator/index.ts': 'export {};' }, /does not export `seeded`/],
    [
      'the name of another emulator',
      { 'emulator/index.ts': "export const seeded = { name: 'webex', start() {}, accounts: [] };" },
      /there is an emulator called webex already/,
    ],
  ])('refuses to start a company with %s', async (what, files: Readonly<Record<string, string>>, said) => {
    for (const [name, text] of Object.entries(files)) await folder.write(`${what}/${name}`, text);
    const run = children.node(['emulators/serve.ts', '--port', '0', '--with', folder.at(what)]);
    expect(await run.exited).toBe(2);
    expect(run.stderr()).toMatch(said);
  });
});
