// What sockets and streams may cost, and who may open them.
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { metricsOf, openSockets, useApp, type TestApp } from '../../support/app.ts';
import { present, until } from '../../support/assertions.ts';
import { assigning } from '../../support/inputs.ts';
import {
  openRaw,
  rawSocket,
  subscribeBy,
  TRANSPORTS,
  UPGRADE,
  type RawSocket,
} from '../../support/subscriptions.ts';

const [ANN, BEN] = ['token-of-ann-12345', 'token-of-ben-12345'];
const auth = {
  tokens: [
    // A token without scopes may be a router's, which is not counted.
    { name: 'ann', token: ANN, scopes: ['licenses:read', 'licenses:change'] },
    { name: 'ben', token: BEN, scopes: ['licenses:read'] },
  ],
};
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** When a refusal says that asking again may help. */
const SOON = expect.stringMatching(/^20\d\d-.*Z$/);

const PROGRESS = 'subscription ($id: ID!) { changeSetProgress(id: $id) { status } }';

/** A plan, which is followed for as long as a test likes. */
async function planOn(app: TestApp, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const { planLicenseChanges } = await app.data<{ planLicenseChanges: { changeSet: { id: string } | null } }>(
    'mutation ($input: PlanLicenseChangesInput!) { planLicenseChanges(input: $input) { changeSet { id } } }',
    { headers, variables: { input: { changes: assigning('store-27').changes } } },
  );
  return present(planLicenseChanges.changeSet).id;
}

const openedHere: RawSocket[] = [];
/** Closes what a test has opened, also when it fails. */
async function closeAll(app: TestApp): Promise<void> {
  for (const { socket } of openedHere.splice(0)) socket.close();
  await until(async () => (await openSockets(app)) === 0);
}
function keep(raw: RawSocket): RawSocket {
  openedHere.push(raw);
  return raw;
}

