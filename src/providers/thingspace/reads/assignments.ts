// The assignments of a ThingSpace account: all of them are of its one license.
import type { ProviderAccount } from '../../provider.ts';
import type { Context } from '../context.ts';
import { POOL } from '../ids.ts';
import { readAssignments } from './assignment-pages.ts';
import { readHoldings } from './holdings.ts';

/** The assignments of one account. */
export function createAssignments(context: Context): ProviderAccount['assignments'] {
  return {
    page: (cursor, call) => readAssignments(context, cursor, call),
    async ofLicense(licenseId, cursor, call) {
      if (licenseId !== POOL) return { items: [], next: null, total: null };
      return readAssignments(context, cursor, call);
    },
    ofAssignees: (assignees, call) => readHoldings(context, assignees, call),
  };
}
