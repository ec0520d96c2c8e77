// Tokens of an issuer: which are taken, whose they are, and what they may do. The keys come from a real server.
import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SignJWT, UnsecuredJWT } from 'jose';
import { newKey, signed } from '../support/issuer.ts';
import { AUDIENCE, ISSUER, LISTED_TOKEN, told, useRig, type Claims } from './rig.ts';

const ANN = `ann (${ISSUER})`;

describe('a token', () => {
  const rig = useRig();

  it('says who somebody is, what they may do, where, and until when', async () => {
    const claims = { scope: 'licenses:read openid licenses:change', license_graph_accounts: ['webex'] };
    const token = await rig.token({ ...claims, exp: Date.UTC(2026, 0, 31, 1) / 1000 });
    expect(await rig.whose(token)).toEqual({
      name: ANN,
      method: 'JWT',
      scopes: new Set(['licenses:read', 'licenses:change']),
      accounts: new Set(['webex']),
      expiresAt: Date.UTC(2026, 0, 31, 1, 0, 30),
      isRouter: false,
    });
  });

  it.each([
    ['a list of scopes', { scope: ['audit:read', 'admin'] }, { scopes: new Set(['audit:read', 'admin']) }],
    ['no scope', { scope: undefined }, { scopes: new Set() }],
    ['a scope that is no text', { scope: { admin: true } }, { scopes: new Set() }],
    ['the name of a method for a scope', { scope: 'constructor __proto__' }, { scopes: new Set() }],
    ['the scope of routers', { scope: 'federation' }, { isRouter: true }],
    ['no accounts', {}, { accounts: new Set() }],
    ['every account', { license_graph_accounts: '*' }, { accounts: null }],
    ['accounts in a text', { license_graph_accounts: 'a b' }, { accounts: new Set(['a', 'b']) }],
  ])('with %s', async (_what, claims: Claims, principal) => {
    expect(await rig.whose(await rig.token(claims))).toMatchObject(principal);
  });

  it.each([
    ['of another issuer', { iss: 'https://login.example' }],
    ['without an issuer', { iss: undefined }],
    ['for another audience', { aud: 'another-service' }],
    ['without an audience', { aud: undefined }],
    ['without an end', { exp: undefined }],
    ['with an end that is no number', { exp: 'never' }],
    ['not valid yet', { nbf: Date.UTC(2026, 0, 31, 0, 1) / 1000 }],
    ['of nobody', { sub: undefined }],
    ['of somebody without a name', { sub: '' }],
    ['of an object', { sub: { admin: true } }],
  ])('%s is refused', async (_what, claims: Claims) => {
    expect(told(await rig.whose(await rig.token(claims)))).toBe('UNAUTHENTICATED');
    expect(told(await rig.whose(await rig.token()))).toBe(ANN);
  });

  it('for several audiences is taken when we are one of them', async () => {
    expect(told(await rig.whose(await rig.token({ aud: ['other', AUDIENCE] })))).toBe(ANN);
  });

  it('ends when it says so, give or take what clocks may differ, and its bearer is told', async () => {
    const token = await rig.token();
    rig.later(629_000);
    expect(told(await rig.whose(token))).toBe(ANN);
    rig.later(2_000);
    expect(await rig.whose(token)).toEqual({
      refused: 'UNAUTHENTICATED',
      message: 'The bearer token has expired.',
    });
  });

  it('that was verified is not verified again, and ends all the same', async () => {
    // The keys are there after the first token.
    await rig.whose(await rig.token({ sub: 'bob' }));
    const token = await rig.token();
    const first = await rig.whose(token);
    expect(await rig.whose(token)).toBe(first);
    rig.later(631_000);
    expect(told(await rig.whose(token))).toBe('UNAUTHENTICATED');
  });

  it.each(['RS256', 'ES256'])('may be signed with %s', async (algorithm) => {
    const key = await newKey('other', algorithm);
    rig.issuer.publish(key);
    rig.later(30_000);
    expect(told(await rig.whose(await rig.token({}, key)))).toBe(ANN);
  });
});

