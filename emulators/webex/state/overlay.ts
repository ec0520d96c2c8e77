// What was written since the seed, by key. A write may show late (switch propagationLagMs), so the versions that are
// not yet replaced in everybody's eyes are kept.
import type { Clock } from '../../core/clock.ts';
import { amount, type LiveSwitches } from '../switches.ts';

interface Version<T> {
  readonly at: number;
  readonly value: T;
}

export interface Overlay<T> {
  /** The last value written. */
  latest(key: number): T | undefined;
  /** The value readers see; nothing while they still see the seed. */
  visible(key: number): T | undefined;
  write(key: number, value: T): void;
  keys(): Iterable<number>;
  snapshot(): () => void;
}

/** Nothing written yet. */
export function createOverlay<T>(clock: Clock, live: LiveSwitches): Overlay<T> {
  let written = new Map<number, readonly Version<T>[]>();
  const lag = (): number => amount(live, 'propagationLagMs');
  return {
    latest: (key) => written.get(key)?.at(-1)?.value,
    visible(key) {
      const limit = clock.now() - lag();
      return written.get(key)?.findLast((version) => lag() === 0 || version.at <= limit)?.value;
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
