// Faults in the form Yext has for them.
import { describe, expect, it } from '@jest/globals';
import { newYorkDay, PACKS, parseGroup, useYext } from './client.ts';

const { call, create, update, assignments, entities, emulator, holds } = useYext();

describe('faults', () => {
  it('throttles in the form of the provider', async () => {
    emulator.fault({ fault: { kind: 'throttle', retryAfter: 700 }, times: 1 });
    const refused = await call(PACKS);
    expect(refused).toMatchObject({ status: 429, errors: [{ code: 9018 }] });
    expect(refused.headers.get('retry-after')).toBe('700');
    expect(refused.headers.get('rate-limit-remaining')).toBe('0');
    const wait = Number(refused.headers.get('rate-limit-reset')) - emulator.clock.now() / 1000;
    expect(wait).toBeGreaterThan(600);
    expect(wait).toBeLessThanOrEqual(701);
    expect((await call(PACKS)).status).toBe(200);
  });

  it('fails in the envelope', async () => {
    emulator.fault({ fault: { kind: 'error', status: 504 }, times: 1 });
    expect(await call(PACKS)).toMatchObject({ status: 504, response: {}, errors: [{ type: 'FATAL_ERROR' }] });
  });

  it('lies: a write that answers success and changes nothing', async () => {
    emulator.fault({ method: 'POST', fault: { kind: 'lie' }, times: 1 });
    const lied = await create('LP-PAGES', 'store-18');
    expect(parseGroup(lied.response).licensePack.assigned).toBe(13);
    expect(await holds('LP-PAGES', 'store-18')).toBe(false);
    expect((await create('LP-PAGES', 'store-18')).status).toBe(200);
    expect(await holds('LP-PAGES', 'store-18')).toBe(true);
  });

  it('lies about a removal and about a date', async () => {
    emulator.fault({ method: 'DELETE', fault: { kind: 'lie' } });
    emulator.fault({ method: 'PUT', fault: { kind: 'lie' } });
    const path = `${PACKS}/LP-SITE/assigned-entities/store-17`;
    expect((await call(path, { method: 'DELETE' })).status).toBe(200);
    expect(
      (await update('LP-SITE', 'store-17', { expirationDate: newYorkDay(emulator.clock.now(), 4) })).status,
    ).toBe(200);
    expect((await assignments('LP-SITE')).licenseAssignments[0]?.assignedEntities).toEqual([
      { entityId: 'store-17' },
    ]);
  });

  it('applies, then cuts', async () => {
    emulator.fault({ method: 'POST', fault: { kind: 'apply-then-cut' }, times: 1 });
    await expect(create('LP-PAGES', 'store-18')).rejects.toThrow('fetch failed');
    expect(await holds('LP-PAGES', 'store-18')).toBe(true);
  });

  it('answers enums nobody has heard of', async () => {
    emulator.fault({ fault: { kind: 'unknown-enum' } });
    expect((await entities({ limit: '1' })).entities[0]?.meta.entityType).toBe('NEW_location_2031');
    expect((await call(PACKS, { query: { pageSize: '0' } })).errors).toMatchObject([
      { type: 'NEW_FATAL_ERROR_2031' },
    ]);
  });

  it('scripts a 207', async () => {
    const body = {
      meta: {
        uuid: '0c5d7f0e-52f7-4b0e-9d0f-2f6f1f7f9a11',
        errors: [{ code: 1, type: 'NON_FATAL_ERROR', message: 'x' }],
      },
      response: {},
    };
    emulator.fault({ method: 'PUT', fault: { kind: 'answer', status: 207, body } });
    expect(await update('LP-PAGES', 'store-17', {})).toMatchObject({
      status: 207,
      errors: [{ type: 'NON_FATAL_ERROR' }],
    });
  });
});
