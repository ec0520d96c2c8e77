// What the address of the licenses asks for. Pure.
import type { FindingCode, LicenseSearch, LicenseSortField, Provider } from '../../generated/documents.ts';
import {
  given,
  readFilters,
  type AskedAt,
  type ListOrder,
  type Strange,
} from '../../parts/lists/list-filters.ts';
import { askedDay } from '../../parts/lists/past-day.ts';

/** States that a license can be in, as the rules find them, the gravest first; and what they are called. */
export const LICENSE_STATES = {
  OVERBOOKED: 'Over-booked',
  NEARLY_EXHAUSTED: 'Nearly full',
  RUNS_OUT: 'Runs out',
  LICENSE_NOT_LISTED: 'Not listed any more',
  SEATS_DISAGREE: 'Counts disagree',
  RENEWAL_DUE: 'To decide on',
  UNUSED_SEATS: 'Unused seats',
} as const satisfies Partial<Record<FindingCode, string>>;

export type LicenseState = keyof typeof LICENSE_STATES;

export const STATE_CODES = Object.keys(LICENSE_STATES) as readonly LicenseState[];

const SORTS = [
  'NAME',
  'UTILISATION',
  'HELD',
  'TOTAL',
  'AVAILABLE',
] as const satisfies readonly LicenseSortField[];

export interface LicenseFilters {
  readonly filter: LicenseSearch;
  /** The same without vendor and account: what their counts are taken from. */
  readonly elsewhere: LicenseSearch;
  /** The same with one state alone: what its count is taken from. */
  inState(state: LicenseState): LicenseSearch;
  readonly order: ListOrder<LicenseSortField>;
  /** The end of the day that was asked for; null for now. */
  readonly asOf: string | null;
  /** A day that was asked for and is still to come: there are no rows of it. */
  readonly toCome: string | null;
  readonly strange: readonly Strange[];
}

export interface LicensesAskedAt extends AskedAt {
  /** A calendar day (UTC). */
  readonly today: string;
  readonly vendors: readonly Provider[];
}

export function licenseFilters({ query, typed, today, vendors }: LicensesAskedAt): LicenseFilters {
  const reading = readFilters(query);
  const where = given({
    providers: reading.words('vendor', vendors),
    accountKeys: reading.texts('account'),
  });
  const states = reading.words('state', STATE_CODES);
  const common = given({ search: typed === '' ? null : typed, countable: reading.flag('countable') });
  const { asOf, toCome } = askedDay(reading.day('asOf'), today);
  const order = reading.order(SORTS, { field: 'NAME', direction: 'ASC' });
  // What is told of findings has no history.
  const ofStates = states !== null && asOf === null ? inStates(states) : {};
  return {
    filter: { ...common, ...where, ...ofStates },
    elsewhere: { ...common, ...ofStates },
    inState: (state) => ({ ...common, ...where, ...inStates([state]) }),
    order,
    asOf,
    toCome,
    strange: reading.strange,
  };
}

/** What a vendor lists no more is left out of lists, unless just that is asked for. */
function inStates(states: readonly LicenseState[]): LicenseSearch {
  return { findings: [...states], ...(states.includes('LICENSE_NOT_LISTED') && { listed: null }) };
}

/** How many licenses each vendor and account has; null when not all of them were read, or nobody knows how many there are. */
export function countsByAccount(
  rows: readonly { readonly account: { readonly key: string; readonly provider: string } }[],
  totalCount: number | null,
): ReadonlyMap<string, number> | null {
  if (totalCount === null || totalCount > rows.length) return null;
  const counts = new Map<string, number>();
  for (const { account } of rows) {
    for (const name of [account.key, account.provider]) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
