// x-request-id and traceparent: given back with every answer and every error, and sent to providers.
import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { useApp } from '../support/app.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const IDS = { 'x-request-id': 'ticket/42', traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` };

const app = useApp({
  auth: { tokens: [{ name: 'reader', token: 'reader-token-0123456789', scopes: ['licenses:read'] }] },
});
const CALLER = { authorization: 'Bearer reader-token-0123456789', 'content-type': 'application/json' };

function post(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { ...CALLER, ...headers },
    body: JSON.stringify(body),
  });
}

const requests: readonly (readonly [string, (ids: Readonly<Record<string, string>>) => Promise<Response>])[] =
  [
    ['an answer', (ids) => post({ query: '{ viewer { name } }' }, ids)],
    ['a query that is not valid', (ids) => post({ query: '{ nothing }' }, ids)],
    [
      'variables that are not valid',
      (ids) => post({ query: 'query ($a: Int!) { licenses(first: $a) { totalCount } }' }, ids),
    ],
    [
      'a field that fails',
      (ids) => post({ query: '{ account(key: "x") { name } auditEvents(first: 1) { nodes { at } } }' }, ids),
    ],
    ['a body that is no operation', (ids) => post([], ids)],
    [
      'an unknown caller',
      (ids) => post({ query: '{ viewer { name } }' }, { ...ids, authorization: 'Bearer x' }),
    ],
    [
      'another method',
      (ids) => fetch(`${app.url}/graphql`, { method: 'PUT', headers: { ...CALLER, ...ids } }),
    ],
    [
      'a query by GET as a link sends it',
      (ids) =>
        fetch(`${app.url}/graphql?query={viewer{name}}`, {
          headers: { authorization: CALLER.authorization, ...ids },
        }),
    ],
    ['nothing there', (ids) => fetch(`${app.url}/nothing`, { headers: ids })],
    ['an address that cannot be read', (ids) => fetch(`${app.url}/%`, { headers: ids })],
    [
      'a subscription by POST',
      (ids) => post({ query: 'subscription { changeSetProgress(id: "x") { id } }' }, ids),
    ],
    [
      'an event stream',
      (ids) =>
        post(
          { query: 'subscription { changeSetProgress(id: "x") { id } }' },
          { ...ids, accept: 'text/event-stream' },
        ),
    ],
  ];

describe('the id of a request', () => {
  it.each(requests)('comes back with %s', async (_, send) => {
    const response = await send(IDS);
    expect(response.headers.get('x-request-id')).toBe('ticket/42');
    const text = await response.text();
    const ids = [...text.matchAll(/"requestId":"([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids)).toEqual(new Set(text.includes('"errors"') ? ['ticket/42'] : []));
    expect(ids).toHaveLength(text.split('"code":').length - 1);
  });

  it.each(requests)('is made where there is none: %s', async (_, send) => {
    const response = await send({});
    const id = response.headers.get('x-request-id');
    expect(id).toMatch(UUID);
    const text = await response.text();
    expect(text.includes('"errors"')).toBe(text.includes(`"requestId":"${id}"`));
  });

  it('is made for what is no HTTP', async () => {
    const { port, hostname } = new URL(app.url);
    const socket = connect(Number(port), hostname);
    socket.end('NONSENSE\r\n\r\n');
    let text = '';
    for await (const part of socket) text += String(part);
    const [, id = ''] = /^x-request-id: (.*)\r$/m.exec(text) ?? [];
    expect(id).toMatch(UUID);
    expect(text).toContain(`"requestId":"${id}"`);
  });
});

describe('a provider', () => {
  it('is told the id and the trace of the request that it is asked for', async () => {
    await post({ query: '{ licenses(first: 1) { nodes { name } } }' }, IDS);
    expect(app.calls().length).toBeGreaterThan(3);
    for (const { requestId, traceparent } of app.calls()) {
      expect(requestId).toBe('ticket/42');
      expect(traceparent).toMatch(new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-01$`));
      expect(traceparent).not.toBe(IDS.traceparent);
    }
  });
});
