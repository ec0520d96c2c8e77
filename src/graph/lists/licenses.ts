// Lists of licenses: whole catalogues, filtered and ordered here, so that counts and order are exact.
import { z } from 'zod';
import type { Account } from '../../domain/account.ts';
import { failed, readToEnd, type AccountCoverage } from '../../domain/coverage.ts';
import type { License } from '../../domain/license.ts';
import { asProblemError, type ProblemError } from '../../domain/problem.ts';
import { keptLine } from '../freshness/answered.ts';
import type { FreshLoaders } from '../freshness/fresh-loaders.ts';
import type { LicenseFilter, LicenseOrder } from '../generated/resolvers.ts';
import type { Seen, Sourced } from '../nodes/models.ts';
import { checkFirst, orderedConnection, type ConnectionModel, type PageRequest } from './connection.ts';

type Conditions = Pick<LicenseFilter, 'assigneeKinds' | 'nameContains' | 'hasAvailableSeats'>;

/** Which licenses, and in which order. */
interface LicenseList {
  readonly accounts: readonly Account[];
  readonly conditions: Conditions;
  readonly order: LicenseOrder;
}

/** The order where none is asked for: as in the SDL, null is as good as absent. */
export const BY_NAME: LicenseOrder = { field: 'NAME', direction: 'ASC' };

/** All licenses of an account, and how complete they are. */
export interface Catalogue {
  readonly items: readonly (License & Sourced & Seen)[];
  readonly coverage: readonly AccountCoverage[];
}

/** The catalogue as the provider has it, or as it is in the inventory where the provider fails and the caller takes that. */
export async function catalogueOf(loaders: FreshLoaders, { key }: Account): Promise<Catalogue> {
  const { value, kept } = await loaders.listed(key);
  return { items: value.items, coverage: [kept ? keptLine(key, kept) : readToEnd(key, value.gap)] };
}

/** Licenses of accounts; all catalogues are read side by side, one call or one walk an account. */
export async function licenseConnection(
  read: (account: Account) => Promise<Catalogue>,
  { accounts, conditions, order }: LicenseList,
  page: PageRequest,
): Promise<ConnectionModel<License & Sourced>> {
  checkFirst(page.first);
  const lines: (readonly AccountCoverage[])[] = [];
  let failure: ProblemError | null = null;
  const catalogues = await Promise.all(
    accounts.map(async (account, index) => {
      try {
        const { items, coverage } = await read(account);
        lines[index] = coverage;
        return items;
      } catch (error) {
        const caught = asProblemError(error);
        failure ??= caught;
        lines[index] = [failed(account.key, caught.problem)];
        return [];
      }
    }),
  );
  const places = placesIn(order);
  const all = catalogues
    .flat()
    .filter((license) => meets(license, conditions))
    .toSorted((one, other) => places.compare(places.placeOf(one), places.placeOf(other)));
  return orderedConnection({ all, ...places, coverage: lines.flat(), failure }, page);
}

function meets(license: License, conditions: Conditions): boolean {
  const { assigneeKinds, nameContains, hasAvailableSeats } = conditions;
  if (assigneeKinds != null && !assigneeKinds.some((kind) => license.assigneeKinds.includes(kind)))
    return false;
  if (nameContains != null && !(license.name ?? '').toLowerCase().includes(nameContains.toLowerCase()))
    return false;
  if (hasAvailableSeats == null) return true;
  const { seats } = license;
  if (seats === null || !seats.countable || seats.available === null) return false;
  return seats.available > 0 === hasAvailableSeats;
}

type SortValue = string | number | null;

const VALUE_OF: Record<LicenseOrder['field'], (license: License) => SortValue> = {
  NAME: (license) => license.name?.toLowerCase() ?? null,
  AVAILABLE: (license) => license.seats?.available ?? null,
  ASSIGNED: (license) => license.seats?.assigned ?? null,
};

/** The value that licenses are ordered by, the account, and the provider's id. */
const LicensePlace = z.tuple([z.union([z.string(), z.number(), z.null()]), z.string(), z.string()]);
type LicensePlace = z.infer<typeof LicensePlace>;

/** The places of licenses in an order. */
function placesIn(order: LicenseOrder) {
  const valueOf = VALUE_OF[order.field];
  const sign = order.direction === 'DESC' ? -1 : 1;
  return {
    place: LicensePlace,
    placeOf: (license: License): LicensePlace => [valueOf(license), license.accountKey, license.externalId],
    compare: (one: LicensePlace, other: LicensePlace): number =>
      compare(one[0], other[0], sign) || compare(one[1], other[1], 1) || compare(one[2], other[2], 1),
  };
}

/** Absent values last, whatever the direction. */
function compare(one: SortValue, other: SortValue, sign: 1 | -1): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one < other ? -sign : sign;
}
