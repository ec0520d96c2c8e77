// `${file:/path}`: what a file has takes its place, and nothing of it is ever told.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { isSame } from '../../../src/config/compare.ts';
import { referencedFrom } from '../../../src/config/files/referenced.ts';
import { readConfig, readStoreSettings } from '../../../src/config/read.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { accountSchemas } from '../../../src/providers/registry.ts';
import { useFolder } from '../../support/folder.ts';

const folder = useFolder();
const SECRET = 'hunter2-of-the-file';

function read(apiKey: string) {
  const text = `accounts: [{ key: listings, name: L, provider: YEXT, apiKey: "${apiKey}" }]`;
  return readConfig({ text, environment: {}, readFile: referencedFrom(folder.path), accountSchemas });
}

describe('a file that is referred to', () => {
  it.each([
    ['as it is', SECRET, SECRET],
    ['without its last newline', `${SECRET}\n`, SECRET],
    ['without that of Windows', `${SECRET}\r\n`, SECRET],
    ['with all others', `${SECRET}\n\n`, `${SECRET}\n`],
    ['of 64 KiB', 'x'.repeat(65_536), 'x'.repeat(65_536)],
  ])('is read %s', async (_how, content, expected) => {
    await folder.write('key', content);
    expect(referencedFrom(folder.path)('key')).toBe(expected);
    expect(referencedFrom('/')(folder.at('key'))).toBe(expected);
  });

  it('takes the place of the reference, beside other text', async () => {
    await folder.write('key', `${SECRET}\n`);
    const result = read('prefix-${file:key}');
    const settings = result.ok ? result.config.accounts[0]?.settings : undefined;
    expect(isSame(settings, { ...settings, apiKey: new Secret(`prefix-${SECRET}`) })).toBe(true);
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });

  it.each([
    ['is missing', 'nowhere', /^file .*\/nowhere cannot be read \(ENOENT\)$/],
    ['is a folder', 'folder', /^file .*\/folder is no regular file$/],
    ['is a pipe', 'pipe', /^file .*\/pipe is no regular file$/],
    ['is empty', 'empty', /^file .*\/empty is empty$/],
    ['is a newline', 'newline', /^file .*\/newline is empty$/],
    ['is too large', 'large', /^file .*\/large is larger than 65536 bytes$/],
    ['is no text', 'bytes', /^file .*\/bytes is no text in UTF-8$/],
    ['is not named', '', /^names no file$/],
  ])('that %s is a problem that tells nothing of it', async (_what, name, message) => {
    mkdirSync(folder.at('folder'), { recursive: true });
    execFileSync('sh', ['-c', 'test -p "$1" || mkfifo "$1"', 'sh', folder.at('pipe')], {
      env: { PATH: '/usr/bin:/bin' },
    });
    await folder.write('empty', '');
    await folder.write('newline', '\n');
    await folder.write('large', SECRET.repeat(4_000));
    await writeFile(folder.at('bytes'), Buffer.concat([Buffer.from(SECRET), Buffer.from([0xff])]));
    const result = read(`\${file:${name}}`);
    expect(result).toMatchObject({
      ok: false,
      problems: [{ path: 'accounts.0.apiKey', message: expect.stringMatching(message) }],
    });
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });
});

describe('the address of a database', () => {
  const settings = (url: string, environment: Readonly<Record<string, string>> = {}) => {
    const found = readStoreSettings(`store: { url: "${url}" }`, {
      environment,
      readFile: referencedFrom(folder.path),
    });
    if (!found.ok) throw new Error(JSON.stringify(found.problems));
    return found.store.url?.reveal();
  };

  it('may have a password from a file, which needs no other spelling there', async () => {
    await folder.write('password', 'p@ss/w:rd%\n');
    expect(settings('postgres://me:${file:password}@host/db')).toBe(
      'postgres://me:p%40ss%2Fw%3Ard%25@host/db',
    );
  });

  it('is read again each time it is asked for, and the last good one holds', async () => {
    const file = await folder.write('url', 'postgres://first@host/db\n');
    const found = readStoreSettings('store: { url: "${file:url}" }', {
      environment: {},
      readFile: referencedFrom(folder.path),
    });
    const url = found.ok ? found.store.url : null;
    const told: (string | undefined)[] = [];
    for (const content of ['postgres://second@host/db', '', 'no address', 'postgres://third@host/db']) {
      await writeFile(file, content);
      told.push(url?.reveal());
    }
    expect(told.map((one) => one?.slice(11, 17))).toEqual(['second', 'second', 'second', 'third@']);
  });

  it('of the environment comes first', async () => {
    await folder.write('url', 'postgres://first@host/db\n');
    const environment = { DATABASE_URL: 'postgres://environment@host/db' };
    expect(settings('${file:url}', environment)).toBe(environment.DATABASE_URL);
  });
});
