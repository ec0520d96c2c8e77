// ThingSpace under the contract of the port, in each version of its API.
import { definition } from '../../emulators/thingspace/index.ts';
import { startEmulator } from '../../emulators/core/emulator.ts';
import type { TransportRequest } from '../../src/upstream/transport.ts';
import type { ApiVersion } from '../../src/providers/thingspace/settings.ts';
import { seeded, seededDevices, thingspace } from '../support/providers/thingspace.ts';
import { testCall } from '../support/runtime.ts';
import { describeProvider } from './provider-contract.ts';
import type { Shape, Truth, World } from './subject.ts';

const POOL = 'fota';

/** The listings of v2 and v3 leave out devices without a protocol, which may hold licenses all the same (thingspace contract 6.2). */
function truthOf(version: ApiVersion) {
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

/** Only the look-up of v3 takes IMEIs. */
function idsIn({ method, body = '' }: TransportRequest): readonly string[] {
  return method === 'POST' ? (JSON.parse(body) as { deviceList: string[] }).deviceList : []; // its only POST
}

// Pages far below the provider's own limit of 1,000 keep hundreds of tests quick; one shape has full ones.
const SHAPES: readonly [Shape, ...Shape[]] = [
  { name: 'pages of 60', switches: { rowsPerPage: 60 } },
  { name: 'full pages' },
  {
    name: 'no cursor on the last page, and a total elsewhere',
    switches: {
      rowsPerPage: 300,
      lastPageCursor: 'absent',
      v1TotalField: 'absent',
      v2TotalField: 'absent',
      v3TotalField: 'absent',
    },
  },
  { name: 'a zero as cursor of the last page', switches: { rowsPerPage: 173, lastPageCursor: 'zero' } },
  { name: 'numbers for ids', switches: { rowsPerPage: 210, numericIds: true } },
];

function describeVersion(version: ApiVersion, shapes: readonly Shape[] = []): void {
  const { key, secret, username, password } = seeded(version);
  describeProvider(`ThingSpace ${version}`, {
    start: () => startEmulator(definition),
    open: (url, runtime) => thingspace.open(url, runtime, { apiVersion: version }),
    switches: {},
    truth: truthOf(version),
    shapes: [...SHAPES, ...shapes],
    apiPath: '/fota/',
    secrets: [key, secret, username, password],
    idsIn,
    nobody: { DEVICE: '999999999999999' },
    license: POOL,
    reportsBudget: false,
    async words(account) {
      const some = truthOf(version)({ scale: 1, switches: {} }).lists.DEVICE?.slice(0, 200) ?? [];
      const slots = await account.assignees.DEVICE?.byIds(some, testCall());
      return [...(slots?.values() ?? [])].flatMap((slot) =>
        slot && 'rawProtocol' in slot ? [{ ours: slot.protocol, raw: slot.rawProtocol }] : [],
      );
    },
  });
}

describeVersion('v3');
describeVersion('v2');
describeVersion('v1', [
  { name: 'counted offsets', switches: { rowsPerPage: 100, v1SummaryCursor: 'offset' } },
]);
