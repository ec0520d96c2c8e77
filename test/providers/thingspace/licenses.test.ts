import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startEmulator, type RunningEmulator } from '../../../emulators/core/emulator.ts';
import { definition } from '../../../emulators/thingspace/index.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { calls, open, seeded, type ApiVersion } from './account.ts';

let emulator: RunningEmulator;
let made: ReturnType<typeof testRuntime>;

beforeAll(async () => {
  emulator = await startEmulator(definition);
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.reset();
  made = testRuntime();
});
afterEach(() => made.close());

async function warm(version: ApiVersion, changes: object = {}): Promise<ReturnType<typeof open>> {
  const account = open(made.runtime, emulator.url, version, changes);
  await account.catalogue(testCall());
  emulator.journal.clear();
  return account;
}

describe('the catalogue', () => {
  it('is the one pool of the account, with its seats, in one call', async () => {
    const account = await warm('v3');
    expect(await account.catalogue(testCall())).toEqual([
      {
        accountKey: 'acme-devices',
        externalId: 'fota',
        name: 'FOTA licenses of 0123456789-00001',
        description: null,
        assigneeKinds: ['DEVICE'],
        seats: {
          total: 1500,
          assigned: 1248,
          available: 252,
          assignedToUsers: null,
          assignedToWorkspaces: null,
          countable: true,
        },
        details: {
          __typename: 'ThingSpaceLicenseDetails',
          accountKey: 'acme-devices',
          externalId: 'fota',
          accountName: '0123456789-00001',
          apiVersion: 'v3',
          reportedPageSize: 1000,
        },
      },
    ]);
    expect(calls(emulator)).toEqual(['GET licenses?lastSeenDeviceId=0 200']);
  });

  it.each<[ApiVersion, string, number | null, string]>([
    ['v1', 'query', null, 'GET licenses/index/0 200'],
    ['v2', 'query', 1000, 'GET licenses?lastSeenDeviceId=0 200'],
    ['v2', 'path', 1000, 'GET licenses/index/0 200'],
    ['v3', 'path', 1000, 'GET licenses/index/0 200'],
  ])('on %s with the cursor in the %s (contract 9.3)', async (version, summaryForm, pageSize, line) => {
    const account = await warm(version, { summaryForm });
    const [license] = await account.catalogue(testCall());
    const { accountName } = seeded(version);
    expect(license?.details).toMatchObject({ accountName, apiVersion: version, reportedPageSize: pageSize });
    expect(license?.seats?.total).toBeGreaterThan(0);
    expect(calls(emulator)).toEqual([line]);
  });

  it.each<[ApiVersion]>([['v1'], ['v2'], ['v3']])(
    'on %s reads the total under both names',
    async (version) => {
      const account = await warm(version);
      const [usual] = await account.catalogue(testCall());
      for (const name of ['totalLicenses', 'totalLicense']) {
        emulator.setSwitch(`${version}TotalField`, name);
        emulator.journal.clear();
        expect(await account.catalogue(testCall())).toEqual([usual]);
        expect(calls(emulator)).toHaveLength(1);
      }
    },
  );

  it.each<[ApiVersion]>([['v1'], ['v2'], ['v3']])(
    'on %s asks for the subscription when the summary has no total, and only then',
    async (version) => {
      const account = await warm(version);
      const [usual] = await account.catalogue(testCall());
      emulator.setSwitch(`${version}TotalField`, 'absent');
      emulator.journal.clear();
      expect(await account.catalogue(testCall())).toEqual([usual]);
      expect(calls(emulator)).toEqual([expect.stringContaining('GET licenses'), 'GET subscriptions 200']);
    },
  );

  it('may have fewer seats than holders', async () => {
    const account = await warm('v3');
    emulator.setSwitch('totalLicenses:0123456789-00001', 1000);
    const [license] = await account.catalogue(testCall());
    expect(license?.seats).toMatchObject({ total: 1000, assigned: 1248, available: -248 });
  });

  it('of an event-billed account has no seats and no holders (contract 9.13)', async () => {
    const account = await warm('v3');
    emulator.setSwitch('eventBilledAccount', '0123456789-00001');
    const [license] = await account.catalogue(testCall());
    expect(license?.seats).toMatchObject({ total: 0, assigned: 0, available: 0 });
    expect(await account.assignments.page(null, testCall())).toEqual({ items: [], next: null, total: 0 });
  });

  it('always sends a cursor, for gateways that want one (contract 9.5)', async () => {
    const account = await warm('v3');
    emulator.setSwitch('emptyCursor', 'refuse');
    await expect(account.catalogue(testCall())).resolves.toHaveLength(1);
    await expect(account.devices.page(null, testCall())).resolves.toMatchObject({ total: null });
  });
});

describe('the account', () => {
  it('says what it can do', () => {
    const { account } = open(made.runtime, emulator.url);
    expect(account).toEqual({
      key: 'acme-devices',
      provider: 'THINGSPACE',
      name: 'Acme devices',
      capabilities: {
        assigneeKinds: ['DEVICE'],
        reportsSeats: true,
        nativeScheduledRemoval: false,
        infersLicensesFromRoles: false,
        hasFeatureToggles: false,
        lookupBatchSize: 1000,
        assignmentBatchSize: 1000,
      },
    });
  });

  it('reports its health and no budget', async () => {
    const account = await warm('v3');
    expect(account.status()).toEqual({
      circuit: 'CLOSED',
      lastSuccessAt: expect.stringMatching(/^\d{4}-.*Z$/),
      lastProblem: null,
      budget: null,
    });
  });

  it.each([
    ['DEVICE', '014000000000011', true],
    ['DEVICE', '14000000000011', false],
    ['DEVICE', '0140000000000110', false],
    ['DEVICE', '01400000000001a', false],
    ['DEVICE', '014000000000011\n', false],
    ['DEVICE', '٠١٤٠٠٠٠٠٠٠٠٠٠١١', false],
    ['DEVICE', '', false],
    ['LICENSE', 'fota', true],
    ['LICENSE', 'FOTA', false],
    ['LICENSE', '../fota', false],
    ['USER', '014000000000011', false],
    ['ENTITY', 'fota', false],
    ['WORKSPACE', 'fota', false],
  ] as const)('accepts %s %j: %j', (kind, id, accepted) => {
    expect(open(made.runtime, emulator.url).accepts(kind, id)).toBe(accepted);
  });
});
