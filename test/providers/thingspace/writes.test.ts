// Giving and taking licenses of a ThingSpace account: calls, partial outcomes, every dialect, and what is true afterwards.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startEmulator, type RunningEmulator } from '../../../emulators/core/emulator.ts';
import { definition } from '../../../emulators/thingspace/index.ts';
import type { ThingSpaceAccount } from '../../../src/providers/thingspace/adapter.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { calls, problemOf, seeded, type ApiVersion } from './account.ts';
import {
  contradictions,
  licensedNow,
  openAccount,
  outcomesOf,
  splitDevices,
  statuses,
  wish,
  writesIn,
  type Action,
} from './writing.ts';

const NOBODY = '359999999999990';
const MINUTE = 60_000;

let emulator: RunningEmulator;
let made: ReturnType<typeof testRuntime>;
let held: string[];
let bare: string[];

beforeAll(async () => {
  emulator = await startEmulator(definition);
  const { runtime, close } = testRuntime();
  ({ held, bare } = await splitDevices(openAccount(runtime, emulator.url)));
  close();
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.reset();
  made = testRuntime({ now: () => emulator.clock.now() });
});
afterEach(() => made.close());

/** An account that is logged in, and nothing in the journal. */
async function warm(version: ApiVersion = 'v3'): Promise<ThingSpaceAccount> {
  const account = openAccount(made.runtime, emulator.url, version);
  await account.catalogue(testCall());
  emulator.journal.clear();
  return account;
}

/** So many of the account's devices whose license was used: those that cannot be taken back. */
async function usedDevices(account: ThingSpaceAccount, count: number): Promise<string[]> {
  const group = wish('REMOVE', held.slice(0, 1000));
  const sent = await outcomesOf(account, group);
  const given = await outcomesOf(account, wish('ASSIGN', held.slice(0, 1000)));
  expect(new Set([...given.values()].map(({ status }) => status))).toEqual(new Set(['ACCEPTED']));
  emulator.journal.clear();
  const used = group.filter(({ id }) => sent.get(id)?.status === 'REJECTED').slice(0, count);
  expect(used).toHaveLength(count);
  return used.map(({ assignee }) => assignee.externalId);
}

describe('groups', () => {
  const imeis = Array.from({ length: 2500 }, (_, at) => String(359_000_000_000_000 + at));

  it.each([
    [1, [1]],
    [1000, [1000]],
    [1001, [1000, 1]],
    [2500, [1000, 1000, 500]],
  ])('of %d devices are as few as 1,000 each allow', async (count, sizes) => {
    const { writes } = await warm();
    const groups = writes.group(wish('ASSIGN', imeis.slice(0, count)));
    expect(groups.map((group) => group.length)).toEqual(sizes);
    expect(groups.flat().map(({ assignee }) => assignee.externalId)).toEqual(imeis.slice(0, count));
  });

  it('hold one write each, removals before what they make room for', async () => {
    const { writes } = await warm();
    const mixed = imeis.flatMap((imei, at) => wish(at % 2 === 0 ? 'ASSIGN' : 'REMOVE', [imei]));
    const groups = writes.group(mixed);
    expect(groups.map((group) => [group.length, ...new Set(group.map(({ action }) => action))])).toEqual([
      [1000, 'REMOVE'],
      [250, 'REMOVE'],
      [1000, 'ASSIGN'],
      [250, 'ASSIGN'],
    ]);
    expect(new Set(groups.flat())).toEqual(new Set(mixed));
    expect(writes.group(mixed)).toEqual(groups);
    expect(writes.group([])).toEqual([]);
  });
});

