// What a list without rows leaves open.
import { beginsLater, isBeingRead, missingIn, type Coverage } from './missing.ts';

/**
 * Why it is not known that there are no rows where none is: the moment is before all that is known, nothing was read yet, nothing could be
 * read, or there may be some in what is left out. Null where all is known.
 */
export type Unknown = 'BEFORE_HISTORY' | 'BEING_READ' | 'NOT_READ' | 'IN_PART';

/** What a list without rows leaves open. */
export function unknownOf(coverage: Coverage): Unknown | null {
  const missing = missingIn(coverage);
  const counting = (coverage ?? []).filter(({ reason }) => reason !== 'NOT_SUPPORTED');
  if (missing.length === 0) return null;
  if (missing.length < counting.length) return 'IN_PART';
  if (missing.every(beginsLater)) return 'BEFORE_HISTORY';
  if (missing.every(isBeingRead)) return 'BEING_READ';
  // Of an account that is there in part nothing else may have been missing.
  return missing.some(({ status }) => status === 'PARTIAL') ? 'IN_PART' : 'NOT_READ';
}
