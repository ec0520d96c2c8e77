// What the seed of the ThingSpace emulator holds, told by the seed itself.
import type { ApiVersion } from '../../../src/providers/thingspace/settings.ts';
import type { Truth, World } from '../../contract/subject.ts';
import { seededDevices } from '../../support/providers/thingspace.ts';

/** The one license there is. */
export const POOL = 'fota';

/** The listings of v2 and v3 leave out devices without a protocol, which may hold licenses all the same (thingspace contract 6.2). */
export function truthOf(version: ApiVersion) {
  return ({ scale }: World): Truth => {
    const devices = seededDevices(version, scale);
    const listed = devices.filter(({ protocol }) => version === 'v1' || protocol !== 'NONE');
    return {
      licenses: [POOL],
      lists: { DEVICE: listed.map(({ imei }) => imei) },
      held: devices
        .filter(({ licensed }) => licensed)
        .map(({ imei }) => ({ licenseId: POOL, kind: 'DEVICE', assigneeId: imei })),
    };
  };
}
