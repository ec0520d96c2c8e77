// Whether an address leaves rows out.
import { address } from '../kit/router.ts';

/** Order, what is open and how rows are put together leave nothing out. */
const HARMLESS = new Set(['sort', 'open', 'each', 'group', 'asOf', 'kind']);

export function isFiltered(): boolean {
  const { path, query, typed } = address.value;
  return (
    typed.get('q') !== null ||
    [...query.keys()].some((name) => !HARMLESS.has(name) || (name === 'kind' && path !== '/places'))
  );
}
