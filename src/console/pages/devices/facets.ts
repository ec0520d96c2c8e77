// What narrows the devices down.
import { h, type JSX } from 'preact';
import { DeviceCountsDocument, DeviceWordsDocument } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { Facet, Picker, SearchField } from '../../kit/facet.ts';
import { format } from '../../kit/reader.ts';
import { AccountFacets } from '../../parts/lists/account-facets.ts';
import { FilterBar } from '../../parts/lists/filter-bar.ts';
import { LicensePicker } from '../../parts/lists/license-picker.ts';
import { counted, HOLDS, IDLE } from '../../parts/lists/options.ts';
import { SILENT_DAYS, type DeviceFilters } from './filters.ts';

export function DeviceFacets({ filters }: { readonly filters: DeviceFilters }): JSX.Element {
  const { holding, silent, neverActive } = filters;
  const words = useQuestion(DeviceWordsDocument, {}).data?.inventory;
  const found = useQuestion(DeviceCountsDocument, {
    something: holding({ nothing: false }),
    nothing: holding({ nothing: true }),
    silent,
    never: neverActive,
  }).data?.inventory;
  const holds = { something: found?.something?.totalCount, nothing: found?.nothing?.totalCount };
  const models = valuesOf(words?.models);
  return h(
    FilterBar,
    { search: h(SearchField, { label: 'Name, IMEI, number or id' }) },
    h(LicensePicker, { title: 'Holds', name: 'holds', above: counted(HOLDS, holds, format.number) }),
    h(Picker, {
      title: 'Last connected',
      name: 'idleDays',
      options: counted(IDLE, { [SILENT_DAYS]: found?.silent?.totalCount }, format.number),
    }),
    h(Picker, { title: 'Model', name: 'model', options: [{ value: '', title: 'Any' }, ...models] }),
    h(AccountFacets, { hasVendors: false, kind: 'DEVICE' }),
    h(Facet, { title: 'State', name: 'status', options: valuesOf(words?.statuses) }),
    h(Facet, {
      title: 'Activity',
      name: 'activity',
      options: [
        { value: 'NEVER', title: 'Never connected', count: found?.never?.totalCount ?? null },
        { value: 'NOT_TOLD', title: 'Not told' },
      ],
    }),
    h(Facet, {
      title: 'Firmware',
      name: 'eligible',
      options: [
        { value: 'yes', title: 'Can be sent' },
        { value: 'no', title: 'Cannot be sent' },
      ],
    }),
  );
}

interface Words {
  readonly nodes: readonly { readonly keys: readonly { readonly value: string | null }[] }[] | null;
}

function valuesOf(list: Words | null | undefined): { readonly value: string; readonly title: string }[] {
  const values = (list?.nodes ?? []).flatMap(({ keys }) => keys[0]?.value ?? []);
  return values.sort().map((value) => ({ value, title: value }));
}
