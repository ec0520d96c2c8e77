// A configuration with faults: all of them listed, each with its path, and not one value repeated.
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { PLAYGROUND_PACKAGE } from '../../src/config/packages.ts';
import { readConfig } from '../../src/config/read.ts';
import { AuthSettings } from '../../src/config/auth.ts';
import { LimitSettings, ServerSettings } from '../../src/config/schema.ts';
import { accountSchemas } from '../../src/providers/registry.ts';
import { schemaKeys } from './keys.ts';

const YEXT = '{ key: listings, name: L, provider: YEXT, apiKey: secret-of-the-file-1 }';
const ACCOUNTS = `accounts: [${YEXT}]\n`;

type Environment = Readonly<Record<string, string>>;

/** `path: message` of every problem; empty for a good configuration. */
function problemsOf(text: string, environment: Environment = {}): string[] {
  const read = readConfig({ text, environment, accountSchemas });
  return read.ok ? [] : read.problems.map(({ path, message }) => `${path}: ${message}`);
}

/** What a good configuration says. */
function configOf(text: string, environment: Environment = {}) {
  const read = readConfig({ text, environment, accountSchemas });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

describe('a file with many faults', () => {
  it('lists all of them', () => {
    const text = `
accounts:
  - { key: one, name: One, provider: GENESYS_CLOUD, region: atlantis-1, clientId: a, clientSecret: "\${ABSENT}" }
  - { key: listings, name: L, provider: YEXT, apiKey: k }
  - { key: listings, name: L, provider: YEXT, apiKey: other, colour: red }
  - { key: other, provider: SALESFORCE }
  - { key: Bad Key, name: '', provider: WEBEX }
  - none
server: { host: 0.0.0.0, port: 99999, colour: red, corsOrigins: [https://a.example/] }
limits: { retries: many }
colour: red
`;
    const problems = problemsOf(text);
    const expected = [
      ': unknown: colour',
      'accounts.0.clientSecret: environment variable ABSENT is not set',
      expect.stringMatching(/^accounts\.0\.region: unknown region; one of .*us-east-1/),
      'accounts.2: unknown: colour',
      'accounts.2.key: is already the key of accounts.1',
      `accounts.3.provider: must be one of ${[...accountSchemas.keys()].join(', ')}`,
      'accounts.4.key: lower-case letters, digits and dashes, starting with a letter, at most 40',
      expect.stringMatching(/^accounts\.4\.name: Too small/),
      'accounts.5: Invalid input: expected object, received string',
      expect.stringMatching(/^auth: is required when server\.host is not loopback/),
      'limits.retries: Invalid input: expected number, received string',
      'server: unknown: colour',
      'server.corsOrigins.0: must be scheme, host and port alone, in lower case; of localhost and 127.0.0.1 the port may be *',
      'server.port: Too big: expected number to be <=65535',
    ];
    expect(problems).toEqual(expect.arrayContaining(expected));
    expect(problems).toHaveLength(expected.length);
  });

  it.each([
    ['', expect.stringMatching(/^: is empty: it needs at least `accounts`.*config\.example\.yaml/)],
    ['# a comment', expect.stringMatching(/^: is empty/)],
    ['{}', 'accounts: Invalid input: expected array, received undefined'],
    ['accounts: []', 'accounts: at least one account'],
    ['accounts: [{ key: a }]', 'accounts.0.provider: Invalid input: expected string, received undefined'],
    ['just text', ': Invalid input: expected object, received string'],
  ])('says what %j lacks', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });
});

describe('a lease', () => {
  it('outlasts by half what a write may take', () => {
    const lease = (leaseMs: number, answerTimeoutMs: number): string[] =>
      problemsOf(
        `${ACCOUNTS}changes: { leaseMs: ${leaseMs} }\nlimits: { answerTimeoutMs: ${answerTimeoutMs} }`,
      );
    expect(lease(9_001, 4_000)).toEqual([]);
    expect(lease(9_000, 4_000)).toEqual([
      'changes.leaseMs: must be more than 9000: one and a half times limits.connectTimeoutMs and limits.answerTimeoutMs together',
    ]);
    expect(problemsOf(`${ACCOUNTS}limits: { answerTimeoutMs: 60000 }`)).toHaveLength(1);
  });
});

