// What the entries of the audit log say: about a set, a change, a kept removal, the log itself.
import type {
  AuditAction,
  AuditEvent,
  ChangeOutcome,
  ChangeSet,
  RequestedChange,
  ScheduledRemoval,
} from '../../domain/change-set.ts';
import type { NewRequest } from '../sets/new-set.ts';

/** An entry before it has its place in the chain. */
export type NewAuditEvent = Omit<AuditEvent, 'seq' | 'at' | 'prevHash' | 'hash'>;

/** The fields of an entry that is about no set, change, license or assignee. */
const ABOUT_NOTHING = {
  setId: null,
  changeId: null,
  accountKey: null,
  licenseId: null,
  assignee: null,
  site: null,
  outcome: null,
  before: null,
  after: null,
  reason: null,
  ticket: null,
  upstreamRequestIds: [],
  finding: null,
  checkpoint: null,
} satisfies Partial<NewAuditEvent>;

/** What an entry takes from the set it belongs to. */
export type SetContext = Pick<ChangeSet, 'id' | 'principal' | 'reason' | 'ticket'> & {
  /** Who had it carried out; absent or null while it is a plan. */
  readonly appliedBy?: string | null;
};

/** An entry about a whole set. */
export function setEvent(
  set: SetContext,
  action: Extract<AuditAction, `${string}_SET`>,
  outcome: ChangeSet['status'],
  principal: string = actorOf(set),
): NewAuditEvent {
  return { ...ofSet(set, principal), action, outcome };
}

/** What a change, or a request for one, came to, and the states that were read before and after. */
interface ChangeOutcomeSeen extends Pick<NewAuditEvent, 'before' | 'after' | 'upstreamRequestIds'> {
  readonly change: RequestedChange;
  readonly outcome: ChangeOutcome;
}

/** An entry about a change, or a request for one, that came to an outcome. */
export function changeEvent(
  set: SetContext,
  { change, outcome, before, after, upstreamRequestIds }: ChangeOutcomeSeen,
  principal: string = actorOf(set),
): NewAuditEvent {
  return {
    ...ofSet(set, principal),
    action: change.action,
    changeId: change.id,
    accountKey: change.accountKey,
    licenseId: change.licenseId,
    // Field by field: what came from a reading may hold more than is kept, and the hash would cover it.
    assignee: change.assignee && { kind: change.assignee.kind, externalId: change.assignee.externalId },
    site: siteOf(change.target),
    outcome,
    before,
    after,
    upstreamRequestIds,
  };
}

/** Entries about the requests that came to an outcome while they were planned. */
export function plannedOutcomes(set: SetContext, requests: readonly NewRequest[]): NewAuditEvent[] {
  const settled = requests.filter(({ outcome }) => outcome !== 'PENDING');
  return settled.map((request) => changeEvent(set, { ...request, after: null, upstreamRequestIds: [] }));
}

function actorOf({ principal, appliedBy }: SetContext): string {
  return appliedBy ?? principal;
}

function ofSet({ id, reason, ticket }: SetContext, principal: string) {
  return { ...ABOUT_NOTHING, setId: id, principal, reason, ticket };
}

/** An entry about a kept removal. */
export function scheduleEvent(
  schedule: ScheduledRemoval,
  action: 'CREATE_SCHEDULE' | 'CANCEL_SCHEDULE' | 'FIRE_SCHEDULE',
  principal: string,
  setId: string | null,
): NewAuditEvent {
  const { accountKey, licenseId, assignee, removalOn } = schedule;
  const after = { held: true, status: null, assignedAt: null, removalOn };
  return { ...ABOUT_NOTHING, principal, action, setId, accountKey, licenseId, assignee, after };
}

/** An entry about a sweep of the inventory on which somebody has decided. */
export function sweepEvent(
  action: Extract<AuditAction, `${string}_SWEEP`>,
  accountKey: string,
  { principal, reason, ticket }: Pick<NewAuditEvent, 'principal' | 'reason' | 'ticket'>,
): NewAuditEvent {
  return { ...ABOUT_NOTHING, principal, action, accountKey, reason, ticket };
}

/** What an entry takes from the finding that it is about. */
type AboutFinding = Pick<NewAuditEvent, 'accountKey' | 'licenseId' | 'assignee' | 'finding'>;

/** An entry about a finding that is no matter, or is one again. */
export function findingEvent(
  action: Extract<AuditAction, `${string}_FINDING`>,
  about: AboutFinding,
  { principal, reason, ticket }: Pick<NewAuditEvent, 'principal' | 'reason' | 'ticket'>,
): NewAuditEvent {
  return { ...ABOUT_NOTHING, ...about, principal, action, reason, ticket };
}

/** The checkpoint that stands for all entries up to and including this one, which retention deletes. */
export function pruneEvent(last: { readonly seq: number; readonly hash: string }): NewAuditEvent {
  const checkpoint = { throughSeq: last.seq, hash: last.hash };
  return { ...ABOUT_NOTHING, principal: 'license-graph', action: 'PRUNE_AUDIT', checkpoint };
}

function siteOf(target: RequestedChange['target']): AuditEvent['site'] {
  return target.kind === 'SITE_ACCOUNT' ? { siteUrl: target.siteUrl, role: target.role } : null;
}
