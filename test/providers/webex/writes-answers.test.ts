// The words of requests, and what is made of answers, with a transport that answers by script.
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Change, Sent } from '../../../src/domain/change.ts';
import type { TransportRequest, UpstreamResponse } from '../../../src/upstream/transport.ts';
import { testRuntime } from '../../support/runtime.ts';
import { change, DETAILS, sendAll, writesOf } from './changes.ts';
import { access, accountAt, licenseId, testCall } from './organisation.ts';

const PERSON = 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS83YjBmNWYwYS05M2M0LTRmMWMtOWE1NS0xYzJkM2U0ZjVhNmI';
const OTHER = 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS9jNDFlOGQ3Ny0yMGFhLTRhMGUtYjdkOS02ZjVlNGQzYzJiMWE';
const MARA = { kind: 'USER', externalId: PERSON } as const;

const MESSAGING = licenseId('messaging');
const CALL = licenseId('call');
const UCM = licenseId('ucm');
const PROFESSIONAL = licenseId('professional');
const STANDARD = licenseId('standard');
const SUITE = licenseId('meetingsSuite');

type Script = (request: TransportRequest) => {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
};

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** An account whose provider answers by script, and the bodies it was sent. */
function scripted(script: Script, settings: Readonly<Record<string, string>> = {}) {
  const requests: TransportRequest[] = [];
  const { runtime, close } = testRuntime({
    transport: (request) => {
      requests.push(request);
      const { status, body, headers = {} } = script(request);
      const content = body === undefined ? 'EMPTY' : 'JSON';
      return Promise.resolve<UpstreamResponse>({ status, headers, body, content });
    },
  });
  closing.push(close);
  const account = accountAt('https://webex.example/v1', { accessToken: 'x', ...settings }, runtime);
  const bodies = (): unknown[] =>
    requests.filter(({ method }) => method === 'PATCH').map(({ body }) => JSON.parse(body ?? '') as unknown);
  return { account, requests, bodies };
}

function add(license: string): Change {
  return change(MARA, 'ASSIGN', license, `add ${license}`);
}

function remove(license: string): Change {
  return change(MARA, 'REMOVE', license, `remove ${license}`);
}

