import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { startEmulator, type RunningEmulator } from '../../emulators/core/emulator.ts';
import { definition } from '../../emulators/genesys/index.ts';
import { person, uuid } from '../../emulators/seed/organisation.ts';
import { call, pageOf, tokenOf, usId } from './genesys-harness.ts';

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

const USERS = '/api/v2/users';

describe('searching users', () => {
  const search = (json: unknown) => call(emulator, `${USERS}/search`, { as, json });
  const Results = z.object({
    total: z.number(),
    results: z.array(z.looseObject({ id: z.string() })).optional(),
  });
  const find = async (...query: unknown[]): Promise<string[]> => {
    const { results = [] } = Results.parse((await search({ pageSize: 100, query })).body);
    return results.map(({ id }) => id);
  };
  const exact = (field: string, ...values: string[]) => ({ type: 'EXACT', fields: [field], values });

  it('finds by e-mail in any case and answers in its own shape', async () => {
    const answer = await search({
      pageSize: 25,
      pageNumber: 1,
      query: [exact('email', person(0).email.toUpperCase()), exact('state', 'active', 'inactive')],
    });
    expect(answer.body).toEqual({
      total: 1,
      pageCount: 1,
      pageSize: 25,
      pageNumber: 1,
      currentPage: expect.any(String),
      types: ['users'],
      results: [expect.objectContaining({ id: usId(0), email: person(0).email })],
    });
  });

  it('leaves results out when there are none', async () => {
    const { body } = await search({ query: [exact('email', 'no@one.example')] });
    expect(body).toMatchObject({ total: 0 });
    expect(body).not.toHaveProperty('results');
  });

  it('finds the inactive and deleted only when state is asked for', async () => {
    const inactive = exact('email', person(4).email);
    expect(await find(inactive)).toEqual([]);
    expect(await find(inactive, exact('state', 'active', 'inactive'))).toEqual([usId(4)]);
    expect(await find(exact('state', 'deleted'))).toHaveLength(6);
  });

  it('knows every type of criterion', async () => {
    const { email, name } = person(0);
    expect(await find({ type: 'STARTS_WITH', fields: ['email'], value: email.slice(0, -15) })).toContain(
      usId(0),
    );
    expect(await find({ type: 'CONTAINS', fields: ['name'], value: name.slice(1, 8) })).toContain(usId(0));
    expect(await find({ type: 'REGEX', fields: ['email'], value: '[a-z]+\\.[a-z]+\\.[01]@.*' })).toEqual([
      usId(0),
      usId(1),
    ]);
    expect(await find({ type: 'TERM', fields: ['name'], value: 'ada' })).toContain(usId(0));
    expect(await find({ type: 'TERMS', fields: ['name'], values: ['ada', 'bo'] })).toEqual(
      expect.arrayContaining([usId(0), usId(1)]),
    );
    expect(await find({ type: 'QUERY_STRING', value: name })).toContain(usId(0));
    const logged = await find({ type: 'REQUIRED_FIELDS', fields: ['dateLastLogin'] });
    expect([logged.includes(usId(0)), logged.includes(usId(5))]).toEqual([true, false]);
    expect(Results.parse((await search({ query: [{ type: 'MATCH_ALL' }] })).body).total).toBe(124);
    const range = {
      type: 'TERM',
      fields: ['dateLastLogin'],
      startValue: '2026-05-01',
      endValue: '2026-06-01',
    };
    const recent = await find(range);
    expect(recent.length).toBeGreaterThan(0);
    expect(recent.length).toBeLessThan(logged.length);
  });

  it('joins criteria with AND, OR and NOT, groups too', async () => {
    const [a, b] = [exact('id', usId(0)), exact('id', usId(1))];
    expect(await find(a, b)).toEqual([]);
    expect(await find({ ...a, operator: 'OR' }, { ...b, operator: 'OR' })).toEqual([usId(0), usId(1)]);
    const both = {
      type: 'MATCH_ALL',
      group: [
        { ...a, operator: 'OR' },
        { ...b, operator: 'OR' },
      ],
    };
    expect(await find(both, { ...a, operator: 'NOT' })).toEqual([usId(1)]);
  });

  it('sorts, pages and expands', async () => {
    const answer = await search({
      query: [{ type: 'MATCH_ALL' }],
      pageSize: 2,
      pageNumber: 2,
      sortBy: 'id',
      sortOrder: 'DESC',
      expand: ['team'],
    });
    const ids = Results.parse(
      (await search({ query: [], pageSize: 100, sort: [{ sortBy: 'id', sortOrder: 'DESC' }] })).body,
    );
    const { results } = Results.parse(answer.body);
    expect(results?.map(({ id }) => id)).toEqual(ids.results?.slice(2, 4).map(({ id }) => id));
    expect(ids.results?.map(({ id }) => id)).toEqual(
      ids.results
        ?.map(({ id }) => id)
        .sort()
        .reverse(),
    );
    expect(results?.[0]).toHaveProperty('team');
    expect(answer.body).toMatchObject({
      total: 124,
      pageCount: 62,
      previousPage: expect.any(String),
      currentPage: expect.any(String),
      nextPage: expect.any(String),
    });
  });

  it('refuses bad criteria and pages', async () => {
    const bad = [
      { pageSize: 101 },
      { pageNumber: 0 },
      { pageSize: 100, pageNumber: 101 },
      { query: [{ fields: ['email'], value: 'x' }] },
      { query: [{ type: 'FUZZY', fields: ['email'], value: 'x' }] },
      { query: [{ type: 'EXACT', fields: ['shoeSize'], value: 'x' }] },
      { query: [{ type: 'EXACT', value: 'x' }] },
      { query: [{ type: 'EXACT', fields: ['email'] }] },
      { query: [{ type: 'REGEX', fields: ['email'], value: '(' }] },
    ];
    for (const json of bad) expect([json, (await search(json)).status]).toEqual([json, 400]);
    expect((await search({ pageSize: 100, pageNumber: 100 })).status).toBe(200);
    emulator.setSwitch('searchWindow', 50);
    expect((await search({ pageSize: 51 })).status).toBe(400);
    emulator.setSwitch('maxSearchPageSize', 5);
    expect((await search({ pageSize: 6 })).status).toBe(400);
  });
});

