// What answers to a write come to: outcomes device by device, in every dialect and in odd forms.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Change } from '../../../src/domain/change.ts';
import { only, sentOf } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import type { StubAnswer } from '../../support/stub-server.ts';
import {
  changesOf,
  DIALECTS,
  NOBODY,
  USED,
  licensedNow,
  seededImeis,
  statuses,
  type Action,
} from './changes.ts';

const bench = useProvider('thingspace', { runtime: ({ clock }) => ({ now: () => clock.now() }) });
const { account, emulator } = bench;
const { held, bare } = seededImeis();

const [A, B, C] = ['359000000000011', '359000000000029', '014000000000011'] as const;
const SECRET = 'Free text of the vendor';

/** What is said of the changes of a group by this answer, and how many requests that took. */
async function answered(group: readonly Change[], answer: StubAnswer) {
  const { account: stubbed, requests } = await bench.stubbed(() => answer);
  const outcomes = await sentOf(stubbed, group);
  return { outcomes, said: statuses(outcomes), requests: requests.length };
}

/** What is said of one device by an answer with these rows. */
async function one(action: Action, deviceList: unknown) {
  return only((await answered(changesOf(action, [A]), { body: { deviceList } })).outcomes);
}

describe('a status', () => {
  it.each<[Action, string, string, string]>([
    ['ASSIGN', 'LicenseAssignSuccess', 'Success', 'ACCEPTED'],
    ['ASSIGN', 'LicenseAssignSuccess', 'Device license preexisting', 'ACCEPTED'],
    ['ASSIGN', 'SUCCESS', '', 'ACCEPTED'],
    ['ASSIGN', 'LicenseAssignFailed', 'Device license preexisting', 'ACCEPTED'],
    ['ASSIGN', 'LicenseAssignFailed', SECRET, 'REJECTED'],
    ['ASSIGN', 'LicenseAssignFailed', 'No license attached to device', 'REJECTED'],
    ['ASSIGN', 'Failure', SECRET, 'REJECTED'],
    ['ASSIGN', 'LicenseRemoveSuccess', 'Success', 'UNKNOWN'],
    ['ASSIGN', 'UpgradePending', 'Success', 'UNKNOWN'],
    ['REMOVE', 'LicenseRemoveSuccess', 'Success', 'ACCEPTED'],
    ['REMOVE', 'Success', 'Success', 'ACCEPTED'],
    ['REMOVE', 'LicenseRemoveFailed', 'No license attached to device', 'ACCEPTED'],
    ['REMOVE', 'LicenseRemoveFailed', 'Device license preexisting', 'REJECTED'],
    ['REMOVE', 'LicenseRemoveFailed', SECRET, 'REJECTED'],
    ['REMOVE', 'Failure', SECRET, 'REJECTED'],
    ['REMOVE', 'LicenseAssignSuccess', 'Success', 'UNKNOWN'],
    ['REMOVE', 'Pending', '', 'UNKNOWN'],
  ])('of %s, %s for "%s", is %s under both names of the reason', async (action, status, reason, expected) => {
    for (const name of ['Reason', 'resultReason']) {
      const outcome = await one(action, [{ deviceId: A, status, [name]: reason }]);
      expect(outcome.status).toBe(expected);
      expect(outcome.problem?.providerCode ?? null).toBe(expected === 'ACCEPTED' ? null : status);
      expect(JSON.stringify(outcome)).not.toContain(SECRET);
    }
  });

  it.each<[Action, string, RegExp]>([
    ['ASSIGN', 'Device does not exist.', /no such device/],
    ['ASSIGN', 'Device Not Found.', /no such device/],
    ['ASSIGN', SECRET, /free license/],
    ['REMOVE', 'Device does not exist.', /no such device/],
    ['REMOVE', SECRET, /no upgrade ran/],
  ])('that is a failure of %s for "%s" has a hint of ours', async (action, Reason, hint) => {
    const { problem } = await one(action, [{ deviceId: A, status: 'Failure', Reason }]);
    expect(problem).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      message: 'The provider refused the change of this device.',
      hint: expect.stringMatching(hint),
    });
  });

  it('that is no word is no code', async () => {
    const outcome = await one('ASSIGN', [{ deviceId: A, status: `${SECRET} failed` }]);
    expect(outcome).toMatchObject({ status: 'REJECTED', problem: { providerCode: null } });
  });
});

