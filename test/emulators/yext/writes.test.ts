// Operations 3 to 5: what they change, and what they refuse.
import { describe, expect, it } from '@jest/globals';
import { ODD_IDS } from '../../support/providers/yext.ts';
import { assignment, JSON_TYPE, newYorkDay, parseGroup, useYext } from './client.ts';

const { call, create, update, remove, packs, assignments, emulator } = useYext();

const today = (): string => newYorkDay(emulator.clock.now());
const inDays = (days: number): string => newYorkDay(emulator.clock.now(), days);

async function row(packId: string, assignedEntity: string) {
  return (await assignments(packId, { assignedEntity })).licenseAssignments[0]?.assignedEntities[0];
}

async function assigned(packId: string) {
  return (await packs()).licensePacks.find((pack) => pack.id === packId)?.assigned;
}

describe('create', () => {
  it('assigns without a date, moves the counters and is read back', async () => {
    const answer = await create('LP-PAGES', 'store-18');
    expect(answer.status).toBe(200);
    expect(answer.response).toEqual({
      licensePack: { id: 'LP-PAGES', name: 'Pages', total: 40, assigned: 13, available: 27 },
      assignedEntities: [{ entityId: 'store-18' }],
    });
    expect(await row('LP-PAGES', 'store-18')).toEqual({ entityId: 'store-18' });
    expect(await assigned('LP-PAGES')).toBe(13);
  });

  it.each(['null', '{}', '{"expirationDate":"2031-01-01","entityId":"store-18"}'])(
    'takes %s as its body and ignores its members',
    async (body) => {
      const answer = await create('LP-PAGES', 'store-18', { body, headers: JSON_TYPE });
      expect(parseGroup(answer.response).assignedEntities).toEqual([{ entityId: 'store-18' }]);
    },
  );

  it.each(['[]', '"x"', '{', '7'])('refuses %s as its body', async (body) => {
    expect((await create('LP-PAGES', 'store-18', { body, headers: JSON_TYPE })).errors).toMatchObject([
      { code: 9009 },
    ]);
    expect(await row('LP-PAGES', 'store-18')).toBeUndefined();
  });

  it('refuses a second time with 409', async () => {
    const answer = await create('LP-PAGES', 'store-17');
    expect(answer).toMatchObject({
      status: 409,
      response: {},
      errors: [{ code: 9012, type: 'FATAL_ERROR' }],
    });
  });

  it.each(['LP-FULL', 'LP-OVER', 'LP-CHAT'])(
    'refuses when %s has nothing left, naming it',
    async (packId) => {
      const answer = await create(packId, 'store-18');
      expect(answer).toMatchObject({
        status: 409,
        errors: [{ code: 9013, message: expect.stringContaining(packId) }],
      });
      emulator.setSwitch('createFullStatus', 400);
      expect((await create(packId, 'store-18')).status).toBe(400);
    },
  );

  it('works again when something was given back', async () => {
    expect((await remove('LP-FULL', 'store-101')).status).toBe(200);
    expect((await create('LP-FULL', 'store-18')).status).toBe(200);
    expect((await create('LP-FULL', 'store-101')).status).toBe(409);
  });

  it.each([
    ['LP-NOWHERE', 'store-18'],
    ['LP-RETIRED', 'store-18'],
    ['LP-PAGES', 'store-9999'],
    ['LP-PAGES', 'store-44'],
    ['LP-PAGES', '81237702'],
    ['LP-PAGES', 'STORE-18'],
  ])('does not know %s with %s', async (packId, entityId) => {
    expect(await create(packId, entityId)).toMatchObject({ status: 400, errors: [{ code: 2000 }] });
  });

  it.each(ODD_IDS)('assigns, dates and removes %s in a pack with an odd id', async (entityId) => {
    expect((await create('LP/Events#1', entityId)).status).toBe(200);
    expect((await update('LP/Events#1', entityId, { expirationDate: inDays(9) })).status).toBe(200);
    expect(await row('LP/Events#1', entityId)).toEqual({ entityId, expirationDate: inDays(9) });
    expect((await remove('LP/Events#1', entityId)).status).toBe(200);
    expect(await row('LP/Events#1', entityId)).toBeUndefined();
  });
});

