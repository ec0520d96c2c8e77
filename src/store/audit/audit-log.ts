// The audit log over a database: reading it and checking it.
import type { StoreContext } from '../context.ts';
import { reading } from '../database/transactions.ts';
import type { Audit } from './api.ts';
import { auditEvents } from './find-entries.ts';
import { verifyChain } from './verify-chain.ts';

/** The audit log over a database. */
export function audit(context: Pick<StoreContext, 'db' | 'outage'>): Audit {
  return {
    auditEvents: (filter, after, limit, direction = 'ASC') =>
      reading(context, (db) => auditEvents(db, filter, { after, limit, direction })),
    verifyChain: (options) => reading(context, (db) => verifyChain(db, options?.from)),
  };
}
