// Tokens, scopes, roles, the organisation and tracking ids of the Webex emulator.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { access } from '../../../emulators/webex/index.ts';
import { licenseId, webexId } from '../../support/providers/webex.ts';
import { useWebex } from './client.ts';

const Tokens = z.object({
  access_token: z.string(),
  token_type: z.string().optional(),
  expires_in: z.number(),
  refresh_token: z.string(),
  refresh_token_expires_in: z.number(),
  scope: z.string().optional(),
});

const webex = useWebex();

async function refresh(
  changes: Record<string, string> = {},
  contentType = 'application/x-www-form-urlencoded',
) {
  const form = {
    grant_type: 'refresh_token',
    client_id: access.clientId,
    client_secret: access.clientSecret,
    refresh_token: access.refreshToken,
    ...changes,
  };
  const response = await fetch(`${webex.emulator.url}${access.tokenPath}`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: new URLSearchParams(form).toString(),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

describe('access tokens', () => {
  it('lets the initial token in and refuses a missing, unknown or misshapen one', async () => {
    expect((await webex.call('/licenses')).status).toBe(200);
    expect((await webex.call('/licenses', { token: 'nobody' })).status).toBe(401);
    expect((await fetch(`${webex.emulator.url}/v1/licenses`)).status).toBe(401);
    const basic = { authorization: `Basic ${access.accessToken}` };
    expect((await webex.call('/licenses', { headers: basic })).status).toBe(401);
  });

  it('expires with the clock, by the live switch', async () => {
    webex.emulator.setSwitch('accessTokenLifetimeSeconds', 600);
    const exp = (await webex.call('/authorizations/tokenExpiry')).body;
    expect(exp).toEqual({ exp: expect.any(Number) });
    webex.emulator.clock.advance(500_000);
    expect((await webex.call('/licenses')).status).toBe(200);
    webex.emulator.clock.advance(100_001);
    expect((await webex.call('/licenses')).status).toBe(401);
  });

  it('tells its end of life in milliseconds', async () => {
    const before = webex.emulator.clock.now();
    webex.emulator.reset();
    const { body } = await webex.call('/authorizations/tokenExpiry');
    const { exp } = z.object({ exp: z.number() }).parse(body);
    expect(exp - 1_209_600_000).toBeGreaterThanOrEqual(before);
    expect(exp - 1_209_600_000).toBeLessThanOrEqual(webex.emulator.clock.now());
  });
});

describe('refresh', () => {
  it('gives a new access token and the same refresh token, with renewed lifetimes', async () => {
    const { status, body } = await refresh();
    const tokens = Tokens.parse(body);
    expect(status).toBe(200);
    expect(tokens).toMatchObject({
      expires_in: 1_209_599,
      refresh_token: access.refreshToken,
      refresh_token_expires_in: 7_775_999,
      token_type: 'Bearer',
    });
    expect(tokens.scope).toContain('spark-admin:people_write');
    expect((await webex.call('/licenses', { token: tokens.access_token })).status).toBe(200);
  });

  it('gives tokens that do not survive a reset', async () => {
    const before = Tokens.parse((await refresh()).body).access_token;
    webex.emulator.reset();
    expect(Tokens.parse((await refresh()).body).access_token).not.toBe(before);
    expect((await webex.call('/licenses', { token: before })).status).toBe(401);
  });

  it('works after the access token has expired, and not after the refresh token has', async () => {
    webex.emulator.clock.advance(1_209_600_000);
    expect((await webex.call('/licenses')).status).toBe(401);
    const first = Tokens.parse((await refresh()).body);
    expect((await webex.call('/licenses', { token: first.access_token })).status).toBe(200);
    webex.emulator.clock.advance(7_776_000_000);
    expect((await refresh()).status).toBe(400);
  });

  it('rotates the refresh token by switch, voiding the old one', async () => {
    webex.emulator.setSwitch('rotateRefreshToken', true);
    const rotated = Tokens.parse((await refresh()).body).refresh_token;
    expect(rotated).not.toBe(access.refreshToken);
    expect((await refresh()).status).toBe(400);
    expect((await refresh({ refresh_token: rotated })).status).toBe(200);
  });

  it('leaves out type and scope by switch', async () => {
    webex.emulator.setSwitch('tokenDetails', false);
    const body = (await refresh()).body;
    expect(body).not.toHaveProperty('token_type');
    expect(body).not.toHaveProperty('scope');
  });

  it.each([
    ['another grant', { grant_type: 'password' }, 400],
    ['a wrong client', { client_id: 'other' }, 401],
    ['a wrong secret', { client_secret: 'other' }, 401],
    ['an unknown refresh token', { refresh_token: 'other' }, 400],
  ])('refuses %s', async (_name, changes, status) => {
    const answer = await refresh(changes);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ message: expect.any(String), trackingId: expect.any(String) });
  });

  it('takes forms only', async () => {
    expect((await refresh({}, 'application/json')).status).toBe(415);
  });
});

