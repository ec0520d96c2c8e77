// The two credentials of ThingSpace, its gateway, and whose account is whose.
import { describe, expect, it } from '@jest/globals';
import { definition } from '../../../emulators/thingspace/index.ts';
import { useEmulator } from '../../support/emulator.ts';
import {
  askSession,
  askToken,
  basic,
  bearer,
  connect,
  field,
  FIRST,
  login,
  record,
  refused,
  SECOND,
  send,
} from './client.ts';

const MINUTE = 60_000;
const SUMMARY = `/api/fota/v3/licenses/${FIRST}?lastSeenDeviceId=0`;
const DEVICES = '/api/m2m/v1/devices/actions/list';
const EXPIRED = 'UnifiedWebService.REQUEST_FAILED.SessionToken.Expired';
const INVALID = 'UnifiedWebService.INPUT_INVALID.SessionToken.Invalid';
const WRONG_PASSWORD = 'UnifiedWebService.INPUT_INVALID.Password.Invalid';

const emulator = useEmulator(definition);

describe('OAuth token', () => {
  it('is the same inside its hour, with less time left, and another one after', async () => {
    const asked = emulator.clock.now();
    const secondsLeft = (since: number) => Math.floor((since - emulator.clock.now()) / 1000) + 3600;
    const first = await askToken(emulator);
    expect(first.status).toBe(200);
    expect(first.body).toEqual({
      access_token: expect.stringMatching(/^[0-9a-f]{32}$/),
      token_type: 'Bearer',
      expires_in: expect.any(Number),
      scope: 'am_application_scope default',
    });
    emulator.clock.advance(50 * MINUTE);
    const second = await askToken(emulator);
    expect(second.body).toMatchObject({ access_token: field(first, 'access_token') });
    expect(field(second, 'expires_in')).toBeLessThanOrEqual(600);
    expect(field(second, 'expires_in')).toBeGreaterThanOrEqual(secondsLeft(asked));
    emulator.clock.advance(10 * MINUTE);
    const later = emulator.clock.now();
    const third = await askToken(emulator);
    expect(field(third, 'access_token')).not.toBe(field(first, 'access_token'));
    expect(field(third, 'expires_in')).toBeGreaterThanOrEqual(secondsLeft(later));
  });

  it('does not survive a reset, nor does a session', async () => {
    const before = await login(emulator);
    expect((await send(emulator, 'GET', SUMMARY, { headers: before })).status).toBe(200);
    emulator.reset();
    const after = await login(emulator);
    expect(after['authorization']).not.toBe(before['authorization']);
    expect(after['vz-m2m-token']).not.toBe(before['vz-m2m-token']);
    expect((await send(emulator, 'GET', SUMMARY, { headers: before })).status).toBe(401);
  });

  it('differs between the two applications', async () => {
    const first = await askToken(emulator, 0);
    const second = await askToken(emulator, 1);
    expect(field(first, 'access_token')).not.toBe(field(second, 'access_token'));
  });

  it.each([
    ['a missing grant type', {}, '', [400, 'invalid_request']],
    [
      'a grant type in JSON',
      { 'content-type': 'application/json' },
      'grant_type=client_credentials',
      [400, 'invalid_request'],
    ],
    ['another grant type', {}, 'grant_type=password', [400, 'unsupported_grant_type']],
    [
      'a wrong secret',
      { authorization: 'Basic YTpi' },
      'grant_type=client_credentials',
      [401, 'invalid_client'],
    ],
  ])('is refused for %s', async (_name, headers, body, [status, error]) => {
    const answer = await send(emulator, 'POST', '/api/ts/v1/oauth2/token', {
      headers: { ...basic(0), ...headers },
      body,
    });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error });
  });

  it('ends when it is revoked, and the next request yields a new one', async () => {
    const before = await login(emulator);
    const value = (before['authorization'] ?? '').slice(7);
    const form = `grant_type=client_credentials&token=${value}`;
    const foreign = await send(emulator, 'POST', '/api/ts/v1/oauth2/revoke', {
      headers: basic(1),
      body: form,
    });
    expect(foreign.status).toBe(400);
    expect((await send(emulator, 'GET', SUMMARY, { headers: before })).status).toBe(200);
    const answer = await send(emulator, 'POST', '/api/ts/v1/oauth2/revoke', {
      headers: basic(0),
      body: form,
    });
    expect([answer.status, answer.text, answer.headers.get('revokedaccesstoken')]).toEqual([200, '', value]);
    const late = await send(emulator, 'GET', SUMMARY, { headers: before });
    expect(late.status).toBe(401);
    expect(late.body).toMatchObject({ fault: { code: '900901', message: 'Invalid Credentials' } });
    const renewed = await bearer(emulator);
    expect(renewed['authorization']).not.toBe(before['authorization']);
    // The session outlives the token it was opened with.
    expect((await send(emulator, 'GET', SUMMARY, { headers: { ...before, ...renewed } })).status).toBe(200);
  });

  it('needs a token to revoke', async () => {
    const body = 'grant_type=client_credentials';
    const answer = await send(emulator, 'POST', '/api/ts/v1/oauth2/revoke', { headers: basic(0), body });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: 'invalid_request' });
  });

  it('may come without its optional fields', async () => {
    emulator.setSwitch('tokenFields', 'minimal');
    expect(Object.keys(record(await askToken(emulator)))).toEqual(['access_token', 'token_type']);
  });
});

