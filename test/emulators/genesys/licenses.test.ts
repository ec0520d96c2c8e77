// Licenses: their definitions, who holds them, which ones roles bring, and feature toggles.
import { describe, expect, it } from '@jest/globals';
import { uuid } from '../../../emulators/seed/organisation.ts';
import { DEFINITIONS, LICENSE_USERS, euId, idsOf, pageOf, usId, useGenesys } from './client.ts';

const { emulator, call, tokenOf, walk, held } = useGenesys();

const INFER = '/api/v2/license/infer';

async function definitionIds(as?: string): Promise<unknown> {
  const { body } = await call(DEFINITIONS, { as });
  return Array.isArray(body) ? body.map((row: { id: unknown }) => row.id) : body;
}

function usRole(index: number): string {
  return uuid('genesys-us-role', index);
}

function euRole(index: number): string {
  return uuid('genesys-eu-role', index);
}

async function infer(...roleIds: string[]): Promise<unknown> {
  return (await call(INFER, { json: roleIds })).body;
}

describe('definitions', () => {
  it('are a bare array of what each org may hold', async () => {
    expect(await definitionIds()).toEqual([
      'cloudCX1',
      'cloudCX2',
      'cloudCX3',
      'gc1WEMupgrade',
      'gc2WEMupgrade',
      'gcSTAupgrade',
      'collaboratePro',
      'gcCX2WEMbundle',
      'acmeWorkApp',
    ]);
    const eu = await tokenOf('acme-eu-client');
    expect(await definitionIds(eu)).toEqual(['cloudCX1', 'cloudCX3', 'gcSTAupgrade', 'collaboratePro']);
    expect((await call(`${DEFINITIONS}/cloudCX2`, { as: eu })).status).toBe(404);
  });

  it('come one by one, with prerequisites and parts', async () => {
    const addOn = await call(`${DEFINITIONS}/gc1WEMupgrade`);
    expect(addOn.body).toMatchObject({
      id: 'gc1WEMupgrade',
      description: expect.any(String),
      permissions: { ids: expect.arrayContaining(['wfm:schedule:view']) },
      prerequisites: [{ id: 'cloudCX1', selfUri: `${DEFINITIONS}/cloudCX1` }],
      comprises: [],
      selfUri: `${DEFINITIONS}/gc1WEMupgrade`,
    });
    const bundle = await call(`${DEFINITIONS}/gcCX2WEMbundle`);
    expect(bundle.body).toMatchObject({
      comprises: [{ id: 'cloudCX2' }, { id: 'gcWEMsuite', comprises: [{ id: 'gc2WEMupgrade' }] }],
    });
  });

  it('take an encoded id and say 404 to any other case, a raw slash and a lapsed trial', async () => {
    emulator.setSwitch('oddLicenseId', true);
    const encoded = encodeURIComponent('acme app/Wörk #1');
    const app = await call(`${DEFINITIONS}/${encoded}`);
    expect(app.body).toMatchObject({ id: 'acme app/Wörk #1', selfUri: `${DEFINITIONS}/${encoded}` });
    for (const id of ['CLOUDCX1', 'acme%20app/W%C3%B6rk%20%231', 'acmeSpeechTrial', 'acmeWorkApp']) {
      const answer = await call(`${DEFINITIONS}/${id}`);
      expect([id, answer.status, answer.body]).toMatchObject([id, 404, { code: 'not.found' }]);
    }
    emulator.setSwitch('unknownLicenseStatus', 400);
    expect((await call(`${DEFINITIONS}/nope`)).status).toBe(400);
  });

  it('leave permissions out of the list when skinny, and optional fields when told to', async () => {
    emulator.setSwitch('skinnyDefinitions', true);
    const list = await call(DEFINITIONS);
    expect(list.text).not.toContain('"permissions"');
    expect((await call(`${DEFINITIONS}/cloudCX1`)).body).toHaveProperty('permissions.ids');
    emulator.setSwitch('omitOptional', true);
    const bare = await call(`${DEFINITIONS}/cloudCX1`);
    expect(bare.body).toEqual({
      id: 'cloudCX1',
      description: 'Cloud CX 1',
      permissions: { ids: expect.any(Array) },
    });
  });
});

