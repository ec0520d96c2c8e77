// How changes become requests: how many, in which order, in which words.
import { describe, expect, it } from '@jest/globals';
import { access } from '../../../emulators/webex/index.ts';
import { only, present } from '../../support/assertions.ts';
import { listed } from '../../support/pages.ts';
import { offline } from '../../support/provider.ts';
import { licenseId } from '../../support/providers/webex.ts';
import {
  bodiesOf,
  change,
  changesOf,
  heldNow,
  seedOf,
  sendAll,
  shown,
  statuses,
  DETAILS,
  MARA,
  statusesIn,
  useSeededWebex,
  withCalling,
} from './changes.ts';

const { bench, account, emulator, seed } = useSeededWebex();

const WRITE = 'PATCH /licenses/users';

/** Statuses of the answers since the journal was emptied, which it is now. */
function answers(): number[] {
  const found = statusesIn(emulator);
  bench.forget();
  return found;
}

describe('requests', () => {
  it('are one a user, whatever the number of licenses', async () => {
    emulator.reset(2);
    emulator.setSwitch('rateLimitBurst', 10_000);
    const many = seedOf(await listed(account.assignees.USER));
    const users = many.holding(['call'], ['premiumAgent', 'ucm', 'routeList', 'standardAgent']).slice(0, 200);
    expect(users).toHaveLength(200);
    const changes = users.flatMap((user) =>
      changesOf(user, 'remove:call', 'add:ucm', 'add:exchangeCalendar'),
    );
    bench.forget();
    const outcomes = await sendAll(account, changes);
    expect(bench.calls()).toEqual(Array<string>(200).fill(WRITE));
    expect(answers().every((status) => status === 200)).toBe(true);
    expect(outcomes.size).toBe(600);
    expect([...outcomes.values()].every(({ status }) => status === 'ACCEPTED')).toBe(true);
    const after = seedOf(await listed(bench.open().assignees.USER));
    const wanted = new Set(users.map(({ externalId }) => externalId));
    const done = after.holding(['ucm', 'exchangeCalendar'], ['call']);
    expect(done.filter(({ externalId }) => wanted.has(externalId))).toHaveLength(200);
  });

  it('hold the removal of UCM together with the calling license that replaces it', async () => {
    const [user] = seed.holding(['ucm'], ['professional']);
    const changes = changesOf(user, 'add:professional', 'remove:ucm');
    const outcomes = await sendAll(account, changes);
    expect(bench.calls()).toEqual([WRITE]);
    expect(statuses(outcomes)).toEqual({ 'add:professional': 'ACCEPTED', 'remove:ucm': 'ACCEPTED' });
    expect(await shown(bench.open(), changes)).toEqual([true, true]);
  });

  it.each([
    ['Standard to Professional', ['standard'], ['professional'], ['add:professional', 'remove:standard']],
    [
      'one subscription to another',
      ['professionalOver'],
      ['professional'],
      ['add:professional', 'remove:professionalOver'],
    ],
    ['an agent to a better one', ['standardAgent'], [], ['add:premiumAgent', 'remove:standardAgent']],
    [
      'one site to another',
      ['meetingsSuite'],
      ['meetingCenter'],
      ['add:meetingCenter', 'remove:meetingsSuite'],
    ],
  ] as const)(
    'are two where a license makes room for one of its family: %s',
    async (_, held, without, edits) => {
      const [user] = seed.holding(held, without);
      const changes = changesOf(user, ...edits);
      expect(account.writes.group(changes)).toHaveLength(1);
      const outcomes = await sendAll(account, changes);
      expect(bench.calls()).toEqual([WRITE, WRITE]);
      expect([...outcomes.values()].map(({ status }) => status)).toEqual(['ACCEPTED', 'ACCEPTED']);
      expect(await shown(bench.open(), changes)).toEqual([true, true]);
    },
  );

  it('put first what other licenses need, however they were asked for', async () => {
    const [user] = seed.holding(
      ['call'],
      ['professional', 'professionalOver', 'standard', 'ucm', 'attendantConsole'],
    );
    const changes = changesOf(user, 'add:attendantConsole', 'add:professional');
    const outcomes = await sendAll(account, changes);
    expect(answers()).toEqual([200]);
    expect(statuses(outcomes)).toEqual({
      'add:professional': 'ACCEPTED',
      'add:attendantConsole': 'ACCEPTED',
    });
    const back = changesOf(user, 'remove:professional', 'remove:attendantConsole');
    await sendAll(account, back);
    expect(answers()).toEqual([200]);
    expect(await shown(bench.open(), back)).toEqual([true, true]);
  });

  it('give a user without anything the free licenses before the paid ones', async () => {
    const nobody = present(seed.people.find((user) => user.assignments?.length === 0));
    const changes = changesOf(
      nobody,
      'add:meetingsSuite',
      'add:messaging',
      'add:spaceMeetings',
      'add:basicMeetings',
      'add:basicMessaging',
    );
    const outcomes = await sendAll(account, changes);
    expect(answers()).toEqual([200]);
    expect(new Set([...outcomes.values()].map(({ status }) => status))).toEqual(new Set(['ACCEPTED']));
    expect(await shown(bench.open(), changes)).toEqual([true, true, true, true, true]);
    bench.forget();
    const back = changesOf(
      nobody,
      'remove:basicMessaging',
      'remove:basicMeetings',
      'remove:messaging',
      'remove:spaceMeetings',
      'remove:meetingsSuite',
    );
    await sendAll(account, back);
    expect(answers()).toEqual([200]);
    expect(await heldNow(bench.open(), nobody)).toEqual(new Set());
  });

  it('keep the order in which users were asked for', () => {
    const [one, other] = seed.holding(['ucm']);
    const [first, last] = changesOf(one, 'remove:ucm', 'remove:call');
    const [second] = changesOf(present(other), 'remove:ucm');
    expect(offline('webex').writes.group([first, second, last])).toEqual([[first, last], [second]]);
  });
});

