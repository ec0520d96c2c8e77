// What the emulator remembers, and the time it lives in.
import type { Clock } from '../../core/clock.ts';
import type { EmulatedState } from '../../core/definition.ts';
import type { Calendar } from '../calendar.ts';
import type { Quota } from '../rate-limit.ts';
import type { Settings } from '../switches.ts';
import type { Places } from './entities.ts';
import type { Licenses } from './license-packs.ts';

export interface YextState extends EmulatedState {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly places: Places;
  readonly licenses: Licenses;
  readonly quota: Quota;
  /** Today in the zone of the switch. */
  today(): string;
  /** Removes what is due: runs before each request and after each write that sets a date. */
  sweep(): void;
}

type Parts = Pick<YextState, 'clock' | 'settings' | 'places' | 'licenses' | 'quota'>;

export function createState(parts: Parts, calendar: Calendar): YextState {
  const { clock, settings, licenses, quota } = parts;
  const dayAt = (milliseconds: number): string => calendar.dateIn(settings.text('timeZone'), milliseconds);
  return {
    ...parts,
    today: () => dayAt(clock.now()),
    sweep: () => licenses.sweep(dayAt(clock.now() - settings.count('expiryDelayMinutes') * 60_000)),
    snapshot() {
      const undo = [licenses.snapshot(), quota.snapshot()];
      return () => {
        for (const back of undo) back();
      };
    },
  };
}
