// Every JSON sample of the contract that the read side receives, and the ways in which answers may fall short of them.
import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { ErrorBody } from '../../../src/providers/genesys/wire/failures.ts';
import { LicenseIds, Toggle } from '../../../src/providers/genesys/wire/licenses.ts';
import { LoginFailure } from '../../../src/providers/genesys/wire/login.ts';
import { createWire } from '../../../src/providers/genesys/wire/wire.ts';
import { StandardToken } from '../../../src/upstream/client-credentials.ts';
import { createDriftCounter } from '../../../src/upstream/drift.ts';

const drift = createDriftCounter(() => 0);
const {
  LicenseDefinition,
  LicenseDefinitions,
  LicenseUser,
  LicenseUserPage,
  LicensesByUser,
  User,
  UserPage,
  UserSearch,
} = createWire({ accountKey: 'us', drift });

const ADA = '0a6f1c52-7a1e-4f0c-8b0a-3c2f5f6f0001';
const BO = '0a6f1c52-7a1e-4f0c-8b0a-3c2f5f6f0002';
const ada = {
  id: ADA,
  name: 'Ada Example',
  division: {
    id: '9c7d1e90-1111-4a6b-9c0a-000000000001',
    name: 'Home',
    selfUri: '/api/v2/authorization/divisions/9c7d1e90-1111-4a6b-9c0a-000000000001',
  },
  chat: { jabberId: '60f0aa@example.orgspan.com' },
  department: 'Support',
  email: 'ada@example.test',
  primaryContactInfo: [{ address: 'ada@example.test', mediaType: 'EMAIL', type: 'PRIMARY' }],
  addresses: [],
  state: 'active',
  title: 'Agent',
  username: 'ada@example.test',
  version: 7,
  acdAutoAnswer: false,
  selfUri: `/api/v2/users/${ADA}`,
};
const cx2 = {
  id: 'cloudCX2',
  description: 'Cloud CX 2',
  permissions: { ids: ['routing:queue:view', 'quality:evaluation:add'] },
  prerequisites: [],
  comprises: [],
  selfUri: '/api/v2/license/definitions/cloudCX2',
};
const wem = {
  id: 'gc2WEMupgrade',
  description: 'Workforce engagement add-on for CX 2',
  permissions: { ids: ['wfm:schedule:view', 'quality:evaluation:add'] },
  prerequisites: [{ id: 'cloudCX2', selfUri: '/api/v2/license/definitions/cloudCX2' }],
  comprises: [],
  selfUri: '/api/v2/license/definitions/gc2WEMupgrade',
};
const adaUser = {
  id: ADA,
  name: 'Ada Example',
  email: 'ada@example.test',
  state: 'active',
  department: 'Support',
  title: 'Agent',
  lastActiveAt: null,
};

describe('samples of the contract', () => {
  it('1.2: a token and a refused login', () => {
    const token = { access_token: 'q1W2e3R4-example-opaque-token', token_type: 'bearer', expires_in: 86399 };
    expect(StandardToken.parse(token)).toEqual({
      accessToken: 'q1W2e3R4-example-opaque-token',
      lifetimeSeconds: 86399,
    });
    const failure = {
      error: 'invalid_client',
      description: 'authentication failed',
      error_description: 'authentication failed',
    };
    expect(LoginFailure.parse(failure)).toEqual({ reason: 'invalid_client' });
  });

  it('2.3: license definitions', () => {
    const { rows, leftOut } = LicenseDefinitions.parse([cx2, wem]);
    expect(leftOut).toBe(0);
    expect(rows).toEqual([
      {
        id: 'cloudCX2',
        name: 'Cloud CX 2',
        permissions: ['routing:queue:view', 'quality:evaluation:add'],
        prerequisites: [],
        comprises: [],
      },
      {
        id: 'gc2WEMupgrade',
        name: 'Workforce engagement add-on for CX 2',
        permissions: ['wfm:schedule:view', 'quality:evaluation:add'],
        prerequisites: [{ id: 'cloudCX2' }],
        comprises: [],
      },
    ]);
  });

  it('2.3: a page of license users', () => {
    const body = {
      entities: [
        { id: ADA, licenses: ['cloudCX2', 'gc2WEMupgrade'], selfUri: `/api/v2/license/users/${ADA}` },
        { id: BO, licenses: [], selfUri: `/api/v2/license/users/${BO}` },
      ],
      pageSize: 2,
      pageNumber: 1,
      total: 5,
      pageCount: 3,
    };
    expect(LicenseUserPage.parse(body)).toEqual({
      rows: [
        { id: ADA, licenses: [{ id: 'cloudCX2' }, { id: 'gc2WEMupgrade' }] },
        { id: BO, licenses: [] },
      ],
      leftOut: 0,
      pageSize: 2,
      pageNumber: 1,
      total: 5,
      pageCount: 3,
    });
  });

  it('2.3: a single license user, with objects under the same name', () => {
    const definition = { ...cx2, permissions: { ids: ['routing:queue:view'] } };
    const body = { id: ADA, licenses: [definition], selfUri: `/api/v2/license/users/${ADA}` };
    expect(LicenseUser.parse(body)).toEqual({
      id: ADA,
      licenses: [{ id: 'cloudCX2', definition: LicenseDefinition.parse(definition) }],
    });
  });

  it('2.3, U1: licenses of many users in all three forms', () => {
    const held = [{ id: 'cloudCX2' }, { id: 'gc2WEMupgrade' }];
    const ids = ['cloudCX2', 'gc2WEMupgrade'];
    expect(LicensesByUser.parse({ [ADA]: ids, [BO]: [] })).toEqual([
      { id: ADA, licenses: held },
      { id: BO, licenses: [] },
    ]);
    expect(LicensesByUser.parse({ [ADA]: { id: ADA, licenses: ids }, [BO]: null })).toEqual([
      { id: ADA, licenses: held },
      { id: BO, licenses: null },
    ]);
    expect(LicensesByUser.parse({ [ADA]: { id: ADA, licenses: [cx2] }, [BO]: { id: BO } })).toEqual([
      { id: ADA, licenses: [{ id: 'cloudCX2', definition: LicenseDefinition.parse(cx2) }] },
      { id: BO, licenses: null },
    ]);
  });

  it('2.3: inferred licenses and a toggle', () => {
    expect(LicenseIds.parse(['cloudCX2', 'gc2WEMupgrade'])).toEqual(['cloudCX2', 'gc2WEMupgrade']);
    const toggle = { featureName: 'anything', enabled: true };
    expect(Toggle.parse(toggle)).toEqual(toggle);
  });

  it('3.1, 3.3: users of a page and of a search', () => {
    const uri = '/api/v2/users?pageSize=100&pageNumber=1';
    const numbers = { pageSize: 100, pageNumber: 1, total: 1, pageCount: 1 };
    const links = { firstUri: uri, selfUri: uri, lastUri: uri };
    const expected = { ...numbers, rows: [adaUser], leftOut: 0 };
    expect(UserPage.parse({ entities: [ada], ...numbers, ...links })).toEqual(expected);
    expect(UserSearch.parse({ results: [ada], types: ['users'], ...numbers })).toEqual(expected);
  });

  it('1.4, 4.1, 4.2: failures', () => {
    const contextId = '5b1f6c0e-3f0b-4f0e-9a55-0d6c2b9f7a11';
    const rest = { message: 'Anything', status: 400, contextId, details: [], errors: [] };
    for (const code of ['bad.credentials', 'missing.any.permissions', 'too.many.requests.retry.after']) {
      const messageParams = { permissions: '[authorization:grant:add, authorization:license:view]' };
      expect(ErrorBody.parse({ ...rest, code, messageParams })).toEqual({
        providerCode: code,
        upstreamRequestId: contextId,
      });
    }
  });
});

