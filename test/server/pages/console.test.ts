// The console as the server serves it: its page at each of its addresses, its files and no others, and documents that always run.
import { request as ask } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildClientSchema,
  getIntrospectionQuery,
  Kind,
  parse,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { consoleDocuments } from '../../../src/server/pages/console/documents.ts';
import { codesOf, useApp, withToken, type Answer, type TestApp } from '../../support/app.ts';
import { present } from '../../support/assertions.ts';
import { variablesFor } from '../../support/variables.ts';

const ADDRESSES = [
  '/',
  '/licenses',
  '/holders',
  '/people',
  '/devices',
  '/places',
  '/findings',
  '/renewals',
  '/events',
  '/changes',
  '/changes/some-id',
  '/audit',
  '/accounts',
  '/accounts/webex',
];
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
/** Types, and maps, which are not there. */
const NOT_SERVED = /^(?:export )?interface |sourceMappingURL/m;
/** Nobody is asked who they are before a figure is asked for. */
const auth = {
  tokens: [
    {
      name: 'manager',
      token: 'token-of-the-manager',
      scopes: ['licenses:read', 'licenses:change', 'costs:read', 'audit:read', 'inventory:refresh'],
    },
    { name: 'admin', token: 'token-of-the-admin', scopes: ['admin'] },
  ],
};

