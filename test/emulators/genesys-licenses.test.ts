import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startEmulator, type RunningEmulator } from '../../emulators/core/emulator.ts';
import { definition } from '../../emulators/genesys/index.ts';
import { uuid } from '../../emulators/seed/organisation.ts';
import { call, euId, idsOf, held, pageOf, tokenOf, usId, walk } from './genesys-harness.ts';

let emulator: RunningEmulator;
let us: string;
beforeAll(async () => {
  emulator = await startEmulator(definition);
});
beforeEach(async () => {
  emulator.reset();
  us = await tokenOf(emulator);
});
afterAll(() => emulator.close());

const DEFINITIONS = '/api/v2/license/definitions';
const USERS = '/api/v2/license/users';

async function definitionIds(as: string): Promise<unknown> {
  const { body } = await call(emulator, DEFINITIONS, { as });
  return Array.isArray(body) ? body.map((row: { id: unknown }) => row.id) : body;
}

describe('definitions', () => {
  it('are a bare array of what each org may hold', async () => {
    expect(await definitionIds(us)).toEqual([
      'cloudCX1',
      'cloudCX2',
      'cloudCX3',
      'gc1WEMupgrade',
      'gc2WEMupgrade',
      'gcSTAupgrade',
      'collaboratePro',
      'gcCX2WEMbundle',
      'acme app/Wörk #1',
    ]);
    const eu = await tokenOf(emulator, 'acme-eu-client');
    expect(await definitionIds(eu)).toEqual(['cloudCX1', 'cloudCX3', 'gcSTAupgrade', 'collaboratePro']);
    expect((await call(emulator, `${DEFINITIONS}/cloudCX2`, { as: eu })).status).toBe(404);
  });

  it('come one by one, with prerequisites and parts', async () => {
    const addOn = await call(emulator, `${DEFINITIONS}/gc1WEMupgrade`, { as: us });
    expect(addOn.body).toMatchObject({
      id: 'gc1WEMupgrade',
      description: expect.any(String),
      permissions: { ids: expect.arrayContaining(['wfm:schedule:view']) },
      prerequisites: [{ id: 'cloudCX1', selfUri: `${DEFINITIONS}/cloudCX1` }],
      comprises: [],
      selfUri: `${DEFINITIONS}/gc1WEMupgrade`,
    });
    const bundle = await call(emulator, `${DEFINITIONS}/gcCX2WEMbundle`, { as: us });
    expect(bundle.body).toMatchObject({
      comprises: [{ id: 'cloudCX2' }, { id: 'gcWEMsuite', comprises: [{ id: 'gc2WEMupgrade' }] }],
    });
  });

  it('take an encoded id and say 404 to any other case, a raw slash and a lapsed trial', async () => {
    const encoded = encodeURIComponent('acme app/Wörk #1');
    const app = await call(emulator, `${DEFINITIONS}/${encoded}`, { as: us });
    expect(app.body).toMatchObject({ id: 'acme app/Wörk #1', selfUri: `${DEFINITIONS}/${encoded}` });
    for (const id of ['CLOUDCX1', 'acme%20app/W%C3%B6rk%20%231', 'acmeSpeechTrial']) {
      const answer = await call(emulator, `${DEFINITIONS}/${id}`, { as: us });
      expect([id, answer.status, answer.body]).toMatchObject([id, 404, { code: 'not.found' }]);
    }
    emulator.setSwitch('unknownLicenseStatus', 400);
    expect((await call(emulator, `${DEFINITIONS}/nope`, { as: us })).status).toBe(400);
  });

  it('leave permissions out of the list when skinny, and optional fields when told to', async () => {
    emulator.setSwitch('skinnyDefinitions', true);
    const list = await call(emulator, DEFINITIONS, { as: us });
    expect(list.text).not.toContain('"permissions"');
    expect((await call(emulator, `${DEFINITIONS}/cloudCX1`, { as: us })).body).toHaveProperty(
      'permissions.ids',
    );
    emulator.setSwitch('omitOptional', true);
    const bare = await call(emulator, `${DEFINITIONS}/cloudCX1`, { as: us });
    expect(bare.body).toEqual({
      id: 'cloudCX1',
      description: 'Cloud CX 1',
      permissions: { ids: expect.any(Array) },
    });
  });
});

