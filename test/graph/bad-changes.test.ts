// Wishes that cannot be: refused one by one, with a code, a place in the input and a hint, before anything is sent.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { imei } from '../../emulators/seed/organisation.ts';
import { access } from '../../emulators/webex/index.ts';
import { startHarness, type Harness } from '../support/app.ts';
import { mutate, pack, target, writesOf } from './mutations.ts';

const TOKENS = {
  admin: 'admin-token-0123456789',
  reader: 'reader-token-0123456789',
  fleet: 'fleet-token-0123456789',
};
const as = (name: keyof typeof TOKENS) => ({ authorization: `Bearer ${TOKENS[name]}` });

let open: Harness;
/** The same as an administrator sees it. */
let harness: Pick<Harness, 'data' | 'ask' | 'calls'>;
beforeAll(async () => {
  open = await startHarness({
    auth: {
      tokens: [
        { name: 'admin', token: TOKENS.admin, mayChange: true },
        { name: 'reader', token: TOKENS.reader },
        { name: 'fleet', token: TOKENS.fleet, accounts: ['fleet'], mayChange: true },
      ],
    },
  });
  harness = {
    calls: open.calls,
    ask: (query, options) =>
      open.ask(query, { ...options, headers: { ...as('admin'), ...options?.headers } }),
    data: (query, options) =>
      open.data(query, { ...options, headers: { ...as('admin'), ...options?.headers } }),
  };
}, 60_000);
afterAll(() => open.close());
beforeEach(() => open.forget());