describe('an answer', () => {
  it('that leaves a device out, or says nothing of it that can be read, leaves it unknown and no other', async () => {
    const group = changesOf('ASSIGN', [A, B, C]);
    const deviceList = [
      null,
      { status: 'Success' },
      { deviceId: A, status: 7 },
      { deviceId: C, status: 'Success' },
    ];
    const { said, outcomes } = await answered(group, { body: { deviceList } });
    expect(said).toEqual(['UNKNOWN', 'UNKNOWN', 'ACCEPTED']);
    expect(outcomes[1]?.problem).toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      accountKey: 'acme-devices',
      providerCode: null,
    });
  });

  it('that says two things of a device leaves it unknown', async () => {
    const rows = ['Success', 'Failure'].map((status) => ({ deviceId: A, status }));
    expect((await one('REMOVE', rows)).status).toBe('UNKNOWN');
  });

  it('that says one thing twice is believed (contract 9.11)', async () => {
    const rows = [
      { deviceId: A, status: 'LicenseRemoveSuccess', Reason: 'Success' },
      { deviceId: A, status: 'LicenseRemoveFailed', Reason: 'No license attached to device' },
    ];
    expect((await one('REMOVE', rows)).status).toBe('ACCEPTED');
  });

  it('with IMEIs as numbers is read with their leading zeros (contract 8.3)', async () => {
    const group = changesOf('ASSIGN', [C]);
    const body = { deviceList: [{ deviceId: Number(C), status: 'Success' }] };
    expect((await answered(group, { body })).said).toEqual(['ACCEPTED']);
  });

  it.each<[string, StubAnswer]>([
    ['of strangers', { body: { deviceList: [A, B].map((deviceId) => ({ deviceId, status: 'Success' })) } }],
    ['without list', { body: { accountName: '0123456789-00001', licUsedCount: 1 } }],
    ['with null for a list', { body: { deviceList: null } }],
    ['with a list that is none', { body: { deviceList: A } }],
    ['that is no object', { body: [{ deviceId: A, status: 'Success' }] }],
    ['that is empty', { status: 204, body: '' }],
    ['that is a page', { body: '<html></html>' }],
    ['that points elsewhere', { status: 303, headers: { location: '/' }, body: '' }],
    [
      'that points elsewhere in the form of an answer',
      { status: 302, body: { deviceList: [{ deviceId: A, status: 'Success' }] } },
    ],
    ['with 408', { status: 408, body: {} }],
    ['with 502', { status: 502, body: { deviceList: [{ deviceId: A, status: 'Failure' }] } }],
    [
      'with 500 and the code of an ended session',
      { status: 500, body: { errorCode: 'UnifiedWebService.REQUEST_FAILED.SessionToken.Expired' } },
    ],
  ])('%s leaves all unknown and is not asked for again', async (_, answer) => {
    for (const action of ['ASSIGN', 'REMOVE'] as const) {
      const { said, requests } = await answered(changesOf(action, [A]), answer);
      expect([said, requests]).toEqual([['UNKNOWN'], 1]);
    }
  });

  it.each<[number, object, string | null]>([
    [400, { errorCode: 'INVALID_PARAMETER', errorMessage: 'Invalid device id format' }, 'INVALID_PARAMETER'],
    [400, { errorCode: 'INVALID_PARAMETER', errorMessage: SECRET }, 'INVALID_PARAMETER'],
    [404, { fault: { code: '900906' } }, '900906'],
    [405, {}, null],
    [413, {}, null],
  ])('with %d refuses all, with its code and not its words', async (status, body, providerCode) => {
    const group = changesOf('REMOVE', [A, B]);
    const { said, outcomes, requests } = await answered(group, { status, body });
    expect([said, requests]).toEqual([['REJECTED', 'REJECTED'], 1]);
    expect(outcomes[0]?.problem).toMatchObject({ code: 'UPSTREAM_REJECTED', providerCode });
    expect(JSON.stringify(outcomes)).not.toContain(SECRET);
  });
});