describe('gateway', () => {
  it('tells a missing token from a wrong and from an expired one', async () => {
    const missing = await send(emulator, 'GET', SUMMARY);
    expect(missing.status).toBe(401);
    expect(missing.body).toMatchObject({ fault: { code: '900902', message: 'Missing Credentials' } });
    const wrong = await send(emulator, 'GET', SUMMARY, { headers: { authorization: 'Bearer nobody' } });
    expect(wrong.body).toMatchObject({ fault: { code: '900901' } });
    const headers = await login(emulator);
    emulator.clock.advance(59 * MINUTE);
    expect((await send(emulator, 'GET', SUMMARY, { headers })).body).not.toHaveProperty('fault');
    emulator.clock.advance(MINUTE);
    expect((await send(emulator, 'GET', SUMMARY, { headers })).body).toMatchObject({
      fault: { code: '900901' },
    });
  });

  it('answers XML to another scheme and to an unknown context', async () => {
    const scheme = await send(emulator, 'GET', SUMMARY, { headers: basic(0) });
    expect(scheme.status).toBe(403);
    expect(scheme.headers.get('content-type')).toContain('xml');
    expect(scheme.text).toContain('<am:fault xmlns:am="http://wso2.org/apimanager">');
    const context = await send(emulator, 'GET', '/api/fota/v9/licenses/x', {
      headers: await login(emulator),
    });
    expect(context.status).toBe(404);
    expect(context.text).toContain('<am:fault');
  });

  it('answers 900906 to a path it does not know, after the token was looked at', async () => {
    const path = `/api/fota/v3/licenses/${FIRST}/cancel`;
    expect((await send(emulator, 'GET', path)).body).toMatchObject({ fault: { code: '900902' } });
    const call = await connect(emulator);
    const unknown = await call('GET', `/fota/v3/licenses/${FIRST}/cancel`);
    expect(unknown.status).toBe(400);
    expect(unknown.body).toMatchObject({ fault: { code: '900906' } });
    expect((await call('PUT', `/fota/v3/licenses/${FIRST}`)).body).toMatchObject({
      fault: { code: '900906' },
    });
    expect((await call('POST', `/fota/v3/firmware/licenses/${FIRST}/assign`, {})).status).toBe(400);
    emulator.setSwitch('unknownPathStatus', 404);
    expect((await call('GET', `/fota/v3/licenses/${FIRST}/cancel`)).status).toBe(404);
  });

  it('can dress its faults in XML', async () => {
    emulator.setSwitch('gatewayFaultFormat', 'xml');
    const answer = await send(emulator, 'GET', SUMMARY);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/xml');
    expect(answer.text).toContain('<am:code>900902</am:code>');
    const own = await (await connect(emulator))('GET', '/fota/v3/licenses/9999999999-00001');
    expect(own.body).toMatchObject(refused('INVALID_PARAMETER'));
  });
});

