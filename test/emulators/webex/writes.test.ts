// PATCH /licenses/users of the Webex emulator: shapes, partial success, rules and codes.
import { describe, expect, it } from '@jest/globals';
import { access } from '../../../emulators/webex/index.ts';
import { licenseId } from '../../support/providers/webex.ts';
import { errorCodes, UserLicenses, type Answer, useWebex } from './client.ts';

const webex = useWebex();

const PLACE = access.locations[0]?.id ?? '';
const OTHER_PLACE = access.locations[1]?.id ?? '';
const SITE = 'acme.webex.com';
const add = (key: string, properties?: object) => ({ id: licenseId(key), operation: 'add', properties });
const remove = (key: string) => ({ id: licenseId(key), operation: 'remove' });
const attendee = (operation = 'add', siteUrl = SITE) => ({ siteUrl, accountType: 'attendee', operation });
const line = (extension = '7001', locationId = PLACE) => ({ locationId, extension });

/** Changes the person at a position of the list. */
async function change(position: number, licenses: object[], siteUrls: object[] = []): Promise<Answer> {
  const { id } = await webex.personAt(position);
  return webex.patch({ personId: id, licenses, siteUrls });
}
const held = async (position: number): Promise<string[]> => (await webex.personAt(position)).licenses ?? [];
const code = (answer: Answer) => [answer.status, ...errorCodes(answer)];

describe('a change', () => {
  it('is read back from person, counters and users, and answers with all that is held', async () => {
    const before = await webex.license('messaging');
    const answer = await change(5, [{ id: licenseId('messaging') }]);
    expect(answer.status).toBe(200);
    expect(UserLicenses.parse(answer.body).licenses).toEqual(await held(5));
    expect(await held(5)).toContain(licenseId('messaging'));
    expect((await webex.license('messaging')).consumedUnits).toBe(before.consumedUnits + 1);
    expect((await webex.users('messaging', 300)).rows.map(({ id }) => id)).toContain(
      (await webex.personAt(5)).id,
    );
    await change(5, [remove('messaging')]);
    expect((await webex.license('messaging')).consumedUnits).toBe(before.consumedUnits);
  });

  it('names the user and the organisation', async () => {
    const { id, emails } = await webex.personAt(5);
    const answer = await webex.patch({ email: emails[0]?.toLowerCase(), licenses: [add('messaging')] });
    expect(answer.body).toMatchObject({ personId: id, email: emails[0], orgId: access.tenants[0]?.orgId });
    expect(answer.body).not.toHaveProperty('pendingLicenses');
  });

  it('leaves the counters of UCM alone', async () => {
    const before = await webex.license('ucm');
    expect((await change(5, [add('ucm')])).status).toBe(200);
    expect(await held(5)).toContain(licenseId('ucm'));
    expect(await webex.license('ucm')).toEqual(before);
  });

  it('is no change where it is so already', async () => {
    const before = await held(0);
    expect((await change(0, [add('messaging'), remove('premiumAgent')])).status).toBe(200);
    expect(await held(0)).toEqual(before);
  });

  it('shows late by switch, in people and counters, and at once in the answer', async () => {
    webex.emulator.setSwitch('propagationLagMs', 60_000);
    const before = await webex.license('messaging');
    const answer = await change(5, [add('messaging')]);
    expect(UserLicenses.parse(answer.body).licenses).toContain(licenseId('messaging'));
    expect(await held(5)).not.toContain(licenseId('messaging'));
    expect(await webex.license('messaging')).toEqual(before);
    webex.emulator.clock.advance(60_001);
    expect(await held(5)).toContain(licenseId('messaging'));
    expect((await webex.license('messaging')).consumedUnits).toBe(before.consumedUnits + 1);
  });
});

