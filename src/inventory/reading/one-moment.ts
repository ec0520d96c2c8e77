// One moment for all that a request reads of the inventory: what has changed since the moment of its first list is read once more, as it was then.
import DataLoader from 'dataloader';
import type { OfMoment } from '../../domain/inventory/search.ts';

/** How something is read. */
interface Reading<T> {
  readonly now: () => Promise<T>;
  /** As it was at a moment, RFC 3339 UTC; null: it has no past, and may be of a later moment than the rest. */
  readonly at: ((moment: string) => Promise<T>) | null;
}

/** The moment is that of the first list; of one without a past, where one is read beside it. */
export interface OneMoment {
  /** RFC 3339 UTC: when anything had been recorded last. */
  moment(): Promise<string>;
  /** What tells its moment. */
  list<T extends OfMoment>(reading: Reading<T>): Promise<T>;
  /** What does not. */
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
  // Whoever asks at the same time gets one answer, of a time at which all of them had been read.
  const newest = new DataLoader<true, string>(
    async (asked) => {
      const at = await recordedAt();
      return asked.map(() => at);
    },
    { cache: false },
  );
  const settled = (): Promise<string> => (moment ??= newest.load(true));
  return {
    moment: settled,
    async list({ now, at }) {
      const reading = now();
      const own: Leader = {
        recordedAt: reading.then((found) => found.recordedAt ?? null).catch(() => null),
        hasPast: at !== null,
      };
      if (leader === null || (leader.hasPast && !own.hasPast)) leader = own;
      moment ??= own.recordedAt.then(async () => (await leader?.recordedAt) ?? newest.load(true));
      const found = await reading;
      return at === null || found.recordedAt === (await moment) ? found : await at(await moment);
    },
    async other({ now, at }) {
      if (at === null) return await now();
      const first = await settled();
      const found = await now();
      return (await newest.load(true)) === first ? found : await at(first);
    },
  };
}
