// JSON Web Tokens that are forged, stale or somebody else's, by every transport; and an issuer whose keys are exchanged.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { exportSPKI, importJWK, SignJWT, type JWTHeaderParameters } from 'jose';
import { useApp } from '../support/app.ts';
import { newKey, signed, startIssuer, type SigningKey } from '../support/issuer.ts';
import { opened } from '../support/lifecycle.ts';
import { TRANSPORTS } from '../support/subscriptions.ts';
import { faultsAfter, post, type Honest } from './attack.ts';
import { harmOfLive, replyBy } from './live.ts';

const ISSUER = 'https://login.example/';
const TOKEN = 'a-token-of-the-list-0123';
const MUTATION = 'mutation { planLicenseChanges(input: { changes: [] }) { changeSet { id } } }';
const FOLLOWING = { query: 'subscription { changeSetProgress(id: "x") { id } }', variables: {} };

const stage = opened(
  async () => {
    const [key, other] = [await newKey('first'), await newKey('first')];
    // CryptoKey, as the key of the algorithm RS256 is asymmetric.
    const publicKey = (await importJWK(key.publicJwk, 'RS256')) as CryptoKey;
    return {
      key,
      other,
      pem: await exportSPKI(publicKey),
      issuer: await startIssuer(key),
      foreign: await startIssuer(other),
    };
  },
  async ({ issuer, foreign }) => {
    await issuer.close();
    await foreign.close();
  },
);

const app = useApp({
  auth: () => ({
    tokens: [{ name: 'nightly', token: TOKEN }],
    jwt: [{ issuer: ISSUER, audience: 'license-graph', jwksUrl: stage.issuer.jwksUrl, clockToleranceMs: 0 }],
  }),
});
const honest: Honest = {
  body: { query: '{ accounts { key } }' },
  headers: { authorization: `Bearer ${TOKEN}` },
};

type Claims = Readonly<Record<string, unknown>>;
const seconds = (): number => Math.floor(Date.now() / 1000);
/** What a token says that is as it should be. */
const claims = (more: Claims = {}): Claims => ({
  iss: ISSUER,
  aud: 'license-graph',
  sub: 'ann',
  exp: seconds() + 600,
  scope: 'licenses:read licenses:change audit:read',
  license_graph_accounts: '*',
  ...more,
});
const issued = (more: Claims = {}): Promise<string> => signed(stage.key, claims(more));
const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const unsigned = (header: object, signature = ''): string => `${part(header)}.${part(claims())}.${signature}`;

/** Signed with a secret that is no secret. */
function withSecret(secret: string, algorithm: 'HS256' | 'HS512' = 'HS256'): string {
  const text = `${part({ alg: algorithm, kid: 'first' })}.${part(claims())}`;
  return `${text}.${createHmac(algorithm === 'HS256' ? 'sha256' : 'sha512', secret)
    .update(text)
    .digest('base64url')}`;
}

/** By a key that is not the issuer's. */
function foreign(more: Partial<JWTHeaderParameters> = {}): Promise<string> {
  return new SignJWT(claims())
    .setProtectedHeader({ alg: 'RS256', kid: 'first', ...more })
    .sign(stage.other.privateKey);
}

/** A good token whose parts are replaced. */
async function changed(
  change: (header: string, payload: string, signature: string) => string,
): Promise<string> {
  const [header = '', payload = '', signature = ''] = (await issued()).split('.');
  return change(header, payload, signature);
}

