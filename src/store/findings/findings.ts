// Findings over a database.
import type { StoreContext } from '../context.ts';
import { reading, writing } from '../database/transactions.ts';
import { readersOver } from '../inventory/reads/statements/context.ts';
import type { FindingLooks, Findings } from './api.ts';
import { dismissFindings } from './dismiss-findings.ts';
import { countFindings, findFindings, findingsById, summariseFindings } from './find-findings.ts';
import { accountsToLookAt, claimLook } from './looks.ts';
import { recordFindings } from './record/record-findings.ts';
import { openFindings, wastedSeats } from './wasted-seats.ts';

/** The findings of a store. */
export function findings(context: StoreContext): Findings & FindingLooks {
  const { read, search } = readersOver(context);
  return {
    findFindings: (query) => search((reads) => findFindings(reads, query)),
    countFindings: (query) => search((reads) => countFindings(reads, query)),
    summariseFindings: (query) => search((reads) => summariseFindings(reads, query)),
    findingsById: (visible, ids) => read((reads) => findingsById(reads, visible, ids)),
    dismissFindings: (by) => writing(context, (tx) => dismissFindings(tx, by, context.now())),
    wastedSeats: (licenses) => search((reads) => wastedSeats(reads, licenses)),
    accountsToLookAt: () => reading(context, (db) => accountsToLookAt(db, context.now())),
    claimLook: (accountKey) => writing(context, (tx) => claimLook(tx, accountKey, context.now())),
    recordFindings: (accountKey, how, signal) => recordFindings(context, accountKey, how, signal),
    openFindings: () => search((reads) => openFindings(reads)),
  };
}
