// The columns of the licenses, on the screen and in a file.
import { h } from 'preact';
import type { LicenseRowFragment } from '../../generated/documents.ts';
import { Dash } from '../../kit/told/dash.ts';
import { a, span } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { withQuery } from '../../kit/router.ts';
import type { Column } from '../../kit/table/table.ts';
import type { CsvColumn } from '../../parts/lists/csv-export.ts';
import { Day } from '../../parts/holders/holders.ts';
import { SeatBar } from '../../parts/seats/seat-bar.ts';
import { isCounted, shareOf } from '../../parts/seats/seats.ts';
import { Badge, type Tone } from '../../parts/words/state-badge.ts';
import { providerName } from '../../parts/words/words.ts';
import { LICENSE_STATES, type LicenseState } from './filters.ts';

/** States of licenses, the gravest first, by the id of the license. */
export type StatesOf = ReadonlyMap<string, readonly LicenseState[]>;

const TONES: Readonly<Record<LicenseState, Tone>> = {
  OVERBOOKED: 'over',
  NEARLY_EXHAUSTED: 'warning',
  RUNS_OUT: 'warning',
  LICENSE_NOT_LISTED: 'plain',
  SEATS_DISAGREE: 'plain',
  RENEWAL_DUE: 'info',
  UNUSED_SEATS: 'plain',
};

export const nameOfLicense = ({
  name,
  externalId,
}: {
  readonly name: string | null;
  readonly externalId: string;
}): string => name ?? externalId;

/** `states` is null where states are not told, as of the past. Columns that would be dashes alone are left out. */
export function licenseColumns(
  rows: readonly LicenseRowFragment[],
  states: StatesOf | null,
): Column<LicenseRowFragment>[] {
  return [
    {
      title: 'License',
      sort: 'NAME',
      cell: (row) => [
        a({ href: withQuery({ open: row.id }) }, nameOfLicense(row)),
        span({ class: 'second' }, `${row.account.name} · ${providerName(row.account.provider)}`),
      ],
    },
    ...(states === null
      ? []
      : [
          {
            title: 'State',
            isMinor: true,
            cell: ({ id }: LicenseRowFragment) => badgesOf(states.get(id) ?? []),
          },
        ]),
    { title: 'Share', sort: 'UTILISATION', isMinor: true, cell: shareCell },
    {
      title: 'Held',
      sort: 'HELD',
      isNumber: true,
      isMinor: true,
      cell: (row) => numberOr(heldOf(row), 'How many hold it is not known.'),
    },
    {
      title: 'Bought',
      sort: 'TOTAL',
      isNumber: true,
      isMinor: true,
      cell: ({ seats }) =>
        numberOr(seats?.countable === true ? seats.total : null, 'The vendor tells no number of seats.'),
    },
    {
      title: 'Free',
      sort: 'AVAILABLE',
      isNumber: true,
      cell: (row) => [freeCell(row), stateBelow(states?.get(row.id)?.[0])],
    },
    ...(rows.some(({ contract }) => contract?.pricePerSeatMonth != null)
      ? [{ title: 'A seat and month', isNumber: true, isMinor: true, cell: priceCell }]
      : []),
    ...(rows.some(({ contract }) => contract !== null)
      ? [
          {
            title: 'Contract ends',
            isMinor: true,
            cell: ({ contract }: LicenseRowFragment) =>
              h(Day, { on: contract?.end ?? null, why: 'No contract is written down for it.' }),
          },
        ]
      : []),
  ];
}

export function badgesOf(states: readonly LicenseState[]) {
  return span(
    { class: 'badges' },
    ...states.map((state) => h(Badge, { tone: TONES[state], text: LICENSE_STATES[state] })),
  );
}

/** By the vendor's own count, else by who was seen to hold it. */
export function heldOf({ seats, assignments }: LicenseRowFragment): number | null {
  return (seats?.countable === true ? seats.assigned : null) ?? assignments?.totalCount ?? null;
}

function numberOr(value: number | null, why: string) {
  return value === null ? h(Dash, { why }) : format.number(value);
}

function shareCell({ seats }: LicenseRowFragment) {
  const share = shareOf(seats);
  if (share === null) return h(Dash, { why: 'The vendor tells no number of seats.' });
  const tone = share > 1 ? 'over' : share >= 0.9 ? 'warning' : 'plain';
  return span(
    { class: 'share' },
    h(SeatBar, { share: Math.min(share, 1), tone }),
    span({ class: `share-text ${tone}` }, Number.isFinite(share) ? format.share(share) : 'none bought'),
  );
}

function freeCell({ seats }: LicenseRowFragment) {
  const free = isCounted(seats) ? seats.total - seats.assigned : null;
  if (free === null) return h(Dash, { why: 'The vendor tells no number of seats.' });
  return free < 0 ? span({ class: 'over' }, `${format.number(-free)} over`) : format.number(free);
}

/** Where there is no room for a column of states, the gravest stands below the number. */
function stateBelow(state: LicenseState | undefined) {
  return state === undefined
    ? null
    : span({ class: `narrow-only second ${TONES[state]}` }, LICENSE_STATES[state]);
}

function priceCell({ contract }: LicenseRowFragment) {
  const price = contract?.pricePerSeatMonth ?? null;
  return price === null ? h(Dash, { why: 'No price is written down for it.' }) : format.money(price);
}

export function licenseCsv(states: StatesOf | null): CsvColumn<LicenseRowFragment>[] {
  return [
    { title: 'License', value: ({ name }) => name },
    { title: 'License id', value: ({ externalId }) => externalId },
    { title: 'Account', value: ({ account }) => account.key },
    { title: 'Vendor', value: ({ account }) => providerName(account.provider) },
    ...(states === null
      ? []
      : [
          {
            title: 'State',
            value: ({ id }: LicenseRowFragment) =>
              (states.get(id) ?? []).map((state) => LICENSE_STATES[state]).join('; '),
          },
        ]),
    { title: 'Held', value: heldOf },
    { title: 'Bought', value: ({ seats }) => (seats?.countable === true ? seats.total : null) },
    { title: 'Free', value: ({ seats }) => (isCounted(seats) ? seats.total - seats.assigned : null) },
    {
      title: 'Price of a seat and month (smallest units)',
      value: ({ contract }) => contract?.pricePerSeatMonth?.minorUnits ?? null,
    },
    { title: 'Currency', value: ({ contract }) => contract?.pricePerSeatMonth?.currency ?? null },
    { title: 'Contract ends', value: ({ contract }) => contract?.end ?? null },
  ];
}
