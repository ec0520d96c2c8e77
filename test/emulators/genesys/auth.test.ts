// Getting in: logins, the life of tokens, and which permission each operation asks for.
import { describe, expect, it } from '@jest/globals';
import { access } from '../../../emulators/genesys/index.ts';
import { DEFINITIONS, LICENSE_USERS, LOGIN, USERS, useGenesys } from './client.ts';

const { emulator, call, login, tokenOf } = useGenesys();

const SECRET = 'acme-us-secret-fake';
const ME = '/api/v2/tokens/me';
const ROLES = '/api/v2/authorization/roles';

describe('login', () => {
  it.each(access.clients.map(({ clientId, clientSecret, org }) => [clientId, clientSecret, org]))(
    'lets %s in and its token leads to its own org',
    async (id, secret, org) => {
      const answer = await login(id, secret);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        access_token: expect.any(String),
        token_type: 'bearer',
        expires_in: 86_399,
      });
      const me = await call('/api/v2/organizations/me', { as: await tokenOf(id) });
      expect(me.body).toMatchObject({
        name: org === 'us' ? 'Acme US' : 'Acme EU',
        domain: `acme-${org}`,
        state: 'active',
      });
    },
  );

  it('refuses an unknown client and a wrong secret with the token error body', async () => {
    const unknown = await login('nobody', 'x');
    expect([unknown.status, unknown.body]).toEqual([
      400,
      { error: 'invalid_client', description: 'client not found', error_description: 'client not found' },
    ]);
    const wrong = await login('acme-us-client', 'acme-eu-secret-fake');
    expect([wrong.status, wrong.body]).toEqual([
      400,
      {
        error: 'invalid_client',
        description: 'authentication failed',
        error_description: 'authentication failed',
      },
    ]);
    emulator.setSwitch('wrongSecretStatus', 401);
    expect((await login('acme-us-client', 'x')).status).toBe(401);
    expect((await login('nobody', 'x')).status).toBe(400);
  });

  it('asks for the grant in a form', async () => {
    const missing = await login('acme-us-client', SECRET, 'scope=x');
    expect([missing.status, missing.body]).toMatchObject([400, { error: 'invalid_request' }]);
    const other = await login('acme-us-client', SECRET, 'grant_type=password');
    expect([other.status, other.body]).toMatchObject([400, { error: 'unsupported_grant_type' }]);
    const json = await call(LOGIN, {
      as: null,
      json: { grant_type: 'client_credentials', client_id: 'acme-us-client', client_secret: SECRET },
    });
    expect([json.status, json.body]).toMatchObject([400, { error: 'invalid_request' }]);
    const noBasic = await call(LOGIN, {
      as: null,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    });
    expect([noBasic.status, noBasic.body]).toMatchObject([400, { error: 'invalid_request' }]);
  });

  it('limits logins when told to, with Retry-After and no body', async () => {
    emulator.setSwitch('loginsPerMinute', 1);
    const asked = emulator.clock.now();
    expect((await login('acme-us-client', SECRET)).status).toBe(200);
    const refused = await login('acme-us-client', SECRET);
    expect([refused.status, refused.text]).toEqual([429, '']);
    const wait = Number(refused.headers.get('retry-after')) * 1000;
    expect(wait).toBeGreaterThanOrEqual(asked + 60_000 - emulator.clock.now());
    expect((await login('acme-eu-client', 'acme-eu-secret-fake')).status).toBe(200);
    emulator.clock.advance(60_000);
    expect((await login('acme-us-client', SECRET)).status).toBe(200);
  });
});