const FORGED: readonly (readonly [string, () => string | Promise<string>])[] = [
  ['the algorithm none', () => unsigned({ alg: 'none' })],
  ['the algorithm none and a key', () => unsigned({ alg: 'none', kid: 'first' })],
  ['the algorithm NonE', () => unsigned({ alg: 'NonE' })],
  [
    'the algorithm none with a signature',
    () => changed((_header, payload, signature) => `${part({ alg: 'none' })}.${payload}.${signature}`),
  ],
  ['no algorithm', () => unsigned({ kid: 'first' })],
  ['an algorithm that is a list', () => unsigned({ alg: ['none'] })],
  ['HS256 with the public key', () => withSecret(stage.pem)],
  ['HS256 with the public key and no last line break', () => withSecret(stage.pem.trim())],
  ['HS256 with the public key as a JWK', () => withSecret(JSON.stringify(stage.key.publicJwk))],
  ['HS512 with the public key', () => withSecret(stage.pem, 'HS512')],
  ['HS256 with an empty secret', () => withSecret('')],
  [
    'another algorithm of the same key',
    () =>
      changed(
        (_header, payload, signature) => `${part({ alg: 'RS512', kid: 'first' })}.${payload}.${signature}`,
      ),
  ],
  ['a key of the same name', () => foreign()],
  [
    'a key without a name',
    () => new SignJWT(claims()).setProtectedHeader({ alg: 'RS256' }).sign(stage.other.privateKey),
  ],
  ['a key that comes with it', () => foreign({ jwk: stage.other.publicJwk })],
  ['an address of the key', () => foreign({ jku: stage.foreign.jwksUrl })],
  ['an address of a certificate', () => foreign({ x5u: stage.foreign.jwksUrl })],
  [
    'an extension that must be understood',
    () =>
      changed(
        (_header, payload, signature) =>
          `${part({ alg: 'RS256', kid: 'first', crit: ['exp'] })}.${payload}.${signature}`,
      ),
  ],
  [
    'claims that were changed',
    () => changed((header, _payload, signature) => `${header}.${part(claims({ sub: 'root' }))}.${signature}`),
  ],
  ['no signature', () => changed((header, payload) => `${header}.${payload}.`)],
  ['two parts', () => changed((header, payload) => `${header}.${payload}`)],
  [
    'part of the signature',
    () => changed((header, payload, signature) => `${header}.${payload}.${signature.slice(0, -8)}`),
  ],
  [
    'a signature of zeros',
    () => changed((header, payload) => `${header}.${payload}.${Buffer.alloc(256).toString('base64url')}`),
  ],
  [
    'five parts',
    () =>
      changed((header, payload, signature) => `${header}.${payload}.${signature}.${payload}.${signature}`),
  ],
  ['dots alone', () => '..'],
  [
    'a payload that is no JSON',
    () => changed((header, _payload, signature) => `${header}.${part('{')}.${signature}`),
  ],
  [
    'a payload that is a list',
    () => changed((header, _payload, signature) => `${header}.${part('[]')}.${signature}`),
  ],
  [
    'a payload called __proto__',
    () =>
      changed((header, _payload, signature) => `${header}.${part('{"__proto__":{"iss":"x"}}')}.${signature}`),
  ],
  ['another audience', () => issued({ aud: 'another' })],
  ['other audiences', () => issued({ aud: ['another', 'license-graph-2'] })],
  ['no audience', () => issued({ aud: undefined })],
  ['another issuer', () => issued({ iss: 'https://login.example' })],
  ['an issuer that is a list', () => issued({ iss: [ISSUER] })],
  ['no issuer', () => issued({ iss: undefined })],
  ['an end that was', () => issued({ exp: seconds() - 1 })],
  ['an end that is a text', () => issued({ exp: String(seconds() + 600) })],
  ['no end', () => issued({ exp: undefined })],
  ['a beginning to come', () => issued({ nbf: seconds() + 600 })],
  ['no subject', () => issued({ sub: undefined })],
  ['an empty subject', () => issued({ sub: '' })],
  ['a subject that is an object', () => issued({ sub: { name: 'root' } })],
  ['a token without end', () => `${part({ alg: 'RS256' })}.${'a'.repeat(10_000)}.x`],
];

describe('a token by POST', () => {
  it.each(FORGED)('with %s is refused', async (_what, make) => {
    const authorization = `Bearer ${await make()}`;
    const attack = ['', post({ query: MUTATION }, { authorization }), 401, 'UNAUTHENTICATED'] as const;
    expect(await faultsAfter(app, attack, honest)).toEqual([]);
    expect(stage.foreign.requests).toEqual([]);
  });
});

describe.each(TRANSPORTS)('a token by %s', (transport) => {
  it.each(FORGED)('with %s is refused', async (_what, make) => {
    const reply = await replyBy(transport, app, FOLLOWING, { authorization: `Bearer ${await make()}` });
    expect(reply.status).toBe(transport === 'WebSocket' ? 4401 : 401);
    expect(await harmOfLive(app, reply, honest)).toEqual([]);
    expect(stage.foreign.requests).toEqual([]);
  });

  it('that is as it should be is taken, so that what is refused above is for what is wrong with it', async () => {
    const reply = await replyBy(transport, app, FOLLOWING, { authorization: `Bearer ${await issued()}` });
    expect([reply.status, reply.codes]).toEqual([200, ['BAD_ID']]);
  });
});