describe('session', () => {
  it('needs a Bearer token and the right password', async () => {
    expect((await send(emulator, 'POST', '/api/m2m/v1/session/login', { body: '{}' })).status).toBe(401);
    const good = await askSession(emulator);
    expect(good.status).toBe(200);
    expect(good.body).toEqual({ sessionToken: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const bad = await askSession(emulator, 0, { password: 'no' });
    expect(bad.status).toBe(400);
    expect(bad.body).toMatchObject(refused(WRONG_PASSWORD));
    expect((await askSession(emulator, 0, { username: 'nobody' })).body).toMatchObject(
      refused(WRONG_PASSWORD),
    );
    expect((await askSession(emulator, 0, { username: '' })).status).toBe(400);
  });

  it('locks its user after five failures in a row, not before', async () => {
    for (let failure = 0; failure < 4; failure += 1) await askSession(emulator, 0, { password: 'no' });
    expect((await askSession(emulator)).status).toBe(200);
    for (let failure = 0; failure < 5; failure += 1) await askSession(emulator, 0, { password: 'no' });
    const locked = await askSession(emulator);
    expect(locked.status).toBe(400);
    expect(locked.body).toMatchObject(refused('UnifiedWebService.REQUEST_FAILED.User.Locked'));
    emulator.clock.advance(24 * 60 * MINUTE);
    expect((await askSession(emulator)).status).toBe(400);
    expect((await askSession(emulator, 1)).status).toBe(200);
    emulator.setSwitch('loginLockout', 0);
    expect((await askSession(emulator)).status).toBe(200);
  });

  it('slides: twenty minutes after its last use it has expired', async () => {
    const headers = await login(emulator);
    const ask = () => send(emulator, 'GET', SUMMARY, { headers });
    emulator.clock.advance(19 * MINUTE);
    expect((await ask()).status).toBe(200);
    emulator.clock.advance(19 * MINUTE);
    expect((await ask()).status).toBe(200);
    emulator.clock.advance(20 * MINUTE);
    const late = await ask();
    expect(late.status).toBe(400);
    expect(late.body).toMatchObject(refused(EXPIRED));
    expect((await ask()).body).toMatchObject(refused(EXPIRED));
  });

  it('is unknown once replaced by a new login or ended by a logout', async () => {
    const replaced = await login(emulator);
    const headers = await login(emulator);
    expect((await send(emulator, 'GET', SUMMARY, { headers: replaced })).body).toMatchObject(
      refused(INVALID),
    );
    const out = await send(emulator, 'POST', '/api/m2m/v1/session/logout', { headers });
    expect([out.status, out.body]).toEqual([200, { sessionToken: headers['vz-m2m-token'] }]);
    const after = await send(emulator, 'POST', DEVICES, { headers });
    expect([after.status, after.body]).toEqual([400, expect.objectContaining(refused(INVALID))]);
    expect((await send(emulator, 'POST', '/api/m2m/v1/session/logout', { headers })).status).toBe(400);
  });

  it('is kept by a new login when switched so', async () => {
    emulator.setSwitch('loginReplacesSession', false);
    const kept = await login(emulator);
    await login(emulator);
    expect((await send(emulator, 'GET', SUMMARY, { headers: kept })).status).toBe(200);
  });

  it('has a format', async () => {
    const code = 'UnifiedWebService.REQUEST_FAILED.SessionToken.Format';
    const headers = await bearer(emulator);
    expect((await send(emulator, 'POST', DEVICES, { headers })).body).toMatchObject(refused(code));
    const answer = await send(emulator, 'GET', SUMMARY, { headers: { ...headers, 'vz-m2m-token': 'abc' } });
    expect([answer.status, answer.body]).toEqual([400, expect.objectContaining(refused(code))]);
  });

  it('expires with another status on M2M and in other dialects on FOTA when switched so', async () => {
    const headers = await login(emulator);
    emulator.clock.advance(20 * MINUTE);
    emulator.setSwitch('m2mSessionExpiredStatus', 403);
    const m2m = await send(emulator, 'POST', DEVICES, { headers });
    expect([m2m.status, m2m.body]).toEqual([403, expect.objectContaining(refused(EXPIRED))]);
    expect((await send(emulator, 'GET', SUMMARY, { headers })).status).toBe(400);
    emulator.setSwitch('fotaSessionRefusal', 'unauthorized');
    const named = await send(emulator, 'GET', SUMMARY, { headers });
    expect([named.status, named.body]).toEqual([401, expect.objectContaining(refused('UNAUTHORIZED'))]);
    emulator.setSwitch('fotaSessionRefusal', 'empty');
    const empty = await send(emulator, 'GET', SUMMARY, { headers });
    expect([empty.status, empty.text]).toEqual([401, '']);
  });

  it('lets its user have a new password', async () => {
    const call = await connect(emulator);
    const path = '/m2m/v1/session/password/actions/reset';
    expect((await call('PUT', path, { oldPassword: 'no' })).body).toMatchObject(refused(WRONG_PASSWORD));
    const answer = await call('PUT', path, { oldPassword: 'acme-uws-password-1-fake' });
    expect(answer.body).toEqual({ newPassword: expect.any(String) });
    expect((await askSession(emulator)).status).toBe(400);
    expect((await askSession(emulator, 0, { password: String(field(answer, 'newPassword')) })).status).toBe(
      200,
    );
  });
});

describe('account', () => {
  it('is of its own credentials only: both the application and the user', async () => {
    const call = await connect(emulator);
    const foreign = await call('GET', `/fota/v3/licenses/${SECOND}`);
    expect([foreign.status, foreign.body]).toEqual([400, refused('INVALID_PARAMETER', 'Inactive account')]);
    const mixed = { ...(await login(emulator, 1)), ...(await bearer(emulator, 0)) };
    for (const account of [FIRST, SECOND]) {
      const path = `/api/fota/v3/licenses/${account}`;
      expect((await send(emulator, 'GET', path, { headers: mixed })).status).toBe(400);
    }
    emulator.setSwitch('foreignAccountStatus', 403);
    expect((await call('GET', `/fota/v1/subscriptions/${SECOND}`)).status).toBe(403);
    expect((await call('GET', '/fota/v1/subscriptions/1234567890-00001')).status).toBe(403);
  });

  it('has a format', async () => {
    const call = await connect(emulator);
    const answer = await call('GET', `/fota/v2/licenses/${encodeURIComponent('01234 56789')}`);
    expect([answer.status, answer.body]).toEqual([
      400,
      refused('INVALID_PARAMETER', 'Invalid account name format'),
    ]);
  });

  it.each(['v1', 'v2', 'v3'])('is served in %s whichever it is', async (version) => {
    for (const position of [0, 1] as const) {
      const call = await connect(emulator, position);
      const path = `/fota/${version}/subscriptions/${position === 0 ? FIRST : SECOND}`;
      expect((await call('GET', path)).status).toBe(200);
    }
  });
});
