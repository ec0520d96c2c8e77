// What a write has come to, read back device by device.
import { describe, expect, it } from '@jest/globals';
import { isLicense, type Holding } from '../../../src/domain/assignment.ts';
import { codeIn, present, rowsIn, sentOf, valueIn } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { device, exchanges } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';
import { DIALECTS, NOBODY, seededImeis, changesOf, writesIn } from './changes.ts';

const bench = useProvider('thingspace', { runtime: ({ clock }) => ({ now: () => clock.now() }) });
const { account, emulator } = bench;
const { held, bare } = seededImeis();
const [holder = ''] = held;
const [free = ''] = bare;

const [A, B, C] = ['359000000000011', '359000000000029', '359000000000037'] as const;
/** B alone holds a license. */
const SUMMARY = {
  totalLicenses: 9,
  assignedLicenses: 1,
  hasMoreData: false,
  deviceList: [{ deviceId: B, assignmentTime: '2024-03-06 08:00:00 +0000 UTC' }],
};

/** The read back of an account whose devices FOTA finds. */
async function readBack(imeis: readonly string[], { writes } = account) {
  const read = await present(writes.readBack)(
    imeis.map((imei) => device(imei)),
    testCall(),
  );
  return rowsIn(read);
}

function withoutTimes(rows: readonly Holding[]): object[] {
  return rows.filter(isLicense).map(({ accountKey, licenseId, status, removalOn, assignee }) => {
    return { accountKey, licenseId, status, removalOn, of: `${assignee.kind} ${assignee.externalId}` };
  });
}

describe('the read back', () => {
  it('tells what the summary tells, but for the time', async () => {
    await bench.warm();
    const imeis = [holder, free, held.at(-1) ?? '', bare.at(-1) ?? ''];
    const summary = await account.assignments.ofAssignees(
      imeis.map((imei) => device(imei)),
      testCall(),
    );
    bench.forget();
    const read = await readBack(imeis);
    expect(exchanges(emulator)).toEqual(['POST devices 200']);
    for (const imei of imeis) {
      expect(withoutTimes(valueIn(read, imei))).toEqual(withoutTimes(valueIn(summary, imei)));
    }
    const times = imeis.map((imei) => valueIn(read, imei).map((row) => row.assignedAt));
    expect(times).toEqual([[null], [], [null], []]);
  });

  it('knows no device that does not exist, and no assignee of another kind', async () => {
    const user = { kind: 'USER', accountKey: 'acme-devices', externalId: 'somebody' } as const;
    const read = await present(account.writes.readBack)([device(NOBODY), user], testCall());
    expect([...read]).toEqual([[NOBODY, null]]);
  });

  it('tells what a device holds that the account does not know any more: the summary has it', async () => {
    await bench.warm();
    emulator.setSwitch('goneDevices', [holder, free].join());
    const read = await readBack([holder, free]);
    expect(withoutTimes(valueIn(read, holder))).toEqual([
      {
        accountKey: 'acme-devices',
        licenseId: 'fota',
        status: 'ACTIVE',
        removalOn: null,
        of: `DEVICE ${holder}`,
      },
    ]);
    expect(read.get(free)).toBeNull();
    expect(exchanges(emulator)).toEqual(['POST devices 200', 'GET licenses?lastSeenDeviceId=0 200']);
  });

  it.each(DIALECTS)(
    'shows that its license was taken away from such a device: dialect %s',
    async (dialect) => {
      await bench.warm();
      emulator.setSwitch('v3ResultDialect', dialect);
      emulator.setSwitch('goneDevices', holder);
      const [sent] = await sentOf(account, changesOf('REMOVE', [holder]));
      expect(sent?.status).toBe('ACCEPTED');
      expect((await readBack([holder])).get(holder)).toBeNull();
    },
  );

  it('does not say of such a device that it holds nothing when the summary could not be read', async () => {
    await bench.warm();
    emulator.setSwitch('goneDevices', holder);
    bench.strike({ kind: 'html' }, { path: '/licenses/' });
    expect(codeIn(await readBack([holder]), holder)).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('says of which devices it could not be told', async () => {
    bench.strike({ kind: 'html' }, { path: '/devices/' });
    expect(codeIn(await readBack([holder]), holder)).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('reads the summary for devices of which the look-up leaves the license out (contract 6.1)', async () => {
    const found = [{ deviceId: A, licenseAssigned: false }, { deviceId: B }, { deviceId: C }];
    const stubbed = await bench.stubbed(({ method }) => ({
      body: method === 'GET' ? SUMMARY : { deviceCount: 3, deviceList: found },
    }));
    const read = await readBack([A, B, C], stubbed.account);
    expect([A, B, C].map((imei) => read.get(imei))).toEqual([
      [],
      [expect.objectContaining({ licenseId: 'fota', assignedAt: '2024-03-06T08:00:00.000Z' })],
      [],
    ]);
    expect(stubbed.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it.each(DIALECTS)(
    'follows a write only when reads do (contract 9.18): results in the dialect %s',
    async (dialect) => {
      emulator.setSwitch('v3ResultDialect', dialect);
      emulator.setSwitch('summaryLagMs', 10_000);
      await sentOf(account, changesOf('ASSIGN', [free]));
      expect(valueIn(await readBack([free]), free)).toEqual([]);
      emulator.clock.advance(10_000);
      expect(valueIn(await readBack([free]), free)).toEqual([expect.objectContaining({ licenseId: 'fota' })]);
      expect(writesIn(bench)).toHaveLength(1);
    },
  );

  it('is of the summary alone where the connectivity API finds devices: it says nothing of licenses', async () => {
    const { account: legacy } = await bench.stubbed(() => ({ body: SUMMARY }), { deviceLookup: 'm2m' });
    const read = await present(legacy.writes.readBack)([device(A), device(B)], testCall());
    expect([A, B].map((imei) => valueIn(read, imei))).toMatchObject([
      { rows: [], assignee: { externalId: A, licenseAssigned: false } },
      { rows: [{ licenseId: 'fota' }], assignee: { externalId: B, licenseAssigned: true } },
    ]);
  });
});
