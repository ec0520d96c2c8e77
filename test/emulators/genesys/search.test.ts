// Searching users: the criteria, how they are joined, and the shape of answers.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { DAY } from '../../../emulators/seed/moments.ts';
import { person } from '../../../emulators/seed/organisation.ts';
import { USERS, usId, useGenesys, type Answer } from './client.ts';

const { emulator, call } = useGenesys();

/** There are no results where nobody is found. */
const Results = z.object({
  total: z.number(),
  results: z.array(z.looseObject({ id: z.string() })).default([]),
});

function search(json: object): Promise<Answer> {
  return call(`${USERS}/search`, { json });
}

async function idsOf(json: object): Promise<string[]> {
  return Results.parse((await search(json)).body).results.map(({ id }) => id);
}

function find(...query: object[]): Promise<string[]> {
  return idsOf({ pageSize: 100, query });
}

function exact(field: string, ...values: string[]): object {
  return { type: 'EXACT', fields: [field], values };
}

describe('searching users', () => {
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
    const now = emulator.clock.now();
    const range = {
      type: 'TERM',
      fields: ['dateLastLogin'],
      startValue: new Date(now - 90 * DAY).toISOString(),
      endValue: new Date(now - 7 * DAY).toISOString(),
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
    const { results } = Results.parse(answer.body);
    const ids = await idsOf({ query: [], pageSize: 100, sort: [{ sortBy: 'id', sortOrder: 'DESC' }] });
    expect(results.map(({ id }) => id)).toEqual(ids.slice(2, 4));
    expect(ids).toEqual(ids.toSorted().reverse());
    expect(results[0]).toHaveProperty('team');
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
