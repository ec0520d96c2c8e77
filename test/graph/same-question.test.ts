// Cursors belong to a question, however it is written: what is absent, null or empty, an order that is the default, a moment.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { failuresOf } from '../support/app.ts';
import { present } from '../support/assertions.ts';
import { assigning } from '../support/inputs.ts';
import { useFoundApp } from '../support/found-app.ts';
import { at } from '../support/json.ts';
import { mutate } from '../support/mutations.ts';

const { app, write, holdingsOf } = useFoundApp();

const THEN = '2026-01-01T00:00:00';
let swept = '';
let changed = '';
beforeAll(async () => {
  const { accountKey, licenseId, assigneeId } = present((await holdingsOf('webex'))[0]);
  const found = { accountKey, licenseId, assigneeId };
  await write([
    { code: 'HOLDER_INACTIVE', ...found },
    { code: 'IDLE_HOLDER', ...found },
  ]);
  const asked = '{ inventory { asOf } }';
  swept = (await app.data<{ inventory: { asOf: string } }>(asked)).inventory.asOf;
  await mutate(app, 'applyLicenseChanges', assigning('store-5', 'store-7', 'store-8'));
  changed = (await app.data<{ inventory: { asOf: string } }>(asked)).inventory.asOf;
});

/** A list below some fields, with these arguments and those of a page. */
function listAt(path: string, written: string): string {
  const [list = '', ...above] = path.split('/').toReversed();
  const page = 'edges { cursor } pageInfo { endCursor }';
  const inner = `${list}(first: 1, after: $after ${written}) { ${page} }`;
  return `query ($after: String) { ${[...above.toReversed(), inner].join(' { ')} ${'}'.repeat(above.length)} }`;
}

