// What is made of an answer to a write, by a server that answers what it is told.
import { describe, expect, it } from '@jest/globals';
import type { Change, Sent } from '../../../src/domain/change.ts';
import { only, present, refusedBeforehand } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { licenseId, NOT_FOUND } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';
import type { StubAnswer, StubRequest } from '../../support/stub-server.ts';
import { bodiesOf, changesOf, MARA, sendAll } from './changes.ts';

const bench = useProvider('webex', { jump: true });

const OTHER = 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS9jNDFlOGQ3Ny0yMGFhLTRhMGUtYjdkOS02ZjVlNGQzYzJiMWE';
const PERSON = MARA.externalId;
const MESSAGING = licenseId('messaging');
const CALL = licenseId('call');
const UCM = licenseId('ucm');
const PROFESSIONAL = licenseId('professional');
const SUITE = licenseId('meetingsSuite');

/** What one answer makes of changes, in their order. */
async function answered(changes: readonly Change[], answer: StubAnswer): Promise<readonly Sent[]> {
  const { account } = await bench.stubbed(() => answer);
  const outcomes = await sendAll(account, changes);
  return changes.map(({ id }) => present(outcomes.get(id), id));
}

describe('a success', () => {
  const user = { orgId: 'o', personId: PERSON, email: 'mara@acme.example' };

  it.each([
    [200, { licenses: [MESSAGING] }, ['ACCEPTED', 'ACCEPTED']],
    [
      200,
      { ...user, licenses: [MESSAGING], siteUrls: [{ siteUrl: 's', accountType: 'HOST' }] },
      ['ACCEPTED', 'ACCEPTED'],
    ],
    [200, { ...user, pendingLicenses: [MESSAGING] }, ['ACCEPTED', 'ACCEPTED']],
    [200, { ...user, licenses: [], pendingLicenses: [MESSAGING, CALL] }, ['ACCEPTED', 'UNKNOWN']],
    [200, { ...user, licenses: [MESSAGING, CALL] }, ['ACCEPTED', 'UNKNOWN']],
    [200, { ...user, licenses: [CALL] }, ['UNKNOWN', 'UNKNOWN']],
    [200, user, ['UNKNOWN', 'ACCEPTED']],
    [200, { ...user, licenses: null, pendingLicenses: null }, ['UNKNOWN', 'ACCEPTED']],
    [201, { ...user, licenses: [CALL] }, ['UNKNOWN', 'UNKNOWN']],
    [206, { ...user, licenses: [MESSAGING, CALL] }, ['ACCEPTED', 'REJECTED']],
    [206, { ...user, licenses: [CALL] }, ['REJECTED', 'REJECTED']],
    [206, { ...user, licenses: [MESSAGING] }, ['ACCEPTED', 'ACCEPTED']],
    [206, { ...user, licenses: [MESSAGING], errors: 'odd' }, ['ACCEPTED', 'ACCEPTED']],
    [200, {}, ['UNKNOWN', 'UNKNOWN']],
    [200, { orgId: 'o', siteUrls: [] }, ['UNKNOWN', 'UNKNOWN']],
    [200, { ...user, personId: OTHER, licenses: [MESSAGING] }, ['UNKNOWN', 'UNKNOWN']],
    [200, { ...user, licenses: MESSAGING }, ['UNKNOWN', 'UNKNOWN']],
    [200, [], ['UNKNOWN', 'UNKNOWN']],
    [204, undefined, ['UNKNOWN', 'UNKNOWN']],
  ])('%i %j', async (status, body, expected) => {
    const sent = await answered(changesOf(MARA, 'add:messaging', 'remove:call'), { status, body });
    expect(sent.map((one) => one.status)).toEqual(expected);
  });

  it('that lists the contrary is told from one that cannot be read', async () => {
    const contrary = { body: { ...user, licenses: [] }, headers: { trackingid: 'NA_1' } };
    expect(only(await answered(changesOf(MARA, 'add:messaging'), contrary))).toMatchObject({
      problem: {
        code: 'WRITE_HAD_NO_EFFECT',
        blame: 'PROVIDER',
        accountKey: 'webex',
        upstreamRequestId: 'NA_1',
      },
      upstreamRequestIds: ['NA_1'],
    });
    const unreadable = only(await answered(changesOf(MARA, 'add:messaging'), { body: {} }));
    expect(unreadable.problem?.code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('in part carries the reason that names the license, wherever it stands', async () => {
    const errors = [
      { errorCode: 700003, description: `Paid messaging needs free messaging: ${MESSAGING}.` },
      { description: `no code for ${UCM}` },
      { errorCode: 400411, description: `Calling license ${PROFESSIONAL} was sent without properties.` },
      { errorCode: 400, description: null },
    ];
    const changes = changesOf(MARA, 'add:professional', 'add:ucm', 'add:messaging', 'add:meetingsSuite');
    const sent = await answered(changes, {
      status: 206,
      headers: { trackingid: 'NA_2' },
      body: { ...user, licenses: [SUITE], errors },
    });
    const codes = sent.map(({ problem }) => problem?.providerCode ?? null);
    expect(codes).toEqual(['400411', null, '700003', null]);
    expect(sent.map(({ status }) => status)).toEqual(['REJECTED', 'REJECTED', 'REJECTED', 'ACCEPTED']);
    expect(sent[0]?.problem).toMatchObject({ code: 'UPSTREAM_REJECTED', upstreamRequestId: 'NA_2' });
    expect(sent[1]?.problem?.hint).toMatch(/alone/);
  });
});

describe('a refusal', () => {
  const trackingId = 'NA_5b0a8c1e-2f64-4b0c-9f7e-3f3f0a9b1c2d';

  /** What a 400 with this body makes of changes, in their order. */
  function refused(changes: readonly Change[], body?: unknown): Promise<readonly Sent[]> {
    return answered(changes, { status: 400, body });
  }

  it.each([
    '400',
    '400000',
    '400112',
    '400118',
    '400216',
    '400404',
    '400406',
    '400407',
    '400408',
    '400410',
    '400411',
    '400413',
    '700003',
    '700004',
    '700005',
    '700006',
  ])('with the code %s carries it, and says what to do', async (code) => {
    const errors = [{ errorCode: Number(code), description: 'd' }];
    const sent = await refused(changesOf(MARA, 'add:messaging', 'remove:call'), {
      message: 'm',
      errors,
      trackingId,
    });
    for (const one of sent) {
      expect(one).toMatchObject({
        status: 'REJECTED',
        problem: {
          code: 'UPSTREAM_REJECTED',
          providerCode: code,
          upstreamRequestId: trackingId,
          retryable: false,
        },
        upstreamRequestIds: [trackingId],
      });
      expect(one.problem?.hint).not.toMatch(/Look the code up|alone/);
    }
  });

  it('with another code, or none, is one as well', async () => {
    const changes = changesOf(MARA, 'add:messaging');
    const other = only(await refused(changes, { errors: [{ errorCode: 999001 }] }));
    expect(other).toMatchObject({ status: 'REJECTED', problem: { providerCode: '999001' } });
    expect(only(await refused(changes))).toMatchObject({
      status: 'REJECTED',
      problem: { providerCode: null },
      upstreamRequestIds: [],
    });
    const top = only(await refused(changes, { errorCode: 400413, message: 'm' }));
    expect(top.problem?.providerCode).toBe('400413');
  });

  it('that names licenses is final for them, and not for those refused along with them', async () => {
    const errors = [
      { errorCode: 700003, description: `x ${MESSAGING}` },
      { errorCode: 400411, description: `y ${PROFESSIONAL}` },
    ];
    const sent = await refused(changesOf(MARA, 'remove:call', 'add:professional', 'add:messaging'), {
      errors,
    });
    expect(sent.map(({ problem }) => [problem?.providerCode, problem?.retryable])).toEqual([
      ['700003', true],
      ['400411', false],
      ['700003', false],
    ]);
    expect(sent[0]?.problem?.hint).toContain(MESSAGING);
    expect(sent[0]?.problem?.hint).toContain(PROFESSIONAL);
  });

  it('repeats nothing that Webex wrote', async () => {
    const body = { message: 'see http://secret', errors: [{ errorCode: 400, description: 'http://secret' }] };
    expect(JSON.stringify(await refused(changesOf(MARA, 'add:messaging'), body))).not.toContain('secret');
  });
});

describe('a user of another organisation', () => {
  const email = 'Ota.Brandt@partner.example';
  const suite = { id: SUITE, name: 'Webex Meetings Suite', siteUrl: 'acme.webex.com', consumedByUsers: 1 };
  const holders = { ...suite, users: [{ id: PERSON, type: 'EXTERNAL', email }] };
  const offered = {
    personId: PERSON,
    email: email.toLowerCase(),
    pendingLicenses: [licenseId('meetingCenter')],
  };
  const changes = changesOf(MARA, 'add:meetingCenter');
  const UNKNOWN_PERSON = { status: 404, body: NOT_FOUND };

  function list({ url }: StubRequest): StubAnswer {
    return { body: url.includes('includeAssignedTo') ? holders : { items: [suite] } };
  }

  /** An account where changes are answered so, and reads as told. */
  function patched(answer: (body: string) => StubAnswer, reads: (request: StubRequest) => StubAnswer = list) {
    return bench.stubbed((request) => (request.method === 'PATCH' ? answer(request.body) : reads(request)));
  }

  it.each([
    ['EXTERNAL', 'by what it holds', { email }],
    ['EXTERNAL', 'as it was found', { email }],
    ['INTERNAL', 'as it was found', { personId: PERSON }],
    ['INTERNAL', 'by what it holds', { personId: PERSON }],
  ] as const)('is named by address as soon as it is known to be one: %s %s', async (userKind, how, name) => {
    const { account, requests } = await patched(() => ({ body: offered }));
    const assignee = { kind: 'USER', accountKey: 'webex', externalId: PERSON, userKind, email } as const;
    const dates = { assignedAt: null, removalOn: null };
    const held = { accountKey: 'webex', licenseId: SUITE, assignee, status: 'ACTIVE', ...dates } as const;
    const key = `USER ${PERSON}`;
    const isFound = how === 'as it was found';
    const world = {
      catalogue: [],
      assignees: new Map(isFound ? [[key, assignee]] : []),
      held: new Map([[key, isFound ? [] : [held]]]),
      today: '2026-01-20',
    };
    refusedBeforehand(account.writes, changes, world);
    const sent = only((await account.writes.send(changes, testCall())).values());
    const licenses = [{ id: licenseId('meetingCenter'), operation: 'add' }];
    expect(bodiesOf(requests)).toEqual([{ ...name, licenses }]);
    expect(sent.status).toBe('ACCEPTED');
  });

  it('is looked up when Webex knows no such person, once', async () => {
    const { account, requests } = await patched((body) =>
      body.includes('personId') ? UNKNOWN_PERSON : { body: offered },
    );
    for (let round = 0; round < 2; round += 1) {
      expect(only((await sendAll(account, changes)).values()).status).toBe('ACCEPTED');
    }
    expect(bodiesOf(requests)).toMatchObject([{ personId: PERSON }, { email }, { email }]);
    expect(requests).toHaveLength(5);
  });

  it('is not looked up for licenses it could not hold', async () => {
    const { account, requests } = await patched(() => UNKNOWN_PERSON);
    const outcomes = await sendAll(account, [...changesOf(MARA, 'add:messaging'), ...changes]);
    expect([...outcomes.values()].map(({ status }) => status)).toEqual(['REJECTED', 'REJECTED']);
    expect(requests).toHaveLength(1);
  });

  it('is refused when nobody knows it', async () => {
    const { account, requests } = await patched(
      () => UNKNOWN_PERSON,
      ({ url }) => ({
        body: url.includes('includeAssignedTo') ? { ...suite, users: [] } : { items: [suite] },
      }),
    );
    expect(only((await sendAll(account, changes)).values()).status).toBe('REJECTED');
    expect(bodiesOf(requests)).toHaveLength(1);
  });

  it.each([
    [403, 'REJECTED', 'UPSTREAM_FORBIDDEN'],
    [503, 'NOT_SENT', 'UPSTREAM_UNAVAILABLE'],
  ])('was not changed when looking it up fails with %i', async (failing, status, code) => {
    const { account, requests } = await patched(
      () => UNKNOWN_PERSON,
      () => ({ status: failing, body: {} }),
    );
    const sent = only((await sendAll(account, changes)).values());
    expect(sent).toMatchObject({ status, problem: { code } });
    expect(bodiesOf(requests)).toHaveLength(1);
  });

  it('is not taken for another one', async () => {
    const { account } = await patched((body) =>
      body.includes('personId') ? UNKNOWN_PERSON : { body: { ...offered, email: 'pia@partner.example' } },
    );
    expect(only((await sendAll(account, changes)).values()).status).toBe('UNKNOWN');
  });
});
