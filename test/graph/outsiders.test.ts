// People from outside the organisation, as callers of the graph assign and take licenses: refused with what to do, invited, withdrawn.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { access } from '../../emulators/webex/index.ts';
import { useApp } from '../support/app.ts';
import { only, present } from '../support/assertions.ts';

const DOCUMENT = readFileSync(new URL('../../docs/upstream-calls.md', import.meta.url), 'utf8');

const app = useApp({ warm: true });

const LICENSE = { key: { accountKey: 'webex', externalId: present(access.licenseIds['meetingsSuite']) } };
const MESSAGING = { key: { accountKey: 'webex', externalId: present(access.licenseIds['messaging']) } };
const GENESYS = { key: { accountKey: 'genesys-us', externalId: 'gcSTAupgrade' } };
const INVITES = { options: { webex: { inviteExternal: true } } };
const NILS = 'nils.blank@partner.example';
const OTA = 'ota.brandt@partner.example';
const ULI = 'uli.ortega@partner.example';

interface Change {
  readonly outcome: string;
  readonly assignee: { readonly id: string; readonly externalId: string };
  readonly before: { readonly held: boolean } | null;
  readonly after: { readonly held: boolean; readonly status: string | null } | null;
  readonly problem: { readonly code: string; readonly hint: string } | null;
}

interface Payload {
  readonly replayed: boolean;
  readonly problems: readonly {
    readonly code: string;
    readonly path: readonly string[] | null;
    readonly hint: string;
  }[];
  readonly changeSet: {
    readonly id: string;
    readonly status: string;
    readonly changes: { readonly nodes: readonly Change[] };
  } | null;
}

const FIELDS = `replayed problems { code path hint } changeSet { id status changes { nodes {
  outcome assignee { id externalId } before { held } after { held status } problem { code hint }
} } }`;
const INPUTS: Readonly<Record<string, string>> = {
  assignLicense: 'AssignLicenseInput',
  removeLicense: 'RemoveLicenseInput',
  undoChangeSet: 'RepeatChangeSetInput',
  retryChangeSet: 'RepeatChangeSetInput',
  planLicenseChanges: 'PlanLicenseChangesInput',
  applyLicenseChanges: 'ApplyLicenseChangesInput',
};

async function mutate(name: string, input: Readonly<Record<string, unknown>>): Promise<Payload> {
  const query = `mutation ($input: ${INPUTS[name] ?? ''}!) { ${name}(input: $input) { ${FIELDS} } }`;
  const data = await app.data<Readonly<Record<string, Payload>>>(query, { variables: { input } });
  return present(data[name]);
}

function assign(email: string, more: Readonly<Record<string, unknown>> = {}): Promise<Payload> {
  return mutate('assignLicense', { license: LICENSE, assignee: { email }, ...more });
}

const onlyChange = ({ changeSet }: Payload): Change => only(present(changeSet).changes.nodes);

/** How often something was sent to Webex. */
function patches(): number {
  return app.calls().filter(({ method }) => method === 'PATCH').length;
}

