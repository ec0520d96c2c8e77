// How many requests a minute the emulator takes of one caller.
import { describe, expect, it } from '@jest/globals';
import { FIRST, useAccounts } from './client.ts';

const { emulator, first: call } = useAccounts();
const SUBSCRIPTION = `/fota/v3/subscriptions/${FIRST}`;

describe('throttling', () => {
  it('is off, and counts a minute of one caller when on', async () => {
    const statuses = new Set<number>();
    for (let at = 0; at < 30; at += 1) statuses.add((await call('GET', SUBSCRIPTION)).status);
    expect([...statuses]).toEqual([200]);
    emulator.clock.advance(60_000 - (emulator.clock.now() % 60_000) + 1000);
    emulator.setSwitch('requestsPerMinute', 2);
    const answers = [];
    for (let at = 0; at < 3; at += 1) answers.push(await call('GET', SUBSCRIPTION));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]?.body).toMatchObject({ fault: { code: '900800', message: 'Message throttled out' } });
    const secondsLeft = Math.floor((60_000 - (emulator.clock.now() % 60_000)) / 1000);
    expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(secondsLeft);
    emulator.setSwitch('retryAfterHeader', false);
    emulator.setSwitch('throttleBody', 'empty');
    const bare = await call('GET', SUBSCRIPTION);
    expect([bare.status, bare.text, bare.headers.get('retry-after')]).toEqual([429, '', null]);
    emulator.clock.advance(60_000);
    expect((await call('GET', SUBSCRIPTION)).status).toBe(200);
  });
});
