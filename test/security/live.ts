// Attacks on what stays open: how each ended, in the form that answers by POST have, and what harm it did.
import { connect } from 'node:net';
import { openSockets, type TestApp } from '../support/app.ts';
import { until } from '../support/assertions.ts';
import { UPGRADE, subscribeBy, type End, type SubscriptionTransport } from '../support/subscriptions.ts';
import { harmBy, request, type Bytes, type Headers, type Honest, type Reply } from './attack.ts';
import type { Operation } from './bombs.ts';

/** How an operation ended: the status of its refusal, or the code that closed its WebSocket; 200 when it was carried out, null when it was cut. */
function statusOf(end: End): number | null {
  if (end.how === 'REFUSED') return end.status;
  if (end.how === 'CLOSED') return end.code;
  return end.how === 'COMPLETE' ? 200 : null;
}

/** Sends an operation and waits for its end. */
export async function replyBy(
  transport: SubscriptionTransport,
  app: TestApp,
  { query, variables }: Operation,
  headers: Headers = {},
): Promise<Reply> {
  const { answers, ended } = subscribeBy(transport, app.url, query, { variables, headers });
  const end = await ended;
  const text = JSON.stringify({ end, answers });
  return { status: statusOf(end), codes: codesIn(text), text };
}

function codesIn(text: string): string[] {
  return [...text.matchAll(/"code":"(\w+)"/g)].map(([, code = '']) => code);
}

/** As `harmBy`, and what is still open though its client has gone. */
export async function harmOfLive(app: TestApp, reply: Reply, honest?: Honest): Promise<string[]> {
  await until(async () => (await openSockets(app)) === 0);
  return harmBy(app, reply, honest);
}

/** A request for a WebSocket. */
export function upgrade(headers: Headers = {}, path = '/graphql'): Bytes {
  return request(`GET ${path}`, {
    ...UPGRADE,
    ...headers,
  });
}

/** First byte of a frame: the last one of a message, and what it holds. */
export const FRAME = { text: 0x81, binary: 0x82, ping: 0x89, close: 0x88 } as const;

/** A frame as a client sends it, masked with zeros. `first` is its first byte. */
export function frame(first: number, payload: string | Buffer): Buffer {
  const body = Buffer.from(payload);
  const head =
    body.length < 126
      ? Buffer.from([first, 0x80 | body.length])
      : Buffer.from([first, 0x80 | 126, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), body]);
}

/** Opens a WebSocket, sends these bytes, and gives the code that it is closed with; null when it is cut. */
export async function closedAfter(app: TestApp, bytes: Buffer): Promise<Reply> {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  let all = Buffer.alloc(0);
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  let isOpen = false;
  socket.on('data', (chunk: Buffer) => {
    all = Buffer.concat([all, chunk]);
    if (!isOpen && all.includes('\r\n\r\n')) {
      isOpen = true;
      socket.write(bytes);
    }
    if (closingIn(all) !== null) socket.end();
  });
  socket.write(upgrade()(port));
  await closed;
  const text = all.toString('latin1');
  return { status: closingIn(all), codes: codesIn(text), text };
}

/** The code in the frame that closes; null when there is none. Frames of servers are not masked. */
function closingIn(all: Buffer): number | null {
  let at = all.indexOf('\r\n\r\n') + 4;
  while (at >= 4 && at + 2 <= all.length) {
    const [first = 0, short = 0] = all.subarray(at, at + 2);
    const long = short === 126;
    if (long && at + 4 > all.length) return null;
    const start = at + (long ? 4 : 2);
    const length = long ? all.readUInt16BE(at + 2) : short;
    if (first === FRAME.close && start + 2 <= all.length) return all.readUInt16BE(start);
    at = start + length;
  }
  return null;
}
