// Findings over a database.
import type { StoreContext } from '../context.ts';
import { writing } from '../database/transactions.ts';
import { readersOver } from '../inventory/reads/statements/context.ts';
import type { Findings } from './api.ts';
import { dismissFindings } from './dismiss-findings.ts';
import { countFindings, findFindings, findingsById, summariseFindings } from './find-findings.ts';
import { openFindings, wastedSeats } from './wasted-seats.ts';

/** The findings of a store. */
export function findings(context: StoreContext): Findings {
  const { read, search } = readersOver(context);
  return {
    findFindings: (query) => search((reads) => findFindings(reads, query)),
    countFindings: (query) => search((reads) => countFindings(reads, query)),
    summariseFindings: (query) => search((reads) => summariseFindings(reads, query)),
    findingsById: (visible, ids) => read((reads) => findingsById(reads, visible, ids)),
    dismissFindings: (by) => writing(context, (tx) => dismissFindings(tx, by, context.now())),
    wastedSeats: (licenses) => search((reads) => wastedSeats(reads, licenses)),
    openFindings: () => search((reads) => openFindings(reads)),
  };
}
