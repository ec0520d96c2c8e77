// Subscriptions made to exhaust, to break in or to confuse, by WebSocket and by server-sent events: refused, or harmless.
import { describe, expect, it } from '@jest/globals';
import { useApp, withToken, type TestApp } from '../support/app.ts';
import { present, until } from '../support/assertions.ts';
import { assigning } from '../support/inputs.ts';
import { mutate } from '../support/mutations.ts';
import { openRaw, subscribeBy, TRANSPORTS } from '../support/subscriptions.ts';
import {
  exchange,
  faultsAfter,
  post,
  request,
  times,
  type Attack,
  type Honest,
  type Reply,
} from './attack.ts';
import { BOMBS, doubling, type Operation } from './bombs.ts';
import { closedAfter, frame, FRAME, harmOfLive, replyBy, upgrade } from './live.ts';

const app = useApp();

const op = (query: string, variables: Operation['variables'] = {}): Operation => ({ query, variables });
const following = (fields: string, rest = ''): Operation =>
  op(`subscription { changeSetProgress(id: "x") { ${fields} } } ${rest}`);

/** Each with the code that refuses it. */
const LIVE_BOMBS: readonly (readonly [string, Operation, string])[] = [
  ['aliases', following(times(500, (n) => `a${n}: id`)), 'QUERY_TOO_LARGE'],
  [
    'depth',
    following(
      `changes { nodes { license { ${'account { licenses { nodes { '.repeat(10)} id ${'} } }'.repeat(10)} } } }`,
    ),
    'QUERY_TOO_LARGE',
  ],
  ['fragments that double', following('...F0', doubling(40, 'ChangeSet', 'id')), 'QUERY_TOO_LARGE'],
  [
    'fragments in a circle',
    following('...A', 'fragment A on ChangeSet { ...B } fragment B on ChangeSet { ...A }'),
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['directives', following(`id ${'@skip(if: false) '.repeat(500)}`), 'QUERY_TOO_LARGE'],
  [
    'root fields',
    op(`subscription { ${times(50, (n) => `a${n}: changeSetProgress(id: "x") { id }`)} }`),
    'QUERY_TOO_LARGE',
  ],
  [
    'two root fields',
    op('subscription { changeSetProgress(id: "x") { id } other: changeSetProgress(id: "y") { id } }'),
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['tokens', following('id '.repeat(4_500)), 'QUERY_TOO_LARGE'],
  ['braces without end', op('subscription { a '.repeat(4_000)), 'QUERY_TOO_LARGE'],
  [
    'lists in lists',
    following(
      'changes(first: 100) { nodes { license { assignments(first: 100) { nodes { license { assignments(first: 100) { nodes { id } } } } } } } }',
    ),
    'QUERY_TOO_LARGE',
  ],
  ['introspection', op(`subscription { __schema { types { name } } }`), 'GRAPHQL_VALIDATION_FAILED'],
  ['a field of queries', op('subscription { accounts { key } }'), 'GRAPHQL_VALIDATION_FAILED'],
  [
    'representations',
    op('query ($all: [_Any!]!) { _entities(representations: $all) { ... on Person { email } } }', {
      all: Array.from({ length: 1_500 }, () => ({ __typename: 'Person' })),
    }),
    'QUERY_TOO_LARGE',
  ],
];

describe('a bomb by POST, in a subscription', () => {
  it.each(LIVE_BOMBS)('%s', async (_name, operation, code) => {
    expect(await faultsAfter(app, ['', post(operation), 400, code])).toEqual([]);
  });
});

/** What refuses an operation: GraphQL, a WebSocket that is closed for it, or HTTP; null when the connection is cut. */
const REFUSING: readonly (number | null)[] = [400, 406, 413, 431, 1009, null];

describe.each(TRANSPORTS)('a bomb by %s', (transport) => {
  it.each(LIVE_BOMBS)('in a subscription: %s', async (_name, operation, code) => {
    const reply = await replyBy(transport, app, operation);
    expect(REFUSING).toContain(reply.status);
    if (reply.status === 400) expect(new Set(reply.codes)).toEqual(new Set([code]));
    expect(await harmOfLive(app, reply)).toEqual([]);
  });

  it.each(BOMBS)('in a query: %s', async (_name, operation) => {
    const reply = await replyBy(transport, app, operation);
    expect(REFUSING).toContain(reply.status);
    expect(await harmOfLive(app, reply)).toEqual([]);
  });

  it.each([
    ['a query', '{ accounts { key } }'],
    ['a mutation', 'mutation { planLicenseChanges(input: { changes: [] }) { changeSet { id } } }'],
    [
      'a mutation behind a subscription',
      'mutation A { planLicenseChanges(input: { changes: [] }) { changeSet { id } } } subscription B { changeSetProgress(id: "x") { id } }',
    ],
    ['a document that is none', '{'],
    ['an empty one', ''],
  ])('%s is refused', async (_name, query) => {
    const reply = await replyBy(transport, app, op(query));
    expect([400, 405, 406, 4400]).toContain(reply.status);
    expect(await harmOfLive(app, reply)).toEqual([]);
  });

  it.each(['', 'x', '../../etc/passwd', '__proto__', 'W10', 'x'.repeat(9_000)])(
    'the id %.20j of a set is none',
    async (id) => {
      const operation = op('subscription ($id: ID!) { changeSetProgress(id: $id) { id } }', { id });
      const reply = await replyBy(transport, app, operation);
      expect([200, 400]).toContain(reply.status);
      expect(await harmOfLive(app, reply)).toEqual([]);
    },
  );
});

const ORIGINS = [
  'https://evil.example',
  'null',
  'http://127.0.0.1.evil.example',
  'http://localhost:1',
  'http://127.0.0.1:1',
  'file://',
  'chrome-extension://aaaa',
  '127.0.0.1:PORT',
  'http://127.0.0.1:PORT@evil.example',
  '',
];
const HOSTS = [
  'evil.example',
  'evil.example:PORT',
  '127.0.0.1.evil.example:PORT',
  '169.254.169.254',
  '127.1',
  '',
];
const SUBSCRIPTION = { query: 'subscription { changeSetProgress(id: "x") { id } }' };
const EVENTS = { accept: 'text/event-stream' };
const streamByGet = (headers: Readonly<Record<string, string>>) =>
  request(`GET /graphql?query=${encodeURIComponent(SUBSCRIPTION.query)}`, { ...EVENTS, ...headers });

/** The same request by each way of staying open, with one header of a stranger. */
function byEachWay(header: string, values: readonly string[], status: number, code: string): Attack[] {
  const ways = {
    'a WebSocket': upgrade,
    'a stream by GET': streamByGet,
    'a stream by POST': (headers: Readonly<Record<string, string>>) =>
      post(SUBSCRIPTION, { ...EVENTS, ...headers }),
  };
  return Object.entries(ways).flatMap(([way, make]) =>
    values.map((value): Attack => [
      `${way}: ${JSON.stringify(value)}`,
      (port) => make({ [header]: value.replace('PORT', port) })(port),
      status,
      code,
    ]),
  );
}

/** What becomes no WebSocket is answered, and the connection would be kept. */
const CLOSING = { connection: 'close, Upgrade' };
const UPGRADES: readonly Attack[] = [
  ['another version', upgrade({ 'sec-websocket-version': '7' }), [400, 426]],
  ['no key', upgrade({ 'sec-websocket-key': '' }), 400],
  ['a key that is none', upgrade({ 'sec-websocket-key': 'x' }), 400],
  ['another path', upgrade(CLOSING, '/healthz'), 200],
  ['the playground', upgrade(CLOSING, '/playground'), [200, 404]],
  ['a path that there is not', upgrade(CLOSING, '/graphql/x'), 404],
  ['another protocol', upgrade({ ...CLOSING, upgrade: 'h2c' }), 400],
];

describe.each([
  ['a foreign origin', byEachWay('origin', ORIGINS, 403, 'ORIGIN_NOT_ALLOWED')],
  ['a foreign host', byEachWay('host', HOSTS, 421, 'HOST_NOT_ALLOWED')],
  ['an odd upgrade', UPGRADES],
])('%s', (_kind, attacks) => {
  it.each(attacks.map((attack) => [attack[0], attack] as const))('%s', async (_name, attack) => {
    expect(await faultsAfter(app, attack)).toEqual([]);
  });
});

const text = (message: unknown): Buffer => frame(FRAME.text, JSON.stringify(message));
const INIT = text({ type: 'connection_init' });
const after = (...frames: readonly Buffer[]): Buffer => Buffer.concat([INIT, ...frames]);
const subscribing = (more: object): Buffer =>
  text({ id: 'a', type: 'subscribe', payload: SUBSCRIPTION, ...more });

/** Bytes after the upgrade, and the codes that close it. */
const FRAMES: readonly (readonly [string, Buffer, ...(number | null)[]])[] = [
  ['a subscription before its hello', subscribing({}), 4401],
  ['two hellos', after(INIT), 4429],
  ['a hello whose payload is a list', text({ type: 'connection_init', payload: [] }), 4400],
  ['a hello whose payload is a text', text({ type: 'connection_init', payload: 'x' }), 4400],
  ['no JSON', after(frame(FRAME.text, 'nonsense')), 4400],
  ['an empty message', after(frame(FRAME.text, '')), 4400],
  ['JSON nested without end', after(frame(FRAME.text, '['.repeat(60_000))), 4400],
  ...[
    'null',
    '7',
    '"x"',
    '[]',
    '{}',
    '{"type":null}',
    '{"type":{}}',
    '{"type":"__proto__"}',
    '{"__proto__":{"type":"ping"}}',
  ].map((message) => [`the message ${message}`, after(frame(FRAME.text, message)), 4400] as const),
  ...['next', 'error', 'connection_ack'].map(
    (type) => [`the server’s own ${type}`, after(text({ type, id: 'a', payload: [] })), 4400] as const,
  ),
  ...[null, '', 7, {}].map(
    (id) => [`the id ${JSON.stringify(id)}`, after(subscribing({ id })), 4400] as const,
  ),
  ...[
    undefined,
    null,
    'x',
    [],
    {},
    { query: {} },
    { ...SUBSCRIPTION, variables: [] },
    { ...SUBSCRIPTION, variables: 'x' },
    { ...SUBSCRIPTION, operationName: {} },
    { ...SUBSCRIPTION, extensions: 'x' },
  ].map(
    (payload) =>
      [`the payload ${JSON.stringify(payload) ?? 'none'}`, after(subscribing({ payload })), 4400] as const,
  ),
  ['junk in a binary frame', after(frame(FRAME.binary, Buffer.from([0xff, 0, 1, 2]))), 4400],
  ['text that is no UTF-8', after(frame(FRAME.text, Buffer.from([0xc3, 0x28]))), 1007],
  ['a frame that is not masked', after(Buffer.from([FRAME.text, 2, 0x7b, 0x7d])), 1002],
  ['bits of an extension', after(frame(0xf1, '{}')), 1002],
  ['a packed frame', after(frame(0xc1, '{}')), 1002],
  ['a kind of frame that there is not', after(frame(0x83, '{}')), 1002],
  ['a part without a beginning', after(frame(0x80, '{}')), 1002],
  ['a beginning within parts', after(frame(0x01, '{'), frame(0x01, '{')), 1002],
  ['a ping that is too long', after(frame(FRAME.ping, 'x'.repeat(200))), 1002],
  ['a ping in parts', after(frame(0x09, 'x')), 1002],
  ['a closing of one byte', after(frame(FRAME.close, 'x')), 1002],
  ['a closing with a code that there is not', after(frame(FRAME.close, Buffer.from([0, 1]))), 1002],
  [
    'a message just below 64 KiB, and a farewell',
    after(
      text({ type: 'ping', payload: { x: 'x'.repeat(65_400) } }),
      frame(FRAME.close, Buffer.from([3, 232])),
    ),
    1000,
  ],
  ['a message announced as huge', after(Buffer.from([FRAME.text, 0xff, 0, 0, 0, 1, 0, 0, 0, 0])), 1009],
  [
    'a message announced as longer than numbers go',
    after(Buffer.from([FRAME.text, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0])),
    1009,
  ],
  [
    'parts without end',
    after(
      frame(0x01, 'x'.repeat(60_000)),
      ...Array.from({ length: 9 }, () => frame(0x00, 'x'.repeat(60_000))),
    ),
    1009,
  ],
  ['an HTTP request', after(Buffer.from('POST /graphql HTTP/1.1\r\nhost: x\r\n\r\n')), 1002],
];

describe('frames', () => {
  it.each(FRAMES)('%s', async (_name, bytes, ...codes) => {
    const reply = await closedAfter(app, bytes);
    expect(codes).toContain(reply.status);
    expect(await harmOfLive(app, reply)).toEqual([]);
  });

  it.each([65_537, 200_000, 5_000_000])('a message of %i bytes closes its socket', async (bytes) => {
    const raw = await openRaw(app.url);
    raw.socket.send(`{"type":"ping","payload":{"x":"${'x'.repeat(bytes - 33)}"}}`);
    expect([1006, 1009]).toContain((await raw.closed).code);
    expect(await harmOfLive(app, NONE)).toEqual([]);
  });

  it('a thousand pings are answered, and what was not begun can be ended', async () => {
    const raw = await openRaw(app.url);
    for (let n = 0; n < 1_000; n += 1) {
      raw.say({ type: 'ping' });
      raw.say({ type: 'complete', id: `none-${n}` });
    }
    await until(() => raw.messages.filter(({ type }) => type === 'pong').length === 1_000);
    raw.socket.close();
    expect(await harmOfLive(app, NONE)).toEqual([]);
  });
});

const NONE: Reply = { status: null, codes: [], text: '' };

describe('where time is short', () => {
  const hasty = useApp({ server: { limits: { connectionInitMs: 200, idleSocketMs: 200, pingMs: 100 } } });

  it.each([
    ['that says nothing', Buffer.alloc(0), [4408]],
    ['whose hello does not end', INIT.subarray(0, 10), [4408]],
    ['that only pings', frame(FRAME.ping, ''), [4408]],
    // A client that answers no ping is cut off, or is told that it has no subscriptions, whichever comes first.
    ['that does nothing after its hello', INIT, [1000, null]],
    ['that begins a message without end', after(frame(0x01, 'x')), [1000, null]],
  ])('a socket %s is closed', async (_name, bytes, codes) => {
    const reply = await closedAfter(hasty, bytes);
    expect([...codes, null]).toContain(reply.status);
    expect(await harmOfLive(hasty, reply)).toEqual([]);
  });

  it('a hundred silent ones are closed and leave room', async () => {
    const replies = await Promise.all(Array.from({ length: 100 }, () => closedAfter(hasty, Buffer.alloc(0))));
    expect([null, 4408]).toEqual(expect.arrayContaining([...new Set(replies.map(({ status }) => status))]));
    expect(await harmOfLive(hasty, NONE)).toEqual([]);
  });
});

describe('a flood', () => {
  const TOKEN = 'a-token-of-a-flooder';
  const OTHER = 'a-token-of-a-neighbour';
  const scopes = ['licenses:read', 'licenses:change'];
  const narrow = useApp({
    auth: {
      tokens: [
        { name: 'flooder', token: TOKEN, scopes },
        { name: 'neighbour', token: OTHER, scopes },
      ],
    },
    server: { limits: { subscriptionsPerPrincipal: 3, socketsPerPrincipal: 2 } },
  });
  const authorization = `Bearer ${TOKEN}`;
  const honest: Honest = {
    body: { query: '{ accounts { key } }' },
    headers: { authorization: `Bearer ${OTHER}` },
  };
  const query = 'subscription ($id: ID!) { changeSetProgress(id: $id) { status } }';

  /** A plan, which can be followed until it expires. */
  async function planOn(one: TestApp): Promise<string> {
    const { changeSet } = await mutate(withToken(one, TOKEN), 'planLicenseChanges', assigning('store-27'));
    one.forget();
    return present(changeSet).id;
  }

  it('of sockets is refused beyond what a caller may have', async () => {
    const all = await Promise.all(Array.from({ length: 30 }, () => openRaw(narrow.url, { token: TOKEN })));
    const taken = all.filter(({ messages }) => messages.length > 0);
    expect(taken).toHaveLength(2);
    const codes = await Promise.all(
      all.filter((one) => !taken.includes(one)).map(async ({ closed }) => (await closed).code),
    );
    expect(new Set(codes)).toEqual(new Set([4429]));
    // While they are open.
    expect((await exchange(narrow.url, post(honest.body, honest.headers))).status).toBe(200);
    for (const { socket } of taken) socket.close();
    expect(await harmOfLive(narrow, NONE, honest)).toEqual([]);
  });

  it('of subscriptions on one socket is refused beyond what a caller may have', async () => {
    const variables = { id: await planOn(narrow) };
    const raw = await openRaw(narrow.url, { token: TOKEN });
    for (let n = 0; n < 200; n += 1)
      raw.say({ type: 'subscribe', id: `s${n}`, payload: { query, variables } });
    const of = (type: string) => raw.messages.filter((message) => message.type === type);
    await until(() => of('error').length === 197 && of('next').length === 3);
    expect(
      new Set(of('error').map(({ payload }) => JSON.stringify(payload).match(/"code":"(\w+)"/)?.[1])),
    ).toEqual(new Set(['TOO_MANY_REQUESTS']));
    raw.socket.close();
    expect(await harmOfLive(narrow, NONE, honest)).toEqual([]);
  });

  it.each(['SSE by GET', 'SSE by POST'] as const)(
    'of streams is refused beyond what a caller may have: %s',
    async (transport) => {
      const variables = { id: await planOn(narrow) };
      const all = Array.from({ length: 30 }, () =>
        subscribeBy(transport, narrow.url, query, { variables, headers: { authorization } }),
      );
      const refused: unknown[] = [];
      for (const { ended } of all)
        void ended.then((end) => end.how === 'REFUSED' && refused.push(end.status));
      await until(
        () => refused.length === 27 && all.filter(({ answers }) => answers.length === 1).length === 3,
      );
      expect(new Set(refused)).toEqual(new Set([429]));
      for (const { stop } of all) stop();
      expect(await harmOfLive(narrow, NONE, honest)).toEqual([]);
    },
  );

  it('of subscriptions that are begun and ended leaves nothing behind', async () => {
    const variables = { id: await planOn(narrow) };
    const raw = await openRaw(narrow.url, { token: TOKEN });
    for (let n = 0; n < 200; n += 1) {
      raw.say({ type: 'subscribe', id: `s${n}`, payload: { query, variables } });
      raw.say({ type: 'complete', id: `s${n}` });
    }
    raw.say({ type: 'ping' });
    await until(() => raw.messages.some(({ type }) => type === 'pong'));
    raw.socket.close();
    expect(await harmOfLive(narrow, NONE, honest)).toEqual([]);
    const again = subscribeBy('WebSocket', narrow.url, query, { variables, headers: { authorization } });
    await until(() => again.answers.length === 1);
    again.stop();
    await again.ended;
  });

  it('of the same id closes its socket', async () => {
    const variables = { id: await planOn(narrow) };
    const raw = await openRaw(narrow.url, { token: TOKEN });
    for (let n = 0; n < 2; n += 1) raw.say({ type: 'subscribe', id: 'a', payload: { query, variables } });
    expect((await raw.closed).code).toBe(4409);
    expect(await harmOfLive(narrow, NONE, honest)).toEqual([]);
  });
});
