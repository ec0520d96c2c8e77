// What is asked of every request before its own question: the version, the account, a path there is.
import { describe, expect, it } from '@jest/globals';
import { accountId, assignment, keys, PACKS, useYext } from './client.ts';

const { call, raw, emulator } = useYext();

describe('v', () => {
  it.each([null, '', '2024-03-01', '20240230', '240301', '20241301'])('refuses %p', async (v) => {
    expect(await call(PACKS, { v })).toMatchObject({
      status: 400,
      errors: [{ code: 9004, type: 'FATAL_ERROR' }],
    });
  });

  it('takes any date that exists', async () => {
    expect((await call(PACKS, { v: '20120229' })).status).toBe(200);
  });

  it('asks for the key first', async () => {
    expect((await call(PACKS, { key: null, v: null })).errors).toMatchObject([{ code: 9001 }]);
  });
});

describe('accounts', () => {
  it('knows its id and the macro me', async () => {
    expect((await call(`/accounts/${accountId}/license-packs`)).status).toBe(200);
    expect((await call(PACKS)).status).toBe(200);
  });

  it.each([
    ['all', 400],
    ['900101', 400],
    ['%ZZ', 400],
    ['900999', 403],
  ])('refuses %s', async (id, status) => {
    expect(await call(`/accounts/${id}/license-packs`)).toMatchObject({
      status,
      errors: [{ type: 'FATAL_ERROR' }],
    });
    expect((await call(`/accounts/${id}/no-such-thing`)).status).toBe(status);
  });
});

describe('paths', () => {
  it.each([
    ['GET', '/accounts/me/nothing', 404],
    ['GET', '/accounts/me/license-packs/LP-PAGES', 404],
    ['GET', '/accounts/me/license-packs/', 404],
    ['POST', '/accounts/me/license-packs', 405],
    ['GET', assignment('LP-PAGES', 'store-17'), 405],
    ['PATCH', assignment('LP-PAGES', 'store-17'), 405],
    ['DELETE', '/accounts/me/entities/store-17', 405],
  ])('answers %s %s with an enveloped %i', async (method, path, status) => {
    expect(await call(path, { method })).toMatchObject({
      status,
      response: {},
      errors: [{ type: 'FATAL_ERROR' }],
    });
  });

  it('does not serve the paths without /v2', async () => {
    const answer = await fetch(`${emulator.url}/accounts/me/license-packs?v=20240301&api_key=${keys.full}`);
    expect(answer.status).toBe(404);
  });

  it('gives each reply another uuid', async () => {
    const uuids = await Promise.all([1, 2].map(async () => (await raw(PACKS)).text()));
    expect(new Set(uuids).size).toBe(2);
  });
});
