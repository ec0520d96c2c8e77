// Users: listed, looked up, and shown one by one.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { person, uuid } from '../../../emulators/seed/organisation.ts';
import { USERS, euId, idsOf, pageOf, usId, useGenesys, type Answer } from './client.ts';

const { emulator, call, tokenOf, walk } = useGenesys();

function get(query: string): Promise<Answer> {
  return call(`${USERS}${query}`);
}

describe('listing users', () => {
  it('shows the active by default, with links to the other pages', async () => {
    const first = await get('?pageSize=50&sortOrder=ascending');
    expect(pageOf(first)).toMatchObject({ pageSize: 50, pageNumber: 1, total: 124, pageCount: 3 });
    expect(first.body).toMatchObject({
      firstUri: `${USERS}?pageSize=50&pageNumber=1&sortOrder=ascending`,
      selfUri: `${USERS}?pageSize=50&pageNumber=1&sortOrder=ascending`,
      nextUri: `${USERS}?pageSize=50&pageNumber=2&sortOrder=ascending`,
      lastUri: `${USERS}?pageSize=50&pageNumber=3&sortOrder=ascending`,
    });
    expect(first.body).not.toHaveProperty('previousUri');
    const last = await get('?pageSize=50&pageNumber=3');
    expect(last.body).toHaveProperty('previousUri', `${USERS}?pageSize=50&pageNumber=2`);
    expect(last.body).not.toHaveProperty('nextUri');
  });

  it('has the whole user', async () => {
    const { email, name, department, title } = person(1);
    const [, second] = pageOf(await get('?pageSize=5')).entities;
    expect(second).toEqual({
      id: usId(1),
      name,
      division: { id: expect.any(String), name: 'Home', selfUri: expect.stringMatching(/divisions/) },
      chat: { jabberId: expect.stringMatching(/@acme-us\.orgspan\.com$/) },
      department,
      email,
      primaryContactInfo: [{ address: email, mediaType: 'EMAIL', type: 'PRIMARY' }],
      addresses: [],
      state: 'active',
      title,
      username: email,
      version: 2,
      acdAutoAnswer: false,
      manager: { id: usId(0), selfUri: `${USERS}/${usId(0)}` },
      selfUri: `${USERS}/${usId(1)}`,
    });
    emulator.setSwitch('omitOptional', true);
    const [sparse] = pageOf(await get(`?id=${usId(1)}`)).entities;
    expect(sparse).not.toHaveProperty('chat');
    expect(sparse).not.toHaveProperty('primaryContactInfo');
  });

  it.each([
    ['active', 124],
    ['inactive', 20],
    ['deleted', 6],
    ['any', 150],
  ])('filters by state %s', async (state, total) => {
    const rows = await walk(`${USERS}?pageSize=100&state=${state}`);
    expect(rows).toHaveLength(total);
    expect(new Set(rows.map((row) => row['state']))).toEqual(
      new Set(state === 'any' ? ['active', 'inactive', 'deleted'] : [state]),
    );
  });

  it('takes ids repeated or joined by commas, cut by the default page and filtered by state', async () => {
    const ids = [usId(0), usId(4), usId(17), euId(101), usId(8)];
    expect(idsOf(await get(`?${ids.map((id) => `id=${id}`).join('&')}`))).toEqual([usId(0), usId(8)]);
    expect(idsOf(await get(`?state=any&id=${ids.join(',')}`))).toEqual([usId(0), usId(4), usId(8), usId(17)]);
    const many = Array.from({ length: 100 }, (_, index) => usId(index));
    const cut = pageOf(await get(`?state=any&id=${many.join(',')}`));
    expect([cut.entities.length, cut.total]).toEqual([25, 100]);
    expect(idsOf(await get(`?state=any&pageSize=100&id=${many.join(',')}`))).toHaveLength(100);
    const tooMany = await get(`?state=any&pageSize=200&id=${[...many, usId(100)].join(',')}`);
    expect([tooMany.status, tooMany.body]).toMatchObject([400, { code: 'bad.request' }]);
    emulator.setSwitch('maxUserIds', 101);
    expect((await get(`?pageSize=200&id=${[...many, usId(100)].join(',')}`)).status).toBe(200);
    emulator.setSwitch('stateFiltersIds', false);
    expect(idsOf(await get(`?id=${ids.join(',')}`))).toEqual([usId(0), usId(4), usId(8), usId(17)]);
  });

  it('takes chat ids, though not beside user ids', async () => {
    const Chat = z.object({ chat: z.object({ jabberId: z.string() }) });
    const { chat } = Chat.parse((await get(`/${usId(1)}`)).body);
    expect(idsOf(await get(`?jabberId=${chat.jabberId}`))).toEqual([usId(1)]);
    expect((await get(`?jabberId=${chat.jabberId}&id=${usId(1)}`)).status).toBe(400);
  });

  it('refuses what the vendor refuses', async () => {
    const six = 'a,b,c,d,e,f';
    const refused = [
      'pageSize=501',
      'pageNumber=0',
      'state=retired',
      'sortOrder=up',
      `userCustomAttributeSchemaIds=${six}`,
      'pageSize=101&expand=integrationPresence&integrationPresenceSource=MicrosoftTeams',
    ];
    for (const query of refused) expect([query, (await get(`?${query}`)).status]).toEqual([query, 400]);
    const accepted = [
      'pageSize=500',
      'pageSize=100&expand=integrationPresence&integrationPresenceSource=x',
      'unheard=of',
    ];
    for (const query of accepted) expect([query, (await get(`?${query}`)).status]).toEqual([query, 200]);
  });

  it('stops at the window of inactive users although more pages are promised', async () => {
    emulator.setSwitch('inactiveWindow', 10);
    expect(pageOf(await get('?state=inactive&pageSize=10'))).toMatchObject({ pageCount: 2 });
    expect((await get('?state=inactive&pageSize=10&pageNumber=2')).status).toBe(400);
    expect((await get('?state=any&pageSize=10&pageNumber=2')).status).toBe(200);
  });

  it('sorts the other way round', async () => {
    const up = (await walk(`${USERS}?pageSize=100`)).map(({ id }) => id);
    const down = (await walk(`${USERS}?pageSize=100&sortOrder=descending`)).map(({ id }) => id);
    expect(down).toEqual(up.toReversed());
    expect(up[0]).toBe(usId(0));
  });
});

