// What one caller may know of change sets, kept removals and the audit log.
import DataLoader from 'dataloader';
import type { Assignment } from '../domain/assignment.ts';
import type { ChangeProgress, ChangeSet, RequestRecord, ScheduledRemoval } from '../domain/change-set.ts';
import type { Pace } from '../domain/waiting/next-look.ts';
import type { Store } from '../store/api.ts';
import type { Audit, AuditFilter } from '../store/audit/api.ts';
import type { ChangeFilter } from '../store/changes/api.ts';
import type { SetCursor, SetFilter } from '../store/sets/api.ts';
import type { DeferredOpen } from '../store/deferred-open.ts';
import type { Caller, Opened } from './caller.ts';
import { followSet, type Followed } from './follow-set.ts';
import { keptDates } from './schedules/kept-removals.ts';

export type { AuditFilter, SetCursor, SetFilter };

/** Every method throws ProblemError: STORE_UNAVAILABLE while the database cannot be reached. */
export interface ChangeReads {
  /** null when there is no such set, or not for this caller; read once a request. */
  set(id: string): Promise<ChangeSet | null>;
  /** The set as it is now and after each change, at most four times a second, up to its end; null when there is no such set, or not for this caller. */
  follow(id: string): AsyncGenerator<Followed, void, void>;
  sets(filter: SetFilter, after: SetCursor | null, limit: number): Promise<readonly ChangeSet[]>;
  change(id: string): Promise<RequestRecord | null>;
  requestsOf(setId: string, filter: ChangeFilter): Promise<readonly RequestRecord[]>;
  progress(setId: string): Promise<ChangeProgress>;
  keptRemovals(
    after: { readonly dueAt: string; readonly id: string } | null,
    limit: number,
  ): Promise<readonly ScheduledRemoval[]>;
  auditEvents: Audit['auditEvents'];
  /** The day License Graph itself will remove an assignment; null when it will not. All that are asked for together take one query an account. */
  removalOn(assignment: Assignment): Promise<string | null>;
}

/** What reads happen in. */
export interface ReadSurroundings extends Pace {
  /** Ends with the request; what is followed ends with it. */
  readonly signal: AbortSignal;
}

/** The reads of one caller. `setNow` is for its writes: the same as `set`, read anew. */
export function createChangeReads(
  opening: DeferredOpen<Opened>,
  caller: Caller,
  surroundings: ReadSurroundings,
): { readonly reads: ChangeReads; readonly setNow: ChangeReads['set'] } {
  const opened = async (): Promise<Store> => (await opening.ready()).store;
  const visible = caller.seesAll ? {} : { accountKeys: [...caller.accounts.keys()] };
  const seen = new Map<string, Promise<ChangeSet | null>>();
  const removals = new DataLoader<Assignment, string | null>(async (rows) =>
    removalDates(await opened(), rows),
  );

  async function setNow(id: string): Promise<ChangeSet | null> {
    const set = await (await opened()).set(id);
    return set !== null && isVisible(set, caller) ? set : null;
  }

  function find(id: string): Promise<ChangeSet | null> {
    const known = seen.get(id) ?? setNow(id);
    seen.set(id, known);
    return known;
  }

  const reads: ChangeReads = {
    set: find,
    follow: (id) => followSet(id, { ...surroundings, opened, read: setNow }),
    sets: async (filter, after, limit) => (await opened()).sets({ ...filter, ...visible }, after, limit),
    async change(id) {
      const record = await (await opened()).change(id);
      return record !== null && (await find(record.setId)) !== null ? record : null;
    },
    requestsOf: async (setId, filter) => (await opened()).requestsOf(setId, filter),
    progress: async (setId) => (await opened()).progress(setId),
    keptRemovals: async (after, limit) =>
      (await opened()).schedules({ statuses: ['WAITING'], ...visible }, after, limit),
    async auditEvents(filter, ...page) {
      const canonical = canonicalOf(filter, caller);
      return (await opened()).auditEvents({ ...filter, canonical, ...visible }, ...page);
    },
    async removalOn(assignment) {
      const account = caller.accounts.get(assignment.accountKey)?.account;
      if (!account || account.capabilities.nativeScheduledRemoval) return assignment.removalOn;
      // A store that nobody has opened yet keeps no dates: only a database in memory is opened as late as that.
      return assignment.removalOn ?? (opening.begun() ? removals.load(assignment) : null);
    },
  };
  return { reads, setNow };
}

/** A set tells of all its accounts at once, so that only who sees all of them may see it. */
function isVisible(set: ChangeSet, caller: Caller): boolean {
  return caller.seesAll || set.accountKeys.every((key) => caller.accounts.has(key));
}

/** Entries are never rewritten: those from before have ids as they were spelled then. */
function canonicalOf({ accountKey, licenseId, assignee }: AuditFilter, { accounts }: Caller): string[] {
  const canonicalId = accounts.get(accountKey ?? '')?.canonicalId;
  if (!canonicalId) return [];
  return [
    ...(licenseId === undefined ? [] : [canonicalId('LICENSE', licenseId)]),
    ...(assignee === undefined ? [] : [canonicalId(assignee.kind, assignee.externalId)]),
  ];
}

/** One query an account. */
async function removalDates(store: Store, rows: readonly Assignment[]): Promise<(string | null)[]> {
  const dates = new Map<Assignment, string | null>();
  for (const [accountKey, own] of Map.groupBy(rows, (row) => row.accountKey)) {
    const assignees = own.map(({ assignee }) => assignee);
    const dateOf = await keptDates(store, accountKey, assignees);
    for (const row of own) dates.set(row, dateOf(row));
  }
  return rows.map((row) => dates.get(row) ?? null);
}
