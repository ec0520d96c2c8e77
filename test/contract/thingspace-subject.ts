// ThingSpace as the suite needs it, in each version of its API.
import { definition } from '../../emulators/thingspace/index.ts';
import { startEmulator } from '../../emulators/core/emulator.ts';
import type { TransportRequest } from '../../src/upstream/transport.ts';
import type { ApiVersion } from '../../src/providers/thingspace/settings.ts';
import { NOBODY, USED, changesOf } from '../providers/thingspace/changes.ts';
import { POOL, truthOf } from '../providers/thingspace/seeded-truth.ts';
import { PATHS } from '../support/license-targets.ts';
import { thingspaceOf } from '../support/provider-state.ts';
import { seeded, thingspace } from '../support/providers/thingspace.ts';
import { testCall } from '../support/runtime.ts';
import type { Shape, Subject } from './subject.ts';

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

/** One version of its API, with the ways of that version alone to cut lists. */
export function thingSpaceSubject(version: ApiVersion, shapes: readonly Shape[] = []): Subject {
  const { key, secret, username, password } = seeded(version);
  return {
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
    // Left out of batches only: alone, it is the provider's word that there is no such device (thingspace contract 6.1).
    failPart: (emulator, id) => emulator.setSwitch('leftOutDevices', id),
    writes: {
      path: PATHS.thingspace.write,
      state: (url) => thingspaceOf(url, version === 'v3' ? 0 : 1),
      good: ({ lists, held }) => {
        const holders = new Set(held.map(({ assigneeId }) => assigneeId));
        const imeis = lists.DEVICE ?? [];
        return [
          ...changesOf('ASSIGN', imeis.filter((one) => !holders.has(one)).slice(0, 3)),
          ...changesOf('REMOVE', imeis.filter((one) => holders.has(one)).slice(0, 3)),
        ];
      },
      // The used devices are those of the account meant for v3.
      refused: () => [
        ...changesOf('ASSIGN', [NOBODY]),
        ...(version === 'v3' ? changesOf('REMOVE', [USED[0]]) : []),
      ],
      limit: { of: 'changes', most: 1000 },
    },
  };
}
