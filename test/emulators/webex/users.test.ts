// People as the Webex emulator shows them, and the old way to change them.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { person as companyPerson, uuid } from '../../../emulators/seed/organisation.ts';
import { access } from '../../../emulators/webex/index.ts';
import { licenseId, webexId } from '../../support/providers/webex.ts';
import { errorCodes, nextLink, Person, useWebex } from './client.ts';

const webex = useWebex();

const personId = (index: number): string => webexId(`PEOPLE/${uuid('webex', index)}`);
const Items = z.object({ items: z.array(Person), notFoundIds: z.array(z.string()).optional() });
const list = async (path: string, token = access.accessToken) =>
  Items.parse((await webex.call(path, { token })).body);

describe('the walk', () => {
  it.each(['cursor', 'after'])('passes everybody once, by %s', async (style) => {
    webex.emulator.setSwitch('peopleLink', style);
    const { rows, pages } = await webex.people('/people?max=7');
    expect(new Set(rows.map(({ id }) => id)).size).toBe(180);
    expect([rows.length, pages]).toEqual([180, 26]);
    expect(nextLink(await webex.call('/people?max=7'))).toContain(`&${style}=`);
  });

  it('gives a hundred by default and clamps what is too large, with a link', async () => {
    expect((await list('/people')).items).toHaveLength(100);
    expect((await list('/people?max=5000')).items).toHaveLength(180);
    expect((await list('/people?max=5000&callingData=true')).items).toHaveLength(100);
    const place = access.locations[0]?.id ?? '';
    expect((await list(`/people?max=5000&locationId=${place}`)).items.length).toBeLessThanOrEqual(50);
    webex.emulator.setSwitch('peopleMaxCeiling', 20);
    const clamped = await webex.call('/people?max=5000');
    expect(Items.parse(clamped.body).items).toHaveLength(20);
    expect(nextLink(clamped)).toBeDefined();
  });

  it('carries licenses for administrators', async () => {
    const { rows } = await webex.people('/people?max=1000');
    const holders = rows.filter(({ licenses }) => licenses?.includes(licenseId('professional')));
    expect(holders).toHaveLength((await webex.license('professional')).consumedByUsers ?? 0);
    expect(rows[89]?.licenses).toEqual([]);
  });

  it('refuses impossible pages and alien cursors', async () => {
    for (const query of ['max=0', 'max=-3', 'max=x', 'cursor=zzz', 'after=zzz']) {
      expect((await webex.call(`/people?${query}`)).status).toBe(400);
    }
  });

  it('times out on large pages with calling data by switch', async () => {
    webex.emulator.setSwitch('callingDataTimeoutAbove', 50);
    expect((await webex.call('/people?callingData=true&max=51')).status).toBe(504);
    expect((await webex.call('/people?callingData=true&max=50')).status).toBe(200);
    expect((await webex.call('/people?max=100')).status).toBe(200);
  });

  it('lacks the list key on an extra page by switch', async () => {
    webex.emulator.setSwitch('tailPage', 'no-list-key');
    const tail = await webex.call(nextLink(await webex.call('/people?max=1000')) ?? '');
    expect(tail).toMatchObject({ status: 200, body: {} });
    expect(tail.body).not.toHaveProperty('items');
    expect(nextLink(tail)).toBeDefined();
  });
});

