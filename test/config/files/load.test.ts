// The configuration with the files that belong to it: what a load reads, and when there is something new.
import { rename, rm, symlink, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { configFiles, type ConfigFiles } from '../../../src/config/files/load.ts';
import { accountSchemas, type ConfiguredAccount } from '../../../src/providers/registry.ts';
import { useFolder } from '../../support/folder.ts';

const folder = useFolder();
let files: ConfigFiles<ConfiguredAccount>;

beforeEach(async () => {
  await rm(folder.at('current'), { force: true });
  for (const name of ['one', 'two']) await folder.write(`${name}/key`, `key-${name}`);
  await symlink(folder.at('one'), folder.at('current'));
  await folder.write('url', 'postgres://first@host/db');
  const file = await folder.write(
    'config.yaml',
    `accounts: [{ key: listings, name: L, provider: YEXT, apiKey: "\${file:current/key}" }]
store: { url: "\${file:url}" }
`,
  );
  files = configFiles({ file, environment: {}, accountSchemas, startedIn: '/' });
});

describe('the files of a configuration', () => {
  it('have changed when a link leads elsewhere, once', async () => {
    expect(files.load()).toMatchObject({ ok: true });
    expect(files.haveChanged()).toBe(false);
    await symlink(folder.at('two'), folder.at('next'));
    await rename(folder.at('next'), folder.at('current'));
    expect(files.haveChanged()).toBe(true);
    expect(files.load()).toMatchObject({ ok: true });
    expect(files.haveChanged()).toBe(false);
  });

  it('have not when they were written anew as they were', async () => {
    files.load();
    await folder.write('one/key', 'key-one');
    expect(files.haveChanged()).toBe(false);
  });

  it('have when the file itself has, or is not there any more; and a refusal is told once', async () => {
    files.load();
    await writeFile(folder.at('config.yaml'), 'accounts: 7');
    expect(files.haveChanged()).toBe(true);
    expect(files.load()).toMatchObject({ ok: false });
    expect(files.haveChanged()).toBe(false);
    await rm(folder.at('config.yaml'));
    expect(files.haveChanged()).toBe(true);
    expect(files.load()).toEqual({
      ok: false,
      problems: [{ path: '', message: 'cannot be read (ENOENT)' }],
    });
    expect(files.haveChanged()).toBe(false);
  });

  it('have when a file is missing, and when it is there again', async () => {
    files.load();
    await rm(folder.at('one', 'key'));
    expect(files.haveChanged()).toBe(true);
    expect(files.load()).toMatchObject({ ok: false, problems: [{ path: 'accounts.0.apiKey' }] });
    expect(files.haveChanged()).toBe(false);
    await folder.write('one/key', 'key-one');
    expect(files.haveChanged()).toBe(true);
  });

  it('have when the address of the database has, although somebody has asked for it in between', async () => {
    const loaded = files.load();
    await writeFile(folder.at('url'), 'postgres://second@host/db');
    expect(loaded.ok && loaded.config.store.url?.reveal()).toBe('postgres://second@host/db');
    expect(files.haveChanged()).toBe(true);
  });

  it('are told nowhere', () => {
    expect(JSON.stringify(files.load())).not.toMatch(/key-one|first@host/);
  });
});