describe('how many', () => {
  const limits = { subscriptionsPerPrincipal: 2, socketsPerPrincipal: 2, maxSockets: 4 };
  const app = useApp({ auth, server: { limits } });
  afterEach(() => closeAll(app));

  const open = async (token: string) => keep(await openRaw(app.url, { token }));

  it('a caller has so many WebSockets, and others have theirs', async () => {
    const [one, two] = [await open(ANN), await open(ANN)];
    expect(await (await open(ANN)).closed).toEqual({
      code: 4429,
      reason: expect.stringMatching(
        /^server\.limits\.socketsPerPrincipal: 2 allowed, 3 asked; retryAt 20\d\d-\d\d-\d\dT[\d:.]+Z$/,
      ),
    });
    expect((await open(BEN)).messages).toEqual([{ type: 'connection_ack' }]);
    expect([one, two].map(({ socket }) => socket.readyState)).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
    one.socket.close();
    await one.closed;
    await until(async () => (await open(ANN)).messages.length === 1);
  });

  it('a caller has so many subscriptions over all of them, and a stream beyond is 429', async () => {
    const id = await planOn(app, bearer(ANN));
    const [one, two] = [await open(ANN), await open(ANN)];
    const payload = { query: PROGRESS, variables: { id } };
    one.say({ type: 'subscribe', id: 'a', payload });
    two.say({ type: 'subscribe', id: 'b', payload });
    await until(() => [one, two].every(({ messages }) => messages.some(({ type }) => type === 'next')));
    two.say({ type: 'subscribe', id: 'c', payload });
    await until(() => two.messages.some(({ type }) => type === 'error'));
    const refusal = {
      code: 'TOO_MANY_REQUESTS',
      limit: 'server.limits.subscriptionsPerPrincipal',
      allowed: 2,
      asked: 3,
      retryAt: SOON,
    };
    expect(two.messages.at(-1)).toMatchObject({ type: 'error', id: 'c', payload: [{ extensions: refusal }] });
    // The socket and its other subscription live on.
    expect(two.socket.readyState).toBe(WebSocket.OPEN);
    for (const transport of ['SSE by GET', 'SSE by POST'] as const) {
      const { ended } = subscribeBy(transport, app.url, PROGRESS, {
        variables: { id },
        headers: bearer(ANN),
      });
      expect(await ended).toMatchObject({ how: 'REFUSED', status: 429, errors: [{ extensions: refusal }] });
    }
    one.say({ type: 'complete', id: 'a' });
    let attempt = 0;
    await until(async () => {
      // An id of its own, and its answer awaited: to use one twice closes the socket, with 4409.
      const own = `d-${(attempt += 1)}`;
      two.say({ type: 'subscribe', id: own, payload });
      await until(() => two.messages.some(({ id: of }) => of === own));
      return two.messages.some(({ id: of, type }) => of === own && type === 'next');
    });
    expect(
      (await metricsOf(app)).get('refusals_total{reason="subscriptionsPerPrincipal"}'),
    ).toBeGreaterThanOrEqual(3);
  });

  it('the process has so many of both, and refuses a WebSocket before there is one', async () => {
    const id = await planOn(app, bearer(ANN));
    const streams = [0, 1].map(() =>
      subscribeBy('SSE by GET', app.url, PROGRESS, { variables: { id }, headers: bearer(ANN) }),
    );
    await until(() => streams.every(({ answers }) => answers.length === 1));
    for (const token of [ANN, BEN]) await open(token);
    expect(await statusOfUpgrade(app.url, {})).toBe(429);
    const upgrade = { upgrade: 'websocket', connection: 'upgrade' };
    const answer = await get(app.url, upgrade);
    expect(answer.headers['retry-after']).toBe('1');
    expect(JSON.parse(answer.text)).toMatchObject({ errors: [{ extensions: { retryAt: SOON } }] });
    const one = subscribeBy('SSE by POST', app.url, PROGRESS, { variables: { id }, headers: bearer(BEN) });
    const refusal = {
      code: 'TOO_MANY_REQUESTS',
      limit: 'server.limits.maxSockets',
      allowed: 4,
      asked: 5,
      retryAt: SOON,
    };
    expect(await one.ended).toMatchObject({ how: 'REFUSED', status: 429, errors: [{ extensions: refusal }] });
    // What takes no socket is answered.
    expect(await app.data('{ accounts { key } }', { headers: bearer(BEN) })).toBeDefined();
    for (const { stop } of streams) stop();
  });

  it('nobody is counted twice, or for ever', async () => {
    const id = await planOn(app, bearer(ANN));
    for (let round = 0; round < 6; round += 1) {
      const { answers, stop } = subscribeBy('SSE by POST', app.url, PROGRESS, {
        variables: { id },
        headers: bearer(ANN),
      });
      await until(() => answers.length === 1);
      stop();
      await until(async () => (await metricsOf(app)).get('subscriptions{transport="SSE"}') === 0);
      expect(answers).toHaveLength(1);
    }
  });
});

describe('strangers', () => {
  const app = useApp({ auth, server: { limits: { maxSockets: 20 } } });
  afterEach(() => closeAll(app));

  /** WebSockets whose callers never say who they are. */
  async function strangers(count: number): Promise<RawSocket[]> {
    const all: RawSocket[] = [];
    for (let place = 0; place < count; place += 1) {
      const one = keep(rawSocket(app.url));
      await Promise.race([
        new Promise((resolve) => one.socket.addEventListener('open', resolve)),
        one.closed,
      ]);
      all.push(one);
    }
    return all;
  }

  it('have places of their own, and those who come later take them from each other', async () => {
    const id = await planOn(app, bearer(ANN));
    const early = await strangers(30);
    for (const transport of TRANSPORTS) {
      const known = subscribeBy(transport, app.url, PROGRESS, { variables: { id }, headers: bearer(BEN) });
      await until(() => known.answers.length === 1);
      known.stop();
    }
    // A tenth of 20, one of which the last caller took.
    const left = early.filter(({ socket }) => socket.readyState === WebSocket.OPEN);
    expect(left.length).toBeLessThanOrEqual(2);
    expect(await present(early[0]).closed).toEqual({
      code: 1013,
      reason: 'server.limits.maxSockets: 20 allowed, 2 more without connection_init',
    });
    expect((await metricsOf(app)).get('refusals_total{reason="maxSockets"}')).toBeGreaterThanOrEqual(28);
  });

  it('take no place of a caller, however many callers there are', async () => {
    const callers: RawSocket[] = [];
    for (let place = 0; place < 16; place += 1)
      callers.push(keep(await openRaw(app.url, { token: place < 8 ? ANN : BEN })));
    await strangers(30);
    for (const token of [ANN, BEN]) callers.push(keep(await openRaw(app.url, { token })));
    expect(callers.filter(({ socket }) => socket.readyState === WebSocket.OPEN)).toHaveLength(18);
  });
});

