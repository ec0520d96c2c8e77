// Who is let in, and who may write.
import { describe, expect, it } from '@jest/globals';
import { actor, keys, PACKS, useYext } from './client.ts';

const { call, create, emulator } = useYext();

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
    ['reader', keys.reader, [200, 200, 403]],
    ['key without licenses', keys.noLicenses, [200, 403, 403]],
    ['full key', keys.full, [200, 200, 200]],
  ])('lets the %s do what its app may', async (_case, key, [entities, licenses, writes]) => {
    expect((await call('/accounts/me/entities', { key })).status).toBe(entities);
    expect((await call(PACKS, { key })).status).toBe(licenses);
    expect((await call(`${PACKS}/-/assigned-entities`, { key })).status).toBe(licenses);
    expect((await create('LP-PAGES', 'store-18', { key })).status).toBe(writes);
  });

  it('refuses a key that was revoked, and takes the next one before and after', async () => {
    expect((await call(PACKS, { key: keys.next })).status).toBe(200);
    emulator.setSwitch('revokedKey', keys.full);
    expect((await call(PACKS, { key: keys.full })).status).toBe(401);
    expect((await call(PACKS, { key: keys.next })).status).toBe(200);
  });

  it('refuses without permission before it tells whether the pack exists', async () => {
    expect((await create('LP-NOWHERE', 'store-18', { key: keys.reader })).errors).toMatchObject([
      { code: 9003 },
    ]);
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
