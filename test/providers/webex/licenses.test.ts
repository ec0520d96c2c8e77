// Licenses: the catalogue, what is made of its rows, and ids. And what an account says of itself.
import { describe, expect, it } from '@jest/globals';
import { access } from '../../../emulators/webex/index.ts';
import type { License } from '../../../src/domain/license.ts';
import { isId, canonicalId, licenseIdParts } from '../../../src/providers/webex/ids.ts';
import { toLicense } from '../../../src/providers/webex/reads/licenses.ts';
import { capabilitiesOf } from '../../support/accounts.ts';
import { present } from '../../support/assertions.ts';
import { offline, useProvider } from '../../support/provider.ts';
import { licenseId, webexId } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('webex');
const { account } = bench;

async function license(name: string): Promise<License> {
  const { items: catalogue } = await account.catalogue(testCall());
  return present(catalogue.find(({ externalId }) => externalId === licenseId(name)));
}

describe('the catalogue', () => {
  it('is one call, every license once', async () => {
    const { items: catalogue } = await account.catalogue(testCall());
    expect(bench.calls()).toEqual(['GET /licenses']);
    expect(new Set(catalogue.map((one) => one.externalId)).size).toBe(catalogue.length);
    expect(catalogue).toHaveLength(Object.keys(access.licenseIds).length);
  });

  it('carries seats and everything Webex tells of a license', async () => {
    expect(await license('meetingsSuite')).toEqual({
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
    const { seats } = await license('professionalOver');
    expect(seats).toMatchObject({ total: 13, assigned: 16, available: -3, countable: true });
  });

  it('counts no seats of free, hybrid and UCM licenses', async () => {
    const free = ['basicMessaging', 'basicMeetings', 'screenShare', 'call'];
    for (const name of [...free, 'exchangeCalendar', 'ucm']) {
      const { seats } = await license(name);
      expect(seats).toMatchObject({ countable: false, available: null });
      expect(seats?.total).toBe(180);
    }
  });

  it('tells who can hold what', async () => {
    expect((await license('professional')).assigneeKinds).toEqual(['USER', 'WORKSPACE']);
    expect((await license('workspaces')).assigneeKinds).toEqual(['WORKSPACE']);
    expect((await license('hotDesk')).assigneeKinds).toEqual(['WORKSPACE']);
    expect((await license('messaging')).assigneeKinds).toEqual(['USER']);
    expect((await license('routeList')).assigneeKinds).toEqual([]);
  });

  it('is read once for all who read it at the same time', async () => {
    await Promise.all(Array.from({ length: 50 }, () => account.catalogue(testCall())));
    expect(bench.calls()).toHaveLength(1);
  });
});

describe('classification, as wxc_sdk does it', () => {
  const row = {
    id: licenseId('professional'),
    total: 1,
    assigned: 0,
    assignedToUsers: 0,
    assignedToWorkspaces: 0,
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
  const UUID = '0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d1';

  it('tell type and uuid of a license, with a site, in any region', () => {
    expect(licenseIdParts(webexId('LICENSE/org:EE_uuid_acme-demo.webex.com'))).toEqual({
      typeCode: 'EE',
      licenseUuid: 'uuid',
    });
    const elsewhere = Buffer.from('ciscospark://urn:TEAM:eu-central-1_k/LICENSE/org:MS_uuid');
    expect(licenseIdParts(elsewhere.toString('base64url'))).toEqual({ typeCode: 'MS', licenseUuid: 'uuid' });
  });

  it('tell nothing where there is nothing to tell', () => {
    for (const id of [webexId(`LICENSE/${UUID}`), 'Y2lz...', '%%%']) expect(licenseIdParts(id)).toBeNull();
  });

  it('are accepted in the base64 forms and as bare uuids, and no other text is', () => {
    for (const id of [licenseId('meetingsSuite'), UUID, `${webexId('PEOPLE/x')}==`]) {
      for (const kind of ['LICENSE', 'USER', 'WORKSPACE'] as const) expect(isId(kind, id)).toBe(true);
      for (const kind of ['DEVICE', 'ENTITY'] as const) expect(isId(kind, id)).toBe(false);
    }
    const bad = ['', 'short', '..', `${UUID}/../people x`, `${UUID}?id=1`, `${UUID},${UUID}`, `${UUID}\n`];
    for (const id of [...bad, 'é'.repeat(40), 'a'.repeat(513)]) expect(isId('LICENSE', id)).toBe(false);
    expect(isId('USER', 'a'.repeat(201))).toBe(false);
  });

  it('of people are sent in the documented form', () => {
    const uuid = '7b0f5f0a-93c4-4f1c-9a55-1c2d3e4f5a6b';
    const full = 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS83YjBmNWYwYS05M2M0LTRmMWMtOWE1NS0xYzJkM2U0ZjVhNmI';
    expect(canonicalId('USER', uuid)).toBe(full);
    expect(canonicalId('USER', full)).toBe(full);
  });
});

describe('the account', () => {
  it('names its abilities, and leaves out what Webex has not', () => {
    const described = offline('webex');
    const capabilities = capabilitiesOf(['USER', 'WORKSPACE'], { lookup: 85, assignment: 1 }, 'reportsSeats');
    expect(described.account).toEqual({ key: 'webex', provider: 'WEBEX', name: 'Webex', capabilities });
    for (const lacking of ['devices', 'entities', 'inferLicenses', 'featureToggle']) {
      expect(described).not.toHaveProperty(lacking);
    }
  });
});