describe('answers that fall short of the samples', () => {
  it('what is left out is not told', () => {
    const nothing = {
      name: null,
      permissions: undefined,
      prerequisites: undefined,
      comprises: undefined,
    };
    expect(LicenseDefinition.parse({ id: 'x' })).toEqual({ id: 'x', ...nothing });
    expect(LicenseDefinition.parse({ id: 'x', permissions: {}, prerequisites: null })).toEqual({
      id: 'x',
      ...nothing,
    });
  });

  it('rows without licenses are of people without licenses (2.2, U23)', () => {
    expect(LicenseUserPage.parse({ entities: [{ id: ADA }, { id: BO, licenses: null }] }).rows).toEqual([
      { id: ADA, licenses: [] },
      { id: BO, licenses: [] },
    ]);
  });

  it('falsy and repeated licenses are left out (2.4.6)', () => {
    const licenses = ['cloudCX2', null, '', false, 0, 'cloudCX2'];
    expect(LicenseUser.parse({ id: ADA, licenses }).licenses).toEqual([{ id: 'cloudCX2' }]);
  });

  it('bundles may contain bundles', () => {
    const bundle = LicenseDefinition.parse({ id: 'a', comprises: [{ id: 'b', comprises: [cx2] }] });
    expect(bundle.comprises?.[0]?.comprises?.[0]?.id).toBe('cloudCX2');
  });

  it('ids of users are one in either case, those of licenses are not', () => {
    const upper = ADA.toUpperCase();
    expect(User.parse({ ...ada, id: upper }).id).toBe(ADA);
    expect(LicenseUser.parse({ id: upper, licenses: ['CloudCX2'] })).toEqual({
      id: ADA,
      licenses: [{ id: 'CloudCX2' }],
    });
    expect(LicensesByUser.parse({ [upper]: [] })).toEqual([{ id: ADA, licenses: [] }]);
  });

  it.each<[string, z.ZodType, unknown]>([
    ['definitions in a listing', LicenseDefinitions, { entities: [] }],
    ['a listing without rows', UserPage, { total: 0 }],
    ['a listing with null for rows', LicenseUserPage, { entities: null, total: 0 }],
    ['a search that says nothing', UserSearch, {}],
    ['a search with results that are not there', UserSearch, { total: 3 }],
    ['a user without a list of licenses', LicenseUser, { id: ADA }],
    ['a user with null for licenses', LicenseUser, { id: ADA, licenses: null }],
    ['a user with a text for licenses', LicenseUser, { id: ADA, licenses: 'cloudCX2' }],
    ['a list of users by id', LicensesByUser, [{ id: ADA }]],
    ['a token of two lines', StandardToken, { access_token: 'two\r\nlines' }],
  ])('%s is no answer', (_, schema, body) => {
    expect(schema.safeParse(body).success).toBe(false);
  });

  it('a search may leave out what it has counted none of (3.3)', () => {
    expect(UserSearch.parse({ total: 0 })).toEqual({ rows: [], leftOut: 0, total: 0 });
  });

  it('failures without their form tell nothing, and never a text of unknown length', () => {
    expect(ErrorBody.parse({})).toEqual({ providerCode: null, upstreamRequestId: null });
    expect(ErrorBody.parse({ code: 'see https://a.example', contextId: 'x'.repeat(500) })).toEqual({
      providerCode: null,
      upstreamRequestId: null,
    });
  });
});