const get = (app: TestApp, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(app.url + path, { headers: { accept: BROWSER, ...headers }, redirect: 'manual' });

/** The status of a path that is sent as it is written: `fetch` would take `..` out of it. */
async function statusOf(app: TestApp, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(app.url);
  return new Promise((resolve, reject) => {
    ask({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

/** Addresses that a page loads. */
async function loadedBy(app: TestApp): Promise<string[]> {
  const page = await (await get(app, '/')).text();
  const linked = [...page.matchAll(/(?:src|href)="(\/console\/[^"]+)"/g)].map(([, path = '']) => path);
  const [, map = ''] = /<script type="importmap">(.*?)<\/script>/.exec(page) ?? [];
  // The page is our own.
  const { imports } = JSON.parse(map) as { imports: Readonly<Record<string, string>> };
  return [...linked, ...Object.values(imports)];
}

/** Its scripts and whatever they import of it, with their texts. */
async function scriptsOf(app: TestApp): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const waiting = (await loadedBy(app)).filter((path) => /\.(?:ts|js)$/.test(path));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (texts.has(path)) continue;
    const text = await (await get(app, path)).text();
    texts.set(path, text);
    for (const [, , to = ''] of text.matchAll(/\b(?:from|import)\s*(\(?)\s*'(\.[^']+)'/g)) {
      waiting.push(new URL(to, app.url + path).pathname);
    }
  }
  return texts;
}

describe('the page of the console', () => {
  const app = useApp({ auth, server: { production: true } });

  it.each(ADDRESSES)('is at %s, for everybody, in production too', async (path) => {
    const answer = await get(app, path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await answer.text()).toContain('<div id="app">');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy.replace(/'sha256-[A-Za-z0-9+/]{43}='/, 'DIGEST').split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self' DIGEST",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
  });

  it('is not sent again while it is the same', async () => {
    const first = await get(app, '/licenses?state=OVERBOOKED');
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[0-9a-f]{16}"$/);
    const second = await get(app, '/licenses?vendor=YEXT', { 'if-none-match': tag });
    expect([second.status, await second.text(), second.headers.get('etag')]).toEqual([304, '', tag]);
    expect((await get(app, '/', { 'if-none-match': '"another"' })).status).toBe(200);
  });

  it.each([
    ['/', 'pages/overview/page.ts'],
    ['/changes/some-id', 'pages/changes/page.ts'],
  ])('names at %s every script that it loads at once', async (path, script) => {
    const page = await (await get(app, path)).text();
    const named = new Set(
      [...page.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map(([, one = '']) => one),
    );
    const texts = await scriptsOf(app);
    const main = present([...texts.keys()].find((one) => one.endsWith('/main.ts')));
    const needed = new Set<string>();
    const waiting = [main, main.replace('main.ts', script)];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      if (needed.has(one)) continue;
      needed.add(one);
      const own = [...(texts.get(one) ?? '').matchAll(/from\s+'(\.[^']+)'/g)];
      waiting.push(...own.map(([, name = '']) => new URL(name, app.url + one).pathname));
    }
    expect([...needed].filter((one) => !named.has(one))).toEqual([]);
    expect([...named].filter((one) => !needed.has(one) && !one.includes('/packages/'))).toEqual([]);
    expect(needed.size).toBeGreaterThan(20);
  });

  it('knows whether there is a playground', async () => {
    expect(await (await get(app, '/')).text()).toContain('name="license-graph:playground" content="no"');
  });

  it('is at no other address', async () => {
    for (const path of ['/license', '/licenses/some-id', '/console', '/changes/a/b']) {
      expect([path, (await get(app, path)).status]).toEqual([path, 404]);
    }
  });
});

describe('the files of the console', () => {
  const app = useApp({ auth });
  let root = '';

  beforeAll(async () => {
    const icon = (await loadedBy(app)).find((path) => path.endsWith('icon.svg'));
    root = present(icon).replace('icon.svg', '');
  });

  it('are kept for good, and sent packed to those who take it', async () => {
    for (const path of await loadedBy(app)) {
      const plain = await get(app, path, { 'accept-encoding': 'identity' });
      const packed = await get(app, path, { 'accept-encoding': 'br, gzip' });
      for (const { status, headers } of [plain, packed]) {
        expect([path, status]).toEqual([path, 200]);
        expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
        expect(headers.get('vary')).toContain('accept-encoding');
      }
      expect([plain, packed].map(({ headers }) => headers.get('content-encoding'))).toEqual([null, 'gzip']);
      // `fetch` has unpacked it.
      expect(await packed.text()).toBe(await plain.text());
    }
  });

  it('are packed by gzip', async () => {
    const { hostname, port } = new URL(app.url);
    const headers = { 'accept-encoding': 'gzip' };
    const body = await new Promise<Buffer>((resolve, reject) => {
      ask({ hostname, port, path: `${root}icon.svg`, headers }, (response) => {
        response.toArray().then((parts) => resolve(Buffer.concat(parts)), reject);
      }).end();
    });
    expect(gunzipSync(body).toString()).toMatch(/^<svg/);
  });

  it('are all there that its scripts import, without types, below one address', async () => {
    const scripts = await scriptsOf(app);
    expect(scripts.size).toBeGreaterThan(40);
    const others = [...scripts].filter(([path, text]) => !path.startsWith(root) || NOT_SERVED.test(text));
    expect(others.map(([path]) => path)).toEqual([]);
  });

  it.each([
    'nothing.ts',
    'tsconfig.json',
    'pages/overview/overview.graphql',
    'style/1-tokens.css',
    'packages/graphql.js',
    'packages/preact/package.json',
    '../../../package.json',
    '../server/server.ts',
    'packages/../../../node_modules/preact/package.json',
    'packages/..%2f..%2f..%2f..%2fpackage.json',
    '%2e%2e/%2e%2e/%2e%2e/package.json',
    '..%5c..%5cpackage.json',
    '//etc/passwd',
    '__proto__',
  ])('do not have %s', async (path) => {
    expect(await statusOf(app, root + path)).toBe(404);
  });

  it('are not at the address of another release', async () => {
    const other = root.replace(/[0-9a-f]{16}/, '0'.repeat(16));
    expect([await statusOf(app, `${other}main.ts`), await statusOf(app, `${root}main.ts`)]).toEqual([
      404, 200,
    ]);
    const answer = await get(app, `${other}main.ts`);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('say nothing that the source does not: no token, no address of this machine', async () => {
    const all = [...(await scriptsOf(app)).values()].join('\n');
    expect(all).not.toContain('token-of-the-');
    expect(all).not.toContain(import.meta.dirname.replace(/test.*/, ''));
  });
});

describe('where it is switched off', () => {
  const app = useApp({ server: { console: false, playground: true } });
  const alone = useApp({ server: { console: false, playground: false } });

  it('leads to the playground, and has no page', async () => {
    const { status, headers } = await get(app, '/');
    expect([status, headers.get('location')]).toEqual([303, '/playground']);
    for (const path of ADDRESSES.slice(1)) expect((await get(app, path)).status).toBe(404);
  });

  it('tells how to have a playground where there is none either', async () => {
    const answer = await get(alone, '/');
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('server.playground')]);
  });
});

/** What is wrong with a document itself. */
const OF_DOCUMENTS = /^(?:QUERY_|GRAPHQL_|DOCUMENT_|PERSISTED_|OPERATION_|BAD_REQUEST|TOO_MANY)/;

describe('the documents of the console', () => {
  const server = { persistedQueries: 'manifest', manifest: 'manifest.json' };
  const manifest = new Map([['listed', '{ accounts { key } }']]);
  const trusting = useApp({ auth, server, documents: manifest });
  const without = useApp({ auth, server: { ...server, console: false }, documents: manifest });
  const documents = [...consoleDocuments].filter((text) =>
    parse(text).definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION),
  );
  let schema: GraphQLSchema;

  beforeAll(async () => {
    schema = buildClientSchema(
      await withToken(trusting, 'token-of-the-admin').data<IntrospectionQuery>(getIntrospectionQuery()),
    );
  });

  const nameOf = (text: string): string => /(?:query|mutation|subscription) (\w+)/.exec(text)?.[1] ?? text;

  /** The codes of what is wrong with a document; a stream that begins has nothing wrong. */
  async function codesFor(app: TestApp, text: string): Promise<string[]> {
    const leaving = new AbortController();
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer token-of-the-manager',
        'content-type': 'application/json',
        accept: text.includes('subscription ') ? 'text/event-stream' : 'application/json',
      },
      body: JSON.stringify({ query: text, variables: variablesFor(schema, parse(text)) }),
      signal: leaving.signal,
    });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    // The form of every answer.
    const codes = isStream ? [] : codesOf((await response.json()) as Answer<unknown>);
    if (isStream) leaving.abort();
    return codes;
  }

  it.each(documents.map((text) => [nameOf(text), text] as const))(
    'run whatever a manifest names, within the limits: %s',
    async (_name, text) => {
      const codes = await codesFor(trusting, text);
      // Without sweeps, and for ids of nothing, there may be other errors.
      expect(codes.filter((code) => OF_DOCUMENTS.test(code))).toEqual([]);
    },
  );

  it('are the only ones besides those of the manifest', async () => {
    const viewer = present(documents.find((text) => nameOf(text) === 'Viewer'));
    expect(await codesFor(trusting, viewer)).toEqual([]);
    const others = [
      '{ viewer { name } }',
      `${viewer}\n`,
      `${viewer}query Other { users { nodes { email } } }`,
      viewer.trim(),
      viewer.replace('name', 'name scopes'),
    ];
    for (const query of others) {
      expect([query, await codesFor(trusting, query)]).toEqual([query, ['DOCUMENT_NOT_TRUSTED']]);
    }
  });

  it('are trusted no more where there is no console', async () => {
    const codes = await Promise.all(documents.map((text) => codesFor(without, text)));
    expect(new Set(codes.flat())).toEqual(new Set(['DOCUMENT_NOT_TRUSTED']));
  });
});