describe('the playground', () => {
  /** What becomes of `server.playground` with and without its package: whether it is on, or why not. */
  function playground(setting: string, installed: boolean): unknown {
    const asked: string[] = [];
    const read = readConfig({
      text: `${ACCOUNTS}server: ${setting}`,
      environment: {},
      accountSchemas,
      isInstalled: (name) => {
        asked.push(name);
        return installed;
      },
    });
    expect(asked.filter((name) => name !== 'ruru')).toEqual([]);
    return read.ok
      ? read.config.server.playground
      : read.problems.map(({ path, message }) => `${path}: ${message}`);
  }

  it.each(['{}', '{ playground: auto }'])('is on where its package is installed: %s', (setting) => {
    expect(playground(setting, true)).toBe(true);
    expect(playground(setting, false)).toBe(false);
  });

  it('that was asked for is refused without its package', () => {
    expect(playground('{ playground: true }', true)).toBe(true);
    expect(playground('{ playground: true }', false)).toEqual([
      `server.playground: needs the package ruru, which is not installed: run \`npm install --no-save --save-prod --omit=dev ruru@${PLAYGROUND_PACKAGE.version}\`, or set it to false, or to auto, which is on where the package is`,
    ]);
  });

  it('is told of together with all other problems', () => {
    expect(playground('{ playground: true, port: -1, colour: red }', false)).toHaveLength(3);
  });

  it('that is off needs nothing', () => {
    expect(playground('{ playground: false }', true)).toBe(false);
    expect(playground('{ playground: false }', false)).toBe(false);
  });

  it.each(['yes', '1', 'null', '[]'])('is never %s', (value) => {
    expect(playground(`{ playground: ${value} }`, true)).toEqual([
      'server.playground: must be true, false or auto',
    ]);
  });

  it('is on by default here, where the package is', () => {
    expect(configOf(ACCOUNTS).server.playground).toBe(true);
  });
});

describe('production', () => {
  const offered = (settings: string) => {
    const { playground, introspection, suggestions } = configOf(`${ACCOUNTS}server: ${settings}`).server;
    return { playground, introspection, suggestions };
  };

  it.each([
    ['{}', true, true, true],
    ['{ production: false }', true, true, true],
    ['{ production: true }', false, false, false],
    ['{ production: true, playground: true, introspection: true }', true, true, true],
    ['{ production: true, suggestions: true }', false, false, true],
    ['{ introspection: false }', true, false, false],
  ])('%s only changes defaults', (settings, playground, introspection, suggestions) => {
    expect(offered(settings)).toEqual({ playground, introspection, suggestions });
  });
});

describe('an origin of web pages', () => {
  it.each(['http://localhost:*', 'http://127.0.0.1:*', 'http://localhost:5173', 'https://a.example'])(
    'may be %s',
    (origin) => {
      expect(configOf(`${ACCOUNTS}server: { corsOrigins: ["${origin}"] }`).server.corsOrigins).toEqual([
        origin,
      ]);
    },
  );

  it.each(['https://a.example:*', 'https://localhost:*', '*', 'null', 'http://127.0.0.2:*', 'file:///a'])(
    'is never %s',
    (origin) => {
      expect(problemsOf(`${ACCOUNTS}server: { corsOrigins: ["${origin}"] }`)).toEqual([
        expect.stringMatching(/^server\.corsOrigins\.0: must be scheme, host and port alone/),
      ]);
    },
  );
});

describe('a manifest', () => {
  it('is required where only its documents run', () => {
    const manifest = 'server.manifest: is required when server.persistedQueries is manifest';
    expect(problemsOf(`${ACCOUNTS}server: { persistedQueries: manifest }`)).toEqual([manifest]);
    expect(problemsOf(`${ACCOUNTS}server: { persistedQueries: manifest, manifest: m.json }`)).toEqual([]);
    expect(problemsOf(`${ACCOUNTS}server: { persistedQueries: bounded }`)).toEqual([]);
  });
});

describe('a token', () => {
  it('bears none of the names the audit log has for License Graph itself', () => {
    expect(
      problemsOf(`${ACCOUNTS}auth: { tokens: [{ name: schedule, token: abcdefghijklmnopqrst }] }`),
    ).toEqual(['auth.tokens.0.name: must be none of schedule, license-graph, anonymous']);
  });
});