describe('the list of license users', () => {
  it('pages by number without links, to the end, each user once', async () => {
    const first = await call(emulator, USERS, { as: us });
    expect(Object.keys(first.body ?? {}).sort()).toEqual([
      'entities',
      'pageCount',
      'pageNumber',
      'pageSize',
      'total',
    ]);
    expect(pageOf(first)).toMatchObject({ pageSize: 25, pageNumber: 1, total: 144, pageCount: 6 });
    const { rows, total } = await walk(emulator, `${USERS}?pageSize=33`, us);
    const ids = rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(total);
    expect(ids).toEqual([...ids].sort());
  });

  it('has ids only, users with nothing and the inactive, but none who are deleted', async () => {
    const { rows } = await walk(emulator, `${USERS}?pageSize=100`, us);
    const row = (index: number) => rows.find(({ id }) => id === usId(index));
    expect(row(0)).toEqual({
      id: usId(0),
      licenses: ['cloudCX2', 'gc2WEMupgrade', 'acme app/Wörk #1'],
      selfUri: `${USERS}/${usId(0)}`,
    });
    expect(row(5)).toMatchObject({ licenses: [] });
    expect(row(4)).toMatchObject({ licenses: ['cloudCX3'] });
    expect(row(3)).toMatchObject({ licenses: ['cloudCX1', 'acmeSpeechTrial'] });
    expect(row(7)).toMatchObject({ licenses: ['cloudCX1', null, 'cloudCX1'] });
    expect(row(17)).toBeUndefined();
  });

  it('changes who it has, its order and its tidiness by switch', async () => {
    const total = async (): Promise<number> => pageOf(await call(emulator, USERS, { as: us })).total;
    emulator.setSwitch('listDeleted', true);
    expect(await total()).toBe(150);
    emulator.setSwitch('listDeleted', false);
    emulator.setSwitch('listInactive', false);
    expect(await total()).toBe(124);
    emulator.setSwitch('listUnlicensed', false);
    const { rows } = await walk(emulator, `${USERS}?pageSize=100`, us);
    expect(rows.length).toBeLessThan(124);
    expect(rows.every(({ licenses }) => Array.isArray(licenses) && licenses.length > 0)).toBe(true);
    emulator.setSwitch('untidyLicenses', false);
    emulator.setSwitch('licenseUserOrder', 'shuffled');
    const shuffled = (await walk(emulator, `${USERS}?pageSize=100`, us)).rows;
    expect(shuffled.map(({ id }) => id)).not.toEqual(rows.map(({ id }) => id));
    expect(shuffled.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id));
    expect(shuffled.find(({ id }) => id === usId(7))).toMatchObject({ licenses: ['cloudCX1'] });
  });

  it('refuses page sizes outside 1 to 100 and pages below 1, and is empty past the end', async () => {
    for (const query of ['pageSize=101', 'pageSize=0', 'pageSize=x', 'pageNumber=0', 'pageNumber=-1']) {
      const answer = await call(emulator, `${USERS}?${query}`, { as: us });
      expect([query, answer.status, answer.body]).toMatchObject([query, 400, { code: 'bad.request' }]);
    }
    const past = pageOf(await call(emulator, `${USERS}?pageSize=100&pageNumber=3&nonsense=1`, { as: us }));
    expect(past).toEqual({ entities: [], pageSize: 100, pageNumber: 3, total: 144, pageCount: 2 });
    emulator.setSwitch('pastLastPage', 'error');
    expect((await call(emulator, `${USERS}?pageNumber=7`, { as: us })).status).toBe(400);
    expect((await call(emulator, `${USERS}?pageNumber=6`, { as: us })).status).toBe(200);
    emulator.setSwitch('maxLicensePageSize', 10);
    expect((await call(emulator, `${USERS}?pageSize=11`, { as: us })).status).toBe(400);
  });

  it('repeats a row on the next page when pages drift', async () => {
    emulator.setSwitch('driftingPages', true);
    const one = idsOf(await call(emulator, `${USERS}?pageSize=10&pageNumber=1`, { as: us }));
    const two = await call(emulator, `${USERS}?pageSize=10&pageNumber=2`, { as: us });
    expect(idsOf(two)[0]).toBe(one.at(-1));
    expect(pageOf(two)).toMatchObject({ total: 145, entities: { length: 10 } });
    emulator.setSwitch('driftingPages', false);
    emulator.setSwitch('omitOptional', true);
    const { rows } = await walk(emulator, `${USERS}?pageSize=100`, us);
    expect(rows.find(({ id }) => id === usId(5))).toEqual({ id: usId(5) });
  });
});