describe('the list of license users', () => {
  it('pages by number without links, to the end, each user once', async () => {
    const first = await call(LICENSE_USERS);
    expect(Object.keys(first.body ?? {}).sort()).toEqual([
      'entities',
      'pageCount',
      'pageNumber',
      'pageSize',
      'total',
    ]);
    expect(pageOf(first)).toMatchObject({ pageSize: 25, pageNumber: 1, total: 144, pageCount: 6 });
    const ids = (await walk(`${LICENSE_USERS}?pageSize=33`)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(144);
    expect(ids).toEqual([...ids].sort());
  });

  it('has ids only, users with nothing and the inactive, but none who are deleted', async () => {
    const rows = await walk(`${LICENSE_USERS}?pageSize=100`);
    const row = (index: number) => rows.find(({ id }) => id === usId(index));
    expect(row(0)).toEqual({
      id: usId(0),
      licenses: ['cloudCX2', 'gc2WEMupgrade', 'acmeWorkApp'],
      selfUri: `${LICENSE_USERS}/${usId(0)}`,
    });
    expect(row(5)).toMatchObject({ licenses: [] });
    expect(row(4)).toMatchObject({ licenses: ['cloudCX3'] });
    expect(row(3)).toMatchObject({ licenses: ['cloudCX1', 'acmeSpeechTrial'] });
    expect(row(7)).toMatchObject({ licenses: ['cloudCX1'] });
    expect(row(17)).toBeUndefined();
  });

  it('changes who it has, its order and its tidiness by switch', async () => {
    const total = async () => pageOf(await call(LICENSE_USERS)).total;
    emulator.setSwitch('listDeleted', true);
    expect(await total()).toBe(150);
    emulator.setSwitch('listDeleted', false);
    emulator.setSwitch('listInactive', false);
    expect(await total()).toBe(124);
    emulator.setSwitch('listUnlicensed', false);
    const rows = await walk(`${LICENSE_USERS}?pageSize=100`);
    expect(rows.length).toBeLessThan(124);
    expect(rows.every(({ licenses }) => Array.isArray(licenses) && licenses.length > 0)).toBe(true);
    emulator.setSwitch('untidyLicenses', true);
    emulator.setSwitch('licenseUserOrder', 'shuffled');
    const shuffled = await walk(`${LICENSE_USERS}?pageSize=100`);
    expect(shuffled.map(({ id }) => id)).not.toEqual(rows.map(({ id }) => id));
    expect(shuffled.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id));
    expect(shuffled.find(({ id }) => id === usId(7))).toMatchObject({
      licenses: ['cloudCX1', null, 'cloudCX1'],
    });
  });

  it('refuses page sizes outside 1 to 100 and pages below 1, and is empty past the end', async () => {
    for (const query of ['pageSize=101', 'pageSize=0', 'pageSize=x', 'pageNumber=0', 'pageNumber=-1']) {
      const answer = await call(`${LICENSE_USERS}?${query}`);
      expect([query, answer.status, answer.body]).toMatchObject([query, 400, { code: 'bad.request' }]);
    }
    const past = pageOf(await call(`${LICENSE_USERS}?pageSize=100&pageNumber=3&nonsense=1`));
    expect(past).toEqual({ entities: [], pageSize: 100, pageNumber: 3, total: 144, pageCount: 2 });
    emulator.setSwitch('pastLastPage', 'error');
    expect((await call(`${LICENSE_USERS}?pageNumber=7`)).status).toBe(400);
    expect((await call(`${LICENSE_USERS}?pageNumber=6`)).status).toBe(200);
    emulator.setSwitch('maxLicensePageSize', 10);
    expect((await call(`${LICENSE_USERS}?pageSize=11`)).status).toBe(400);
  });

  it('repeats a row on the next page when pages drift', async () => {
    emulator.setSwitch('driftingPages', true);
    const one = idsOf(await call(`${LICENSE_USERS}?pageSize=10&pageNumber=1`));
    const two = await call(`${LICENSE_USERS}?pageSize=10&pageNumber=2`);
    expect(idsOf(two)[0]).toBe(one.at(-1));
    expect(pageOf(two)).toMatchObject({ total: 145, entities: { length: 10 } });
    emulator.setSwitch('driftingPages', false);
    emulator.setSwitch('omitOptional', true);
    const rows = await walk(`${LICENSE_USERS}?pageSize=100`);
    expect(rows.find(({ id }) => id === usId(5))).toEqual({ id: usId(5) });
  });
});

