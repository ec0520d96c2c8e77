// Whatever goes wrong with ThingSpace: the right problem, the right number of calls, nothing of the wire in it.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startEmulator, type RunningEmulator } from '../../../emulators/core/emulator.ts';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultRule } from '../../../emulators/core/faults.ts';
import { definition } from '../../../emulators/thingspace/index.ts';
import type { Call } from '../../../src/domain/call.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { calls, open, problemOf } from './account.ts';

const IMEI = '014000000000011';
type Account = ReturnType<typeof open>;
type Read = (account: Account, call: Call) => Promise<unknown>;

/** Slots carry what the others throw. */
async function slotOf(slots: Promise<ReadonlyMap<string, unknown>>): Promise<unknown> {
  const slot = (await slots).get(IMEI);
  if (slot instanceof ProblemError) throw slot;
  return slot;
}

const READS: [string, Read][] = [
  ['catalogue', (account, call) => account.catalogue(call)],
  ['assignments.page', (account, call) => account.assignments.page(null, call)],
  ['assignments.ofLicense', (account, call) => account.assignments.ofLicense('fota', null, call)],
  [
    'assignments.ofAssignees',
    (account, call) =>
      slotOf(
        account.assignments.ofAssignees(
          [{ kind: 'DEVICE', accountKey: 'acme-devices', externalId: IMEI }],
          call,
        ),
      ),
  ],
  ['devices.page', (account, call) => account.devices.page(null, call)],
  ['devices.byIds', (account, call) => slotOf(account.devices.byIds([IMEI], call))],
];

let emulator: RunningEmulator;
let made: ReturnType<typeof testRuntime>;
let account: Account;
/** Waits before a further try are not waited for, unless a test is about them. */
let patient: boolean;

beforeAll(async () => {
  emulator = await startEmulator(definition);
});
afterAll(() => emulator.close());
beforeEach(async () => {
  emulator.reset();
  patient = false;
  made = testRuntime({
    sleep: (milliseconds, signal) => pause(patient ? milliseconds : 1, undefined, { signal }),
  });
  account = open(made.runtime, emulator.url);
  await account.catalogue(testCall());
  emulator.journal.clear();
});
afterEach(() => made.close());

function strike(fault: FaultRule['fault'], times?: number): void {
  emulator.fault({ path: '/fota/', ...(times !== undefined && { times }), fault });
}

describe.each(READS)('%s', (_, read) => {
  it('waits for a slow answer', async () => {
    strike({ kind: 'latency', ms: 200 });
    await expect(read(account, testCall())).resolves.toBeTruthy();
    expect(calls(emulator)).toHaveLength(1);
  });

  it.each<[string, FaultRule['fault']]>([
    ['a throttle without Retry-After', { kind: 'throttle' }],
    ['a 500', { kind: 'error', status: 500 }],
    ['a 503', { kind: 'error', status: 503 }],
    ['a cut connection', { kind: 'cut' }],
    ['a truncated body', { kind: 'truncate' }],
  ])('tries again after %s', async (_name, fault) => {
    strike(fault, 1);
    await expect(read(account, testCall())).resolves.toBeTruthy();
    expect(calls(emulator)).toHaveLength(2);
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
    strike(fault);
    const problem = await problemOf(read(account, testCall()));
    expect(problem).toMatchObject({ code, blame: 'PROVIDER', accountKey: 'acme-devices', retryable: true });
    expect(calls(emulator)).toHaveLength(sent);
    expect(JSON.stringify(problem)).not.toMatch(/http|127\.0\.0\.1|<html|Bearer|lastSeen/);
  });

  it('is over when the client goes away', async () => {
    strike({ kind: 'stall' });
    const call = testCall();
    const problem = problemOf(read(account, call));
    setTimeout(call.abort, 100);
    expect(await problem).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });
});

it.each([[true], [false]])(
  'a throttle tells until when, if the gateway does: %j (contract 9.16)',
  async (told) => {
    emulator.setSwitch('throttleBody', told ? 'fault' : 'empty');
    strike({ kind: 'throttle', ...(told && { retryAfter: 60 }) });
    const { retryAt, providerCode } = await problemOf(account.catalogue(testCall()));
    expect(providerCode).toBe(told ? '900800' : null);
    if (told) expect(Date.parse(retryAt ?? '') - Date.now()).toBeGreaterThan(50_000);
    else expect(retryAt).toBeNull();
  },
);

it.each<[string, (cursor: string) => Promise<unknown>]>([
  ['assignments', (cursor) => account.assignments.page(cursor, testCall())],
  ['devices', (cursor) => account.devices.page(cursor, testCall())],
])('a page of %s sent again is not taken for the next', async (list, read) => {
  const first =
    list === 'devices' ? account.devices.page(null, testCall()) : account.assignments.page(null, testCall());
  const cursor = (await first).next ?? '';
  strike({ kind: 'repeat-page' });
  expect(await problemOf(read(cursor))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
});

it('a page sent again ends a walk over holders', async () => {
  await account.catalogue(testCall());
  emulator.fault({ path: '/fota/', after: 1, fault: { kind: 'repeat-page' } });
  const last = '359000000035975';
  const held = await account.assignments.ofAssignees(
    [{ kind: 'DEVICE', accountKey: 'acme-devices', externalId: last }],
    testCall(),
  );
  expect(held.get(last)).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
});

it('a page of one protocol is not taken for the first of the next', async () => {
  const only = open(made.runtime, emulator.url, 'v3', { protocols: ['HTTP', 'OMADM'] });
  const first = await only.devices.page(null, testCall());
  expect(first.next).toBe('OMADM:0');
  strike({ kind: 'repeat-page' });
  expect(await problemOf(only.devices.page(first.next, testCall()))).toMatchObject({
    code: 'UPSTREAM_BAD_RESPONSE',
  });
});

it('a protocol nobody has heard of is UNKNOWN, its name kept', async () => {
  strike({ kind: 'unknown-enum' });
  const { items } = await account.devices.page(null, testCall());
  expect(items[0]).toMatchObject({ protocol: 'UNKNOWN', rawProtocol: expect.not.stringMatching(/^LWM2M$/) });
  const found = await account.devices.byIds([IMEI], testCall());
  expect(found.get(IMEI)).toMatchObject({ protocol: 'UNKNOWN', imei: IMEI });
});

it('an outage opens the circuit, and the account says so', async () => {
  strike({ kind: 'error', status: 500 });
  await problemOf(account.catalogue(testCall()));
  await problemOf(account.devices.page(null, testCall()));
  expect(account.status()).toMatchObject({ circuit: 'OPEN', lastProblem: { accountKey: 'acme-devices' } });
  emulator.journal.clear();
  expect(await problemOf(account.catalogue(testCall()))).toMatchObject({ code: 'UPSTREAM_CIRCUIT_OPEN' });
  expect(calls(emulator)).toEqual([]);
});

it('identical reads side by side are one call', async () => {
  const reads = Array.from({ length: 10 }, () => account.assignments.page(null, testCall()));
  const [first, ...others] = await Promise.all(reads);
  for (const other of others) expect(other.items).toHaveLength(first?.items.length ?? -1);
  expect(calls(emulator)).toHaveLength(1);
});