describe('how long', () => {
  const limits = { connectionInitMs: 300, idleSocketMs: 400, pingMs: 150, maxMessageBytes: 2_000 };
  const app = useApp({ server: { limits } });
  afterEach(() => closeAll(app));

  it('a WebSocket that does not say who it is is closed', async () => {
    expect(await keep(rawSocket(app.url)).closed).toEqual({
      code: 4408,
      reason: 'server.limits.connectionInitMs: no connection_init in 300 ms',
    });
    expect((await metricsOf(app)).get('refusals_total{reason="connectionInitMs"}')).toBe(1);
  });

  it('one without subscriptions is closed, one with some is not', async () => {
    const id = await planOn(app);
    const busy = keep(await openRaw(app.url));
    busy.say({ type: 'subscribe', id: 'a', payload: { query: PROGRESS, variables: { id } } });
    expect(await keep(await openRaw(app.url)).closed).toEqual({ code: 1000, reason: 'No subscriptions' });
    await delay(limits.idleSocketMs);
    expect(busy.socket.readyState).toBe(WebSocket.OPEN);
    busy.say({ type: 'complete', id: 'a' });
    expect(await busy.closed).toEqual({ code: 1000, reason: 'No subscriptions' });
  });

  it('a message that is too long closes it, and so does one that is none', async () => {
    const long = keep(await openRaw(app.url));
    long.say({ type: 'subscribe', id: 'a', payload: { query: `# ${'x'.repeat(limits.maxMessageBytes)}` } });
    expect(await long.closed).toEqual({
      code: 1009,
      reason: 'server.limits.maxMessageBytes: 2000 allowed, more asked',
    });
    expect((await metricsOf(app)).get('refusals_total{reason="maxMessageBytes"}')).toBe(1);
    const odd = keep(await openRaw(app.url));
    odd.socket.send('nonsense');
    expect(await odd.closed).toMatchObject({ code: 4400 });
    const wrong = keep(await openRaw(app.url));
    wrong.say({ type: 'connection_ack' });
    expect(await wrong.closed).toMatchObject({ code: 4400 });
  });

  it('a stream has signs of life', async () => {
    const id = await planOn(app);
    const query = new URLSearchParams({ query: PROGRESS, variables: JSON.stringify({ id }) });
    const over = new AbortController();
    const response = await fetch(`${app.url}/graphql?${query}`, {
      headers: { accept: 'text/event-stream' },
      signal: over.signal,
    });
    let text = '';
    for await (const chunk of present(response.body).pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text.split(':\n\n').length > 4) break;
    }
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(text).toContain('event: next\ndata: {"data":{"changeSetProgress":{"status":"PLANNED"}}}\n\n');
    over.abort();
  });
});

describe('a client that is gone without a word', () => {
  const app = useApp({ server: { limits: { pingMs: 150 } } });

  it('is cut off when it does not answer a ping', async () => {
    const socket = await upgraded(app.url);
    // Says who it is, masked with zeros as a client must mask, and nothing ever after.
    const hello = Buffer.from(JSON.stringify({ type: 'connection_init' }));
    socket.write(Buffer.concat([Buffer.from([0x81, 0x80 + hello.length, 0, 0, 0, 0]), hello]));
    await new Promise((resolve) => socket.once('close', resolve));
    await until(async () => (await openSockets(app)) === 0);
    expect(socket.destroyed).toBe(true);
  });
});

