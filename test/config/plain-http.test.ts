// Addresses of vendors: https, unless they are of this machine or the account allows plain http.
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { readConfig } from '../../src/config/read.ts';
import { accountSchemas } from '../../src/providers/registry.ts';

const YEXT = { key: 'listings', name: 'L', provider: 'YEXT', apiKey: 'k' };
const FLEET = {
  key: 'fleet',
  name: 'F',
  provider: 'THINGSPACE',
  accountName: '0123456789-00001',
  appKey: 'k',
  appSecret: 's',
  username: 'u',
  password: 'p',
};

/** Paths of problems and of warnings. */
function read(...accounts: readonly object[]) {
  const result = readConfig({ text: stringify({ accounts }), environment: {}, accountSchemas });
  return result.ok
    ? { problems: [], warnings: result.warnings.map(({ path }) => path) }
    : { problems: result.problems.map(({ path, message }) => `${path}: ${message}`), warnings: [] };
}

const MUST = 'must be https: credentials go there; or say `allowPlainHttp: true` in this account';

describe('a base URL', () => {
  it.each([
    'http://api.example/v2',
    'HTTP://API.example',
    'http://10.0.0.1:8080',
    'http://127.0.0.1.example',
  ])('must not be plain: %s', (baseUrl) => {
    expect(read({ ...YEXT, baseUrl })).toEqual({ problems: [`accounts.0.baseUrl: ${MUST}`], warnings: [] });
    expect(read({ ...YEXT, baseUrl, allowPlainHttp: false }).problems).toHaveLength(1);
  });

  it.each(['https://api.example', 'http://127.0.0.1:4104', 'http://localhost:4104', 'http://[::1]:4104'])(
    'may be %s',
    (baseUrl) => {
      expect(read({ ...YEXT, baseUrl })).toEqual({ problems: [], warnings: [] });
    },
  );

  it('may be plain where the account says so, which is warned about', () => {
    expect(read({ ...YEXT, baseUrl: 'http://api.example', allowPlainHttp: true })).toEqual({
      problems: [],
      warnings: ['accounts.0.baseUrl'],
    });
    expect(read({ ...YEXT, allowPlainHttp: true })).toEqual({ problems: [], warnings: [] });
  });

  it('is found further in, of every account by itself', () => {
    const baseUrls = { m2m: 'http://m2m.example', oauth: 'http://127.0.0.1:1' };
    const open = { ...YEXT, baseUrl: 'http://api.example', allowPlainHttp: true };
    expect(read(open, { ...FLEET, baseUrls }).problems).toEqual([`accounts.1.baseUrls.m2m: ${MUST}`]);
  });

  it('is what is meant, not a name', () => {
    expect(read({ ...YEXT, name: 'http://old.example' }).problems).toEqual([]);
  });
});

it.each(['yes', 1, null])('allowPlainHttp is never %j', (allowPlainHttp) => {
  expect(read({ ...YEXT, allowPlainHttp }).problems).toEqual([
    'accounts.0.allowPlainHttp: must be true or false',
  ]);
});
