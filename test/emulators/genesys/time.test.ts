// What time does to a write.
import { describe, expect, it } from '@jest/globals';
import { add, remove, usId, useGenesys } from './client.ts';

const { emulator, write, licensesOf } = useGenesys();

describe('a write', () => {
  it('is hidden for as long as the lag, and later writes build on it', async () => {
    emulator.setSwitch('consistencyLagMs', 600_000);
    await write(add('cloudCX2', usId(5)));
    expect(await licensesOf(5)).toEqual([]);
    expect((await write(add('gc2WEMupgrade', usId(5)))).body).toMatchObject([{ result: 'SUCCESS' }]);
    emulator.clock.advance(500_000);
    expect(await licensesOf(5)).toEqual([]);
    emulator.clock.advance(100_000);
    expect(await licensesOf(5)).toEqual(['cloudCX2', 'gc2WEMupgrade']);
  });

  it('gives way to roles again', async () => {
    emulator.setSwitch('rolesWinAfterMs', 60_000);
    await write(remove('cloudCX3', usId(2)));
    expect(await licensesOf(2)).toEqual([]);
    emulator.clock.advance(60_000);
    expect(await licensesOf(2)).toEqual(['cloudCX3']);
  });
});
