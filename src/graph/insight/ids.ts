// Ids of findings. They are hidden numbers of rows, and no node of the graph has them.
import type { HiddenNumbers } from '../../domain/inventory/hidden-number.ts';
import { callerError, type ProblemError } from '../../domain/problem.ts';
import { encodeParts } from '../nodes/ids.ts';

export function findingId(row: number, numbers: HiddenNumbers): string {
  return encodeParts(['Finding', numbers.hide('FINDING', row)]);
}

/** Throws BAD_ID for a text that `findingId` does not give. */
export function findingOfId(text: string, numbers: HiddenNumbers): number {
  const hidden = /^\["Finding","([\w-]+)"\]$/.exec(Buffer.from(text, 'base64url').toString('utf8'))?.[1];
  const row = hidden === undefined ? null : numbers.reveal('FINDING', hidden);
  // Base64 has several spellings of one value: only the one given out counts.
  if (row !== null && findingId(row, numbers) === text) return row;
  throw callerError(
    'BAD_ID',
    'This is not the id of a finding.',
    'Pass an id exactly as `findings` returned it.',
  );
}

/** The id of a finding that there is not, or not for this caller: the answer is the same for both. */
export function noSuchFinding(): ProblemError {
  return callerError('BAD_ID', 'There is no such finding.', 'Query `findings` for those there are.');
}
