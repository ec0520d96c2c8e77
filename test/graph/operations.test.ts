// Every operation of the vendors' license APIs is called by a query or a mutation, as the emulators' journals show.
import { describe, expect, it } from '@jest/globals';
import { VENDORS, type VendorName } from '../../emulators/company.ts';
import { createRouter } from '../../emulators/core/http.ts';
import { imei, uuid } from '../../emulators/seed/organisation.ts';
import { idOf, useApp, type TestApp, type TestAppOptions } from '../support/app.ts';
import { genesysUser, webexUser, type Target } from '../support/license-targets.ts';
import { device, pack, target } from '../support/inputs.ts';
import { KIT_OF, eachVendor } from '../support/kits.ts';

const ROUTERS = eachVendor((name) => createRouter(KIT_OF[name].definition.routes));

/** One operation, by the document that calls it. */
interface Row {
  /** Method and path as the vendor's contract has them; after `?` what makes one path several operations. */
  readonly operation: string;
  readonly document: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The only other operations the vendor is asked for; anything may be where it is not said, as it is with changes. */
  readonly besides?: readonly string[];
}

const LICENSE = 'query ($by: LicenseLookup!) { license(by: $by) { externalId name } }';
const HOLDINGS = 'assignments { nodes { license { externalId } } }';
const HOLDERS = `query ($id: ID!) {
  licenseAssignments(filter: { licenseIds: [$id] }) { nodes { status } } }`;
