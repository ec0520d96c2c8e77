// Switches of the Webex emulator that show the same things otherwise: ids in other spellings, odd rows, lists that leave out or move.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { uuid } from '../../../emulators/seed/organisation.ts';
import { licenseId, webexId } from '../../support/providers/webex.ts';
import { errorCodes, Person, UserLicenses, useWebex } from './client.ts';

const webex = useWebex();

const UUID = uuid('webex', 60);
const PERSON = webexId(`PEOPLE/${UUID}`);
const Workspace = z.looseObject({ id: z.string() });
const Ids = z.object({
  items: z.array(z.object({ id: z.string() })),
  notFoundIds: z.array(z.string()).default([]),
});

function inRegion(path: string): string {
  return Buffer.from(`ciscospark://urn:TEAM:eu-central-1_k/${path}`).toString('base64url');
}

function padded(id: string): string {
  return id.padEnd(Math.ceil(id.length / 4) * 4, '=');
}

describe('an id', () => {
  it('of a person is taken in every spelling', async () => {
    const spellings = [PERSON, UUID, UUID.toUpperCase(), padded(PERSON), inRegion(`PEOPLE/${UUID}`)];
    for (const id of [...spellings, webexId(`PEOPLE/${UUID.toUpperCase()}`)]) {
      expect((await webex.call(`/people/${encodeURIComponent(id)}`)).body).toMatchObject({ id: PERSON });
      const { items, notFoundIds } = Ids.parse((await webex.call(`/people?id=${id}`)).body);
      expect([items.map((row) => row.id), notFoundIds]).toEqual([[PERSON], []]);
    }
    for (const personId of [padded(PERSON), inRegion(`PEOPLE/${UUID}`)]) {
      const licenses = [{ id: inRegion(decoded(licenseId('messaging'))) }];
      expect((await webex.patch({ personId, licenses })).body).toMatchObject({ personId: PERSON });
    }
    expect((await webex.call(`/people/${webexId(`PLACE/${UUID}`)}`)).status).toBe(404);
  });

  it('of a workspace and of a license as well', async () => {
    const { rows } = await webex.walk('/workspaces', 'items', Workspace);
    const workspace = rows[0]?.id ?? '';
    expect((await webex.call(`/workspaces/${inRegion(decoded(workspace))}`)).body).toMatchObject({
      id: workspace,
    });
    const license = licenseId('meetingsSuite');
    for (const id of [inRegion(decoded(license)), encodeURIComponent(padded(license))]) {
      expect((await webex.call(`/licenses/${id}`)).body).toMatchObject({ id: license });
    }
  });

  it.each([
    ['uuid', UUID, (id: string) => id],
    ['region', inRegion(`PEOPLE/${UUID}`), (id: string) => inRegion(decoded(id))],
    ['padded', padded(PERSON), padded],
    ['upper', webexId(`PEOPLE/${UUID.toUpperCase()}`), (id: string) => id],
  ])('is answered in another spelling by switch: %s', async (form, person, ofLicense) => {
    webex.emulator.setSwitch('idForm', form);
    const license = ofLicense(licenseId('messaging'));
    const answer = UserLicenses.parse(
      (await webex.patch({ personId: PERSON, licenses: [{ id: licenseId('messaging') }] })).body,
    );
    expect(answer['personId']).toBe(person);
    expect(answer.licenses).toContain(license);
    expect((await webex.people('/people?max=1000')).rows.map(({ id }) => id)).toContain(person);
    expect((await webex.users('messaging', 300)).rows.map(({ id }) => id)).toContain(person);
    expect((await webex.licenses()).map(({ id }) => id)).toContain(license);
    const refused = await webex.patch({ personId: PERSON, licenses: [{ id: licenseId('cxEssentials') }] });
    expect(errorCodes(refused)).toEqual([400_411]);
    expect(JSON.stringify(refused.body)).toContain(ofLicense(licenseId('cxEssentials')));
  });

  function decoded(id: string): string {
    return Buffer.from(id, 'base64').toString().split('/').slice(-2).join('/');
  }
});

describe('one odd thing', () => {
  function make(form: string, thing: string): void {
    webex.emulator.setSwitch('oddForm', form);
    webex.emulator.setSwitch('oddThing', thing);
  }

  it('has fields of the wrong kind, no id, no name, or is no thing at all', async () => {
    make('fields', PERSON);
    const { body } = await webex.call(`/people/${PERSON}`);
    expect(body).toMatchObject({ id: PERSON, displayName: 7, department: 12, lastActivity: 'yesterday' });
    make('no-id', PERSON);
    const { rows } = await webex.walk(
      '/people?max=1000',
      'items',
      z.looseObject({ id: z.string().optional() }),
    );
    expect(rows.filter(({ id }) => id === undefined)).toHaveLength(1);
    make('licenses', PERSON);
    expect((await webex.call(`/people/${PERSON}`)).body).toMatchObject({ licenses: ['', 7] });
    make('no-name', licenseId('messaging'));
    expect((await webex.call(`/licenses/${licenseId('messaging')}`)).body).not.toHaveProperty('name');
    make('a word', licenseId('messaging'));
    expect((await webex.call('/licenses')).body).toMatchObject({ items: expect.arrayContaining(['a word']) });
  });
});