describe('who', () => {
  const app = useApp({ auth, server: { corsOrigins: ['https://admin.example'] } });
  afterEach(() => closeAll(app));

  it.each(TRANSPORTS)('needs a token by %s', async (transport) => {
    const none = subscribeBy(transport, app.url, PROGRESS, { variables: { id: 'x' } });
    const wrong = subscribeBy(transport, app.url, PROGRESS, {
      variables: { id: 'x' },
      headers: bearer('z'.repeat(20)),
    });
    const refused =
      transport === 'WebSocket'
        ? { how: 'CLOSED', code: 4401, reason: 'Unauthorized' }
        : { how: 'REFUSED', status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] };
    expect(await none.ended).toMatchObject(refused);
    expect(await wrong.ended).toMatchObject(refused);
    const id = await planOn(app, bearer(ANN));
    const known = subscribeBy(transport, app.url, PROGRESS, { variables: { id }, headers: bearer(BEN) });
    await until(() => known.answers.length === 1);
    known.stop();
  });

  it('a token may come with the request of a WebSocket, or under another spelling of its name', async () => {
    expect(keep(await openRaw(app.url, { headers: bearer(ANN) })).messages).toEqual([
      { type: 'connection_ack' },
    ]);
    const raw = keep(rawSocket(app.url));
    raw.socket.addEventListener('open', () =>
      raw.say({ type: 'connection_init', payload: { Authorization: `Bearer ${BEN}` } }),
    );
    await until(() => raw.messages.length === 1);
    expect(raw.messages).toEqual([{ type: 'connection_ack' }]);
  });

  it('nothing is subscribed to before that, and no other subprotocol is spoken', async () => {
    const early = keep(rawSocket(app.url));
    early.socket.addEventListener('open', () =>
      early.say({ type: 'subscribe', id: 'a', payload: { query: PROGRESS, variables: { id: 'x' } } }),
    );
    expect(await early.closed).toMatchObject({ code: 4401 });
    const old = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, ['graphql-ws']);
    const closed = new Promise<number>((resolve) =>
      old.addEventListener('close', ({ code }) => resolve(code)),
    );
    // Node's client gives up by itself when none of its subprotocols is chosen.
    expect([1006, 4406]).toContain(await closed);
  });

  it.each([
    ['https://evil.example', 403],
    ['null', 403],
    ['https://admin.example.evil.example', 403],
    ['https://admin.example', 101],
  ])('a page of %s: %i', async (origin, status) => {
    expect(await statusOfUpgrade(app.url, { origin, ...bearer(ANN) })).toBe(status);
    const { ended, answers, stop } = subscribeBy('SSE by GET', app.url, PROGRESS, {
      variables: { id: await planOn(app, bearer(ANN)) },
      headers: { origin, ...bearer(ANN) },
    });
    if (status === 101) await until(() => answers.length === 1);
    else
      expect(await ended).toMatchObject({
        how: 'REFUSED',
        status,
        errors: [{ extensions: { code: 'ORIGIN_NOT_ALLOWED' } }],
      });
    stop();
  });

  it('a page of this server itself may, whatever scheme it came by', async () => {
    const { host } = new URL(app.url);
    expect(await statusOfUpgrade(app.url, { origin: `http://${host}` })).toBe(101);
    expect(await statusOfUpgrade(app.url, { origin: `https://${host}` })).toBe(101);
  });
});

