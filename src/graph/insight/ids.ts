// Ids of findings. They are numbers of rows, and no node of the graph has them.
import { callerError, type ProblemError } from '../../domain/problem.ts';
import { encodeParts } from '../nodes/ids.ts';

/** The database has no larger numbers of rows. */
const LARGEST = 2_147_483_647;

export function findingId(row: number): string {
  return encodeParts(['Finding', String(row)]);
}

/** Throws BAD_ID for a text that `findingId` does not give. */
export function findingOfId(text: string): number {
  const row = /^\["Finding","(\d{1,10})"\]$/.exec(Buffer.from(text, 'base64url').toString('utf8'))?.[1];
  // Base64 has several spellings of one value: only the one given out counts.
  if (row !== undefined && Number(row) <= LARGEST && findingId(Number(row)) === text) return Number(row);
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