describe.each<[ApiVersion]>([['v1'], ['v2'], ['v3']])('on %s', (version) => {
  it('a hundred devices are one POST, both ways, and read back', async () => {
    const account = await warm(version);
    const given = wish('ASSIGN', bare.slice(0, 100));
    const sent = await outcomesOf(account, given);
    expect([...sent.values()]).toEqual(
      given.map(() => ({ status: 'ACCEPTED', problem: null, upstreamRequestIds: [] })),
    );
    expect(calls(emulator)).toEqual(['POST licenses/assign 200']);
    const now = await licensedNow(emulator);
    expect(now.size).toBe(held.length + 100);
    expect(contradictions(sent, given, now)).toEqual([]);

    emulator.journal.clear();
    const taken = wish('REMOVE', bare.slice(0, 100));
    const back = await outcomesOf(account, taken);
    expect(statuses(back, taken)).toEqual(taken.map(() => 'ACCEPTED'));
    expect(calls(emulator)).toEqual(['POST licenses/remove 200']);
    expect(await licensedNow(emulator)).toEqual(new Set(held));
  });

  it('each device has an outcome of its own: there, used, and unknown', async () => {
    const account = await warm(version);
    const used = await usedDevices(account, 2);
    const free = held.find((imei) => !used.includes(imei)) ?? '';
    const taken = wish('REMOVE', [used[0] ?? '', free, NOBODY, used[1] ?? '']);
    const removed = await outcomesOf(account, taken);
    expect(statuses(removed, taken)).toEqual(['REJECTED', 'ACCEPTED', 'REJECTED', 'REJECTED']);

    const [one = ''] = bare;
    const given = wish('ASSIGN', [NOBODY, one]);
    const assigned = await outcomesOf(account, given);
    expect(statuses(assigned, given)).toEqual(['REJECTED', 'ACCEPTED']);
    const words = version === 'v2' ? ['Failure', 'Failure'] : ['LicenseRemoveFailed', 'LicenseAssignFailed'];
    expect([removed.get(`REMOVE ${used[0]}`)?.problem, assigned.get(`ASSIGN ${NOBODY}`)?.problem]).toEqual([
      expect.objectContaining({
        code: 'UPSTREAM_REJECTED',
        blame: 'PROVIDER',
        retryable: false,
        accountKey: 'acme-devices',
        providerCode: words[0],
        hint: expect.stringContaining('no upgrade ran'),
      }),
      expect.objectContaining({ providerCode: words[1], hint: 'The account has no such device.' }),
    ]);
    expect(writesIn(emulator)).toEqual(['POST licenses/remove 200', 'POST licenses/assign 200']);
    const now = await licensedNow(emulator);
    expect([used.every((imei) => now.has(imei)), now.has(free), now.has(one)]).toEqual([true, false, true]);
  });

  it('what is so already is left for the read back to decide', async () => {
    const account = await warm(version);
    const given = wish('ASSIGN', held.slice(0, 3));
    const taken = wish('REMOVE', bare.slice(0, 3));
    expect(statuses(await outcomesOf(account, given), given)).toEqual(given.map(() => 'ACCEPTED'));
    expect(statuses(await outcomesOf(account, taken), taken)).toEqual(taken.map(() => 'ACCEPTED'));
    expect(await licensedNow(emulator)).toEqual(new Set(held));
  });

  it('too few licenses reject those that got none', async () => {
    const account = await warm(version);
    emulator.setSwitch(`totalLicenses:${seeded('v3').accountName}`, held.length + 2);
    const group = wish('ASSIGN', bare.slice(0, 5));
    const sent = await outcomesOf(account, group);
    expect(statuses(sent, group)).toEqual(['ACCEPTED', 'ACCEPTED', 'REJECTED', 'REJECTED', 'REJECTED']);
    expect(sent.get(`ASSIGN ${bare[4]}`)?.problem).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      hint: expect.stringContaining('free license'),
    });
    expect(contradictions(sent, group, await licensedNow(emulator))).toEqual([]);
    expect(writesIn(emulator)).toHaveLength(1);
  });

  it('too few licenses may reject all of a call (contract 9.8)', async () => {
    const account = await warm(version);
    emulator.setSwitch('notEnoughLicenses', 'refuse');
    emulator.setSwitch(`totalLicenses:${seeded('v3').accountName}`, held.length + 2);
    const problem = await problemOf(account.writes.send(wish('ASSIGN', bare.slice(0, 5)), testCall()));
    expect(problem).toMatchObject({ code: 'UPSTREAM_REJECTED', providerCode: 'INVALID_PARAMETER' });
    expect(writesIn(emulator)).toEqual(['POST licenses/assign 400']);
    expect(await licensedNow(emulator)).toEqual(new Set(held));
  });

  it.each([
    ['m2m', 400],
    ['unauthorized', 401],
    ['empty', 401],
  ])('a session that ended is renewed and the write sent again: refusal %s', async (refusal, status) => {
    const account = await warm(version);
    emulator.setSwitch('fotaSessionRefusal', refusal);
    for (const [action, imeis] of [
      ['ASSIGN', bare.slice(0, 3)],
      ['REMOVE', bare.slice(0, 3)],
    ] as const) {
      emulator.journal.clear();
      emulator.clock.advance(21 * MINUTE);
      const group = wish(action, imeis);
      expect(statuses(await outcomesOf(account, group), group)).toEqual(group.map(() => 'ACCEPTED'));
      const line = `POST licenses/${action.toLowerCase()}`;
      expect(calls(emulator)).toEqual([`${line} ${status}`, 'POST login 200', `${line} 200`]);
    }
  });
});

