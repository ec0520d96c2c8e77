// What the address of the devices asks for. Pure.
import type { Activity, DeviceSearch, DeviceSortField, HoldsSearch } from '../../generated/documents.ts';
import { holdsOf } from '../../parts/holders/holds-of.ts';
import { readFilters, type ListOrder, type Strange } from '../../parts/lists/list-filters.ts';

const ACTIVITIES = ['TOLD', 'NEVER', 'NOT_TOLD'] as const satisfies readonly Activity[];
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

export interface AskedAt {
  readonly query: URLSearchParams;
  readonly typed: string;
}

export function deviceFilters({ query, typed }: AskedAt): DeviceFilters {
  const reading = readFilters(query);
  const accountKeys = reading.texts('account');
  const models = reading.texts('model');
  const statuses = reading.texts('status');
  const eligible = reading.flag('eligible');
  const holds = holdsOf(reading);
  const activity = reading.words('activity', ACTIVITIES);
  const idleDays = reading.whole('idleDays');
  const common = {
    ...(typed !== '' && { search: typed }),
    ...(accountKeys && { accountKeys: [...accountKeys] }),
    ...(models && { models: [...models] }),
    ...(statuses && { statuses: [...statuses] }),
    ...(eligible !== null && { fotaEligible: eligible }),
  };
  const ofHolds = holds ? { holds } : {};
  const ofActivity = { ...(activity && { activity: [...activity] }), ...(idleDays !== null && { idleDays }) };
  return {
    filter: { ...common, ...ofHolds, ...ofActivity },
    holding: (other) => ({ ...common, ...ofActivity, holds: other }),
    silent: { ...common, ...ofHolds, idleDays: SILENT_DAYS },
    neverActive: { ...common, ...ofHolds, activity: ['NEVER'] },
    order: reading.order(SORTS, { field: 'NAME', direction: 'ASC' }),
    strange: reading.strange,
  };
}