describe('partial success', () => {
  const mixed = [add('messaging'), add('premiumAgent'), add('professional')];

  it('is a 206 of the same shape', async () => {
    const answer = await change(5, mixed);
    expect(answer.status).toBe(206);
    expect(answer.body).not.toHaveProperty('errors');
    const { licenses } = UserLicenses.parse(answer.body);
    expect(licenses).toEqual(expect.arrayContaining([licenseId('messaging'), licenseId('premiumAgent')]));
    expect(licenses).not.toContain(licenseId('professional'));
  });

  it('explains itself by switch', async () => {
    webex.emulator.setSwitch('partialErrors', true);
    expect(code(await change(5, mixed))).toEqual([206, 400_411]);
  });

  it('refuses everything by switch, as it was before', async () => {
    webex.emulator.setSwitch('partialSuccess', false);
    expect(code(await change(5, mixed))).toEqual([400, 400_411]);
    expect(await held(5)).not.toContain(licenseId('messaging'));
  });

  it('is a 400 with the first code when nothing worked', async () => {
    expect(code(await change(5, [remove('screenShare'), add('professional')]))).toEqual([
      400, 700_006, 400_411,
    ]);
  });

  it('removes first, whatever the order of the body', async () => {
    const before = await held(11);
    expect(before).toContain(licenseId('standardAgent'));
    const answer = await change(11, [add('premiumAgent'), remove('standardAgent')]);
    expect(answer.status).toBe(200);
    expect(await held(11)).toEqual(expect.arrayContaining([licenseId('premiumAgent')]));
  });
});

