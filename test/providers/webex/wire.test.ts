// Every answer printed in the Webex contract, through the schemas that read it.
import { describe, expect, it } from '@jest/globals';
import { Failure } from '../../../src/providers/webex/wire/failures.ts';
import { Tokens } from '../../../src/providers/webex/wire/login.ts';
import { createWire } from '../../../src/providers/webex/wire/wire.ts';
import { createDriftCounter } from '../../../src/upstream/drift.ts';
import { webexId } from '../../support/providers/webex.ts';

/** The bodies of an account, and what they found odd so far. */
function wire() {
  const drift = createDriftCounter(() => 0);
  const seen = (): string[] => drift.seen().map(({ field, kind }) => `${field} ${kind}`);
  return { ...createWire({ accountKey: 'webex', drift }), seen };
}

/** A row as it is read, with nothing odd about it. */
function readWell(kind: 'license' | 'person', row: object): object {
  const bodies = wire();
  const read = bodies[kind].parse(row);
  expect(bodies.seen()).toEqual([]);
  return read;
}

const CALLING = {
  id: 'Y2lzY29zcGFyazovL3VzL0xJQ0VOU0UvMGQ5YzdhNTItNWIxZS00YzNmLThhNzctMmY2MGMxYjRlOWQxOkJDU1REXzkxZjJhM2I0LWM1ZDYtNGU3Zi04MDkxLWEyYjNjNGQ1ZTZmNw',
  name: 'Webex Calling - Professional',
  totalUnits: 250,
  consumedUnits: 181,
  consumedByUsers: 170,
  consumedByWorkspaces: 11,
  subscriptionId: 'Sub-Acme0042',
};
const MEETINGS = {
  id: 'Y2lzY29zcGFyazovL3VzL0xJQ0VOU0UvMGQ5YzdhNTItNWIxZS00YzNmLThhNzctMmY2MGMxYjRlOWQxOkVFXzNlMWI2YzkwLTdkNDItNGQ4Yi05ZjBlLTVhNmI3YzhkOWUwZl9hY21lLWRlbW8ud2ViZXguY29t',
  name: 'Webex Meetings Suite',
  totalUnits: 100,
  consumedUnits: 64,
  consumedByUsers: 64,
  consumedByWorkspaces: 0,
  siteUrl: 'acme-demo.webex.com',
  siteType: 'Control Hub managed site',
  subscriptionId: 'Sub-Acme0042',
};
/** A license of the contract in the words of the domain. */
function inOurWords(license: {
  totalUnits: number;
  consumedUnits: number;
  consumedByUsers: number;
  consumedByWorkspaces: number;
}) {
  const { totalUnits, consumedUnits, consumedByUsers, consumedByWorkspaces, ...rest } = license;
  return {
    ...rest,
    total: totalUnits,
    assigned: consumedUnits,
    assignedToUsers: consumedByUsers,
    assignedToWorkspaces: consumedByWorkspaces,
  };
}
const PERSON = {
  id: 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS83YjBmNWYwYS05M2M0LTRmMWMtOWE1NS0xYzJkM2U0ZjVhNmI',
  emails: ['mara@acme.example'],
  displayName: 'Mara Lindqvist',
  orgId: 'Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8wZDljN2E1Mi01YjFlLTRjM2YtOGE3Ny0yZjYwYzFiNGU5ZDE',
  roles: [],
  licenses: ['<license id>', '<license id>'],
  created: '2025-02-11T09:14:03.120Z',
  lastModified: '2026-01-08T16:40:55.002Z',
  lastActivity: '2026-01-20T07:55:10.611Z',
  status: 'inactive',
  invitePending: false,
  loginEnabled: true,
  type: 'person',
  siteUrls: ['acme-demo.webex.com'],
};
const WORKSPACE = {
  id: '<workspace id>',
  displayName: 'HQ 3-Atlas',
  hotdeskingStatus: 'off',
  supportedDevices: 'phones',
  calling: {
    type: 'webexCalling',
    webexCalling: { licenses: ['<Webex Calling - Workspaces id>'] },
  },
};