describe('update', () => {
  it('schedules, moves and cancels the removal', async () => {
    const dated = await update('LP-SITE', 'store-17', { expirationDate: inDays(3), entityId: 'ignored' });
    expect(parseGroup(dated.response)).toMatchObject({
      licensePack: { id: 'LP-SITE', assigned: 1 },
      assignedEntities: [{ entityId: 'store-17', expirationDate: inDays(3) }],
    });
    await update('LP-SITE', 'store-17', { expirationDate: inDays(5) });
    expect(await row('LP-SITE', 'store-17')).toEqual({ entityId: 'store-17', expirationDate: inDays(5) });
    await update('LP-SITE', 'store-17', {});
    expect(await row('LP-SITE', 'store-17')).toEqual({ entityId: 'store-17' });
    await update('LP-SITE', 'store-17', { expirationDate: inDays(5) });
    await update('LP-SITE', 'store-17', { expirationDate: null });
    expect(await row('LP-SITE', 'store-17')).toEqual({ entityId: 'store-17' });
  });

  it.each(['', 'tomorrow', '2031-02-29', '2031-2-1', '2031-01-01T00:00:00Z', 1_900_000_000_000, true])(
    'refuses the date %p',
    async (expirationDate) => {
      expect((await update('LP-PAGES', 'store-17', { expirationDate })).errors).toMatchObject([
        { code: 9009 },
      ]);
      expect((await row('LP-PAGES', 'store-17'))?.expirationDate).toBe(inDays(30));
    },
  );

  it.each([undefined, 'null', '[]', '{'])('refuses the body %p', async (body) => {
    const path = assignment('LP-PAGES', 'store-17');
    const answer = await call(path, {
      method: 'PUT',
      headers: JSON_TYPE,
      ...(body !== undefined && { body }),
    });
    expect(answer.status).toBe(400);
    expect((await row('LP-PAGES', 'store-17'))?.expirationDate).toBe(inDays(30));
  });

  it('insists on the content type', async () => {
    const body = '{}';
    const refused = await update(
      'LP-PAGES',
      'store-17',
      {},
      { body, headers: { 'content-type': 'text/plain' } },
    );
    expect(refused).toMatchObject({ status: 400, errors: [{ code: 9010 }] });
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect((await update('LP-PAGES', 'store-17', {}, { body, headers })).status).toBe(200);
  });

  it('removes at once for today', async () => {
    const answer = await update('LP-PAGES', 'store-1', { expirationDate: today() });
    expect(parseGroup(answer.response)).toMatchObject({
      licensePack: { assigned: 11 },
      assignedEntities: [{ entityId: 'store-1' }],
    });
    expect(await row('LP-PAGES', 'store-1')).toBeUndefined();
  });

  it('refuses the past unless acceptPastExpiration', async () => {
    const past = { expirationDate: inDays(-1) };
    expect(await update('LP-PAGES', 'store-1', past)).toMatchObject({
      status: 400,
      errors: [{ code: 9009 }],
    });
    expect(await row('LP-PAGES', 'store-1')).toEqual({ entityId: 'store-1' });
    emulator.setSwitch('acceptPastExpiration', true);
    expect((await update('LP-PAGES', 'store-1', past)).status).toBe(200);
    expect(await row('LP-PAGES', 'store-1')).toBeUndefined();
  });

  it('does not know what is not assigned', async () => {
    expect(await update('LP-PAGES', 'store-18', {})).toMatchObject({ status: 400, errors: [{ code: 2000 }] });
    emulator.setSwitch('absentUpdateStatus', 404);
    expect((await update('LP-PAGES', 'store-18', {})).status).toBe(404);
    expect((await update('LP-PAGES', 'nobody', {})).status).toBe(400);
  });
});

describe('delete', () => {
  it('removes at once and answers an empty response', async () => {
    expect(await remove('LP-PAGES', 'store-17')).toMatchObject({ status: 200, response: {} });
    expect(await row('LP-PAGES', 'store-17')).toBeUndefined();
    expect(await assigned('LP-PAGES')).toBe(11);
  });

  it('does not know what is not assigned', async () => {
    expect(await remove('LP-PAGES', 'store-18')).toMatchObject({ status: 400, errors: [{ code: 2000 }] });
    emulator.setSwitch('absentDeleteStatus', 404);
    expect((await remove('LP-PAGES', 'store-18')).status).toBe(404);
    emulator.setSwitch('absentDeleteStatus', 200);
    expect(await remove('LP-PAGES', 'store-18')).toMatchObject({ status: 200, response: {} });
    expect((await remove('LP-PAGES', 'nobody')).status).toBe(400);
    expect(await assigned('LP-PAGES')).toBe(12);
  });
});

describe('switches of the writes', () => {
  it('createAssigned and createKeepsExpiration', async () => {
    emulator.setSwitch('createAssigned', 'unchanged');
    const kept = parseGroup((await create('LP-PAGES', 'store-17')).response);
    expect(kept).toMatchObject({
      licensePack: { assigned: 12 },
      assignedEntities: [{ expirationDate: inDays(30) }],
    });
    emulator.setSwitch('createKeepsExpiration', false);
    expect((await create('LP-PAGES', 'store-17')).status).toBe(200);
    expect(await row('LP-PAGES', 'store-17')).toEqual({ entityId: 'store-17' });
    expect(await assigned('LP-PAGES')).toBe(12);
  });

  it('writeAnswer whole-pack', async () => {
    emulator.setSwitch('writeAnswer', 'whole-pack');
    const group = parseGroup((await create('LP-PAGES', 'store-18')).response);
    expect(group.assignedEntities).toHaveLength(13);
    expect(group.assignedEntities).toContainEqual({ entityId: 'store-17', expirationDate: inDays(30) });
  });

  it.each(['entity-type', 'saved-filter'])('writeConflict %s', async (reason) => {
    emulator.setSwitch('writeConflict', reason);
    for (const answer of [
      await create('LP-PAGES', 'store-18'),
      await update('LP-PAGES', 'store-17', {}),
      await remove('LP-PAGES', 'store-17'),
    ]) {
      expect(answer).toMatchObject({ status: 409, errors: [{ code: 9014 }] });
    }
    expect((await row('LP-PAGES', 'store-17'))?.expirationDate).toBe(inDays(30));
  });

  it('refuses - as a pack in each write', async () => {
    for (const answer of [
      await create('-', 'store-18'),
      await update('-', 'store-17', {}),
      await remove('-', 'store-17'),
    ]) {
      expect(answer).toMatchObject({ status: 400, errors: [{ code: 9007 }] });
    }
  });
});
