// Requests that do not arrive: Node refuses them, and the answer names the limit as every other refusal does.
import { describe, expect, it } from '@jest/globals';
import { maxHeaderSize } from 'node:http';
import { exchange, request, type Bytes } from '../../security/attack.ts';
import { movedBy, useApp } from '../../support/app.ts';

const HEAD = 'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n';
const WHOLE = 'GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n';

function sent(text: string): Bytes {
  return () => text;
}

describe('a request that Node refuses names the limit, and is counted by it', () => {
  const usual = useApp({ server: { limits: { requestTimeoutMs: 600, headersTimeoutMs: 300 } } });
  const brief = useApp({ server: { limits: { requestTimeoutMs: 300, headersTimeoutMs: 600 } } });
  const cases: readonly (readonly [string, typeof usual, Bytes, number, string, number])[] = [
    ['headers', usual, sent(`${HEAD}x-a: `), 408, 'server.limits.headersTimeoutMs', 300],
    ['later headers', usual, sent(`${WHOLE}${HEAD}x-a: `), 408, 'server.limits.headersTimeoutMs', 300],
    ['a body', usual, sent(`${HEAD}content-length: 9\r\n\r\n{`), 408, 'server.limits.requestTimeoutMs', 600],
    [
      'chunks',
      usual,
      sent(`${HEAD}transfer-encoding: chunked\r\n\r\n5\r\n{`),
      408,
      'server.limits.requestTimeoutMs',
      600,
    ],
    [
      'a late body',
      brief,
      sent(`${HEAD}content-length: 9\r\n\r\n`),
      408,
      'server.limits.requestTimeoutMs',
      300,
    ],
    ['headers that may take longer', brief, sent(HEAD), 408, 'server.limits.requestTimeoutMs', 300],
    [
      'too many headers',
      usual,
      request('GET /healthz', { 'x-a': 'a'.repeat(maxHeaderSize) }),
      431,
      'http.maxHeaderSize',
      maxHeaderSize,
    ],
  ];

  it.each(cases)('%s', async (_what, app, bytes, status, limit, allowed) => {
    let text = '';
    const moved = await movedBy(app, async () => ({ text } = await exchange(app.url, bytes)));
    const refusal = text.slice(text.lastIndexOf('HTTP/1.1 '));
    expect(refusal).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(JSON.parse(refusal.slice(refusal.indexOf('\r\n\r\n')))).toEqual({
      errors: [
        {
          message: expect.stringContaining(String(allowed)),
          extensions: {
            requestId: expect.any(String),
            code: status === 408 ? 'REQUEST_TIMEOUT' : 'HEADERS_TOO_LARGE',
            limit,
            allowed,
          },
        },
      ],
    });
    expect(moved(`refusals_total{reason="${limit.split('.').at(-1)}"}`)).toBe(1);
  });
});
