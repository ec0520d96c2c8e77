// Devices of the Webex emulator.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { only } from '../../support/assertions.ts';
import { useWebex } from './client.ts';

const webex = useWebex();

const Device = z.looseObject({ id: z.string() });

describe('devices', () => {
  it('belong to a workspace or a person, and name no license', async () => {
    const { rows, pages } = await webex.walk('/devices?max=3', 'items', Device);
    expect([rows.length, pages]).toEqual([8, 3]);
    for (const device of rows) {
      expect('workspaceId' in device).not.toBe('personId' in device);
      expect(JSON.stringify(device)).not.toContain('icense');
    }
    expect(Buffer.from(rows[0]?.id ?? '', 'base64').toString()).toMatch(
      /^ciscospark:\/\/urn:TEAM:[a-z0-9_-]+\/DEVICE\//,
    );
  });

  it('are found by workspace, person and type', async () => {
    const name = encodeURIComponent('Zürich Säntis');
    const { rows } = await webex.walk(`/workspaces?displayName=${name}`, 'items', Device);
    const { id } = only(rows);
    const count = async (query: string) =>
      (await webex.walk(`/devices?${query}`, 'items', Device)).rows.length;
    expect(await count(`workspaceId=${id}`)).toBe(1);
    expect(await count('type=phone')).toBe(3);
    const owner = await webex.personAt(5);
    expect(await count(`personId=${owner.id}`)).toBe(1);
  });
});