/** What one answer makes of changes, in their order. */
async function answered(
  changes: readonly Change[],
  status: number,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<readonly Sent[]> {
  const { account } = scripted(() => ({ status, headers, ...(body !== undefined && { body }) }));
  const outcomes = await sendAll(account, changes);
  return changes.map(({ id }) => {
    const sent = outcomes.get(id);
    if (!sent) throw new Error(`nothing of ${id}`);
    return sent;
  });
}

async function statusesOf(
  changes: readonly Change[],
  status: number,
  body?: unknown,
): Promise<readonly string[]> {
  return (await answered(changes, status, body)).map((sent) => sent.status);
}

describe('a request', () => {
  it('names the user by id, and each license with what it needs', async () => {
    const { account, requests, bodies } = scripted(() => ({
      status: 200,
      body: { licenses: [PROFESSIONAL, MESSAGING] },
    }));
    await sendAll(account, [add(MESSAGING), add(PROFESSIONAL), remove(UCM)]);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: 'PATCH', url: 'https://webex.example/v1/licenses/users' });
    expect(requests[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: 'Bearer x',
      trackingid: expect.stringMatching(/^LG_/),
    });
    expect(bodies()).toEqual([
      {
        personId: PERSON,
        licenses: [
          { id: UCM, operation: 'remove' },
          {
            id: PROFESSIONAL,
            operation: 'add',
            properties: { locationId: DETAILS.locationId, extension: '7777' },
          },
          { id: MESSAGING, operation: 'add' },
        ],
      },
    ]);
  });

  it('names the organisation where one is configured', async () => {
    const orgId = access.tenants[0]?.orgId ?? '';
    const { account, bodies } = scripted(() => ({ status: 200, body: { licenses: [] } }), { orgId });
    await sendAll(account, [remove(CALL)]);
    expect(bodies()).toEqual([{ personId: PERSON, orgId, licenses: [{ id: CALL, operation: 'remove' }] }]);
  });

  it('carries a phone number alone, and properties for every calling license', async () => {
    const calling = { locationId: null, phoneNumber: '+12025550129', extension: null };
    const { account, bodies } = scripted(() => ({ status: 200, body: {} }));
    await sendAll(
      account,
      [PROFESSIONAL, licenseId('cxEssentials'), licenseId('attendantConsole')].map((id) => ({
        ...add(id),
        calling,
      })),
    );
    const properties = { phoneNumber: '+12025550129' };
    expect(bodies()).toEqual([
      {
        personId: PERSON,
        licenses: [
          { id: PROFESSIONAL, operation: 'add', properties },
          { id: licenseId('cxEssentials'), operation: 'add', properties },
          { id: licenseId('attendantConsole'), operation: 'add', properties },
        ],
      },
    ]);
  });

  it('gives a bare uuid the form Webex documents', async () => {
    const { account, bodies } = scripted(() => ({ status: 200, body: { personId: PERSON, licenses: [] } }));
    const uuid = '7b0f5f0a-93c4-4f1c-9a55-1c2d3e4f5a6b';
    const outcomes = await sendAll(account, [
      change({ kind: 'USER', externalId: uuid }, 'REMOVE', CALL, 'one'),
    ]);
    expect(bodies()).toMatchObject([{ personId: PERSON }]);
    expect(outcomes.get('one')?.status).toBe('ACCEPTED');
  });

  it('takes away first, alone, what makes room', async () => {
    const { account, bodies } = scripted(({ body }) => ({
      status: 200,
      body: { personId: PERSON, licenses: body?.includes('remove') ? [] : [PROFESSIONAL, MESSAGING] },
    }));
    const outcomes = await sendAll(account, [
      add(MESSAGING),
      add(PROFESSIONAL),
      remove(STANDARD),
      remove(CALL),
    ]);
    expect(bodies()).toMatchObject([
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
    const { account, bodies } = scripted(({ body }) =>
      body?.includes('remove')
        ? { status: 206, body: { personId: PERSON, licenses: [STANDARD] } }
        : { status: 200, body: { personId: PERSON, licenses: [STANDARD, MESSAGING] } },
    );
    const changes = [add(PROFESSIONAL), add(MESSAGING), remove(STANDARD), remove(CALL)];
    const outcomes = await sendAll(account, changes);
    expect(changes.map(({ id }) => outcomes.get(id)?.status)).toEqual([
      'NOT_SENT',
      'ACCEPTED',
      'REJECTED',
      'ACCEPTED',
    ]);
    expect(outcomes.get(changes[0]?.id ?? '')?.problem).toMatchObject({
      code: 'LICENSES_CONFLICT',
      retryable: true,
    });
    expect(bodies().at(-1)).toMatchObject({ licenses: [{ id: MESSAGING }] });
  });
});

describe('a success', () => {
  const changes = [add(MESSAGING), remove(CALL)];
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
    expect(await statusesOf(changes, status, body)).toEqual(expected);
  });

  it('that lists the contrary is told from one that cannot be read', async () => {
    const [contrary] = await answered(
      [add(MESSAGING)],
      200,
      { ...user, licenses: [] },
      { trackingid: 'NA_1' },
    );
    expect(contrary).toMatchObject({
      problem: {
        code: 'WRITE_HAD_NO_EFFECT',
        blame: 'PROVIDER',
        accountKey: 'webex',
        upstreamRequestId: 'NA_1',
      },
      upstreamRequestIds: ['NA_1'],
    });
    const [unreadable] = await answered([add(MESSAGING)], 200, {});
    expect(unreadable?.problem?.code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('in part carries the reason that names the license, wherever it stands', async () => {
    const errors = [
      { errorCode: 700003, description: `Paid messaging needs free messaging: ${MESSAGING}.` },
      { description: `no code for ${UCM}` },
      { errorCode: 400411, description: `Calling license ${PROFESSIONAL} was sent without properties.` },
      { errorCode: 400, description: null },
    ];
    const body = { ...user, licenses: [SUITE], errors };
    const sent = await answered([add(PROFESSIONAL), add(UCM), add(MESSAGING), add(SUITE)], 206, body, {
      trackingid: 'NA_2',
    });
    expect(sent.map(({ problem }) => problem?.providerCode ?? null)).toEqual([
      '400411',
      null,
      '700003',
      null,
    ]);
    expect(sent.map(({ status }) => status)).toEqual(['REJECTED', 'REJECTED', 'REJECTED', 'ACCEPTED']);
    expect(sent[0]?.problem).toMatchObject({ code: 'UPSTREAM_REJECTED', upstreamRequestId: 'NA_2' });
    expect(sent[1]?.problem?.hint).toMatch(/alone/);
  });
});

describe('a refusal', () => {
  const trackingId = 'NA_5b0a8c1e-2f64-4b0c-9f7e-3f3f0a9b1c2d';

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
    const body = { message: 'm', errors: [{ errorCode: Number(code), description: 'd' }], trackingId };
    const sent = await answered([add(MESSAGING), remove(CALL)], 400, body);
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
    const [other] = await answered([add(MESSAGING)], 400, { errors: [{ errorCode: 999001 }] });
    expect(other).toMatchObject({ status: 'REJECTED', problem: { providerCode: '999001' } });
    const [none] = await answered([add(MESSAGING)], 400);
    expect(none).toMatchObject({
      status: 'REJECTED',
      problem: { providerCode: null },
      upstreamRequestIds: [],
    });
    const [top] = await answered([add(MESSAGING)], 400, { errorCode: 400413, message: 'm' });
    expect(top?.problem?.providerCode).toBe('400413');
  });

  it('that names licenses is final for them, and not for those refused along with them', async () => {
    const errors = [
      { errorCode: 700003, description: `x ${MESSAGING}` },
      { errorCode: 400411, description: `y ${PROFESSIONAL}` },
    ];
    const sent = await answered([remove(CALL), add(PROFESSIONAL), add(MESSAGING)], 400, { errors });
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
    expect(JSON.stringify(await answered([add(MESSAGING)], 400, body))).not.toContain('secret');
  });
});

