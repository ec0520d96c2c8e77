// Builds the state from nothing. Only dates depend on the clock: they are fixed numbers of days from its day.
import type { SeedOptions } from '../../core/definition.ts';
import { PLACES } from '../../seed/organisation.ts';
import { createCalendar } from '../calendar.ts';
import { createQuota } from '../rate-limit.ts';
import { createPlaces } from '../state/entities.ts';
import { createLicenses } from '../state/license-packs.ts';
import { createState, type YextState } from '../state/state.ts';
import { amount, text } from '../switches.ts';
import { packSeeds } from './license-packs.ts';

/** The account as it is at start, reset and reseed. */
export function seed({ scale, tenant = 0, clock, switches }: SeedOptions): YextState {
  const calendar = createCalendar();
  const day = calendar.dateIn(text(switches, 'timeZone'), clock.now());
  const count = PLACES * scale;
  const parts = {
    clock,
    switches,
    places: createPlaces({ count, tenant, seedDay: Date.parse(`${day}T00:00:00Z`) }, () =>
      amount(switches, 'goneEntities'),
    ),
    licenses: createLicenses(packSeeds({ count, scale, tenant, seedDay: day })),
    quota: createQuota(clock, switches),
  };
  return createState(parts, calendar);
}
