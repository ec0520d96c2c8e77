// Whole catalogues of the inventory, which are read page by page.
import type { FoundLicense, FoundRow, LicenseSearch, Place } from '../../domain/inventory/search.ts';
import type { InventoryReads } from '../../store/inventory/reads/api.ts';

/** Read at once. */
const PAGE = 1_000;

/** Which of them. */
interface Which {
  /** RFC 3339 UTC: as they were then; null: as they are now. */
  readonly asOf: string | null;
  /** Those that the providers list when absent. */
  readonly filter?: LicenseSearch;
}

/** Rows of licenses that are paid for: those that are listed, and those that are held all the same. */
export async function paidLicenses(
  inventory: Pick<InventoryReads, 'findLicenses'>,
  visible: readonly string[],
): Promise<readonly FoundRow<FoundLicense>[]> {
  const rows = await allLicenses(inventory, visible, { asOf: null, filter: { listed: null } });
  return rows.filter(({ value: { goneAt, held } }) => goneAt === null || held > 0);
}

/** All rows of licenses of these accounts. */
export async function allLicenses(
  inventory: Pick<InventoryReads, 'findLicenses'>,
  visible: readonly string[],
  { asOf, filter = {} }: Which,
): Promise<readonly FoundRow<FoundLicense>[]> {
  const rows: FoundRow<FoundLicense>[] = [];
  const sort = { field: 'NAME', direction: 'ASC' } as const;
  let after: Place | null = null;
  do {
    const found = await inventory.findLicenses({ visible, filter, sort, first: PAGE, after, asOf });
    rows.push(...found.rows);
    after = found.hasNext ? (found.rows.at(-1)?.place ?? null) : null;
  } while (after !== null);
  return rows;
}
