// A server that stops does not wait for requests that never arrive.
import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { until } from '../../support/assertions.ts';
import { startTestApp } from '../../support/app.ts';

describe('a server that stops', () => {
  it('cuts a body that stalls, long before it would be too late', async () => {
    const app = await startTestApp();
    const { port } = new URL(app.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    let isClosed = false;
    socket.once('close', () => {
      isClosed = true;
    });
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{`,
    );
    // It is under way: another request on a connection of its own is answered meanwhile.
    await app.data('{ accounts { key } }');
    const started = Date.now();
    await app.close();
    await until(() => isClosed);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it('answers a body that was on its way', async () => {
    const app = await startTestApp();
    const { port } = new URL(app.url);
    const socket = connect(Number(port), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    const body = JSON.stringify({ query: '{ accounts { key } }' });
    const head = `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    socket.write(head + body.slice(0, 10));
    await app.data('{ accounts { key } }');
    const closing = app.close();
    socket.write(body.slice(10));
    await closing;
    await until(() => text.includes('"key":"listings"'));
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
  });
});
