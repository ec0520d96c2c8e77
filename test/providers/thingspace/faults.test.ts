// Whatever goes wrong with ThingSpace: the right problem, the right number of calls, nothing of the wire in it.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../../emulators/core/faults.ts';
import type { Call } from '../../../src/domain/call.ts';
import { expectLater, problemOf, valueIn } from '../../support/assertions.ts';
import { heard } from '../../support/emulator.ts';
import { useProvider } from '../../support/provider.ts';
import { device, exchanges } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('thingspace', { jump: true });
const { account, emulator } = bench;
beforeEach(() => {
  // No test is about pages: small ones are quick.
  emulator.setSwitch('rowsPerPage', 20);
  return bench.warm();
});

const IMEI = '014000000000011';

/** Every way of reading. Slots are opened: they carry what the others throw. */
const READS: [string, (call: Call) => Promise<unknown>][] = [
  ['catalogue', (call) => account.catalogue(call)],
  ['assignments.page', (call) => account.assignments.page(null, call)],
  ['assignments.ofLicense', (call) => account.assignments.ofLicense('fota', null, call)],
  [
    'assignments.ofAssignees',
    async (call) => valueIn(await account.assignments.ofAssignees([device(IMEI)], call), IMEI),
  ],
  ['devices.page', (call) => account.assignees.DEVICE.page(null, call)],
  ['devices.byIds', async (call) => valueIn(await account.assignees.DEVICE.byIds([IMEI], call), IMEI)],
];

describe.each(READS)('%s', (_, read) => {
  it('waits for a slow answer', async () => {
    bench.strike({ kind: 'latency', ms: 50 });
    await expect(read(testCall())).resolves.toBeTruthy();
    expect(exchanges(emulator)).toHaveLength(1);
  });

  it.each<[string, FaultRule['fault']]>([
    ['a throttle without Retry-After', { kind: 'throttle' }],
    ['a 500', { kind: 'error', status: 500 }],
    ['a 503', { kind: 'error', status: 503 }],
    ['a cut connection', { kind: 'cut' }],
    ['a truncated body', { kind: 'truncate' }],
  ])('tries again after %s', async (_name, fault) => {
    bench.strike(fault, { times: 1 });
    await expect(read(testCall())).resolves.toBeTruthy();
    expect(exchanges(emulator)).toHaveLength(2);
  });

  it.each<[string, FaultRule['fault'], string, number]>([
    ['a 500 that stays', { kind: 'error', status: 500 }, 'UPSTREAM_UNAVAILABLE', 3],
    ['a 503 that stays', { kind: 'error', status: 503 }, 'UPSTREAM_UNAVAILABLE', 3],
    ['connections that are cut', { kind: 'cut' }, 'UPSTREAM_UNAVAILABLE', 3],
    ['bodies that are truncated', { kind: 'truncate' }, 'UPSTREAM_UNAVAILABLE', 3],
    ['a throttle that stays', { kind: 'throttle' }, 'UPSTREAM_THROTTLED', 3],
    ['a throttle of a minute', { kind: 'throttle', retryAfter: 60 }, 'UPSTREAM_THROTTLED', 1],
    ['half of a JSON', { kind: 'half-json' }, 'UPSTREAM_BAD_RESPONSE', 1],
    ['a page of HTML', { kind: 'html' }, 'UPSTREAM_BAD_RESPONSE', 1],
    ['another JSON', { kind: 'answer', status: 200, body: { ok: true } }, 'UPSTREAM_BAD_RESPONSE', 1],
    ['an empty answer', { kind: 'answer', status: 200 }, 'UPSTREAM_BAD_RESPONSE', 1],
  ])('says what it is: %s', async (_name, fault, code, sent) => {
    bench.strike(fault);
    const problem = await problemOf(read(testCall()));
    expect(problem).toMatchObject({ code, blame: 'PROVIDER', accountKey: 'acme-devices', retryable: true });
    expect(exchanges(emulator)).toHaveLength(sent);
    expect(JSON.stringify(problem)).not.toMatch(/http|127\.0\.0\.1|<html|Bearer|lastSeen/);
  });

  it('is over when the client goes away', async () => {
    bench.strike({ kind: 'stall' });
    const call = testCall();
    const problem = problemOf(read(call));
    await heard(emulator);
    call.abort();
    expect(await problem).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });
});

it.each([[true], [false]])(
  'a throttle tells until when, if the gateway does: %j (contract 9.16)',
  async (told) => {
    emulator.setSwitch('throttleBody', told ? 'fault' : 'empty');
    bench.strike({ kind: 'throttle', ...(told && { retryAfter: 60 }) });
    const before = Date.now();
    const { retryAt, providerCode } = await problemOf(account.catalogue(testCall()));
    expect(providerCode).toBe(told ? '900800' : null);
    if (told) expectLater(retryAt, before, 60_000);
    else expect(retryAt).toBeNull();
  },
);

it('a protocol nobody has heard of is UNKNOWN, its name kept', async () => {
  bench.strike({ kind: 'unknown-enum' });
  const { items } = await account.assignees.DEVICE.page(null, testCall());
  expect(items[0]).toMatchObject({ protocol: 'UNKNOWN', rawProtocol: expect.not.stringMatching(/^LWM2M$/) });
  const found = await account.assignees.DEVICE.byIds([IMEI], testCall());
  expect(found.get(IMEI)).toMatchObject({ protocol: 'UNKNOWN', imei: IMEI });
});

it('an outage opens the circuit, and the account says so', async () => {
  bench.strike({ kind: 'error', status: 500 });
  await problemOf(account.catalogue(testCall()));
  await problemOf(account.assignees.DEVICE.page(null, testCall()));
  expect(account.status()).toMatchObject({ circuit: 'OPEN', lastProblem: { accountKey: 'acme-devices' } });
  bench.forget();
  expect(await problemOf(account.catalogue(testCall()))).toMatchObject({ code: 'UPSTREAM_CIRCUIT_OPEN' });
  expect(exchanges(emulator)).toEqual([]);
});

it('identical reads side by side are one call', async () => {
  const reads = Array.from({ length: 10 }, () => account.assignments.page(null, testCall()));
  const [first, ...others] = await Promise.all(reads);
  for (const other of others) expect(other.items).toHaveLength(first?.items.length ?? -1);
  expect(exchanges(emulator)).toHaveLength(1);
});
