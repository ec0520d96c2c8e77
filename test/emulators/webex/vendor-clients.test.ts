// What the vendor's own clients ask for: slashes at the end, booleans in any case, single things, and what they send back.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { access } from '../../../emulators/webex/index.ts';
import { licenseId, webexId } from '../../support/providers/webex.ts';
import { useWebex } from './client.ts';

const webex = useWebex();

const Row = z.looseObject({ id: z.string() });
const ORGANIZATION = access.tenants[0]?.orgId ?? '';

describe('a slash at the end', () => {
  it.each([
    '/licenses',
    `/licenses/${licenseId('ucm')}`,
    '/people',
    '/people/me',
    '/workspaces',
    '/devices',
    '/organizations',
    `/organizations/${ORGANIZATION}`,
    '/locations',
    '/roles',
  ])('makes no difference to GET %s', async (path) => {
    const plain = await webex.call(path);
    expect(plain.status).toBe(200);
    expect(await webex.call(`${path}/`)).toMatchObject({ status: 200, body: plain.body });
  });

  it('goes with a query, and with writes', async () => {
    const { id } = await webex.personAt(5);
    expect((await webex.call(`/people/?id=${id}`)).body).toMatchObject({ items: [{ id }] });
    const json = { personId: id, licenses: [{ id: licenseId('messaging') }] };
    expect((await webex.call('/licenses/users/', { method: 'PATCH', json })).status).toBe(200);
  });

  it('is no id, and no path that there is not', async () => {
    expect((await webex.call('/people//')).status).toBe(404);
    expect((await webex.call('/nowhere/')).status).toBe(404);
    expect((await webex.call('/licenses/', { method: 'POST' })).status).toBe(405);
  });
});

describe('booleans', () => {
  it.each(['true', 'True', 'TRUE'])('may be %s', async (yes) => {
    const { id } = await webex.personAt(4);
    expect((await webex.call(`/people/${id}?callingData=${yes}`)).body).toHaveProperty('extension');
    expect((await webex.call(`/people/${id}?excludeStatus=${yes}`)).body).not.toHaveProperty('status');
    expect((await webex.call(`/workspaces?includeDevices=${yes}`)).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ devices: expect.any(Array) })]),
    });
    const attendee = await webex.personAt(8);
    const json = { ...attendee, siteUrls: [] };
    const query = `?showAllTypes=${yes}&minResponse=${yes}`;
    const small = await webex.call(`/people/${attendee.id}${query}`, { method: 'PUT', json });
    expect(small.body).not.toHaveProperty('licenses');
    expect(await webex.person(attendee.id)).toMatchObject({ siteUrls: [] });
  });

  it.each(['false', 'False', ''])('are not set by %j', async (no) => {
    const { id } = await webex.personAt(4);
    const { body } = await webex.call(`/people/${id}?callingData=${no}&excludeStatus=${no}`);
    expect(body).not.toHaveProperty('extension');
    expect(body).toHaveProperty('status');
  });
});

describe('single things', () => {
  it('are the organisation, as its list has it', async () => {
    const { body } = await webex.call(`/organizations/${ORGANIZATION}`);
    expect(body).toEqual({ id: ORGANIZATION, displayName: 'Acme', created: expect.any(String) });
    expect((await webex.call('/organizations')).body).toEqual({ items: [body] });
    const other = webexId('ORGANIZATION/00000000-0000-4000-8000-000000000000');
    expect((await webex.call(`/organizations/${other}`)).status).toBe(404);
    expect((await webex.call(`/organizations/${ORGANIZATION}`, { token: 'none' })).status).toBe(401);
  });

  it('are devices, as their list has them', async () => {
    const { rows } = await webex.walk('/devices', 'items', Row);
    expect(rows).toHaveLength(8);
    for (const device of rows) expect((await webex.call(`/devices/${device.id}`)).body).toEqual(device);
    expect((await webex.call(`/devices/${webexId('DEVICE/x')}`)).status).toBe(404);
    const token = access.applicationsAccessToken;
    expect((await webex.call(`/devices/${rows[0]?.id}`, { token })).status).toBe(403);
  });
});

describe('lists without licenses', () => {
  it('are the locations, by id and by name, in pages', async () => {
    const { rows, pages } = await webex.walk('/locations?max=2', 'items', Row);
    expect(pages).toBe(2);
    const known = access.locations.map(({ id, name }) => ({ id, name, orgId: ORGANIZATION }));
    expect(rows).toEqual(known);
    const [first, second] = known;
    expect((await webex.call(`/locations?id=${first?.id}`)).body).toEqual({ items: [first] });
    const name = encodeURIComponent(second?.name ?? '');
    expect((await webex.call(`/locations?name=${name}`)).body).toEqual({ items: [second] });
    expect((await webex.call('/locations', { token: access.applicationsAccessToken })).status).toBe(403);
  });

  it('are the roles, under the ids that people have them by', async () => {
    const { rows, pages } = await webex.walk('/roles', 'items', Row);
    const roles = z.array(z.string()).parse((await webex.personAt(0))['roles']);
    expect(roles).toEqual([rows[0]?.id]);
    expect([rows[0]?.['name'], rows.length, pages]).toEqual(['Full Administrator', 2, 1]);
  });
});

describe('a person sent back as it was read', () => {
  it('may have a null extension, and other nulls', async () => {
    const before = await webex.personAt(5);
    const json = { ...before, extension: null, locationId: null, title: null };
    const answer = await webex.call(`/people/${before.id}`, { method: 'PUT', json });
    expect(answer).toMatchObject({ status: 200, body: { licenses: before.licenses } });
    expect(answer.body).not.toHaveProperty('title');
  });
});
