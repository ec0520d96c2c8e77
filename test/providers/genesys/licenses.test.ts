// What there is to assign: the catalogue, licenses in full, and those that roles bring.
import { describe, expect, it } from '@jest/globals';
import { toLicense } from '../../../src/providers/genesys/reads/licenses.ts';
import { createWire } from '../../../src/providers/genesys/wire/wire.ts';
import { createDriftCounter } from '../../../src/upstream/drift.ts';
import { problemOf } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { NOBODY, NO_PERMISSIONS } from '../../support/providers/genesys.ts';
import { testCall } from '../../support/runtime.ts';

const APP = 'acmeWorkApp';
/** The same under an id that does not fit into a path as it is. */
const ODD_APP = 'acme app/Wörk #1';

const bench = useProvider('genesys');
const { account, emulator } = bench;

function comprising(parts: readonly unknown[]): unknown {
  return expect.objectContaining({ comprises: parts });
}

describe('catalogue', () => {
  it('is one call', async () => {
    const { items: licenses } = await account.catalogue(testCall());
    expect(bench.calls()).toEqual(['GET /license/definitions']);
    expect(licenses.map((license) => license.externalId)).toEqual(
      expect.arrayContaining(['cloudCX2', 'gc2WEMupgrade', APP]),
    );
  });

  it('renames a definition', async () => {
    const { items: licenses } = await account.catalogue(testCall());
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

  it('keeps bundles within bundles, and has of what it lists itself the keys there', async () => {
    const { items: licenses } = await account.catalogue(testCall());
    const bundle = licenses.find((license) => license.externalId === 'gcCX2WEMbundle');
    const inner = comprising([{ accountKey: 'us', externalId: 'gc2WEMupgrade' }]);
    expect(bundle?.details).toEqual(
      comprising([
        { accountKey: 'us', externalId: 'cloudCX2' },
        expect.objectContaining({
          externalId: 'gcWEMsuite',
          name: 'Workforce engagement suite',
          details: inner,
        }),
      ]),
    );
  });

  it('is shared by everybody who asks at the same time', async () => {
    const calls = Array.from({ length: 50 }, () => testCall());
    const answers = await Promise.all(calls.map((call) => account.catalogue(call)));
    expect(bench.calls()).toHaveLength(1);
    expect(answers.every(({ items }) => items.length === answers[0]?.items.length)).toBe(true);
    const kinds = calls.flatMap((call) => call.events.map((event) => event.kind));
    expect(kinds.filter((kind) => kind === 'SENT')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'SHARED')).toHaveLength(49);
  });

  it('leaves out repetitions and rows without an id', async () => {
    const body = [{ id: 'a', description: 'First' }, { description: 'No id' }, { id: 'a' }];
    bench.strike({ kind: 'answer', status: 200, body }, { path: 'definitions' });
    const { items: licenses } = await account.catalogue(testCall());
    expect(licenses.map(({ externalId, name }) => [externalId, name])).toEqual([['a', 'First']]);
  });

  it('needs a permission that not every client has', async () => {
    const problem = await problemOf(bench.open(NO_PERMISSIONS).catalogue(testCall()));
    expect(problem).toMatchObject({
      code: 'UPSTREAM_FORBIDDEN',
      providerCode: 'missing.any.permissions',
      accountKey: 'us',
      hint: expect.stringContaining('authorization:license:view'),
    });
    expect(problem.upstreamRequestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('licenses in full', () => {
  it('are one call each, whatever their ids are made of', async () => {
    emulator.setSwitch('oddLicenseId', true);
    const slots = await account.licensesInFull(['cloudCX2', ODD_APP, 'cloudCX2'], testCall());
    expect(slots.get(ODD_APP)).toMatchObject({ externalId: ODD_APP, name: 'Acme Wörk, premium app' });
    expect(bench.calls().sort()).toEqual([
      'GET /license/definitions/acme%20app%2FW%C3%B6rk%20%231',
      'GET /license/definitions/cloudCX2',
    ]);
  });

  it('are not null where a proxy has no such page', async () => {
    bench.strike({ kind: 'answer', status: 404, body: '<html></html>' }, { path: 'definitions' });
    const slots = await account.licensesInFull(['cloudCX2'], testCall());
    expect(slots.get('cloudCX2')).toMatchObject({ problem: { code: 'UPSTREAM_REJECTED' } });
  });

  it('are refused when they are about another license', async () => {
    bench.strike({ kind: 'answer', status: 200, body: { id: 'cloudCX1' } }, { path: 'definitions' });
    const slots = await account.licensesInFull(['cloudCX2'], testCall());
    expect(slots.get('cloudCX2')).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
  });
});

describe('a definition', () => {
  const { LicenseDefinition } = createWire({ accountKey: 'us', drift: createDriftCounter(() => 0) });
  const detailsOf = (definition: unknown) => toLicense(LicenseDefinition.parse(definition), 'us').details;

  it('that contains itself is told once', () => {
    const looped = {
      id: 'a',
      description: 'A',
      comprises: [{ id: 'b', description: 'B', comprises: [{ id: 'a', description: 'A again' }] }],
    };
    const inner = comprising([{ accountKey: 'us', externalId: 'a' }]);
    expect(detailsOf(looped)).toEqual(
      comprising([expect.objectContaining({ externalId: 'b', name: 'B', details: inner })]),
    );
  });

  it('tells nothing of a part that it does not say: another read may', () => {
    const parts = [
      { id: 'b', selfUri: '/b' },
      { id: 'c', description: 'C' },
      { id: 'd', permissions: { ids: ['x:y:z'] } },
    ];
    const rest = { accountKey: 'us', description: null, assigneeKinds: ['USER'], seats: null };
    expect(detailsOf({ id: 'a', comprises: parts })).toEqual(
      comprising([
        { ...rest, externalId: 'b' },
        { ...rest, externalId: 'c', name: 'C' },
        { ...rest, externalId: 'd', details: expect.objectContaining({ permissions: ['x:y:z'] }) },
      ]),
    );
  });

  it.each([
    ['prerequisites', 'cloudCX2'],
    ['prerequisites', [{ selfUri: '/b' }]],
    ['comprises', [{ description: 'no id' }]],
  ])('whose %s are %j has no details, rather than wrong ones', (field, value) => {
    expect(detailsOf({ id: 'a', [field]: value })).toBeNull();
  });
});

describe('inferred licenses', () => {
  const held = ['gc2WEMupgrade', 'cloudCX2', '', 'cloudCX2'];

  it('are one call for distinct roles', async () => {
    bench.strike({ kind: 'answer', status: 200, body: held }, { path: 'infer' });
    expect(await account.inferLicenses(['r1', 'r2', 'r1'], testCall())).toEqual([
      'gc2WEMupgrade',
      'cloudCX2',
    ]);
    expect(bench.calls()).toEqual(['POST /license/infer']);
  });

  it('of no roles are none, without a call', async () => {
    expect(await account.inferLicenses([], testCall())).toEqual([]);
    expect(bench.calls()).toEqual([]);
  });

  it('of an unknown role are none', async () => {
    expect(await account.inferLicenses([NOBODY], testCall())).toEqual([]);
    emulator.setSwitch('unknownRoleIds', 'error');
    expect(await account.inferLicenses([NOBODY], testCall())).toEqual([]);
  });

  it('are not said to be none because one of the roles is unknown', async () => {
    emulator.setSwitch('unknownRoleIds', 'error');
    const asked = account.inferLicenses([NOBODY, 'another'], testCall());
    expect((await problemOf(asked)).code).toBe('BAD_INPUT');
  });

  it('cannot be asked for in parts', async () => {
    const roles = Array.from({ length: 101 }, (_, index) => `role-${index}`);
    const asked = account.inferLicenses(roles, testCall());
    expect((await problemOf(asked)).code).toBe('BAD_INPUT');
    expect(bench.calls()).toEqual([]);
  });
});
