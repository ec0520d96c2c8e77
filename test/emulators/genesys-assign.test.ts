import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startEmulator, type RunningEmulator } from '../../emulators/core/emulator.ts';
import { definition } from '../../emulators/genesys/index.ts';
import { call, euId, held, pageOf, tokenOf, usId } from './genesys-harness.ts';

let emulator: RunningEmulator;
let as: string;
beforeAll(async () => {
  emulator = await startEmulator(definition);
});
beforeEach(async () => {
  emulator.reset();
  as = await tokenOf(emulator);
});
afterAll(() => emulator.close());

const PATH = '/api/v2/license/organization';

interface Change {
  readonly licenseId: string;
  readonly userIdsAdd: readonly string[];
  readonly userIdsRemove: readonly string[];
}

const add = (licenseId: string, ...userIdsAdd: string[]): Change => ({
  licenseId,
  userIdsAdd,
  userIdsRemove: [],
});
const remove = (licenseId: string, ...userIdsRemove: string[]): Change => ({
  licenseId,
  userIdsAdd: [],
  userIdsRemove,
});
const post = (...assignments: Change[]) => call(emulator, PATH, { as, json: { assignments } });
const licensesOf = async (index: number) => (await held(emulator, as, usId(index)))[usId(index)];

describe('assigning licenses', () => {
  it('answers one row for each user and license, and every read shows it', async () => {
    const answer = await post({
      licenseId: 'gc2WEMupgrade',
      userIdsAdd: [usId(8)],
      userIdsRemove: [usId(9)],
    });
    expect([answer.status, answer.body]).toEqual([
      200,
      [
        { userId: usId(8), licenseId: 'gc2WEMupgrade', result: 'SUCCESS' },
        { userId: usId(9), licenseId: 'gc2WEMupgrade', result: 'SUCCESS' },
      ],
    ]);
    expect(await licensesOf(8)).toEqual(['cloudCX2', 'gc2WEMupgrade']);
    expect(await licensesOf(9)).toEqual(['cloudCX2']);
    const single = await call(emulator, `/api/v2/license/users/${usId(8)}`, { as });
    expect(single.body).toMatchObject({ licenses: [{ id: 'cloudCX2' }, { id: 'gc2WEMupgrade' }] });
    const pages = [1, 2].map((page) =>
      call(emulator, `/api/v2/license/users?pageSize=100&pageNumber=${page}`, { as }),
    );
    const rows = (await Promise.all(pages)).flatMap((page) => pageOf(page).entities);
    expect(rows.find(({ id }) => id === usId(8))).toMatchObject({ licenses: ['cloudCX2', 'gc2WEMupgrade'] });
    expect(rows.find(({ id }) => id === usId(9))).toMatchObject({ licenses: ['cloudCX2'] });
  });

  it('serves no GET and needs both arrays', async () => {
    expect((await call(emulator, PATH, { as })).status).toBe(405);
    const bodies = [
      {},
      { assignments: [{ licenseId: 'cloudCX1', userIdsAdd: [] }] },
      { assignments: [{ licenseId: 'cloudCX1', userIdsRemove: [] }] },
      { assignments: [{ userIdsAdd: [], userIdsRemove: [] }] },
    ];
    for (const json of bodies) {
      const answer = await call(emulator, PATH, { as, json });
      expect([json, answer.status, answer.body]).toMatchObject([json, 400, { code: 'invalid.value' }]);
    }
    expect((await post()).body).toEqual([]);
  });

  it('refuses row by row what cannot be, and does the rest', async () => {
    const answer = await post(
      add('cloudCX1', usId(5), euId(101), usId(17)),
      add('noSuchLicense', usId(5)),
      add('acmeSpeechTrial', usId(5)),
      add('gc2WEMupgrade', usId(5)),
    );
    const results = Array.isArray(answer.body)
      ? answer.body.map((row: { result: unknown }) => row.result)
      : [];
    expect(results).toEqual(['SUCCESS', 'FAILURE', 'FAILURE', 'FAILURE', 'FAILURE', 'FAILURE']);
    expect(await licensesOf(5)).toEqual(['cloudCX1']);
  });

  it('lets a lapsed license be taken away', async () => {
    expect((await post(remove('acmeSpeechTrial', usId(3)))).body).toMatchObject([{ result: 'SUCCESS' }]);
    expect(await licensesOf(3)).toEqual(['cloudCX1']);
  });

  it('words its results as the switches say', async () => {
    emulator.setSwitch('resultSuccess', 'DONE');
    emulator.setSwitch('resultUnchanged', 'SAME');
    emulator.setSwitch('resultRefused', 'NO');
    const answer = await post(
      add('cloudCX1', usId(5)),
      add('cloudCX1', usId(5)),
      remove('cloudCX3', usId(5)),
      add('x', usId(5)),
    );
    expect(answer.body).toMatchObject([
      { result: 'DONE' },
      { result: 'SAME' },
      { result: 'SAME' },
      { result: 'NO' },
    ]);
  });

  it('caps the rows of one call', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => usId(index));
    const answer = await post(add('cloudCX3', ...ids));
    expect([answer.status, answer.body]).toMatchObject([400, { code: 'bad.request' }]);
    expect(await licensesOf(5)).toEqual([]);
    expect((await post(add('cloudCX3', ...ids.slice(1)))).status).toBe(200);
    emulator.setSwitch('maxBulk', 1);
    expect((await post(add('cloudCX3'), add('cloudCX1'))).status).toBe(400);
  });
});