describe('license users by id', () => {
  it('map user ids to license ids and omit strangers, the deleted and other orgs', async () => {
    expect(await held(emulator, us, usId(0), usId(5), usId(17), euId(101), 'junk')).toEqual({
      [usId(0)]: ['cloudCX2', 'gc2WEMupgrade', 'acme app/Wörk #1'],
      [usId(5)]: [],
    });
    const eu = await tokenOf(emulator, 'acme-eu-client');
    expect(await held(emulator, eu, euId(101), usId(0))).toEqual({ [euId(101)]: ['cloudCX3'] });
  });

  it('has other values by switch', async () => {
    const post = (...ids: string[]) => call(emulator, USERS, { as: us, json: ids });
    emulator.setSwitch('userLicensesValue', 'object');
    expect((await post(usId(10))).body).toEqual({
      [usId(10)]: { id: usId(10), licenses: ['collaboratePro'] },
    });
    emulator.setSwitch('userLicensesValue', 'licenseUser');
    expect((await post(usId(10))).body).toMatchObject({
      [usId(10)]: { licenses: [{ id: 'collaboratePro' }] },
    });
    emulator.setSwitch('unknownUserIds', 'empty');
    expect((await post(euId(101))).body).toEqual({ [euId(101)]: { id: euId(101), licenses: [] } });
    emulator.setSwitch('unknownUserIds', 'error');
    expect((await post(euId(101))).status).toBe(404);
  });

  it('reads the body strictly: cap, type, JSON, shape, size', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => usId(index));
    expect((await call(emulator, USERS, { as: us, json: ids.slice(1) })).status).toBe(200);
    expect((await call(emulator, USERS, { as: us, json: ids })).body).toMatchObject({ code: 'bad.request' });
    emulator.setSwitch('maxBulk', 101);
    expect((await call(emulator, USERS, { as: us, json: ids })).status).toBe(200);
    const send = (body: string, type = 'application/json') =>
      call(emulator, USERS, { as: us, method: 'POST', body, headers: { 'content-type': type } });
    expect(await send('[]', 'text/plain')).toMatchObject({
      status: 415,
      body: { code: 'unsupported.media.type' },
    });
    expect(await send('[')).toMatchObject({ status: 400, body: { code: 'bad.request' } });
    expect(await send('')).toMatchObject({ status: 400, body: { code: 'bad.request' } });
    expect(await send('{"ids":[]}')).toMatchObject({ status: 400, body: { code: 'invalid.value' } });
    expect(await send(`["${'x'.repeat(512_000)}"]`)).toMatchObject({
      status: 413,
      body: { code: 'request.entity.too.large' },
    });
    emulator.setSwitch('maxBodyBytes', 3);
    expect([(await send('[]')).status, (await send('[ ]')).status, (await send('[  ]')).status]).toEqual([
      200, 200, 413,
    ]);
  });

  it('shows one user with license objects, and a bare id where the definition is gone', async () => {
    const trial = await call(emulator, `${USERS}/${usId(3)}`, { as: us });
    expect(trial.body).toEqual({
      id: usId(3),
      licenses: [
        expect.objectContaining({ id: 'cloudCX1', permissions: { ids: expect.any(Array) } }),
        { id: 'acmeSpeechTrial', selfUri: `${DEFINITIONS}/acmeSpeechTrial` },
      ],
      selfUri: `${USERS}/${usId(3)}`,
    });
    for (const [id, status] of [
      [usId(17), 404],
      [euId(101), 404],
      ['not-a-uuid', 400],
    ] as const) {
      expect([id, (await call(emulator, `${USERS}/${id}`, { as: us })).status]).toEqual([id, status]);
    }
    emulator.setSwitch('malformedUserIdStatus', 404);
    expect((await call(emulator, `${USERS}/not-a-uuid`, { as: us })).status).toBe(404);
  });
});

describe('inference and toggles', () => {
  const usRole = (index: number): string => uuid('genesys-us-role', index);
  const euRole = (index: number): string => uuid('genesys-eu-role', index);
  const infer = async (as: string, ...ids: string[]): Promise<unknown> =>
    (await call(emulator, '/api/v2/license/infer', { as, json: ids })).body;

  it('takes the highest tier, WEM before STA where the org has it, and nothing on the top tier', async () => {
    const eu = await tokenOf(emulator, 'acme-eu-client');
    expect(await infer(us, usRole(6))).toEqual(['cloudCX1', 'gc1WEMupgrade']);
    expect(await infer(eu, euRole(6))).toEqual(['cloudCX1', 'gcSTAupgrade']);
    expect(await infer(us, usRole(2), usRole(8))).toEqual(['cloudCX2', 'gcSTAupgrade']);
    expect(await infer(us, usRole(2), usRole(9))).toEqual(['cloudCX3']);
    expect(await infer(us, usRole(1), usRole(10))).toEqual(['collaboratePro', 'acme app/Wörk #1']);
  });

  it('answers [] to nothing and passes over unknown roles', async () => {
    expect(await infer(us)).toEqual([]);
    expect(await infer(us, usRole(0))).toEqual([]);
    expect(await infer(us, euRole(2), usRole(1))).toEqual(['collaboratePro']);
    emulator.setSwitch('unknownRoleIds', 'error');
    expect((await call(emulator, '/api/v2/license/infer', { as: us, json: [euRole(2)] })).status).toBe(404);
  });

  it('also infers from permissions', async () => {
    const answer = await call(emulator, '/api/v2/license/infer/permissions', {
      as: us,
      json: ['wfm:schedule:*'],
    });
    expect(answer.body).toEqual(['cloudCX1', 'gc1WEMupgrade']);
  });

  it('reports every toggle as on, whatever is posted', async () => {
    for (const method of ['GET', 'POST']) {
      const answer = await call(emulator, '/api/v2/license/toggles/a%20b', { as: us, method });
      expect([answer.status, answer.body]).toEqual([200, { featureName: 'a b', enabled: true }]);
    }
  });
});
