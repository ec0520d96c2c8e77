// How changes become calls of ThingSpace, and groups that are no call.
import { describe, expect, it } from '@jest/globals';
import { sentOf } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { exchanges } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';
import { seededImeis, statuses, changesOf } from './changes.ts';

const bench = useProvider('thingspace');
const { account, emulator } = bench;
const { held, bare } = seededImeis();

describe('groups', () => {
  const imeis = Array.from({ length: 2500 }, (_, at) => String(359_000_000_000_000 + at));

  it.each([
    [1, [1]],
    [1000, [1000]],
    [1001, [1000, 1]],
    [2500, [1000, 1000, 500]],
  ])('of %d devices are as few as 1,000 each allow', (count, sizes) => {
    const groups = account.writes.group(changesOf('ASSIGN', imeis.slice(0, count)));
    expect(groups.map((group) => group.length)).toEqual(sizes);
    expect(groups.flat().map(({ assignee }) => assignee.externalId)).toEqual(imeis.slice(0, count));
  });

  it('hold one write each', () => {
    const mixed = imeis.flatMap((imei, at) => changesOf(at % 2 === 0 ? 'ASSIGN' : 'REMOVE', [imei]));
    const groups = account.writes.group(mixed);
    expect(groups.map((group) => [group.length, ...new Set(group.map(({ action }) => action))])).toEqual([
      [1000, 'ASSIGN'],
      [250, 'ASSIGN'],
      [1000, 'REMOVE'],
      [250, 'REMOVE'],
    ]);
    expect(new Set(groups.flat())).toEqual(new Set(mixed));
    expect(account.writes.group(mixed)).toEqual(groups);
    expect(account.writes.group([])).toEqual([]);
  });
});

describe('a group that is none', () => {
  const [holder = ''] = held;
  it.each([
    ['of both writes', [...changesOf('REMOVE', [holder]), ...changesOf('ASSIGN', bare.slice(0, 1))]],
    [
      'of dates',
      changesOf('REMOVE', [holder]).map((one) => ({ ...one, action: 'SCHEDULE_REMOVAL' as const })),
    ],
  ])('is not sent: %s', async (_, group) => {
    await bench.warm();
    expect(statuses(await sentOf(account, group))).toEqual(group.map(() => 'NOT_SENT'));
    expect(exchanges(emulator)).toEqual([]);
  });

  it('and is empty says nothing and asks nothing', async () => {
    await bench.warm();
    expect(await account.writes.send([], testCall())).toEqual(new Map());
    expect(exchanges(emulator)).toEqual([]);
  });
});
