// Where a list goes on, as a cursor: the query that Quayside linked, and of holders the plan too. It never names a host.
import { callerError } from '../../../src/domain/problem.ts';

/** A page of the holders of a plan; `query` is null for the first. */
export interface HolderPage {
  readonly planId: string;
  readonly query: string | null;
}

const HOLDERS = /^h:([A-Za-z0-9-]{1,40})(\?[\w=&%.+-]{1,500})?$/;
const USERS = /^u:(\?[\w=&%.+-]{1,500})$/;

export function holdersCursor({ planId, query }: HolderPage): string {
  return `h:${planId}${query ?? ''}`;
}

export function usersCursor(query: string): string {
  return `u:${query}`;
}

/** Throws BAD_CURSOR for a text that is no cursor of a list of holders. */
export function holderPageAt(cursor: string): HolderPage {
  const [, planId, query = null] = HOLDERS.exec(cursor) ?? [];
  if (planId === undefined) throw foreign();
  return { planId, query };
}

/** Throws BAD_CURSOR for a text that is no cursor of users. */
export function userPageAt(cursor: string): string {
  const [, query] = USERS.exec(cursor) ?? [];
  if (query === undefined) throw foreign();
  return query;
}

function foreign() {
  return callerError('BAD_CURSOR', 'The cursor does not belong to this list.');
}
