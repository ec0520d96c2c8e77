// Many devices at once: how many calls writes and both ways of reading back cost.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fanOut } from '../../../src/batching/chunk.ts';
import { startEmulator, type RunningEmulator } from '../../../emulators/core/emulator.ts';
import { definition } from '../../../emulators/thingspace/index.ts';
import type { Assignee } from '../../../src/domain/assignee.ts';
import type { Assignment } from '../../../src/domain/assignment.ts';
import type { Slot } from '../../../src/domain/page.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import type { ThingSpaceAccount } from '../../../src/providers/thingspace/adapter.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { calls, codeIn, startStub } from './account.ts';
import { openAccount, outcomesOf, splitDevices, wish, writesIn } from './writing.ts';

const NOBODY = '359999999999990';

let emulator: RunningEmulator;
let made: ReturnType<typeof testRuntime>;
beforeAll(async () => {
  emulator = await startEmulator(definition);
});
afterAll(() => emulator.close());
beforeEach(() => {
  made = testRuntime();
});
afterEach(() => made.close());

function devices(imeis: readonly string[]): Assignee[] {
  return imeis.map((externalId) => ({ kind: 'DEVICE', accountKey: 'acme-devices', externalId }));
}

/** The assignments in a slot; fails when there is something else. */
function rowsIn(slot: Slot<readonly Assignment[]> | undefined): readonly Assignment[] {
  if (slot === undefined || slot === null || slot instanceof ProblemError) throw new Error('no assignments');
  return slot;
}

function withoutTimes(slot: Slot<readonly Assignment[]> | undefined): object[] {
  return rowsIn(slot).map(({ accountKey, licenseId, status, removalOn, assignee }) => {
    return { accountKey, licenseId, status, removalOn, of: `${assignee.kind} ${assignee.externalId}` };
  });
}

/** The read back of an account whose devices FOTA finds. */
function readBackOf({ writes }: ThingSpaceAccount): NonNullable<typeof writes.readBack> {
  if (writes.readBack === undefined) throw new Error('this account cannot read back by device');
  return writes.readBack;
}

describe('of 79,201 devices with 48,048 licenses', () => {
  beforeEach(() => emulator.reset(40));

  it.each([
    [1000, 1],
    [10_000, 10],
  ])(
    '%d are given licenses, read back by device, and take them away again in %d calls each',
    async (count, posts) => {
      const account = openAccount(made.runtime, emulator.url);
      const { bare } = await splitDevices(account);
      const imeis = bare.slice(-count);
      for (const action of ['ASSIGN', 'REMOVE'] as const) {
        emulator.journal.clear();
        const groups = account.writes.group(wish(action, imeis));
        const sent = await fanOut(groups, account.writes.concurrency, (group) => outcomesOf(account, group));
        const said = sent.flatMap((map) => [...map.values()]);
        expect([said.length, new Set(said.map(({ status }) => status))]).toEqual([
          count,
          new Set(['ACCEPTED']),
        ]);
        const line = `POST licenses/${action.toLowerCase()} 200`;
        expect(calls(emulator)).toEqual(Array.from({ length: posts }, () => line));

        emulator.journal.clear();
        const held = await readBackOf(account)(devices(imeis), testCall());
        expect(calls(emulator)).toEqual(Array.from({ length: posts }, () => 'POST devices 200'));
        const rows = imeis.map((imei) => held.get(imei));
        expect(rows.every((row) => Array.isArray(row) && row.length === (action === 'ASSIGN' ? 1 : 0))).toBe(
          true,
        );
      }
    },
  );
});

describe('the read back', () => {
  beforeEach(() => emulator.reset(1));

  it('tells what the summary tells, but for the time', async () => {
    const account = openAccount(made.runtime, emulator.url);
    const { held, bare } = await splitDevices(account);
    const asked = devices([held[0] ?? '', bare[0] ?? '', held.at(-1) ?? '', bare.at(-1) ?? '']);
    const summary = await account.assignments.ofAssignees(asked, testCall());
    emulator.journal.clear();
    const read = await readBackOf(account)(asked, testCall());
    expect(calls(emulator)).toEqual(['POST devices 200']);
    for (const { externalId } of asked) {
      expect(withoutTimes(read.get(externalId))).toEqual(withoutTimes(summary.get(externalId)));
    }
    const tellTimes = asked.map(({ externalId }) =>
      rowsIn(read.get(externalId)).map((row) => row.assignedAt),
    );
    expect(tellTimes).toEqual([[null], [], [null], []]);
  });

  it('knows no device that does not exist, and no assignee of another kind', async () => {
    const account = openAccount(made.runtime, emulator.url);
    const read = await readBackOf(account)(
      [...devices([NOBODY]), { kind: 'USER', accountKey: 'acme-devices', externalId: 'somebody' }],
      testCall(),
    );
    expect([...read]).toEqual([[NOBODY, null]]);
  });

  it('says of which devices it could not be told', async () => {
    const account = openAccount(made.runtime, emulator.url);
    const { held } = await splitDevices(account);
    emulator.fault({ path: '/devices/', fault: { kind: 'html' } });
    const [imei = ''] = held;
    const read = await readBackOf(account)(devices([imei]), testCall());
    expect(codeIn(read, imei)).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('reads the summary for devices of which the look-up leaves the license out (contract 6.1)', async () => {
    const [A, B, C] = ['359000000000011', '359000000000029', '359000000000037'] as const;
    const summary = {
      totalLicenses: 9,
      assignedLicenses: 1,
      hasMoreData: false,
      deviceList: [{ deviceId: B, assignmentTime: '2024-03-06 08:00:00 +0000 UTC' }],
    };
    const found = [{ deviceId: A, licenseAssigned: false }, { deviceId: B }, { deviceId: C }];
    const stub = await startStub(({ method }) => ({
      body: method === 'GET' ? summary : { deviceCount: 3, deviceList: found },
    }));
    try {
      const read = await readBackOf(openAccount(made.runtime, stub.url))(devices([A, B, C]), testCall());
      expect([A, B, C].map((imei) => read.get(imei))).toEqual([
        [],
        [expect.objectContaining({ licenseId: 'fota', assignedAt: '2024-03-06T08:00:00.000Z' })],
        [],
      ]);
      expect(stub.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
    } finally {
      await stub.close();
    }
  });

  it('follows a write only when reads do (contract 9.18)', async () => {
    const made = testRuntime({ now: () => emulator.clock.now() });
    const account = openAccount(made.runtime, emulator.url);
    const [imei = ''] = (await splitDevices(account)).bare;
    emulator.setSwitch('summaryLagMs', 10_000);
    await outcomesOf(account, wish('ASSIGN', [imei]));
    const read = async () => (await readBackOf(account)(devices([imei]), testCall())).get(imei);
    expect(await read()).toEqual([]);
    emulator.clock.advance(10_000);
    expect(await read()).toEqual([expect.objectContaining({ licenseId: 'fota' })]);
    expect(writesIn(emulator)).toHaveLength(1);
    made.close();
  });

  it('is not there where the connectivity API finds devices: it says nothing of licenses', () => {
    const account = openAccount(made.runtime, emulator.url, 'v3', { deviceLookup: 'm2m' });
    expect(account.writes.readBack).toBeUndefined();
  });
});
