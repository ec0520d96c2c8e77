// Callers with tokens of an issuer, and those who come through a router: who is let in, and who they are in the audit log.
import { describe, expect, it } from '@jest/globals';
import { imei } from '../../emulators/seed/organisation.ts';
import { codesOf, useApp, type Nodes, type TestApp } from '../support/app.ts';
import { device } from '../support/inputs.ts';
import { newKey, signed, startIssuer } from '../support/issuer.ts';
import { opened } from '../support/lifecycle.ts';
import { mutate } from '../support/mutations.ts';

const ISSUER = 'https://login.example/';
const TOKEN = 'a-token-of-the-list-0123';
const SECRETS = ['the-secret-of-the-router', 'the-next-secret-of-the-router'];
const QUERY = '{ viewer { name } }';

const issuer = opened(
  async () => {
    const key = await newKey('first');
    const other = await newKey('other');
    return { key, other, ...(await startIssuer(key)) };
  },
  (it) => it.close(),
);

const tokens = [{ name: 'nightly', token: TOKEN, scopes: ['licenses:read'] }];
const jwt = () => [{ issuer: ISSUER, audience: 'license-graph', jwksUrl: issuer.jwksUrl }];
const principal = { scopes: ['licenses:read'], accounts: ['webex'] };

/** A token of the issuer's, which ends in an hour. */
function tokenOf(sub: string, key = issuer.key): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + 3_600;
  const scope = 'licenses:read licenses:change audit:read';
  const claims = { iss: ISSUER, aud: 'license-graph', sub, exp, scope };
  return signed(key, { ...claims, license_graph_accounts: '*' });
}

const bearer = (token: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${token}` });
const byRouter = (secret = SECRETS[0]): Readonly<Record<string, string>> => ({
  'router-authorization': `Bearer ${secret}`,
});

describe('a server with an issuer and a router', () => {
  const app = useApp({ auth: () => ({ tokens, jwt: jwt(), router: { secret: SECRETS, principal } }) });

  function knock(headers: Readonly<Record<string, string>>): Promise<Response> {
    return fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: QUERY }),
    });
  }

  /** The app as a caller with these headers sees it. */
  function as(headers: Readonly<Record<string, string>>): Pick<TestApp, 'data'> {
    return { data: (query, options) => app.data(query, { ...options, headers }) };
  }

  async function nameOf(headers: Readonly<Record<string, string>>): Promise<unknown> {
    return (await app.ask<{ viewer: { name: string } }>(QUERY, { headers })).data?.viewer.name;
  }

  it('knows people by subject and issuer, whoever forwards what they send', async () => {
    const ann = bearer(await tokenOf('ann'));
    expect(await nameOf(ann)).toBe('ann (https://login.example/)');
    for (const secret of SECRETS) {
      expect(await nameOf({ ...ann, ...byRouter(secret) })).toBe('ann (https://login.example/)');
    }
    expect(await nameOf({ ...bearer(TOKEN), ...byRouter() })).toBe('nightly');
  });

  it('writes them into the audit log, and the keys of each are their own', async () => {
    const request = { ...device(imei(1_050)), idempotencyKey: 'once', dryRun: true };
    const ann = as(bearer(await tokenOf('ann')));
    const bob = as({ ...bearer(await tokenOf('bob')), ...byRouter() });
    expect((await mutate(ann, 'removeLicense', request)).replayed).toBe(false);
    expect((await mutate(bob, 'removeLicense', request)).replayed).toBe(false);
    const { auditEvents } = await ann.data<{ auditEvents: Nodes<object> }>(
      '{ auditEvents { nodes { action principal } } }',
    );
    expect(auditEvents.nodes).toEqual([
      { action: 'PLAN_SET', principal: 'ann (https://login.example/)' },
      { action: 'PLAN_SET', principal: 'bob (https://login.example/)' },
    ]);
  });

  it('takes the router for itself when it forwards nobody', async () => {
    const headers = byRouter();
    expect(await app.data('{ viewer { name scopes accounts { key } } }', { headers })).toEqual({
      viewer: { name: 'router', scopes: ['licenses:read'], accounts: [{ key: 'webex' }] },
    });
  });

  it('refuses a router that nobody knows, although the user is known', async () => {
    for (const header of ['Bearer another-secret-of-a-router', SECRETS[0] ?? '', `Bearer ${TOKEN}`, '']) {
      const response = await knock({ ...bearer(TOKEN), 'router-authorization': header });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });

  it('takes the secret of the router for no token of a user', async () => {
    expect((await knock(bearer(SECRETS[0] ?? ''))).status).toBe(401);
    expect((await knock({ ...bearer('a-token-nobody-gave-out'), ...byRouter() })).status).toBe(401);
  });

  it('lets routers alone ask what is for routers', async () => {
    const query = '{ _service { sdl } }';
    expect(codesOf(await app.ask(query, { headers: bearer(TOKEN) }))).toEqual(['FORBIDDEN']);
    expect(codesOf(await app.ask(query, { headers: { ...bearer(TOKEN), ...byRouter() } }))).toEqual([]);
    expect(codesOf(await app.ask(query, { headers: byRouter() }))).toEqual([]);
  });

  it('says that it cannot tell, and not that a token is bad, when the issuer cannot be asked', async () => {
    issuer.answer({ status: 503 });
    const unknown = bearer(await tokenOf('ann', issuer.other));
    app.later(30_000);
    const response = await knock(unknown);
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(25);
    expect(response.headers.get('www-authenticate')).toBeNull();
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'AUTHENTICATION_UNAVAILABLE' } }],
    });
    expect((await knock(bearer(await tokenOf('ann')))).status).toBe(200);
    expect((await knock(bearer(TOKEN))).status).toBe(200);
  });
});

describe('a server that nobody but the router may ask', () => {
  const app = useApp({ auth: { tokens, router: { secret: SECRETS[0], only: true } } });

  it.each([
    ['nobody', {}, 'UNAUTHENTICATED'],
    ['a user without the router', bearer(TOKEN), 'UNAUTHENTICATED'],
    ['the router without a user', byRouter(), 'UNAUTHENTICATED'],
    [
      'the router with an unknown user',
      { ...bearer('a-token-nobody-gave-out'), ...byRouter() },
      'UNAUTHENTICATED',
    ],
    ['the router with a user', { ...bearer(TOKEN), ...byRouter() }, undefined],
  ])('answers %s', async (_who, headers, code) => {
    expect(codesOf(await app.ask(QUERY, { headers }))).toEqual(code === undefined ? [] : [code]);
  });
});