describe('the samples of the contract', () => {
  it('1: tokens', () => {
    const sample = {
      access_token: 'ZXhhbXBsZS1hY2Nlc3M_P0A1_0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d1',
      expires_in: 1209599,
      refresh_token: 'ZXhhbXBsZS1yZWZyZXNo_P0A1_0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d1',
      refresh_token_expires_in: 7775999,
      token_type: 'Bearer',
      scope: 'spark-admin:licenses_read spark-admin:people_read spark-admin:people_write',
    };
    expect(Tokens.parse(sample)).toEqual({
      accessToken: sample.access_token,
      lifetimeSeconds: 1209599,
      refreshToken: sample.refresh_token,
      scopes: ['spark-admin:licenses_read', 'spark-admin:people_read', 'spark-admin:people_write'],
    });
  });

  it('3: licenses', () => {
    const { licenses, seen } = wire();
    expect(licenses.parse({ items: [CALLING, MEETINGS] })).toEqual({
      items: {
        rows: [{ ...inOurWords(CALLING), siteUrl: null, siteType: null }, inOurWords(MEETINGS)],
        leftOut: 0,
        size: 2,
      },
    });
    expect(seen()).toEqual([]);
  });

  it('3.1: a license with users', () => {
    const users = [
      {
        id: 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS83YjBmNWYwYS05M2M0LTRmMWMtOWE1NS0xYzJkM2U0ZjVhNmI',
        type: 'INTERNAL',
        displayName: 'Mara Lindqvist',
        email: 'mara@acme.example',
      },
      {
        id: 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS9jNDFlOGQ3Ny0yMGFhLTRhMGUtYjdkOS02ZjVlNGQzYzJiMWE',
        type: 'EXTERNAL',
        displayName: 'Ota Brandt',
        email: 'ota@partner.example',
      },
    ];
    const { subscriptionId: _, ...sample } = { ...MEETINGS, id: 'Y2lz...' };
    const { holders } = wire();
    expect(holders.parse({ ...sample, users })).toEqual({
      license: { ...inOurWords(sample), subscriptionId: null },
      isLicenseWhole: false,
      users: { rows: users, leftOut: 0, size: 2 },
    });
    expect(holders.parse({ ...MEETINGS, users })).toMatchObject({
      license: inOurWords(MEETINGS),
      isLicenseWhole: true,
    });
  });

  it('6: a person', () => {
    const { person, peopleByIds, seen } = wire();
    const one = person.parse(PERSON);
    expect(one).toEqual({
      id: PERSON.id,
      emails: ['mara@acme.example'],
      displayName: 'Mara Lindqvist',
      licenses: ['<license id>', '<license id>'],
      siteUrls: ['acme-demo.webex.com'],
      roles: [],
      lastActiveAt: '2026-01-20T07:55:10.611Z',
      status: 'inactive',
      invitePending: false,
      loginEnabled: true,
      department: null,
      title: null,
      isOdd: false,
      hasFailures: false,
    });
    expect(peopleByIds.parse({ items: [PERSON], notFoundIds: ['x'] })).toEqual({
      items: { rows: [one], leftOut: 0, size: 1 },
      notFoundIds: ['x'],
    });
    expect(seen()).toEqual([]);
  });

  it('7: a workspace', () => {
    const { workspace, workspaces, seen } = wire();
    const one = workspace.parse(WORKSPACE);
    const { calling, ...rest } = WORKSPACE;
    expect(one).toEqual({
      ...rest,
      locationId: null,
      createdAt: null,
      callingType: calling.type,
      licenses: calling.webexCalling.licenses,
      isOdd: false,
    });
    expect(workspaces.parse({ items: [WORKSPACE] }).items?.rows).toEqual([one]);
    expect(seen()).toEqual([]);
  });

  it('8: a failure', () => {
    const sample = {
      message: 'License change refused',
      errors: [{ errorCode: 400411, description: 'Calling license <id> was sent without properties.' }],
      trackingId: 'NA_5b0a8c1e-2f64-4b0c-9f7e-3f3f0a9b1c2d',
    };
    expect(Failure.parse(sample)).toEqual({
      errorCode: null,
      errors: [{ errorCode: 400411 }],
      trackingId: sample.trackingId,
    });
  });
});