describe('the times of a result (contract 4.3)', () => {
  const told = (row: object) => one('ASSIGN', [{ deviceId: A, status: 'Success', ...row }]);

  it('are told as they are, in UTC', async () => {
    const row = {
      updatedTime: '2024-03-07T15:13:30.941Z',
      recentAttemptTime: '2024-03-07T10:13:29.5-05:00',
      nextAttemptTime: '2024-03-08T15:13:29Z',
    };
    expect((await told(row)).timing).toEqual({
      updatedAt: '2024-03-07T15:13:30.941Z',
      attemptedAt: '2024-03-07T15:13:29.500Z',
      nextAttemptAt: '2024-03-08T15:13:29.000Z',
    });
  });

  it('are told one by one, of a refusal as well', async () => {
    const rows = [{ deviceId: A, status: 'Failure', nextAttemptTime: '2024-03-08T15:13:29Z' }];
    expect(await one('REMOVE', rows)).toMatchObject({
      status: 'REJECTED',
      timing: { updatedAt: null, attemptedAt: null, nextAttemptAt: '2024-03-08T15:13:29.000Z' },
    });
  });

  it.each([
    ['absent', {}],
    ['null', { updatedTime: null, recentAttemptTime: null, nextAttemptTime: null }],
    ['empty, or the zero of Go', { updatedTime: '', nextAttemptTime: '0001-01-01T00:00:00Z' }],
  ])('are not told where they are %s', async (_how, row) => {
    expect(await told(row)).toEqual({ status: 'ACCEPTED', problem: null, upstreamRequestIds: [] });
  });

  it('that are no times are lost alone, and counted', async () => {
    const { account: stubbed } = await bench.stubbed(() => ({
      body: {
        deviceList: [
          { deviceId: A, status: 'Success', updatedTime: 'soon', recentAttemptTime: '2024-03-07T15:13:29Z' },
        ],
      },
    }));
    expect(only(await sentOf(stubbed, changesOf('ASSIGN', [A])))).toMatchObject({
      status: 'ACCEPTED',
      timing: { updatedAt: null, attemptedAt: '2024-03-07T15:13:29.000Z' },
    });
    expect(stubbed.status().drift.map(({ field }) => field)).toEqual(['results.updatedTime']);
  });

  it.each([
    ['wire', [false, false]],
    ['portal', [false, false]],
    ['seed', [false, true]],
    ['sdk', [true, true]],
  ])('are told by the dialect %s where it has them: assigned, removed', async (dialect, expected) => {
    await bench.warm();
    emulator.setSwitch('v3ResultDialect', dialect);
    const assigned = only(await sentOf(account, changesOf('ASSIGN', bare.slice(0, 1))));
    const removed = only(await sentOf(account, changesOf('REMOVE', bare.slice(0, 1))));
    expect([assigned, removed].map(({ timing }) => typeof timing?.updatedAt === 'string')).toEqual(expected);
  });
});

describe.each(DIALECTS)('in the dialect %s, an answer', (dialect) => {
  beforeEach(() => emulator.setSwitch('v3ResultDialect', dialect));

  it.each<[Action]>([['ASSIGN'], ['REMOVE']])('in another order is matched by device: %s', async (action) => {
    await bench.warm();
    emulator.setSwitch('resultOrder', 'reversed');
    const group = changesOf(action, [NOBODY, (action === 'ASSIGN' ? bare : held)[0] ?? '']);
    expect(statuses(await sentOf(account, group))).toEqual(['REJECTED', 'ACCEPTED']);
  });

  it('to an earlier write is not taken for this one', async () => {
    await bench.warm();
    await sentOf(account, changesOf('ASSIGN', bare.slice(0, 2)));
    bench.strike({ kind: 'repeat-page' }, { path: '/assign' });
    const outcomes = await sentOf(account, changesOf('ASSIGN', bare.slice(1, 3)));
    expect(statuses(outcomes)).toEqual(['UNKNOWN', 'UNKNOWN']);
    expect((await licensedNow(bench)).has(bare[2] ?? '')).toBe(false);
  });

  it('that leaves a device out leaves it unknown, and no other', async () => {
    await bench.warm();
    emulator.setSwitch('leftOutDevices', [bare[1], held[1]].join());
    for (const group of [changesOf('ASSIGN', bare.slice(0, 3)), changesOf('REMOVE', held.slice(0, 3))]) {
      const outcomes = await sentOf(account, group);
      expect(statuses(outcomes)).toEqual(['ACCEPTED', 'UNKNOWN', 'ACCEPTED']);
      expect(outcomes[1]?.problem).toMatchObject({
        code: 'UPSTREAM_BAD_RESPONSE',
        accountKey: 'acme-devices',
      });
    }
  });

  it.each(['absent', 'null'])('whose list is %s leaves all unknown', async (form) => {
    await bench.warm();
    emulator.setSwitch('collections', form);
    for (const group of [changesOf('ASSIGN', bare.slice(0, 3)), changesOf('REMOVE', held.slice(0, 3))]) {
      expect(statuses(await sentOf(account, group))).toEqual(['UNKNOWN', 'UNKNOWN', 'UNKNOWN']);
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
    await bench.warm();
    emulator.setSwitch('v3ResultDialect', dialect);
    const [used] = USED;
    const [free = ''] = held;
    const [given = '', never = ''] = bare;
    const assigned = await sentOf(account, changesOf('ASSIGN', [NOBODY, given, free]));
    const removed = await sentOf(account, changesOf('REMOVE', [used, free, never, NOBODY]));
    expect(statuses(assigned)).toEqual(['REJECTED', 'ACCEPTED', 'ACCEPTED']);
    expect(statuses(removed)).toEqual(['REJECTED', 'ACCEPTED', 'ACCEPTED', 'REJECTED']);
    expect(assigned[0]?.problem?.providerCode).toBe(assignWord);
    expect(removed[0]?.problem?.providerCode).toBe(removeWord);
    const now = await licensedNow(bench);
    expect([used, free, given, never].map((imei) => now.has(imei))).toEqual([true, false, true, false]);
  });
});
