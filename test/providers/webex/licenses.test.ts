import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { License } from '../../../src/domain/license.ts';
import { acceptsId, licenseIdParts, personId } from '../../../src/providers/webex/ids.ts';
import { toLicense } from '../../../src/providers/webex/licenses.ts';
import {
  access,
  operations,
  startOrganisation,
  testCall,
  type Organisation,
  licenseId,
} from './organisation.ts';

let organisation: Organisation;
beforeAll(async () => {
  organisation = await startOrganisation();
});
afterAll(() => organisation.close());
beforeEach(() => organisation.emulator.reset());

async function license(id: string): Promise<License> {
  const found = (await organisation.account().catalogue(testCall())).find((one) => one.externalId === id);
  if (!found) throw new Error('not in the catalogue');
  return found;
}

describe('the catalogue', () => {
  it('is one call, every license once', async () => {
    const { result, asked } = await organisation.counted(() => organisation.account().catalogue(testCall()));
    expect(operations(asked)).toEqual(['GET /v1/licenses']);
    expect(new Set(result.map((one) => one.externalId)).size).toBe(result.length);
    expect(result).toHaveLength(Object.keys(access.licenseIds).length);
  });

  it('carries seats and everything Webex tells of a license', async () => {
    expect(await license(licenseId('meetingsSuite'))).toEqual({
      accountKey: 'webex',
      externalId: licenseId('meetingsSuite'),
      name: 'Webex Meetings Suite',
      description: null,
      assigneeKinds: ['USER'],
      seats: {
        total: 166,
        assigned: 136,
        available: 30,
        assignedToUsers: 136,
        assignedToWorkspaces: 0,
        countable: true,
      },
      details: {
        __typename: 'WebexLicenseDetails',
        accountKey: 'webex',
        externalId: licenseId('meetingsSuite'),
        typeCode: 'EE',
        licenseUuid: '05b267ce-b36d-4b40-a0d9-318148ad80c6',
        isWebexCalling: false,
        isWebexCallingProfessional: false,
        isWebexCallingBasic: false,
        isWebexCallingWorkspaces: false,
        isCustomerExperienceEssentials: false,
        subscriptionId: 'Sub-Acme0042',
        siteUrl: 'acme.webex.com',
        siteType: 'CONTROL_HUB_MANAGED',
        rawSiteType: 'Control Hub managed site',
      },
    });
  });

  it('lets seats go below zero', async () => {
    const { seats } = await license(licenseId('professionalOver'));
    expect(seats).toMatchObject({ total: 13, assigned: 16, available: -3, countable: true });
  });

  it('counts no seats of free, hybrid and UCM licenses', async () => {
    const basicMessaging = licenseId('basicMessaging');
    const basicMeetings = licenseId('basicMeetings');
    const screenShare = licenseId('screenShare');
    const call = licenseId('call');
    const exchangeCalendar = licenseId('exchangeCalendar');
    const ucm = licenseId('ucm');
    for (const id of [basicMessaging, basicMeetings, screenShare, call, exchangeCalendar, ucm]) {
      const { seats } = await license(id);
      expect(seats).toMatchObject({ countable: false, available: null });
      expect(seats?.total).toBe(180);
    }
  });

  it('tells who can hold what', async () => {
    const professional = licenseId('professional');
    const workspaces = licenseId('workspaces');
    const hotDesk = licenseId('hotDesk');
    const messaging = licenseId('messaging');
    const routeList = licenseId('routeList');
    expect((await license(professional)).assigneeKinds).toEqual(['USER', 'WORKSPACE']);
    expect((await license(workspaces)).assigneeKinds).toEqual(['WORKSPACE']);
    expect((await license(hotDesk)).assigneeKinds).toEqual(['WORKSPACE']);
    expect((await license(messaging)).assigneeKinds).toEqual(['USER']);
    expect((await license(routeList)).assigneeKinds).toEqual([]);
  });

  it('takes counts that come as text', async () => {
    organisation.emulator.setSwitch('unitsAsStrings', true);
    expect((await license(licenseId('meetingsSuite'))).seats).toMatchObject({
      total: 166,
      available: 30,
    });
  });

  it('keeps the word of a site type it does not know', async () => {
    organisation.emulator.fault({ path: '/licenses$', fault: { kind: 'unknown-enum' } });
    const { details } = await license(licenseId('meetingsSuite'));
    expect(details).toMatchObject({ siteType: 'UNKNOWN', rawSiteType: expect.any(String) });
    expect(details).not.toMatchObject({ rawSiteType: 'Control Hub managed site' });
  });
});