describe('what one user may hold', () => {
  it('is one base tier, whose add-ons go with it', async () => {
    await post(add('cloudCX1', usId(9)));
    expect(await licensesOf(9)).toEqual(['cloudCX1']);
    await post(remove('cloudCX1', usId(1)));
    expect(await licensesOf(1)).toEqual([]);
  });

  it('is one of WEM and STA, and WEM wins', async () => {
    expect((await post(add('gc2WEMupgrade', usId(6)))).body).toMatchObject([{ result: 'SUCCESS' }]);
    expect(await licensesOf(6)).toEqual(['cloudCX2', 'gc2WEMupgrade']);
    expect((await post(add('gcSTAupgrade', usId(6)))).body).toMatchObject([{ result: 'FAILURE' }]);
    expect(await licensesOf(6)).toEqual(['cloudCX2', 'gc2WEMupgrade']);
  });

  it('is anything when the switches are off', async () => {
    emulator.setSwitch('enforcePrerequisites', false);
    expect((await post(add('gc2WEMupgrade', usId(5)))).body).toMatchObject([{ result: 'SUCCESS' }]);
    expect(await licensesOf(5)).toEqual(['gc2WEMupgrade']);
    emulator.setSwitch('exclusiveTiers', false);
    await post(add('cloudCX1', usId(5)), add('cloudCX3', usId(5)), add('gcSTAupgrade', usId(5)));
    expect(await licensesOf(5)).toEqual(['gc2WEMupgrade', 'cloudCX1', 'cloudCX3', 'gcSTAupgrade']);
  });
});

describe('a refusal', () => {
  const mixed = () => post(add('cloudCX1', usId(5)), add('gc2WEMupgrade', usId(13)));

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
    expect(await post(add('collaboratePro', usId(13)), add('cloudCX1', euId(101)))).toMatchObject({
      status: 404,
    });
    expect(await post(add('collaboratePro', usId(13)), add('nope', usId(5)))).toMatchObject({ status: 404 });
    expect(await licensesOf(13)).toEqual([]);
  });
});

describe('time', () => {
  it('hides a write for as long as the lag, and later writes build on it', async () => {
    emulator.setSwitch('consistencyLagMs', 10_000);
    await post(add('cloudCX2', usId(5)));
    expect(await licensesOf(5)).toEqual([]);
    expect((await post(add('gc2WEMupgrade', usId(5)))).body).toMatchObject([{ result: 'SUCCESS' }]);
    emulator.clock.advance(9_000);
    expect(await licensesOf(5)).toEqual([]);
    emulator.clock.advance(1_000);
    expect(await licensesOf(5)).toEqual(['cloudCX2', 'gc2WEMupgrade']);
  });

  it('lets roles have their way again', async () => {
    emulator.setSwitch('rolesWinAfterMs', 60_000);
    await post(remove('cloudCX3', usId(2)));
    expect(await licensesOf(2)).toEqual([]);
    emulator.clock.advance(60_000);
    expect(await licensesOf(2)).toEqual(['cloudCX3']);
  });
});

describe('faults on writes', () => {
  it('lie: success is answered and nothing is changed', async () => {
    emulator.fault({ method: 'POST', path: 'license/organization', times: 1, fault: { kind: 'lie' } });
    expect((await post(add('cloudCX1', usId(5)))).body).toMatchObject([{ result: 'SUCCESS' }]);
    expect(await licensesOf(5)).toEqual([]);
    await post(add('cloudCX1', usId(5)));
    expect(await licensesOf(5)).toEqual(['cloudCX1']);
  });

  it('apply and cut: the change is there although nobody was told', async () => {
    emulator.fault({
      method: 'POST',
      path: 'license/organization',
      times: 1,
      fault: { kind: 'apply-then-cut' },
    });
    await expect(post(add('cloudCX1', usId(5)))).rejects.toThrow('fetch failed');
    expect(await licensesOf(5)).toEqual(['cloudCX1']);
  });

  it('unknown results', async () => {
    emulator.fault({ path: 'license/organization', times: 1, fault: { kind: 'unknown-enum' } });
    expect((await post(add('cloudCX1', usId(5)))).body).toEqual([
      { userId: usId(5), licenseId: 'cloudCX1', result: 'SOMETHING_NEW' },
    ]);
  });
});
