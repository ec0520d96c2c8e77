// The columns of the devices, on the screen and in a file.
import { h } from 'preact';
import type { DevicesQuery } from '../../generated/documents.ts';
import { Dash } from '../../kit/told/dash.ts';
import { a, span } from '../../kit/elements.ts';
import { withQuery } from '../../kit/router.ts';
import type { Column } from '../../kit/table/table.ts';
import type { CsvColumn } from '../../parts/lists/csv-export.ts';
import { HeldCell, heldNames, LastActive } from '../../parts/holders/holders.ts';
import { nameOfAssignee } from '../../parts/selecting/chosen.ts';
import { providerName } from '../../parts/words/words.ts';

export type DeviceRow = NonNullable<
  NonNullable<NonNullable<DevicesQuery['inventory']>['devices']>['nodes']
>[number];

export const DEVICE_COLUMNS: readonly Column<DeviceRow>[] = [
  {
    title: 'Device',
    sort: 'NAME',
    cell: (row) => [
      a({ href: withQuery({ open: row.id }) }, nameOfAssignee(row)),
      span({ class: 'second' }, row.mdn ?? row.imei),
    ],
  },
  {
    title: 'Model',
    sort: 'MODEL',
    isMinor: true,
    cell: ({ model, make }) =>
      model === null
        ? h(Dash, { why: 'The vendor does not tell the model.' })
        : [model, span({ class: 'second' }, make)],
  },
  {
    title: 'Account',
    isMinor: true,
    cell: ({ account }) => [account.name, span({ class: 'second' }, providerName(account.provider))],
  },
  {
    title: 'State',
    sort: 'STATUS',
    isMinor: true,
    cell: ({ status }) => status ?? h(Dash, { why: 'The vendor does not tell the state.' }),
  },
  {
    title: 'Last connected',
    sort: 'LAST_ACTIVE',
    cell: ({ lastConnectedAt, activity, status }) => [
      h(LastActive, { at: lastConnectedAt, activity }),
      status === null ? null : span({ class: 'narrow-only second' }, status),
    ],
  },
  {
    title: 'Licenses',
    sort: 'LICENSES_HELD',
    isMinor: true,
    cell: ({ assignments }) => h(HeldCell, { held: assignments }),
  },
];

export const DEVICE_CSV: readonly CsvColumn<DeviceRow>[] = [
  { title: 'Name', value: ({ displayName }) => displayName },
  { title: 'IMEI', value: ({ imei }) => imei },
  { title: 'Number', value: ({ mdn }) => mdn },
  { title: 'Account', value: ({ account }) => account.key },
  { title: 'Device id', value: ({ externalId }) => externalId },
  { title: 'Make', value: ({ make }) => make },
  { title: 'Model', value: ({ model }) => model },
  { title: 'State', value: ({ status }) => status },
  {
    title: 'Last connected',
    value: ({ lastConnectedAt, activity }) => lastConnectedAt ?? (activity === 'NEVER' ? 'never' : null),
  },
  { title: 'Licenses held', value: ({ assignments }) => assignments?.totalCount ?? null },
  { title: 'Licenses', value: ({ assignments }) => heldNames(assignments)?.join('; ') ?? null },
];
