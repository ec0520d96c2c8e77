// Lists read to their end in one go, without being led in circles.
import { checked, goesOn, repeated, rowsById, type ReadVendorPage, type Row } from './vendor-pages.ts';

/** Rows of all pages by id; stops before the end when `enough` says so. `isWhole`: whether these are all there are. */
export async function readAllPages<R extends Row>(
  accountKey: string,
  read: ReadVendorPage<R>,
  enough: (rows: ReadonlyMap<string, R>) => boolean = () => false,
): Promise<{ readonly rows: ReadonlyMap<string, R>; readonly isWhole: boolean }> {
  const readChecked = checked(accountKey, read);
  const rows = new Map<string, R>();
  let leftOut = 0;
  let total = 0;
  for (let page = 1; ; page += 1) {
    const vendorPage = await readChecked(page);
    const before = rows.size;
    for (const [id, row] of rowsById(vendorPage.rows)) rows.set(id, row);
    if (vendorPage.rows.length > 0 && rows.size === before) throw repeated(accountKey);
    leftOut += vendorPage.leftOut;
    total = Math.max(total, vendorPage.total ?? 0);
    if (enough(rows) || !goesOn(vendorPage, page, accountKey)) break;
  }
  return { rows, isWhole: leftOut === 0 && rows.size >= total };
}
