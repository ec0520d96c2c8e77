// What the address of the devices asks for. Pure.
import type { DeviceSearch, DeviceSortField, HoldsSearch } from '../../generated/documents.ts';
import { holdsOf } from '../../parts/holders/holds-of.ts';
import { ACTIVITIES } from '../../parts/lists/known-words.ts';
import {
  given,
  readFilters,
  type AskedAt,
  type ListOrder,
  type Strange,
} from '../../parts/lists/list-filters.ts';

const SORTS = [
  'NAME',
  'MODEL',
  'STATUS',
  'LAST_ACTIVE',
  'LICENSES_HELD',
] as const satisfies readonly DeviceSortField[];

/** Silent for so many days is what the facet of silent devices means, as the rule of idle holders does. */
export const SILENT_DAYS = 90;

export interface DeviceFilters {
  readonly filter: DeviceSearch;
  holding(holds: HoldsSearch): DeviceSearch;
  readonly silent: DeviceSearch;
  readonly neverActive: DeviceSearch;
  readonly order: ListOrder<DeviceSortField>;
  readonly strange: readonly Strange[];
}

export function deviceFilters({ query, typed }: AskedAt): DeviceFilters {
  const reading = readFilters(query);
  const common = given({
    search: typed === '' ? null : typed,
    accountKeys: reading.texts('account'),
    models: reading.texts('model'),
    statuses: reading.texts('status'),
    fotaEligible: reading.flag('eligible'),
  });
  const ofHolds = given({ holds: holdsOf(reading) });
  const ofActivity = given({
    activity: reading.words('activity', ACTIVITIES),
    idleDays: reading.whole('idleDays'),
  });
  return {
    filter: { ...common, ...ofHolds, ...ofActivity },
    holding: (other) => ({ ...common, ...ofActivity, holds: other }),
    silent: { ...common, ...ofHolds, idleDays: SILENT_DAYS },
    neverActive: { ...common, ...ofHolds, activity: ['NEVER'] },
    order: reading.order(SORTS, { field: 'NAME', direction: 'ASC' }),
    strange: reading.strange,
  };
}