describe('roles', () => {
  const ROLES = '/api/v2/authorization/roles';

  it('state their policies and their licenses', async () => {
    const answer = await call(emulator, `${ROLES}?pageSize=100`, { as });
    const roles = pageOf(answer).entities;
    expect(roles.find(({ name }) => name === 'Scheduler')).toMatchObject({
      id: uuid('genesys-us-role', 4),
      permissionPolicies: [
        { domain: 'routing', entityName: 'queue', actionSet: ['view'] },
        { domain: 'wfm', entityName: 'schedule', actionSet: ['*'] },
      ],
      userCount: 8,
      default: false,
      baseLicense: 'cloudCX1',
      addonLicenses: ['gc1WEMupgrade'],
    });
    expect(roles.find(({ name }) => name === 'employee')).not.toHaveProperty('baseLicense');
    expect(answer.body).toHaveProperty('selfUri', `${ROLES}?pageSize=100&pageNumber=1`);
  });

  it('can be filtered', async () => {
    const names = async (query: string) =>
      pageOf(await call(emulator, `${ROLES}?${query}`, { as })).entities.map(({ name }) => name);
    expect(await names('name=agent')).toEqual(['Agent']);
    expect(await names(`id=${uuid('genesys-us-role', 1)},${uuid('genesys-us-role', 2)}`)).toEqual([
      'Collaborator',
      'Agent',
    ]);
    expect(await names('permission=wfm:schedule:edit')).toEqual(['Scheduler']);
    const [role] = pageOf(await call(emulator, `${ROLES}?userCount=false&pageSize=1`, { as })).entities;
    expect(role).not.toHaveProperty('userCount');
  });
});
