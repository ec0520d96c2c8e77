// How often one token may ask one endpoint of the Webex emulator.
import { describe, expect, it } from '@jest/globals';
import { access } from '../../../emulators/webex/index.ts';
import { useWebex } from './client.ts';

const webex = useWebex();

describe('rate limit', () => {
  it('throttles one token on one endpoint, with the time to wait, and refills with the clock', async () => {
    webex.emulator.setSwitch('rateLimitBurst', 2);
    webex.emulator.setSwitch('rateLimitPerSecond', 0.02);
    const started = webex.emulator.clock.now();
    const statuses = [];
    for (let round = 0; round < 3; round += 1) statuses.push((await webex.call('/licenses')).status);
    expect(statuses).toEqual([200, 200, 429]);
    const throttled = await webex.call('/licenses');
    const spent = (webex.emulator.clock.now() - started) / 1_000;
    expect(Number(throttled.headers.get('retry-after'))).toBeGreaterThanOrEqual(50 - spent);
    expect(Number(throttled.headers.get('retry-after'))).toBeLessThanOrEqual(50);
    expect((await webex.call('/people')).status).toBe(200);
    expect((await webex.call('/licenses', { token: access.readOnlyAccessToken })).status).toBe(200);
    webex.emulator.clock.advance(50_000);
    expect((await webex.call('/licenses')).status).toBe(200);
  });

  it('leaves the header out, and the limit off, by switch', async () => {
    webex.emulator.setSwitch('rateLimitBurst', 1);
    webex.emulator.setSwitch('rateLimitPerSecond', 0.01);
    webex.emulator.setSwitch('retryAfterHeader', false);
    await webex.call('/licenses');
    const throttled = await webex.call('/licenses');
    expect(throttled.status).toBe(429);
    expect(throttled.headers.get('retry-after')).toBeNull();
    webex.emulator.setSwitch('rateLimitBurst', 0);
    expect((await webex.call('/licenses')).status).toBe(200);
  });
});
