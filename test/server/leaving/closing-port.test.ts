// The moment in which the port is closed: what is on its way by connections that are open gets its answer. The timers are the test's.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { registerDrain, type Drain } from '../../../src/server/leaving/drain.ts';
import type { LifecycleState } from '../../../src/server/leaving/lifecycle.ts';

let app: FastifyInstance;
let drain: Drain;
let port: number;
let now: number;
let state: LifecycleState;
const sockets: Socket[] = [];

beforeEach(async () => {
  now = 0;
  state = 'ready';
  app = Fastify();
  drain = registerDrain(app, { lifecycle: { state: () => state }, now: () => now });
  app.get('/', (_request, reply) => reply.send('answered'));
  port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
  mock.timers.enable({ apis: ['setTimeout'] });
});

afterEach(async () => {
  mock.timers.reset();
  for (const socket of sockets.splice(0)) socket.destroy();
  await app.close();
});

/** A connection on its way. */
function begun() {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => (text += part));
  socket.on('error', () => undefined);
  return {
    connected: once(socket, 'connect'),
    closed: once(socket, 'close'),
    ask: () => socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n'),
    text: () => text,
  };
}

/** One that the server has taken. */
async function opened(): Promise<ReturnType<typeof begun>> {
  const taken = once(app.server, 'connection');
  const connection = begun();
  await taken;
  return connection;
}

/** Until the port is closed. */
async function closing(): Promise<{ readonly closed: Promise<void> }> {
  const closed = drain.close();
  while (app.server.listening) await turn();
  return { closed };
}

describe('when the port is closed', () => {
  it('answers what comes by a connection that was just opened, within a second, and ends it', async () => {
    state = 'draining';
    const connection = await opened();
    const { closed } = await closing();
    mock.timers.tick(999);
    connection.ask();
    await connection.closed;
    expect(connection.text()).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*connection: close\r\n[\s\S]*answered$/);
    await closed;
  });

  it('cuts a connection by which nothing has come in that second', async () => {
    const connection = await opened();
    const { closed } = await closing();
    mock.timers.tick(1_000);
    await Promise.all([closed, connection.closed]);
    expect(connection.text()).toBe('');
  });

  it('does not wait for one that was opened ahead long before', async () => {
    const connection = await opened();
    now = 1_000;
    await Promise.all([drain.close(), connection.closed]);
    expect(connection.text()).toBe('');
  });

  it('answers what came by a kept connection before it has read it', async () => {
    const connection = await opened();
    connection.ask();
    while (!connection.text().endsWith('answered')) await turn();
    state = 'draining';
    connection.ask();
    await drain.close();
    await connection.closed;
    expect(connection.text().match(/answered/g)).toHaveLength(2);
  });

  it('answers what the system has connected and this process has not taken yet', async () => {
    state = 'draining';
    const connections = Array.from({ length: 20 }, () => begun());
    await connections[0]?.connected;
    for (const { ask } of connections) ask();
    await drain.close();
    await Promise.all(connections.map(({ closed }) => closed));
    expect(connections.filter(({ text }) => !text().endsWith('answered'))).toHaveLength(0);
  });
});
