// A server that drains: balancers are told, and everything is served until the delay is over.
import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { until } from '../../support/assertions.ts';
import { opened } from '../../support/lifecycle.ts';
import { assigning } from '../../support/inputs.ts';
import { mutate, outcomesOf } from '../../support/mutations.ts';
import { openRaw } from '../../support/subscriptions.ts';

/** An app that drains until `hurry` aborts. */
async function startDraining() {
  const app = await startTestApp({ server: { drainDelayMs: 3_600_000, drainMs: 120_000 } });
  // The store is opened by the first who needs it.
  await mutate(app, 'planLicenseChanges', assigning('store-27'));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  await asked(app, agent);
  await until(() => Object.keys(agent.freeSockets).length === 1);
  const hurry = new AbortController();
  const left = app.leave(hurry.signal);
  await until(async () => (await fetch(`${app.url}/readyz`)).status === 503);
  return { app, agent, hurry, left };
}

/** A query by a connection of the agent, with its answer. */
async function asked({ url }: TestApp, agent: Agent) {
  const headers = { 'content-type': 'application/json' };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(`${url}/graphql`, { method: 'POST', agent, headers }, resolve);
    sent.on('error', reject).end(JSON.stringify({ query: '{ accounts { key } }' }));
  });
  return { body: await text(response.resume()), connection: response.headers.connection };
}

describe('a server that drains', () => {
  const draining = opened(startDraining, async ({ app, agent, hurry }) => {
    hurry.abort();
    agent.destroy();
    await app.close();
  });

  it('answers by a connection that was kept, for the last time', async () => {
    const { app, agent } = draining;
    expect(Object.keys(agent.freeSockets)).toHaveLength(1);
    const answer = await asked(app, agent);
    expect(answer.body).toContain('"key":"listings"');
    expect(answer.connection).toBe('close');
    await until(() => Object.keys(agent.freeSockets).length === 0);
  });

  it('carries out changes', async () => {
    const payload = await mutate(draining.app, 'applyLicenseChanges', assigning('store-27'));
    expect(payload.problems).toEqual([]);
    expect(payload.changeSet?.status).toBe('SUCCEEDED');
    expect(outcomesOf(payload)).toEqual(['ASSIGN VERIFIED']);
  });

  it('takes sockets, closes them when it stops, and has finished everything then', async () => {
    const { app, hurry, left } = draining;
    const socket = await openRaw(app.url);
    hurry.abort();
    expect(await socket.closed).toMatchObject({ code: 1012 });
    expect(await left).toBe(true);
    await expect(fetch(`${app.url}/livez`)).rejects.toThrow('fetch failed');
  });
});
