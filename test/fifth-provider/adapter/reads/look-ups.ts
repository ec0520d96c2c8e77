// Look-ups by many keys, a part of a batch each (quayside contract 3).
import { inChunks } from '../../../../src/batching/chunk.ts';
import type { Call } from '../../../../src/domain/call.ts';
import type { Slots } from '../../../../src/domain/page.ts';
import { slotsOf } from '../../../../src/upstream/send/part-slots.ts';
import type { UpstreamResponse } from '../../../../src/upstream/upstream.ts';
import { sendBatch } from '../client.ts';
import type { Context } from '../context.ts';
import { LIMITS } from '../policy.ts';

interface LookUp<T> {
  readonly pathOf: (key: string) => string;
  readonly read: (answer: UpstreamResponse, key: string) => T;
}

/** One part a key. What the vendor says does not exist is null, and a part that failed or cannot be read its own problem. */
export function lookUp<T>(
  context: Context,
  keys: readonly string[],
  call: Call,
  { pathOf: path, read }: LookUp<T>,
): Promise<Slots<T>> {
  const { partsOfBatch: size, batchesAtOnce: width } = LIMITS;
  return inChunks(keys, { size, width }, async (some) => {
    const parts = new Map(some.map((key) => [key, { method: 'GET', path: path(key) } as const]));
    const outcomes = await sendBatch(context, 'READ', parts, call);
    return slotsOf(outcomes, read);
  });
}
