// What time does: dates that come, in the zone of the account.
import { describe, expect, it } from '@jest/globals';
import { newYorkDay, useYext } from './client.ts';

const { create, update, packs, assignments, emulator, holds, travel } = useYext();
const HOUR = 3_600_000;

async function schedule(expirationDate: string): Promise<void> {
  expect((await update('LP-SITE', 'store-17', { expirationDate })).status).toBe(200);
}

describe('expiry', () => {
  it('has dates of the seed at fixed distances from its day', async () => {
    const dates = (await assignments('LP-PAGES')).licenseAssignments[0]?.assignedEntities.filter(
      (row) => row.expirationDate,
    );
    const now = emulator.clock.now();
    expect(dates).toEqual([
      { entityId: 'north/store/20', expirationDate: newYorkDay(now, 90) },
      { entityId: 'store-17', expirationDate: newYorkDay(now, 30) },
    ]);
  });

  it('removes the rows of the seed when their day comes', async () => {
    emulator.clock.advance(8 * 24 * HOUR);
    expect((await packs()).licensePacks.find((pack) => pack.id === 'LP-LISTINGS')).toMatchObject({
      assigned: 118,
      available: 14,
    });
    expect(await holds('LP-PAGES', 'store-17')).toBe(true);
    emulator.clock.advance(24 * 24 * HOUR);
    expect(await holds('LP-PAGES', 'store-17')).toBe(false);
    expect(await holds('LP-PAGES', 'north/store/20')).toBe(true);
  });

  it('happens at midnight in New York, in winter and in summer', async () => {
    for (const [date, before, after] of [
      ['2031-01-15', '2031-01-15T04:59:50Z', '2031-01-15T05:00:01Z'],
      ['2031-07-15', '2031-07-15T03:59:50Z', '2031-07-15T04:00:01Z'],
    ] as const) {
      emulator.reset();
      travel('2030-12-01T12:00:00Z');
      await schedule(date);
      travel(before);
      expect(await holds('LP-SITE', 'store-17')).toBe(true);
      travel(after);
      expect(await holds('LP-SITE', 'store-17')).toBe(false);
    }
  });

  it('frees the license for another entity', async () => {
    travel('2030-12-01T12:00:00Z');
    await schedule('2030-12-03');
    expect((await create('LP-SITE', 'store-18')).status).toBe(409);
    travel('2030-12-03T06:00:00Z');
    expect((await create('LP-SITE', 'store-18')).status).toBe(200);
  });

  it('follows the switch timeZone', async () => {
    emulator.setSwitch('timeZone', 'Asia/Tokyo');
    travel('2031-01-10T12:00:00Z');
    await schedule('2031-01-15');
    travel('2031-01-14T14:59:50Z');
    expect(await holds('LP-SITE', 'store-17')).toBe(true);
    travel('2031-01-14T15:00:01Z');
    expect(await holds('LP-SITE', 'store-17')).toBe(false);
  });

  it('reads today in the zone', async () => {
    travel('2031-01-15T02:00:00Z');
    expect((await update('LP-PAGES', 'store-1', { expirationDate: '2031-01-13' })).status).toBe(400);
    expect((await update('LP-PAGES', 'store-1', { expirationDate: '2031-01-14' })).status).toBe(200);
    expect(await holds('LP-PAGES', 'store-1')).toBe(false);
    emulator.setSwitch('timeZone', 'UTC');
    expect((await update('LP-PAGES', 'store-2', { expirationDate: '2031-01-14' })).status).toBe(400);
  });

  it('comes later with expiryDelayMinutes', async () => {
    travel('2031-01-10T12:00:00Z');
    emulator.setSwitch('expiryDelayMinutes', 120);
    await schedule('2031-01-15');
    travel('2031-01-15T06:59:50Z');
    expect(await holds('LP-SITE', 'store-17')).toBe(true);
    travel('2031-01-15T07:00:01Z');
    expect(await holds('LP-SITE', 'store-17')).toBe(false);
  });
});