describe('one user', () => {
  it('is found unless deleted, malformed or of another org', async () => {
    expect((await get(`/${usId(4)}`)).body).toMatchObject({ id: usId(4), state: 'inactive' });
    expect((await get(`/${usId(17)}`)).status).toBe(404);
    expect((await get(`/${usId(17)}?state=deleted`)).body).toMatchObject({ state: 'deleted' });
    expect((await get(`/${usId(0)}?state=deleted`)).status).toBe(404);
    expect((await get(`/${usId(0)}?state=any`)).status).toBe(400);
    expect(await get(`/${euId(101)}`)).toMatchObject({ status: 404, body: { code: 'not.found' } });
    expect((await get('/nonsense')).status).toBe(400);
  });

  it('expands on request, comma or repeated, known values only', async () => {
    const plain = await get(`/${usId(0)}`);
    expect(plain.body).not.toHaveProperty('authorization');
    const expanded = await get(
      `/${usId(0)}?expand=authorization,dateLastLogin,constructor&expand=groups&expand=team&expand=employerInfo&expand=locations`,
    );
    expect(expanded.body).toMatchObject({
      authorization: {
        roles: [{ name: 'Quality planner' }, { id: uuid('genesys-us-role', 10), name: 'Acme Wörk user' }],
      },
      dateLastLogin: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      groups: [{ id: expect.any(String) }],
      team: { name: 'Team 1' },
      employerInfo: { officialName: 'Acme US' },
      locations: [],
    });
    expect(expanded.body).not.toHaveProperty('directory');
    expect((await get(`/${usId(5)}?expand=dateLastLogin`)).body).not.toHaveProperty('dateLastLogin');
  });

  it('is the same human in both orgs under two ids', async () => {
    const there = await call(`${USERS}/${euId(120)}`, { as: await tokenOf('acme-eu-client') });
    const here = await get(`/${usId(120)}`);
    expect(there.body).toMatchObject({
      email: person(120).email,
      chat: { jabberId: expect.stringMatching(/acme-eu/) },
    });
    expect(here.body).toMatchObject({ email: person(120).email });
  });

  it('shows an unheard-of state when told to', async () => {
    emulator.fault({ path: '/api/v2/users/', fault: { kind: 'unknown-enum' } });
    expect((await get(`/${usId(0)}`)).body).toMatchObject({
      id: usId(0),
      state: 'SOMETHING_NEW',
      title: person(0).title,
    });
  });
});
