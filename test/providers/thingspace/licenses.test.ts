// The one license of a ThingSpace account, its pool, and what the account says of itself.
import { describe, expect, it } from '@jest/globals';
import type { ApiVersion } from '../../../src/providers/thingspace/settings.ts';
import { UNASKED, capabilitiesOf, idRows } from '../../support/accounts.ts';
import { offline, useProvider } from '../../support/provider.ts';
import { exchanges, seeded } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('thingspace');
const { account, emulator } = bench;

describe('the catalogue', () => {
  it('is the one pool of the account, with its seats, in one call', async () => {
    await bench.warm();
    expect((await account.catalogue(testCall())).items).toEqual([
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
    expect(exchanges(emulator)).toEqual(['GET licenses?lastSeenDeviceId=0 200']);
  });

  it.each<[ApiVersion, 'query' | 'path', number | null, string]>([
    ['v1', 'query', null, 'GET licenses/index/0 200'],
    ['v2', 'query', 1000, 'GET licenses?lastSeenDeviceId=0 200'],
    ['v2', 'path', 1000, 'GET licenses/index/0 200'],
    ['v3', 'path', 1000, 'GET licenses/index/0 200'],
  ])('on %s with the cursor in the %s (contract 9.3)', async (version, summaryForm, pageSize, line) => {
    const { catalogue } = await bench.warm(bench.open({ apiVersion: version, summaryForm }));
    const [license] = (await catalogue(testCall())).items;
    const { accountName } = seeded(version);
    expect(license?.details).toMatchObject({ accountName, apiVersion: version, reportedPageSize: pageSize });
    expect(license?.seats?.total).toBeGreaterThan(0);
    expect(exchanges(emulator)).toEqual([line]);
  });

  it.each<[ApiVersion]>([['v1'], ['v2'], ['v3']])(
    'on %s reads the total under both names',
    async (version) => {
      const { catalogue } = await bench.warm(bench.open({ apiVersion: version }));
      const usual = await catalogue(testCall());
      for (const name of ['totalLicenses', 'totalLicense']) {
        emulator.setSwitch(`${version}TotalField`, name);
        bench.forget();
        expect(await catalogue(testCall())).toEqual(usual);
        expect(exchanges(emulator)).toHaveLength(1);
      }
    },
  );

  it.each<[ApiVersion]>([['v1'], ['v2'], ['v3']])(
    'on %s asks for the subscription when the summary has no total, and only then',
    async (version) => {
      const { catalogue } = await bench.warm(bench.open({ apiVersion: version }));
      const usual = await catalogue(testCall());
      emulator.setSwitch(`${version}TotalField`, 'absent');
      bench.forget();
      expect(await catalogue(testCall())).toEqual(usual);
      expect(exchanges(emulator)).toEqual([expect.stringContaining('GET licenses'), 'GET subscriptions 200']);
    },
  );

  it('may have fewer seats than holders', async () => {
    await bench.warm();
    emulator.setSwitch('totalLicenses:0123456789-00001', 1000);
    const [license] = (await account.catalogue(testCall())).items;
    expect(license?.seats).toMatchObject({ total: 1000, assigned: 1248, available: -248 });
  });

  it('of an event-billed account has no seats and no holders (contract 9.13)', async () => {
    await bench.warm();
    emulator.setSwitch('eventBilledAccount', '0123456789-00001');
    const [license] = (await account.catalogue(testCall())).items;
    expect(license?.seats).toMatchObject({ total: 0, assigned: 0, available: 0 });
    expect(await account.assignments.page(null, testCall())).toEqual({ items: [], next: null, total: 0 });
  });

  it('always sends a cursor, for gateways that want one (contract 9.5)', async () => {
    await bench.warm();
    emulator.setSwitch('emptyCursor', 'refuse');
    await expect(account.catalogue(testCall())).resolves.toMatchObject({ items: [{ externalId: 'fota' }] });
    await expect(account.assignees.DEVICE.page(null, testCall())).resolves.toMatchObject({ total: null });
  });
});

describe('the account', () => {
  it('says what it can do', () => {
    const capabilities = capabilitiesOf(['DEVICE'], { lookup: 1000, assignment: 1000 }, 'reportsSeats');
    expect(offline('thingspace').account).toEqual({
      key: 'acme-devices',
      provider: 'THINGSPACE',
      name: 'Acme devices',
      capabilities,
    });
  });

  it('reports its health and no budget', async () => {
    await bench.warm();
    const lastSuccessAt = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(account.status()).toEqual({ ...UNASKED, lastSuccessAt });
  });

  it.each([
    ...idRows('DEVICE', {
      fit: ['014000000000011'],
      unfit: [
        '14000000000011',
        '0140000000000110',
        '01400000000001a',
        '014000000000011\n',
        '٠١٤٠٠٠٠٠٠٠٠٠٠١١',
        '',
      ],
    }),
    ...idRows('LICENSE', { fit: ['fota'], unfit: ['FOTA', '../fota'] }),
    ...idRows('USER', { unfit: ['014000000000011'] }),
    ...idRows('ENTITY', { unfit: ['fota'] }),
    ...idRows('WORKSPACE', { unfit: ['fota'] }),
  ])('accepts %s %j: %j', (kind, id, accepted) => {
    expect(offline('thingspace').accepts(kind, id)).toBe(accepted);
  });
});