describe('service app bootstrap', () => {
  const path = `/applications/${access.applicationId}/token`;
  const json = {
    clientId: access.clientId,
    clientSecret: access.clientSecret,
    targetOrgId: access.tenants[0]?.orgId,
  };

  it('gives a pair to the token that may ask for it', async () => {
    const answer = await webex.call(path, { method: 'POST', json, token: access.applicationsAccessToken });
    const tokens = Tokens.parse(answer.body);
    expect((await webex.call('/licenses', { token: tokens.access_token })).status).toBe(200);
    expect((await refresh({ refresh_token: tokens.refresh_token })).status).toBe(200);
  });

  it('refuses the service app itself, an incomplete body and another application', async () => {
    const token = access.applicationsAccessToken;
    expect((await webex.call(path, { method: 'POST', json })).status).toBe(403);
    const partial = { clientId: access.clientId, clientSecret: access.clientSecret };
    expect((await webex.call(path, { method: 'POST', json: partial, token })).status).toBe(400);
    expect((await webex.call('/applications/other/token', { method: 'POST', json, token })).status).toBe(404);
  });
});

describe('scopes and roles', () => {
  it('refuses a caller without the role and one without the scope in the same words', async () => {
    const role = await webex.call('/licenses', { token: access.userAccessToken });
    const body = { email: 'nobody@acme.example', licenses: [{ id: licenseId('messaging') }] };
    const scope = await webex.patch(body, access.readOnlyAccessToken);
    expect([role.status, scope.status]).toEqual([403, 403]);
    expect(role.body).not.toHaveProperty('errors');
    const message = z.object({ message: z.string() });
    expect(message.parse(role.body)).toEqual(message.parse(scope.body));
  });

  it.each(['/licenses', '/people', '/workspaces', '/devices'])(
    'lets the read-only administrator read %s',
    async (path) => {
      expect((await webex.call(path, { token: access.readOnlyAccessToken })).status).toBe(200);
    },
  );

  it.each(['/workspaces', '/devices', `/licenses/${licenseId('ucm')}`])(
    'keeps users out of %s',
    async (path) => {
      expect((await webex.call(path, { token: access.userAccessToken })).status).toBe(403);
    },
  );

  it('refuses raw and foreign organisations', async () => {
    const [tenant] = access.tenants;
    const raw = '0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d1';
    const foreign = webexId('ORGANIZATION/11111111-1111-4111-a111-111111111111');
    const status = async (orgId: string) =>
      (await webex.call(`/licenses?orgId=${encodeURIComponent(orgId)}`)).status;
    expect(await status(tenant?.orgId ?? '')).toBe(200);
    expect(await status(raw)).toBe(400);
    expect(await status(foreign)).toBe(403);
  });
});

describe('every answer', () => {
  it('echoes the tracking id, in the body of an error too', async () => {
    const headers = { TrackingID: 'TEST_1234' };
    expect((await webex.call('/licenses', { headers })).headers.get('trackingid')).toBe('TEST_1234');
    const missing = await webex.call('/licenses/none', { headers });
    expect(missing).toMatchObject({ status: 404, body: { trackingId: 'TEST_1234' } });
  });

  it('makes a tracking id of its own, the same in header and body', async () => {
    const answer = await webex.call('/licenses/none');
    const { trackingId } = z.object({ trackingId: z.string() }).parse(answer.body);
    expect(trackingId).toMatch(/^NA_[0-9a-f-]{36}$/);
    expect(answer.headers.get('trackingid')).toBe(trackingId);
  });

  it('has it twice by switch', async () => {
    webex.emulator.setSwitch('doubleTrackingId', true);
    const answer = await webex.call('/licenses', { headers: { TrackingID: 'T_1' } });
    expect(answer.headers.get('trackingid')).toBe('T_1, T_1');
  });

  it('is JSON without a charset, from the usual server', async () => {
    const { headers } = await webex.call('/licenses');
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('server')).toBe('istio-envoy');
  });

  it('tells a wrong method from an unknown path', async () => {
    expect((await webex.call('/licenses', { method: 'POST', json: {} })).status).toBe(405);
    expect((await webex.call('/people', { method: 'DELETE' })).status).toBe(405);
    expect((await webex.call('/nothing')).status).toBe(404);
  });
});

it('knows one organisation', async () => {
  const answer = await webex.call('/organizations');
  expect(answer.body).toEqual({
    items: [{ id: access.tenants[0]?.orgId, displayName: 'Acme', created: expect.any(String) }],
  });
});