describe('assigning to an address that no user has', () => {
  it('is refused with what to do, and nothing is sent', async () => {
    const { changeSet, problems } = await assign(NILS);
    expect(changeSet).toBeNull();
    expect(problems).toMatchObject([{ code: 'NO_SUCH_ASSIGNEE', path: ['assignee'] }]);
    expect(only(problems).hint).toContain('inviteExternal: true');
    expect(patches()).toBe(0);
  });

  it('is refused for a license that nobody from outside can hold, without a look at its holders', async () => {
    const { problems } = await assign(NILS, { license: MESSAGING });
    expect(only(problems).hint).toContain('cannot be held by people from outside');
    const looked = app.calls().filter(({ path }) => path.includes('/licenses/'));
    expect(looked).toEqual([]);
  });

  it.each([
    ['another provider', 'assignLicense', { license: GENESYS, assignee: { email: NILS } }, []],
    ['a license for own people', 'assignLicense', { license: MESSAGING, assignee: { email: NILS } }, []],
    [
      'a name that is no address',
      'assignLicense',
      { license: LICENSE, assignee: { key: { kind: 'USER', externalId: NILS } } },
      [],
    ],
    [
      'another action',
      'planLicenseChanges',
      { changes: [{ action: 'REMOVE', license: LICENSE, assignee: { email: OTA }, ...INVITES }] },
      ['changes', '0'],
    ],
  ])('takes no invitation for %s', async (_, name, input, at) => {
    const invites = name === 'assignLicense' ? INVITES : {};
    const { problems, changeSet } = await mutate(name, { ...input, ...invites });
    expect(changeSet?.changes.nodes ?? []).toEqual([]);
    expect(problems).toMatchObject([
      { code: 'BAD_INPUT', path: [...at, 'options', 'webex', 'inviteExternal'] },
    ]);
  });
});

describe('an attendee account of somebody from outside', () => {
  const SITE = 'acme.webex.com';
  const site = { siteUrl: SITE, accountType: 'ATTENDEE' };
  const attends = { options: { webex: { site, inviteExternal: true } } };
  const REFUSED = { code: 'NOT_SUPPORTED', hint: 'Change them in Control Hub.' };

  it.each([
    ['who is to be invited', NILS],
    ['who holds a license already', 'uli.ortega@partner.example'],
  ])('is not supported, with or without an invitation: %s', async (_, email) => {
    const requested = { license: LICENSE, assignee: { email }, ...attends };
    const changes = [{ action: 'ASSIGN', ...requested }];
    const inList = [{ ...REFUSED, path: ['changes', '0', 'options', 'webex', 'site'] }];
    const asked: readonly (readonly [string, Readonly<Record<string, unknown>>, readonly object[]])[] = [
      ['planLicenseChanges', { changes }, inList],
      ['applyLicenseChanges', { changes }, inList],
      ['assignLicense', { ...requested, dryRun: true }, [{ ...REFUSED, path: ['options', 'webex', 'site'] }]],
      ['assignLicense', requested, [{ ...REFUSED, path: ['options', 'webex', 'site'] }]],
    ];
    for (const [name, input, problems] of asked) {
      const answer = await mutate(name, input);
      const refused = (answer.changeSet?.changes.nodes ?? []).map(({ outcome, problem }) => [
        outcome,
        problem,
      ]);
      // A refused list is kept, a single refused change is not.
      expect([answer.problems, refused]).toMatchObject([
        problems,
        name === 'assignLicense' ? [] : [['REJECTED', REFUSED]],
      ]);
    }
    expect(patches()).toBe(0);
  });

  it('is left out of a set, the rest of which is sent', async () => {
    const own = await app.data<{ users: { nodes: readonly { externalId: string }[] } }>(
      '{ users(first: 100, filter: { accountKeys: ["webex"] }) { nodes { externalId } } }',
    );
    // Position 5 hosts meetings, and has no messaging.
    const { externalId } = present(own.users.nodes[5]);
    const invited = { license: LICENSE, assignee: { email: NILS }, ...attends };
    const plain = { license: MESSAGING, assignee: { key: { kind: 'USER', externalId } } };
    const { changeSet, problems } = await mutate('applyLicenseChanges', {
      changes: [
        { action: 'ASSIGN', ...invited },
        { action: 'ASSIGN', ...plain },
      ],
    });
    expect(problems).toMatchObject([{ ...REFUSED, path: ['changes', '0', 'options', 'webex', 'site'] }]);
    const { nodes } = await app
      .data<{ changeSet: { changes: { nodes: readonly object[] } } }>(
        'query ($id: ID!) { changeSet(id: $id) { changes { nodes { outcome problem { code hint } } } } }',
        { variables: { id: present(changeSet).id } },
      )
      .then((data) => data.changeSet.changes);
    expect(nodes).toEqual([
      { outcome: 'REJECTED', problem: REFUSED },
      { outcome: 'VERIFIED', problem: null },
    ]);
    expect(patches()).toBe(1);
  });
});

