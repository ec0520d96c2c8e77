// Workspaces of the Webex emulator.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { access } from '../../../emulators/webex/index.ts';
import { present } from '../../support/assertions.ts';
import { licenseId } from '../../support/providers/webex.ts';
import { nextLink, useWebex } from './client.ts';

const Workspace = z.looseObject({
  id: z.string(),
  displayName: z.string(),
  calling: z.object({
    type: z.string(),
    webexCalling: z.object({ licenses: z.array(z.string()) }).optional(),
  }),
});

const webex = useWebex();

const workspaces = async (query = '') => (await webex.walk(`/workspaces${query}`, 'items', Workspace)).rows;
async function named(name: string) {
  return present((await workspaces()).find(({ displayName }) => displayName === name));
}
const put = (id: string, json: unknown) => webex.call(`/workspaces/${id}`, { method: 'PUT', json });
const calling = (...keys: string[]) => ({
  type: 'webexCalling',
  webexCalling: { licenses: keys.map(licenseId) },
});

describe('the list', () => {
  it('has twelve, with names in many scripts', async () => {
    const names = (await workspaces()).map(({ displayName }) => displayName);
    expect(names).toHaveLength(12);
    expect(names).toEqual(
      expect.arrayContaining(['Zürich Säntis', '東京 会議室', 'Hot desk #1', 'Reception / Lobby']),
    );
  });

  it('accounts for what workspaces consume', async () => {
    const rows = await workspaces('?calling=webexCalling');
    expect(rows).toHaveLength(9);
    for (const key of ['workspaces', 'professional', 'professionalOver', 'hotDesk']) {
      const holders = rows.filter((row) => row.calling.webexCalling?.licenses.includes(licenseId(key)));
      expect(holders).toHaveLength((await webex.license(key)).consumedByWorkspaces ?? -1);
    }
  });

  it('pages by start and max, with a link unless the switch says otherwise', async () => {
    const { rows, pages } = await webex.walk('/workspaces?max=5', 'items', Workspace);
    expect([new Set(rows.map(({ id }) => id)).size, pages]).toEqual([12, 3]);
    expect((await workspaces('?start=10&max=5')).map(({ id }) => id)).toEqual(
      rows.slice(10).map(({ id }) => id),
    );
    webex.emulator.setSwitch('workspaceLink', false);
    expect(nextLink(await webex.call('/workspaces?max=5'))).toBeUndefined();
    for (const query of ['start=-1', 'max=0', 'calling=pigeon']) {
      expect((await webex.call(`/workspaces?${query}`)).status).toBe(400);
    }
  });

  it('filters, includes devices, and hides licenses by switch', async () => {
    expect((await workspaces('?calling=none')).map(({ displayName }) => displayName)).toEqual(['Store room']);
    expect(await workspaces('?displayName=HQ%203-Atlas')).toHaveLength(1);
    const [first] = await workspaces('?includeDevices=true');
    expect(first).toMatchObject({ devices: [{ workspaceId: first?.id }] });
    webex.emulator.setSwitch('workspaceListCalling', false);
    const hidden = await named('HQ 3-Atlas');
    expect(hidden.calling).toEqual({ type: 'webexCalling' });
    const single = Workspace.parse((await webex.call(`/workspaces/${hidden.id}`)).body);
    expect(single.calling.webexCalling?.licenses).toEqual([licenseId('workspaces')]);
  });
});

describe('PUT', () => {
  it('gives another license and moves the counters', async () => {
    const { id } = await named('HQ 3-Atlas');
    const before = await webex.license('professional');
    expect((await put(id, { calling: calling('professional') })).status).toBe(200);
    expect((await webex.license('professional')).consumedByWorkspaces).toBe(
      (before.consumedByWorkspaces ?? 0) + 1,
    );
    expect((await webex.license('workspaces')).consumedByWorkspaces).toBe(3);
    expect((await named('HQ 3-Atlas')).calling.webexCalling?.licenses).toEqual([licenseId('professional')]);
  });

  it('takes the oldest suitable of several, and keeps what is omitted', async () => {
    const { id } = await named('HQ 3-Atlas');
    const several = await put(id, { calling: calling('messaging', 'professionalOver', 'professional') });
    expect(several.body).toMatchObject({ calling: calling('professional') });
    const kept = await put(id, { displayName: 'HQ 4', calling: { type: 'webexCalling' } });
    expect(kept.body).toMatchObject({ displayName: 'HQ 4', calling: calling('professional') });
    expect((await put(id, { calling: { type: 'freeCalling' } })).body).toMatchObject({
      calling: { type: 'freeCalling' },
    });
  });

  it('refuses the downgrade, unknown and unsuitable licenses, and hot desks that are off or have a number', async () => {
    const tokyo = await named('東京 会議室');
    expect((await put(tokyo.id, { calling: calling('workspaces') })).status).toBe(400);
    const unknown = { type: 'webexCalling', webexCalling: { licenses: ['unknown'] } };
    expect((await put(tokyo.id, { calling: unknown })).body).toMatchObject({
      errors: [{ errorCode: 400_000 }],
    });
    expect((await put(tokyo.id, { calling: calling('messaging') })).status).toBe(400);
    expect((await put(tokyo.id, { calling: calling('hotDesk') })).status).toBe(400);
    const desk = { type: 'webexCalling', webexCalling: { licenses: [licenseId('hotDesk')], extension: '1' } };
    expect((await put(tokyo.id, { hotdeskingStatus: 'on', calling: desk })).status).toBe(400);
    expect((await put(tokyo.id, { hotdeskingStatus: 'on', calling: calling('hotDesk') })).status).toBe(200);
  });

  it('needs the write scope and an existing workspace', async () => {
    const { id } = await named('HQ 3-Atlas');
    const token = access.readOnlyAccessToken;
    expect((await webex.call(`/workspaces/${id}`, { method: 'PUT', json: {}, token })).status).toBe(403);
    expect((await put('nowhere', {})).status).toBe(404);
    expect((await webex.call('/workspaces/nowhere')).status).toBe(404);
  });
});
