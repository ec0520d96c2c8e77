// A server that stops takes leave of its sockets and streams: clients are told to come back, and not that there is no more.
import { describe, expect, it } from '@jest/globals';
import { startTestApp } from '../../support/app.ts';
import { present, until } from '../../support/assertions.ts';
import { assigning } from '../../support/inputs.ts';
import { mutate } from '../../support/mutations.ts';
import { openRaw, subscribeBy, type Subscription } from '../../support/subscriptions.ts';

const PROGRESS = 'subscription ($id: ID!) { changeSetProgress(id: $id) { status } }';

describe('a server that stops', () => {
  it('closes WebSockets with 1012 and cuts streams, spread over a while, and is gone then', async () => {
    const app = await startTestApp({ server: { drainMs: 120_000 } });
    const { changeSet } = await mutate(app, 'planLicenseChanges', assigning('store-27'));
    const { id } = present(changeSet);
    const follow = (transport: 'WebSocket' | 'SSE by POST'): Subscription<object> =>
      subscribeBy(transport, app.url, PROGRESS, { variables: { id } });
    const sockets = Array.from({ length: 8 }, () => follow('WebSocket'));
    const streams = Array.from({ length: 8 }, () => follow('SSE by POST'));
    const idle = await openRaw(app.url);
    await until(() => [...sockets, ...streams].every(({ answers }) => answers.length === 1));

    const ends: string[] = [];
    for (const { ended } of [...sockets, ...streams]) void ended.then(({ how }) => ends.push(how));
    const closing = app.close();
    await until(() => ends.length > 0);
    // The others are still there.
    expect(ends.length).toBeLessThan(16);
    expect(await Promise.all(sockets.map(({ ended }) => ended))).toEqual(
      sockets.map(() => ({ how: 'CLOSED', code: 1012, reason: 'Service restart' })),
    );
    expect(await Promise.all(streams.map(({ ended }) => ended))).toEqual(streams.map(() => ({ how: 'CUT' })));
    expect(await idle.closed).toMatchObject({ code: 1012 });
    await closing;
    await expect(fetch(`${app.url}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('tells them while everything is still served, after half of the delay', async () => {
    const app = await startTestApp({ server: { drainDelayMs: 10_000, drainMs: 120_000 } });
    const socket = await openRaw(app.url);
    const hurry = new AbortController();
    const left = app.leave(hurry.signal);
    expect(await socket.closed).toMatchObject({ code: 1012 });
    const again = await openRaw(app.url);
    expect(await (await fetch(`${app.url}/readyz`)).json()).toMatchObject({ status: 'draining' });
    hurry.abort();
    expect(await again.closed).toMatchObject({ code: 1012 });
    expect(await left).toBe(true);
    await app.close();
  });
});
