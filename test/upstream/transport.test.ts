// One request over HTTP: what came is told for what it is, and what failed by its name.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createTransport, type TransportRequest } from '../../src/upstream/transport.ts';
import { opened } from '../support/lifecycle.ts';
import { listening } from '../support/stub-server.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const LIMITS = {
  connectTimeoutMs: 20_000,
  answerTimeoutMs: 20_000,
  maxSockets: 2,
  maxAnswerBytes: 1_000_000,
};
const patient = createTransport(() => LIMITS);
/** For servers that never answer. */
const hasty = createTransport(() => ({ ...LIMITS, answerTimeoutMs: 50 }));
let handle: Handler;
const server = opened(
  async () => {
    const sockets = new Set<unknown>();
    const http = createServer((request, response) => handle(request, response));
    http.on('connection', (socket) => sockets.add(socket));
    return { sockets, ...(await listening(http)) };
  },
  async ({ close }) => {
    for (const client of [patient, hasty]) client.close();
    await close();
  },
);
beforeEach(() => server.sockets.clear());

function get(changes: Partial<TransportRequest> = {}, { transport } = patient): Promise<unknown> {
  const { signal } = new AbortController();
  return transport({ method: 'GET', url: server.url, headers: {}, signal, ...changes });
}

function reply(status: number, headers: Record<string, string | string[]>, body = ''): Handler {
  return (_, response) => response.writeHead(status, headers).end(body);
}

describe('an answer', () => {
  it.each([
    ['JSON', 200, '{"a":[1,"ö"]}', { content: 'JSON', body: { a: [1, 'ö'] } }],
    ['JSON null', 200, 'null', { content: 'JSON', body: null }],
    ['nothing', 204, '', { content: 'EMPTY', body: undefined }],
    ['a web page', 200, '<html></html>', { content: 'OTHER', body: undefined }],
    ['half of a JSON', 200, '{"a":[1,', { content: 'OTHER', body: undefined }],
    ['a failure with a body', 500, '{"error":1}', { content: 'JSON', body: { error: 1 } }],
  ])('is told for what it is: %s', async (_, status, body, expected) => {
    handle = reply(status, {}, body);
    expect(await get()).toMatchObject({ status, ...expected });
  });

  it('has header names in lower case, and repeated headers in one', async () => {
    handle = reply(200, { 'X-One': 'a', Link: ['<a>; rel=next', '<b>; rel=last'] }, '{}');
    expect(await get()).toMatchObject({ headers: { 'x-one': 'a', link: '<a>; rel=next, <b>; rel=last' } });
  });

  it('that leads elsewhere is not followed', async () => {
    let requests = 0;
    handle = (_, response) => {
      requests += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    };
    expect(await get()).toMatchObject({ status: 302 });
    expect(requests).toBe(1);
  });
});

describe('a request', () => {
  it('goes out as it is', async () => {
    const seen: unknown[] = [];
    handle = (request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (text: string) => (body += text));
      request.on('end', () => {
        seen.push(request.method, request.url, request.headers['x-token'], body);
        response.end('{}');
      });
    };
    await get({
      method: 'PATCH',
      url: `${server.url}/a%2Fb?c=%26`,
      headers: { 'x-token': 't' },
      body: '["ö"]',
    });
    expect(seen).toEqual(['PATCH', '/a%2Fb?c=%26', 't', '["ö"]']);
  });

  it('uses a connection again', async () => {
    handle = reply(200, {}, '{}');
    await get();
    await get();
    await get();
    expect(server.sockets.size).toBeLessThanOrEqual(1);
  });

  it('is sent once, however it ends', async () => {
    let requests = 0;
    handle = (request) => {
      requests += 1;
      request.socket.destroy();
    };
    await expect(get()).rejects.toThrow('connection');
    expect(requests).toBe(1);
  });
});

describe('a failure', () => {
  it.each<[string, string, typeof patient, Handler]>([
    ['a cut connection', 'UPSTREAM_UNAVAILABLE', patient, (request) => request.socket.destroy()],
    [
      'a cut body',
      'UPSTREAM_UNAVAILABLE',
      patient,
      (request, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('{"a":', () => request.socket.destroy());
      },
    ],
    ['no answer', 'UPSTREAM_TIMEOUT', hasty, () => undefined],
  ])('is named: %s is %s', async (_, code, within, handler) => {
    handle = handler;
    await expect(get({}, within)).rejects.toMatchObject({
      problem: { code, blame: 'PROVIDER', retryable: true },
    });
  });

  it('is named when nobody listens', async () => {
    await expect(get({ url: 'http://127.0.0.1:9/' })).rejects.toMatchObject({
      problem: { code: 'UPSTREAM_UNAVAILABLE' },
    });
  });

  it('shows neither address nor credentials, however deep one looks', async () => {
    handle = (request) => request.socket.destroy();
    const error: unknown = await get({ headers: { authorization: 'Bearer s3cret' } }).catch(
      (thrown: unknown) => thrown,
    );
    const seen = inspect(error, { depth: 20, showHidden: true });
    expect(seen).toContain('ECONNRESET');
    expect(seen).not.toMatch(/s3cret|127\.0\.0\.1/);
  });
});

describe('a request that is taken back', () => {
  it('ends with the reason, and its connection is closed', async () => {
    const closed = Promise.withResolvers<string>();
    const abort = new AbortController();
    const reason = new Error('gone');
    handle = (request) => {
      request.socket.on('close', () => closed.resolve('closed'));
      abort.abort(reason);
    };
    await expect(get({ signal: abort.signal })).rejects.toBe(reason);
    expect(await closed.promise).toBe('closed');
  });

  it('is not sent when it is taken back before', async () => {
    const reason = new Error('gone before');
    await expect(get({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(server.sockets.size).toBe(0);
  });
});
