import { describe, expect, it } from '@jest/globals';
import { accountId, actor, assignment, keys, yext } from './yext-harness.ts';

const { call, create, raw, emulator } = yext();
const PACKS = '/accounts/me/license-packs';

describe('keys', () => {
  it('takes the key from the header or from the query', async () => {
    expect((await call(PACKS)).status).toBe(200);
    expect((await call(PACKS, { key: null, query: { api_key: keys.full } })).status).toBe(200);
  });

  it('looks at the query form only when both are there', async () => {
    expect((await call(PACKS, { key: keys.full, query: { api_key: 'wrong' } })).status).toBe(401);
    expect((await call(PACKS, { key: 'wrong', query: { api_key: keys.full } })).status).toBe(200);
  });

  it.each([
    ['missing', null, 400, 9001],
    ['unknown', 'nobody', 401, 9002],
    ['named like an object member', 'constructor', 401, 9002],
  ])('refuses a key that is %s', async (_case, key, status, code) => {
    const answer = await call(PACKS, { key });
    expect(answer).toMatchObject({ status, response: {}, errors: [{ code, type: 'FATAL_ERROR' }] });
    expect(answer.headers.has('rate-limit-limit')).toBe(false);
  });

  it.each([
    ['reader', keys.reader, 200, 200, 403],
    ['key without licenses', keys.noLicenses, 200, 403, 403],
    ['full key', keys.full, 200, 200, 200],
  ])('lets the %s do what its app may', async (_case, key, entities, licenses, writes) => {
    expect((await call('/accounts/me/entities', { key })).status).toBe(entities);
    expect((await call(PACKS, { key })).status).toBe(licenses);
    expect((await call(`${PACKS}/-/assigned-entities`, { key })).status).toBe(licenses);
    expect((await create('LP-PAGES', 'store-18', { key })).status).toBe(writes);
  });

  it('refuses without permission before it tells whether the pack exists', async () => {
    expect((await create('LP-NOWHERE', 'store-18', { key: keys.reader })).errors).toMatchObject([
      { code: 9003 },
    ]);
  });
});

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
    const answer = await fetch(`${emulator().url}/accounts/me/license-packs?v=20240301&api_key=${keys.full}`);
    expect(answer.status).toBe(404);
  });

  it('gives each reply another uuid', async () => {
    const uuids = await Promise.all([1, 2].map(async () => (await raw(PACKS)).text()));
    expect(new Set(uuids).size).toBe(2);
  });
});

describe('actor headers', () => {
  it('lets a write pass for a user the account has', async () => {
    const headers = { 'Yext-User-Id': actor.id, 'Yext-Username': actor.username };
    expect((await create('LP-PAGES', 'store-18', { headers })).status).toBe(200);
  });

  it('fails a write for anybody else', async () => {
    const answer = await create('LP-PAGES', 'store-18', { headers: { 'Yext-User-Id': '1' } });
    expect(answer).toMatchObject({ status: 403, errors: [{ code: 9011 }] });
  });
});

describe('urlLimit', () => {
  const long = { query: { filter: JSON.stringify({ 'meta.id': { $in: ['x'.repeat(2000)] } }) } };

  it('is off by default', async () => {
    expect((await call('/accounts/me/entities', long)).status).toBe(200);
  });

  it('answers 414 beyond it', async () => {
    emulator().setSwitch('urlLimit', 2000);
    expect((await call('/accounts/me/entities', long)).status).toBe(414);
    expect((await call('/accounts/me/entities')).status).toBe(200);
  });
});
