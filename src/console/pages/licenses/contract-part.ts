// What was agreed about a license, and what it costs.
import { h, type JSX } from 'preact';
import type { LicenseDrawerQuery } from '../../generated/documents.ts';
import { a, p } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { DrawerPart } from '../../parts/holders/drawer-part.ts';
import { Facts } from '../../parts/facts.ts';
import { useMay } from '../../parts/viewer.ts';

type License = NonNullable<LicenseDrawerQuery['license']>;

export function ContractPart({ license: { contract, cost } }: { readonly license: License }): JSX.Element {
  const maySeePrices = useMay('costs:read');
  const title = 'Contract and cost';
  if (contract === null)
    return h(
      DrawerPart,
      { title },
      p({ class: 'muted' }, 'No contract is written down for it, so nobody knows what it costs.'),
    );
  const { pricePerSeatMonth: price, pays, seats, start, end, decideBy, renews } = contract;
  return h(
    DrawerPart,
    { title, end: a({ href: `/renewals?before=${end}` }, 'Renewals') },
    h(Facts, {
      facts: [
        ['Term', `${format.day(start)} to ${format.day(end)}, ${renews ? 'then goes on' : 'then ends'}`],
        ['Decide by', format.day(decideBy)],
        [
          'Pays for',
          `${pays === 'PURCHASED' ? 'seats that were bought' : 'seats that are held'}${seats === null ? '' : `, ${format.number(seats)} by the contract`}`,
        ],
        ['A seat and month', price === null ? null : format.money(price)],
        ['A month', cost === null ? null : format.money(cost.monthly)],
        [
          'Wasted of it',
          cost === null ? null : `${format.money(cost.wasted)}, ${format.number(cost.wastedSeats)} seats`,
        ],
      ],
    }),
    maySeePrices ? null : p({ class: 'muted' }, 'Prices take the scope costs:read.'),
  );
}
