// HTTP that is forged, broken, smuggled, slow, or meant for another host: refused, or harmless.
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { useApp } from '../support/app.ts';
import {
  exchange,
  post,
  request,
  harmBy,
  faultsAfter,
  type Attack,
  type Bytes,
  type Honest,
} from './attack.ts';

const app = useApp();

const QUERY = JSON.stringify({ query: '{ accounts { key } }' });
const MUTATION = `mutation { planLicenseChanges(input: { changes: [] }) { changeSet { id } } }`;
const CHANGE = JSON.stringify({ query: MUTATION });
const FORM = `query=${encodeURIComponent(MUTATION)}`;

function typed(type: string, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Bytes {
  return request('POST /graphql', { 'content-type': type, ...headers }, body);
}

function get(path: string, headers: Readonly<Record<string, string>> = {}): Bytes {
  return request(`GET ${path}`, headers);
}

const inUrl = encodeURIComponent;

const FORGED: readonly Attack[] = [
  ['a form', typed('application/x-www-form-urlencoded', FORM), 415],
  ['a form with a query in JSON', typed('application/x-www-form-urlencoded', CHANGE), 415],
  [
    'a form of several parts',
    typed(
      'multipart/form-data; boundary=x',
      `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${CHANGE}\r\n--x--`,
    ),
    415,
  ],
  ['plain text', typed('text/plain', CHANGE), 415],
  ['plain text that says it is JSON, too', typed('text/plain; application/json', CHANGE), 415],
  ['two types', typed('text/plain, application/json', CHANGE), 415],
  ['no type', request('POST /graphql', {}, CHANGE), 415],
  ['an empty type', typed('', CHANGE), 415],
  ['a type like JSON', typed('application/jsonp', CHANGE), 415],
  ['XML', typed('application/xml', '<query/>'), 415],
  ['a mutation by GET', get(`/graphql?query=${inUrl(MUTATION)}`), [400, 405]],
  [
    'a mutation by GET with the header',
    get(`/graphql?query=${inUrl(MUTATION)}`, { 'apollo-require-preflight': '1' }),
    405,
    'BAD_REQUEST',
  ],
  [
    'a mutation by GET behind a query',
    get(
      `/graphql?query=${inUrl(`query A { accounts { key } } ${MUTATION.replace('mutation', 'mutation B')}`)}&operationName=B`,
      { 'apollo-require-preflight': '1' },
    ),
    405,
    'BAD_REQUEST',
  ],
  [
    'a query by GET as an image sends it',
    get('/graphql?query=%7Baccounts%7Bkey%7D%7D', { accept: 'image/*' }),
    406,
  ],
  ['a query by GET as a link sends it', get('/graphql?query=%7Baccounts%7Bkey%7D%7D'), 400, 'BAD_REQUEST'],
  [
    'two queries by GET',
    get('/graphql?query=%7Baccounts%7Bkey%7D%7D&query=%7Busers%7BtotalCount%7D%7D', {
      'apollo-require-preflight': '1',
    }),
    400,
    'BAD_REQUEST',
  ],
  [
    'variables by GET that are no JSON',
    get('/graphql?query=%7Baccounts%7Bkey%7D%7D&variables=%7B', { 'apollo-require-preflight': '1' }),
    400,
    'BAD_REQUEST',
  ],
  [
    '__proto__ in the query string',
    get('/graphql?query=%7Baccounts%7Bkey%7D%7D&__proto__=x', { 'apollo-require-preflight': '1' }),
    [200, 400],
  ],
  ['a mutation whose answer nobody could read', post(CHANGE, { accept: 'text/html' }), 406],
  ['an accept header without end', post(QUERY, { accept: 'a/b,'.repeat(3_000) }), 406],
];

const BODIES: readonly Attack[] = [
  ['a batch', post(`[${QUERY},${QUERY}]`), 400, 'BAD_REQUEST'],
  ['an empty batch', post('[]'), 400, 'BAD_REQUEST'],
  [
    'a batch of thousands',
    post(`[${Array(10_000).fill('{"query":"{__typename}"}').join(',')}]`),
    400,
    'BAD_REQUEST',
  ],
  [
    'no body',
    request('POST /graphql', { 'content-type': 'application/json', 'content-length': '0' }),
    400,
    'BAD_REQUEST',
  ],
  ['null', post('null'), 400, 'BAD_REQUEST'],
  ['a number', post('1'), 400, 'BAD_REQUEST'],
  ['JSON that ends early', post(QUERY.slice(0, -2)), 400, 'BAD_REQUEST'],
  ['JSON with something behind it', post(`${QUERY}x`), 400, 'BAD_REQUEST'],
  ['brackets without end', post('['.repeat(500_000)), 400, 'BAD_REQUEST'],
  [
    'a body announced as huge',
    request('POST /graphql', { 'content-type': 'application/json', 'content-length': '99999999999' }),
    413,
    'BODY_TOO_LARGE',
  ],
  ['a huge body', post(`{"query":"${'x'.repeat(5_000_000)}"}`), 413, 'BODY_TOO_LARGE'],
  [
    'a huge body in chunks',
    request(
      'POST /graphql',
      { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
      chunked('x'.repeat(5_000_000)),
    ),
    413,
    'BODY_TOO_LARGE',
  ],
  [
    'a body packed with gzip',
    typed('application/json', gzipSync(QUERY), { 'content-encoding': 'gzip' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'a body packed with deflate',
    typed('application/json', deflateSync(QUERY), { 'content-encoding': 'deflate' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'a body packed with brotli',
    typed('application/json', brotliCompressSync(QUERY), { 'content-encoding': 'br' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'a bomb of gzip',
    typed('application/json', gzipSync(Buffer.alloc(20_000_000)), { 'content-encoding': 'GZIP' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'a body said to be packed twice',
    typed('application/json', QUERY, { 'content-encoding': 'identity, gzip' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'UTF-16',
    typed('application/json; charset=utf-16', Buffer.from(QUERY, 'utf16le')),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  ['UTF-7', typed('application/json; charset="UTF-7"', QUERY), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['Latin-1', typed('application/json;charset=iso-8859-1', QUERY), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  [
    'bytes that are no UTF-8',
    typed('application/json', Buffer.from([0xff, 0xfe, 0x7b, 0x7d])),
    400,
    'BAD_REQUEST',
  ],
  [
    'bytes in a text that are no UTF-8',
    typed(
      'application/json',
      Buffer.concat([
        Buffer.from('{"query":"{ accounts { key } } #'),
        Buffer.from([0xc3, 0x28]),
        Buffer.from('"}'),
      ]),
    ),
    400,
    'BAD_REQUEST',
  ],
  [
    'UTF-8 first, and then UTF-16',
    typed('application/json;charset=utf-8;charset=utf-16le', QUERY),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
];

/** A body in chunks of 64 kB, as HTTP writes them. */
function chunked(text: string): string {
  const chunks = text.match(/.{1,65536}/gs) ?? [];
  return `${chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')}0\r\n\r\n`;
}

/** Text that is sent as it stands, with the port of the app for `PORT`. */
function raw(text: string): Bytes {
  return (port) => text.replaceAll('PORT', port);
}

const HOST = 'host: 127.0.0.1:PORT\r\n';
const JSON_TYPE = 'content-type: application/json\r\n';
const HIDDEN = `POST /graphql HTTP/1.1\r\n${HOST}${JSON_TYPE}content-length: ${CHANGE.length}\r\n\r\n${CHANGE}`;

const SMUGGLED: readonly Attack[] = [
  [
    'a length and chunks',
    raw(
      `POST /graphql HTTP/1.1\r\n${HOST}${JSON_TYPE}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
    ),
    400,
    'BAD_REQUEST',
  ],
  [
    'two lengths',
    raw(
      `POST /graphql HTTP/1.1\r\n${HOST}${JSON_TYPE}content-length: 4\r\ncontent-length: 400\r\n\r\n${HIDDEN}`,
    ),
    400,
    'BAD_REQUEST',
  ],
  [
    'a negative length',
    raw(`POST /graphql HTTP/1.1\r\n${HOST}${JSON_TYPE}content-length: -1\r\n\r\n`),
    400,
    'BAD_REQUEST',
  ],
  [
    'a length with a sign',
    raw(`POST /graphql HTTP/1.1\r\n${HOST}${JSON_TYPE}content-length: +4\r\n\r\nnull`),
    400,
    'BAD_REQUEST',
  ],
  [
    'a length in hexadecimal',
    raw(`POST /graphql HTTP/1.1\r\n${HOST}${JSON_TYPE}content-length: 0x4\r\n\r\nnull`),
    400,
    'BAD_REQUEST',
  ],
  [
    'chunks under another name',
    raw(`POST /graphql HTTP/1.1\r\n${HOST}${JSON_TYPE}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n`),
    400,
    'BAD_REQUEST',
  ],
  [
    'chunks named twice',
    raw(`POST /graphql HTTP/1.1\r\n${HOST}${JSON_TYPE}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n`),
    400,
    'BAD_REQUEST',
  ],
  [
    'a blank before the colon',
    raw(`POST /graphql HTTP/1.1\r\n${HOST}${JSON_TYPE}transfer-encoding : chunked\r\n\r\n0\r\n\r\n`),
    400,
    'BAD_REQUEST',
  ],
  [
    'a chunk of no size',
    raw(`POST /graphql HTTP/1.1\r\n${HOST}${JSON_TYPE}transfer-encoding: chunked\r\n\r\nzz\r\n`),
    [400, null],
  ],
  [
    'a chunk of any size',
    raw(
      `POST /graphql HTTP/1.1\r\n${HOST}${JSON_TYPE}transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n`,
    ),
    [400, null],
  ],
  [
    'a header folded over two lines',
    raw(`GET /healthz HTTP/1.1\r\n${HOST}x-a: 1\r\n content-length: 4\r\nconnection: close\r\n\r\n`),
    [200, 400],
  ],
  [
    'a NUL in a header',
    raw(`GET /healthz HTTP/1.1\r\n${HOST}x-a: \0\r\nconnection: close\r\n\r\n`),
    400,
    'BAD_REQUEST',
  ],
  [
    'a line break alone in a header',
    raw(`GET /healthz HTTP/1.1\r\n${HOST}x-a: 1\rx-b: 2\r\nconnection: close\r\n\r\n`),
    400,
    'BAD_REQUEST',
  ],
  [
    'a header without a name',
    raw(`GET /healthz HTTP/1.1\r\n${HOST}: 1\r\nconnection: close\r\n\r\n`),
    400,
    'BAD_REQUEST',
  ],
  ['headers without end', get('/healthz', { 'x-a': 'a'.repeat(100_000) }), 431, 'HEADERS_TOO_LARGE'],
  [
    'thousands of headers',
    raw(
      `GET /healthz HTTP/1.1\r\n${HOST}${Array.from({ length: 4_000 }, (_, n) => `x-${n}: 1\r\n`).join('')}connection: close\r\n\r\n`,
    ),
    [200, 431],
  ],
  ['an address without end', get(`/${'a'.repeat(100_000)}`), 431, 'HEADERS_TOO_LARGE'],
  ['no HTTP at all', raw('hello\r\n\r\n'), 400, 'BAD_REQUEST'],
  ['HTTP of the first kind', raw('GET /\r\n\r\n'), 421, 'HOST_NOT_ALLOWED'],
  ['HTTP of the second kind', raw('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), [400, null]],
  [
    'a start of TLS',
    () => Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]),
    400,
    'BAD_REQUEST',
  ],
  [
    'a method that there is not',
    raw(`BREW /graphql HTTP/1.1\r\n${HOST}connection: close\r\n\r\n`),
    400,
    'BAD_REQUEST',
  ],
  ['TRACE', request('TRACE /graphql', {}), 404],
  ['a tunnel', raw(`CONNECT evil.example:443 HTTP/1.1\r\n${HOST}connection: close\r\n\r\n`), null],
  ['PUT', request('PUT /graphql', { 'content-type': 'application/json' }, CHANGE), 405],
  ['DELETE', request('DELETE /graphql', {}), 405],
];

const PATHS: readonly Attack[] = [
  '/../../etc/passwd',
  '/playground/../../package.json',
  '/playground/%2e%2e/%2e%2e/package.json',
  '/playground/..%2f..%2fpackage.json',
  '/playground//etc/passwd',
  '/playground/%00',
  '/.env',
  '/config.yaml',
  '/graphql/../graphql',
  '/graphql%00',
  '/graphql%0d%0ax-evil:1',
  '//evil.example/graphql',
  '/%zz',
  '/console/../package.json',
  '/console/%2e%2e/%2e%2e/package.json',
  '/console/0000000000000000/packages/..%2f..%2fpackage.json',
  // The page of the console, which runs no query of its address.
  '/?query={accounts{key}}',
].map((path): Attack => [path, get(path), path.startsWith('/?') ? 200 : [400, 404]]);

const HOSTS: readonly Attack[] = [
  'evil.example',
  'evil.example:PORT',
  '127.0.0.1.evil.example:PORT',
  'localhost.evil.example',
  'evil.example#127.0.0.1',
  '127.0.0.1@evil.example',
  'evil.example, 127.0.0.1',
  '[::1].evil.example',
  '0.0.0.0:PORT',
  '169.254.169.254',
  '127.1',
  '2130706433',
  '',
].map((host): Attack => [
  JSON.stringify(host),
  (port) => post(CHANGE, { host: host.replace('PORT', port) })(port),
  421,
  'HOST_NOT_ALLOWED',
]);

const MORE_HOSTS: readonly Attack[] = [
  [
    'two hosts',
    raw(`GET /healthz HTTP/1.1\r\n${HOST}host: evil.example\r\nconnection: close\r\n\r\n`),
    [400, 421],
  ],
  ['no host', raw('GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n'), 400],
  ['no host in the older HTTP', raw('GET /healthz HTTP/1.0\r\n\r\n'), 421, 'HOST_NOT_ALLOWED'],
  ['a page of the playground', get('/playground', { host: 'evil.example' }), 421, 'HOST_NOT_ALLOWED'],
  ['the metrics', get('/metrics', { host: 'evil.example' }), 421, 'HOST_NOT_ALLOWED'],
  [
    'a question whether pages may ask',
    request('OPTIONS /graphql', {
      host: 'evil.example',
      origin: 'http://evil.example',
      'access-control-request-method': 'POST',
    }),
    421,
    'HOST_NOT_ALLOWED',
  ],
];

describe.each([
  ['a forged request', FORGED],
  ['an odd body', BODIES],
  ['broken HTTP', SMUGGLED],
  ['a path', PATHS],
  ['a name that is pointed at this machine', HOSTS],
  ['another host', MORE_HOSTS],
])('%s does no harm', (_kind, attacks) => {
  it.each(attacks.map((attack) => [attack[0], attack] as const))('%s', async (_name, attack) => {
    expect(await faultsAfter(app, attack)).toEqual([]);
  });
});

describe('a host of this machine', () => {
  it.each(['localhost:PORT', '127.0.0.1:PORT', '127.9.9.9', '[::1]:PORT', 'LOCALHOST'])(
    '%s is answered',
    async (host) => {
      const reply = await exchange(app.url, (port) =>
        post(QUERY, { host: host.replace('PORT', port) })(port),
      );
      expect(reply.status).toBe(200);
    },
  );

  it('is not what another header says', async () => {
    const reply = await exchange(
      app.url,
      post(QUERY, { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }),
    );
    expect(reply.status).toBe(200);
    expect(reply.text).not.toContain('evil.example');
  });
});

describe('a page of another origin', () => {
  it.each(['https://evil.example', 'null', 'http://127.0.0.1.evil.example', 'http://localhost:1'])(
    'is granted nothing: %s',
    async (origin) => {
      const preflight = request('OPTIONS /graphql', { origin, 'access-control-request-method': 'POST' });
      for (const bytes of [preflight, post(QUERY, { origin })]) {
        const reply = await exchange(app.url, bytes);
        expect(reply.text).not.toMatch(/access-control-allow/i);
        expect(await harmBy(app, reply)).toEqual([]);
      }
    },
  );
});

describe('without a token where one is needed', () => {
  const TOKEN = 'a-token-of-a-reader';
  const closed = useApp({ auth: { tokens: [{ name: 'reader', token: TOKEN }] } });
  const honest: Honest = {
    body: { query: '{ accounts { key } }' },
    headers: { authorization: `Bearer ${TOKEN}` },
  };
  const attacks: readonly Attack[] = [
    ['none', post(CHANGE), 401],
    ['a wrong one', post(CHANGE, { authorization: 'Bearer a-token-of-a-readex' }), 401],
    [
      'another scheme',
      post(CHANGE, { authorization: `Basic ${Buffer.from(`reader:${TOKEN}`).toString('base64')}` }),
      401,
    ],
    ['two', post(CHANGE, { authorization: `Bearer ${TOKEN}, Bearer x` }), 401],
    ['part of one', post(CHANGE, { authorization: `Bearer ${TOKEN.slice(0, -1)}` }), 401],
    ['an empty one', post(CHANGE, { authorization: 'Bearer ' }), 401],
    ['one without end', post(CHANGE, { authorization: `Bearer ${'a'.repeat(12_000)}` }), 401],
    [
      'in the address',
      request(`POST /graphql?access_token=${TOKEN}`, { 'content-type': 'application/json' }, CHANGE),
      401,
    ],
    ['in a cookie', post(CHANGE, { cookie: `authorization=Bearer ${TOKEN}` }), 401],
    ['in the body', post({ query: MUTATION, authorization: TOKEN }), 401],
    ['a huge body', post(`{"query":"${'x'.repeat(5_000_000)}"}`), 401],
    [
      'a larger body than a reader may send',
      post(`{"query":"${'x'.repeat(1_000_001)}"}`, honest.headers),
      413,
      'BODY_TOO_LARGE',
    ],
  ];

  it.each(attacks.map((attack) => [attack[0], attack] as const))('%s: refused', async (_name, attack) => {
    expect(await faultsAfter(closed, attack, honest)).toEqual([]);
  });
});

describe('names that introspection keeps back', () => {
  const silent = useApp({ server: { production: true } });
  const ask = (query: string): Bytes => post({ query });
  const attacks: readonly Attack[] = [
    ['the schema', ask('{ __schema { types { name } } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a type', ask('{ __type(name: "User") { fields { name } } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'in a fragment',
      ask('{ ...F } fragment F on Query { __schema { queryType { name } } }'),
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a field by suggestion', ask('{ account_ { key } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['an argument by suggestion', ask('{ users(firs: 1) { totalCount } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a type by suggestion',
      ask('{ node(id: "x") { ... on Usr { id } } }'),
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a value by suggestion',
      ask('{ licenses(filter: { providers: [WEBX] }) { totalCount } }'),
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a field of an input by variable',
      post({
        query: 'query ($f: LicenseFilter) { licenses(filter: $f) { totalCount } }',
        variables: { f: { provider: ['WEBEX'] } },
      }),
      400,
    ],
  ];

  it.each(attacks.map((attack) => [attack[0], attack] as const))('%s is not told', async (_name, attack) => {
    expect(await faultsAfter(silent, attack)).toEqual([]);
    expect((await exchange(silent.url, attack[1])).text).not.toMatch(/did you mean/i);
  });
});

describe('a request that stalls', () => {
  const impatient = useApp({ server: { limits: { requestTimeoutMs: 600, headersTimeoutMs: 300 } } });
  const attacks: readonly Attack[] = [
    ['headers that do not end', raw(`POST /graphql HTTP/1.1\r\n${HOST}x-a: `), 408, 'REQUEST_TIMEOUT'],
    [
      'a body that does not come',
      raw(`POST /graphql HTTP/1.1\r\n${HOST}${JSON_TYPE}content-length: 100\r\n\r\n`),
      408,
      'REQUEST_TIMEOUT',
    ],
    [
      'a body that ends early',
      raw(`POST /graphql HTTP/1.1\r\n${HOST}${JSON_TYPE}content-length: 100\r\n\r\n${QUERY}`),
      408,
      'REQUEST_TIMEOUT',
    ],
    [
      'chunks that do not end',
      raw(`POST /graphql HTTP/1.1\r\n${HOST}${JSON_TYPE}transfer-encoding: chunked\r\n\r\n5\r\n{"que`),
      408,
      'REQUEST_TIMEOUT',
    ],
  ];

  it.each(attacks.map((attack) => [attack[0], attack] as const))('%s: cut off', async (_name, attack) => {
    expect(await faultsAfter(impatient, attack)).toEqual([]);
  });

  it('and whose client hangs up is forgotten', async () => {
    const bytes = raw(`POST /graphql HTTP/1.1\r\n${HOST}${JSON_TYPE}content-length: 100\r\n\r\n{"que`);
    const reply = await exchange(impatient.url, bytes, true);
    await sleep(50);
    expect(await harmBy(impatient, reply)).toEqual([]);
  });

  it('a hundred times at once leaves room for an honest one', async () => {
    const bytes = raw(`POST /graphql HTTP/1.1\r\n${HOST}${JSON_TYPE}content-length: 100\r\n\r\n`);
    const all = Promise.all(Array.from({ length: 100 }, () => exchange(impatient.url, bytes)));
    await sleep(50);
    expect((await exchange(impatient.url, post(QUERY))).status).toBe(200);
    expect(new Set((await all).map(({ status }) => status))).toEqual(new Set([408]));
    expect(await harmBy(impatient, { status: null, codes: [], text: '' })).toEqual([]);
  });
});