describe('what real answers do', () => {
  it.each([
    ['100', 100],
    ['9007199254740991', 9_007_199_254_740_991],
    [9_007_199_254_740_991, 9_007_199_254_740_991],
    [3_000_000_000, 3_000_000_000],
    [null, null],
    [undefined, null],
  ])('takes %j for a count', (told, count) => {
    expect(readWell('license', { ...CALLING, totalUnits: told })).toMatchObject({ total: count });
  });

  it.each(['many', '', '1e3', ' 1', '9007199254740992', 9_007_199_254_740_992, 1.5, true, {}])(
    'counts %j as no count',
    (told) => {
      const { license, seen } = wire();
      expect(license.parse({ ...CALLING, totalUnits: told })).toEqual({
        ...inOurWords(CALLING),
        total: null,
        siteUrl: null,
        siteType: null,
      });
      expect(seen()).toEqual(['licenses.totalUnits not a whole number']);
    },
  );

  it.each([
    [true, true],
    ['true', true],
    ['True', true],
    ['FALSE', false],
    [false, false],
    [null, null],
  ])('takes %j for a flag', (told, flag) => {
    expect(readWell('person', { ...PERSON, loginEnabled: told })).toMatchObject({ loginEnabled: flag });
  });

  it.each([
    ['2026-01-20T07:55:10.611Z', '2026-01-20T07:55:10.611Z'],
    ['2026-01-20T07:55:10', '2026-01-20T07:55:10.000Z'],
    ['2026-01-20T08:55:10+01:00', '2026-01-20T07:55:10.000Z'],
    ['2026-01-20', '2026-01-20T00:00:00.000Z'],
  ])('takes %s for a moment, in UTC where there is no zone', (told, moment) => {
    const { person, workspace } = wire();
    expect(person.parse({ ...PERSON, lastActivity: told }).lastActiveAt).toBe(moment);
    expect(workspace.parse({ ...WORKSPACE, created: told }).createdAt).toBe(moment);
  });

  it.each(['yesterday', '20 January 2026', '2026-02-30T00:00:00Z', 45.7])('takes %s for none', (told) => {
    const { person, seen } = wire();
    expect(person.parse({ ...PERSON, lastActivity: told }).lastActiveAt).toBeNull();
    expect(seen()).toEqual(['people.lastActivity not a moment']);
  });

  it('tells a list that is not there from an empty one, and from none', () => {
    const { people, licenses, holders } = wire();
    expect(people.parse({}).items).toBeNull();
    expect(holders.parse(MEETINGS).users).toBeNull();
    expect(people.parse({ items: [] }).items).toEqual({ rows: [], leftOut: 0, size: 0 });
    for (const items of [null, 'none', {}, 0]) {
      expect(people.safeParse({ items }).success).toBe(false);
      expect(licenses.safeParse({ items }).success).toBe(false);
      expect(holders.safeParse({ ...MEETINGS, users: items }).success).toBe(false);
    }
    for (const body of [null, [], 'none']) expect(people.safeParse(body).success).toBe(false);
  });

  it('tells a list of licenses that is empty from one that was not told, and from an odd one', () => {
    const { person, seen } = wire();
    const { licenses: _, ...silent } = PERSON;
    expect(person.parse(silent)).toMatchObject({ licenses: null, isOdd: false });
    expect(person.parse({ ...silent, licenses: [] })).toMatchObject({ licenses: [], isOdd: false });
    expect(person.parse({ ...silent, errors: { licenses: {} } })).toMatchObject({ hasFailures: true });
    expect(seen()).toEqual([]);
    for (const licenses of ['all', [7], [''], {}]) {
      expect(person.parse({ ...silent, licenses })).toMatchObject({ licenses: null, isOdd: true });
    }
    expect(seen()).toEqual(['people.licenses not a list of strings']);
  });

  it('leaves rows without an id out, and keeps the others', () => {
    const { licenses, people, workspaces, seen } = wire();
    const odd = [{ name: 'n' }, { id: '' }, { id: 7 }, null, 'row'];
    const body = { items: [CALLING, ...odd, MEETINGS] };
    expect(licenses.parse(body).items).toMatchObject({
      rows: [{ id: CALLING.id }, { id: MEETINGS.id }],
      leftOut: 5,
      size: 7,
    });
    expect(people.parse({ items: [...odd, PERSON] }).items).toMatchObject({ leftOut: 5, size: 6 });
    expect(workspaces.parse({ items: odd }).items).toMatchObject({ rows: [], leftOut: 5, size: 5 });
    expect(seen().filter((one) => one.startsWith('licenses'))).toEqual(
      expect.arrayContaining(['licenses.id not a string', 'licenses not a object']),
    );
  });

  it('says once and for all what a license lacks', () => {
    const { license, seen } = wire();
    expect(license.parse({ id: 'x' })).toMatchObject({ id: 'x', name: null, total: null });
    expect(seen()).toEqual(['licenses.name missing']);
  });

  it('spells every id the same way', () => {
    const uuid = '7B0F5F0A-93C4-4F1C-9A55-1C2D3E4F5A6B';
    const { person, workspace, holders, peopleByIds } = wire();
    expect(person.parse({ ...PERSON, id: uuid }).id).toBe(PERSON.id);
    expect(person.parse({ ...PERSON, licenses: [`${CALLING.id}==`] }).licenses).toEqual([CALLING.id]);
    const place = webexId(`PLACE/${uuid}`);
    expect(workspace.parse({ ...WORKSPACE, id: uuid }).id).toBe(webexId(`PLACE/${uuid.toLowerCase()}`));
    expect(workspace.parse({ ...WORKSPACE, id: place }).id).toBe(webexId(`PLACE/${uuid.toLowerCase()}`));
    const body = holders.parse({ ...CALLING, id: `${CALLING.id}=`, users: [{ id: uuid }] });
    expect([body.license.id, body.users?.rows[0]?.id]).toEqual([CALLING.id, PERSON.id]);
    expect(peopleByIds.parse({ items: [], notFoundIds: [uuid] }).notFoundIds).toEqual([PERSON.id]);
  });
});