describe('requests refused as a whole', () => {
  it.each([
    ['nobody named', { licenses: [add('messaging')] }],
    ['nothing to do', { email: 'x@acme.example' }],
    ['empty lists', { email: 'x@acme.example', licenses: [], siteUrls: [] }],
    ['a license without id', { email: 'x@acme.example', licenses: [{ operation: 'add' }] }],
    [
      'another operation',
      { email: 'x@acme.example', licenses: [{ id: licenseId('ucm'), operation: 'set' }] },
    ],
    ['a site without a role', { email: 'x@acme.example', siteUrls: [{ siteUrl: SITE }] }],
    ['a host role', { email: 'x@acme.example', siteUrls: [{ siteUrl: SITE, accountType: 'host' }] }],
    ['the same id twice', { email: 'x@acme.example', licenses: [add('ucm'), remove('ucm')] }],
    ['a raw person id', { personId: '0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d1', licenses: [add('ucm')] }],
    [
      'a raw organisation',
      { email: 'x@acme.example', orgId: '0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d1', licenses: [add('ucm')] },
    ],
    ['no object', [1]],
  ])('%s', async (_name, json) => {
    expect((await webex.patch(json)).status).toBe(400);
  });

  it('an unknown user, two users, another media type, broken JSON', async () => {
    const licenses = [add('ucm')];
    expect((await webex.patch({ email: 'stranger@acme.example', licenses })).status).toBe(404);
    const one = await webex.personAt(1);
    const two = await webex.personAt(2);
    expect((await webex.patch({ email: one.emails[0], personId: two.id, licenses })).status).toBe(400);
    expect((await webex.patch({ email: one.emails[0], personId: one.id, licenses })).status).toBe(200);
    const request = { method: 'PATCH', json: { email: one.emails[0], licenses } };
    expect(
      (await webex.call('/licenses/users', { ...request, headers: { 'content-type': 'text/plain' } })).status,
    ).toBe(415);
    const broken = await fetch(`${webex.emulator.url}/v1/licenses/users`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${access.accessToken}`, 'content-type': 'application/json' },
      body: '{"email":',
    });
    expect(broken.status).toBe(400);
  });

  it('an unknown license, which fails alone by switch', async () => {
    const licenses = [{ id: 'unknown' }, add('messaging')];
    expect(code(await change(5, licenses))).toEqual([400, 400_000]);
    expect(await held(5)).not.toContain(licenseId('messaging'));
    webex.emulator.setSwitch('unknownLicense', 'operation');
    expect((await change(5, licenses)).status).toBe(206);
    expect(await held(5)).toContain(licenseId('messaging'));
  });
});

describe('which licenses go together', () => {
  // Positions: 0 Professional, Attendant Console; 2 Standard; 4 Professional, CX Essentials; 5 nothing of these; 89 nothing at all.
  it.each([
    [
      'Professional traded for Standard',
      0,
      [remove('professional'), add('standard', line())],
      [400, 400_112, 400_112],
    ],
    ['Standard beside Professional', 0, [add('standard', line())], [400, 400_404]],
    ['Professional beside Standard', 2, [add('professional', line())], [400, 400_404]],
    ['Attendant Console beside Standard', 2, [add('attendantConsole', line())], [400, 400_406]],
    ['CX Essentials beside Standard', 2, [add('cxEssentials', line())], [400, 400_407]],
    ['Attendant Console before Professional', 5, [add('attendantConsole', line())], [400, 400_408]],
    ['calling without properties', 5, [add('professional')], [400, 400_411]],
    ['two of an exclusive group', 11, [add('premiumAgent')], [400, 400_413]],
    ['Professional of two subscriptions', 0, [add('professionalOver', line('4000'))], [400, 400_413]],
    ['paid messaging without the free one', 89, [add('messaging')], [400, 700_003]],
    ['paid meeting without the free one', 89, [add('meetingsSuite')], [400, 700_004]],
    ['free meeting without free messaging', 89, [add('basicMeetings')], [400, 700_005]],
    ['free messaging taken from under paid', 0, [remove('basicMessaging')], [400, 700_003]],
    ['free messaging taken from under meetings', 5, [remove('basicMessaging')], [400, 700_005]],
    ['free meeting taken from under paid', 5, [remove('basicMeetings')], [400, 700_004]],
    ['screen share removed', 5, [remove('screenShare')], [400, 700_006]],
    ['a workspace license for a user', 5, [add('workspaces')], [400, 400]],
    ['a route list for a user', 5, [add('routeList')], [400, 400]],
  ])('%s', async (_name, position, licenses, expected) => {
    expect(code(await change(position, licenses))).toEqual(expected);
  });

  it('trades CX Essentials for Standard neither', async () => {
    await change(5, [add('cxEssentials', line())]);
    const answer = await change(5, [remove('cxEssentials'), add('standard', line())]);
    expect(code(answer)).toEqual([400, 400_410, 400_410]);
    expect(await held(5)).toContain(licenseId('cxEssentials'));
  });

  it('upgrades Standard to Professional in one body', async () => {
    const answer = await change(2, [add('professional', line()), remove('standard')]);
    expect(answer.status).toBe(200);
    expect(await held(2)).toContain(licenseId('professional'));
    expect(await held(2)).not.toContain(licenseId('standard'));
  });

  it('adds Professional and then Attendant Console in the order of the body', async () => {
    expect((await change(5, [add('professional', line()), add('attendantConsole', line())])).status).toBe(
      200,
    );
    expect(
      (await change(6, [add('attendantConsole', line('7002')), add('professional', line('7002'))])).status,
    ).toBe(206);
  });

  it('manages messaging per user unless the switch says otherwise', async () => {
    webex.emulator.setSwitch('messagingPerUser', false);
    expect(code(await change(5, [add('messaging')]))).toEqual([400, 400_118]);
    expect(code(await change(0, [remove('messaging')]))).toEqual([400, 400_118]);
  });
});

describe('seats', () => {
  it('run out, except for calling', async () => {
    const [status, synthetic] = code(await change(6, [add('translations')]));
    expect([status, synthetic]).toEqual([400, 999_001]);
    const before = await webex.license('professionalOver');
    expect((await change(5, [add('professionalOver', line())])).status).toBe(200);
    expect((await webex.license('professionalOver')).consumedUnits).toBe(before.totalUnits + 4);
  });

  it('are judged by switch', async () => {
    webex.emulator.setSwitch('overage', 'none');
    expect(code(await change(5, [add('professionalOver', line())]))).toEqual([400, 999_001]);
    webex.emulator.setSwitch('overage', 'all');
    expect((await change(6, [add('translations')])).status).toBe(200);
  });

  it('come free when somebody leaves', async () => {
    await change(5, [remove('translations')]);
    expect((await change(6, [add('translations')])).status).toBe(200);
    expect(code(await change(7, [add('translations')]))).toEqual([400, 999_001]);
  });
});

describe('calling', () => {
  it('gives location and extension with the routing prefix', async () => {
    await change(5, [add('professional', line('7001'))]);
    expect(await webex.person((await webex.personAt(5)).id)).toMatchObject({
      locationId: PLACE,
      extension: '7001',
      phoneNumbers: [{ type: 'work_extension', value: '8107001', primary: true }],
    });
  });

  it('takes a number of the inventory, with or without plus, and finds its location', async () => {
    const number = access.locations[2]?.numbers.at(-1) ?? '';
    await change(5, [add('professional', { phoneNumber: number.slice(1) })]);
    expect(await webex.person((await webex.personAt(5)).id)).toMatchObject({
      locationId: access.locations[2]?.id,
      phoneNumbers: [{ type: 'work', value: number, primary: true }],
    });
    expect(code(await change(6, [add('professional', { phoneNumber: number })]))).toEqual([400, 400]);
  });

  it.each([
    ['neither number nor extension', { locationId: PLACE }],
    ['an extension without location', { extension: '7001' }],
    ['an unknown location', { locationId: 'nowhere', extension: '7001' }],
    ['a number of nobody', { phoneNumber: '+12025559999', locationId: PLACE }],
    ['a number of another location', { phoneNumber: access.locations[1]?.numbers.at(-1), locationId: PLACE }],
    ['a number of somebody else', { phoneNumber: access.locations[0]?.numbers[0] }],
  ])('refuses %s', async (_name, properties) => {
    expect(code(await change(5, [add('professional', properties)]))).toEqual([400, 400]);
  });

  it('keeps the location while the license is held, and loses it with the license', async () => {
    await change(5, [add('professional', line())]);
    expect(code(await change(5, [add('attendantConsole', line('7001', OTHER_PLACE))]))).toEqual([400, 400]);
    await change(5, [remove('professional')]);
    const after = await webex.person((await webex.personAt(5)).id);
    for (const field of ['locationId', 'extension', 'phoneNumbers']) expect(after).not.toHaveProperty(field);
    expect((await change(5, [add('professional', line('7001', OTHER_PLACE))])).status).toBe(200);
  });

  it('lets a released number be assigned again', async () => {
    const phoneNumber = access.locations[0]?.numbers[0];
    await change(0, [remove('professional'), remove('attendantConsole')]);
    expect((await change(5, [add('professional', { phoneNumber })])).status).toBe(200);
  });

  it('wants all of it repeated for CX Essentials', async () => {
    const { extension, locationId } = await webex.person((await webex.personAt(12)).id);
    const phoneNumber = access.locations[0]?.numbers[1];
    const same = { extension, locationId, phoneNumber };
    expect(code(await change(12, [add('cxEssentials', { extension, locationId })]))).toEqual([400, 400]);
    expect((await change(12, [add('cxEssentials', same)])).status).toBe(200);
  });
});

describe('hosts and attendees', () => {
  it('takes attendees in any case and answers in capitals, in small letters by switch', async () => {
    const asked = { siteUrl: SITE, accountType: 'ATTENDEE' };
    const answer = await change(9, [], [asked]);
    expect(UserLicenses.parse(answer.body).siteUrls).toEqual([{ siteUrl: SITE, accountType: 'ATTENDEE' }]);
    webex.emulator.setSwitch('accountTypeCase', 'lower');
    const host = UserLicenses.parse((await change(0, [add('ucm')])).body).siteUrls;
    expect(host).toEqual([{ siteUrl: SITE, accountType: 'host' }]);
    expect((await webex.personAt(9))['siteUrls']).toEqual([`${SITE}#attendee`]);
  });

  it('exclude each other per site', async () => {
    expect(code(await change(8, [add('meetingsSuite')]))).toEqual([400, 400]);
    expect(code(await change(5, [], [attendee()]))).toEqual([400, 400]);
    expect((await change(8, [add('meetingsSuite')], [attendee('remove')])).status).toBe(200);
    expect((await change(8, [remove('meetingsSuite')], [attendee()])).status).toBe(200);
    expect((await webex.personAt(8))['siteUrls']).toEqual([`${SITE}#attendee`]);
  });

  it('refuses unknown sites, sites without the feature, and site administrators', async () => {
    expect(code(await change(9, [], [attendee('add', 'nowhere.webex.com')]))).toEqual([400, 400_216]);
    expect(code(await change(9, [], [attendee('add', 'acme-events.webex.com')]))).toEqual([400, 400_216]);
    await change(1, [remove('meetingsSuite')]);
    expect(code(await change(1, [], [attendee()]))).toEqual([400, 400]);
  });

  it('leaves empty groups out, and keeps them by switch', async () => {
    const first = await change(89, [add('ucm'), add('call')]);
    expect(first.body).not.toHaveProperty('siteUrls');
    webex.emulator.setSwitch('emptyGroups', 'empty');
    expect((await change(89, [remove('ucm')])).body).toMatchObject({ siteUrls: [] });
  });
});

describe('external users', () => {
  const stranger = 'Nils.Blank@Partner.example';

  it('are offered a site license, pending until they accept', async () => {
    const before = await webex.license('meetingsSuite');
    const answer = await webex.patch({ email: stranger, licenses: [add('meetingsSuite')] });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        email: stranger,
        pendingLicenses: [licenseId('meetingsSuite')],
        pendingSiteUrls: [{ siteUrl: SITE, accountType: 'HOST' }],
      },
    });
    expect(answer.body).not.toHaveProperty('licenses');
    expect(answer.body).not.toMatchObject({ orgId: access.tenants[0]?.orgId });
    expect((await webex.license('meetingsSuite')).consumedUnits).toBe(before.consumedUnits + 1);
    expect((await webex.users('meetingsSuite', 300)).rows.map(({ email }) => email)).not.toContain(stranger);
  });

  it('accept with the clock by switch', async () => {
    webex.emulator.setSwitch('externalAcceptAfterMs', 60_000);
    await webex.patch({ email: stranger, licenses: [add('meetingsSuite')] });
    webex.emulator.clock.advance(60_001);
    expect((await webex.users('meetingsSuite', 300)).rows.map(({ email }) => email)).toContain(stranger);
    const answer = await webex.patch({ email: stranger, licenses: [add('meetingsSuite')] });
    expect(answer.body).toMatchObject({ licenses: [licenseId('meetingsSuite')] });
    expect(answer.body).not.toHaveProperty('pendingLicenses');
  });

  it('count when pending unless the switch says otherwise', async () => {
    const counted = (await webex.license('meetingsSuite')).consumedUnits;
    webex.emulator.setSwitch('countPending', false);
    expect((await webex.license('meetingsSuite')).consumedUnits).toBe(counted - 2);
  });

  it('take nothing but meeting sites', async () => {
    expect(code(await webex.patch({ email: stranger, licenses: [add('messaging')] }))).toEqual([400, 400]);
    const site = await webex.patch({ email: stranger, siteUrls: [attendee()] });
    expect(site.body).toMatchObject({ pendingSiteUrls: [{ siteUrl: SITE, accountType: 'ATTENDEE' }] });
    expect(
      code(await webex.patch({ email: 'Cora.Closed@partner.example', licenses: [add('meetingsSuite')] })),
    ).toEqual([400, 400]);
  });

  it('cannot swap what is pending: delete, then add', async () => {
    const email = 'Xenia.Tanaka@Partner.example';
    const swap = await webex.patch({ email, licenses: [remove('meetingsSuite'), add('meetingCenter')] });
    expect(swap.status).toBe(206);
    const answer = await webex.patch({ email, licenses: [add('meetingCenter')] });
    expect(UserLicenses.parse(answer.body).pendingLicenses).toEqual([licenseId('meetingCenter')]);
  });

  it('disappear with their last license', async () => {
    const { rows } = await webex.users('meetingsSuite', 300);
    const external = rows.find(({ type }) => type === 'EXTERNAL');
    await webex.patch({ personId: external?.id, licenses: [remove('meetingsSuite')] });
    expect((await webex.users('meetingsSuite', 300)).rows).toEqual(
      rows.filter(({ id }) => id !== external?.id),
    );
  });
});
