// Whatever a provider does, no answer and no log line holds a credential, an address of a provider, a body of one, or a stack.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../emulators/core/faults.ts';
import { seededAccounts, type AccountEntry } from '../../emulators/fleet.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { opened } from '../support/lifecycle.ts';
import { startWiretap, type Wiretap } from './wiretap.ts';

/** In what a provider says, and to be seen nowhere. */
const SAID = 'Said by the provider: see https://provider.example/?key=hunter2';
const TOKEN = 'a-token-of-the-client';
/** A stall is waited for so long; what else takes longer fails too, which is as good here. */
const IMPATIENT = 300;

const ORIGIN = /http:\/\/127\.0\.0\.1:\d+/g;
const LOGIN = String.raw`/oauth/token$|/oauth2/token$|/session/login$|/access_token$`;

const EVERYTHING = `query Everything {
  accounts { key health { circuit lastSuccessAt lastProblem { ...P } } requestBudget { limit remaining resetAt } }
  licenses(first: 100) { nodes { name seats { total } details { __typename } } coverage { status problem { ...P } } }
  users(first: 30) { nodes { email assignments { nodes { license { name } } } } coverage { problem { ...P } } }
  webex: account(key: "webex") { users(first: 5) { nodes { email } coverage { problem { ...P } } } workspaces(first: 5) { nodes { displayName } coverage { problem { ...P } } } }
  devices(first: 5) { nodes { imei model assignments { nodes { assignedAt } } } coverage { problem { ...P } } }
  fleet: account(key: "fleet-legacy") { devices(first: 5) { nodes { imei } } assignments(first: 5) { nodes { status } } }
  listings: account(key: "listings") { entities(first: 5) { nodes { displayName } coverage { problem { ...P } } } assignments(first: 5) { nodes { status } } }
  person(email: "ada.sato.60@acme.example") { users { email } coverage { problem { ...P } } }
  inferLicenses(accountKey: "genesys-us", roleIds: ["x"]) { name }
  licenseFeatureToggle(accountKey: "genesys-us", featureName: "x") { enabled }
}
fragment P on Problem { code message blame retryable retryAt providerCode upstreamRequestId hint }`;

const ANSWERS = [200, 302, 400, 401, 500].map((status): Fault => ({
  kind: 'answer',
  status,
  headers: { location: 'http://127.0.0.1:1/', link: '<http://127.0.0.1:1/>; rel="next"' },
  body: {
    message: SAID,
    error: SAID,
    error_description: SAID,
    errors: [{ message: SAID }],
    status: SAID,
    response: SAID,
  },
}));
const FAULTS: readonly Fault[] = [
  { kind: 'latency', ms: 5 },
  { kind: 'repeat-page' },
  { kind: 'unknown-enum' },
  { kind: 'error', status: 500 },
  { kind: 'error', status: 503 },
  { kind: 'stall' },
  { kind: 'cut' },
  { kind: 'truncate' },
  { kind: 'half-json' },
  { kind: 'html' },
  ...ANSWERS,
];
const PAUSES: readonly Fault[] = [{ kind: 'throttle' }, { kind: 'throttle', retryAfter: 1 }];
/** Faults after which there may be data and nothing else. */
const HARMLESS: ReadonlySet<Fault['kind']> = new Set(['latency', 'repeat-page', 'unknown-enum']);
const LOGIN_FAULTS: ReadonlySet<Fault['kind']> = new Set(['stall', 'cut', 'half-json', 'html']);

function named(faults: readonly Fault[]): (readonly [string, Fault])[] {
  return faults.map((fault) => [JSON.stringify(fault).slice(0, 36), fault]);
}

const heard = new Set<string>();

/** An app that nobody has asked anything, with a wiretap between it and each emulator. */
async function start(answerTimeoutMs: number): Promise<TestApp> {
  heard.clear();
  const taps = new Map<string, Wiretap>();
  async function throughWiretaps(seeded: readonly AccountEntry[]): Promise<readonly AccountEntry[]> {
    const text = JSON.stringify(seeded);
    for (const origin of new Set(text.match(ORIGIN))) taps.set(origin, await startWiretap(origin, heard));
    // The same accounts, with other addresses.
    return JSON.parse(text.replaceAll(ORIGIN, (origin) => taps.get(origin)?.url ?? '')) as AccountEntry[];
  }
  const app = await startTestApp({
    accounts: throughWiretaps,
    auth: { tokens: [{ name: 'client', token: TOKEN }] },
    limits: { answerTimeoutMs, retries: 0, breakerFailures: 1_000 },
  });
  async function close(): Promise<void> {
    await app.close();
    for (const tap of taps.values()) await tap.close();
  }
  return { ...app, close };
}

