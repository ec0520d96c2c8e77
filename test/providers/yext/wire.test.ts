// Bodies of Yext as the schemas take them: the samples of the contract, and what falls short of them.
import { describe, expect, it } from '@jest/globals';
import { Envelope } from '../../../src/providers/yext/wire/envelope.ts';
import { createWire, type Wire } from '../../../src/providers/yext/wire/wire.ts';
import { createDriftCounter } from '../../../src/upstream/drift.ts';

const drift = createDriftCounter(() => 0);
const bodies = createWire({ accountKey: 'yext-acme', drift });

/** The page in a body; undefined in one that has none. */
function pageIn(body: unknown, list: keyof Wire) {
  return bodies[list].safeParse(body).data?.response;
}

// The samples of the yext contract, sections 3 to 5, as they stand there.
const PACKS = JSON.parse(`{ "meta": { "uuid": "0c5d7f0e-52f7-4b0e-9d0f-2f6f1f7f9a11", "errors": [] },
  "response": {
    "licensePacks": [
      { "id": "LP-LISTINGS", "name": "Listings Core", "total": 120, "assigned": 118, "available": 2, "notes": "Renewed for FY26" },
      { "id": "LP-PAGES", "name": "Pages", "total": 40, "assigned": 12, "available": 28 } ],
    "nextPageToken": "eyJvIjoyfQ" } }`) as unknown;
const ASSIGNMENTS = JSON.parse(`{ "meta": { "uuid": "7b1a2f3c-1111-4a6e-8a51-6a1f2f6d0b22" },
  "response": {
    "licenseAssignments": [
      { "licensePack": { "id": "LP-LISTINGS", "name": "Listings Core", "total": 120, "assigned": 118, "available": 2, "notes": "" },
        "assignedEntities": [ { "entityId": "store-17" } ] },
      { "licensePack": { "id": "LP-PAGES", "name": "Pages", "total": 40, "assigned": 12, "available": 28, "notes": "" },
        "assignedEntities": [ { "entityId": "store-17", "expirationDate": "2026-03-31" } ] } ] } }`) as unknown;
const CREATED = JSON.parse(`{ "meta": { "uuid": "d2a4c3c2-22b1-4a5e-b7c8-9a3b5f0c7e33" },
  "response": {
    "licensePack": { "id": "LP-PAGES", "name": "Pages", "total": 40, "assigned": 13, "available": 27, "notes": "" },
    "assignedEntities": [ { "entityId": "store-18", "expirationDate": "2026-06-30" } ] } }`) as unknown;
const ENTITIES = JSON.parse(`{ "meta": { "uuid": "5f4e1c0d-9f63-4a9d-8c0e-6c2b7a1d4e44", "errors": [] },
  "response": { "count": 2,
    "entities": [
      { "name": "Harbor Street Store", "meta": { "id": "store-17", "accountId": "900100", "uid": "81237701", "entityType": "location",
        "language": "en", "countryCode": "US", "folderId": "0", "labels": [], "timestamp": "2025-05-02T10:11:12",
        "createdTimestamp": "2023-01-09T08:00:00" } },
      { "name": "Mill Lane Store", "meta": { "id": "store-18", "accountId": "900100", "entityType": "location" } } ] } }`) as unknown;
const ERROR = JSON.parse(`{ "meta": { "uuid": "e9b0a7e2-3c1f-4c52-8d77-0f0d3a6b5c55",
            "errors": [ { "code": 2000, "type": "FATAL_ERROR", "message": "Entity not found: store-99" } ] },
  "response": {} }`) as unknown;

const PAGES_PACK = { id: 'LP-PAGES', name: 'Pages', total: 40, assigned: 12, available: 28, notes: null };
const LISTINGS_PACK = { id: 'LP-LISTINGS', name: 'Listings Core', total: 120, assigned: 118, available: 2 };

