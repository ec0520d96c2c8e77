// Answers have a limit, counted unpacked: a small one may unpack to gigabytes.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { createTransport } from '../../src/upstream/transport.ts';
import { problemOf } from '../support/assertions.ts';
import { opened } from '../support/lifecycle.ts';
import { listening } from '../support/stub-server.ts';

const LIMIT = 100_000;
/** Answers `/n` with a JSON text of n bytes, packed. */
const server = opened(
  () =>
    listening(
      createServer((request, response) => {
        const bytes = Number(request.url?.slice(1));
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
        void packed(bytes).then((body) => response.end(body));
      }),
    ),
  (it) => it.close(),
);
const transport = opened(
  () =>
    createTransport(() => ({
      connectTimeoutMs: 5_000,
      answerTimeoutMs: 30_000,
      maxSockets: 2,
      maxAnswerBytes: LIMIT,
    })),
  (it) => it.close(),
);

/** A JSON text of so many bytes, packed; it is never in memory as a whole. */
async function packed(bytes: number): Promise<Buffer> {
  const gzip = createGzip();
  const whole = buffer(gzip);
  const piece = Buffer.alloc(1_000_000, 'x');
  gzip.write('"');
  for (let left = bytes - 2; left > 0; left -= piece.length) {
    if (!gzip.write(piece.subarray(0, left))) await once(gzip, 'drain');
  }
  gzip.end('"');
  return whole;
}

const read = (bytes: number) =>
  transport.transport({
    method: 'GET',
    url: `${server.url}/${bytes}`,
    headers: {},
    signal: new AbortController().signal,
  });

describe('an answer', () => {
  it('of the limit is read', async () => {
    const { body } = await read(LIMIT);
    expect(body).toHaveLength(LIMIT - 2);
  });

  it('of a byte more is not, and says what to do', async () => {
    expect(await problemOf(read(LIMIT + 1))).toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      hint: expect.stringContaining('limits.maxAnswerBytes'),
    });
  });

  it('that unpacks to 300 MB is given up long before', async () => {
    const before = process.memoryUsage().arrayBuffers;
    expect(await problemOf(read(300_000_000))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    // What was unpacked is of the order of the limit, not of the answer.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
  });
});
