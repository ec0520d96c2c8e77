// What goes out with a write to ThingSpace.
import { describe, expect, it } from '@jest/globals';
import type { ApiVersion } from '../../../src/providers/thingspace/settings.ts';
import { sentOf } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { statuses, changesOf, type Action } from './changes.ts';

const bench = useProvider('thingspace');
const [A, C] = ['359000000000011', '014000000000011'] as const;

describe('a write', () => {
  it.each<[ApiVersion, Action, string]>([
    ['v1', 'ASSIGN', '/api/fota/v1/licenses/0123456789-00002/assign'],
    ['v1', 'REMOVE', '/api/fota/v1/licenses/0123456789-00002/remove'],
    ['v2', 'ASSIGN', '/api/fota/v2/licenses/0123456789-00002/assign'],
    ['v2', 'REMOVE', '/api/fota/v2/licenses/0123456789-00002/remove'],
    ['v3', 'ASSIGN', '/api/fota/v3/licenses/0123456789-00001/assign'],
    ['v3', 'REMOVE', '/api/fota/v3/licenses/0123456789-00001/remove'],
  ])('on %s, %s: one POST with a list of IMEIs and both credentials', async (version, action, url) => {
    const { account, requests } = await bench.stubbed(() => ({ body: { deviceList: [] } }), {
      apiVersion: version,
    });
    await sentOf(account, changesOf(action, [A, C]));
    expect(requests).toEqual([
      {
        method: 'POST',
        url,
        body: JSON.stringify({ deviceList: [A, C] }),
        headers: expect.objectContaining({
          'content-type': 'application/json',
          authorization: 'Bearer bearer',
          'vz-m2m-token': 'session',
        }),
      },
    ]);
  });

  it('names a device once that two changes are about, and answers both', async () => {
    const group = [
      ...changesOf('ASSIGN', [A]),
      ...changesOf('ASSIGN', [A]).map((same) => ({ ...same, id: 'again' })),
    ];
    const body = { deviceList: [{ deviceId: A, status: 'Success' }] };
    const { account, requests } = await bench.stubbed(() => ({ body }));
    expect(statuses(await sentOf(account, group))).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect(requests.map((request) => request.body)).toEqual([JSON.stringify({ deviceList: [A] })]);
  });
});
