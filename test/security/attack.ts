// An attack on the real app, byte by byte, and what must hold after each: it was refused or did nothing, an honest query is answered
// right away, nothing has reached a vendor, nothing was logged, and the answer tells nothing of the inside.
import { connect } from 'node:net';
import type { TestApp } from '../support/app.ts';

/** What came back: all of it as text, with the status of the first answer and the codes in it. */
export interface Reply {
  /** Null when the connection was closed without an answer. */
  readonly status: number | null;
  readonly codes: readonly string[];
  readonly text: string;
}

/** Bytes to send, by the port of the app. */
export type Bytes = (port: string) => string | Buffer;

/** The name, the bytes, and the statuses that refuse it; with the code where there is one. */
export type Attack = readonly [
  name: string,
  bytes: Bytes,
  statuses: number | null | readonly (number | null)[],
  code?: string,
];

export type Headers = Readonly<Record<string, string>>;

/** A request with a body of any form. */
export function request(line: string, headers: Headers, body: string | Buffer = ''): Bytes {
  return (port) => {
    const length = Buffer.byteLength(body);
    const all: Record<string, string> = { host: `127.0.0.1:${port}`, connection: 'close', ...headers };
    if (length > 0 && !('content-length' in all) && !('transfer-encoding' in all)) {
      all['content-length'] = String(length);
    }
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `${line} HTTP/1.1\r\n${lines.join('')}\r\n`;
    return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
  };
}

/** A POST of JSON. */
export function post(body: unknown, headers: Headers = {}): Bytes {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return request('POST /graphql', { 'content-type': 'application/json', ...headers }, text);
}

export function times(count: number, make: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => make(n)).join(' ');
}

/** Sends the bytes and reads until the other side closes; `hangUp` closes this side as soon as they are sent. */
export async function exchange(url: string, bytes: Bytes, hangUp = false): Promise<Reply> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // The server may close while there is more to send.
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(bytes(port));
  if (hangUp) socket.end();
  await closed;
  const text = Buffer.concat(chunks).toString('utf8');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
  return {
    status: status === undefined ? null : Number(status),
    codes: [...text.matchAll(/"code":"(\w+)"/g)].map(([, code = '']) => code),
    text,
  };
}

/** A client that does nothing wrong, by the body and the headers of its request. */
export interface Honest {
  readonly body: object;
  readonly headers: Headers;
}

const HONEST: Honest = { body: { query: '{ accounts { key } }' }, headers: {} };

/** Attacks. What is wrong afterwards: empty when it was refused as it must be, and did no harm. */
export async function faultsAfter(
  app: TestApp,
  [, bytes, statuses, code]: Attack,
  honest: Honest = HONEST,
): Promise<string[]> {
  const reply = await exchange(app.url, bytes);
  const faults = await harmBy(app, reply, honest);
  const allowed: readonly unknown[] = Array.isArray(statuses) ? statuses : [statuses];
  if (!allowed.includes(reply.status))
    faults.push(`answered with ${reply.status}: ${reply.text.slice(0, 400)}`);
  const codes = [...new Set(reply.codes)].join();
  if (code !== undefined && codes !== code) faults.push(`the code is ${codes}`);
  return faults;
}

/** What harm a request did that got this reply: to other clients, to vendors, to the log, or by what it tells of the inside. */
export async function harmBy(
  app: TestApp,
  { text }: Reply,
  { body, headers }: Honest = HONEST,
): Promise<string[]> {
  const faults: string[] = [];
  if (/^\s+at |node_modules|\/src\/|\.ts:\d/m.test(text))
    faults.push(`tells of the inside: ${text.slice(0, 400)}`);
  const calls = app.fleet.all().flatMap((emulator) => emulator.journal.entries());
  faults.push(...calls.map(({ method, path }) => `reached a vendor: ${method} ${path}`));
  const answer = await exchange(app.url, post(body, headers));
  if (answer.status !== 200 || answer.codes.length > 0 || !answer.text.includes('"key":"listings"')) {
    faults.push(`an honest query was answered with ${answer.text.slice(0, 400)}`);
  }
  faults.push(...app.logged.map((line) => `logged: ${line}`));
  return faults;
}