describe('a key that nobody has, in the token', () => {
  it.each([
    'second',
    '../../etc/passwd',
    'http://127.0.0.1:1/',
    "' OR 1=1",
    '__proto__',
    '',
    'x'.repeat(5_000),
  ])('called %.20j does not get it in, and the issuer is asked once at most', async (kid) => {
    app.later(31_000);
    const before = stage.issuer.requests.length;
    const late = claims({ exp: seconds() + 86_400 });
    for (let n = 0; n < 5; n += 1) {
      const authorization = `Bearer ${await signed({ ...stage.key, kid }, { ...late, n })}`;
      const attack = ['', post({ query: MUTATION }, { authorization }), 401, 'UNAUTHENTICATED'] as const;
      expect(await faultsAfter(app, attack, honest)).toEqual([]);
    }
    expect(stage.issuer.requests.length - before).toBeLessThanOrEqual(1);
  });
});

describe('keys of the issuer that are exchanged', () => {
  const EXPECTED = /^logged: the keys of an issuer of tokens cannot be read /;
  const secret: SigningKey['publicJwk'] = { kty: 'oct', k: part('a-secret'), kid: 'first', alg: 'HS256' };
  const redirect = () => ({ status: 302, headers: { location: stage.foreign.jwksUrl } });

  /** A token whose key the issuer is asked for. */
  const unknownKey = (key = stage.other): Promise<string> =>
    signed({ ...key, kid: 'unheard-of' }, claims({ exp: seconds() + 864_000 }));

  it.each([
    ['for a redirect to others', () => redirect()],
    ['for a page', () => ({ headers: { 'content-type': 'text/html' }, body: '<html></html>' })],
    ['for a failure', () => ({ status: 500 })],
    ['for a list', () => ({ body: [] })],
    ['for what is too long', () => ({ body: { keys: [], x: 'x'.repeat(300_000) } })],
  ])('%s: those of before hold, and no other', async (_what, answer) => {
    stage.issuer.publish(stage.key);
    app.later(31_000);
    stage.issuer.answer(answer());
    const asked = stage.issuer.requests.length;
    const authorization = `Bearer ${await unknownKey()}`;
    const attack = ['', post({ query: MUTATION }, { authorization }), [401, 503]] as const;
    const faults = await faultsAfter(app, attack, honest);
    expect(faults.filter((fault) => !EXPECTED.test(fault))).toEqual([]);
    const good = { authorization: `Bearer ${await signed(stage.key, claims({ exp: seconds() + 864_000 }))}` };
    expect(
      await harmOfLive(app, { status: null, codes: [], text: '' }, { ...honest, headers: good }),
    ).toEqual(faults.filter((fault) => EXPECTED.test(fault)));
    expect(stage.issuer.requests).toHaveLength(asked + 1);
    expect(stage.foreign.requests).toEqual([]);
  });

  it.each([
    ['for a secret', () => [{ ...stage.key, publicJwk: secret }], () => withSecret('a-secret')],
    ['for none', () => [], () => signed(stage.key, claims({ exp: seconds() + 864_000, n: 1 }))],
    [
      'for one of the same name',
      () => [stage.other],
      () => signed(stage.key, claims({ exp: seconds() + 864_000, n: 2 })),
    ],
  ] as const)('%s: a token of before, or by the secret, is refused', async (_what, keys, make) => {
    const [logged, asked] = [app.logged.length, stage.issuer.requests.length];
    app.later(31_000);
    stage.issuer.publish(...keys());
    await app.ask('{ viewer { name } }', {
      headers: { authorization: `Bearer ${await unknownKey(stage.key)}` },
    });
    const authorization = `Bearer ${await make()}`;
    const attack = ['', post({ query: MUTATION }, { authorization }), 401, 'UNAUTHENTICATED'] as const;
    const faults = await faultsAfter(app, attack, honest);
    expect(faults.filter((fault) => !EXPECTED.test(fault))).toEqual([]);
    expect(app.logged).toHaveLength(logged);
    expect(stage.issuer.requests).toHaveLength(asked + 1);
  });
});
