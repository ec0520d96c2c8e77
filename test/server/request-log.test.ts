// The log has a line for each request, and one for each upstream call that failed; none of them holds what was asked in words.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { present, until } from '../support/assertions.ts';
import { useApp } from '../support/app.ts';
import { subscribeBy } from '../support/subscriptions.ts';

const Line = z.looseObject({ requestId: z.string() });
const TOKEN = 'reader-token-0123456789';

const app = useApp({
  auth: { tokens: [{ name: 'reader', token: TOKEN, scopes: ['licenses:read'] }] },
  server: { limits: { maxDepth: 5 } },
});

let asked = 0;

/** The line of a request: the only one of its id. */
async function lineOf(
  body: unknown,
  { method = 'POST', ...headers }: Readonly<Record<string, string>> = {},
): Promise<z.infer<typeof Line>> {
  asked += 1;
  const id = `request-${asked}`;
  const response = await fetch(`${app.url}/graphql`, {
    method,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${TOKEN}`,
      'x-request-id': id,
      ...headers,
    },
    body: JSON.stringify(body),
  });
  await response.text();
  const lines = (): string[] => [...app.noted, ...app.logged].filter((line) => line.includes(`"${id}"`));
  await until(() => lines().some((line) => line.startsWith('request ')));
  const written = lines().filter((line) => line.startsWith('request '));
  expect(written).toHaveLength(1);
  return Line.parse(JSON.parse(present(written[0]).slice('request '.length)));
}

describe('a request', () => {
  it('is written with what it was and what it came to', async () => {
    const query = 'query Names($first: Int!) { licenses(first: $first) { nodes { name } } }';
    expect(await lineOf({ query, variables: { first: 2 } })).toEqual({
      requestId: `request-${asked}`,
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      principal: 'reader',
      type: 'query',
      operation: 'Names',
      documentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      cost: expect.any(Number),
      status: 200,
      outcome: 'ok',
      codes: [],
      ms: expect.any(Number),
      upstreamSent: expect.any(Number),
      upstreamShared: expect.any(Number),
    });
  });

  it('tells how many requests it took', async () => {
    app.forget();
    const line = await lineOf({ query: '{ licenses(first: 5) { nodes { name } } }' });
    expect(line['upstreamSent']).toBe(app.calls().length);
  });

  it.each<[string, unknown, Readonly<Record<string, string>>, object]>([
    [
      'a document that is not valid',
      { query: '{ nothing }' },
      {},
      {
        status: 400,
        outcome: 'refused',
        codes: ['GRAPHQL_VALIDATION_FAILED'],
        principal: 'reader',
        documentHash: null,
      },
    ],
    [
      'a limit',
      { query: '{ licenses(first: 1) { nodes { assignments(first: 1) { nodes { license { name } } } } } }' },
      {},
      { outcome: 'refused', codes: ['QUERY_TOO_LARGE'] },
    ],
    ['what is no operation', [], {}, { status: 400, outcome: 'refused', principal: 'reader' }],
    [
      'an unknown caller',
      { query: '{ viewer { name } }' },
      { authorization: 'Bearer x' },
      {
        status: 401,
        outcome: 'refused',
        codes: ['UNAUTHENTICATED'],
        principal: null,
        remoteAddress: '127.0.0.1',
      },
    ],
    [
      'another method',
      {},
      { method: 'PUT' },
      { status: 405, outcome: 'refused', codes: ['METHOD_NOT_ALLOWED'] },
    ],
    [
      'another media type',
      {},
      { 'content-type': 'text/csv' },
      { status: 415, outcome: 'refused', codes: ['UNSUPPORTED_MEDIA_TYPE'] },
    ],
    [
      'a field that a scope keeps back',
      { query: '{ viewer { name } auditEvents(first: 1) { nodes { at } } }' },
      {},
      { status: 200, outcome: 'partial', codes: ['FORBIDDEN'] },
    ],
    [
      'an account that is not there',
      { query: '{ account(key: "x") { name } }' },
      {},
      { outcome: 'refused', codes: ['UNKNOWN_ACCOUNT'] },
    ],
  ])('is written when it is refused for %s', async (_, body, headers, told) => {
    expect(await lineOf(body, headers)).toMatchObject(told);
  });

  it('is refused, and not failed, when a page could have sent it', async () => {
    await fetch(`${app.url}/graphql?query={viewer{name}}`, {
      headers: { authorization: `Bearer ${TOKEN}`, 'x-request-id': 'by-a-link' },
    });
    await until(() => app.noted.some((line) => line.includes('by-a-link')));
    const line = present(app.noted.find((one) => one.includes('by-a-link')));
    expect(JSON.parse(line.slice('request '.length))).toMatchObject({
      status: 400,
      outcome: 'refused',
      codes: ['BAD_REQUEST'],
    });
  });

  it('stands beside the upstream call that failed for it', async () => {
    app.fleet.yext.fault({ path: 'license-packs', fault: { kind: 'error', status: 503 } });
    const line = await lineOf({
      query: '{ account(key: "listings") { licenses(first: 1) { nodes { name } } } }',
    });
    expect(line).toMatchObject({ outcome: 'failed', codes: ['UPSTREAM_UNAVAILABLE'] });
    const failed = app.logged.find((text) => text.startsWith('an upstream call failed'));
    expect(failed).toContain(`"requestId":"${line.requestId}"`);
    expect(failed).toContain('"operation":"listLicensePacks"');
    expect(failed).toContain('"status":503');
  });

  it('leaves no word of what was asked in the log', async () => {
    const query =
      'query ($secret: String!) { account(key: $secret) { name } user(by: { key: { accountKey: "said-in-the-query", externalId: "1" } }) { id } }';
    await lineOf({ query, variables: { secret: 'said-in-a-variable' } });
    expect([...app.noted, ...app.logged].join('\n')).not.toMatch(/said-in/);
  });
});

describe('a subscription', () => {
  it.each(['WebSocket', 'SSE by POST'] as const)('is written when it ends: by %s', async (transport) => {
    const before = app.noted.length;
    const query = 'subscription Follow { changeSetProgress(id: "x") { id } }';
    const headers = { authorization: `Bearer ${TOKEN}` };
    await subscribeBy(transport, app.url, query, { headers }).ended;
    await until(() => app.noted.slice(before).some((line) => line.startsWith('subscription ')));
    const lines = app.noted.slice(before);
    expect(lines).toHaveLength(1);
    expect(Line.parse(JSON.parse(present(lines[0]).slice('subscription '.length)))).toMatchObject({
      principal: 'reader',
      type: 'subscription',
      operation: 'Follow',
      transport: transport === 'WebSocket' ? 'WEBSOCKET' : 'SSE',
      events: 0,
    });
  });
});

describe('a defect', () => {
  const broken = useApp({ sleep: () => Promise.reject(new Error('a defect')) });

  it('is written with the id that its client was told', async () => {
    broken.fleet.yext.fault({ path: 'license-packs', fault: { kind: 'error', status: 503 } });
    const { errors } = await broken.ask(
      '{ account(key: "listings") { licenses(first: 1) { nodes { name } } } }',
    );
    const [told] = present(errors);
    expect(told?.extensions.code).toBe('INTERNAL');
    const line = broken.logged.find((one) => one.startsWith('unexpected error'));
    expect(line).toContain(`"requestId":"${String(told?.extensions['requestId'])}"`);
    expect(line).toContain('a defect');
  });
});
