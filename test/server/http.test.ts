// GraphQL over HTTP as a stranger's client speaks it: methods, media types, statuses, headers, and JSON for every failure.
import { request as httpRequest } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { codesOf, useApp } from '../support/app.ts';
import { keysOf } from '../support/company.ts';

const QUERY = '{ accounts { key } }';
const JSON_TYPE = { 'content-type': 'application/json' };
const RESPONSE_TYPE = 'application/graphql-response+json';

const app = useApp({ server: { limits: { maxBodyBytes: 2_000, maxChangeBodyBytes: 2_000 } } });

function send(init: RequestInit, path = '/graphql'): Promise<Response> {
  return fetch(`${app.url}${path}`, init);
}

function post(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return send({
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

function typeOf({ headers }: Response): string | null {
  return headers.get('content-type');
}

/** Status and code of a failure, which must be JSON with one message and nothing else. */
async function failureOf(pending: Promise<Response>): Promise<[number, string]> {
  const response = await pending;
  expect(typeOf(response)).toMatch(/^application\/(graphql-response\+)?json/);
  const body = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
  expect(Object.keys(body)).toEqual(['errors']);
  expect(body.errors).toHaveLength(1);
  const [error] = body.errors;
  expect(error?.message).toMatch(/^[A-Z`][^\n]{10,}/);
  return [response.status, error?.extensions.code ?? ''];
}

describe('a query', () => {
  it('by POST is answered in the media type the client asks for', async () => {
    const plain = await post({ query: QUERY });
    expect([plain.status, typeOf(plain)]).toEqual([200, 'application/json; charset=utf-8']);
    const named = await post({ query: QUERY }, { accept: RESPONSE_TYPE });
    expect([named.status, typeOf(named)]).toEqual([200, `${RESPONSE_TYPE}; charset=utf-8`]);
    expect(await named.json()).toEqual(await plain.json());
  });

  it('by GET is answered when the header shows that no other page made the browser send it', async () => {
    const path = `/graphql?query=${encodeURIComponent('query A($key: String!) { account(key: $key) { key } }')}&variables=${encodeURIComponent('{"key":"webex"}')}`;
    const answer = await send({ headers: { 'apollo-require-preflight': '1' } }, path);
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { data: { account: { key: 'webex' } } },
    ]);
    expect(await failureOf(send({}, path))).toEqual([400, 'BAD_REQUEST']);
  });

  it.each([
    ['a document that does not parse', '{', undefined],
    ['a field that is none', '{ nothing }', undefined],
    [
      'a variable of the wrong type',
      'query ($first: Int!) { users(first: $first) { totalCount } }',
      { first: 'x' },
    ],
    ['an operation that is not there', `query A ${QUERY} query B ${QUERY}`, undefined],
  ])(
    'that is refused as a whole is 400, and 200 for who knows only the old media type: %s',
    async (_what, query, variables) => {
      for (const accept of ['*/*', RESPONSE_TYPE, `${RESPONSE_TYPE}, application/json;q=0.9`]) {
        const [status, code] = await failureOf(post({ query, variables }, { accept }));
        expect([accept, status]).toEqual([accept, 400]);
        expect(code).toMatch(
          /^(GRAPHQL_PARSE_FAILED|GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT|OPERATION_RESOLUTION_FAILURE)$/,
        );
      }
      expect((await failureOf(post({ query, variables }, { accept: 'application/json' })))[0]).toBe(200);
    },
  );

  it('that is refused is 200 for a router that does not name the newer media type', async () => {
    const router = { 'router-authorization': 'Bearer a-secret' };
    const statusFor = async (headers: Readonly<Record<string, string>>) => {
      const response = await post({ query: '{ nothing }' }, headers);
      return [response.status, typeOf(response)?.split(';')[0]];
    };
    expect(await statusFor({ ...router, accept: '*/*' })).toEqual([200, 'application/json']);
    expect(await statusFor({ ...router, accept: RESPONSE_TYPE })).toEqual([400, RESPONSE_TYPE]);
    const both = `${RESPONSE_TYPE}, application/json`;
    expect(await statusFor({ ...router, accept: both })).toEqual([400, RESPONSE_TYPE]);
  });

  it('with a null where none may be, by way of a default, is the caller’s mistake', async () => {
    const answer = await app.ask('query ($ids: [ID!] = []) { nodes(ids: $ids) { id } }', {
      variables: { ids: null },
    });
    expect(answer.errors).toMatchObject([{ path: ['nodes'], extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('a request that is no query', () => {
  it.each([
    ['malformed JSON', '{"query":', 400, 'BAD_REQUEST'],
    ['an empty body', '', 400, 'BAD_REQUEST'],
    ['a list', '[]', 400, 'BAD_REQUEST'],
    ['a list of queries', '[{"query":"{ accounts { key } }"}]', 400, 'BAD_REQUEST'],
    ['null', 'null', 400, 'BAD_REQUEST'],
    ['a text', '"query"', 400, 'BAD_REQUEST'],
    ['an object without query', '{}', 400, 'BAD_REQUEST'],
    ['a query that is no text', '{"query":{}}', 400, 'BAD_REQUEST'],
    ['variables that are no object', '{"query":"{ accounts { key } }","variables":"x"}', 400, 'BAD_REQUEST'],
    ['a poisoned prototype', '{"query":"{ accounts { key } }","__proto__":{"a":1}}', 400, 'BAD_REQUEST'],
    [
      'a body above the limit',
      JSON.stringify({ query: `${QUERY}${' '.repeat(2_000)}` }),
      413,
      'BODY_TOO_LARGE',
    ],
  ])('is refused in JSON: %s', async (_what, body, status, code) => {
    expect(await failureOf(post(body))).toEqual([status, code]);
    expect((await failureOf(post(body, { accept: 'application/json' })))[0]).toBe(status);
  });

  it.each([
    ['application/x-www-form-urlencoded', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['multipart/form-data; boundary=x', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['text/plain', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['text/plain; application/json', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['application/xml', 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('is refused when it is %s, which a page of anybody could send', async (type, status, code) => {
    const response = post({ query: QUERY }, { 'content-type': type });
    expect(await failureOf(response)).toEqual([status, code]);
  });

  it('is refused when nothing it accepts can be sent', async () => {
    expect(await failureOf(post({ query: QUERY }, { accept: 'text/html' }))).toEqual([406, 'BAD_REQUEST']);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('is told which methods there are: %s', async (method) => {
    const response = send({ method });
    expect(await failureOf(response)).toEqual([405, 'METHOD_NOT_ALLOWED']);
    expect((await response).headers.get('allow')).toBe('GET, POST');
  });
});

describe('any other path', () => {
  it.each(['/nothing', '/graphql/', '/playground/nothing.js', '/playground/../package.json'])(
    '%s is 404 in JSON',
    async (path) => {
      expect(await failureOf(send({}, path))).toEqual([404, 'NOT_FOUND']);
    },
  );

  it('that cannot be decoded is 400 in JSON', async () => {
    expect(await failureOf(send({}, '/%zz'))).toEqual([400, 'BAD_REQUEST']);
  });

  it('does not lead out of the folder of the playground', async () => {
    for (const path of [
      '/playground/%2e%2e/package.json',
      '/playground/..%2f..%2fpackage.json',
      '/playground//etc/passwd',
    ]) {
      expect(await rawStatus(path)).toBe(404);
    }
  });
});

/** `fetch` tidies paths up before it sends them. */
function rawStatus(path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(app.url);
  return new Promise((resolve, reject) => {
    httpRequest({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('headers', () => {
  it('of every answer forbid sniffing, storing and telling where one came from', async () => {
    const answers = [
      await post({ query: QUERY }),
      await send({}, '/livez'),
      await send({}, '/nothing'),
      await post('{'),
    ];
    const names = ['x-content-type-options', 'cache-control', 'referrer-policy', 'x-powered-by'];
    for (const { headers } of answers) {
      expect(names.map((name) => headers.get(name))).toEqual(['nosniff', 'no-store', 'no-referrer', null]);
    }
  });

  it('of the playground let scripts be only its own, by digest, and nothing come from elsewhere', async () => {
    const policy = (await send({}, '/playground')).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'self';/);
    expect(policy).toMatch(/script-src 'self'( 'sha256-[\w+/]+=*')+;/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).not.toMatch(/https?:|\*/);
  });

  it('grant no other origin anything unless it is configured', async () => {
    const origin = 'https://admin.example';
    const answers = [
      await post({ query: QUERY }, { origin }),
      await send({ method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } }),
    ];
    for (const { headers } of answers) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('origins that are configured', () => {
  const origin = 'https://admin.example';
  const open = useApp({
    server: { corsOrigins: [origin] },
    auth: { tokens: [{ name: 'a', token: 'a-token-of-a-test' }] },
  });

  interface Sent {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  }
  async function grantTo(from: string, sent: Sent): Promise<[number, string | null]> {
    const { status, headers } = await fetch(`${open.url}/graphql`, {
      ...sent,
      headers: { ...sent.headers, origin: from },
    });
    return [status, headers.get('access-control-allow-origin')];
  }
  const preflight: Sent = {
    method: 'OPTIONS',
    headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
  };
  const query: Sent = {
    method: 'POST',
    headers: { ...JSON_TYPE, authorization: 'Bearer a-token-of-a-test' },
    body: JSON.stringify({ query: QUERY }),
  };

  it('may ask, and need no token to ask whether they may', async () => {
    expect(await grantTo(origin, preflight)).toEqual([204, origin]);
    expect(await grantTo(origin, query)).toEqual([200, origin]);
  });

  it('may read why they were refused', async () => {
    expect(await grantTo(origin, { method: 'POST', headers: JSON_TYPE, body: '{}' })).toEqual([401, origin]);
  });

  it.each(['https://other.example', 'http://admin.example', 'https://admin.example:8443', 'null'])(
    'are those alone: not %s',
    async (other) => {
      expect((await grantTo(other, preflight))[1]).toBeNull();
      expect((await grantTo(other, query))[1]).toBeNull();
    },
  );
});

describe('pages of this machine', () => {
  const local = useApp({ server: { corsOrigins: ['http://localhost:*', 'http://127.0.0.1:*'] } });

  async function preflight(origin: string): Promise<Headers> {
    const { headers } = await fetch(`${local.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    return headers;
  }

  it.each(['http://localhost:5173', 'http://127.0.0.1:8080', 'http://localhost'])(
    'may ask from any port: %s',
    async (origin) => {
      expect((await preflight(origin)).get('access-control-allow-origin')).toBe(origin);
    },
  );

  it.each([
    'http://localhost.evil.example:80',
    'https://localhost:5173',
    'http://localhost:5173.evil.example',
    'http://localhost:*',
  ])('are none of another: %s', async (origin) => {
    expect((await preflight(origin)).get('access-control-allow-origin')).toBeNull();
  });

  it('may send the headers that clients need, and read two', async () => {
    const headers = await preflight('http://localhost:5173');
    expect(headers.get('access-control-allow-headers')).toBe(
      'authorization, content-type, x-request-id, traceparent, x-freshness, x-upstream-report, apollo-require-preflight',
    );
    const answer = await fetch(`${local.url}/graphql`, {
      method: 'POST',
      headers: { ...JSON_TYPE, origin: 'http://localhost:5173' },
      body: JSON.stringify({ query: QUERY }),
    });
    expect(answer.headers.get('access-control-expose-headers')).toBe('x-request-id, retry-after');
  });
});

describe('health', () => {
  it('say that the process lives and is ready', async () => {
    expect(await (await send({}, '/livez')).json()).toEqual({ status: 'ok' });
    expect(await (await send({}, '/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await send({}, '/readyz')).json()).toEqual({ status: 'ready', store: 'ready' });
  });

  it('metrics are not for the public', async () => {
    const answer = await send({}, '/metrics');
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('license_graph');
  });
});

describe('switched off', () => {
  const bare = useApp({ server: { console: false, playground: false, introspection: false } });

  it('the playground is not there', async () => {
    expect((await fetch(`${bare.url}/`)).status).toBe(404);
    expect((await fetch(`${bare.url}/playground/ruru.js`)).status).toBe(404);
  });

  it('introspection is refused, and no message tells a name of the schema', async () => {
    const asked = await bare.ask('{ __schema { types { name } } }');
    expect([...new Set(codesOf(asked))]).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(asked.errors?.[0]?.message).toMatch(/introspection has been disabled/i);
    const guessed = await bare.ask('{ license_ }');
    expect(guessed.errors?.map(({ message }) => message)).toEqual([
      expect.not.stringContaining('Did you mean'),
    ]);
    expect((await app.ask('{ license_ }')).errors?.[0]?.message).toContain('Did you mean');
  });

  it('queries are still answered', async () => {
    expect(await bare.data(QUERY)).toMatchObject({ accounts: keysOf().map((key) => ({ key })) });
  });
});