describe('an invitation', () => {
  it('is sent once, verified as pending, found under its id, and withdrawn by undo', async () => {
    const input = { ...INVITES, idempotencyKey: 'invite nils' };
    const invited = await assign('Nils.Blank@Partner.example', input);
    expect(invited.problems).toEqual([]);
    expect(present(invited.changeSet).status).toBe('SUCCEEDED');
    const change = onlyChange(invited);
    expect(change).toMatchObject({
      outcome: 'VERIFIED',
      before: null,
      after: { held: true, status: 'PENDING' },
      assignee: { externalId: NILS },
    });
    expect(patches()).toBe(1);

    expect(await assign('Nils.Blank@Partner.example', input)).toEqual({ ...invited, replayed: true });
    expect(patches()).toBe(1);

    const query = `query ($id: ID!) { node(id: $id) { id ... on User { email kind state assignments { nodes { status } } } } }`;
    const { id } = change.assignee;
    expect(await app.data(query, { variables: { id } })).toEqual({
      node: { id, email: NILS, kind: 'EXTERNAL', state: 'UNKNOWN', assignments: { nodes: [] } },
    });

    const undone = await mutate('undoChangeSet', { id: present(invited.changeSet).id });
    expect(undone.problems.map(({ code }) => code)).toEqual(['BEFORE_UNKNOWN']);
    expect(onlyChange(undone)).toMatchObject({
      outcome: 'VERIFIED',
      after: { held: false, status: null },
      assignee: { id },
    });
    expect(patches()).toBe(2);
    // And the other way round.
    const redone = await mutate('undoChangeSet', { id: present(undone.changeSet).id });
    expect(onlyChange(redone)).toMatchObject({ outcome: 'VERIFIED', after: { status: 'PENDING' } });
    const withdrawn = await mutate('removeLicense', { license: LICENSE, assignee: { id } });
    expect(onlyChange(withdrawn)).toMatchObject({ outcome: 'VERIFIED', after: { held: false } });
  });

  it('is withdrawn by undo with any offer there was before, which no read shows: undo says so', async () => {
    // Has been offered this very license by the seed.
    const invited = await assign('yves.okafor@partner.example', INVITES);
    const { id } = present(invited.changeSet);
    const unsure = [
      { code: 'BEFORE_UNKNOWN', path: ['changes', '0'], hint: expect.stringContaining('Invite them again') },
    ];
    const plan = await mutate('undoChangeSet', { id, dryRun: true });
    expect(plan.problems).toMatchObject(unsure);
    expect(onlyChange(plan)).toMatchObject({ outcome: 'PENDING', before: null, problem: null });
    expect(patches()).toBe(1);

    const input = { id, idempotencyKey: 'undo yves' };
    const undone = await mutate('undoChangeSet', input);
    expect(undone.changeSet).toMatchObject({ status: 'SUCCEEDED' });
    expect(onlyChange(undone)).toMatchObject({ outcome: 'VERIFIED', after: { held: false } });
    expect(undone.problems).toMatchObject(unsure);
    expect(await mutate('undoChangeSet', input)).toEqual({ ...undone, replayed: true });
    const { changeSet } = await app.data<{ changeSet: { problems: readonly object[] } }>(
      'query ($id: ID!) { changeSet(id: $id) { problems { code path hint } } }',
      { variables: { id: present(undone.changeSet).id } },
    );
    expect(changeSet.problems).toMatchObject(unsure);
    // The other way round it is not known either whether there was anything to withdraw.
    const redone = await mutate('undoChangeSet', { id: present(undone.changeSet).id });
    expect(redone.problems).toMatchObject([{ code: 'BEFORE_UNKNOWN', path: ['changes', '0'] }]);
  });

  it('whose plan of undoing is applied says the same once more', async () => {
    const invited = await assign(NILS, INVITES);
    const { changeSet } = await mutate('undoChangeSet', {
      id: present(invited.changeSet).id,
      dryRun: true,
    });
    const { id } = present(changeSet);
    const { changeSet: plan } = await app.data<{ changeSet: { hash: string } }>(
      'query ($id: ID!) { changeSet(id: $id) { hash } }',
      { variables: { id } },
    );
    const applied = await mutate('applyLicenseChanges', { plan: { id, hash: plan.hash } });
    expect(onlyChange(applied)).toMatchObject({ outcome: 'VERIFIED', after: { held: false } });
    expect(applied.problems).toMatchObject([{ code: 'BEFORE_UNKNOWN' }]);
  });

  it('is planned, and applied as planned', async () => {
    const changes = [{ action: 'ASSIGN', license: LICENSE, assignee: { email: NILS }, ...INVITES }];
    const { changeSet } = await mutate('planLicenseChanges', { changes });
    expect(patches()).toBe(0);
    const { id } = present(changeSet);
    const { changeSet: plan } = await app.data<{ changeSet: { hash: string } }>(
      'query ($id: ID!) { changeSet(id: $id) { hash } }',
      { variables: { id } },
    );
    const applied = await mutate('applyLicenseChanges', { plan: { id, hash: plan.hash } });
    expect(applied.problems).toEqual([]);
    expect(onlyChange(applied)).toMatchObject({ outcome: 'VERIFIED', after: { status: 'PENDING' } });
    await mutate('undoChangeSet', { id });
  });

  it.each([
    ['the organisation of the invited forbids it', 'cora.closed@partner.example'],
    ['Webex knows nobody by that address', 'nobody@nowhere.example'],
  ])('is refused when %s', async (_, email) => {
    const change = onlyChange(await assign(email, INVITES));
    expect(change).toMatchObject({ outcome: 'REJECTED', problem: { code: 'UPSTREAM_REJECTED' } });
    expect(patches()).toBe(1);
  });

  it('of one of the organisation’s own people is a plain assignment', async () => {
    const { users } = await app.data<{
      users: { nodes: readonly { id: string; email: string; externalId: string }[] };
    }>(
      '{ users(first: 100, filter: { accountKeys: ["webex"] }) { nodes { id email externalId assignments(first: 100) { nodes { license { name } } } } } }',
    );
    // Position 8 attends the site, and 9 does neither.
    const own = present(users.nodes[9]);
    const change = onlyChange(await assign(own.email, INVITES));
    expect(change).toMatchObject({
      outcome: 'VERIFIED',
      assignee: { id: own.id },
      after: { status: 'ACTIVE' },
    });
    expect(patches()).toBe(1);
  });
});