describe('filters', () => {
  it('finds an address whole, in any case unless the switch says otherwise', async () => {
    const email = companyPerson(60).email;
    const found = (await list(`/people?email=${email}`)).items;
    expect(found.map(({ emails }) => emails)).toEqual([['Ada.Sato.60@Acme.example']]);
    expect((await list(`/people?email=${email.slice(0, -1)}`)).items).toEqual([]);
    webex.emulator.setSwitch('emailCaseSensitive', true);
    expect((await list(`/people?email=${email}`)).items).toEqual([]);
    expect((await list('/people?email=Ada.Sato.60@Acme.example')).items).toHaveLength(1);
  });

  it('writes most addresses in another case than the company', async () => {
    const { rows } = await webex.people('/people?max=1000');
    const differing = rows.filter(({ emails }, position) => emails[0] !== companyPerson(60 + position).email);
    expect(differing).toHaveLength(108);
    for (const [position, { emails }] of rows.entries()) {
      expect(emails[0]?.toLowerCase()).toBe(companyPerson(60 + position).email);
    }
  });

  it('finds names by prefix, people by role and by location', async () => {
    const names = (await list('/people?displayName=chlo%C3%A9')).items;
    expect(names.length).toBeGreaterThan(0);
    for (const found of names) expect(found['displayName']).toMatch(/^Chloé /);
    const admin = await webex.personAt(0);
    const [role = ''] = z.array(z.string()).parse(admin['roles']);
    expect((await list(`/people?roles=${role}`)).items.map(({ id }) => id)).toEqual([admin.id]);
    const place = access.locations[1]?.id ?? '';
    const there = (await list(`/people?locationId=${place}&callingData=true&max=50`)).items;
    expect(there.length).toBeGreaterThan(0);
    for (const found of there) expect(found['locationId']).toBe(place);
  });
});

describe('the list by id', () => {
  it('has names and addresses but no admin or presence fields', async () => {
    const { items, notFoundIds } = await list(`/people?id=${personId(60)},${personId(61)},nobody`);
    expect(notFoundIds).toEqual(['nobody']);
    expect(items.map(({ id }) => id)).toEqual([personId(60), personId(61)]);
    expect(items[0]).toMatchObject({ userName: 'Ada.Sato.60@Acme.example', displayName: 'Ada Sato' });
    for (const field of [
      'licenses',
      'roles',
      'siteUrls',
      'status',
      'lastActivity',
      'invitePending',
      'loginEnabled',
    ]) {
      expect(items[0]).not.toHaveProperty(field);
    }
    webex.emulator.setSwitch('idListLicenses', true);
    expect((await list(`/people?id=${personId(60)}`)).items[0]?.licenses).toContain(
      licenseId('professional'),
    );
  });

  it('takes 85 ids and no other filter', async () => {
    const ids = Array.from({ length: 86 }, (_, at) => personId(60 + at));
    expect((await list(`/people?id=${ids.slice(0, 85).join(',')}`)).items).toHaveLength(85);
    expect((await webex.call(`/people?id=${ids.join(',')}`)).status).toBe(400);
    expect((await webex.call(`/people?id=${personId(60)}&displayName=Ada`)).status).toBe(400);
  });
});

describe('one person', () => {
  it('is found by id, by raw uuid and as oneself', async () => {
    for (const path of [personId(60), uuid('webex', 60), 'me']) {
      expect((await webex.call(`/people/${path}`)).body).toMatchObject({ id: personId(60), type: 'person' });
    }
    expect((await webex.call('/people/me', { token: access.userAccessToken })).body).toMatchObject({
      id: personId(65),
    });
    for (const path of [personId(59), 'nobody'])
      expect((await webex.call(`/people/${path}`)).status).toBe(404);
  });

  it('has calling fields only on request', async () => {
    expect((await webex.call(`/people/${personId(60)}`)).body).not.toHaveProperty('locationId');
    expect(await webex.person(personId(64))).toMatchObject({
      extension: '4004',
      phoneNumbers: [
        { type: 'work', value: '+12025550130', primary: true },
        { type: 'work_extension', value: '8204004', primary: false },
      ],
    });
  });

  it('shows invitations as booleans, as text by switch', async () => {
    const invited = await webex.personAt(7);
    expect(invited).toMatchObject({ status: 'pending', invitePending: true, loginEnabled: false });
    expect(invited).not.toHaveProperty('lastActivity');
    expect(await webex.personAt(6)).toMatchObject({ invitePending: false, loginEnabled: true });
    webex.emulator.setSwitch('flagsAsStrings', true);
    expect(await webex.personAt(7)).toMatchObject({ invitePending: 'true', loginEnabled: 'false' });
  });

  it('hides presence when asked to, and where it is not shared', async () => {
    expect(await webex.personAt(0)).toHaveProperty('status');
    expect(await webex.personAt(49)).not.toHaveProperty('status');
    expect((await list('/people?excludeStatus=true&max=1')).items[0]).not.toHaveProperty('status');
  });

  it('names sites of hosts, attendees and neither', async () => {
    expect(await webex.personAt(0)).toMatchObject({ siteUrls: ['acme.webex.com'] });
    expect(await webex.personAt(8)).toMatchObject({ siteUrls: ['acme.webex.com#attendee'] });
    const neither = await webex.personAt(7);
    expect(neither).toMatchObject({ siteUrls: ['acme.webex.com'] });
    expect(neither.licenses).not.toContain(licenseId('meetingsSuite'));
  });
});