describe('a database', () => {
  it('is the one that DATABASE_URL names, whatever the file says', () => {
    const DATABASE_URL = 'postgres://u:secret@db.example/x';
    const { store } = configOf(`${ACCOUNTS}store: { directory: here }`, { DATABASE_URL });
    expect(store.url?.reveal()).toBe(DATABASE_URL);
    expect(problemsOf(ACCOUNTS, { DATABASE_URL: 'mysql://u:secret@db.example/x' })).toEqual([
      'store.url: must start with postgres://',
    ]);
  });

  it.each(['Mars/Olympus', '', '5'])('has no days in the zone %j', (zone) => {
    expect(problemsOf(`${ACCOUNTS}changes: { zone: ${JSON.stringify(zone)} }`)).toEqual([
      'changes.zone: must be a time zone by its IANA name, for instance Europe/Berlin',
    ]);
  });
});

describe('a file that is not YAML', () => {
  it.each([
    ['a bracket that is never closed', 'accounts: [1', ': line 1, column 13: not valid YAML (bad indent)'],
    ['a key given twice', `${ACCOUNTS}${ACCOUNTS}`, ': line 2, column 1: not valid YAML (duplicate key)'],
    ['two documents', `${ACCOUNTS}---\n${ACCOUNTS}`, ': line 2, column 1: not valid YAML (multiple docs)'],
    ['a tag nobody knows', 'accounts: !env X', ': line 1, column 11: not valid YAML (tag resolve failed)'],
    ['an alias of nothing', 'accounts: *a', ': not valid YAML: an alias without its anchor, or too many'],
  ])('says so: %s', (_what, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('lists every fault of it', () => {
    expect(problemsOf('a: @x\nb: "\\q"\n')).toHaveLength(2);
  });

  it('may not contain itself', () => {
    expect(problemsOf('accounts: &a [*a]')).toEqual(['accounts.0: contains itself']);
  });
});

describe('references to the environment', () => {
  it('that are missing hide no other fault, and are told once though the schema would dislike the text too', () => {
    const text = `
accounts: [{ key: a, name: A, provider: GENESYS_CLOUD, region: "\${REGION}", clientId: "\${ID}", clientSecret: s }]
limits: { queue: 0 }`;
    expect(problemsOf(text, { ID: '' })).toEqual([
      'accounts.0.region: environment variable REGION is not set',
      'accounts.0.clientId: environment variable ID is not set',
      'limits.queue: Too small: expected number to be >=1',
    ]);
  });

  it('are replaced anywhere in a text, and what they give is taken as it is', () => {
    const text = `${ACCOUNTS}server: { host: "\${A}.\${B}" }\nauth: none`;
    expect(configOf(text, { A: '${B}', B: 'x' }).server.host).toBe('${B}.x');
  });
});

describe('PORT', () => {
  it('overrides server.port, and server may be absent', () => {
    for (const text of [ACCOUNTS, `${ACCOUNTS}server: { port: 1 }`]) {
      expect(configOf(text, { PORT: '5001' }).server.port).toBe(5001);
    }
  });

  it.each(['abc', '-1', '65536', '4000x', '1e3'])('is refused when it is %s', (PORT) => {
    expect(problemsOf(ACCOUNTS, { PORT })).toEqual([
      'server.port: environment variable PORT is not a port number',
    ]);
  });

  it('does not hide a server that is none', () => {
    expect(problemsOf(`${ACCOUNTS}server: 5`, { PORT: '1' })).toEqual([
      'server: Invalid input: expected object, received number',
    ]);
  });
});

describe('METRICS_PORT', () => {
  it('overrides metrics.port, and metrics may be absent', () => {
    for (const text of [ACCOUNTS, `${ACCOUNTS}metrics: { port: 1 }`]) {
      const { metrics } = configOf(text, { METRICS_PORT: '5001' });
      expect(metrics).toEqual({ host: '127.0.0.1', port: 5001 });
    }
  });

  it('makes no metrics where there are to be none', () => {
    expect(configOf(`${ACCOUNTS}metrics: null`, { METRICS_PORT: '5001' }).metrics).toBeNull();
  });

  it('is refused when it is no port number', () => {
    expect(problemsOf(ACCOUNTS, { METRICS_PORT: 'abc' })).toEqual([
      'metrics.port: environment variable METRICS_PORT is not a port number',
    ]);
  });
});

/** An issuer of tokens with `more`, which stands instead of what is said otherwise. */
function issuer(more = ''): string {
  const usual = ['issuer: https://login.example/', 'audience: us', 'jwksUrl: "http://127.0.0.1:1/"'];
  return `{ ${[...usual.filter((line) => line.split(':')[0] !== more.split(':')[0]), more].filter(Boolean).join(', ')} }`;
}

describe('auth', () => {
  const token = 'secret-of-the-file-2';

  it.each(['localhost', '127.0.0.1', '127.1.2.3', '::1'])('may be absent on %s', (host) => {
    expect(configOf(`${ACCOUNTS}server: { host: "${host}" }`).auth).toBe('none');
  });

  it.each(['0.0.0.0', '::', '10.1.2.3', 'graph.example', '127.0.0.1.example'])(
    'is required on %s, and may be none if one says so',
    (host) => {
      const text = `${ACCOUNTS}server: { host: "${host}" }\n`;
      expect(problemsOf(text)).toEqual([expect.stringMatching(/^auth: is required/)]);
      expect(problemsOf(`${text}auth: none`)).toEqual([]);
    },
  );

  it.each([
    ['everybody', 'auth: must be `none`, or have `tokens`, `jwt` or `router`'],
    ['{ tokens: [] }', 'auth.tokens: at least one token'],
    [
      `{ token: ${token} }`,
      'auth: unknown: token',
      'auth.tokens: nobody could ask without `tokens`, `jwt`, or a `router` with a `principal`',
    ],
    ['{ tokens: [{ name: a, token: short }] }', 'auth.tokens.0.token: at least 16 characters'],
    [
      `{ tokens: [{ name: a, token: "${token} and more" }] }`,
      'auth.tokens.0.token: letters, digits and - . _ ~ + / only',
    ],
    [
      `{ tokens: [{ name: a, token: ${token}, accounts: [listings, secret-of-the-file-3] }] }`,
      'auth.tokens.0.accounts.1: is no account here',
    ],
    [
      `{ tokens: [{ name: a, token: ${token} }, { name: b, token: ${token} }] }`,
      'auth.tokens.1.token: is already the token of auth.tokens.0',
    ],
    [
      `{ tokens: [{ name: a, token: ${token}, scopes: [licenses:write] }] }`,
      'auth.tokens.0.scopes.0: Invalid option: expected one of "licenses:read"|"licenses:change"|"inventory:refresh"|"audit:read"|"costs:read"|"federation"|"admin"',
    ],
    [
      `{ jwt: [${issuer('jwksUrl: http://login.example/')}] }`,
      'auth.jwt.0.jwksUrl: must be https, or on a loopback address',
    ],
    [
      `{ jwt: [${issuer('jwksUrl: file:///etc/keys')}] }`,
      'auth.jwt.0.jwksUrl: Invalid URL',
      'auth.jwt.0.jwksUrl: must be https, or on a loopback address',
    ],
    [
      `{ jwt: [${issuer('algorithms: [none]')}] }`,
      expect.stringMatching(/^auth\.jwt\.0\.algorithms\.0: Invalid option/),
    ],
    [
      `{ jwt: [${issuer('algorithms: [RS256, HS256]')}] }`,
      expect.stringMatching(/^auth\.jwt\.0\.algorithms\.1: Invalid option/),
    ],
    [`{ jwt: [${issuer()}, ${issuer()}] }`, 'auth.jwt.1.issuer: is already the issuer of auth.jwt.0'],
    [
      `{ router: { secret: ${token} } }`,
      'auth.tokens: nobody could ask without `tokens`, `jwt`, or a `router` with a `principal`',
    ],
    [
      `{ router: { secret: [${token}, ${token}, ${token}], principal: { scopes: [admin] } } }`,
      'auth.router.secret: must be a secret, or a list of two',
    ],
    [
      `{ router: { secret: ${token}, principal: { scopes: [admin], accounts: [b] } } }`,
      'auth.router.principal.accounts.0: is no account here',
    ],
  ])('%s is refused', (auth, ...problems) => {
    expect(problemsOf(`${ACCOUNTS}auth: ${auth}`)).toEqual(problems);
  });

  it('knows the accounts of the file even when their entries have faults', () => {
    const text = `accounts: [{ key: a, provider: YEXT }]\nauth: { tokens: [{ name: a, token: ${token}, accounts: [a, b] }] }`;
    expect(problemsOf(text).filter((line) => line.startsWith('auth'))).toEqual([
      'auth.tokens.0.accounts.1: is no account here',
    ]);
  });
});

describe('a value of any form', () => {
  const junk = ['', 'x', 'https://', 'no url', 5, -1, true, null, [], [null], {}, { oauth: 'x' }, 'ä\u0001'];
  const parts = [
    ['server', ServerSettings],
    ['limits', LimitSettings],
    ['auth', AuthSettings],
  ] as const;

  it.each([...accountSchemas])(
    'in an account of %s is taken, or refused at its place',
    (provider, schema) => {
      const keys = schemaKeys(schema).filter((key) => !key.includes('.'));
      expect(keys).toContain('provider');
      for (const key of keys) {
        for (const value of junk) {
          const entry = { key: 'a', name: 'A', provider, [key]: value };
          const problems = problemsOf(stringify({ accounts: [entry] }));
          expect(problems.filter((line) => !line.startsWith('accounts.0'))).toEqual([]);
        }
      }
    },
  );

  it.each(parts)('in %s is taken, or refused at its place', (part, schema) => {
    const keys = schemaKeys(schema).filter((key) => !key.includes('.'));
    expect(keys.length).toBeGreaterThan(0);
    for (const value of [...junk, ...keys.flatMap((key) => junk.map((one) => ({ [key]: one })))]) {
      const problems = problemsOf(`${ACCOUNTS}${stringify({ [part]: value })}`);
      // A host that is not loopback makes auth required.
      expect(problems.filter((line) => !/^(auth: is required|server|limits|auth)/.test(line))).toEqual([]);
    }
  });
});

describe('no problem repeats a value', () => {
  const SECRETS = ['hunter2', 'environment-hunter3', 'secret-of-the-file'];
  it.each([
    ['a number where a text belongs', `accounts: [{ key: a, name: A, provider: YEXT, apiKey: [hunter2] }]`],
    ['a secret with the space before it forgotten', 'accounts: [{provider: YEXT, apiKey:hunter2!}]'],
    ['a region', 'accounts: [{ provider: GENESYS_CLOUD, region: hunter2 }]'],
    [
      'a base URL',
      'accounts: [{ provider: YEXT, baseUrl: "https://user:hunter2@host.example/?key=hunter2" }]',
    ],
    ['a provider', 'accounts: [{ provider: hunter2 }]'],
    [
      'a variable of the environment',
      'accounts: [{ key: "${E}", provider: "${E}", baseUrl: "${E}", version: "${E}" }]',
    ],
    [
      'a variable in the server',
      `${ACCOUNTS}server: { host: "\${E}", port: "\${E}", logLevel: "\${E}", corsOrigins: ["\${E}"] }`,
    ],
    ['PORT', ACCOUNTS],
    [
      'an account of a token',
      `${ACCOUNTS}auth: { tokens: [{ name: a, token: "\${E}", accounts: ["\${E}"] }] }`,
    ],
    ['a scalar YAML refuses', 'a: @hunter2'],
    ['an escape YAML refuses', 'a: "\\hunter2"'],
    ['a block header', 'a: |hunter2\n x'],
    ['a tag', 'a: !hunter2 x'],
    ['an alias', 'a: *hunter2'],
    ['a directive', '%HUNTER hunter2\n---\na: 1'],
    ['a mapping in a mapping', 'a: b: hunter2'],
    ['a key twice', 'hunter2: 1\nhunter2: 2'],
  ])('%s', (_what, text) => {
    const problems = problemsOf(text, { E: 'environment-hunter3', PORT: 'environment-hunter3' });
    expect(problems.length).toBeGreaterThan(0);
    for (const secret of SECRETS) expect(problems.join('\n')).not.toContain(secret);
  });
});
