// One moment for all that a request reads of the inventory: what has changed since the moment of its first list is read once more, as it was then.
import type { OfMoment } from '../../domain/inventory/search.ts';

/** How something is read: as it is now, or as it was at a moment, RFC 3339 UTC. */
interface Reading<T> {
  readonly now: () => Promise<T>;
  readonly at: (moment: string) => Promise<T>;
}

/** How a list without a past is read, and what it is without all that has a past: so it is given where it is of a later moment than the rest. */
interface ReadingNow<T> {
  readonly now: () => Promise<T>;
  readonly bare: (found: T) => T;
}

/** The moment is that of the first list; of one without a past, where one is read beside it. */
export interface OneMoment {
  /** RFC 3339 UTC: when anything had been recorded last. */
  moment(): Promise<string>;
  /** Lists tell which moment they are of. */
  list<T extends OfMoment>(reading: Reading<T>): Promise<T>;
  listNow<T extends OfMoment>(reading: ReadingNow<T>): Promise<T>;
  /** What does not tell. */
  other<T>(reading: Reading<T>): Promise<T>;
}

/** A list that is being read. */
interface Leader {
  readonly recordedAt: Promise<string | null>;
  readonly hasPast: boolean;
}

/** `recordedAt`: when anything has been recorded last by now. */
export function oneMoment(recordedAt: () => Promise<string>): OneMoment {
  let leader: Leader | null = null;
  let moment: Promise<string> | null = null;
  const recordedAfter = afterAll(recordedAt);
  const settled = (): Promise<string> => (moment ??= recordedAt());
  /** The moment, which a list that has just been asked for may tell. */
  const led = (reading: Promise<OfMoment>, hasPast: boolean): Promise<string> => {
    const own = { recordedAt: reading.then((found) => found.recordedAt ?? null).catch(() => null), hasPast };
    if (leader === null || (leader.hasPast && !hasPast)) leader = own;
    return (moment ??= own.recordedAt.then(async () => (await leader?.recordedAt) ?? recordedAt()));
  };
  return {
    moment: settled,
    async list({ now, at }) {
      const reading = now();
      const held = await led(reading, true);
      const found = await reading;
      return found.recordedAt === held ? found : await at(held);
    },
    async listNow({ now, bare }) {
      const reading = now();
      const held = await led(reading, false);
      let found = await reading;
      // Of an earlier moment, or of several: another time it may be of this one.
      if ((found.recordedAt ?? '') < held) found = await now();
      return found.recordedAt === held ? found : bare(found);
    },
    async other({ now, at }) {
      const held = await settled();
      const reading = now();
      const isOfIt = (await recordedAfter(reading)) === held;
      const found = await reading;
      return isOfIt ? found : await at(held);
    },
  };
}

/** Asks once for all that are under way at the same time, when the last of them is done. */
function afterAll<T>(ask: () => Promise<T>): (reading: Promise<unknown>) => Promise<T> {
  let round: { readonly readings: Promise<unknown>[]; readonly answer: Promise<T> } | null = null;
  const answerAfter = async (readings: readonly Promise<unknown>[]): Promise<T> => {
    for (let done = 0; done < readings.length;) {
      done = readings.length;
      await Promise.allSettled(readings);
    }
    round = null;
    return await ask();
  };
  return (reading) => {
    if (round === null) {
      const readings = [reading];
      round = { readings, answer: answerAfter(readings) };
    } else round.readings.push(reading);
    return round.answer;
  };
}
