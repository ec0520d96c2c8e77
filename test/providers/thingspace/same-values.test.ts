// What a look-up of devices does not tell is read from the listings: in the fewest pages, and never guessed.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { imei } from '../../../emulators/seed/organisation.ts';
import type { Device } from '../../../src/domain/assignee.ts';
import type { ThingSpaceAccount } from '../../../src/providers/thingspace/adapter.ts';
import { codeIn, present, sentOf, valueIn } from '../../support/assertions.ts';
import { listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { device, seededDevices } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';
import { NOBODY, changesOf } from './changes.ts';

const bench = useProvider('thingspace', { entry: { deviceLookup: 'm2m' } });
const { account, emulator } = bench;
const seed = seededDevices('v3');
const [lwm2m = '', ...others] = seed.flatMap((one) => (one.protocol === 'LWM2M' ? [one.imei] : []));
const unlisted = seed.filter(({ protocol }) => protocol === 'NONE');
beforeEach(() => emulator.setSwitch('rowsPerPage', 50));

async function inFull(devices: readonly Device[], reader: ThingSpaceAccount = account) {
  return present(await reader.assignees.DEVICE.inFull?.(devices, testCall()));
}

/** The listings that were read, and from where. */
const read = (): string[] =>
  bench.calls().map((call) => call.replace(/.*lastSeenDeviceId=(\d+)&protocol=(\w+) 200/, '$2 $1'));

describe('devices in full', () => {
  it('have what the list of devices has, and of the look-up what that tells alone', async () => {
    const all = await listed(account.assignees.DEVICE);
    const ids = all.map(({ externalId }) => externalId);
    const found = await account.assignees.DEVICE.byIds(ids, testCall());
    const full = await inFull(ids.map((id) => valueIn(found, id)));
    for (const { listedAfter, ...one } of all) {
      expect(valueIn(full, one.externalId)).toEqual({
        ...one,
        ...valueIn(found, one.externalId),
        listedAfter,
      });
    }
    expect(all.length).toBeGreaterThan(1_000);
  });

  it('are looked for in the listing of their protocol alone, where that is known', async () => {
    await bench.warm();
    const [http = ''] = seed.flatMap((one) => (one.protocol === 'HTTP' ? [one.imei] : []));
    const full = await inFull([device(http, { protocol: 'HTTP', make: 'as told' })]);
    expect(read()).toEqual(['HTTP 0']);
    // What a look-up told stands.
    expect(valueIn(full, http)).toMatchObject({ make: 'as told', model: expect.any(String) });
  });

  it('are read from the device listed before them, and pages between them are left out', async () => {
    await bench.warm();
    const [before = '', near = ''] = others.slice(300);
    const [beforeFar = '', far = ''] = others.slice(-5);
    await inFull([
      device(far, { protocol: 'LWM2M', listedAfter: beforeFar }),
      device(near, { protocol: 'LWM2M', listedAfter: before }),
    ]);
    expect(read()).toEqual([`LWM2M ${before}`, `LWM2M ${beforeFar}`]);
    bench.forget();
    const following = others.slice(302, 352);
    await inFull([near, ...following].map((id) => device(id, { protocol: 'LWM2M', listedAfter: before })));
    expect(read()).toEqual([`LWM2M ${before}`, `LWM2M ${present(following.at(-2))}`]);
  });

  it('are read from the start when the place to read from is gone', async () => {
    await bench.warm();
    const full = await inFull([device(lwm2m, { protocol: 'LWM2M', listedAfter: '010000000000007' })]);
    expect(valueIn(full, lwm2m)).toMatchObject({ make: expect.any(String) });
    expect(read().at(-1)).toBe('LWM2M 0');
  });

  it('have of a device in no listing what the summary tells: whether it holds a license', async () => {
    const [one, other] = unlisted.map(({ imei: id }) => id);
    const [holder, bare] = [present(one), present(other)];
    await sentOf(account, changesOf('ASSIGN', [holder]));
    const full = await inFull([holder, bare, NOBODY].map((id) => device(id, { protocol: 'NONE' })));
    expect([holder, bare, NOBODY].map((id) => valueIn(full, id).licenseAssigned)).toEqual([
      true,
      false,
      false,
    ]);
    expect(valueIn(full, holder)).not.toHaveProperty('make');
  });

  it('are unread where a row among which one would be could not be read', async () => {
    const odd = present(others[4]);
    emulator.setSwitch('oddDevice', odd);
    const full = await inFull([device(odd, { licenseAssigned: true }), device(lwm2m)]);
    expect([codeIn(full, odd), codeIn(full, lwm2m)]).toEqual(['UPSTREAM_BAD_RESPONSE', undefined]);
  });

  it('are unread where the listings fail, all but those found before', async () => {
    bench.strike({ kind: 'error', status: 500 }, { path: '/devices/', after: 1 });
    const far = present(others.at(-5));
    const full = await inFull([device(lwm2m), device(far)]);
    expect([codeIn(full, lwm2m), codeIn(full, far)]).toEqual([undefined, 'UPSTREAM_UNAVAILABLE']);
  });

  it('are not looked for on more pages than a request has time for', async () => {
    emulator.setSwitch('rowsPerPage', 10);
    const far = present(others.at(-1));
    expect(codeIn(await inFull([device(far)]), far)).toBe('UPSTREAM_TOO_MANY_PAGES');
    expect(bench.calls()).toHaveLength(50);
  });

  it('have the software that the look-up of FOTA leaves out', async () => {
    const fota = bench.open({});
    emulator.setSwitch('lookupSoftware', 'absent');
    const id = imei(203);
    const found = valueIn(await fota.assignees.DEVICE.byIds([id], testCall()), id);
    expect(found.software).toBeUndefined();
    expect(valueIn(await inFull([found], fota), id).software).toEqual([
      expect.objectContaining({ version: '1' }),
    ]);
  });
});
