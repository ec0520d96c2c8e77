// Many devices at once: how many calls it costs to write them and to read them back.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { fanOut } from '../../../src/batching/chunk.ts';
import { present, sentOf, valueIn } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { device, exchanges } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';
import { DIALECTS, seededImeis, statuses, changesOf, type Dialect } from './changes.ts';

const bench = useProvider('thingspace');
const { account, emulator } = bench;

/** Ten thousand devices take a busy machine its time. */
const PATIENCE_MS = 50_000;

/** As many as a set of changes may be about, and in every form of results as many as a call may. */
const MANY: readonly (readonly [count: number, dialect: Dialect, posts: number])[] = [
  [10_000, 'seed', 10],
  ...DIALECTS.map((dialect) => [1000, dialect, 1] as const),
];

describe('of 79,201 devices with 48,048 licenses', () => {
  const SCALE = 40;
  const { held, bare } = seededImeis(SCALE);
  beforeEach(() => emulator.reset(SCALE));

  it.each(MANY)(
    '%d are given licenses, with results in the dialect %s, read back by device, and take them away again in %d calls each',
    async (count, dialect, posts) => {
      emulator.setSwitch('v3ResultDialect', dialect);
      expect([held.length + bare.length, held.length]).toEqual([79_201, 48_048]);
      const imeis = bare.slice(-count);
      const call = testCall(PATIENCE_MS);
      await bench.warm();
      for (const action of ['ASSIGN', 'REMOVE'] as const) {
        const { writes } = account;
        const groups = writes.group(changesOf(action, imeis));
        const outcomes = await fanOut(groups, writes.concurrency, (group) => sentOf(account, group, call));
        expect(statuses(outcomes.flat())).toEqual(imeis.map(() => 'ACCEPTED'));
        const line = `POST licenses/${action.toLowerCase()} 200`;
        expect(exchanges(emulator)).toEqual(Array.from({ length: posts }, () => line));

        bench.forget();
        const read = await present(writes.readBack)(
          imeis.map((imei) => device(imei)),
          call,
        );
        expect(exchanges(emulator)).toEqual(Array.from({ length: posts }, () => 'POST devices 200'));
        const counts = imeis.map((imei) => valueIn(read, imei).rows.length);
        expect(counts).toEqual(imeis.map(() => (action === 'ASSIGN' ? 1 : 0)));
        bench.forget();
      }
    },
  );
});