describe('somebody from outside who holds a license', () => {
  it('is found by address, in one case or another, and loses it', async () => {
    const removed = await mutate('removeLicense', {
      license: LICENSE,
      assignee: { email: 'OTA.Brandt@partner.EXAMPLE' },
    });
    expect(removed.problems).toEqual([]);
    expect(onlyChange(removed)).toMatchObject({
      outcome: 'VERIFIED',
      assignee: { externalId: OTA },
      before: { held: true },
      after: { held: false },
    });
    const undo = await mutate('undoChangeSet', { id: present(removed.changeSet).id, dryRun: true });
    expect([undo.problems, onlyChange(undo).outcome]).toEqual([[], 'PENDING']);
    // Their last one: who holds nothing any more is not found any more.
    const again = await mutate('removeLicense', { license: LICENSE, assignee: { email: OTA } });
    expect(again).toMatchObject({
      changeSet: null,
      problems: [{ code: 'NO_SUCH_ASSIGNEE', path: ['assignee'] }],
    });
  });

  it('is assigned another one without an invitation being asked for', async () => {
    const license = { key: { accountKey: 'webex', externalId: present(access.licenseIds['meetingCenter']) } };
    const change = onlyChange(await assign('pia.mill@partner.example', { license }));
    expect(change).toMatchObject({ outcome: 'VERIFIED', after: { status: 'PENDING' } });
  });

  it('keeps what they have: nothing is sent', async () => {
    const change = onlyChange(await assign('sami.vega@partner.example'));
    expect(change).toMatchObject({ outcome: 'NO_CHANGE' });
    expect(patches()).toBe(0);
  });
});