describe('lists', () => {
  it('by id leave ids out without a word by switch', async () => {
    webex.emulator.setSwitch('idListLeavesOut', 2);
    const ids = Array.from({ length: 4 }, (_, at) => webexId(`PEOPLE/${uuid('webex', 60 + at)}`));
    const { items, notFoundIds } = Ids.parse((await webex.call(`/people?id=${ids.join(',')}`)).body);
    expect([items.map(({ id }) => id), notFoundIds]).toEqual([[ids[0], ids[2]], []]);
  });

  it('leave people and workspaces out that can be read alone by switch', async () => {
    const workspaces = async () => (await webex.walk('/workspaces', 'items', Workspace)).rows;
    const [, second] = await workspaces();
    webex.emulator.setSwitch('listsLeaveOut', 2);
    expect((await webex.people('/people?max=7')).rows).toHaveLength(90);
    expect(await workspaces()).toHaveLength(6);
    expect((await webex.call(`/workspaces/${second?.id}`)).status).toBe(200);
    expect((await webex.call(`/people/${webexId(`PEOPLE/${uuid('webex', 61)}`)}`)).status).toBe(200);
  });

  it.each([
    ['cursor', 30],
    ['after', 20],
  ])('of people move up as people go, unless links name a person: %s', async (style, first) => {
    webex.emulator.setSwitch('peopleLink', style);
    const all = (await webex.people('/people?max=1000')).rows.map(({ id }) => id);
    const page = await webex.call('/people?max=20');
    webex.emulator.setSwitch('gonePeople', 10);
    const link = /<([^>]+)>/.exec(page.headers.get('link') ?? '')?.[1] ?? '';
    expect(Ids.parse((await webex.call(link)).body).items.map(({ id }) => id)).toEqual(
      all.slice(first, first + 20),
    );
    expect((await webex.call(`/people/${all[0]}`)).status).toBe(404);
    expect((await webex.people('/people?max=1000')).rows.map(({ id }) => id)).toEqual(all.slice(10));
    expect((await webex.license('basicMessaging')).consumedUnits).toBe(170);
    const { consumedByUsers } = await webex.license('meetingsSuite');
    expect((await webex.users('meetingsSuite', 300)).rows).toHaveLength((consumedByUsers ?? 0) - 2);
  });

  it('of workspaces move up as workspaces go', async () => {
    const ids = async (query: string) => Ids.parse((await webex.call(`/workspaces?${query}`)).body).items;
    const all = await ids('max=100');
    webex.emulator.setSwitch('goneWorkspaces', 2);
    expect(await ids('start=4&max=3')).toEqual(all.slice(6, 9));
    expect((await webex.license('workspaces')).consumedByWorkspaces).toBe(2);
  });

  it('of the users of a license move up by switch as users go', async () => {
    webex.emulator.setSwitch('holdersLink', 'offset');
    const all = (await webex.users('messaging', 300)).rows;
    const first = await webex.call(`/licenses/${licenseId('messaging')}?includeAssignedTo=user&limit=10`);
    for (const { id } of all.slice(0, 3)) {
      await webex.patch({ personId: id, licenses: [{ id: licenseId('messaging'), operation: 'remove' }] });
    }
    const link = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect((await webex.call(link)).body).toMatchObject({ users: all.slice(13, 23) });
    expect((await webex.users('messaging', 7)).rows).toEqual(all.slice(3));
  });
});

describe('a license', () => {
  it('may be held and listed no more by switch', async () => {
    webex.emulator.setSwitch('unlistedLicense', 'messaging');
    const id = licenseId('messaging');
    expect((await webex.licenses()).map((license) => license.id)).not.toContain(id);
    expect((await webex.call(`/licenses/${id}?includeAssignedTo=user`)).status).toBe(404);
    const holder = Person.parse((await webex.call(`/people/${PERSON}`)).body);
    expect(holder.licenses).toContain(id);
    const removed = await webex.patch({ personId: PERSON, licenses: [{ id, operation: 'remove' }] });
    expect(UserLicenses.parse(removed.body).licenses).not.toContain(id);
  });

  it('may lack its subscription where it comes with users by switch', async () => {
    webex.emulator.setSwitch('holdersTellSubscription', false);
    const path = `/licenses/${licenseId('messaging')}`;
    expect((await webex.call(path)).body).toHaveProperty('subscriptionId');
    expect((await webex.call(`${path}?includeAssignedTo=user`)).body).not.toHaveProperty('subscriptionId');
  });
});
