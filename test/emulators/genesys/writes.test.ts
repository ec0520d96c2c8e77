// Assigning licenses: what changes, what one user may hold, and what is refused.
import { describe, expect, it } from '@jest/globals';
import { LICENSE_USERS, ORGANIZATION, add, euId, remove, usId, useGenesys } from './client.ts';

const { emulator, call, walk, write, licensesOf } = useGenesys();

describe('assigning licenses', () => {
  it('answers one row for each user and license, and every read shows it', async () => {
    const [added, removed] = [[usId(8)], [usId(9)]];
    const answer = await write({ licenseId: 'gc2WEMupgrade', userIdsAdd: added, userIdsRemove: removed });
    expect([answer.status, answer.body]).toEqual([
      200,
      [
        { userId: usId(8), licenseId: 'gc2WEMupgrade', result: 'SUCCESS' },
        { userId: usId(9), licenseId: 'gc2WEMupgrade', result: 'SUCCESS' },
      ],
    ]);
    expect(await licensesOf(8)).toEqual(['cloudCX2', 'gc2WEMupgrade']);
    expect(await licensesOf(9)).toEqual(['cloudCX2']);
    const single = await call(`${LICENSE_USERS}/${usId(8)}`);
    expect(single.body).toMatchObject({ licenses: [{ id: 'cloudCX2' }, { id: 'gc2WEMupgrade' }] });
    const rows = await walk(`${LICENSE_USERS}?pageSize=100`);
    expect(rows.find(({ id }) => id === usId(8))).toMatchObject({ licenses: ['cloudCX2', 'gc2WEMupgrade'] });
    expect(rows.find(({ id }) => id === usId(9))).toMatchObject({ licenses: ['cloudCX2'] });
  });

  it('serves no GET and needs both arrays', async () => {
    expect((await call(ORGANIZATION)).status).toBe(405);
    const bodies = [
      {},
      { assignments: [{ licenseId: 'cloudCX1', userIdsAdd: [] }] },
      { assignments: [{ licenseId: 'cloudCX1', userIdsRemove: [] }] },
      { assignments: [{ userIdsAdd: [], userIdsRemove: [] }] },
    ];
    for (const json of bodies) {
      const answer = await call(ORGANIZATION, { json });
      expect([json, answer.status, answer.body]).toMatchObject([json, 400, { code: 'invalid.value' }]);
    }
    expect((await write()).body).toEqual([]);
  });

  it('refuses row by row what cannot be, and does the rest', async () => {
    const answer = await write(
      add('cloudCX1', usId(5), euId(101), usId(17)),
      add('noSuchLicense', usId(5)),
      add('acmeSpeechTrial', usId(5)),
      add('gc2WEMupgrade', usId(5)),
    );
    const results = ['SUCCESS', 'FAILURE', 'FAILURE', 'FAILURE', 'FAILURE', 'FAILURE'];
    expect(answer.body).toMatchObject(results.map((result) => ({ result })));
    expect(await licensesOf(5)).toEqual(['cloudCX1']);
  });

  it('lets a lapsed license be taken away', async () => {
    expect((await write(remove('acmeSpeechTrial', usId(3)))).body).toMatchObject([{ result: 'SUCCESS' }]);
    expect(await licensesOf(3)).toEqual(['cloudCX1']);
  });

  it('words its results as the switches say', async () => {
    emulator.setSwitch('resultSuccess', 'DONE');
    emulator.setSwitch('resultUnchanged', 'SAME');
    emulator.setSwitch('resultRefused', 'NO');
    const again = add('cloudCX1', usId(5));
    const answer = await write(again, again, remove('cloudCX3', usId(5)), add('x', usId(5)));
    const results = ['DONE', 'SAME', 'SAME', 'NO'];
    expect(answer.body).toMatchObject(results.map((result) => ({ result })));
  });

  it('caps the rows of one call', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => usId(index));
    const answer = await write(add('cloudCX3', ...ids));
    expect([answer.status, answer.body]).toMatchObject([400, { code: 'bad.request' }]);
    expect(await licensesOf(5)).toEqual([]);
    expect((await write(add('cloudCX3', ...ids.slice(1)))).status).toBe(200);
    emulator.setSwitch('maxBulk', 1);
    expect((await write(add('cloudCX3'), add('cloudCX1'))).status).toBe(400);
  });
});

describe('what one user may hold', () => {
  it('is one base tier, whose add-ons go with it', async () => {
    await write(add('cloudCX1', usId(9)));
    expect(await licensesOf(9)).toEqual(['cloudCX1']);
    await write(remove('cloudCX1', usId(1)));
    expect(await licensesOf(1)).toEqual([]);
  });

  it('is one of WEM and STA, and WEM wins', async () => {
    expect((await write(add('gc2WEMupgrade', usId(6)))).body).toMatchObject([{ result: 'SUCCESS' }]);
    expect(await licensesOf(6)).toEqual(['cloudCX2', 'gc2WEMupgrade']);
    expect((await write(add('gcSTAupgrade', usId(6)))).body).toMatchObject([{ result: 'FAILURE' }]);
    expect(await licensesOf(6)).toEqual(['cloudCX2', 'gc2WEMupgrade']);
  });

  it('is anything when the switches are off', async () => {
    emulator.setSwitch('enforcePrerequisites', false);
    expect((await write(add('gc2WEMupgrade', usId(5)))).body).toMatchObject([{ result: 'SUCCESS' }]);
    expect(await licensesOf(5)).toEqual(['gc2WEMupgrade']);
    emulator.setSwitch('exclusiveTiers', false);
    await write(add('cloudCX1', usId(5)), add('cloudCX3', usId(5)), add('gcSTAupgrade', usId(5)));
    expect(await licensesOf(5)).toEqual(['gc2WEMupgrade', 'cloudCX1', 'cloudCX3', 'gcSTAupgrade']);
  });
});

describe('a refusal', () => {
  const mixed = () => write(add('cloudCX1', usId(5)), add('gc2WEMupgrade', usId(13)));

  it('undoes all when atomic', async () => {
    emulator.setSwitch('atomicAssignment', true);
    expect((await mixed()).body).toMatchObject([{ result: 'FAILURE' }, { result: 'FAILURE' }]);
    expect(await licensesOf(5)).toEqual([]);
  });

  it('is the whole answer by switch, with or without the rest done', async () => {
    emulator.setSwitch('refusalScope', 'call');
    expect(await mixed()).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await licensesOf(5)).toEqual(['cloudCX1']);
    emulator.setSwitch('atomicAssignment', true);
    expect(await write(add('collaboratePro', usId(13)), add('cloudCX1', euId(101)))).toMatchObject({
      status: 404,
    });
    expect(await write(add('collaboratePro', usId(13)), add('nope', usId(5)))).toMatchObject({ status: 404 });
    expect(await licensesOf(13)).toEqual([]);
  });
});
