// Filters that every list has: vendor and account, as far as whoever sits here may see them.
import { Fragment, h, type JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { AssigneeKind } from '../../generated/documents.ts';
import { Facet, Picker } from '../../kit/facet.ts';
import { providerName } from '../words/words.ts';
import { ViewerContext } from '../viewer.ts';

export interface AccountFacetsProps {
  /** How many rows each would leave, by the code of the vendor and the key of the account; null while that is not known. */
  readonly counts?: ReadonlyMap<string, number> | null;
  readonly hasVendors: boolean;
  /** Only accounts whose licenses such can hold. */
  readonly kind?: AssigneeKind;
}

/** As many stand beside each other; more are a choice of one. */
const MOST_SWITCHES = 8;

export function AccountFacets({ counts, hasVendors, kind }: AccountFacetsProps): JSX.Element {
  const accounts = (useContext(ViewerContext)?.accounts ?? []).filter(
    ({ capabilities }) => kind === undefined || capabilities.assigneeKinds.includes(kind),
  );
  const vendors = [...new Set(accounts.map(({ provider }) => provider))].sort();
  const countOf = (name: string): { count?: number } => (counts ? { count: counts.get(name) ?? 0 } : {});
  const options = accounts.map(({ key, name }) => ({ value: key, title: name, ...countOf(key) }));
  return h(
    Fragment,
    {},
    ...(hasVendors && vendors.length > 1
      ? [
          h(Facet, {
            title: 'Vendor',
            name: 'vendor',
            options: vendors.map((one) => ({ value: one, title: providerName(one), ...countOf(one) })),
          }),
        ]
      : []),
    ...(options.length > MOST_SWITCHES
      ? [h(Picker, { title: 'Account', name: 'account', options: [{ value: '', title: 'All' }, ...options] })]
      : options.length > 1
        ? [h(Facet, { title: 'Account', name: 'account', options })]
        : []),
  );
}
