// Values by key: those of the seed, replaced by what was written since. A write may show late (switch `propagationLagMs`), so older
// versions are kept while readers may still see them.
import type { Clock } from '../../core/clock.ts';
import type { LiveSwitches } from '../../core/switches.ts';
import { amount } from '../switches.ts';

interface Version<T> {
  readonly at: number;
  readonly value: T;
}

/** Values by key. */
export interface Overlay<T> {
  /** The last value written, which the next write builds on. */
  latest(key: number): T;
  /** The value readers see. */
  visible(key: number): T;
  write(key: number, value: T): void;
  /** The keys that were written. */
  keys(): Iterable<number>;
  snapshot(): () => void;
}

/** Nothing written yet: every key has its seeded value. */
export function createOverlay<T>(clock: Clock, live: LiveSwitches, seeded: (key: number) => T): Overlay<T> {
  let written = new Map<number, readonly Version<T>[]>();
  const lag = (): number => amount(live, 'propagationLagMs');
  return {
    latest(key) {
      const version = written.get(key)?.at(-1);
      return version === undefined ? seeded(key) : version.value;
    },
    visible(key) {
      const limit = clock.now() - lag();
      const version = written.get(key)?.findLast(({ at }) => lag() === 0 || at <= limit);
      return version === undefined ? seeded(key) : version.value;
    },
    write(key, value) {
      const older = lag() === 0 ? [] : (written.get(key) ?? []);
      written.set(key, [...older, { at: clock.now(), value }]);
    },
    keys: () => written.keys(),
    snapshot() {
      const kept = new Map(written);
      return () => {
        written = kept;
      };
    },
  };
}