const NODES = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Assignee { ${HOLDINGS} } } }`;
const catalogueOf = (accountKey: string): string =>
  `{ account(key: "${accountKey}") { licenses(first: 1) { nodes { externalId } } } }`;
const assignmentsOf = (accountKey: string): string =>
  `{ licenseAssignments(first: 5, filter: { accountKeys: ["${accountKey}"] }) { nodes { status } } }`;
const change = (name: string, input: string): string => `${name}(input: $${input}) {
  problems { code message } changeSet { changes { nodes { outcome } } } }`;
const ASSIGN = `mutation ($assign: AssignLicenseInput!) { ${change('assignLicense', 'assign')} }`;
const REMOVE = `mutation ($remove: RemoveLicenseInput!) { ${change('removeLicense', 'remove')} }`;
const ASSIGN_AND_REMOVE = `mutation ($assign: AssignLicenseInput!, $remove: RemoveLicenseInput!) {
  ${change('assignLicense', 'assign')} ${change('removeLicense', 'remove')} }`;
const SCHEDULE = `mutation ($schedule: ScheduleLicenseRemovalInput!) {
  ${change('scheduleLicenseRemoval', 'schedule')} }`;
const patient = (input: object): object => ({ ...input, waitSeconds: 60 });

function inputOf({ accountKey, licenseId, kind, externalId }: Target): object {
  return target(accountKey, licenseId, kind, externalId);
}

const suite = webexUser(6, 'meetingsSuite');
const spaceMeetings = webexUser(6, 'spaceMeetings');
const meter = (index: number) => target('fleet-legacy', 'fota', 'DEVICE', imei(index));
const both = (input: object) => ({ assign: patient(input), remove: patient(input) });

/** The writes of an older version of FOTA. */
const meterWrites = (version: 'v1' | 'v2'): readonly Row[] => [
  {
    operation: `POST /api/fota/${version}/licenses/{acc}/assign`,
    document: ASSIGN,
    variables: { assign: patient(meter(2_003)) },
  },
  {
    operation: `POST /api/fota/${version}/licenses/{acc}/remove`,
    document: ASSIGN_AND_REMOVE,
    variables: both(meter(2_008)),
  },
];

/** The last table of the design of the schema, operation by operation: of the vendors whose paths name licenses. */
const OPERATIONS: Readonly<Partial<Record<VendorName, readonly Row[]>>> = {
  genesys: [
    {
      operation: 'GET /api/v2/license/definitions',
      document: catalogueOf('genesys-us'),
      besides: [],
    },
    {
      operation: 'GET /api/v2/license/definitions/{licenseId}',
      document: LICENSE,
      variables: { by: { key: { accountKey: 'genesys-us', externalId: 'cloudCX2' } } },
      besides: [],
    },
    { operation: 'GET /api/v2/license/users', document: assignmentsOf('genesys-us'), besides: [] },
    {
      operation: 'GET /api/v2/license/users/{userId}',
      document: `query ($by: UserLookup!) { user(by: $by) { ${HOLDINGS} } }`,
      variables: { by: { id: idOf('User', 'genesys-us', uuid('genesys-us', 3)) } },
      besides: ['GET /api/v2/users'],
    },
    {
      operation: 'POST /api/v2/license/users',
      document: NODES,
      variables: { ids: [3, 4].map((index) => idOf('User', 'genesys-us', uuid('genesys-us', index))) },
      besides: ['GET /api/v2/users'],
    },
    {
      operation: 'POST /api/v2/license/infer',
      document: `query ($roles: [String!]!) {
        inferLicenses(accountKey: "genesys-us", roleIds: $roles) { externalId } }`,
      variables: { roles: [uuid('genesys-us-role', 2)] },
      besides: [],
    },
    {
      operation: 'POST /api/v2/license/organization',
      document: ASSIGN,
      variables: { assign: patient(inputOf(genesysUser(4))) },
    },
    {
      operation: 'GET /api/v2/license/toggles/{featureName}',
      document: '{ licenseFeatureToggle(accountKey: "genesys-us", featureName: "wem") { enabled } }',
      besides: [],
    },
    {
      operation: 'POST /api/v2/license/toggles/{featureName}',
      document: `mutation { setLicenseFeatureToggle(
        input: { accountKey: "genesys-us", featureName: "wem" }) { enabled } }`,
      besides: [],
    },
  ],
  webex: [
    { operation: 'GET /v1/licenses', document: catalogueOf('webex'), besides: [] },
    {
      operation: 'GET /v1/licenses/{licenseId}',
      document: LICENSE,
      variables: { by: { key: { accountKey: 'webex', externalId: suite.licenseId } } },
      besides: [],
    },
    {
      operation: 'GET /v1/licenses/{licenseId}?includeAssignedTo=user',
      document: HOLDERS,
      variables: { id: idOf('License', 'webex', suite.licenseId) },
      besides: [],
    },
    {
      operation: 'PATCH /v1/licenses/users',
      document: ASSIGN,
      variables: { assign: patient(inputOf(spaceMeetings)) },
    },
  ],
  thingspace: [
    { operation: 'GET /api/fota/v2/licenses/{acc}', document: assignmentsOf('fleet-legacy'), besides: [] },
    ...meterWrites('v2'),
    { operation: 'GET /api/fota/v3/licenses/{acc}', document: assignmentsOf('fleet'), besides: [] },
    {
      operation: 'POST /api/fota/v3/licenses/{acc}/assign',
      document: ASSIGN,
      variables: { assign: patient(device(imei(122))) },
    },
    {
      operation: 'POST /api/fota/v3/licenses/{acc}/remove',
      document: ASSIGN_AND_REMOVE,
      variables: both(device(imei(127))),
    },
  ],
  yext: [
    {
      operation: 'GET /v2/accounts/{accountId}/license-packs',
      document: catalogueOf('listings'),
      besides: [],
    },
    {
      operation: 'GET /v2/accounts/{accountId}/license-packs/{licensePackId}/assigned-entities',
      document: HOLDERS,
      variables: { id: idOf('License', 'listings', 'LP-PAGES') },
      besides: [],
    },
    {
      operation: 'POST /v2/accounts/{accountId}/license-packs/{licensePackId}/assigned-entities/{entityId}',
      document: ASSIGN,
      variables: { assign: patient(pack('store-5')) },
    },
    {
      operation: 'DELETE /v2/accounts/{accountId}/license-packs/{licensePackId}/assigned-entities/{entityId}',
      document: REMOVE,
      variables: { remove: patient(pack('store-17', 'LP-PAGES')) },
    },
    {
      operation: 'PUT /v2/accounts/{accountId}/license-packs/{licensePackId}/assigned-entities/{entityId}',
      document: SCHEDULE,
      variables: {
        schedule: patient({ ...pack('store-19', 'LP-LISTINGS'), removalOn: '2099-12-31' }),
      },
    },
  ],
};

/** The same operations as other accounts call them: older versions, other forms of a path, other kinds of a list. */
const FORMS: readonly (readonly [string, TestAppOptions, readonly Row[]])[] = [
  [
    'of the seeded company',
    {},
    [
      ...Object.values(OPERATIONS).flat(),
      {
        operation: 'GET /v2/accounts/{accountId}/license-packs/-/assigned-entities',
        document: assignmentsOf('listings'),
        besides: [],
      },
      {
        operation: 'GET /v2/accounts/{accountId}/license-packs/-/assigned-entities?assignedEntity',
        document: `query ($id: ID!) { node(id: $id) { ... on Entity { ${HOLDINGS} } } }`,
        variables: { id: idOf('Entity', 'listings', 'store-17') },
        besides: ['GET /v2/accounts/{accountId}/entities'],
      },
    ],
  ],
  [
    'of an older version',
    withSettings({ 'fleet-legacy': { apiVersion: 'v1' } }),
    [
      {
        operation: 'GET /api/fota/v1/licenses/{acc}/index/{startIndex}',
        document: assignmentsOf('fleet-legacy'),
        besides: [],
      },
      ...meterWrites('v1'),
    ],
  ],
  [
    'with the cursor in the path',
    withSettings({ fleet: { summaryForm: 'path' }, 'fleet-legacy': { summaryForm: 'path' } }),
    [
      {
        operation: 'GET /api/fota/v3/licenses/{acc}/index/{lastSeenDeviceId}',
        document: assignmentsOf('fleet'),
        besides: [],
      },
      {
        operation: 'GET /api/fota/v2/licenses/{acc}/index/{lastSeenDeviceId}',
        document: assignmentsOf('fleet-legacy'),
        besides: [],
      },
    ],
  ],
];

/** Operations on licenses that the table leaves out. */
const LEFT_OUT = [
  // A preview, and absent from most versions of the vendor's clients (genesys contract 2.1).
  'POST /api/v2/license/infer/permissions',
  // Who loses a license first is deprecated, and gone in v3 (thingspace contract 3, 4.4).
  'GET /api/fota/v1/licenses/{acc}/cancel/index/{startIndex}',
  'GET /api/fota/v2/licenses/{acc}/cancel',
  'GET /api/fota/v2/licenses/{acc}/cancel/index/{startIndex}',
  'POST /api/fota/v1/licenses/{acc}/cancel',
  'POST /api/fota/v2/licenses/{acc}/cancel',
  'DELETE /api/fota/v1/licenses/{acc}/cancel',
  'DELETE /api/fota/v2/licenses/{acc}/cancel',
];

/** Accounts of the seeded company with other settings. */
function withSettings(changes: Readonly<Record<string, object>>): TestAppOptions {
  return { accounts: (seeded) => seeded.map((entry) => ({ ...entry, ...changes[entry.key] })) };
}

/** Whatever contract and emulator call what goes into a path. */
function nameless(operation: string): string {
  return operation.replaceAll(/:\w+|\{\w+\}/g, '{}').replace(/\/$/, '');
}

/** Parameters that make one path several operations, the first with its value. */
function kindOf(query: string): string {
  const parameters = new URLSearchParams(query);
  const assignedTo = parameters.get('includeAssignedTo');
  if (assignedTo !== null) return `?includeAssignedTo=${assignedTo}`;
  return parameters.has('assignedEntity') ? '?assignedEntity' : '';
}

/** What the vendors were asked since `forget`, and answered well, as operations. */
function operationsOf({ fleet }: TestApp): string[] {
  return VENDORS.flatMap((vendor) =>
    fleet[vendor].journal.entries().map(({ method, path, query, status }) => {
      const route = ROUTERS[vendor](method, path).match?.route;
      const template = route?.path.replace(':packId', path.includes('/-/') ? '-' : ':packId') ?? path;
      const well = status === 200 ? '' : ` ${status}`;
      return `${nameless(`${method} ${template}`)}${kindOf(query)}${well}`;
    }),
  );
}

const rows = Object.values(OPERATIONS).flat();

describe('the operations', () => {
  it('are 24, each once', () => {
    const names = rows.map(({ operation }) => nameless(operation));
    expect([names.length, new Set(names).size]).toEqual([24, 24]);
  });

  it('are all that the vendors have on licenses', () => {
    const known = FORMS.flatMap(([, , some]) => some).map(({ operation }) =>
      nameless(operation.replace(/\?.*/, '')),
    );
    const there = VENDORS.flatMap((vendor) =>
      KIT_OF[vendor].definition.routes
        .filter(({ path }) => /\/licenses?\b|\/license-packs\b/.test(path))
        .map(({ method, path }) => nameless(`${method} ${path}`)),
    );
    const packs = known.map((name) => name.replace('/-/', '/{}/'));
    expect(new Set([...packs, ...LEFT_OUT.map(nameless)])).toEqual(new Set(there));
  });
});

describe.each(FORMS)('%s', (_what, options, some) => {
  const app = useApp({ warm: true, ...options });

  it.each(some.map((row) => [row.operation, row] as const))('%s is called', async (_operation, row) => {
    const { operation, document, variables = {}, besides } = row;
    expect(operationsOf(app)).toEqual([]);

    const data = await app.data(document, { variables });

    const expected =
      besides === undefined
        ? expect.arrayContaining([nameless(operation)])
        : [operation, ...besides].map(nameless).toSorted();
    expect(operationsOf(app).toSorted()).toEqual(expected);
    expect(JSON.stringify(data)).not.toMatch(/null|"code"/);
  });
});