describe('tokens', () => {
  it('are needed, known and whole', async () => {
    const none = await call(DEFINITIONS, { as: null });
    expect([none.status, none.body]).toMatchObject([401, { code: 'authentication.required', status: 401 }]);
    const alien = await call(DEFINITIONS, { as: 'made-up' });
    expect([alien.status, alien.body]).toMatchObject([
      401,
      { code: 'bad.credentials', details: [], errors: [] },
    ]);
  });

  it('expire on the clock', async () => {
    await call(DEFINITIONS);
    emulator.clock.advance(86_300_000);
    expect((await call(DEFINITIONS)).status).toBe(200);
    emulator.clock.advance(100_000);
    expect((await call(DEFINITIONS)).body).toMatchObject({ code: 'bad.credentials' });
    emulator.setSwitch('expiredCode', 'credentials.expired');
    expect((await call(DEFINITIONS)).body).toMatchObject({ code: 'credentials.expired' });
  });

  it('live as long as the client says', async () => {
    emulator.setSwitch('tokenSeconds', 300);
    const answer = await login('acme-us-client', SECRET);
    expect(answer.body).toMatchObject({ expires_in: 299 });
    await call(DEFINITIONS);
    emulator.clock.advance(300_000);
    expect((await call(DEFINITIONS)).status).toBe(401);
  });

  it('tell who they are and can be revoked, one without the other', async () => {
    const [as, other] = [await tokenOf('acme-us-reader'), await tokenOf('acme-us-reader')];
    expect(as).not.toBe(other);
    const me = await call(ME, { as });
    expect(me.body).toMatchObject({
      organization: { id: expect.any(String), name: 'Acme US' },
      OAuthClient: { id: 'acme-us-reader', name: expect.any(String) },
      authorizedScope: [],
    });
    const revoked = await call(ME, { as, method: 'DELETE' });
    expect([revoked.status, revoked.text]).toEqual([200, '']);
    expect((await call(ME, { as })).body).toMatchObject({
      code: 'bad.credentials',
    });
    expect((await call(ME, { as: other })).status).toBe(200);
  });

  it('do not survive a reset', async () => {
    const as = await tokenOf();
    emulator.reset();
    await tokenOf();
    expect((await call(DEFINITIONS, { as })).status).toBe(401);
  });
});

describe('permissions', () => {
  // Method, path, body, then the status for reader and nobody, now and in the API of 2020.
  const rows: [string, string, unknown, readonly number[]][] = [
    ['GET', DEFINITIONS, undefined, [200, 403, 403, 403]],
    ['GET', `${DEFINITIONS}/cloudCX1`, undefined, [200, 403, 403, 403]],
    ['GET', LICENSE_USERS, undefined, [200, 200, 200, 200]],
    ['POST', LICENSE_USERS, [], [200, 403, 200, 200]],
    ['GET', `${LICENSE_USERS}/00000000-0000-4000-a000-000000000000`, undefined, [404, 403, 403, 403]],
    ['POST', '/api/v2/license/infer', [], [200, 200, 200, 200]],
    ['POST', '/api/v2/license/infer/permissions', [], [200, 403, 404, 404]],
    ['POST', '/api/v2/license/organization', { assignments: [] }, [403, 403, 403, 403]],
    ['GET', '/api/v2/license/toggles/x', undefined, [200, 200, 403, 403]],
    ['POST', '/api/v2/license/toggles/x', undefined, [200, 200, 403, 403]],
    ['GET', USERS, undefined, [200, 200, 200, 200]],
    ['POST', `${USERS}/search`, {}, [200, 403, 200, 403]],
    ['GET', ROLES, undefined, [200, 403, 200, 403]],
  ];

  it.each(rows)('%s %s %j', async (method, path, json, expected) => {
    const clients = ['acme-us-reader', 'acme-us-nobody'];
    const statuses: number[] = [];
    for (const mode of ['current', 'legacy']) {
      emulator.setSwitch('permissions', mode);
      for (const id of clients) {
        statuses.push((await call(path, { method, json, as: await tokenOf(id) })).status);
      }
    }
    expect(statuses).toEqual(expected);
  });

  it('are named when missing: either of a pair, or the one', async () => {
    const as = await tokenOf('acme-us-nobody');
    const pair = await call(DEFINITIONS, { as });
    expect(pair.body).toMatchObject({
      code: 'missing.any.permissions',
      status: 403,
      messageParams: { permissions: '[authorization:grant:add, authorization:license:view]' },
      contextId: pair.headers.get('inin-correlation-id'),
    });
    const one = await call(ROLES, { as });
    expect(one.body).toMatchObject({
      code: 'missing.permissions',
      messageParams: { permissions: '[authorization:role:view]' },
    });
    emulator.setSwitch('permissionParams', false);
    expect((await call(DEFINITIONS, { as })).body).not.toHaveProperty('messageParams');
  });
});
