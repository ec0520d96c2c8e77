// What goes out with a write to ThingSpace, and what odd answers to it come to.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Change } from '../../../src/domain/change.ts';
import { testRuntime } from '../../support/runtime.ts';
import { startStub, type ApiVersion, type StubAnswer } from './account.ts';
import { openAccount, outcomesOf, statuses, wish, type Action } from './writing.ts';

const [A, B, C] = ['359000000000011', '359000000000029', '014000000000011'] as const;
const SECRET = 'Free text of the vendor';

let made: ReturnType<typeof testRuntime>;
beforeEach(() => {
  made = testRuntime();
});
afterEach(() => made.close());

async function answered(group: readonly Change[], answer: StubAnswer, version: ApiVersion = 'v3') {
  const stub = await startStub(() => answer);
  try {
    const sent = await outcomesOf(openAccount(made.runtime, stub.url, version, {}, version), group);
    return { sent, statuses: statuses(sent, group), requests: stub.requests };
  } finally {
    await stub.close();
  }
}

/** What is said of one device by an answer with these rows. */
async function one(action: Action, deviceList: unknown) {
  const group = wish(action, [A]);
  const { sent } = await answered(group, { body: { deviceList } });
  return sent.get(`${action} ${A}`);
}

describe('a write', () => {
  it.each<[ApiVersion, Action, string]>([
    ['v1', 'ASSIGN', '/api/fota/v1/licenses/0123456789-00002/assign'],
    ['v1', 'REMOVE', '/api/fota/v1/licenses/0123456789-00002/remove'],
    ['v2', 'ASSIGN', '/api/fota/v2/licenses/0123456789-00002/assign'],
    ['v2', 'REMOVE', '/api/fota/v2/licenses/0123456789-00002/remove'],
    ['v3', 'ASSIGN', '/api/fota/v3/licenses/0123456789-00001/assign'],
    ['v3', 'REMOVE', '/api/fota/v3/licenses/0123456789-00001/remove'],
  ])('on %s, %s: one POST with a list of IMEIs and both credentials', async (version, action, url) => {
    const { requests } = await answered(wish(action, [A, C]), { body: { deviceList: [] } }, version);
    expect(requests).toEqual([
      {
        method: 'POST',
        url,
        body: JSON.stringify({ deviceList: [A, C] }),
        headers: expect.objectContaining({
          'content-type': 'application/json',
          authorization: 'Bearer bearer',
          'vz-m2m-token': 'session',
        }),
      },
    ]);
  });

  it('names a device once that is wished for twice, and answers both wishes', async () => {
    const group = [...wish('ASSIGN', [A]), ...wish('ASSIGN', [A]).map((same) => ({ ...same, id: 'again' }))];
    const { requests, statuses: said } = await answered(group, {
      body: { deviceList: [{ deviceId: A, status: 'Success' }] },
    });
    expect(requests.map(({ body }) => body)).toEqual([JSON.stringify({ deviceList: [A] })]);
    expect(said).toEqual(['ACCEPTED', 'ACCEPTED']);
  });
});

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
      const sent = await one(action, [{ deviceId: A, status, [name]: reason }]);
      expect(sent?.status).toBe(expected);
      expect(sent?.problem?.providerCode ?? null).toBe(expected === 'ACCEPTED' ? null : status);
      expect(JSON.stringify(sent)).not.toContain(SECRET);
    }
  });

  it.each<[Action, string, RegExp]>([
    ['ASSIGN', 'Device does not exist.', /no such device/],
    ['ASSIGN', 'Device Not Found.', /no such device/],
    ['ASSIGN', SECRET, /free license/],
    ['REMOVE', 'Device does not exist.', /no such device/],
    ['REMOVE', SECRET, /no upgrade ran/],
  ])('that is a failure of %s for "%s" has a hint of ours', async (action, Reason, hint) => {
    const sent = await one(action, [{ deviceId: A, status: 'Failure', Reason }]);
    expect(sent?.problem).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      message: 'The provider refused the change of this device.',
      hint: expect.stringMatching(hint),
    });
  });

  it('that is no word is no code', async () => {
    const sent = await one('ASSIGN', [{ deviceId: A, status: `${SECRET} failed` }]);
    expect(sent).toMatchObject({ status: 'REJECTED', problem: { providerCode: null } });
  });
});

describe('an answer', () => {
  it('that leaves a device out, or says nothing of it that can be read, leaves it unknown and no other', async () => {
    const group = wish('ASSIGN', [A, B, C]);
    const deviceList = [
      null,
      { status: 'Success' },
      { deviceId: A, status: 7 },
      { deviceId: C, status: 'Success' },
    ];
    const { statuses: said, sent } = await answered(group, { body: { deviceList } });
    expect(said).toEqual(['UNKNOWN', 'UNKNOWN', 'ACCEPTED']);
    expect(sent.get(`ASSIGN ${B}`)?.problem).toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      accountKey: 'acme-devices',
      providerCode: null,
    });
  });

  it('that says two things of a device leaves it unknown', async () => {
    const rows = ['Success', 'Failure'].map((status) => ({ deviceId: A, status }));
    expect((await one('REMOVE', rows))?.status).toBe('UNKNOWN');
  });

  it('that says one thing twice is believed (contract 9.11)', async () => {
    const rows = [
      { deviceId: A, status: 'LicenseRemoveSuccess', Reason: 'Success' },
      { deviceId: A, status: 'LicenseRemoveFailed', Reason: 'No license attached to device' },
    ];
    expect((await one('REMOVE', rows))?.status).toBe('ACCEPTED');
  });

  it('with IMEIs as numbers is read with their leading zeros (contract 8.3)', async () => {
    const group = wish('ASSIGN', [C]);
    const body = { deviceList: [{ deviceId: Number(C), status: 'Success' }] };
    expect((await answered(group, { body })).statuses).toEqual(['ACCEPTED']);
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
      const { statuses: said, requests } = await answered(wish(action, [A]), answer);
      expect([said, requests.length]).toEqual([['UNKNOWN'], 1]);
    }
  });

  it.each<[number, object, string | null]>([
    [400, { errorCode: 'INVALID_PARAMETER', errorMessage: 'Invalid device id format' }, 'INVALID_PARAMETER'],
    [400, { errorCode: 'INVALID_PARAMETER', errorMessage: SECRET }, 'INVALID_PARAMETER'],
    [404, { fault: { code: '900906' } }, '900906'],
    [405, {}, null],
    [413, {}, null],
  ])('with %d refuses all, with its code and not its words', async (status, body, providerCode) => {
    const group = wish('REMOVE', [A, B]);
    const { statuses: said, sent, requests } = await answered(group, { status, body });
    expect([said, requests.length]).toEqual([['REJECTED', 'REJECTED'], 1]);
    expect(sent.get(`REMOVE ${A}`)?.problem).toMatchObject({ code: 'UPSTREAM_REJECTED', providerCode });
    expect(JSON.stringify([...sent])).not.toContain(SECRET);
  });
});
