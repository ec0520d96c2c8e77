// Bodies of Yext as the schemas take them: the samples of the contract, and what falls short of them.
import { describe, expect, it } from '@jest/globals';
import {
  EntitiesBody,
  Envelope,
  LicenseAssignmentsBody,
  LicensePacksBody,
} from '../../../src/providers/yext/wire.ts';

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
    expect(LicensePacksBody.parse(PACKS).response).toEqual({
      licensePacks: [{ ...LISTINGS_PACK, notes: 'Renewed for FY26' }, PAGES_PACK],
      nextPageToken: 'eyJvIjoyfQ',
    });
  });

  it('license assignments, a row for each pack and entity', () => {
    expect(LicenseAssignmentsBody.parse(ASSIGNMENTS).response).toEqual({
      licenseAssignments: [
        { pack: { ...LISTINGS_PACK, notes: null }, entityId: 'store-17', status: 'ACTIVE', removalOn: null },
        { pack: PAGES_PACK, entityId: 'store-17', status: 'REMOVAL_SCHEDULED', removalOn: '2026-03-31' },
      ],
      nextPageToken: null,
    });
  });

  it('the bare group of a write', () => {
    const { licenseAssignments } = LicenseAssignmentsBody.parse(CREATED).response;
    expect(licenseAssignments).toEqual([
      {
        pack: { ...PAGES_PACK, assigned: 13, available: 27 },
        entityId: 'store-18',
        status: 'REMOVAL_SCHEDULED',
        removalOn: '2026-06-30',
      },
    ]);
  });

  it('entities', () => {
    const { count, entities, pageToken } = EntitiesBody.parse(ENTITIES).response;
    expect({ count, pageToken }).toEqual({ count: 2, pageToken: null });
    expect(entities[0]).toEqual({
      name: 'Harbor Street Store',
      meta: {
        id: 'store-17',
        entityType: 'location',
        countryCode: 'US',
        timestamp: '2025-05-02T10:11:12.000Z',
        createdTimestamp: '2023-01-09T08:00:00.000Z',
      },
    });
    expect(entities[1]?.meta).toMatchObject({ id: 'store-18', countryCode: null, timestamp: null });
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
  it.each([[{ response: {} }], [{ response: null }], [{}], [{ response: { licensePacks: null } }]])(
    '%j holds no packs',
    (body) => {
      expect(LicensePacksBody.parse(body).response).toEqual({ licensePacks: [], nextPageToken: null });
    },
  );

  it('a single group stands for a list of one, and a missing list in it is empty', () => {
    const group = { licensePack: { id: 'LP' }, assignedEntities: { entityId: 'e' } };
    const body = { response: { licenseAssignments: group, nextPageToken: '' } };
    expect(LicenseAssignmentsBody.parse(body).response).toMatchObject({
      licenseAssignments: [{ pack: { id: 'LP' }, entityId: 'e' }],
      nextPageToken: null,
    });
    const empty = { response: { licenseAssignments: [{ licensePack: { id: 'LP' } }] } };
    expect(LicenseAssignmentsBody.parse(empty).response.licenseAssignments).toEqual([]);
  });

  it('ids stay text, numbers become it, and there is no row without one', () => {
    const packs = (id: unknown) => ({ response: { licensePacks: [{ id }] } });
    expect(LicensePacksBody.parse(packs('0012')).response.licensePacks[0]?.id).toBe('0012');
    expect(LicensePacksBody.parse(packs(12)).response.licensePacks[0]?.id).toBe('12');
    expect(LicensePacksBody.safeParse(packs(undefined)).success).toBe(false);
    expect(LicensePacksBody.safeParse(packs('')).success).toBe(false);
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
  ])('%j is %s', (expirationDate, status, removalOn) => {
    const group = { licensePack: { id: 'LP' }, assignedEntities: [{ entityId: 'e', expirationDate }] };
    const body = { response: { licenseAssignments: [group] } };
    const [row] = LicenseAssignmentsBody.parse(body).response.licenseAssignments;
    expect(row).toMatchObject({ status, removalOn });
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
  ])('%j is %s', (timestamp, expected) => {
    const body = { response: { entities: [{ meta: { id: 'e', timestamp } }] } };
    expect(EntitiesBody.parse(body).response.entities[0]?.meta?.timestamp).toBe(expected);
  });
});
