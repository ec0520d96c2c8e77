// Licenses and their users as the Webex emulator lists them.
import { describe, expect, it } from '@jest/globals';
import { access } from '../../../emulators/webex/index.ts';
import { licenseId, webexId } from '../../support/providers/webex.ts';
import { nextLink, useWebex } from './client.ts';

const webex = useWebex();

const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf8');

describe('the list', () => {
  it('has ids in the real format: one prefix of eighty characters, a site at the end of site licenses', async () => {
    const all = await webex.licenses();
    expect(new Set(all.map(({ id }) => id.slice(0, 80))).size).toBe(1);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id } of all) expect(id).toMatch(/^[A-Za-z0-9]+$/);
    expect(decode(licenseId('meetingsSuite'))).toMatch(/:EE_[0-9a-f-]{36}_acme\.webex\.com$/);
    expect(decode(licenseId('professional'))).toMatch(
      /^ciscospark:\/\/us\/LICENSE\/[0-9a-f-]{36}:BCSTD_[0-9a-f-]{36}$/,
    );
  });

  it('has no link and one name on two subscriptions', async () => {
    const answer = await webex.call('/licenses');
    expect(answer.headers.get('link')).toBeNull();
    const twins = (await webex.licenses()).filter(({ name }) => name === 'Webex Calling - Professional');
    expect(twins.map((license) => license['subscriptionId'])).toEqual(['Sub-Acme0042', 'Sub-Acme0077']);
  });

  it('has a full, an empty and an over-assigned license', async () => {
    const full = await webex.license('translations');
    expect(full.totalUnits).toBe(full.consumedUnits);
    expect(full.consumedUnits).toBeGreaterThan(0);
    expect(await webex.license('premiumAgent')).toMatchObject({ totalUnits: 10, consumedUnits: 0 });
    const over = await webex.license('professionalOver');
    expect(over.consumedUnits).toBe(over.totalUnits + 3);
  });

  it('has numbers, nulls and nothing for who consumes', async () => {
    const calling = await webex.license('professional');
    expect(calling.consumedUnits).toBe((calling.consumedByUsers ?? 0) + (calling.consumedByWorkspaces ?? 0));
    expect(calling.consumedByWorkspaces).toBe(2);
    expect(await webex.license('routeList')).toMatchObject({
      consumedByUsers: null,
      consumedByWorkspaces: null,
    });
    expect(await webex.license('roomKit')).not.toHaveProperty('consumedByUsers');
  });

  it('counts every user on free licenses and none on hybrid ones', async () => {
    expect(await webex.license('basicMessaging')).toMatchObject({ totalUnits: 180, consumedUnits: 180 });
    expect(await webex.license('ucm')).toMatchObject({ totalUnits: 180, consumedUnits: 0 });
    expect(await webex.license('basicMessaging')).not.toHaveProperty('subscriptionId');
    webex.emulator.setSwitch('hybridTotal', 'one');
    expect(await webex.license('exchangeCalendar')).toMatchObject({ totalUnits: 1, consumedUnits: 0 });
    expect(await webex.license('ucm')).toMatchObject({ totalUnits: 180 });
  });

  it('names the site of site licenses', async () => {
    expect(await webex.license('meetingsSuite')).toMatchObject({
      siteUrl: 'acme.webex.com',
      siteType: 'Control Hub managed site',
    });
    expect(await webex.license('professional')).not.toHaveProperty('siteUrl');
  });

  it('shows units as text by switch', async () => {
    webex.emulator.setSwitch('unitsAsStrings', true);
    const { body } = await webex.call(`/licenses/${licenseId('premiumAgent')}`);
    expect(body).toMatchObject({ totalUnits: '10', consumedUnits: '0' });
  });
});