describe('a request', () => {
  const MESSAGING = licenseId('messaging');
  const CALL = licenseId('call');
  const PROFESSIONAL = licenseId('professional');
  const STANDARD = licenseId('standard');

  it('names the user by id, and each license with what it needs', async () => {
    const stub = await bench.stubbed(() => ({ body: { licenses: [PROFESSIONAL, MESSAGING] } }), {
      accessToken: 'x',
    });
    await sendAll(stub.account, changesOf(MARA, 'add:messaging', 'add:professional', 'remove:ucm'));
    const request = only(stub.requests);
    expect(request).toMatchObject({ method: 'PATCH', url: '/v1/licenses/users' });
    expect(request.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: 'Bearer x',
      trackingid: expect.stringMatching(/^LG_/),
    });
    const properties = { locationId: DETAILS.locationId, extension: '7777' };
    expect(bodiesOf(stub.requests)).toEqual([
      {
        personId: MARA.externalId,
        licenses: [
          { id: licenseId('ucm'), operation: 'remove' },
          { id: PROFESSIONAL, operation: 'add', properties },
          { id: MESSAGING, operation: 'add' },
        ],
      },
    ]);
  });

  it('names the organisation where one is configured', async () => {
    const orgId = access.tenants[0]?.orgId ?? '';
    const stub = await bench.stubbed(() => ({ body: { licenses: [] } }), { accessToken: 'x', orgId });
    await sendAll(stub.account, changesOf(MARA, 'remove:call'));
    const licenses = [{ id: CALL, operation: 'remove' }];
    expect(bodiesOf(stub.requests)).toEqual([{ personId: MARA.externalId, orgId, licenses }]);
  });

  it('carries a phone number alone, and properties for every calling license', async () => {
    const calling = { locationId: null, phoneNumber: '+12025550129', extension: null };
    const changes = changesOf(MARA, 'add:professional', 'add:cxEssentials', 'add:attendantConsole');
    const stub = await bench.stubbed(() => ({ body: {} }));
    await sendAll(
      stub.account,
      changes.map((one) => withCalling(one, calling)),
    );
    const operation = { operation: 'add', properties: { phoneNumber: '+12025550129' } };
    const licenses = changes.map((one) => ({ id: one.licenseId, ...operation }));
    expect(bodiesOf(stub.requests)).toEqual([{ personId: MARA.externalId, licenses }]);
  });

  it('gives a bare uuid the form Webex documents', async () => {
    const body = { personId: MARA.externalId, licenses: [] };
    const stub = await bench.stubbed(() => ({ body }));
    const target = { kind: 'USER', externalId: '7b0f5f0a-93c4-4f1c-9a55-1c2d3e4f5a6b' } as const;
    const outcomes = await sendAll(stub.account, [change(target, 'REMOVE', CALL, 'one')]);
    expect(bodiesOf(stub.requests)).toMatchObject([{ personId: MARA.externalId }]);
    expect(outcomes.get('one')?.status).toBe('ACCEPTED');
  });

  it('takes away first, alone, what makes room', async () => {
    const stub = await bench.stubbed(({ body }) => {
      const licenses = body.includes('remove') ? [] : [PROFESSIONAL, MESSAGING];
      return { body: { personId: MARA.externalId, licenses } };
    });
    const changes = changesOf(MARA, 'add:messaging', 'add:professional', 'remove:standard', 'remove:call');
    const outcomes = await sendAll(stub.account, changes);
    expect(bodiesOf(stub.requests)).toMatchObject([
      {
        licenses: [
          { id: STANDARD, operation: 'remove' },
          { id: CALL, operation: 'remove' },
        ],
      },
      {
        licenses: [
          { id: PROFESSIONAL, operation: 'add' },
          { id: MESSAGING, operation: 'add' },
        ],
      },
    ]);
    expect([...outcomes.values()].map(({ status }) => status)).toEqual(Array<string>(4).fill('ACCEPTED'));
  });

  it('is not sent for a license whose room was not made; the others go on', async () => {
    const stub = await bench.stubbed(({ body }) =>
      body.includes('remove')
        ? { status: 206, body: { personId: MARA.externalId, licenses: [STANDARD] } }
        : { body: { personId: MARA.externalId, licenses: [STANDARD, MESSAGING] } },
    );
    const changes = changesOf(MARA, 'add:professional', 'add:messaging', 'remove:standard', 'remove:call');
    const outcomes = await sendAll(stub.account, changes);
    expect(statuses(outcomes)).toEqual({
      'add:professional': 'NOT_SENT',
      'add:messaging': 'ACCEPTED',
      'remove:standard': 'REJECTED',
      'remove:call': 'ACCEPTED',
    });
    expect(outcomes.get(changes[0].id)?.problem).toMatchObject({
      code: 'LICENSES_CONFLICT',
      retryable: true,
    });
    expect(bodiesOf(stub.requests).at(-1)).toMatchObject({ licenses: [{ id: MESSAGING }] });
  });
});