describe('classification, as wxc_sdk does it', () => {
  const row = {
    id: licenseId('professional'),
    totalUnits: 1,
    consumedUnits: 0,
    consumedByUsers: 0,
    consumedByWorkspaces: 0,
    subscriptionId: null,
    siteUrl: null,
    siteType: null,
  };
  const CALLING = [
    'isWebexCalling',
    'isWebexCallingProfessional',
    'isWebexCallingBasic',
    'isWebexCallingWorkspaces',
  ];
  function truths(name: string): readonly string[] {
    const { details } = toLicense({ ...row, name }, 'webex');
    return Object.entries(details ?? {})
      .filter(([, value]) => value === true)
      .map(([field]) => field);
  }

  it('goes by the whole name', () => {
    expect(truths('Webex Calling - Professional')).toEqual([CALLING[0], CALLING[1]]);
    expect(truths('Webex Calling - Basic')).toEqual([CALLING[0], CALLING[2]]);
    expect(truths('Webex Calling - Workspaces')).toEqual([CALLING[0], CALLING[3]]);
    expect(truths('Customer Experience - Essential')).toEqual(['isCustomerExperienceEssentials']);
    for (const suffix of ['Standard', 'Attendant Console', 'Hot desk only', 'Route List Calls']) {
      expect(truths(`Webex Calling - ${suffix}`)).toEqual([]);
    }
  });

  it('knows built-in licenses by name where the id tells no type', () => {
    const id = 'Y2lzY29zcGFyazovL3VzL0xJQ0VOU0UvODBjMzg1';
    const countable = (name: string) => toLicense({ ...row, id, name }, 'webex').seats?.countable;
    expect(countable('Hybrid - Google Calendar')).toBe(false);
    expect(countable('Unified Communication Manager (UCM)')).toBe(false);
    expect(countable('Basic Messaging')).toBe(false);
    expect(countable('Advanced Messaging')).toBe(true);
    expect(countable('Webex Calling - Basic')).toBe(true);
  });
});

describe('ids', () => {
  const encode = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '');

  it('tell type and uuid of a license, with a site, in any region', () => {
    expect(licenseIdParts(encode('ciscospark://us/LICENSE/org:EE_uuid_acme-demo.webex.com'))).toEqual({
      typeCode: 'EE',
      licenseUuid: 'uuid',
    });
    expect(licenseIdParts(encode('ciscospark://urn:TEAM:eu-central-1_k/LICENSE/org:MS_uuid'))).toEqual({
      typeCode: 'MS',
      licenseUuid: 'uuid',
    });
  });

  it('tell nothing where there is nothing to tell', () => {
    for (const id of [
      encode('ciscospark://us/LICENSE/0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d1'),
      'Y2lz...',
      '%%%',
    ]) {
      expect(licenseIdParts(id)).toBeNull();
    }
  });

  it('are accepted in the base64 forms and as bare uuids, and no other text is', () => {
    const uuid = '0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d1';
    for (const id of [licenseId('meetingsSuite'), uuid, `${encode('ciscospark://us/PEOPLE/x')}==`]) {
      for (const kind of ['LICENSE', 'USER', 'WORKSPACE'] as const) expect(acceptsId(kind, id)).toBe(true);
      for (const kind of ['DEVICE', 'ENTITY'] as const) expect(acceptsId(kind, id)).toBe(false);
    }
    const bad = [
      '',
      'short',
      '..',
      `${uuid}/../people x`,
      `${uuid}?id=1`,
      `${uuid},${uuid}`,
      `${uuid}\n`,
      'é'.repeat(40),
    ];
    for (const id of [...bad, 'a'.repeat(513)]) expect(acceptsId('LICENSE', id)).toBe(false);
    expect(acceptsId('USER', 'a'.repeat(201))).toBe(false);
  });

  it('of people are sent in the documented form', () => {
    const uuid = '7b0f5f0a-93c4-4f1c-9a55-1c2d3e4f5a6b';
    const full = 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS83YjBmNWYwYS05M2M0LTRmMWMtOWE1NS0xYzJkM2U0ZjVhNmI';
    expect(personId(uuid)).toBe(full);
    expect(personId(full)).toBe(full);
  });
});
