// The audit log: its list, its filter and its entries.
import { z } from 'zod';
import type { AuditFilter } from '../../changes/change-reads.ts';
import type { AuditEvent, ChangeOutcome, ChangeSetStatus } from '../../domain/change-set.ts';
import { callerError } from '../../domain/problem.ts';
import type { AuditEventFilter, AuditEventResolvers, QueryResolvers } from '../generated/resolvers.ts';
import { namedAssignee, namedLicense } from '../freshness/names.ts';
import { assigneeOfId, decodeId, recordId } from '../nodes/ids.ts';
import { storedConnection } from '../lists/connection.ts';
import { scopeOf } from '../lists/cursors.ts';

export const auditEvents: NonNullable<QueryResolvers['auditEvents']> = (
  _root,
  { filter, orderBy, ...page },
  { changes, accounts },
) => {
  if (filter?.accountKey != null) accounts.get(filter.accountKey);
  const wanted = readFilter(filter ?? {});
  const direction = orderBy?.direction ?? 'ASC';
  return storedConnection(
    {
      read: (after, limit) => changes.auditEvents(wanted, after, limit, direction),
      placeOf: ({ seq }) => seq,
      place: z.int().min(0),
    },
    {
      ...page, // Of the oldest first as before there was an order.
      scope: scopeOf(['auditEvents', filter, ...(direction === 'ASC' ? [] : [direction])]),
    },
  );
};

function readFilter(filter: AuditEventFilter): AuditFilter {
  return {
    ...(filter.changeSetId != null && { setId: recordId('ChangeSet', filter.changeSetId) }),
    ...(filter.accountKey != null && { accountKey: filter.accountKey }),
    ...(filter.licenseId != null && licenseFilter(filter.licenseId)),
    ...(filter.assigneeId != null && assigneeFilter(filter.assigneeId)),
    ...(filter.principal != null && { principal: filter.principal }),
    ...(filter.actions && { actions: filter.actions }),
  };
}

function licenseFilter(text: string): AuditFilter {
  const id = decodeId(text);
  if (id.type !== 'License') throw callerError('BAD_ID', '`licenseId` is not the id of a license.');
  return { accountKey: id.accountKey, licenseId: id.externalId };
}

function assigneeFilter(text: string): AuditFilter {
  const found = assigneeOfId(decodeId(text));
  if (found === null) throw callerError('BAD_ID', '`assigneeId` is not the id of an assignee.');
  const { accountKey, ...assignee } = found;
  return { accountKey, assignee };
}

export const auditEvent: AuditEventResolvers = {
  changeSet: ({ setId }, _args, { changes }) => (setId === null ? null : changes.set(setId)),
  change: ({ changeId }, _args, { changes }) => (changeId === null ? null : changes.change(changeId)),
  account: ({ accountKey }, _args, { accounts }) =>
    (accountKey === null ? null : accounts.lookUp(accountKey)) ?? null,
  license: ({ accountKey, licenseId }) =>
    accountKey !== null && licenseId !== null ? namedLicense(accountKey, licenseId) : null,
  assignee: ({ accountKey, assignee }) =>
    accountKey !== null && assignee !== null ? namedAssignee(accountKey, assignee) : null,
  siteAccount: ({ site }) => site,
  outcome: ({ changeId, outcome }) => (changeId === null ? null : outcomeOf(outcome)),
  status: ({ changeId, outcome }) => (changeId === null ? statusOf(outcome) : null),
  upstreamRequestIds: ({ upstreamRequestIds }) => [...upstreamRequestIds],
};

type Outcome = AuditEvent['outcome'];

/** Entries about a change hold its outcome, all others the status of their set: the log keeps both in one column. */
function outcomeOf(outcome: Outcome): ChangeOutcome | null {
  return outcome as ChangeOutcome | null; // of an entry about a change
}

function statusOf(outcome: Outcome): ChangeSetStatus | null {
  return outcome as ChangeSetStatus | null; // of an entry about a set
}
