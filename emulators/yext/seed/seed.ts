// Builds the account from nothing. Only dates depend on the clock, as fixed distances in days from its day.
import type { SeedOptions } from '../../core/definition.ts';
import { PLACES } from '../../seed/organisation.ts';
import { createCalendar } from '../calendar.ts';
import { createQuota } from '../rate-limit.ts';
import { createPlaces } from '../state/entities.ts';
import { createLicenses } from '../state/license-packs.ts';
import { createState, type YextState } from '../state/state.ts';
import { createSettings } from '../switches.ts';
import { packSeeds } from './license-packs.ts';

export function seed({ scale, clock, switches }: SeedOptions): YextState {
  const settings = createSettings(switches);
  const calendar = createCalendar();
  const day = calendar.dateIn(settings.text('timeZone'), clock.now());
  const count = PLACES * scale;
  const parts = {
    clock,
    settings,
    places: createPlaces(count, Date.parse(`${day}T00:00:00Z`), () => settings.count('goneEntities')),
    licenses: createLicenses(packSeeds(count, scale, day)),
    quota: createQuota(clock, settings),
  };
  return createState(parts, calendar);
}