/** The cursor of the first row. */
async function cursorOf(query: string, path: string): Promise<string> {
  const names = path.split('/').map((name) => name.replace(/\(.*/s, ''));
  // The one text that is asked for.
  const [edge] = at(await app.data(query), ...names, 'edges') as readonly { readonly cursor: string }[];
  return present(edge).cursor;
}

/** What each of the ways to write a question says to the cursors of all others. */
async function refusals(path: string, ways: readonly string[]): Promise<unknown[]> {
  const queries = ways.map((written) => listAt(path, written));
  const refused: unknown[] = [];
  for (const [from, query] of queries.entries()) {
    const after = await cursorOf(query, path);
    for (const [to, other] of queries.entries()) {
      const failures = failuresOf(await app.ask(other, { variables: { after } }));
      if (failures.length > 0) refused.push([ways[from], ways[to], ...failures]);
    }
  }
  return refused;
}

const NO_FILTER = ['', 'filter: null', 'filter: {}', 'filter: { accountKeys: null }'];
const ordered = (field: string, direction = 'ASC'): string[] => [
  'orderBy: null',
  `orderBy: { field: ${field} direction: ${direction} }`,
];

describe('a cursor is taken wherever the same is asked', () => {
  it.each([
    ['licenses', [...NO_FILTER, ...ordered('NAME')]],
    ['licenseAssignments', NO_FILTER],
    ['users', NO_FILTER],
    ['devices', NO_FILTER],
    ['changeSets', ['', 'filter: null', 'filter: {}', 'filter: { from: null }']],
    ['auditEvents', ['', 'filter: {}', 'filter: { actions: null }', ...ordered('SEQ')]],
    ['findings', [...NO_FILTER, 'filter: { open: true dismissed: false }', ...ordered('SEVERITY', 'DESC')]],
    ['licenseEvents', NO_FILTER],
    ['inventory/licenses', [...NO_FILTER, 'filter: { listed: true search: null }', ...ordered('NAME')]],
    ['inventory/users', [...NO_FILTER, 'filter: { holds: null }', ...ordered('NAME')]],
    ['inventory/devices', [...NO_FILTER, ...ordered('NAME')]],
    ['inventory/workspaces', [...NO_FILTER, ...ordered('NAME')]],
    ['inventory/entities', [...NO_FILTER, ...ordered('NAME')]],
    ['inventory/people', [...NO_FILTER, 'filter: { search: null }']],
    ['inventory/assignments', [...NO_FILTER, 'filter: { user: null }', ...ordered('LICENSE')]],
    ['inventory/groups', NO_FILTER.map((one) => `by: [LICENSE] ${one}`)],
    ['account(key: "listings")/licenses', [...NO_FILTER, ...ordered('NAME')]],
  ])('%s', async (path, ways) => {
    expect(await refusals(path, ways)).toEqual([]);
  });

  it.each([
    ['licenseEvents', 'filter: { from: "MOMENT" }'],
    ['changeSets', 'filter: { from: "MOMENT" }'],
    ['inventory/assignments', 'filter: { heldSince: { from: "MOMENT" } }'],
  ])('%s with a moment', async (path, written) => {
    const ways = ['Z', '.0Z', '.000Z', '.000000000Z'].map((end) => written.replace('MOMENT', THEN + end));
    expect(await refusals(path, ways)).toEqual([]);
  });

  it('of a moment that is past, and between two', async () => {
    // As JavaScript and as databases write it.
    const spellings = (moment: string): string[] => [
      moment,
      moment.replace('Z', '000Z'),
      moment.replace(/0*Z/, 'Z'),
    ];
    for (const list of ['licenses', 'assignments', 'groups']) {
      const by = list === 'groups' ? 'by: [LICENSE]' : '';
      const cursors = await Promise.all(
        spellings(swept).map((asOf) => {
          const path = `inventory(asOf: "${asOf}")/${list}`;
          return cursorOf(listAt(path, by), path);
        }),
      );
      for (const asOf of spellings(swept)) {
        for (const after of cursors) {
          const query = listAt(`inventory(asOf: "${asOf}")/${list}`, by);
          expect(failuresOf(await app.ask(query, { variables: { after } }))).toEqual([]);
        }
      }
    }
    const ways = spellings(swept).flatMap((from) =>
      spellings(changed).map((to) => `from: "${from}" to: "${to}"`),
    );
    expect(await refusals('licenseDiff', [...ways, `${ways[0]} filter: {}`])).toEqual([]);
  });
});

describe('a cursor is refused where something else is asked', () => {
  it.each([
    ['inventory/licenses', '', 'filter: { listed: null }'],
    ['inventory/licenses', 'filter: { listed: null }', ''],
    ['inventory/licenses', 'filter: { listed: null }', 'filter: { listed: true }'],
    ['inventory/licenses', '', 'orderBy: { field: NAME direction: DESC }'],
    ['inventory/licenses', '', 'filter: { utilisation: {} }'],
    ['inventory/assignments', '', 'filter: { user: {} }'],
    ['inventory/assignments', '', 'filter: { heldSince: {} }'],
    ['inventory/users', '', 'filter: { states: [] }'],
    ['findings', '', 'filter: { open: null }'],
    ['findings', 'filter: { open: null dismissed: null }', ''],
    ['findings', 'filter: { open: null }', 'filter: { dismissed: null }'],
    [
      'licenseEvents',
      'filter: { from: "2026-01-01T00:00:00Z" }',
      'filter: { from: "2026-01-01T00:00:00.1Z" }',
    ],
  ])('%s(%s) with %s', async (path, written, other) => {
    const after = await cursorOf(listAt(path, written), path);
    expect(failuresOf(await app.ask(listAt(path, other), { variables: { after } }))).toEqual([
      [path.split('/'), 'BAD_CURSOR'],
    ]);
  });
});

describe('a cursor of before is taken where the question is written as it was', () => {
  const BY_NAME = { field: 'NAME', direction: 'ASC' };
  it.each<[string, string, readonly unknown[]]>([
    ['licenses', '', ['licenses', null, BY_NAME]],
    ['licenses', 'filter: {}', ['licenses', {}, BY_NAME]],
    ['changeSets', `filter: { from: "${THEN}Z" }`, ['changeSets', { from: `${THEN}Z` }]],
    ['findings', '', ['findings', null, { field: 'SEVERITY', direction: 'DESC' }]],
    ['inventory/licenses', '', ['inventory', 'licenses', null, BY_NAME, null]],
    ['inventory/users', 'orderBy: null', ['inventory', 'USER', null, null]],
    ['inventory/groups', 'by: [LICENSE]', ['inventory', 'groups', ['LICENSE'], null, null]],
  ])('%s(%s)', async (path, written, scope) => {
    const query = listAt(path, written);
    const now = await cursorOf(query, path);
    const [, ...place] = JSON.parse(Buffer.from(now, 'base64url').toString('utf8')) as readonly unknown[];
    const seal = createHash('sha256').update(JSON.stringify(scope)).digest('base64url').slice(0, 10);
    const after = Buffer.from(JSON.stringify([seal, ...place]), 'utf8').toString('base64url');
    expect(failuresOf(await app.ask(query, { variables: { after } }))).toEqual([]);
  });
});