describe('what somebody from outside holds', () => {
  interface Coverage {
    readonly status: string;
    readonly reason: string | null;
    readonly problem: { readonly code: string; readonly retryable: boolean; readonly hint: string } | null;
  }
  interface Holdings {
    readonly nodes: readonly { readonly status: string }[];
    readonly totalCount: number | null;
    readonly coverage: readonly Coverage[];
  }
  const HOLDINGS = `nodes { status } totalCount coverage { status reason problem { code retryable hint } }`;
  const OFFERS_NOT_TOLD = {
    status: 'PARTIAL',
    reason: 'OFFERS_NOT_TOLD',
    problem: { code: 'NOT_SUPPORTED', retryable: false, hint: expect.stringContaining('change sets') },
  };
  const COMPLETE = { status: 'COMPLETE', reason: null, problem: null };

  /** As a user, and as one of those a list is narrowed to. */
  async function holdingsOf(id: string): Promise<readonly Holdings[]> {
    const { node, licenseAssignments } = await app.data<{
      node: { assignments: Holdings };
      licenseAssignments: Holdings;
    }>(
      `query ($id: ID!) { node(id: $id) { ... on User { assignments { ${HOLDINGS} } } }
        licenseAssignments(filter: { assigneeIds: [$id] }) { ${HOLDINGS} } }`,
      { variables: { id } },
    );
    return [node.assignments, licenseAssignments];
  }

  it.each([
    ['who was invited', NILS, []],
    ['who has accepted one license, and may be offered another', 'viljo.sato@partner.example', ['ACTIVE']],
  ])('is never said to be all of it: %s', async (_, email, statuses) => {
    const { id } = onlyChange(await assign(email, INVITES)).assignee;
    for (const { nodes, totalCount, coverage } of await holdingsOf(id)) {
      expect(nodes.map(({ status }) => status)).toEqual(statuses);
      expect({ totalCount, coverage }).toEqual({ totalCount: null, coverage: [OFFERS_NOT_TOLD] });
    }
    if (email === NILS) await mutate('removeLicense', { license: LICENSE, assignee: { id } });
  });

  it('is not said of the organisation’s own people, who need no consent', async () => {
    const { users } = await app.data<{ users: { nodes: readonly { id: string }[] } }>(
      '{ users(first: 1, filter: { accountKeys: ["webex"] }) { nodes { id } } }',
    );
    for (const { coverage } of await holdingsOf(only(users.nodes).id)) expect(coverage).toEqual([COMPLETE]);
  });

  it('is not known either of one of several people', async () => {
    const own = '{ users(first: 1, filter: { accountKeys: ["webex"] }) { nodes { id } } }';
    const { users } = await app.data<{ users: { nodes: readonly { id: string }[] } }>(own);
    const outside = onlyChange(await assign('viljo.sato@partner.example')).assignee;
    const { licenseAssignments } = await app.data<{ licenseAssignments: Holdings }>(
      `query ($ids: [ID!]!) { licenseAssignments(filter: { assigneeIds: $ids }) { ${HOLDINGS} } }`,
      { variables: { ids: [outside.id, only(users.nodes).id] } },
    );
    expect(licenseAssignments.coverage).toEqual([OFFERS_NOT_TOLD]);
  });
});