describe('license users by id', () => {
  it('map user ids to license ids and omit strangers, the deleted and other orgs', async () => {
    expect(await held([usId(0), usId(5), usId(17), euId(101), 'junk'])).toEqual({
      [usId(0)]: ['cloudCX2', 'gc2WEMupgrade', 'acmeWorkApp'],
      [usId(5)]: [],
    });
    const eu = await tokenOf('acme-eu-client');
    expect(await held([euId(101), usId(0)], eu)).toEqual({ [euId(101)]: ['cloudCX3'] });
  });

  it('has other values by switch', async () => {
    const post = (...ids: string[]) => call(LICENSE_USERS, { json: ids });
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
    expect((await call(LICENSE_USERS, { json: ids.slice(1) })).status).toBe(200);
    expect((await call(LICENSE_USERS, { json: ids })).body).toMatchObject({ code: 'bad.request' });
    emulator.setSwitch('maxBulk', 101);
    expect((await call(LICENSE_USERS, { json: ids })).status).toBe(200);
    const send = (body: string, type = 'application/json') =>
      call(LICENSE_USERS, { method: 'POST', body, headers: { 'content-type': type } });
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
    const trial = await call(`${LICENSE_USERS}/${usId(3)}`);
    expect(trial.body).toEqual({
      id: usId(3),
      licenses: [
        expect.objectContaining({ id: 'cloudCX1', permissions: { ids: expect.any(Array) } }),
        { id: 'acmeSpeechTrial', selfUri: `${DEFINITIONS}/acmeSpeechTrial` },
      ],
      selfUri: `${LICENSE_USERS}/${usId(3)}`,
    });
    for (const [id, status] of [
      [usId(17), 404],
      [euId(101), 404],
      ['not-a-uuid', 400],
    ] as const) {
      expect([id, (await call(`${LICENSE_USERS}/${id}`)).status]).toEqual([id, status]);
    }
    emulator.setSwitch('malformedUserIdStatus', 404);
    expect((await call(`${LICENSE_USERS}/not-a-uuid`)).status).toBe(404);
  });
});

describe('inference and toggles', () => {
  it('takes the highest tier, WEM before STA where the org has it, and nothing on the top tier', async () => {
    expect(await infer(usRole(6))).toEqual(['cloudCX1', 'gc1WEMupgrade']);
    expect((await call(INFER, { json: [euRole(6)], as: await tokenOf('acme-eu-client') })).body).toEqual([
      'cloudCX1',
      'gcSTAupgrade',
    ]);
    expect(await infer(usRole(2), usRole(8))).toEqual(['cloudCX2', 'gcSTAupgrade']);
    expect(await infer(usRole(2), usRole(9))).toEqual(['cloudCX3']);
    expect(await infer(usRole(1), usRole(10))).toEqual(['collaboratePro', 'acmeWorkApp']);
  });

  it('answers [] to nothing and passes over unknown roles', async () => {
    expect(await infer()).toEqual([]);
    expect(await infer(usRole(0))).toEqual([]);
    expect(await infer(euRole(2), usRole(1))).toEqual(['collaboratePro']);
    emulator.setSwitch('unknownRoleIds', 'error');
    expect((await call(INFER, { json: [euRole(2)] })).status).toBe(404);
  });

  it('also infers from permissions', async () => {
    const answer = await call(`${INFER}/permissions`, { json: ['wfm:schedule:*'] });
    expect(answer.body).toEqual(['cloudCX1', 'gc1WEMupgrade']);
  });

  it('reports every toggle as on, whatever is posted', async () => {
    for (const method of ['GET', 'POST']) {
      const answer = await call('/api/v2/license/toggles/a%20b', { method });
      expect([answer.status, answer.body]).toEqual([200, { featureName: 'a b', enabled: true }]);
    }
  });
});