async function everything(app: TestApp): Promise<string> {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${TOKEN}`,
      'x-upstream-report': '1',
    },
    body: JSON.stringify({ query: EVERYTHING }),
  });
  return `${JSON.stringify([...response.headers])}\n${await response.text()}`;
}

/** Everything the app says while it is asked for everything, after it and in its metrics. */
async function everyWord(app: TestApp): Promise<string> {
  const answer = await everything(app);
  const metrics = await (await fetch(app.metricsUrl)).text();
  return [answer, metrics, ...app.logged, ...app.noted].join('\n');
}

/** Values of the seeded accounts that only the app and the provider know. */
function configured({ fleet }: TestApp): string[] {
  const entries = seededAccounts(fleet).flatMap((account) => Object.entries(account));
  return [
    ...fleet.all().flatMap(({ url, controlUrl }) => [url, controlUrl]),
    ...entries.flatMap(([name, value]) =>
      /secret|token|password|apiKey|appKey|username/i.test(name) ? [String(value)] : [],
    ),
  ];
}

/** What of it should not be in there, with a little around it. */
function leaks(app: TestApp, text: string): string[] {
  const secrets = [...configured(app), ...heard, TOKEN, SAID].filter((secret) => text.includes(secret));
  const patterns = [
    /https?:\/\/127\.0\.0\.1.{20}/,
    / {4}at .*:\d+:\d+/,
    /.{20}node_modules/,
    /"code":"INTERNAL/,
  ];
  return [...secrets, ...patterns.flatMap((pattern) => pattern.exec(text)?.[0] ?? [])];
}

function strikeAll(app: TestApp, fault: Fault, path?: string): void {
  app.clearFaults();
  for (const emulator of app.fleet.all()) emulator.fault({ fault, ...(path !== undefined && { path }) });
}

describe('what the app says', () => {
  const app = opened(
    () => start(10_000),
    (it) => it.close(),
  );

  it('holds data when all is well, and no credential that went by', async () => {
    const text = await everyWord(app);
    expect([text.includes('"licenses":{"nodes":[{'), text.includes('"errors"')]).toEqual([true, false]);
    expect(heard.size).toBeGreaterThanOrEqual(6);
    expect(leaks(app, text)).toEqual([]);
  });

  it.each(named(PAUSES))('is clean when every provider asks for a pause: %s', async (_name, fault) => {
    app.clearFaults();
    expect(await everything(app)).not.toContain('"errors"');
    strikeAll(app, fault);
    expect(leaks(app, await everyWord(app))).toEqual([]);
    // Nobody asks for a longer one.
    app.later(3_600_000);
  });
});

describe('what the app says of a provider that fails', () => {
  const app = opened(
    () => start(IMPATIENT),
    (it) => it.close(),
  );

  it.each(named(FAULTS))('is clean when every provider is struck by %s', async (_name, fault) => {
    strikeAll(app, fault);
    const text = await everyWord(app);
    if (!HARMLESS.has(fault.kind)) expect(text.includes('"code":"UPSTREAM_')).toBe(true);
    expect(leaks(app, text)).toEqual([]);
  });
});

describe('what the app says from the start', () => {
  let app: TestApp;
  // Each afresh: a refused login is final.
  beforeEach(async () => {
    app = await start(IMPATIENT);
  });
  afterEach(() => app.close());

  it.each(named([...ANSWERS, ...FAULTS.filter(({ kind }) => LOGIN_FAULTS.has(kind))]))(
    'is clean when every login is struck by %s',
    async (_name, fault) => {
      strikeAll(app, fault, LOGIN);
      const text = await everyWord(app);
      expect(text.includes('"code":"UPSTREAM_')).toBe(true);
      expect(leaks(app, text)).toEqual([]);
    },
  );
});