describe('a user of another organisation', () => {
  const email = 'Ota.Brandt@partner.example';
  const suite = { id: SUITE, name: 'Webex Meetings Suite', siteUrl: 'acme.webex.com', consumedByUsers: 1 };
  const holders = { ...suite, users: [{ id: PERSON, type: 'EXTERNAL', email }] };
  const list: Script = ({ url }) =>
    url.includes('includeAssignedTo')
      ? { status: 200, body: holders }
      : { status: 200, body: { items: [suite] } };
  const offered = {
    personId: PERSON,
    email: email.toLowerCase(),
    pendingLicenses: [licenseId('meetingCenter')],
  };
  const changes = [add(licenseId('meetingCenter'))];

  function patched(answer: (body: string) => ReturnType<Script>, reads: Script = list) {
    return scripted((request) => (request.method === 'PATCH' ? answer(request.body ?? '') : reads(request)));
  }

  it.each([
    ['EXTERNAL', { email }],
    ['INTERNAL', { personId: PERSON }],
  ] as const)('is named by address as soon as it is known to be one: %s', async (userKind, name) => {
    const { account, bodies } = patched(() => ({ status: 200, body: offered }));
    const writes = writesOf(account);
    const holder = { kind: 'USER', accountKey: 'webex', externalId: PERSON, userKind, email } as const;
    const dates = { assignedAt: null, removalOn: null };
    const held = {
      accountKey: 'webex',
      licenseId: SUITE,
      assignee: holder,
      status: 'ACTIVE',
      ...dates,
    } as const;
    writes.check(changes, {
      catalogue: [],
      held: new Map([[`USER ${PERSON}`, [held]]]),
      today: '2026-01-20',
    });
    const outcomes = await writes.send(changes, testCall());
    expect(bodies()).toEqual([{ ...name, licenses: [{ id: licenseId('meetingCenter'), operation: 'add' }] }]);
    expect([...outcomes.values()].map(({ status }) => status)).toEqual(['ACCEPTED']);
  });

  it('is looked up when Webex knows no such person, once', async () => {
    const { account, bodies, requests } = patched((body) =>
      body.includes('personId') ? { status: 404, body: {} } : { status: 200, body: offered },
    );
    for (let round = 0; round < 2; round += 1) {
      const outcomes = await sendAll(account, changes);
      expect([...outcomes.values()].map(({ status }) => status)).toEqual(['ACCEPTED']);
    }
    expect(bodies()).toMatchObject([{ personId: PERSON }, { email }, { email }]);
    expect(requests).toHaveLength(5);
  });

  it('is not looked up for licenses it could not hold', async () => {
    const { account, requests } = patched(() => ({ status: 404, body: {} }));
    const outcomes = await sendAll(account, [add(MESSAGING), ...changes]);
    expect([...outcomes.values()].map(({ status }) => status)).toEqual(['REJECTED', 'REJECTED']);
    expect(requests).toHaveLength(1);
  });

  it('is refused when nobody knows it', async () => {
    const { account, bodies } = patched(
      () => ({ status: 404, body: {} }),
      ({ url }) => ({ status: 200, body: url.includes('includeAssignedTo') ? suite : { items: [suite] } }),
    );
    const outcomes = await sendAll(account, changes);
    expect([...outcomes.values()].map(({ status }) => status)).toEqual(['REJECTED']);
    expect(bodies()).toHaveLength(1);
  });

  it.each([
    [403, 'REJECTED', 'UPSTREAM_FORBIDDEN'],
    [503, 'NOT_SENT', 'UPSTREAM_UNAVAILABLE'],
  ])('was not changed when looking it up fails with %i', async (failing, status, code) => {
    const { account, bodies } = patched(
      () => ({ status: 404, body: {} }),
      () => ({ status: failing, body: {} }),
    );
    const outcomes = await sendAll(account, changes);
    expect([...outcomes.values()]).toMatchObject([{ status, problem: { code } }]);
    expect(bodies()).toHaveLength(1);
  });

  it('is not taken for another one', async () => {
    const { account } = patched((body) =>
      body.includes('personId')
        ? { status: 404, body: {} }
        : { status: 200, body: { ...offered, email: 'pia@partner.example' } },
    );
    const outcomes = await sendAll(account, changes);
    expect([...outcomes.values()].map(({ status }) => status)).toEqual(['UNKNOWN']);
  });
});

describe('a request without a place', () => {
  it('is said to be unsent', async () => {
    const gate = Promise.withResolvers<UpstreamResponse>();
    const { runtime, close } = testRuntime({
      transport: () => gate.promise,
      limits: { concurrency: 1, queue: 0 },
    });
    closing.push(close);
    const writes = writesOf(accountAt('https://webex.example/v1', { accessToken: 'x' }, runtime));
    const first = writes.send([remove(CALL)], testCall());
    const [crowdedOut] = (await writes.send([remove(UCM)], testCall())).values();
    gate.resolve({ status: 200, headers: {}, body: { licenses: [] }, content: 'JSON' });
    expect(crowdedOut).toMatchObject({ status: 'NOT_SENT', problem: { code: 'UPSTREAM_OVERLOADED' } });
    expect([...(await first).values()].map(({ status }) => status)).toEqual(['ACCEPTED']);
  });
});

describe('the account', () => {
  it('says how much may be under way, and when to read', () => {
    const { account } = scripted(() => ({ status: 200 }));
    expect(writesOf(account).concurrency).toBe(4);
    const [first, ...later] = writesOf(account).readBackAfterMs;
    expect(first).toBe(0);
    expect(later).toEqual(later.toSorted((one, other) => one - other));
  });
});