describe('what people from outside cost', () => {
  /** Rows of the document: what is done, reads to plan, writes, reads to verify. */
  const ROW = /^\| (.+?) +\| (\d+) +\| (\d+) +\| (\d+) +\|$/gm;
  const rows = new Map(
    [...DOCUMENT.matchAll(ROW)].map(([, name = '', ...numbers]) => [name, numbers.map(Number)]),
  );

  it.each<[string, () => Promise<unknown>]>([
    ['An address nobody has, refused', () => assign('typo@partner.example')],
    ['An invitation', () => assign(NILS, INVITES)],
    ['Withdrawing it by the id of its assignee', () => remove({ key: { kind: 'USER', externalId: NILS } })],
    [
      'A holder from outside, by address, who loses a license',
      () => remove({ email: 'tove.quist@partner.example' }),
    ],
  ])('is as the document says: %s', async (name, ask) => {
    await ask();
    const methods = app.calls().map(({ method }) => method);
    const write = methods.indexOf('PATCH');
    const [before, after] = write < 0 ? [methods, []] : [methods.slice(0, write), methods.slice(write)];
    const writes = after.filter((method) => method === 'PATCH').length;
    expect([before.length, writes, after.length - writes]).toEqual(rows.get(name));
  });

  function remove(assignee: Readonly<Record<string, unknown>>): Promise<Payload> {
    return mutate('removeLicense', { license: LICENSE, assignee });
  }
});

describe('a key', () => {
  const input = {
    license: LICENSE,
    assignee: { email: 'uli.ortega@partner.example' },
    idempotencyKey: 'one key',
  };

  it('stands for the same whether inviteExternal is false or absent', async () => {
    expect(await mutate('assignLicense', input)).toMatchObject({ replayed: false });
    expect(
      await mutate('assignLicense', { ...input, options: { webex: { inviteExternal: false } } }),
    ).toMatchObject({
      replayed: true,
    });
    const { problems } = await mutate('assignLicense', { ...input, ...INVITES });
    expect(problems).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });
});

describe('a look-up by address', () => {
  const BY_ADDRESS = `query ($email: String!) {
    person(email: $email) { users { externalId } coverage { account { key } status problem { code } } }
    user(by: { email: { accountKey: "webex", email: $email } }) { externalId assignments { nodes { status } } }
  }`;
  interface Found {
    readonly person: {
      readonly users: readonly { readonly externalId: string }[];
      readonly coverage: readonly {
        readonly account: { readonly key: string };
        readonly status: string;
        readonly problem: { readonly code: string } | null;
      }[];
    } | null;
    readonly user: { readonly externalId: string; readonly assignments: object } | null;
  }

  it('finds whoever from outside holds a license', async () => {
    const { person, user } = await app.data<Found>(BY_ADDRESS, { variables: { email: ULI.toUpperCase() } });
    expect(person?.users).toEqual([{ externalId: ULI }]);
    expect(user).toEqual({
      externalId: ULI,
      assignments: { nodes: expect.arrayContaining([{ status: 'ACTIVE' }]) },
    });
  });

  it('finds nobody where nobody has the address, and says what could not be read', async () => {
    const nobody = { variables: { email: 'nobody@partner.example' } };
    expect(await app.data<Found>(BY_ADDRESS, nobody)).toEqual({ person: null, user: null });
    app.fleet.webex.fault({ path: '/licenses/', fault: { kind: 'error', status: 500 } });
    const { data, errors } = await app.ask<Found>(BY_ADDRESS, nobody);
    app.clearFaults();
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['UPSTREAM_UNAVAILABLE']);
    expect(data?.user).toBeNull();
    const webex = data?.person?.coverage.find(({ account }) => account.key === 'webex');
    expect(webex).toMatchObject({ status: 'FAILED', problem: { code: 'UPSTREAM_UNAVAILABLE' } });
  });
});