describe('the dialects of v3 (contract 9.1)', () => {
  it.each([
    ['wire', 'LicenseAssignFailed', 'LicenseRemoveFailed'],
    ['portal', 'LicenseAssignFailed', 'LicenseRemoveFailed'],
    ['sdk', 'Failure', 'Failure'],
    ['seed', 'LicenseAssignFailed', 'Failure'],
  ])('%s: success, no-ops and failures are told apart', async (dialect, assignWord, removeWord) => {
    const account = await warm();
    emulator.setSwitch('v3ResultDialect', dialect);
    const [used = ''] = await usedDevices(account, 1);
    const free = held.find((imei) => imei !== used) ?? '';
    const given = wish('ASSIGN', [NOBODY, bare[0] ?? '', free]);
    const taken = wish('REMOVE', [used, free, bare[1] ?? '', NOBODY]);
    const assigned = await outcomesOf(account, given);
    const removed = await outcomesOf(account, taken);
    expect(statuses(assigned, given)).toEqual(['REJECTED', 'ACCEPTED', 'ACCEPTED']);
    expect(statuses(removed, taken)).toEqual(['REJECTED', 'ACCEPTED', 'ACCEPTED', 'REJECTED']);
    expect(assigned.get(`ASSIGN ${NOBODY}`)?.problem?.providerCode).toBe(assignWord);
    expect(removed.get(`REMOVE ${used}`)?.problem?.providerCode).toBe(removeWord);
    const now = await licensedNow(emulator);
    expect([used, free, bare[0] ?? '', bare[1] ?? ''].map((imei) => now.has(imei))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});

describe('answers', () => {
  it.each<[Action]>([['ASSIGN'], ['REMOVE']])(
    'in another order are matched by device: %s',
    async (action) => {
      const account = await warm();
      emulator.setSwitch('resultOrder', 'reversed');
      const group = wish(action, [NOBODY, (action === 'ASSIGN' ? bare : held)[0] ?? '']);
      expect(statuses(await outcomesOf(account, group), group)).toEqual(['REJECTED', 'ACCEPTED']);
    },
  );

  it('to an earlier write are not taken for this one', async () => {
    const account = await warm();
    await outcomesOf(account, wish('ASSIGN', bare.slice(0, 2)));
    emulator.fault({ path: '/assign', fault: { kind: 'repeat-page' } });
    const group = wish('ASSIGN', bare.slice(1, 3));
    const sent = await outcomesOf(account, group);
    expect(statuses(sent, group)).toEqual(['UNKNOWN', 'UNKNOWN']);
    expect((await licensedNow(emulator)).has(bare[2] ?? '')).toBe(false);
  });
});

describe('a whole call that is refused', () => {
  it('above a ceiling nobody documents rejects all of it (contract 9.11)', async () => {
    const account = await warm();
    emulator.setSwitch('batchLimit', 10);
    const group = wish('ASSIGN', bare.slice(0, 11));
    const sent = await outcomesOf(account, group);
    expect(new Set(statuses(sent, group))).toEqual(new Set(['REJECTED']));
    expect(writesIn(emulator)).toEqual(['POST licenses/assign 400']);
    expect(await licensedNow(emulator)).toEqual(new Set(held));
  });

  it.each([
    [400, 'UPSTREAM_REJECTED'],
    [403, 'UPSTREAM_FORBIDDEN'],
  ])('for an account of somebody else with %d is sent once (contract 9.12)', async (status, code) => {
    await warm();
    emulator.setSwitch('foreignAccountStatus', status);
    const account = openAccount(made.runtime, emulator.url, 'v3', { accountName: seeded('v2').accountName });
    const problem = await problemOf(account.writes.send(wish('REMOVE', held.slice(0, 1)), testCall()));
    expect(problem).toMatchObject({ code, providerCode: 'INVALID_PARAMETER', retryable: false });
    expect(writesIn(emulator)).toEqual([`POST licenses/remove ${status}`]);
  });
});

describe('removals', () => {
  it('under way are over before the licenses they free are given', async () => {
    const account = await warm();
    emulator.setSwitch(`totalLicenses:${seeded('v3').accountName}`, held.length);
    const [used = ''] = await usedDevices(account, 1);
    const free = held.filter((imei) => imei !== used).slice(0, 1);
    emulator.fault({ path: '/remove', fault: { kind: 'latency', ms: 300 } });
    const groups = account.writes.group([...wish('ASSIGN', bare.slice(0, 1)), ...wish('REMOVE', free)]);
    const sent = await Promise.all(groups.map((group) => outcomesOf(account, group)));
    expect(sent.flatMap((map) => [...map].map(([id, { status }]) => `${id} ${status}`))).toEqual([
      `REMOVE ${free[0]} ACCEPTED`,
      `ASSIGN ${bare[0]} ACCEPTED`,
    ]);
    expect(writesIn(emulator)).toEqual(['POST licenses/remove 200', 'POST licenses/assign 200']);
  });

  it('that failed hold nothing up', async () => {
    const account = await warm();
    emulator.fault({ path: '/remove', fault: { kind: 'cut' } });
    const [removed, assigned] = await Promise.all([
      outcomesOf(account, wish('REMOVE', held.slice(0, 1))),
      outcomesOf(account, wish('ASSIGN', bare.slice(0, 1))),
    ]);
    expect([...removed.values(), ...assigned.values()].map(({ status }) => status)).toEqual([
      'UNKNOWN',
      'ACCEPTED',
    ]);
  });
});

describe('a group that is none', () => {
  it.each([
    ['of both writes', () => [...wish('REMOVE', held.slice(0, 1)), ...wish('ASSIGN', bare.slice(0, 1))]],
    ['of another license', () => wish('REMOVE', held.slice(0, 1)).map((one) => ({ ...one, licenseId: 'x' }))],
    ['with what is no IMEI', () => wish('REMOVE', [...held.slice(0, 1), '../remove'])],
    [
      'of dates',
      () => wish('REMOVE', held.slice(0, 1)).map((one) => ({ ...one, action: 'SCHEDULE_REMOVAL' as const })),
    ],
    ['of more than a call holds', () => wish('REMOVE', held.slice(0, 1001))],
  ])('is not sent: %s', async (_, group) => {
    const account = await warm();
    const sent = await outcomesOf(account, group());
    expect(statuses(sent, group())).toEqual(group().map(() => 'NOT_SENT'));
    expect(calls(emulator)).toEqual([]);
  });

  it('and is empty says nothing and asks nothing', async () => {
    const account = await warm();
    expect(await account.writes.send([], testCall())).toEqual(new Map());
    expect(calls(emulator)).toEqual([]);
  });
});