describe('the samples of the contract', () => {
  it('license packs', () => {
    expect(pageIn(PACKS, 'licensePacks')).toEqual({
      rows: [{ ...LISTINGS_PACK, notes: 'Renewed for FY26' }, PAGES_PACK],
      leftOut: 0,
      next: 'eyJvIjoyfQ',
      count: null,
      nameless: false,
    });
  });

  it('license assignments, a row for each pack and entity', () => {
    expect(pageIn(ASSIGNMENTS, 'assignments')).toMatchObject({
      rows: [
        { pack: { ...LISTINGS_PACK, notes: null }, entityId: 'store-17', status: 'ACTIVE', removalOn: null },
        { pack: PAGES_PACK, entityId: 'store-17', status: 'REMOVAL_SCHEDULED', removalOn: '2026-03-31' },
      ],
      leftOut: 0,
      next: null,
    });
  });

  it('the bare group of a write', () => {
    expect(pageIn(CREATED, 'assignments')?.rows).toEqual([
      {
        pack: { ...PAGES_PACK, assigned: 13, available: 27 },
        entityId: 'store-18',
        status: 'REMOVAL_SCHEDULED',
        removalOn: '2026-06-30',
      },
    ]);
  });

  it('entities', () => {
    expect(pageIn(ENTITIES, 'entities')).toEqual({
      rows: [
        {
          id: 'store-17',
          name: 'Harbor Street Store',
          entityType: 'location',
          countryCode: 'US',
          createdAt: '2023-01-09T08:00:00.000Z',
          updatedAt: '2025-05-02T10:11:12.000Z',
        },
        {
          id: 'store-18',
          name: 'Mill Lane Store',
          entityType: 'location',
          countryCode: null,
          createdAt: null,
          updatedAt: null,
        },
      ],
      leftOut: 0,
      next: null,
      count: 2,
      nameless: false,
    });
  });

  it('without anything odd', () => {
    expect(drift.seen()).toEqual([]);
  });

  it('a refusal', () => {
    expect(Envelope.parse(ERROR)).toEqual({
      uuid: 'e9b0a7e2-3c1f-4c52-8d77-0f0d3a6b5c55',
      errors: [{ code: '2000', type: 'FATAL_ERROR', message: 'Entity not found: store-99' }],
    });
  });
});

describe('envelopes', () => {
  it.each([
    ['no errors', { meta: { uuid: 'u' }, response: {} }, []],
    ['null errors', { meta: { errors: null } }, []],
    ['no meta', { response: {} }, []],
    [
      'errors that are no objects',
      { meta: { errors: ['?'] } },
      [{ code: null, type: 'UNKNOWN', message: '' }],
    ],
    [
      'an unheard-of type',
      { meta: { errors: [{ code: 'x', type: 'ODD', message: 'm' }] } },
      [{ code: 'x', type: 'UNKNOWN', message: 'm' }],
    ],
  ])('%s', (_, body, errors) => {
    expect(Envelope.parse(body).errors).toEqual(errors);
  });

  it.each([[{}], [{ error: 'proxy' }], [[]], ['text'], [null]])('%j is none', (body) => {
    expect(Envelope.safeParse(body).success).toBe(false);
  });
});

describe('lists', () => {
  it.each([
    ['licensePacks', 'licensePacks'],
    ['licenseAssignments', 'assignments'],
    ['entities', 'entities'],
  ] as const)('%s that are missing are not empty', (name, list) => {
    expect(pageIn({ response: { [name]: [] } }, list)?.rows).toEqual([]);
    for (const response of [{}, null, undefined, [], { [name]: null }, { [name]: 'x' }, { [name]: {} }]) {
      expect(pageIn({ response }, list)).toBeUndefined();
    }
    expect(pageIn({}, list)).toBeUndefined();
  });

  it('a single thing stands for a list of one', () => {
    const group = { licensePack: { id: 'LP' }, assignedEntities: { entityId: 'e' } };
    const body = { response: { licenseAssignments: group, nextPageToken: '' } };
    expect(pageIn(body, 'assignments')).toMatchObject({
      rows: [{ pack: { id: 'LP' }, entityId: 'e' }],
      next: null,
    });
    expect(pageIn({ response: { licensePacks: { id: 'LP' } } }, 'licensePacks')?.rows).toHaveLength(1);
  });

  it('a group without its list is odd', () => {
    for (const assignedEntities of [undefined, null, 'x', {}]) {
      const body = { response: { licenseAssignments: [{ licensePack: { id: 'LP' }, assignedEntities }] } };
      expect(pageIn(body, 'assignments')).toMatchObject({ rows: [], leftOut: 1 });
    }
  });

  it('ids stay text, numbers become it, and there is no row without one', () => {
    const packs = (...ids: unknown[]) =>
      pageIn({ response: { licensePacks: ids.map((id) => ({ id })) } }, 'licensePacks');
    expect(packs('0012', 12)?.rows).toMatchObject([{ id: '0012' }, { id: '12' }]);
    expect(packs(undefined, '', null, 1.5, 2 ** 60, {})).toMatchObject({ rows: [], leftOut: 6 });
  });

  it('tokens that are no text make a page unreadable: what follows is not known', () => {
    expect(pageIn({ response: { licensePacks: [], nextPageToken: 7 } }, 'licensePacks')).toBeUndefined();
    expect(pageIn({ response: { entities: [], pageToken: {} } }, 'entities')).toBeUndefined();
  });
});

