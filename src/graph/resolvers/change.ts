// Change sets, their changes, and the scheduled removals.
import { z } from 'zod';
import type { SetCursor, SetFilter } from '../../changes/change-reads.ts';
import type { Followed } from '../../changes/follow-set.ts';
import type { ChangeSet, ChangeSetStatus, RequestRecord } from '../../domain/change-set.ts';
import type {
  ChangeSetPayloadResolvers,
  ChangeSetResolvers,
  LicenseChangeResolvers,
  QueryResolvers,
  ScheduledRemovalResolvers,
  SeatImpactResolvers,
  SubscriptionResolvers,
} from '../generated/resolvers.ts';
import { checkSpan } from '../inputs/span.ts';
import { encodeId, recordId } from '../nodes/ids.ts';
import { namedAssignee, namedLicense } from '../freshness/names.ts';
import { storedConnection } from '../lists/connection.ts';
import { scopeOf } from '../lists/cursors.ts';
import { byId } from '../nodes/reference.ts';

/** The statuses that are listed by default: without plans, many of which are made only to be looked at once. */
const CARRIED_OUT: readonly ChangeSetStatus[] = [
  'RUNNING',
  'UNSETTLED',
  'SUCCEEDED',
  'PARTIAL',
  'FAILED',
  'CANCELLED',
];

/** Problems in one answer at most. */
export const MAX_PROBLEMS = 1_000;

export const changeSets: NonNullable<QueryResolvers['changeSets']> = (
  _root,
  { filter, ...page },
  { changes },
) => {
  checkSpan(filter ?? {});
  const wanted: SetFilter = {
    statuses: filter?.statuses ?? CARRIED_OUT,
    ...(filter?.requestedBy != null && { principal: filter.requestedBy }),
    ...(filter?.from != null && { from: filter.from }),
    ...(filter?.to != null && { to: filter.to }),
  };
  return storedConnection<ChangeSet, SetCursor>(
    {
      read: (after, limit) => changes.sets(wanted, after, limit),
      placeOf: ({ createdAt, id }) => ({ createdAt, id }),
      place: z.object({ createdAt: z.iso.datetime(), id: z.string() }),
    },
    { ...page, scope: scopeOf(['changeSets', filter]) },
  );
};

export const scheduledRemovals: NonNullable<QueryResolvers['scheduledRemovals']> = (
  _root,
  page,
  { changes },
) =>
  storedConnection(
    {
      read: (after, limit) => changes.keptRemovals(after, limit),
      placeOf: ({ dueAt, id }) => ({ dueAt, id }),
      place: z.object({ dueAt: z.iso.datetime(), id: z.string() }),
    },
    { ...page, scope: ['scheduledRemovals'] },
  );

export const subscription: SubscriptionResolvers = {
  changeSetProgress: {
    subscribe: (_root, { id }, { changes }) => changes.follow(recordId('ChangeSet', id)),
    // A problem that is given back becomes the error of its event.
    resolve: (seen: Followed) => seen as ChangeSet | null,
  },
};

const setId = (id: string): string => encodeId({ type: 'ChangeSet', recordId: id });

export const changeSet: ChangeSetResolvers = {
  __resolveReference: byId('ChangeSet'),
  id: ({ id }) => setId(id),
  requestedBy: ({ principal }) => principal,
  undoOf: ({ undoOf }) => undoOf && setId(undoOf),
  retryOf: ({ retryOf }) => retryOf && setId(retryOf),
  progress: async ({ id }, _args, { changes }) => {
    const { total, underWay, pendingRemovals, ...counts } = await changes.progress(id);
    return {
      total,
      pending: counts.PENDING,
      pendingRemovals,
      underWay,
      verified: counts.VERIFIED,
      acceptedUnverified: counts.ACCEPTED_UNVERIFIED,
      noChange: counts.NO_CHANGE,
      rejected: counts.REJECTED,
      unknown: counts.UNKNOWN,
      skipped: counts.SKIPPED,
      cancelled: counts.CANCELLED,
    };
  },
  changes: ({ id }, { outcomes, ...page }, { changes }) =>
    storedConnection<RequestRecord, number>(
      {
        read: (after, limit) =>
          changes.requestsOf(id, {
            ...(outcomes && { outcomes }),
            ...(after !== null && { afterPosition: after }),
            limit,
          }),
        placeOf: ({ position }) => position,
        place: z.int().min(0),
      },
      { ...page, scope: scopeOf(['changes', id, outcomes]) },
    ),
  seatImpact: ({ seatImpact: impacts }) => [...impacts],
  upstreamCalls: ({ plannedCalls, madeCalls }) => ({ planned: plannedCalls, made: madeCalls }),
  problems: async ({ id, problems }, _args, { changes }) => {
    const refused = await changes.requestsOf(id, { isRefused: true, limit: MAX_PROBLEMS });
    const own = refused.flatMap((request) => request.problem ?? []);
    return [...problems, ...own].slice(0, MAX_PROBLEMS);
  },
};

export const changePayload: ChangeSetPayloadResolvers = {
  problemCount: ({ problems }) => problems.length,
  problems: ({ problems }) => problems.slice(0, MAX_PROBLEMS),
};

export const seatImpact: SeatImpactResolvers = {
  license: ({ accountKey, licenseId }) => ({ accountKey, externalId: licenseId }),
};

export const licenseChange: LicenseChangeResolvers = {
  __resolveReference: byId('LicenseChange'),
  id: ({ change }) => encodeId({ type: 'LicenseChange', recordId: change.id }),
  action: ({ change }) => change.action,
  license: ({ change: { accountKey, licenseId } }) =>
    accountKey === null || licenseId === null ? null : namedLicense(accountKey, licenseId),
  assignee: ({ change: { accountKey, assignee } }) =>
    accountKey === null || assignee === null ? null : namedAssignee(accountKey, assignee),
  waitsFor: async ({ setId: id, waitsFor: positions }, _args, { changes }) => {
    if (positions.length === 0) return [];
    const awaited = await changes.requestsOf(id, { positions, limit: positions.length });
    return awaited.map(({ change }) => encodeId({ type: 'LicenseChange', recordId: change.id }));
  },
  removalOn: ({ change }) => change.removalOn,
  siteAccount: ({ change: { target } }) => (target.kind === 'SITE_ACCOUNT' ? target : null),
  upstreamRequestIds: ({ upstreamRequestIds }) => [...upstreamRequestIds],
};

export const scheduledRemoval: ScheduledRemovalResolvers = {
  license: ({ accountKey, licenseId }) => namedLicense(accountKey, licenseId),
  assignee: ({ accountKey, assignee }) => namedAssignee(accountKey, assignee),
  changeSet: ({ setId: id }, _args, { changes }) => changes.set(id),
};
