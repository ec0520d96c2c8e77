// Every answer printed in the Webex contract, through the schemas that read it.
import { describe, expect, it } from '@jest/globals';
import {
  Failure,
  LicenseList,
  LicenseWithUsers,
  OnePerson,
  OneWorkspace,
  PersonList,
  Tokens,
  WorkspaceList,
} from '../../../src/providers/webex/wire.ts';

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
      access_token: sample.access_token,
      expires_in: 1209599,
      refresh_token: sample.refresh_token,
    });
  });

  it('3: licenses', () => {
    expect(LicenseList.parse({ items: [CALLING, MEETINGS] }).items).toEqual([
      { ...CALLING, siteUrl: null, siteType: null },
      MEETINGS,
    ]);
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
    const { subscriptionId: _, ...sample } = { ...MEETINGS, id: 'Y2lz...', users };
    expect(LicenseWithUsers.parse(sample)).toEqual({ ...sample, subscriptionId: null });
  });

  it('6: a person', () => {
    const person = OnePerson.parse(PERSON);
    expect(person).toMatchObject({
      id: PERSON.id,
      emails: ['mara@acme.example'],
      displayName: 'Mara Lindqvist',
      licenses: ['<license id>', '<license id>'],
      siteUrls: ['acme-demo.webex.com'],
      lastActivity: '2026-01-20T07:55:10.611Z',
      status: 'inactive',
      invitePending: false,
      loginEnabled: true,
      department: null,
    });
    expect(PersonList.parse({ items: [PERSON], notFoundIds: ['x'] }).items).toEqual([person]);
  });

  it('7: a workspace', () => {
    const workspace = OneWorkspace.parse(WORKSPACE);
    expect(workspace).toEqual({ ...WORKSPACE, locationId: null, created: null });
    expect(WorkspaceList.parse({ items: [WORKSPACE] }).items).toEqual([workspace]);
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
  it('takes counts that are null, absent or text', () => {
    const odd = { id: 'x', name: 'n', totalUnits: '100', consumedUnits: 3, consumedByUsers: null };
    expect(LicenseList.parse({ items: [odd] }).items[0]).toMatchObject({
      totalUnits: 100,
      consumedUnits: 3,
      consumedByUsers: null,
      consumedByWorkspaces: null,
    });
  });

  it('takes flags as text', () => {
    const person = OnePerson.parse({ ...PERSON, invitePending: 'true', loginEnabled: 'false' });
    expect(person).toMatchObject({ invitePending: true, loginEnabled: false });
  });

  it('makes nothing of a time it cannot read', () => {
    expect(OnePerson.parse({ ...PERSON, lastActivity: 'yesterday' }).lastActivity).toBeNull();
  });

  it('takes a page without its list', () => {
    expect(PersonList.parse({}).items).toEqual([]);
    expect(LicenseWithUsers.parse(MEETINGS).users).toEqual([]);
  });

  it('tells a list that is empty from one that was not told', () => {
    const { licenses: _, ...silent } = PERSON;
    expect(OnePerson.parse(silent).licenses).toBeNull();
    expect(OnePerson.parse({ ...silent, licenses: [] }).licenses).toEqual([]);
  });

  it('refuses rows without an id, and other types', () => {
    expect(LicenseList.safeParse({ items: [{ name: 'n' }] }).success).toBe(false);
    expect(LicenseList.safeParse({ items: 'none' }).success).toBe(false);
    expect(LicenseList.safeParse([]).success).toBe(false);
    expect(LicenseList.safeParse({ items: [{ ...CALLING, totalUnits: 'many' }] }).success).toBe(false);
  });
});