describe('counts', () => {
  it.each([
    [2 ** 53 - 1, 2 ** 53 - 1],
    [3_000_000_000, 3_000_000_000],
    [-3, -3],
    [2 ** 53, null],
    [1.5, null],
    ['7', null],
  ])('%j is %j', (value, expected) => {
    const body = {
      response: { licensePacks: [{ id: 'LP', total: value, assigned: value, available: value }] },
    };
    const counts = { total: expected, assigned: expected, available: expected };
    expect(pageIn(body, 'licensePacks')?.rows).toMatchObject([counts]);
    expect(pageIn({ response: { count: value, entities: [] } }, 'entities')?.count).toBe(expected);
  });
});

describe('expirationDate', () => {
  it.each([
    [undefined, 'ACTIVE', null],
    [null, 'ACTIVE', null],
    ['', 'ACTIVE', null],
    ['2026-03-31', 'REMOVAL_SCHEDULED', '2026-03-31'],
    ['2026-03-31T23:30:00-05:00', 'REMOVAL_SCHEDULED', '2026-03-31'],
    [Date.UTC(2026, 2, 31, 23, 59), 'REMOVAL_SCHEDULED', '2026-03-31'],
    ['2026-02-30', 'UNKNOWN', null],
    ['31.03.2026', 'UNKNOWN', null],
    [{ year: 2026 }, 'UNKNOWN', null],
    [1e300, 'UNKNOWN', null],
    ['2026-03-31 23:30', 'REMOVAL_SCHEDULED', '2026-03-31'],
    ['2026-03-31T', 'UNKNOWN', null],
    ['2026-03-31Tomorrow', 'UNKNOWN', null],
    ['2026-03-31 or later', 'UNKNOWN', null],
    [true, 'UNKNOWN', null],
  ])('%j is %s', (expirationDate, status, removalOn) => {
    const group = { licensePack: { id: 'LP' }, assignedEntities: [{ entityId: 'e', expirationDate }] };
    const body = { response: { licenseAssignments: [group] } };
    expect(pageIn(body, 'assignments')?.rows).toMatchObject([{ status, removalOn }]);
  });
});

describe('timestamps of entities', () => {
  it.each([
    ['2025-05-02T10:11:12', '2025-05-02T10:11:12.000Z'],
    ['2025-05-02T10:11:12.5', '2025-05-02T10:11:12.500Z'],
    ['2025-05-02T10:11:12+02:00', '2025-05-02T08:11:12.000Z'],
    [1746180672000, '2025-05-02T10:11:12.000Z'],
    ['yesterday', null],
    [undefined, null],
    ['2025-05-02', '2025-05-02T00:00:00.000Z'],
    ['2025-02-30T10:11:12', null],
    ['May 2, 2025', null],
    ['1', null],
    [true, null],
  ])('%j is %s', (timestamp, expected) => {
    const body = { response: { entities: [{ meta: { id: 'e', timestamp } }] } };
    expect(pageIn(body, 'entities')?.rows).toMatchObject([{ updatedAt: expected }]);
  });
});
