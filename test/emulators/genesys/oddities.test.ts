// What organisations may do otherwise than most, by switch: forms of ids and addresses, rows that are odd, missing or gone.
import { describe, expect, it } from '@jest/globals';
import { person } from '../../../emulators/seed/organisation.ts';
import { DEFINITIONS, LICENSE_USERS, USERS, add, idsOf, pageOf, remove, usId, useGenesys } from './client.ts';

const { emulator, call, held, licensesOf, walk, write } = useGenesys();

async function search(address: string): Promise<unknown> {
  const states = { type: 'EXACT', fields: ['state'], values: ['active', 'inactive', 'deleted'] };
  const query = [{ type: 'EXACT', fields: ['email'], values: [address] }, states];
  return (await call(`${USERS}/search`, { json: { query } })).body;
}

describe('an odd license id', () => {
  const odd = 'acme app/Wörk #1';

  it('is the same everywhere, and what is held stays', async () => {
    emulator.setSwitch('oddLicenseId', true);
    expect(await licensesOf(0)).toEqual(['cloudCX2', 'gc2WEMupgrade', odd]);
    await write(add(odd, usId(5)), add('acmeWorkApp', usId(13)));
    expect([await licensesOf(5), await licensesOf(13)]).toEqual([[odd], []]);
    expect((await call(`${LICENSE_USERS}/${usId(5)}`)).body).toMatchObject({ licenses: [{ id: odd }] });
    expect((await call(DEFINITIONS)).text).toContain(odd);
    emulator.setSwitch('oddLicenseId', false);
    expect(await licensesOf(5)).toEqual(['acmeWorkApp']);
  });
});

describe('user ids', () => {
  it('may be in upper case, everywhere or where licenses are told', async () => {
    const [id, upper] = [usId(0), usId(0).toUpperCase()];
    const told = async () => [
      idsOf(await call(`${USERS}?id=${id}`))[0],
      (await walk(`${LICENSE_USERS}?pageSize=100`)).some((row) => row.id === upper),
      Object.keys(await held([id]))[0],
    ];
    expect(await told()).toEqual([id, false, id]);
    emulator.setSwitch('userIdCase', 'mixed');
    expect(await told()).toEqual([id, true, upper]);
    emulator.setSwitch('userIdCase', 'upper');
    expect(await told()).toEqual([upper, true, upper]);
  });
});

describe('e-mail addresses', () => {
  it('may have accents, in one form of Unicode, and are found in that form only', async () => {
    const composed = 'chloé.brandt.2@acme.example'.normalize('NFC');
    const decomposed = composed.normalize('NFD');
    emulator.setSwitch('emailForm', 'decomposed');
    expect(await search(composed)).toMatchObject({ total: 0 });
    expect(await search(decomposed)).toMatchObject({ results: [{ id: usId(2), email: decomposed }] });
    emulator.setSwitch('emailForm', 'composed');
    expect(await search(composed)).toMatchObject({ results: [{ id: usId(2), email: composed }] });
  });

  it('may be those of several, one of them deleted', async () => {
    emulator.setSwitch('sharedAddress', true);
    const results = [{ id: usId(0) }, { id: usId(1) }, { id: usId(17), state: 'deleted' }];
    expect(await search(person(0).email)).toMatchObject({ total: 3, results });
  });
});

describe('rows', () => {
  it('hold null for no licenses', async () => {
    emulator.setSwitch('nullLicenses', true);
    const rows = await walk(`${LICENSE_USERS}?pageSize=100`);
    expect(rows.find(({ id }) => id === usId(5))).toMatchObject({ licenses: null });
    expect(rows.find(({ id }) => id === usId(10))).toMatchObject({ licenses: ['collaboratePro'] });
  });

  it('are odd here and there', async () => {
    emulator.setSwitch('oddRows', true);
    const users = await call(`${USERS}?pageSize=100&state=any`);
    expect(users.body).toMatchObject({
      entities: expect.arrayContaining([expect.objectContaining({ id: 13 })]),
    });
    expect(users.text).toContain('"department":42');
    expect((await call(`${USERS}/${usId(13)}`)).body).toMatchObject({ id: usId(13) });
    expect((await call(DEFINITIONS)).body).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'collaboratePro', description: 7 }),
        { description: 'Without an id' },
      ]),
    );
    const rows = await walk(`${LICENSE_USERS}?pageSize=100`);
    expect(rows.find(({ id }) => id === usId(14))).toMatchObject({ licenses: expect.any(String) });
    expect((await call(LICENSE_USERS, { json: [usId(14)] })).body).toEqual({
      [usId(14)]: expect.any(String),
    });
    expect((await call(`${LICENSE_USERS}/${usId(14)}`)).body).toMatchObject({ licenses: expect.any(Array) });
  });

  it('are left out of what many are looked up with', async () => {
    emulator.setSwitch('batchLeavesOut', 1);
    expect(Object.keys(await held([usId(0), usId(1)]))).toEqual([usId(1)]);
    expect(idsOf(await call(`${USERS}?id=${usId(0)}&id=${usId(1)}`))).toEqual([usId(1)]);
    expect((await call(`${LICENSE_USERS}/${usId(0)}`)).status).toBe(200);
  });

  it('move up when those before them are gone', async () => {
    const before = await call(`${USERS}?pageSize=10&state=any`);
    emulator.setSwitch('goneUsers', 3);
    const after = await call(`${USERS}?pageSize=10&state=any`);
    expect(idsOf(after).slice(0, 7)).toEqual(idsOf(before).slice(3));
    expect(pageOf(after).total).toBe(pageOf(before).total - 3);
    expect((await call(`${USERS}/${usId(0)}`)).status).toBe(404);
    expect((await call(`${LICENSE_USERS}/${usId(0)}`)).status).toBe(404);
    expect(pageOf(await call(LICENSE_USERS)).total).toBe(144 - 3);
    expect(await held([usId(0)])).toEqual({});
    expect(await search(person(0).email)).toMatchObject({ total: 0 });
    expect((await write(add('cloudCX1', usId(0)))).body).toMatchObject([{ result: 'FAILURE' }]);
  });
});

describe('a deleted user', () => {
  it('who is shown to hold licenses can lose them, and gets none', async () => {
    expect((await write(remove('cloudCX2', usId(17)))).body).toMatchObject([{ result: 'FAILURE' }]);
    emulator.setSwitch('listDeleted', true);
    expect(await licensesOf(17)).toEqual(['cloudCX2']);
    expect((await write(add('cloudCX1', usId(17)))).body).toMatchObject([{ result: 'FAILURE' }]);
    expect((await write(remove('cloudCX2', usId(17)))).body).toMatchObject([{ result: 'SUCCESS' }]);
    expect(await licensesOf(17)).toEqual([]);
  });
});
