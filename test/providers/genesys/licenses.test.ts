import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningEmulator } from '../../../emulators/core/emulator.ts';
import type { License } from '../../../src/domain/license.ts';
import { toLicense } from '../../../src/providers/genesys/licenses.ts';
import { LicenseDefinition } from '../../../src/providers/genesys/wire.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { NOBODY, callsTo, openAccount, problemOf, startGenesys } from './organisation.ts';

const APP = 'acme app/Wörk #1';

const { runtime, close } = testRuntime();
let emulator: RunningEmulator;
let account: ProviderAccount;

beforeAll(async () => {
  emulator = await startGenesys();
  account = openAccount(emulator.url, runtime);
});
afterEach(() => {
  emulator.reset();
  account = openAccount(emulator.url, runtime);
});
afterAll(async () => {
  close();
  await emulator.close();
});

function detailsOf(license: License | undefined): Record<string, unknown> {
  return { ...license?.details };
}

describe('catalogue', () => {
  it('is one call', async () => {
    const licenses = await account.catalogue(testCall());
    expect(callsTo(emulator)).toEqual(['GET /license/definitions']);
    expect(licenses.map((license) => license.externalId)).toEqual(
      expect.arrayContaining(['cloudCX2', 'gc2WEMupgrade', APP]),
    );
  });

  it('renames a definition', async () => {
    const licenses = await account.catalogue(testCall());
    expect(licenses.find((license) => license.externalId === 'gc2WEMupgrade')).toEqual({
      accountKey: 'us',
      externalId: 'gc2WEMupgrade',
      name: 'Workforce engagement add-on for CX 2',
      description: null,
      assigneeKinds: ['USER'],
      seats: null,
      details: {
        __typename: 'GenesysLicenseDetails',
        accountKey: 'us',
        externalId: 'gc2WEMupgrade',
        permissions: expect.arrayContaining(['wfm:schedule:view']),
        prerequisites: [{ accountKey: 'us', externalId: 'cloudCX2' }],
        comprises: [],
      },
    });
  });

  it('keeps bundles within bundles', async () => {
    const licenses = await account.catalogue(testCall());
    const bundle = licenses.find((license) => license.externalId === 'gcCX2WEMbundle');
    expect(detailsOf(bundle)['comprises']).toEqual([
      expect.objectContaining({ externalId: 'cloudCX2', name: 'Cloud CX 2' }),
      expect.objectContaining({
        externalId: 'gcWEMsuite',
        details: expect.objectContaining({
          comprises: [expect.objectContaining({ externalId: 'gc2WEMupgrade' })],
        }),
      }),
    ]);
  });

  it('is shared by everybody who asks at the same time', async () => {
    const calls = Array.from({ length: 50 }, () => testCall());
    const answers = await Promise.all(calls.map((call) => account.catalogue(call)));
    expect(callsTo(emulator)).toHaveLength(1);
    expect(answers.every((licenses) => licenses.length === answers[0]?.length)).toBe(true);
    const kinds = calls.flatMap((call) => call.events.map((event) => event.kind));
    expect(kinds.filter((kind) => kind === 'SENT')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'SHARED')).toHaveLength(49);
  });

  it('leaves out repetitions and rows without an id', async () => {
    const body = [{ id: 'a', description: 'First' }, { description: 'No id' }, { id: 'a' }];
    emulator.fault({ path: 'definitions', fault: { kind: 'answer', status: 200, body } });
    const licenses = await account.catalogue(testCall());
    expect(licenses.map(({ externalId, name }) => [externalId, name])).toEqual([['a', 'First']]);
  });

  it('needs a permission that not every client has', async () => {
    const nobody = openAccount(emulator.url, runtime, 'acme-us-nobody');
    const problem = await problemOf(nobody.catalogue(testCall()));
    expect(problem).toMatchObject({
      code: 'UPSTREAM_FORBIDDEN',
      providerCode: 'missing.any.permissions',
      accountKey: 'us',
      hint: expect.stringContaining('authorization:license:view'),
    });
    expect(problem.upstreamRequestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is closed to a reader where permissions are those of 2020', async () => {
    emulator.setSwitch('permissions', 'legacy');
    const reader = openAccount(emulator.url, runtime, 'acme-us-reader');
    expect((await problemOf(reader.catalogue(testCall()))).code).toBe('UPSTREAM_FORBIDDEN');
    expect(await account.catalogue(testCall())).not.toHaveLength(0);
  });
});

