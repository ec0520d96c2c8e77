// Whether an address leaves rows out.
import { address } from '../../kit/router.ts';

/** Order, what is open and how rows are put together leave nothing out. */
const HARMLESS = new Set(['sort', 'open', 'each', 'group', 'asOf']);

/** How many filters the address has, the search aside. */
export function filtersOn(): number {
  const { path, query } = address.value;
  return [...query.keys()].filter((name) => !HARMLESS.has(name) && !(name === 'kind' && path === '/places'))
    .length;
}

export function isFiltered(): boolean {
  return address.value.typed.get('q') !== null || filtersOn() > 0;
}
