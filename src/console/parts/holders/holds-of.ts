// What somebody or something is to hold, by the address. Pure.
import type { HoldsSearch } from '../../generated/documents.ts';
import type { Reading } from '../lists/list-filters.ts';

/** `nothing`, `something`, or the id of a license. */
export function holdsOf(reading: Reading): HoldsSearch | null {
  const text = reading.text('holds');
  if (text === null) return null;
  if (text === 'nothing' || text === 'something') return { nothing: text === 'nothing' };
  return { any: [text] };
}