describe('callers without the admin role', () => {
  it('must name somebody, and see no admin fields', async () => {
    const token = access.userAccessToken;
    expect((await webex.call('/people', { token })).status).toBe(400);
    const [found] = (await list(`/people?email=${companyPerson(60).email}`, token)).items;
    expect(found).toMatchObject({ displayName: 'Ada Sato' });
    for (const field of ['licenses', 'roles', 'invitePending', 'loginEnabled'])
      expect(found).not.toHaveProperty(field);
  });
});

describe('PUT', () => {
  const put = (id: string, json: unknown, query = '') =>
    webex.call(`/people/${id}${query}`, { method: 'PUT', json });

  it('replaces the whole person: what is missing is gone', async () => {
    const before = await webex.personAt(3);
    const kept = before.licenses?.filter((id) => id !== licenseId('messaging')) ?? [];
    const answer = await put(before.id, { ...before, displayName: 'New Name', licenses: kept });
    expect(answer).toMatchObject({ status: 200, body: { displayName: 'New Name', licenses: kept } });
    expect(await webex.person(before.id)).toMatchObject({ displayName: 'New Name', licenses: kept });
  });

  it('applies what is valid and skips the rest silently', async () => {
    const before = await webex.personAt(8);
    const licenses = [
      ...(before.licenses ?? []),
      licenseId('premiumAgent'),
      licenseId('meetingsSuite'),
      'unknown',
    ];
    const after = Person.parse((await put(before.id, { ...before, licenses })).body);
    expect(after.licenses).toContain(licenseId('premiumAgent'));
    expect(after.licenses).not.toContain(licenseId('meetingsSuite'));
  });

  it('takes attendee roles away only with showAllTypes', async () => {
    const before = await webex.personAt(8);
    const body = { ...before, siteUrls: [] };
    expect((await put(before.id, body)).body).toMatchObject({ siteUrls: ['acme.webex.com#attendee'] });
    expect((await put(before.id, body, '?showAllTypes=true')).body).toMatchObject({ siteUrls: [] });
  });

  it('fails without the implicit licenses, after having changed the rest', async () => {
    const before = await webex.personAt(3);
    const answer = await put(before.id, { displayName: 'X', licenses: [] });
    expect([answer.status, ...errorCodes(answer)]).toEqual([400, 700_006]);
    expect((await webex.person(before.id)).licenses).toEqual([licenseId('screenShare')]);
  });

  it('answers little with minResponse, refuses strangers, readers and half a body', async () => {
    const before = await webex.personAt(3);
    const small = await put(before.id, before, '?minResponse=true');
    expect(small.status).toBe(200);
    expect(small.body).not.toHaveProperty('licenses');
    expect((await put(personId(1), before)).status).toBe(404);
    expect((await put(before.id, { emails: before.emails })).status).toBe(400);
    expect((await put(before.id, { ...before, emails: ['other@acme.example'] })).status).toBe(400);
    const token = access.readOnlyAccessToken;
    expect((await webex.call(`/people/${before.id}`, { method: 'PUT', json: before, token })).status).toBe(
      403,
    );
  });
});
