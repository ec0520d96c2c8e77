// The whole state: entities, license packs, quota and clock.
import type { Clock } from '../../core/clock.ts';
import type { EmulatedState } from '../../core/definition.ts';
import type { LiveSwitches } from '../../core/switches.ts';
import type { Calendar } from '../calendar.ts';
import type { Quota } from '../rate-limit.ts';
import { amount, text } from '../switches.ts';
import type { Places } from './entities.ts';
import type { Licenses } from './license-packs.ts';

/** Everything the routes read and write. */
export interface YextState extends EmulatedState {
  readonly clock: Clock;
  readonly switches: LiveSwitches;
  readonly places: Places;
  readonly licenses: Licenses;
  readonly quota: Quota;
  /** Today in the zone of the switch. */
  today(): string;
  /** Removes the assignments whose date has come: runs before each request and after each write that sets a date. */
  sweep(): void;
}

type Parts = Pick<YextState, 'clock' | 'switches' | 'places' | 'licenses' | 'quota'>;

/** The state from its parts. */
export function createState(parts: Parts, calendar: Calendar): YextState {
  const { clock, switches, licenses, quota } = parts;
  const dayAt = (milliseconds: number): string => calendar.dateIn(text(switches, 'timeZone'), milliseconds);
  return {
    ...parts,
    today: () => dayAt(clock.now()),
    sweep: () => licenses.sweep(dayAt(clock.now() - amount(switches, 'expiryDelayMinutes') * 60_000)),
    snapshot() {
      const undo = [licenses.snapshot(), quota.snapshot()];
      return () => {
        for (const restore of undo) restore();
      };
    },
  };
}