describe('a forged token', () => {
  const rig = useRig();
  const claims = { iss: ISSUER, aud: AUDIENCE, sub: 'ann', exp: Date.UTC(2026, 0, 31, 1) / 1000 };

  it('without a signature is refused', async () => {
    expect(told(await rig.whose(new UnsecuredJWT(claims).encode()))).toBe('UNAUTHENTICATED');
    const [, payload] = (await rig.token()).split('.');
    const header = Buffer.from('{"alg":"none","kid":"first"}').toString('base64url');
    expect(told(await rig.whose(`${header}.${payload}.`))).toBe('UNAUTHENTICATED');
  });

  it('signed with the public key as if it were a shared secret is refused', async () => {
    const { publicJwk, kid } = rig.key;
    const pem = createPublicKey({ key: publicJwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid }).sign(Buffer.from(pem));
    expect(told(await rig.whose(token))).toBe('UNAUTHENTICATED');
  });

  it('signed with an algorithm that is not listed is refused, though the issuer has the key', async () => {
    const key = await newKey('other', 'PS256');
    rig.issuer.publish(key);
    rig.later(30_000);
    expect(told(await rig.whose(await rig.token({}, key)))).toBe('UNAUTHENTICATED');
  });

  it('signed with a key of somebody else is refused, whatever key it names', async () => {
    const other = { ...(await newKey('first')), kid: rig.key.kid };
    expect(told(await rig.whose(await rig.token({}, other)))).toBe('UNAUTHENTICATED');
  });

  it('that brings its key along, or says where it is, is refused', async () => {
    const other = await newKey('other');
    const elsewhere = await new SignJWT(claims)
      .setProtectedHeader({
        alg: 'RS256',
        kid: 'other',
        jwk: other.publicJwk,
        jku: 'http://127.0.0.1:1/keys',
      })
      .sign(other.privateKey);
    rig.later(30_000);
    expect(told(await rig.whose(elsewhere))).toBe('UNAUTHENTICATED');
    expect(rig.issuer.requests).toHaveLength(2);
  });

  it('with other claims under a good signature is refused', async () => {
    const [header, , signature] = (await rig.token()).split('.');
    const payload = Buffer.from(JSON.stringify({ ...claims, scope: 'admin' })).toString('base64url');
    expect(told(await rig.whose(`${header}.${payload}.${signature}`))).toBe('UNAUTHENTICATED');
  });

  it.each(['a.b.c', '..', 'eyJhbGciOiJSUzI1NiJ9.e30.', `${'a'.repeat(10_000)}.b.c`])(
    'of rubbish is refused: %.30s',
    async (token) => {
      expect(told(await rig.whose(token))).toBe('UNAUTHENTICATED');
    },
  );

  it('is told apart from a listed one, which goes on', async () => {
    expect(told(await rig.whose(LISTED_TOKEN))).toBe('nightly');
    expect(told(await rig.whose(`${LISTED_TOKEN}x`))).toBe('UNAUTHENTICATED');
  });
});

describe('an issuer with names of its own', () => {
  const rig = useRig({
    claims: {
      name: 'email',
      scopes: 'permissions',
      accounts: 'https://acme.example/accounts',
      freshness: 'freshness',
    },
    scopeNames: { 'api/write': ['licenses:read', 'licenses:change'] },
    audience: ['one', AUDIENCE],
  });

  it('is understood', async () => {
    const token = await rig.token({
      email: 'ann@acme.example',
      permissions: ['api/write', 'audit:read', 'api/other'],
      'https://acme.example/accounts': ['fleet'],
    });
    expect(await rig.whose(token)).toMatchObject({
      name: `ann@acme.example, ${ANN}`,
      scopes: new Set(['licenses:read', 'licenses:change', 'audit:read']),
      accounts: new Set(['fleet']),
    });
  });

  it('and no such name is known by the subject', async () => {
    const key = rig.key;
    const token = await signed(key, {
      iss: ISSUER,
      aud: 'one',
      sub: 'robot',
      exp: Date.UTC(2026, 0, 31, 1) / 1000,
    });
    expect(told(await rig.whose(token))).toBe(`robot (${ISSUER})`);
  });
});
