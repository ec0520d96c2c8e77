// The devices: what they are, whether they were connected lately, what they hold; one of them in the drawer.
import { h, type JSX } from 'preact';
import { DevicesDocument, type DevicesQuery } from '../../generated/documents.ts';
import { usePages, walk } from '../../graph/pages.ts';
import { address, go, withQuery } from '../../kit/router.ts';
import { assigneeActions } from '../../parts/selecting/assignee-actions.ts';
import { HolderDrawer } from '../../parts/holders/open.ts';
import { nameOfAssignee } from '../../parts/selecting/chosen.ts';
import { ListPage } from '../../parts/lists/list-page.ts';
import { DEVICE_COLUMNS, DEVICE_CSV, type DeviceRow } from './columns.ts';
import { DeviceFacets } from './facets.ts';
import { deviceFilters } from './filters.ts';

const pick = ({ inventory }: DevicesQuery) => inventory?.devices;

export function DevicesPage(): JSX.Element {
  const { query, typed } = address.value;
  const filters = deviceFilters({ query, typed: typed.get('q') ?? '' });
  const { filter, order } = filters;
  const variables = { filter, orderBy: order, first: 100, after: null };
  const pages = usePages(DevicesDocument, variables, pick);
  const open = query.get('open');
  return h(
    ListPage<DevicesQuery, DeviceRow>,
    {
      title: 'Devices',
      noun: { one: 'device', many: 'devices' },
      pages,
      coverage: pages.data?.inventory?.devices?.coverage,
      columns: DEVICE_COLUMNS,
      order,
      csv: DEVICE_CSV,
      all: (signal) => walk(DevicesDocument, { ...variables, first: 1_000 }, pick, signal),
      actions: assigneeActions(),
      filters: h(DeviceFacets, { filters }),
      strange: filters.strange,
      keyOf: ({ id }) => id,
      nameOf: nameOfAssignee,
    },
    open === null
      ? null
      : h(HolderDrawer, { key: open, id: open, onClose: () => go(withQuery({ open: null })) }),
  );
}