describe('licenses in full', () => {
  it('have the permissions that a skinny list leaves out', async () => {
    emulator.setSwitch('skinnyDefinitions', true);
    const [first] = await account.catalogue(testCall());
    expect(detailsOf(first)['permissions']).toBeUndefined();
    const slots = await account.licensesInFull?.([first?.externalId ?? ''], testCall());
    const full = slots?.get(first?.externalId ?? '');
    if (full instanceof Error || !full) throw new Error('expected a license');
    expect(detailsOf(full)['permissions']).not.toHaveLength(0);
  });

  it('are one call each, whatever their ids are made of', async () => {
    const slots = await account.licensesInFull?.(['cloudCX2', APP, 'cloudCX2'], testCall());
    expect(slots?.get(APP)).toMatchObject({ externalId: APP, name: 'Acme Wörk, premium app' });
    expect(callsTo(emulator).sort()).toEqual([
      'GET /license/definitions/acme%20app%2FW%C3%B6rk%20%231',
      'GET /license/definitions/cloudCX2',
    ]);
  });

  it.each([404, 400])('are null where the provider has none (%i)', async (status) => {
    emulator.setSwitch('unknownLicenseStatus', status);
    const slots = await account.licensesInFull?.(['cloudCX2', 'no-such-license'], testCall());
    expect(slots?.get('no-such-license')).toBeNull();
    expect(slots?.get('cloudCX2')).toMatchObject({ externalId: 'cloudCX2' });
  });

  it('are not null where a proxy has no such page', async () => {
    emulator.fault({ path: 'definitions', fault: { kind: 'answer', status: 404, body: '<html></html>' } });
    const slots = await account.licensesInFull?.(['cloudCX2'], testCall());
    expect(slots?.get('cloudCX2')).toMatchObject({ problem: { code: 'UPSTREAM_REJECTED' } });
  });

  it('are refused when they are about another license', async () => {
    emulator.fault({ path: 'definitions', fault: { kind: 'answer', status: 200, body: { id: 'cloudCX1' } } });
    const slots = await account.licensesInFull?.(['cloudCX2'], testCall());
    expect(slots?.get('cloudCX2')).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
  });
});

describe('a definition', () => {
  it('that contains itself is told once', () => {
    const looped = {
      id: 'a',
      description: 'A',
      comprises: [{ id: 'b', description: 'B', comprises: [{ id: 'a', description: 'A again' }] }],
    };
    const license = toLicense(LicenseDefinition.parse(looped), 'us');
    expect(detailsOf(license ?? undefined)['comprises']).toEqual([
      expect.objectContaining({
        externalId: 'b',
        details: expect.objectContaining({ comprises: [{ accountKey: 'us', externalId: 'a' }] }),
      }),
    ]);
  });

  it('with nothing but an id inside is a key', () => {
    const bundle = LicenseDefinition.parse({ id: 'a', comprises: [{ id: 'b', selfUri: '/b' }, {}] });
    expect(detailsOf(toLicense(bundle, 'us') ?? undefined)['comprises']).toEqual([
      { accountKey: 'us', externalId: 'b' },
    ]);
  });
});

describe('inferred licenses', () => {
  const held = ['gc2WEMupgrade', 'cloudCX2', '', 'cloudCX2'];

  it('are one call for distinct roles', async () => {
    emulator.fault({ path: 'infer', fault: { kind: 'answer', status: 200, body: held } });
    expect(await account.inferLicenses?.(['r1', 'r2', 'r1'], testCall())).toEqual([
      'gc2WEMupgrade',
      'cloudCX2',
    ]);
    expect(callsTo(emulator)).toEqual(['POST /license/infer']);
  });

  it('of no roles are none, without a call', async () => {
    expect(await account.inferLicenses?.([], testCall())).toEqual([]);
    expect(callsTo(emulator)).toEqual([]);
  });

  it('of an unknown role are none', async () => {
    expect(await account.inferLicenses?.([NOBODY], testCall())).toEqual([]);
    emulator.setSwitch('unknownRoleIds', 'error');
    expect(await account.inferLicenses?.([NOBODY], testCall())).toEqual([]);
  });

  it('are not said to be none because one of the roles is unknown', async () => {
    emulator.setSwitch('unknownRoleIds', 'error');
    const asked = account.inferLicenses?.([NOBODY, 'another'], testCall());
    expect((await problemOf(asked)).code).toBe('BAD_INPUT');
  });

  it('cannot be asked for in parts', async () => {
    const roles = Array.from({ length: 101 }, (_, index) => `role-${index}`);
    const asked = account.inferLicenses?.(roles, testCall());
    expect((await problemOf(asked)).code).toBe('BAD_INPUT');
    expect(callsTo(emulator)).toEqual([]);
  });
});

describe('feature toggles', () => {
  it('are one call and always on', async () => {
    const name = 'any/thing Ö';
    expect(await account.featureToggle?.(name, testCall())).toEqual({ featureName: name, enabled: true });
    expect(callsTo(emulator)).toEqual(['GET /license/toggles/any%2Fthing%20%C3%96']);
  });

  it('that tell nothing are not known', async () => {
    emulator.fault({ path: 'toggles', fault: { kind: 'answer', status: 200, body: {} } });
    expect(await account.featureToggle?.('x', testCall())).toEqual({ featureName: 'x', enabled: null });
  });

  it.each(['', '..', 'a\nb', 'x'.repeat(101)])('have no name like %j', async (name) => {
    const asked = account.featureToggle?.(name, testCall());
    expect((await problemOf(asked)).blame).toBe('CALLER');
    expect(callsTo(emulator)).toEqual([]);
  });
});