describe('on this machine without auth', () => {
  const app = useApp({ server: { limits: { socketsPerPrincipal: 1, subscriptionsPerPrincipal: 1 } } });
  afterEach(() => closeAll(app));

  it('a page whose name was pointed here may not', async () => {
    expect(await statusOfUpgrade(app.url, { host: 'evil.example', origin: 'http://evil.example' })).toBe(421);
    expect(await statusOfUpgrade(app.url, { origin: 'http://evil.example' })).toBe(403);
    expect(await statusOfUpgrade(app.url, {})).toBe(101);
  });

  it('everybody is one caller, who is not counted', async () => {
    const id = await planOn(app);
    const all = [0, 1, 2].map(() => subscribeBy('WebSocket', app.url, PROGRESS, { variables: { id } }));
    await until(() => all.every(({ answers }) => answers.length === 1));
    expect((await metricsOf(app)).get('subscriptions{transport="WEBSOCKET"}')).toBe(3);
    for (const { stop } of all) stop();
  });

  it('a subscription by plain POST names the two ways there are', async () => {
    for (const method of ['POST', 'GET']) {
      const query = 'subscription { changeSetProgress(id: "x") { status } }';
      const response =
        method === 'POST'
          ? await fetch(`${app.url}/graphql`, {
              method,
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ query }),
            })
          : await fetch(`${app.url}/graphql?${new URLSearchParams({ query })}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({
        errors: [
          {
            message: expect.stringMatching(/graphql-transport-ws.*text\/event-stream/),
            extensions: { code: 'SUBSCRIPTION_TRANSPORT', requestId: expect.any(String) },
          },
        ],
      });
    }
  });

  it('a client that offers HTTP/2 by itself is answered as it asked', async () => {
    const upgrade = {
      connection: 'Upgrade, HTTP2-Settings',
      upgrade: 'h2c',
      'http2-settings': 'AAMAAABkAAQ',
    };
    expect(await post(app.url, '/graphql', upgrade)).toMatchObject({
      status: 200,
      text: expect.stringContaining('genesys-us'),
    });
    expect(await post(app.url, '/graphql', { connection: 'upgrade', upgrade: 'websocket' })).toMatchObject({
      status: 200,
    });
    expect(await statusOfUpgrade(app.url, {}, '/healthz')).toBe(200);
  });

  it('a client that takes events or JSON gets the answer to a query as JSON', async () => {
    const headers = { accept: 'text/event-stream, application/json' };
    expect(await post(app.url, '/graphql', headers)).toMatchObject({ status: 200 });
    const only = await post(app.url, '/graphql', { accept: 'text/event-stream' });
    expect(only).toMatchObject({
      status: 406,
      text: expect.stringContaining('Server-sent events bring subscriptions alone'),
    });
  });
});

/** The status that a request for a WebSocket gets: 101 when there is one. */
async function statusOfUpgrade(
  url: string,
  headers: Readonly<Record<string, string>>,
  path = '/graphql',
): Promise<number> {
  const asking = request(`${url}${path}`, {
    headers: { ...UPGRADE, ...headers },
  });
  return await new Promise((resolve, reject) => {
    asking.on('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    asking.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asking.on('error', reject);
    asking.end();
  });
}

/** What a request for a WebSocket gets that is refused. */
async function get(url: string, headers: Readonly<Record<string, string>>) {
  const asking = request(`${url}/graphql`, {
    headers: { 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', ...headers },
  });
  asking.end();
  const [response] = (await once(asking, 'response')) as [IncomingMessage]; // what the event brings
  return { headers: response.headers, text: await text(response) };
}

/** A connection that has become a WebSocket, whose client does nothing by itself. */
async function upgraded(url: string) {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(
    [
      'GET /graphql HTTP/1.1',
      `host: ${host}`,
      ...Object.entries(UPGRADE).map((pair) => pair.join(': ')),
      '',
      '',
    ].join('\r\n'),
  );
  await new Promise((resolve) => socket.once('data', resolve));
  socket.on('error', () => undefined).resume();
  return socket;
}

async function post(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number | undefined; readonly text: string }> {
  const asking = request(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  });
  asking.end(JSON.stringify({ query: '{ accounts { key } }' }));
  return await new Promise((resolve, reject) => {
    asking.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    asking.on('upgrade', () => reject(new Error('it was upgraded')));
    asking.on('error', reject);
  });
}