const forge = (...parts: readonly string[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');
const store5 = { key: { kind: 'ENTITY', externalId: 'store-5' } };
const empty = { key: { accountKey: 'listings', externalId: 'LP-EMPTY' } };

describe('a wish', () => {
  const wishes: readonly [string, object, string, readonly string[]][] = [
    [
      'of an unknown account',
      { ...pack('store-5'), license: { key: { accountKey: 'nowhere', externalId: 'x' } } },
      'UNKNOWN_ACCOUNT',
      ['license'],
    ],
    ['of an unknown license', pack('store-5', 'LP-NOPE'), 'CHANGE_REFUSED', ['license']],
    ['of a license with an escape in it', pack('store-5', '../../oauth'), 'CHANGE_REFUSED', ['license']],
    ['of an id that is none', { license: { id: 'hello' }, assignee: store5 }, 'BAD_ID', ['license']],
    [
      'of an id of another type',
      { license: { id: forge('User', 'genesys-us', 'x') }, assignee: store5 },
      'BAD_ID',
      ['license'],
    ],
    ['for an unknown assignee', pack('store-999999'), 'CHANGE_REFUSED', ['assignee']],
    ['for an assignee with dots', pack('..'), 'CHANGE_REFUSED', ['assignee']],
    [
      'for the id of a license',
      { license: empty, assignee: { id: forge('License', 'listings', 'LP-EMPTY') } },
      'BAD_ID',
      ['assignee'],
    ],
    [
      'for an assignee of another account',
      { license: empty, assignee: { id: forge('User', 'genesys-us', 'someone') } },
      'CHANGE_REFUSED',
      ['assignee'],
    ],
    [
      'for an assignee of an account nobody knows',
      { license: empty, assignee: { id: forge('User', 'elsewhere', 'someone') } },
      'CHANGE_REFUSED',
      ['assignee'],
    ],
    [
      'for a kind that cannot hold it',
      target('listings', 'LP-EMPTY', 'USER', 'store-5'),
      'CHANGE_REFUSED',
      ['assignee'],
    ],
    [
      'for a text that is no address',
      { license: { key: { accountKey: 'webex', externalId: 'x' } }, assignee: { email: 'nobody' } },
      'CHANGE_REFUSED',
      ['license'],
    ],
    [
      'for an address nobody has',
      { license: empty, assignee: { email: 'nobody@acme.example' } },
      'CHANGE_REFUSED',
      ['assignee'],
    ],
    [
      'for an IMEI no device has',
      {
        license: { key: { accountKey: 'fleet', externalId: 'fota' } },
        assignee: { imei: '990000000000001' },
      },
      'CHANGE_REFUSED',
      ['assignee'],
    ],
    [
      'for a device of the other account',
      target('fleet-legacy', 'fota', 'DEVICE', imei(5)),
      'CHANGE_REFUSED',
      ['assignee'],
    ],
    ['without a seat', pack('store-5', 'LP-FULL'), 'NO_SEATS', []],
    [
      'with calling details for what is no telephone',
      { ...pack('store-5'), webexCalling: { extension: '1' } },
      'BAD_INPUT',
      ['webexCalling'],
    ],
    ['with a day of removal', { ...pack('store-5'), removalOn: '2099-01-01' }, 'BAD_INPUT', ['removalOn']],
  ];

  it.each(wishes)('%s is refused, and the rest is planned', async (_title, wish, code, path) => {
    const { changeSet, problems } = await mutate(harness, 'planLicenseChanges', {
      changes: [
        { action: 'ASSIGN', ...pack('store-7') },
        { action: 'ASSIGN', ...wish },
      ],
    });
    expect(problems).toMatchObject([{ code, path: ['changes', '1', ...path] }]);
    expect(changeSet?.changes.nodes[0]).toMatchObject({ outcome: 'PENDING' });
    expect(writesOf(harness)).toEqual([]);
  });

  it('that is refused says what to do', async () => {
    const { problems } = await mutate(harness, 'assignLicense', pack('store-5', 'LP-FULL'));
    expect(problems).toMatchObject([{ code: 'NO_SEATS', path: [], hint: expect.stringContaining('seats') }]);
  });

  it.each([
    ['without a day', { action: 'SCHEDULE_REMOVAL' }, 'BAD_INPUT', ['removalOn']],
    [
      'on a day that is past',
      { action: 'SCHEDULE_REMOVAL', removalOn: '2001-01-01' },
      'PAST_DATE',
      ['removalOn'],
    ],
    [
      'with calling details',
      { action: 'REMOVE', webexCalling: { extension: '1' } },
      'BAD_INPUT',
      ['webexCalling'],
    ],
  ])('for a removal %s is refused', async (_title, wish, code, path) => {
    const { problems } = await mutate(harness, 'applyLicenseChanges', {
      changes: [{ ...pack('store-17', 'LP-PAGES'), ...wish }],
    });
    expect(problems).toMatchObject([{ code, path: ['changes', '0', ...path] }]);
    expect(writesOf(harness)).toEqual([]);
  });

  it('for something that another wish of the set is about is refused', async () => {
    const { problems } = await mutate(harness, 'planLicenseChanges', {
      changes: [
        { action: 'ASSIGN', ...pack('store-5') },
        { action: 'REMOVE', ...pack('store-5') },
      ],
    });
    expect(problems).toMatchObject([{ code: 'CHANGE_REFUSED', path: ['changes', '1'] }]);
  });

  it('takes the seat that another wish of the set frees', async () => {
    const { problems, changeSet } = await mutate(harness, 'planLicenseChanges', {
      changes: [
        { action: 'ASSIGN', ...pack('store-5', 'LP-FULL') },
        { action: 'REMOVE', ...pack('store-101', 'LP-FULL') },
      ],
    });
    expect(problems).toEqual([]);
    expect(changeSet?.seatImpact).toMatchObject([{ shortBy: 0 }]);
  });
});

describe('a role on a meeting site', () => {
  const onWebex = (license: string) => ({
    license: { key: { accountKey: 'webex', externalId: access.licenseIds[license] } },
    assignee: { email: 'ada.sato.60@acme.example' },
  });
  const attendee = { siteUrl: 'acme.webex.com', accountType: 'ATTENDEE' };
  const host = { siteUrl: 'acme.webex.com', accountType: 'HOST' };
  const suite = onWebex('meetingsSuite');

  it.each([
    [
      'of another site',
      { action: 'ASSIGN', ...suite, webexSite: { ...attendee, siteUrl: 'acme-events.webex.com' } },
    ],
    ['of another site, as host', { action: 'REMOVE', ...suite, webexSite: { ...host, siteUrl: 'acme' } }],
    ['for a license of another site', { action: 'ASSIGN', ...onWebex('meetingCenter'), webexSite: host }],
    ['for a license of no site', { action: 'ASSIGN', ...onWebex('messaging'), webexSite: attendee }],
    ['for a license of another provider', { action: 'ASSIGN', ...pack('store-5'), webexSite: attendee }],
    [
      'with a day of removal',
      { action: 'SCHEDULE_REMOVAL', removalOn: '2099-01-01', ...suite, webexSite: attendee },
    ],
    ['for a removal that is cancelled', { action: 'CANCEL_REMOVAL', ...suite, webexSite: host }],
  ])('%s is refused, and nothing is sent', async (_title, wish) => {
    const { changeSet, problems } = await mutate(harness, 'applyLicenseChanges', { changes: [wish] });
    expect(problems).toMatchObject([{ code: 'BAD_INPUT', path: ['changes', '0', 'webexSite'] }]);
    expect(changeSet).toBeNull();
    expect(writesOf(harness)).toEqual([]);
  });

  it('is refused by the mutations for one change as well', async () => {
    for (const name of ['assignLicense', 'removeLicense']) {
      const { problems } = await mutate(harness, name, { ...onWebex('messaging'), webexSite: attendee });
      expect(problems).toMatchObject([{ code: 'BAD_INPUT', path: ['webexSite'] }]);
    }
  });
});

describe('an input as a whole', () => {
  const change = { action: 'ASSIGN', ...pack('store-5') };
  it.each([
    ['without changes', { changes: [] }],
    ['with too many changes', { changes: Array.from({ length: 10_001 }, () => change) }],
    ['with neither plan nor changes', {}],
    ['with a plan and changes', { changes: [change], plan: { id: 'x', hash: 'y' } }],
    ['with an empty idempotency key', { changes: [change], idempotencyKey: '' }],
    ['with a blank idempotency key', { changes: [change], idempotencyKey: '   ' }],
    ['with a key that no database keeps as it is', { changes: [change], idempotencyKey: 'a\u0000b' }],
    ['with a reason of 1,001 characters', { changes: [change], reason: 'x'.repeat(1_001) }],
    ['with a wait that is negative', { changes: [change], waitSeconds: -1 }],
    ['with a wait beyond a minute', { changes: [change], waitSeconds: 61 }],
  ])('%s is BAD_INPUT', async (_title, input) => {
    const { changeSet, problems } = await mutate(harness, 'applyLicenseChanges', input);
    expect([changeSet, problems.map(({ code }) => code)]).toEqual([null, ['BAD_INPUT']]);
    expect(open.calls()).toEqual([]);
  });

  it.each(['cancelChangeSet', 'retryChangeSet', 'undoChangeSet'])(
    '%s of what is no set is BAD_ID',
    async (name) => {
      for (const id of ['hello', forge('ChangeSet', 'none'), forge('LicenseChange', 'none')]) {
        const { changeSet, problems } = await mutate(harness, name, { id });
        expect([changeSet, problems.map(({ code }) => code)]).toEqual([null, ['BAD_ID']]);
      }
    },
  );
});

describe('a list', () => {
  it('of the log of an account nobody knows is UNKNOWN_ACCOUNT', async () => {
    const { errors } = await harness.ask('{ auditEvents(filter: { accountKey: "nope" }) { nodes { seq } } }');
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UNKNOWN_ACCOUNT']);
  });

  it('of sets has no year 0', async () => {
    const { errors } = await harness.ask(
      '{ changeSets(filter: { to: "0000-01-01T00:00:00Z" }) { nodes { id } } }',
    );
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });
});

describe('a caller', () => {
  it('who applies a planned date is the one who keeps it', async () => {
    const wish = { ...target('fleet', 'fota', 'DEVICE', imei(1_021)), removalOn: '2099-05-01' };
    const planned = await mutate(harness, 'scheduleLicenseRemoval', { ...wish, dryRun: true });
    const plan = { id: planned.changeSet?.id, hash: planned.changeSet?.hash };
    await mutate(open, 'applyLicenseChanges', { plan }, as('fleet'));
    const { auditEvents } = await harness.data<{ auditEvents: { nodes: object[] } }>(
      `query($id: ID!) { auditEvents(filter: { changeSetId: $id, actions: [CREATE_SCHEDULE] }) { nodes { principal } } }`,
      { variables: { id: plan.id } },
    );
    expect(auditEvents.nodes).toEqual([{ principal: 'fleet' }]);
  });

  it('who applies the plan of another is the one in the log, with the reason given then', async () => {
    const planned = await mutate(harness, 'planLicenseChanges', {
      changes: [{ action: 'REMOVE', ...target('fleet', 'fota', 'DEVICE', imei(1_020)) }],
      reason: 'planned',
      ticket: 'P-1',
    });
    const applied = await mutate(
      open,
      'applyLicenseChanges',
      {
        plan: { id: planned.changeSet?.id, hash: planned.changeSet?.hash },
        reason: 'approved',
      },
      as('fleet'),
    );
    expect(applied.changeSet?.status).toBe('SUCCEEDED');
    const { changeSet, auditEvents } = await harness.data<{
      changeSet: object;
      auditEvents: { nodes: object[] };
    }>(
      `query($id: ID!) {
        changeSet(id: $id) { requestedBy appliedBy reason ticket }
        auditEvents(filter: { changeSetId: $id }) { nodes { action principal reason ticket } } }`,
      { variables: { id: planned.changeSet?.id } },
    );
    expect(changeSet).toEqual({
      requestedBy: 'admin',
      appliedBy: 'fleet',
      reason: 'approved',
      ticket: 'P-1',
    });
    expect(auditEvents.nodes).toEqual([
      { action: 'PLAN_SET', principal: 'admin', reason: 'planned', ticket: 'P-1' },
      { action: 'START_SET', principal: 'fleet', reason: 'approved', ticket: 'P-1' },
      { action: 'REMOVE', principal: 'fleet', reason: 'approved', ticket: 'P-1' },
      { action: 'FINISH_SET', principal: 'fleet', reason: 'approved', ticket: 'P-1' },
    ]);
  });

  it('who may only read changes nothing, and reads', async () => {
    for (const [name, input] of [
      ['assignLicense', pack('store-5')],
      ['planLicenseChanges', { changes: [{ action: 'ASSIGN', ...pack('store-5') }] }],
      ['cancelChangeSet', { id: forge('ChangeSet', 'none') }],
    ] as const) {
      const query = `mutation($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { replayed } }`;
      const { errors } = await open.ask(query, { variables: { input }, headers: as('reader') });
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    }
    expect(writesOf(harness)).toEqual([]);
    const { changeSets } = await open.data<{ changeSets: { nodes: object[] } }>(
      '{ changeSets { nodes { id } } }',
      { headers: as('reader') },
    );
    expect(changeSets.nodes.length).toBeGreaterThan(0);
  });

  it('sees the sets and the log of its accounts alone, and changes nothing elsewhere', async () => {
    const theirs = target('fleet', 'fota', 'DEVICE', imei(1_010));
    const made = await mutate(harness, 'scheduleLicenseRemoval', { ...theirs, removalOn: '2099-01-31' });
    const other = await mutate(harness, 'planLicenseChanges', {
      changes: [
        { action: 'ASSIGN', ...pack('store-7') },
        { action: 'REMOVE', ...target('fleet', 'fota', 'DEVICE', imei(1_011)) },
      ],
    });
    const seen = await open.data<{
      mine: object | null;
      others: object | null;
      changeSets: { nodes: { id: string }[] };
      auditEvents: { nodes: { license: { account: { key: string } } | null }[] };
    }>(
      `query($mine: ID!, $others: ID!) {
        mine: changeSet(id: $mine) { id } others: changeSet(id: $others) { id }
        changeSets(first: 100) { nodes { id } }
        auditEvents(first: 100) { nodes { license { account { key } } } } }`,
      { variables: { mine: made.changeSet?.id, others: other.changeSet?.id }, headers: as('fleet') },
    );
    expect([seen.mine, seen.others]).toEqual([{ id: made.changeSet?.id }, null]);
    expect(seen.changeSets.nodes).toContainEqual({ id: made.changeSet?.id });
    expect(seen.changeSets.nodes).not.toContainEqual({ id: other.changeSet?.id });
    expect(new Set(seen.auditEvents.nodes.map(({ license }) => license?.account.key))).toEqual(
      new Set(['fleet']),
    );
    const foreign = await mutate(open, 'assignLicense', pack('store-5'), as('fleet'));
    expect(foreign.problems).toMatchObject([{ code: 'UNKNOWN_ACCOUNT', path: ['license'] }]);
    const cancelled = await mutate(open, 'cancelChangeSet', { id: other.changeSet?.id }, as('fleet'));
    expect(cancelled.problems).toMatchObject([{ code: 'BAD_ID' }]);
  });

  it('has its own idempotency keys', async () => {
    const input = {
      ...target('fleet', 'fota', 'DEVICE', imei(1_012)),
      removalOn: '2099-02-01',
      idempotencyKey: 'k',
    };
    const first = await mutate(harness, 'scheduleLicenseRemoval', input);
    const second = await mutate(open, 'scheduleLicenseRemoval', input, as('fleet'));
    expect([second.replayed, second.changeSet?.id === first.changeSet?.id]).toEqual([false, false]);
  });
});