describe('the users of a license', () => {
  it('come only when asked for', async () => {
    expect((await webex.call(`/licenses/${licenseId('meetingsSuite')}`)).body).not.toHaveProperty('users');
    const other = await webex.call(`/licenses/${licenseId('meetingsSuite')}?includeAssignedTo=workspace`);
    expect(other.status).toBe(400);
    expect((await webex.call('/licenses/unknown?includeAssignedTo=user')).status).toBe(404);
  });

  it.each([1, 7, 50, 133, 134, 300, 1_000])('are all there once with a limit of %i', async (limit) => {
    const { rows, pages } = await webex.users('meetingsSuite', limit);
    expect(rows).toHaveLength(134);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(134);
    expect(pages).toBe(Math.ceil(134 / Math.min(limit, 300)));
  });

  it('are internal people by their own address and accepted external ones, not the pending', async () => {
    const { rows } = await webex.users('meetingsSuite', 300);
    const external = rows.filter(({ type }) => type === 'EXTERNAL');
    expect(external).toHaveLength(8);
    expect(external.map(({ email }) => email)).toContain('Ota.Brandt@Partner.example');
    expect(rows[0]).toMatchObject({
      type: 'INTERNAL',
      email: 'Ada.Sato.60@Acme.example',
      displayName: 'Ada Sato',
    });
    webex.emulator.setSwitch('listPendingExternals', true);
    expect((await webex.users('meetingsSuite', 300)).rows).toHaveLength(136);
  });

  it('never include workspaces', async () => {
    const { consumedUnits, consumedByWorkspaces } = await webex.license('professional');
    expect((await webex.users('professional', 300)).rows).toHaveLength(
      consumedUnits - (consumedByWorkspaces ?? 0),
    );
    expect((await webex.users('workspaces', 300)).rows).toEqual([]);
  });

  it('carry the license on each page and link on the caller’s own origin', async () => {
    const path = `/licenses/${licenseId('meetingsSuite')}`;
    const first = await webex.call(`${path}?includeAssignedTo=user&limit=2`);
    const link = nextLink(first) ?? '';
    expect(link.startsWith(`${webex.emulator.url}/v1${path}?`)).toBe(true);
    const cursor = decode(new URL(link).searchParams.get('next') ?? '');
    expect(cursor).toMatch(/^ciscospark:\/\/us\/LICENSE_USER_PAGING\/[A-Za-z0-9+]+$/);
    expect(decode(cursor.split('/').at(-1) ?? '')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await webex.call(link)).body).toMatchObject({ name: 'Webex Meetings Suite', totalUnits: 166 });
  });

  it('refuse limits below one and cursors nobody gave out', async () => {
    const ask = (query: string) =>
      webex.call(`/licenses/${licenseId('ucm')}?includeAssignedTo=user&${query}`);
    for (const query of ['limit=0', 'limit=-1', 'limit=many', 'next=abc', `next=${webexId('PEOPLE/1')}`]) {
      expect((await ask(query)).status).toBe(400);
    }
    expect((await webex.call(`/licenses/${licenseId('ucm')}?limit=0`)).status).toBe(200);
  });

  it('neither repeat nor skip anybody else when somebody leaves between two pages', async () => {
    const first = await webex.call(`/licenses/${licenseId('meetingsSuite')}?includeAssignedTo=user&limit=3`);
    const all = (await webex.users('meetingsSuite', 300)).rows;
    const leaver = all[2]?.id;
    await webex.patch({
      personId: leaver,
      licenses: [{ id: licenseId('meetingsSuite'), operation: 'remove' }],
    });
    const second = await webex.call(nextLink(first) ?? '');
    expect(second.body).toMatchObject({ users: all.slice(3, 6) });
  });

  it.each([
    ['empty-with-next', { users: [] }],
    ['no-list-key', {}],
  ])('end in an odd page by switch %s', async (name, expected) => {
    webex.emulator.setSwitch('tailPage', name);
    const path = `/licenses/${licenseId('meetingsSuite')}?includeAssignedTo=user`;
    const first = await webex.call(path);
    const tail = await webex.call(nextLink(first) ?? '');
    expect(tail.body).toMatchObject({ id: licenseId('meetingsSuite'), ...expected });
    expect('users' in Object(tail.body)).toBe('users' in expected);
    expect(nextLink(tail)).toBe(nextLink(first));
  });
});

it('describes itself well enough to be called', () => {
  expect(access.basePath).toBe('/v1');
  expect(Object.keys(access.licenseIds)).toHaveLength(22);
});
