// The answers of one account of Genesys Cloud. Rows are read one by one, and what is odd in them is counted for the account.
import type { RowReader } from '../../../upstream/parse.ts';
import { createFields } from './fields.ts';
import { licenseAnswers } from './licenses.ts';
import { userAnswers } from './users.ts';

/** What the answers of one account are read with. */
export type Wire = ReturnType<typeof createWire>;

export function createWire(reader: RowReader) {
  const fields = createFields(reader);
  return { ...licenseAnswers(fields), ...userAnswers(fields) };
}
