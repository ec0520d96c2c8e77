// Written by `npm run codegen` from schema/: do not edit. `any` is of the generator, which has no option for it.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Provider as DomainProvider, AccountStatus as DomainAccountStatus } from '../../domain/account.ts';
import type { AccountModel, LicenseModel, PermissionedDetails, AssignmentModel, AssigneeModel, UserModel, DeviceModel, WorkspaceModel, EntityModel, NodeModel, PersonModel, CoverageModel, LicenseConnectionModel, AssignmentConnectionModel, UserConnectionModel, DeviceConnectionModel, WorkspaceConnectionModel, EntityConnectionModel, ChangeSetPayloadModel, ChangeSetConnectionModel, ChangeConnectionModel, ScheduledRemovalConnectionModel, AuditEventConnectionModel } from '../nodes/models.ts';
import type { LicenseDetails as DomainLicenseDetails } from '../../domain/license.ts';
import type { Principal } from '../../auth/principal.ts';
import type { Problem as DomainProblem } from '../../domain/problem.ts';
import type { AssignmentState as DomainAssignmentState, ChangeSet as DomainChangeSet, RequestRecord as DomainRequestRecord, SeatImpact as DomainSeatImpact, ScheduledRemoval as DomainScheduledRemoval, AuditEvent as DomainAuditEvent } from '../../domain/change-set.ts';
import type { InventoryModel, InventoryAccountModel, RefreshedAssigneeModel, GroupModel, GroupConnectionModel, PersonConnectionModel } from '../inventory/models.ts';
import type { Sweep as DomainSweep } from '../../domain/inventory/accounts.ts';
import type { EventModel, EventConnectionModel, DifferenceModel, DifferenceConnectionModel } from '../history/models.ts';
import type { Finding as DomainFinding, FindingSubject as DomainFindingSubject, Dismissal } from '../../domain/insight/finding.ts';
import type { FindingConnectionModel, AccountCostModel, RenewalModel, FindingSummaryModel, SuggestedChangeModel, DismissalPayloadModel, ReclaimPayloadModel } from '../insight/models.ts';
import type { SeatForecast as DomainSeatForecast } from '../../domain/insight/forecast.ts';
import type { ContractTerm } from '../../domain/insight/contract.ts';
import type { GraphContext } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
export type EnumResolverSignature<T, AllowedValues = any> = { [key in keyof T]?: AllowedValues };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A whole number, from -(2^53 - 1) to 2^53 - 1: vendors count beyond 32 bits. A JSON number. */
  Count: { input: number; output: number; }
  /** A day in the calendar, `YYYY-MM-DD`, without a time zone. */
  Date: { input: string; output: string; }
  /** A moment, RFC 3339 in UTC, for instance `2026-03-31T09:14:03.120Z`. */
  DateTime: { input: string; output: string; }
  /** A whole number of the smallest units of a currency, from -(2^53 - 1) to 2^53 - 1: cents of EUR, yen of JPY. A JSON number. */
  MinorUnits: { input: number; output: number; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** One configured tenant of a provider. */
export type Account = Node & {
  __typename?: 'Account';
  /** Every assignment in it. */
  assignments?: Maybe<LicenseAssignmentConnection>;
  /** What its provider supports. */
  capabilities: AccountCapabilities;
  /** Its devices; null where the provider has none. ThingSpace lists devices by protocol: one whose protocol is NONE is found by IMEI and as a license holder, not here. */
  devices?: Maybe<DeviceConnection>;
  /** Its entities; null where the provider has none. */
  entities?: Maybe<EntityConnection>;
  /** Whether requests to it succeed, as this process has seen it. */
  health: AccountHealth;
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The key the configuration gives it: short, unique, stable. */
  key: Scalars['String']['output'];
  /** Its licenses. */
  licenses?: Maybe<LicenseConnection>;
  /** The name the configuration gives it, for people. */
  name: Scalars['String']['output'];
  /** Which vendor it is with. */
  provider: Provider;
  /** The provider's request budget as this process was last told it, and what License Graph takes of it in the background. Its numbers are null until a provider that tells them has answered. */
  requestBudget?: Maybe<RequestBudget>;
  /** Its users; null where the provider has none. */
  users?: Maybe<UserConnection>;
  /** Its workspaces; null where the provider has none. */
  workspaces?: Maybe<WorkspaceConnection>;
};


/** One configured tenant of a provider. */
export type AccountAssignmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One configured tenant of a provider. */
export type AccountDevicesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One configured tenant of a provider. */
export type AccountEntitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One configured tenant of a provider. */
export type AccountLicensesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LicenseFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<LicenseOrder>;
};


/** One configured tenant of a provider. */
export type AccountUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One configured tenant of a provider. */
export type AccountWorkspacesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What an account's provider supports. */
export type AccountCapabilities = {
  __typename?: 'AccountCapabilities';
  /** Who can hold its licenses. */
  assigneeKinds: Array<AssigneeKind>;
  /** Most assignees in one upstream read of assignments; 1 where there is no batch read. */
  assignmentBatchSize: Scalars['Int']['output'];
  /** Whether `licenseFeatureToggle` works on it. */
  hasFeatureToggles: Scalars['Boolean']['output'];
  /** Whether `inferLicenses` works on it. */
  infersLicensesFromRoles: Scalars['Boolean']['output'];
  /** Most ids in one upstream look-up. */
  lookupBatchSize: Scalars['Int']['output'];
  /** Whether the provider itself removes a license on a date. */
  nativeScheduledRemoval: Scalars['Boolean']['output'];
  /** Whether its licenses carry seat numbers. */
  reportsSeats: Scalars['Boolean']['output'];
};

/** What the licenses of an account cost a month. Null until the account has been swept whole. */
export type AccountCost = {
  __typename?: 'AccountCost';
  /** The account. */
  account: Account;
  /** Licenses that are in no sum: they have no contract, or nobody tells how many seats are paid for. */
  licensesWithoutContract?: Maybe<Scalars['Count']['output']>;
  /** By currency. */
  monthly?: Maybe<Array<LicenseMoney>>;
  /** What of it is wasted, by currency. */
  wasted?: Maybe<Array<LicenseMoney>>;
};

/** How much of one account is in a list, and why not more. */
export type AccountCoverage = {
  __typename?: 'AccountCoverage';
  /** The account. */
  account: Account;
  /** In the inventory: when the account was last seen whole. Null in live answers. */
  observedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The problem; null unless the account failed on this page, or the reason is OFFERS_NOT_TOLD or one of the inventory. */
  problem?: Maybe<Problem>;
  /** Why it is not COMPLETE; null when it is. */
  reason?: Maybe<CoverageReason>;
  /** When to ask a failed account again; null when unknown. */
  retryAt?: Maybe<Scalars['DateTime']['output']>;
  /** How much of it is here. */
  status: CoverageStatus;
};

/** An e-mail address, with the account to look in. */
export type AccountEmail = {
  /** Key of the account. */
  accountKey: Scalars['String']['input'];
  /** The address, in any case. */
  email: Scalars['String']['input'];
};

/** Whether requests to an account succeed. */
export type AccountHealth = {
  __typename?: 'AccountHealth';
  /** Whether requests go through. */
  circuit: CircuitState;
  /** The last problem at the provider or on the way to it; null when there was none. Requests that License Graph held back do not count. */
  lastProblem?: Maybe<Problem>;
  /** When a request last succeeded; null before the first time. */
  lastSuccessAt?: Maybe<Scalars['DateTime']['output']>;
  /** When credentials that the provider refused are tried again; null when they were not refused. Other credentials are tried at once. */
  nextLoginAt?: Maybe<Scalars['DateTime']['output']>;
  /** No request is sent before this moment: the provider asked for a pause, at the login perhaps, or failed repeatedly. Null when requests are sent; for refused credentials see `nextLoginAt`. */
  pausedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** What the provider sends in another form than its documentation says, and is left out of answers; the most frequent first. */
  vendorDrift: Array<VendorDrift>;
};

/** Whether the vendor tells when somebody or something was last active. */
export type Activity =
  /** It says that there was no activity yet. */
  | 'NEVER'
  /** It says nothing: that is no sign of idleness. */
  | 'NOT_TOLD'
  /** It tells when. */
  | 'TOLD';

/** What to apply: a plan by id and hash, or changes. Give exactly one of the two. */
export type ApplyLicenseChangesInput = {
  /** The change requests, at most 10,000. */
  changes?: InputMaybe<Array<LicenseChangeInput>>;
  /** True only plans and sends nothing; for `changes` only. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A text that the caller makes up for this call, of 1 to 255 characters of printable ASCII: the same key with the same input gives the same answer. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What happens to the others when some are refused; for `changes` only: a plan already has its own. */
  onProblem?: InputMaybe<OnProblem>;
  /** A plan made before. */
  plan?: InputMaybe<PlanRef>;
  /** The reason, for the audit log; 1 to 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** A ticket number, for the audit log; 1 to 200 characters. */
  ticket?: InputMaybe<Scalars['String']['input']>;
  /** How long to wait for the set to finish, in seconds, 0 to 60. The set goes on after that. */
  waitSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** One license for one assignee. */
export type AssignLicenseInput = {
  /** For whom. */
  assignee: AssigneeRef;
  /** True only plans and sends nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A text that the caller makes up for this call, of 1 to 255 characters of printable ASCII: the same key with the same input gives the same answer. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /**
   * True invites the person with this e-mail address from outside the organisation.
   * @deprecated Use `options { webex { inviteExternal } }`.
   */
  inviteExternal?: InputMaybe<Scalars['Boolean']['input']>;
  /** Which license. */
  license: LicenseRef;
  /** What only the vendor of the license knows; nothing when absent. */
  options?: InputMaybe<ChangeOptionsInput>;
  /** The reason, for the audit log; 1 to 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** A ticket number, for the audit log; 1 to 200 characters. */
  ticket?: InputMaybe<Scalars['String']['input']>;
  /** How long to wait for the set to finish, in seconds, 0 to 60. The set goes on after that. */
  waitSeconds?: InputMaybe<Scalars['Int']['input']>;
  /**
   * For Webex Calling licenses only.
   * @deprecated Use `options { webex { calling } }`.
   */
  webexCalling?: InputMaybe<WebexCallingInput>;
  /**
   * For licenses of Webex meeting sites only: which role on the site is meant. HOST when absent.
   * @deprecated Use `options { webex { site } }`.
   */
  webexSite?: InputMaybe<WebexSiteInput>;
};

/** Who or what holds licenses. */
export type Assignee = {
  /** The account it belongs to. */
  account: Account;
  /** What it holds. */
  assignments?: Maybe<LicenseAssignmentConnection>;
  /** Name from the provider; null when it has none. */
  displayName?: Maybe<Scalars['String']['output']>;
  /** The provider's own id, exactly as it spells it. */
  externalId: Scalars['String']['output'];
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** Where its values come from, and how old they are. */
  source: ReadSource;
};


/** Who or what holds licenses. */
export type AssigneeAssignmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** The provider's own id of an assignee, with its kind. */
export type AssigneeKey = {
  /** The provider's own id, exactly as it spells it. */
  externalId: Scalars['String']['input'];
  /** What it is. */
  kind: AssigneeKind;
};

/** Who or what can hold a license. */
export type AssigneeKind =
  /** A piece of hardware. */
  | 'DEVICE'
  /** A location, professional or other listed thing. */
  | 'ENTITY'
  /** A person's login with the provider. */
  | 'USER'
  /** A shared room or desk. */
  | 'WORKSPACE';

/** Names an assignee. Give exactly one field. */
export type AssigneeRef =
  /** E-mail address of a user, looked for in the license's account. */
  { email: Scalars['String']['input']; id?: never; imei?: never; key?: never; }
  |  /** An id this graph gave out. */
  { email?: never; id: Scalars['ID']['input']; imei?: never; key?: never; }
  |  /** IMEI of a device, looked for in the license's account. */
  { email?: never; id?: never; imei: Scalars['String']['input']; key?: never; }
  |  /** The provider's own id, with its kind; looked for in the license's account. */
  { email?: never; id?: never; imei?: never; key: AssigneeKey; };

/** Which assignments of the inventory. All conditions given must hold. */
export type AssignmentSearch = {
  /** Keys of accounts; all when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Only assignments of these assignees: ids of this graph, at most 100. */
  assigneeIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Held by one of these kinds. */
  assigneeKinds?: InputMaybe<Array<AssigneeKind>>;
  /** Held by such devices. Error `NOT_SUPPORTED` with `asOf`. */
  device?: InputMaybe<DeviceSearch>;
  /** First observed in this time. Assignments that were there before the first sweep was over are left out. */
  heldSince?: InputMaybe<DateTimeRange>;
  /** Only assignments of these licenses: ids of this graph, at most 25. */
  licenseIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Who assigned it. */
  origins?: InputMaybe<Array<EventOrigin>>;
  /** Kinds of vendors; all when absent. */
  providers?: InputMaybe<Array<Provider>>;
  /** A removal is known for a day before this one. */
  removalBefore?: InputMaybe<Scalars['Date']['input']>;
  /** Held by somebody or something with this text. Three characters and more are found anywhere in name, e-mail address, IMEI, directory number or id, without regard to case and accents. One or two only where one of these texts as a whole begins with them: of Ada Sato `ad` is found and `sa` is not, `sat` is. Error `NOT_SUPPORTED` with `asOf`. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** In one of these states. */
  statuses?: InputMaybe<Array<AssignmentStatus>>;
  /** Held by such users. Error `NOT_SUPPORTED` with `asOf`: what is told of people has no history. */
  user?: InputMaybe<UserSearch>;
};

/** The order of assignments. Those without a value come last, whichever the direction. */
export type AssignmentSort = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What they are ordered by. */
  field: AssignmentSortField;
};

/** What assignments can be ordered by. Ties are broken, so that paging misses none. */
export type AssignmentSortField =
  /** Name of the assignee, without regard to case and accents. */
  | 'ASSIGNEE'
  /** When it was first observed. */
  | 'HELD_SINCE'
  /** Name of the license, without regard to case and accents. */
  | 'LICENSE'
  /** Day of the removal that is known. */
  | 'REMOVAL_ON';

/** An assignment at some moment. */
export type AssignmentState = {
  __typename?: 'AssignmentState';
  /** Since when it was held; null when it was not, or the provider does not say. */
  assignedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the license was held. */
  held: Scalars['Boolean']['output'];
  /** First day without the license; null when no removal was scheduled. */
  removalOn?: Maybe<Scalars['Date']['output']>;
  /** Its state; null when the license was not held. */
  status?: Maybe<AssignmentStatus>;
};

/** State of an assignment. */
export type AssignmentStatus =
  /** In force. */
  | 'ACTIVE'
  /** Offered, and not yet accepted by the assignee. */
  | 'PENDING'
  /** In force until `removalOn`, a date that the provider itself keeps. */
  | 'REMOVAL_SCHEDULED'
  /** A state this version does not know. */
  | 'UNKNOWN';

/** What an entry of the audit log is about. */
export type AuditAction =
  /** A license was to be assigned. */
  | 'ASSIGN'
  /** A scheduled removal was to be cancelled. */
  | 'CANCEL_REMOVAL'
  /** A date that License Graph kept was dropped. */
  | 'CANCEL_SCHEDULE'
  /** A set was asked to stop. */
  | 'CANCEL_SET'
  /** Changes of a set that could not be planned at first were asked for again, and have been added to it. */
  | 'CARRY_ON_SET'
  /** License Graph began to keep a removal date itself. */
  | 'CREATE_SCHEDULE'
  /** Somebody said that a finding is no matter. */
  | 'DISMISS_FINDING'
  /** The last change of a set got its outcome, or a later read corrected the set. */
  | 'FINISH_SET'
  /** The day of a removal that License Graph kept had come. */
  | 'FIRE_SCHEDULE'
  /** A plan was made. */
  | 'PLAN_SET'
  /** Entries older than the configured number of days were deleted. */
  | 'PRUNE_AUDIT'
  /** A held sweep was let close what it had kept back. */
  | 'RELEASE_SWEEP'
  /** A license was to be removed. */
  | 'REMOVE'
  /** A set was asked for. */
  | 'REQUEST_SET'
  /** Somebody took that back. */
  | 'RESTORE_FINDING'
  /** A removal was to be scheduled. */
  | 'SCHEDULE_REMOVAL'
  /** A plan was applied. */
  | 'START_SET';

/** One entry of the audit log. Entries are only ever added; `hash` covers everything else in the entry and the hash of the entry before, so that `npm run audit:verify` finds an entry that was altered. */
export type AuditEvent = {
  __typename?: 'AuditEvent';
  /** The account it is about; null when it is about none, or the account is not configured any more. */
  account?: Maybe<Account>;
  /** What it is about. */
  action: AuditAction;
  /** The assignment after. */
  after?: Maybe<AssignmentState>;
  /** The assignee it is about; null when it is about none. Once its account is not configured any more, its ids are told and no other facts. */
  assignee?: Maybe<Assignee>;
  /** When it was written. */
  at: Scalars['DateTime']['output'];
  /** The assignment before; of a date that License Graph dropped by itself, as it was read then. */
  before?: Maybe<AssignmentState>;
  /** The change it is about; null when it is about none, or its set has been deleted since. */
  change?: Maybe<LicenseChange>;
  /** The set it belongs to; null when it belongs to none, or the set has been deleted since. */
  changeSet?: Maybe<ChangeSet>;
  /** Which finding about its account, license or assignee the entry is about; null when it is about none. */
  finding?: Maybe<AuditedFinding>;
  /** SHA-256 of this entry and of `prevHash`, hexadecimal. */
  hash: Scalars['String']['output'];
  /** The license it is about; null when it is about none. Once its account is not configured any more, its ids are told and no other facts. */
  license?: Maybe<License>;
  /** The outcome of the change; null when the entry is about none. */
  outcome?: Maybe<ChangeOutcome>;
  /** The hash of the entry before; zeros for the first. */
  prevHash: Scalars['String']['output'];
  /** The caller who asked for it; what becomes of a change later is recorded under the caller who had it carried out. `schedule` for removals whose day had come, `license-graph` for its own housekeeping. */
  principal: Scalars['String']['output'];
  /** The caller's reason; of a date that License Graph dropped by itself, what a read has shown. */
  reason?: Maybe<Scalars['String']['output']>;
  /** Its number, from 1, without gaps. */
  seq: Scalars['Count']['output'];
  /** The account on the site of the license that it is about; null when it is about the license itself, or none. */
  siteAccount?: Maybe<ChangedSiteAccount>;
  /** The status of the set at that time; null when the entry is not about a set as a whole. */
  status?: Maybe<ChangeSetStatus>;
  /** The caller's ticket number. */
  ticket?: Maybe<Scalars['String']['output']>;
  /** The provider's ids of the requests. */
  upstreamRequestIds: Array<Scalars['String']['output']>;
};

/** A page of the audit log. */
export type AuditEventConnection = {
  __typename?: 'AuditEventConnection';
  /** Rows with their cursors. */
  edges?: Maybe<Array<AuditEventEdge>>;
  /** Rows without cursors. */
  nodes?: Maybe<Array<AuditEvent>>;
  /** How to get the next page. */
  pageInfo: PageInfo;
};

/** An entry in a list. */
export type AuditEventEdge = {
  __typename?: 'AuditEventEdge';
  /** Pass it as `after` to continue behind this row. */
  cursor: Scalars['String']['output'];
  /** The entry. */
  node: AuditEvent;
};

/** Which entries of the audit log. All conditions given must hold. */
export type AuditEventFilter = {
  /** Only entries about this account. */
  accountKey?: InputMaybe<Scalars['String']['input']>;
  /** Only entries of these kinds. */
  actions?: InputMaybe<Array<AuditAction>>;
  /** Only entries about this assignee. */
  assigneeId?: InputMaybe<Scalars['ID']['input']>;
  /** Only entries of this change set. */
  changeSetId?: InputMaybe<Scalars['ID']['input']>;
  /** Only entries about this license. */
  licenseId?: InputMaybe<Scalars['ID']['input']>;
  /** Only what this caller did: `principal` of the entries. */
  principal?: InputMaybe<Scalars['String']['input']>;
};

/** The order of entries of the audit log. */
export type AuditEventSort = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What they are ordered by. */
  field: AuditEventSortField;
};

/** What entries of the audit log can be ordered by. */
export type AuditEventSortField =
  /** Their number: the order in which they were written. */
  | 'SEQ';

/** A finding that somebody dismissed, or restored. */
export type AuditedFinding = {
  __typename?: 'AuditedFinding';
  /** The rule that found it. */
  code: FindingCode;
  /** What distinguishes it beside account, license and holder; null where nothing does. */
  key?: Maybe<Scalars['String']['output']>;
  /** The day (of UTC) from which it matters again; null when it was dismissed for good, or restored. */
  until?: Maybe<Scalars['Date']['output']>;
};

/** Who can solve a problem. */
export type Blame =
  /** The caller: change the request. */
  | 'CALLER'
  /** Whoever runs License Graph. */
  | 'PLATFORM'
  /** The vendor: wait, or contact them. */
  | 'PROVIDER';

/** A part of a request budget. */
export type BudgetShare = {
  __typename?: 'BudgetShare';
  /** Calls a minute at most; null where the budget alone decides. */
  callsPerMinute?: Maybe<Scalars['Count']['output']>;
  /** The same in requests of a window; null when the provider does not say its limit. */
  limit?: Maybe<Scalars['Count']['output']>;
  /** Requests that may still be sent in this window; null when the provider does not say. However busy an account is, a sweep may take a twentieth of a window, as long as a tenth of it remains. */
  remaining?: Maybe<Scalars['Count']['output']>;
  /** The part of the limit, at most 1. The requests of everybody count: where others have used more than the rest, there is none of it left. */
  share: Scalars['Float']['output'];
};

/** A change set to cancel. */
export type CancelChangeSetInput = {
  /** Its id. */
  id: Scalars['ID']['input'];
};

/** What can be done to an assignment. */
export type ChangeAction =
  /** Assign the license. */
  | 'ASSIGN'
  /** Keep the license: cancel a scheduled removal. */
  | 'CANCEL_REMOVAL'
  /** Remove the license. */
  | 'REMOVE'
  /** Remove the license at the start of the day `removalOn`. */
  | 'SCHEDULE_REMOVAL';

/** Options of a change that only one vendor knows. Give exactly one field, that of the vendor of the license. */
export type ChangeOptionsInput =
  /** For Webex licenses. */
  { webex: WebexChangeOptionsInput; };

/** What became of one change. */
export type ChangeOutcome =
  /** The provider says it is done, but no read shows it yet; it is read again later. */
  | 'ACCEPTED_UNVERIFIED'
  /** Cancelled before it was done. */
  | 'CANCELLED'
  /** Nothing to do: the assignment was in the requested state already. */
  | 'NO_CHANGE'
  /** Not yet known. */
  | 'PENDING'
  /** Refused, by the provider or beforehand; `problem` says why. */
  | 'REJECTED'
  /** Left out because of another change of the set, which `problem` names; nothing was sent. */
  | 'SKIPPED'
  /** The answer was lost, and no read has shown yet what became of it; it is read again later. */
  | 'UNKNOWN'
  /** Done: a read shows it. What people from outside a Webex organisation are offered is shown by no read; there the answer to the request counts, which lists it. */
  | 'VERIFIED';

/** How many changes of a set have which outcome. */
export type ChangeProgress = {
  __typename?: 'ChangeProgress';
  /** Accepted, and not shown yet. */
  acceptedUnverified: Scalars['Count']['output'];
  /** Cancelled. */
  cancelled: Scalars['Count']['output'];
  /** In the requested state already. */
  noChange: Scalars['Count']['output'];
  /** Not yet known. */
  pending: Scalars['Count']['output'];
  /** Those of them that take a license away, at once or on a day. */
  pendingRemovals: Scalars['Count']['output'];
  /** Refused. */
  rejected: Scalars['Count']['output'];
  /** Left out. */
  skipped: Scalars['Count']['output'];
  /** All of them. */
  total: Scalars['Count']['output'];
  /** Those that have been sent, or are being sent, and have not been read back yet. Their outcome may still change, a refusal included: they are counted by the one they have now as well. */
  underWay: Scalars['Count']['output'];
  /** Answer lost, not settled yet. */
  unknown: Scalars['Count']['output'];
  /** Shown by a read. */
  verified: Scalars['Count']['output'];
};

/** Changes planned and applied together. */
export type ChangeSet = Node & {
  __typename?: 'ChangeSet';
  /** Who had it carried out; null while it is a plan. */
  appliedBy?: Maybe<Scalars['String']['output']>;
  /** Whether its cancellation was asked for. */
  cancelRequested: Scalars['Boolean']['output'];
  /** Its changes in the order of the input, refused ones included. */
  changes?: Maybe<LicenseChangeConnection>;
  /** When it was asked for. */
  createdAt: Scalars['DateTime']['output'];
  /** Until when it can be applied; plans only. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** When its last change first got an outcome; null until then. Corrections by later reads are in the audit log. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What `applyLicenseChanges` checks, so that the plan applied is the plan that was looked at. No two plans have the same hash, even with the same changes. */
  hash: Scalars['String']['output'];
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** What is wrong with requests that were refused before their license and assignee were found, and what an undo cannot know (`BEFORE_UNKNOWN`), at most 1,000; each request is in `changes` as well. */
  problems: Array<Problem>;
  /** How many of its changes have which outcome, refused ones included. */
  progress: ChangeProgress;
  /** The caller's reason. */
  reason?: Maybe<Scalars['String']['output']>;
  /** Who asked for it. */
  requestedBy: Scalars['String']['output'];
  /** The set whose failed changes this one tries again. */
  retryOf?: Maybe<Scalars['ID']['output']>;
  /** Its effect on seats, one line per license. */
  seatImpact: Array<SeatImpact>;
  /** When it started to be carried out; null for a plan. */
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its status. */
  status: ChangeSetStatus;
  /** The caller's ticket number. */
  ticket?: Maybe<Scalars['String']['output']>;
  /** The set whose changes this one undoes. */
  undoOf?: Maybe<Scalars['ID']['output']>;
  /** Upstream write calls. */
  upstreamCalls: UpstreamCallCount;
};


/** Changes planned and applied together. */
export type ChangeSetChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  outcomes?: InputMaybe<Array<ChangeOutcome>>;
};

/** A page of change sets. */
export type ChangeSetConnection = {
  __typename?: 'ChangeSetConnection';
  /** Rows with their cursors. */
  edges?: Maybe<Array<ChangeSetEdge>>;
  /** Rows without cursors. */
  nodes?: Maybe<Array<ChangeSet>>;
  /** How to get the next page. */
  pageInfo: PageInfo;
};

/** A change set in a list. */
export type ChangeSetEdge = {
  __typename?: 'ChangeSetEdge';
  /** Pass it as `after` to continue behind this row. */
  cursor: Scalars['String']['output'];
  /** The change set. */
  node: ChangeSet;
};

/** Which change sets. All conditions given must hold. */
export type ChangeSetFilter = {
  /** Created at this moment or later. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only those this caller asked for: `requestedBy` of the sets. */
  requestedBy?: InputMaybe<Scalars['String']['input']>;
  /** Only those with one of these statuses. */
  statuses?: InputMaybe<Array<ChangeSetStatus>>;
  /** Created before this moment. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** The answer of a mutation. */
export type ChangeSetPayload = {
  __typename?: 'ChangeSetPayload';
  /** The set as it is now; null when none was created, see `problems`. */
  changeSet?: Maybe<ChangeSet>;
  /** How many problems there are, those beyond 1,000 included. */
  problemCount: Scalars['Count']['output'];
  /** What was refused or left out before anything was sent, and what an undo cannot know (`BEFORE_UNKNOWN`; the change is sent all the same), each with its `path` into the input, at most 1,000; where there is a set, its changes show all of them. `PLAN_STALE` is reported once for the plan, and once for every change that would now have another result. */
  problems: Array<Problem>;
  /** Whether this is the answer to an earlier call with the same idempotency key. */
  replayed: Scalars['Boolean']['output'];
};

/** The status of a change set. */
export type ChangeSetStatus =
  /** Cancelled before anything was sent. */
  | 'CANCELLED'
  /** A plan that can no longer be applied, because its time is up. */
  | 'EXPIRED'
  /** As far as is known, none of the changes took effect. */
  | 'FAILED'
  /** A read has shown some of the changes, and not the others. */
  | 'PARTIAL'
  /** Planned; nothing has been sent. */
  | 'PLANNED'
  /** Being carried out; also while a change waits for another one that no read has shown yet (`waitsFor`). */
  | 'RUNNING'
  /** A read has shown every change, or the assignments were in the requested state already. */
  | 'SUCCEEDED'
  /** Everything has been sent, but no read shows yet what became of some changes: the provider accepted them, or its answer was lost. They are read again, and within minutes the set becomes SUCCEEDED, PARTIAL or FAILED. */
  | 'UNSETTLED';

/** When a provider processed a change, as its answer to the request said. A retry that is announced here is the provider's own: License Graph reads what became of it, and does not wait for it. */
export type ChangeTiming = {
  __typename?: 'ChangeTiming';
  /** When the provider last tried; null where it does not say. */
  attemptedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the provider is going to try again; null where it does not say. */
  nextAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the provider last altered what the change is about; null where it does not say. */
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** An account on a meeting site that a change assigns or removes instead of a license. */
export type ChangedSiteAccount = {
  __typename?: 'ChangedSiteAccount';
  /** What the account lets its user do there. */
  role: SiteRole;
  /** Host name of the site. */
  siteUrl: Scalars['String']['output'];
};

/** State of the circuit breaker in front of a provider. */
export type CircuitState =
  /** Requests go through. */
  | 'CLOSED'
  /** The pause is over: the next request is sent, and its answer closes the circuit or opens it again. */
  | 'HALF_OPEN'
  /** The provider failed repeatedly: until a pause is over, requests fail at once and are not sent. */
  | 'OPEN';

/** What is paid for. */
export type ContractPays =
  /** Seats that are held. */
  | 'ASSIGNED'
  /** Seats that were bought, whether they are held or not. */
  | 'PURCHASED';

/** Why an account is not COMPLETE. */
export type CoverageReason =
  /** Nothing is known of the account at the moment that is asked for: it was first swept later, or history is not kept for so long. See `since` of the account in the inventory. */
  | 'BEFORE_HISTORY'
  /** The provider failed on an earlier page of this walk. */
  | 'FAILED_EARLIER'
  /** The account has not been swept whole yet: rows of it are missing from the inventory. Of findings: or they have not been worked out since. */
  | 'FIRST_SWEEP'
  /** More rows follow on later pages. */
  | 'MORE_TO_COME'
  /** The page was full before this account's turn: go on with `after`. */
  | 'NOT_REACHED'
  /** The account's provider has nothing of this kind. */
  | 'NOT_SUPPORTED'
  /** People from outside a Webex organisation: licenses that they are offered and have not accepted yet may be missing, because no read of the provider shows them. Everything in force is here. */
  | 'OFFERS_NOT_TOLD'
  /** Rows were left out that the provider did not send in the documented form: see `health.vendorDrift` of the account. */
  | 'ROWS_LEFT_OUT'
  /** Rows came or went while the list was read, and it could not be made whole: read it again. */
  | 'ROWS_MOVED'
  /** The configuration keeps the account from being swept. */
  | 'SWEEPS_OFF'
  /** The last sweep would have closed so many rows of a list that it closed none of them: rows may be listed that are gone. */
  | 'SWEEP_HELD'
  /** The last complete sweep of the account is older than two of the intervals in which it is swept. */
  | 'SWEEP_OVERDUE'
  /** The provider failed on this page. */
  | 'UPSTREAM_FAILURE';

/** How much of an account is in a list, so far. */
export type CoverageStatus =
  /** Every row of the account is on this page or on earlier ones. In the inventory: its copy is whole and recent. */
  | 'COMPLETE'
  /** The account could not be read: rows of it are missing. `problem` says why. */
  | 'FAILED'
  /** Rows of the account are missing. `reason` says whether they follow on later pages or could not be read. */
  | 'PARTIAL'
  /** The account was not read for this page. `reason` says why. */
  | 'SKIPPED'
  /** The rows are those of the inventory as of `observedAt`: its copy is old, or the account failed and the caller takes older rows (`x-freshness`). `reason` says why. */
  | 'STALE';

/** A time from one moment to another. */
export type DateTimeRange = {
  /** From this moment on; from the beginning when absent. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Up to this moment, and without it; without an end when absent. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A piece of hardware. */
export type Device = Assignee & Node & {
  __typename?: 'Device';
  /** The account it belongs to. */
  account: Account;
  /** Whether the provider tells when it was last active: a missing date alone says nothing. */
  activity?: Maybe<Activity>;
  /** What it holds. */
  assignments?: Maybe<LicenseAssignmentConnection>;
  /** When the provider first knew it. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Name from the provider; null when it keeps none. */
  displayName?: Maybe<Scalars['String']['output']>;
  /** The provider's own id, exactly as it spells it. */
  externalId: Scalars['String']['output'];
  /** Firmware version; null where the provider lists software instead. */
  firmware?: Maybe<Scalars['String']['output']>;
  /** Whether firmware can be sent to it over the air. */
  fotaEligible?: Maybe<Scalars['Boolean']['output']>;
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** International Mobile Equipment Identity, fifteen digits. */
  imei?: Maybe<Scalars['String']['output']>;
  /** When it was last connected; null when never. */
  lastConnectedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it holds a license, as the provider's list of devices says. */
  licenseAssigned?: Maybe<Scalars['Boolean']['output']>;
  /** Maker. */
  make?: Maybe<Scalars['String']['output']>;
  /** Mobile directory number. */
  mdn?: Maybe<Scalars['String']['output']>;
  /** Model. */
  model?: Maybe<Scalars['String']['output']>;
  /** How it is managed; null when the provider does not say. */
  protocol?: Maybe<DeviceProtocol>;
  /** The provider's own word for the protocol. */
  rawProtocol?: Maybe<Scalars['String']['output']>;
  /** When the provider last updated its data about it. */
  refreshedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Software on it; null where the provider reports none. */
  software?: Maybe<Array<SoftwareItem>>;
  /** Where its values come from, and how old they are. */
  source: ReadSource;
  /** The provider's own word for its state; null of a holder in the inventory that is gone. */
  status?: Maybe<Scalars['String']['output']>;
};


/** A piece of hardware. */
export type DeviceAssignmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of devices. */
export type DeviceConnection = {
  __typename?: 'DeviceConnection';
  /** How much of each account is in the list. */
  coverage: Array<AccountCoverage>;
  /** Rows with their cursors; null, with an error, when no account could be read. */
  edges?: Maybe<Array<DeviceEdge>>;
  /** Rows without cursors; null, with an error, when no account could be read. */
  nodes?: Maybe<Array<Device>>;
  /** How to get the next page. */
  pageInfo: PageInfo;
  /** Number of rows in the whole list; null unless it is known and the list is complete. */
  totalCount?: Maybe<Scalars['Count']['output']>;
};

/** A device in a list. */
export type DeviceEdge = {
  __typename?: 'DeviceEdge';
  /** Pass it as `after` to continue behind this row. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Device;
};

/** Which devices. All conditions given must hold. */
export type DeviceFilter = {
  /** Keys of accounts; all that have devices when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Kinds of vendors; all when absent. */
  providers?: InputMaybe<Array<Provider>>;
};

/** Names one device. Give exactly one field. */
export type DeviceLookup =
  /** An id this graph gave out. */
  { id: Scalars['ID']['input']; imei?: never; key?: never; }
  |  /** IMEI, fifteen digits; every account with devices is searched. */
  { id?: never; imei: Scalars['String']['input']; key?: never; }
  |  /** The provider's own id, with the account it belongs to. */
  { id?: never; imei?: never; key: ExternalKey; };

/** How a device is managed. */
export type DeviceProtocol =
  /** An HTTP client on the device. */
  | 'HTTP'
  /** Lightweight M2M. */
  | 'LWM2M'
  /** None yet. */
  | 'NONE'
  /** OMA Device Management. */
  | 'OMADM'
  /** A protocol this version does not know: see `rawProtocol`. */
  | 'UNKNOWN';

/** Which devices of the inventory. All conditions given must hold. */
export type DeviceSearch = {
  /** Keys of accounts; all that have devices when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whether it is told when they were last active: one of these. */
  activity?: InputMaybe<Array<Activity>>;
  /** Open findings of one of these rules are about them, dismissed ones left out. */
  findings?: InputMaybe<Array<FindingCode>>;
  /** Whether firmware can be sent to it over the air. */
  fotaEligible?: InputMaybe<Scalars['Boolean']['input']>;
  /** What they hold. */
  holds?: InputMaybe<HoldsSearch>;
  /** Last connected at least so many days ago. Devices of which that is not told are left out. */
  idleDays?: InputMaybe<Scalars['Int']['input']>;
  /** Last connected before this moment. Devices of which that is not told are left out. */
  inactiveSince?: InputMaybe<Scalars['DateTime']['input']>;
  /** Of one of these makers, exactly as the provider spells them. */
  makes?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Of one of these models, exactly as the provider spells them. */
  models?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Managed in one of these ways. */
  protocols?: InputMaybe<Array<DeviceProtocol>>;
  /** Kinds of vendors; all when absent. */
  providers?: InputMaybe<Array<Provider>>;
  /** Three characters and more are found anywhere in name, IMEI, directory number or id, without regard to case and accents. One or two only where the name, the IMEI, the number or the id as a whole begins with them. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** In one of these states, in the provider's own words. */
  statuses?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** The order of devices. Those without a value come last, whichever the direction. */
export type DeviceSort = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What they are ordered by. */
  field: DeviceSortField;
};

/** What devices can be ordered by. Ties are broken, so that paging misses none. */
export type DeviceSortField =
  /** Last connection. */
  | 'LAST_ACTIVE'
  /** How many licenses they hold. */
  | 'LICENSES_HELD'
  /** Model. */
  | 'MODEL'
  /** Name, without regard to case and accents. */
  | 'NAME'
  /** How they are managed. */
  | 'PROTOCOL'
  /** The provider's word for the state. */
  | 'STATUS';

/** Findings that are no matter. */
export type DismissFindingsInput = {
  /** Their ids, at most 1,000. */
  ids: Array<Scalars['ID']['input']>;
  /** The reason, for the audit log; 1 to 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** A ticket number, for the audit log; 1 to 200 characters. */
  ticket?: InputMaybe<Scalars['String']['input']>;
  /** The day (of UTC) from which they matter again; for good when absent. */
  until?: InputMaybe<Scalars['Date']['input']>;
};

/** What came of dismissals. */
export type DismissFindingsPayload = {
  __typename?: 'DismissFindingsPayload';
  /** The findings as they are now, in the order asked, without those that there are not. */
  findings: Array<Finding>;
  /** What could not be done; `path` is its place in the input. */
  problems: Array<Problem>;
};

/** A location, professional or other thing that is listed publicly. */
export type Entity = Assignee & Node & {
  __typename?: 'Entity';
  /** The account it belongs to. */
  account: Account;
  /** What it holds. */
  assignments?: Maybe<LicenseAssignmentConnection>;
  /** Country, ISO 3166-1 alpha-2. */
  countryCode?: Maybe<Scalars['String']['output']>;
  /** When it was created. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Name from the provider; null when it has none, or when the entity is gone while its license is still assigned. */
  displayName?: Maybe<Scalars['String']['output']>;
  /** The provider's word for what it is: location, healthcareProfessional, event, or a type of the customer's own. */
  entityType?: Maybe<Scalars['String']['output']>;
  /** The provider's own id, exactly as it spells it. */
  externalId: Scalars['String']['output'];
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** Where its values come from, and how old they are. */
  source: ReadSource;
  /** When it was last changed. */
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
};


/** A location, professional or other thing that is listed publicly. */
export type EntityAssignmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of entities. */
export type EntityConnection = {
  __typename?: 'EntityConnection';
  /** How much of each account is in the list. */
  coverage: Array<AccountCoverage>;
  /** Rows with their cursors; null, with an error, when no account could be read. */
  edges?: Maybe<Array<EntityEdge>>;
  /** Rows without cursors; null, with an error, when no account could be read. */
  nodes?: Maybe<Array<Entity>>;
  /** How to get the next page. */
  pageInfo: PageInfo;
  /** Number of rows in the whole list; null unless it is known and the list is complete. */
  totalCount?: Maybe<Scalars['Count']['output']>;
};

/** An entity in a list. */
export type EntityEdge = {
  __typename?: 'EntityEdge';
  /** Pass it as `after` to continue behind this row. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Entity;
};

/** Which entities of the inventory. All conditions given must hold. */
export type EntitySearch = {
  /** Keys of accounts; all that have entities when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Of one of these types, in the provider's own words. */
  entityTypes?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Open findings of one of these rules are about them, dismissed ones left out. */
  findings?: InputMaybe<Array<FindingCode>>;
  /** What they hold. */
  holds?: InputMaybe<HoldsSearch>;
  /** Kinds of vendors; all when absent. */
  providers?: InputMaybe<Array<Provider>>;
  /** Three characters and more are found anywhere in name or id, without regard to case and accents. One or two only where the name or the id as a whole begins with them: of Store West `st` is found and `we` is not, `wes` is. */
  search?: InputMaybe<Scalars['String']['input']>;
};

/** The order of entities. Those without a value come last, whichever the direction. */
export type EntitySort = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What they are ordered by. */
  field: EntitySortField;
};

/** What entities can be ordered by. Ties are broken, so that paging misses none. */
export type EntitySortField =
  /** The provider's word for what they are. */
  | 'ENTITY_TYPE'
  /** How many licenses they hold. */
  | 'LICENSES_HELD'
  /** Name, without regard to case and accents. */
  | 'NAME';

/** Whose doing a change of an assignment was, as far as it was observed. */
export type EventOrigin =
  /** Somebody else, or something at the vendor. */
  | 'EXTERNAL'
  /** A date that was known before. */
  | 'SCHEDULE'
  /** A change set of License Graph. */
  | 'THIS_API';

/** The provider's own id of something, with the account it belongs to. */
export type ExternalKey = {
  /** Key of the account. */
  accountKey: Scalars['String']['input'];
  /** The provider's own id, exactly as it spells it. */
  externalId: Scalars['String']['input'];
};

/** What stands out. */
export type Finding = {
  __typename?: 'Finding';
  /** When it was first seen to hold no more; null while it is open. */
  closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The rule that found it. */
  code: FindingCode;
  /** How sure it is. */
  confidence: FindingConfidence;
  /** Who said that it is no matter; null when nobody did, or the time that was given is over. */
  dismissed?: Maybe<FindingDismissal>;
  /** What the rule went by. */
  evidence: Array<FindingEvidence>;
  /** Opaque id. A finding that comes back after it was closed is another one. */
  id: Scalars['ID']['output'];
  /** When the rule was last seen to hold: of an open one, when it was last worked out from lists that were all read whole. */
  lastSeenAt: Scalars['DateTime']['output'];
  /** What its seats cost a month, and from when that could be saved. Null without a contract, without the scope `costs:read`, and for findings that no removal would resolve. */
  saving?: Maybe<LicenseSaving>;
  /** Seats it is about; 0 where it is about none. */
  seats: Scalars['Count']['output'];
  /** How grave it is. */
  severity: FindingSeverity;
  /** When the rule was first seen to hold: not before the account was first swept whole. */
  since: Scalars['DateTime']['output'];
  /** What it is about. */
  subject: FindingSubject;
  /** Changes that would resolve it, for `planLicenseChanges`; none where nothing that License Graph can do would. */
  suggestedChanges: Array<SuggestedChange>;
};

/** The rules. Days and numbers are the defaults of the configuration. */
export type FindingCode =
  /** The vendor does not tell when holders of a license were last active. */
  | 'ACTIVITY_UNKNOWN'
  /** Two users of one account have one e-mail address, and both hold licenses. */
  | 'DUPLICATE_PERSON'
  /** Others than License Graph changed who holds a license: one finding for each license and day. */
  | 'EXTERNAL_CHANGE'
  /** A user holds a license and is deleted. */
  | 'HOLDER_DELETED'
  /** A user holds a license and has been inactive for 14 days. */
  | 'HOLDER_INACTIVE'
  /** A device holds a license and cannot be sent firmware. */
  | 'HOLDER_NOT_ELIGIBLE'
  /** Somebody or something holds a license and was last active over 90 days ago. Whoever the vendor tells nothing of is never idle. This rule and the next five are about holders, and leave built-in licenses alone, which have no seats. */
  | 'IDLE_HOLDER'
  /** A license is held that the vendor does not list any more. */
  | 'LICENSE_NOT_LISTED'
  /** Hardly a seat is left. */
  | 'NEARLY_EXHAUSTED'
  /** A license is held by somebody or something that no complete list and no look-up knows. */
  | 'ORPHAN'
  /** More seats are taken than there are. */
  | 'OVERBOOKED'
  /** An assignment or its holder has been pending for 14 days. */
  | 'PENDING_TOO_LONG'
  /** A contract is to be decided on within 30 days. */
  | 'RENEWAL_DUE'
  /** By the forecast the seats run out before the contract ends; of a license without a contract, within 90 days. */
  | 'RUNS_OUT'
  /** The vendor's own count of seats and the holders that were seen disagree. */
  | 'SEATS_DISAGREE'
  /** A sweep would have closed so many rows of a list that it closed none of them: somebody has to look. */
  | 'SWEEP_HELD'
  /** Seats that nobody has taken for 30 days. */
  | 'UNUSED_SEATS';

/** How sure a finding is. */
export type FindingConfidence =
  /** The vendor says so. */
  | 'CERTAIN'
  /** What is known points that way, and may mislead. */
  | 'HINT'
  /** What is known hardly allows anything else. */
  | 'LIKELY';

/** A page of findings. */
export type FindingConnection = {
  __typename?: 'FindingConnection';
  /** How whole and recent the inventory is that they were worked out from, by account: not whole before they were worked out for the first time, either. */
  coverage: Array<AccountCoverage>;
  /** Rows with their cursors. */
  edges?: Maybe<Array<FindingEdge>>;
  /** Rows without cursors. */
  nodes?: Maybe<Array<Finding>>;
  /** How to get the next page. */
  pageInfo: PageInfo;
  /** Number of findings in the whole list. */
  totalCount?: Maybe<Scalars['Count']['output']>;
};

/** That a finding is no matter. */
export type FindingDismissal = {
  __typename?: 'FindingDismissal';
  /** When. */
  at: Scalars['DateTime']['output'];
  /** Who said so. */
  by: Scalars['String']['output'];
  /** Why; null when nobody said. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The day (of UTC) from which it matters again; null: never. */
  until?: Maybe<Scalars['Date']['output']>;
};

/** A finding in a list. */
export type FindingEdge = {
  __typename?: 'FindingEdge';
  /** Pass it as `after` to continue behind this row. */
  cursor: Scalars['String']['output'];
  /** The finding. */
  node: Finding;
};

/** Something that a rule went by. */
export type FindingEvidence = {
  __typename?: 'FindingEvidence';
  /** What it is, for instance `lastActiveAt`. */
  name: Scalars['String']['output'];
  /** Its value as text: moments in RFC 3339, numbers in digits. */
  value: Scalars['String']['output'];
};

/** Which findings. All conditions given must hold. */
export type FindingFilter = {
  /** Keys of accounts; all when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** About one of these holders: ids of this graph, at most 100. */
  assigneeIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Of one of these rules. */
  codes?: InputMaybe<Array<FindingCode>>;
  /** About holders in one of these departments, exactly as the provider spells them. */
  departments?: InputMaybe<Array<Scalars['String']['input']>>;
  /** True: dismissed ones. False: others. Null: both. */
  dismissed?: InputMaybe<Scalars['Boolean']['input']>;
  /** About one of these licenses: ids of this graph, at most 25. */
  licenseIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** As sure as this at least. */
  minConfidence?: InputMaybe<FindingConfidence>;
  /** As grave as this at least. */
  minSeverity?: InputMaybe<FindingSeverity>;
  /** True: open ones. False: closed ones. Null: both. */
  open?: InputMaybe<Scalars['Boolean']['input']>;
  /** Open for so many days at least. */
  openDays?: InputMaybe<Scalars['Int']['input']>;
  /** Kinds of vendors; all when absent. */
  providers?: InputMaybe<Array<Provider>>;
};

/** How grave a finding is. */
export type FindingSeverity =
  /** Somebody should look today. */
  | 'HIGH'
  /** Good to know. */
  | 'INFO'
  /** Somebody should look. */
  | 'MEDIUM';

/** The order of findings. */
export type FindingSort = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What they are ordered by. */
  field: FindingSortField;
};

/** What findings can be ordered by. Ties are broken, so that paging misses none. */
export type FindingSortField =
  /** The rule. */
  | 'CODE'
  /** How grave they are, then how sure, then which are the oldest. */
  | 'SEVERITY'
  /** When the rule first held. */
  | 'SINCE';

/** What a finding is about: an account, and where it is about them a license, a holder, or something else that `key` names. */
export type FindingSubject = {
  __typename?: 'FindingSubject';
  /** The account. */
  account: Account;
  /** The holder; null where it is about none. */
  assignee?: Maybe<Assignee>;
  /** What distinguishes it beside these, for instance a day or an e-mail address; null where nothing does. */
  key?: Maybe<Scalars['String']['output']>;
  /** The license; null where it is about none. */
  license?: Maybe<License>;
};

/** What the findings of one rule come to. */
export type FindingSummary = {
  __typename?: 'FindingSummary';
  /** The rule. */
  code: FindingCode;
  /** How many there are. */
  count: Scalars['Count']['output'];
  /** What these seats cost a month, by currency; those without a contract are not in it. Null without the scope `costs:read`. */
  savings?: Maybe<Array<LicenseMoney>>;
  /** Seats they are about, each counted once. */
  seats: Scalars['Count']['output'];
  /** How grave the gravest of them is. */
  severity: FindingSeverity;
};

/** How good the method was on days that are over. */
export type ForecastBackTest = {
  __typename?: 'ForecastBackTest';
  /** What part of them lay within the interval that could be told by then; null where too few were over by then: for 90 days ahead it takes some 240 days. */
  coverage?: Maybe<Scalars['Float']['output']>;
  /** By how much they were off, in parts of what was held; half of them by less. 0.02 is 2 percent. */
  medianError: Scalars['Float']['output'];
  /** Forecasts that were made anew, each with the days before it alone. */
  origins: Scalars['Count']['output'];
};

/** What is expected of a day. In nine of ten cases `low` to `high` holds. */
export type ForecastPoint = {
  __typename?: 'ForecastPoint';
  /** The day. */
  day: Scalars['Date']['output'];
  /** Seats held. */
  expected: Scalars['Float']['output'];
  /** Upper bound. */
  high: Scalars['Float']['output'];
  /** Lower bound. */
  low: Scalars['Float']['output'];
};

/** Whether there is a forecast. */
export type ForecastStatus =
  /** The license has no seats that can be counted. */
  | 'NOT_COUNTED'
  /** There is one. */
  | 'SHOWN'
  /** Too few days have been observed. */
  | 'TOO_SOON'
  /** It could be anything: the interval is wider than what is held. */
  | 'TOO_UNSURE';

/** What Genesys Cloud says about a license definition. */
export type GenesysLicenseDetails = {
  __typename?: 'GenesysLicenseDetails';
  /** Licenses contained in this one, where it is a bundle. */
  comprises: Array<License>;
  /** Permissions the license unlocks, as `domain:entity:action`. */
  permissions?: Maybe<Array<Scalars['String']['output']>>;
  /** Licenses a holder must have as well. */
  prerequisites: Array<License>;
};

/** What assignments can be grouped by. */
export type GroupKey =
  /** The account. */
  | 'ACCOUNT'
  /** The holder's department. */
  | 'DEPARTMENT'
  /** The kind of holder. */
  | 'KIND'
  /** The license. */
  | 'LICENSE'
  /** The holder's model. */
  | 'MODEL'
  /** The kind of vendor. */
  | 'PROVIDER'
  /** The holder's state; of devices the provider's own word. Holders that are gone are in none. */
  | 'STATE';

/** What to do about a held sweep. */
export type HeldSweepDecision =
  /** Close the rows that it kept back: those that are still open, and have not been seen since. */
  | 'RELEASE';

/** What somebody or something holds. All conditions given must hold; at most 25 ids in all. */
export type HoldsSearch = {
  /** All of these licenses. */
  all?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** At least one of these licenses: ids of this graph. */
  any?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** None of these licenses. */
  none?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** True: holds nothing at all. False: holds something. */
  nothing?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The copy of all accounts that the caller may see. Its lists give up to 1,000 rows at once; lists below them, up to 100 like all others. What an answer may come to is limited (`QUERY_TOO_LARGE`): each row counts with its fields, and each list below it with its `first`, so that 1,000 rows are for plain fields, or for lists below them of 10 or so. */
export type Inventory = {
  __typename?: 'Inventory';
  /** Every account of the caller, in the order of the configuration: how recent and how whole its copy is. */
  accounts: Array<InventoryAccount>;
  /** The moment that answers are of: without the argument, that at which something was last recorded of what the caller sees. The argument `asOf` takes it: the same question then has the same answer, whenever it is asked. All that an answer selects is of this one moment, also where something is recorded while it is made. Names, facts and the vendors' own dates of assignment have no history: they are those that were told last, and lists of users, devices, workspaces, entities and people are of this moment or a later one, with assignments of this one. `seatHistory` has what was seen of today so far. */
  asOf: Scalars['DateTime']['output'];
  /** Who holds what. */
  assignments?: Maybe<LicenseAssignmentConnection>;
  /** Devices, as they are now: error `NOT_SUPPORTED` with `asOf`. */
  devices?: Maybe<DeviceConnection>;
  /** Entities, as they are now: error `NOT_SUPPORTED` with `asOf`. */
  entities?: Maybe<EntityConnection>;
  /** How many assignments have what in common: the largest groups first. */
  groups?: Maybe<InventoryGroupConnection>;
  /** Licenses. */
  licenses?: Maybe<LicenseConnection>;
  /** People by e-mail address, over all accounts of the caller, by address or in the order of `filter.emails`: error `NOT_SUPPORTED` with `asOf`. */
  people?: Maybe<PersonConnection>;
  /** Users, as they are now: error `NOT_SUPPORTED` with `asOf`, because what is told of people has no history. */
  users?: Maybe<UserConnection>;
  /** Workspaces, as they are now: error `NOT_SUPPORTED` with `asOf`. */
  workspaces?: Maybe<WorkspaceConnection>;
};


/** The copy of all accounts that the caller may see. Its lists give up to 1,000 rows at once; lists below them, up to 100 like all others. What an answer may come to is limited (`QUERY_TOO_LARGE`): each row counts with its fields, and each list below it with its `first`, so that 1,000 rows are for plain fields, or for lists below them of 10 or so. */
export type InventoryAssignmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AssignmentSearch>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AssignmentSort>;
};


/** The copy of all accounts that the caller may see. Its lists give up to 1,000 rows at once; lists below them, up to 100 like all others. What an answer may come to is limited (`QUERY_TOO_LARGE`): each row counts with its fields, and each list below it with its `first`, so that 1,000 rows are for plain fields, or for lists below them of 10 or so. */
export type InventoryDevicesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DeviceSearch>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<DeviceSort>;
};


/** The copy of all accounts that the caller may see. Its lists give up to 1,000 rows at once; lists below them, up to 100 like all others. What an answer may come to is limited (`QUERY_TOO_LARGE`): each row counts with its fields, and each list below it with its `first`, so that 1,000 rows are for plain fields, or for lists below them of 10 or so. */
export type InventoryEntitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EntitySearch>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<EntitySort>;
};


/** The copy of all accounts that the caller may see. Its lists give up to 1,000 rows at once; lists below them, up to 100 like all others. What an answer may come to is limited (`QUERY_TOO_LARGE`): each row counts with its fields, and each list below it with its `first`, so that 1,000 rows are for plain fields, or for lists below them of 10 or so. */
export type InventoryGroupsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  by: Array<GroupKey>;
  filter?: InputMaybe<AssignmentSearch>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The copy of all accounts that the caller may see. Its lists give up to 1,000 rows at once; lists below them, up to 100 like all others. What an answer may come to is limited (`QUERY_TOO_LARGE`): each row counts with its fields, and each list below it with its `first`, so that 1,000 rows are for plain fields, or for lists below them of 10 or so. */
export type InventoryLicensesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LicenseSearch>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<LicenseSort>;
};


/** The copy of all accounts that the caller may see. Its lists give up to 1,000 rows at once; lists below them, up to 100 like all others. What an answer may come to is limited (`QUERY_TOO_LARGE`): each row counts with its fields, and each list below it with its `first`, so that 1,000 rows are for plain fields, or for lists below them of 10 or so. */
export type InventoryPeopleArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PersonSearch>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The copy of all accounts that the caller may see. Its lists give up to 1,000 rows at once; lists below them, up to 100 like all others. What an answer may come to is limited (`QUERY_TOO_LARGE`): each row counts with its fields, and each list below it with its `first`, so that 1,000 rows are for plain fields, or for lists below them of 10 or so. */
export type InventoryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserSearch>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<UserSort>;
};


/** The copy of all accounts that the caller may see. Its lists give up to 1,000 rows at once; lists below them, up to 100 like all others. What an answer may come to is limited (`QUERY_TOO_LARGE`): each row counts with its fields, and each list below it with its `first`, so that 1,000 rows are for plain fields, or for lists below them of 10 or so. */
export type InventoryWorkspacesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<WorkspaceSearch>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<WorkspaceSort>;
};

/** An account in the inventory: how recent and how whole its copy is. */
export type InventoryAccount = {
  __typename?: 'InventoryAccount';
  /** The account. */
  account: Account;
  /** When the next sweep is due; null where none is planned. */
  nextSweepAt?: Maybe<Scalars['DateTime']['output']>;
  /** When every list had begun to be read whole the last time: what they show was so then or later. Null before the first complete sweep. */
  observedAt?: Maybe<Scalars['DateTime']['output']>;
  /** From when on its past is known: the end of the first complete sweep, or the moment up to which history has been deleted since (`inventory.historyDays`). Null before there was a complete sweep. */
  since?: Maybe<Scalars['DateTime']['output']>;
  /** Whether its copy can be relied on. */
  status: InventoryStatus;
  /** The sweep that is under way, else the last one; null before the first. */
  sweep?: Maybe<Sweep>;
};

/** The provider's own id of an assignee, with its account and kind. */
export type InventoryAssigneeKey = {
  /** Key of the account. */
  accountKey: Scalars['String']['input'];
  /** The provider's own id, exactly as it spells it. */
  externalId: Scalars['String']['input'];
  /** What it is. */
  kind: AssigneeKind;
};

/** Names an assignee. Give exactly one field. */
export type InventoryAssigneeRef =
  /** An id this graph gave out. */
  { id: Scalars['ID']['input']; key?: never; }
  |  /** The provider's own id, with its account and kind. */
  { id?: never; key: InventoryAssigneeKey; };

/** Assignments that have something in common. */
export type InventoryGroup = {
  __typename?: 'InventoryGroup';
  /** The account; null unless they are grouped by ACCOUNT or LICENSE. */
  account?: Maybe<Account>;
  /** How many different holders they have. */
  assignees: Scalars['Count']['output'];
  /** How many assignments they are. */
  assignments: Scalars['Count']['output'];
  /** What they have in common, in the order it was asked for. */
  keys: Array<InventoryGroupKey>;
  /** The license; null unless they are grouped by LICENSE. */
  license?: Maybe<License>;
};

/** A page of groups. */
export type InventoryGroupConnection = {
  __typename?: 'InventoryGroupConnection';
  /** How much of each account is counted. */
  coverage: Array<AccountCoverage>;
  /** Rows with their cursors. */
  edges?: Maybe<Array<InventoryGroupEdge>>;
  /** Rows without cursors. */
  nodes?: Maybe<Array<InventoryGroup>>;
  /** How to get the next page. */
  pageInfo: PageInfo;
  /** Number of groups in the whole list; null unless it is known and the list is complete. */
  totalCount?: Maybe<Scalars['Count']['output']>;
};

/** A group in a list. */
export type InventoryGroupEdge = {
  __typename?: 'InventoryGroupEdge';
  /** Pass it as `after` to continue behind this row. */
  cursor: Scalars['String']['output'];
  /** The group. */
  node: InventoryGroup;
};

/** Something that assignments of one group have in common. */
export type InventoryGroupKey = {
  __typename?: 'InventoryGroupKey';
  /** What it is. */
  by: GroupKey;
  /** Its value, of an account its key and of a license its id in this graph; null for holders that have none. */
  value?: Maybe<Scalars['String']['output']>;
};

/** Whether the copy of an account can be relied on. */
export type InventoryStatus =
  /** The first sweep is not over: rows are missing. */
  | 'FIRST_SWEEP'
  /** The last sweep would have closed so many rows of a list that it closed none of them: somebody has to look. What is gone at the vendor may still be listed. */
  | 'HELD'
  /** The configuration keeps the account from being swept. */
  | 'OFF'
  /** It is whole, and recent. */
  | 'READY'
  /** It is whole, and older than two of the intervals in which the account is swept. */
  | 'STALE';

/** Something that can be assigned: a Genesys license definition, a Webex license, the FOTA pool of a ThingSpace account, a Yext license pack. */
export type License = Node & {
  __typename?: 'License';
  /** The account it belongs to. */
  account: Account;
  /** Who can hold it. Of a license that is no longer listed: as `name`. */
  assigneeKinds?: Maybe<Array<AssigneeKind>>;
  /** Who holds it. Offers that people from outside a Webex organisation have not accepted yet are missing, because no list of the provider has them; `coverage` does not report them here. */
  assignments?: Maybe<LicenseAssignmentConnection>;
  /** The contract that holds today, from the configuration; null where there is none. With `asOf` the one that held then. */
  contract?: Maybe<LicenseContract>;
  /** What it costs a month, by the contract that holds today and the inventory. Null without either, where nobody tells how many seats are paid for, and without the scope `costs:read`. */
  cost?: Maybe<LicenseCost>;
  /** A longer description from the provider; null when it has none. Of a license that is no longer listed: as `name`. */
  description?: Maybe<Scalars['String']['output']>;
  /** Fields that only this provider has. Of a license that is no longer listed: as `name`. */
  details?: Maybe<LicenseDetails>;
  /** The provider's own id, exactly as it spells it. */
  externalId: Scalars['String']['output'];
  /** How many seats will be held, by the days that were observed. No number is given before there is enough of them. What change sets of License Graph have added or taken is no demand, and left out of the trend. No vendor is asked. Under `inventory(asOf:)` it is the forecast that could be made then, by the days that were over. */
  forecast: SeatForecast;
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** Display name from the provider. Of a license that the provider no longer lists, though somebody holds it: the last one known in the inventory, and null in a live read. */
  name?: Maybe<Scalars['String']['output']>;
  /** Which vendor it is with. */
  provider: Provider;
  /** Its seats day by day, oldest first, as License Graph has observed them: days on which it was not read are left out. No vendor is asked. At most 366 days at once; more are the error `BAD_INPUT`. */
  seatHistory: Array<SeatCount>;
  /** Seat numbers; null where the provider reports none, and when it no longer lists the license: the last ones known are not those of now. `seatHistory` has them. */
  seats?: Maybe<Seats>;
  /** Where its values come from, and how old they are. */
  source: ReadSource;
};


/** Something that can be assigned: a Genesys license definition, a Webex license, the FOTA pool of a ThingSpace account, a Yext license pack. */
export type LicenseAssignmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Something that can be assigned: a Genesys license definition, a Webex license, the FOTA pool of a ThingSpace account, a Yext license pack. */
export type LicenseForecastArgs = {
  days?: InputMaybe<Scalars['Int']['input']>;
};


/** Something that can be assigned: a Genesys license definition, a Webex license, the FOTA pool of a ThingSpace account, a Yext license pack. */
export type LicenseSeatHistoryArgs = {
  from?: InputMaybe<Scalars['Date']['input']>;
  to?: InputMaybe<Scalars['Date']['input']>;
};

/** One license held by one assignee. */
export type LicenseAssignment = Node & {
  __typename?: 'LicenseAssignment';
  /** Since when, from the provider; null where it does not say. */
  assignedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who or what holds it. */
  assignee: Assignee;
  /** When License Graph first observed it; null in live answers, and where it was there before the first sweep of the account was over. */
  heldSince?: Maybe<Scalars['DateTime']['output']>;
  /** Opaque id, made of license and assignee. */
  id: Scalars['ID']['output'];
  /** What is held. */
  license: License;
  /** Who assigned it, as far as that was observed; null in live answers, and where it was there before the first sweep of the account was over. Who changed something of it since, as the day of its removal, is told by `licenseEvents`. */
  origin?: Maybe<EventOrigin>;
  /** First day without the license, whether the provider removes it or License Graph does; null when no removal is scheduled. */
  removalOn?: Maybe<Scalars['Date']['output']>;
  /** Where its values come from, and how old they are. */
  source: ReadSource;
  /** Whether it is in force, as the provider says. */
  status: AssignmentStatus;
};

/** A page of assignments. */
export type LicenseAssignmentConnection = {
  __typename?: 'LicenseAssignmentConnection';
  /** How much of each account is in the list. */
  coverage: Array<AccountCoverage>;
  /** Rows with their cursors; null, with an error, when no account could be read. */
  edges?: Maybe<Array<LicenseAssignmentEdge>>;
  /** Rows without cursors; null, with an error, when no account could be read. */
  nodes?: Maybe<Array<LicenseAssignment>>;
  /** How to get the next page. */
  pageInfo: PageInfo;
  /** Number of rows in the whole list; null unless it is known and the list is complete. */
  totalCount?: Maybe<Scalars['Count']['output']>;
};

/** An assignment in a list. */
export type LicenseAssignmentEdge = {
  __typename?: 'LicenseAssignmentEdge';
  /** Pass it as `after` to continue behind this row. */
  cursor: Scalars['String']['output'];
  /** The assignment. */
  node: LicenseAssignment;
};

/** Which assignments. All conditions given must hold. */
export type LicenseAssignmentFilter = {
  /** Keys of accounts; all when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Only assignments of these assignees: ids of this graph, at most 100. */
  assigneeIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Only assignments of these licenses: ids of this graph, at most 25. */
  licenseIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Kinds of vendors; all when absent. */
  providers?: InputMaybe<Array<Provider>>;
  /** Only assignments with one of these states. */
  statuses?: InputMaybe<Array<AssignmentStatus>>;
};

/** One change of a set. */
export type LicenseChange = Node & {
  __typename?: 'LicenseChange';
  /** What is to be done. */
  action: ChangeAction;
  /** The assignment as it was last read after the change; null until then. */
  after?: Maybe<AssignmentState>;
  /** The assignee; null when the assignee of a refused request does not exist, or its address could not be looked up. Once its account is not configured any more, its ids are told and no other facts. */
  assignee?: Maybe<Assignee>;
  /** How many times it was sent to the provider. */
  attempts: Scalars['Int']['output'];
  /** The assignment when it was planned; null when it could not be read, or when no read shows it, as with offers to people from outside a Webex organisation. */
  before?: Maybe<AssignmentState>;
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The license; null when the license of a refused request does not exist or could not be read. Once its account is not configured any more, its ids are told and no other facts. */
  license?: Maybe<License>;
  /** Its outcome. */
  outcome: ChangeOutcome;
  /** Why it did not take effect as requested, or is not known to have; null otherwise. */
  problem?: Maybe<Problem>;
  /** First day without the license, for SCHEDULE_REMOVAL. */
  removalOn?: Maybe<Scalars['Date']['output']>;
  /** The account on the site of the license that is changed, `before` and `after` included; null when it is the license itself. */
  siteAccount?: Maybe<ChangedSiteAccount>;
  /** When the provider processed it, by the provider's own account; null where it does not say, as most do not. */
  timing?: Maybe<ChangeTiming>;
  /** The provider's ids of the requests. */
  upstreamRequestIds: Array<Scalars['String']['output']>;
  /** When a read showed it. */
  verifiedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Ids of the changes of its set that a read must have shown before it is sent. */
  waitsFor: Array<Scalars['ID']['output']>;
};

/** A page of changes. */
export type LicenseChangeConnection = {
  __typename?: 'LicenseChangeConnection';
  /** Rows with their cursors. */
  edges?: Maybe<Array<LicenseChangeEdge>>;
  /** Rows without cursors. */
  nodes?: Maybe<Array<LicenseChange>>;
  /** How to get the next page. */
  pageInfo: PageInfo;
};

/** A change in a list. */
export type LicenseChangeEdge = {
  __typename?: 'LicenseChangeEdge';
  /** Pass it as `after` to continue behind this row. */
  cursor: Scalars['String']['output'];
  /** The change. */
  node: LicenseChange;
};

/** One change request. */
export type LicenseChangeInput = {
  /** What to do. */
  action: ChangeAction;
  /** For whom. */
  assignee: AssigneeRef;
  /**
   * True invites the person with this e-mail address from outside the organisation.
   * @deprecated Use `options { webex { inviteExternal } }`.
   */
  inviteExternal?: InputMaybe<Scalars['Boolean']['input']>;
  /** Which license. */
  license: LicenseRef;
  /** What only the vendor of the license knows; nothing when absent. */
  options?: InputMaybe<ChangeOptionsInput>;
  /** First day without the license; for SCHEDULE_REMOVAL only. */
  removalOn?: InputMaybe<Scalars['Date']['input']>;
  /** Positions in this list, from 0, of other changes that must be `VERIFIED` or `NO_CHANGE` before this one is sent; at most 100. When one of them has another outcome, this one is `SKIPPED`; until a read has shown it, this one is `PENDING` and the set `RUNNING`, not `UNSETTLED`. With it, a move removes the old license only once the new one is there. */
  waitsFor?: InputMaybe<Array<Scalars['Int']['input']>>;
  /**
   * For Webex Calling licenses only.
   * @deprecated Use `options { webex { calling } }`.
   */
  webexCalling?: InputMaybe<WebexCallingInput>;
  /**
   * For licenses of Webex meeting sites only: which role on the site is meant. HOST when absent.
   * @deprecated Use `options { webex { site } }`.
   */
  webexSite?: InputMaybe<WebexSiteInput>;
};

/** A page of licenses. */
export type LicenseConnection = {
  __typename?: 'LicenseConnection';
  /** How much of each account is in the list. */
  coverage: Array<AccountCoverage>;
  /** Rows with their cursors; null, with an error, when no account could be read. */
  edges?: Maybe<Array<LicenseEdge>>;
  /** Rows without cursors; null, with an error, when no account could be read. */
  nodes?: Maybe<Array<License>>;
  /** How to get the next page. */
  pageInfo: PageInfo;
  /** Number of rows in the whole list; null unless it is known and the list is complete. */
  totalCount?: Maybe<Scalars['Count']['output']>;
};

/** What was agreed with a vendor about a license. */
export type LicenseContract = {
  __typename?: 'LicenseContract';
  /** The last day on which it can be ended, so that no other term follows. */
  decideBy: Scalars['Date']['output'];
  /** Its last day. */
  end: Scalars['Date']['output'];
  /** What is paid for. */
  pays: ContractPays;
  /** Price of a seat and month. Null without the scope `costs:read`. */
  pricePerSeatMonth?: Maybe<LicenseMoney>;
  /** Whether it goes on when nobody ends it. */
  renews: Scalars['Boolean']['output'];
  /** Seats by the contract, of each license that it is about; null where it names none. */
  seats?: Maybe<Scalars['Count']['output']>;
  /** The first day of the term: the one that is written down, or one of those that follow it. */
  start: Scalars['Date']['output'];
};

/** What a license costs a month. */
export type LicenseCost = {
  __typename?: 'LicenseCost';
  /** Price times seats: of PURCHASED those of the contract, else the vendor's total; of ASSIGNED those that are held. */
  monthly: LicenseMoney;
  /** What of it is wasted: price times `wastedSeats`. */
  wasted: LicenseMoney;
  /** Seats that nobody has taken, where they are paid for, and those of holders with a finding that is more than a hint, each counted once; never more than are paid for. */
  wastedSeats: Scalars['Count']['output'];
};

/** Fields that only one provider has. */
export type LicenseDetails = GenesysLicenseDetails | ThingSpaceLicenseDetails | WebexLicenseDetails | YextLicensePackDetails;

/** A page of differences. */
export type LicenseDiffConnection = {
  __typename?: 'LicenseDiffConnection';
  /** The same by how they differ; null when an account is left out. */
  counts?: Maybe<LicenseDiffCounts>;
  /** How much of each account is in the list. */
  coverage: Array<AccountCoverage>;
  /** Rows with their cursors. */
  edges?: Maybe<Array<LicenseDiffEdge>>;
  /** Rows without cursors. */
  nodes?: Maybe<Array<LicenseDifference>>;
  /** How to get the next page. */
  pageInfo: PageInfo;
  /** Number of rows in the whole list; null when an account is left out. */
  totalCount?: Maybe<Scalars['Count']['output']>;
};

/** How many assignments are different, by how. */
export type LicenseDiffCounts = {
  __typename?: 'LicenseDiffCounts';
  /** Not held at the first moment, and held at the second. */
  assigned: Scalars['Count']['output'];
  /** Held at both, with another state or another day of removal. */
  changed: Scalars['Count']['output'];
  /** Held at the first moment, and not at the second. */
  removed: Scalars['Count']['output'];
};

/** A difference in a list. */
export type LicenseDiffEdge = {
  __typename?: 'LicenseDiffEdge';
  /** Pass it as `after` to continue behind this row. */
  cursor: Scalars['String']['output'];
  /** The difference. */
  node: LicenseDifference;
};

/** An assignment that was not the same at two moments. */
export type LicenseDifference = {
  __typename?: 'LicenseDifference';
  /** The assignment at the second moment. */
  after: AssignmentState;
  /** Whoever held it, with the facts of now. */
  assignee: Assignee;
  /** The assignment at the first moment. */
  before: AssignmentState;
  /** The license, as it was at the second moment. */
  license: License;
};

/** A license in a list. */
export type LicenseEdge = {
  __typename?: 'LicenseEdge';
  /** Pass it as `after` to continue behind this row. */
  cursor: Scalars['String']['output'];
  /** The license. */
  node: License;
};

/** Something that happened, as it was observed. There are none of the first sweep of an account: what it finds was there before. */
export type LicenseEvent = {
  __typename?: 'LicenseEvent';
  /** The account. */
  account: Account;
  /** The assignment after; null for events about no assignment. */
  after?: Maybe<AssignmentState>;
  /** The user, device, workspace or entity, as the inventory has it; null for events about a license alone. */
  assignee?: Maybe<Assignee>;
  /** When it was observed. */
  at: Scalars['DateTime']['output'];
  /** The assignment before; null for events about no assignment. Since when it was held is not told here. */
  before?: Maybe<AssignmentState>;
  /** The change of a set that did it; null when it was somebody else, when the set has been deleted since, or when it contains an account that the caller may not see. */
  change?: Maybe<LicenseChange>;
  /** Its place: pass it as `after`, to the list or the subscription with the same filter, to go on behind it. */
  cursor: Scalars['String']['output'];
  /** State of the user (`UserState`) or status of the device after; null unless it changed, or is not told. */
  holderStateAfter?: Maybe<Scalars['String']['output']>;
  /** State of the user (`UserState`) or status of the device before; null unless it changed, or was not told. */
  holderStateBefore?: Maybe<Scalars['String']['output']>;
  /** Its id, the same for everybody: whoever comes upon an event twice can tell by it. */
  id: Scalars['ID']['output'];
  /** The license, as the inventory has it; null for events about a holder alone. */
  license?: Maybe<License>;
  /** It happened later than this: the last time it was observed not to be so yet. Null when nothing is known of the time before. */
  notBefore?: Maybe<Scalars['DateTime']['output']>;
  /** Whose doing it was. */
  origin: EventOrigin;
  /** The place before it: the `cursor` of the event that was given before, or the `after` that was passed. Null for the first event of a list without `after`. Whoever knows another place as the last one has missed something. */
  previousCursor?: Maybe<Scalars['String']['output']>;
  /** The caller whose change set did it; null when it was somebody else, or the set has been deleted since. */
  principal?: Maybe<Scalars['String']['output']>;
  /** The seats after; null unless their number changed, or the vendor counts none. */
  seatsAfter?: Maybe<Seats>;
  /** The seats before; null unless their number changed, or the vendor counted none. */
  seatsBefore?: Maybe<Seats>;
  /** What happened. */
  what: LicenseEventKind;
};

/** A page of events. */
export type LicenseEventConnection = {
  __typename?: 'LicenseEventConnection';
  /** Rows with their cursors. */
  edges?: Maybe<Array<LicenseEventEdge>>;
  /** Rows without cursors. */
  nodes?: Maybe<Array<LicenseEvent>>;
  /** How to go on: `endCursor` is never null here, and that of an empty page stands for the same place as its `after`. */
  pageInfo: PageInfo;
};

/** An event in a list. */
export type LicenseEventEdge = {
  __typename?: 'LicenseEventEdge';
  /** Pass it as `after` to continue behind this row. */
  cursor: Scalars['String']['output'];
  /** The event. */
  node: LicenseEvent;
};

/** Which events. All conditions given must hold. */
export type LicenseEventFilter = {
  /** Keys of accounts; all when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Only events about these assignees: ids of this graph, at most 100. */
  assigneeIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Observed at this moment or later. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only these kinds of events. */
  kinds?: InputMaybe<Array<LicenseEventKind>>;
  /** Only events about these licenses: ids of this graph, at most 25. */
  licenseIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Whose doing it was. */
  origins?: InputMaybe<Array<EventOrigin>>;
  /** Observed before this moment. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What happened. */
export type LicenseEventKind =
  /** A license was assigned. */
  | 'ASSIGNED'
  /** The state of an assignment or the day of its removal became another one. */
  | 'ASSIGNMENT_CHANGED'
  /** The vendor knows a user, device, workspace or entity no more. */
  | 'HOLDER_GONE'
  /** The state of a user or the status of a device became another one. */
  | 'HOLDER_STATE_CHANGED'
  /** The vendor lists a license no more. */
  | 'LICENSE_GONE'
  /** The vendor lists a license that it did not list before. */
  | 'LICENSE_LISTED'
  /** A license was taken away. */
  | 'REMOVED'
  /** The number of seats of a license became another one. */
  | 'SEATS_CHANGED';

/** A switch of the provider's license features. */
export type LicenseFeatureToggle = {
  __typename?: 'LicenseFeatureToggle';
  /** Whether the provider reports it as on; null when it does not say. */
  enabled?: Maybe<Scalars['Boolean']['output']>;
  /** The provider's name of the feature. */
  featureName: Scalars['String']['output'];
};

/** Which licenses. All conditions given must hold. */
export type LicenseFilter = {
  /** Keys of accounts; all when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Who can hold it: at least one of these. */
  assigneeKinds?: InputMaybe<Array<AssigneeKind>>;
  /** True for licenses with a countable seat left, false for countable ones without. */
  hasAvailableSeats?: InputMaybe<Scalars['Boolean']['input']>;
  /** A part of the name, in any case. */
  nameContains?: InputMaybe<Scalars['String']['input']>;
  /** Kinds of vendors; all when absent. */
  providers?: InputMaybe<Array<Provider>>;
};

/** Names one license. Give exactly one field. */
export type LicenseLookup =
  /** An id this graph gave out. */
  { id: Scalars['ID']['input']; key?: never; }
  |  /** The provider's own id, with the account it belongs to. */
  { id?: never; key: ExternalKey; };

/** An amount of money. Amounts of different currencies are never added up. */
export type LicenseMoney = {
  __typename?: 'LicenseMoney';
  /** ISO 4217 code. */
  currency: Scalars['String']['output'];
  /** In the smallest units of the currency. */
  minorUnits: Scalars['MinorUnits']['output'];
};

/** The order of licenses. */
export type LicenseOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What they are ordered by. */
  field: LicenseOrderField;
};

/** What licenses can be ordered by. Ties are broken by account and id. */
export type LicenseOrderField =
  /** Seats taken; licenses that report none last. */
  | 'ASSIGNED'
  /** Seats left; licenses that report none last. */
  | 'AVAILABLE'
  /** Display name, without regard to case; licenses without a name last. */
  | 'NAME';

/** Names a license. Give exactly one field. */
export type LicenseRef =
  /** An id this graph gave out. */
  { id: Scalars['ID']['input']; key?: never; }
  |  /** The provider's own id, with the account it belongs to. */
  { id?: never; key: ExternalKey; };

/** What could be saved, and from when. */
export type LicenseSaving = {
  __typename?: 'LicenseSaving';
  /** A month. */
  amount: LicenseMoney;
  /** The first day on which it is saved: of PURCHASED the day after the first term that can still be ended, of ASSIGNED the first of next month. */
  from: Scalars['Date']['output'];
};

/** Which licenses of the inventory. All conditions given must hold. */
export type LicenseSearch = {
  /** Keys of accounts; all when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Who can hold it: at least one of these. */
  assigneeKinds?: InputMaybe<Array<AssigneeKind>>;
  /** At most so many seats left; licenses that report none are left out. */
  availableAtMost?: InputMaybe<Scalars['Int']['input']>;
  /** The contract that holds today ends before this day; licenses without one are left out. */
  contractEndsBefore?: InputMaybe<Scalars['Date']['input']>;
  /** Whether its numbers are seats that can run out; licenses that report none, or are no longer listed, are neither. */
  countable?: InputMaybe<Scalars['Boolean']['input']>;
  /** Open findings of one of these rules are about them, dismissed ones left out. */
  findings?: InputMaybe<Array<FindingCode>>;
  /** True: those that the provider still lists. False: those it lists no more. Null: both. */
  listed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Kinds of vendors; all when absent. */
  providers?: InputMaybe<Array<Provider>>;
  /** Three characters and more are found anywhere in name or id, without regard to case and accents. One or two only where the name or the id as a whole begins with them: of Cloud CX 3 `cl` is found and `cx` is not, `cx 3` is. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** Percent of the seats that are taken; licenses that report no seats are left out. */
  utilisation?: InputMaybe<PercentRange>;
};

/** The order of licenses. Those without a value come last, whichever the direction. */
export type LicenseSort = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What they are ordered by. */
  field: LicenseSortField;
};

/** What licenses of the inventory can be ordered by. Ties are broken, so that paging misses none. */
export type LicenseSortField =
  /** Seats left. */
  | 'AVAILABLE'
  /** How many hold it, by the inventory's own rows. */
  | 'HELD'
  /** Name, without regard to case and accents. */
  | 'NAME'
  /** Seats bought. */
  | 'TOTAL'
  /** Share of the seats that is taken. */
  | 'UTILISATION';

/** All mutations. Nothing is sent to a vendor before it has been recorded, and nothing is reported as done before a read has shown it. What is wrong with a change request is data, in `problems`; errors are for what could not be answered at all. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Carries out a plan, or changes given inline. */
  applyLicenseChanges: ChangeSetPayload;
  /** Assigns one license to one assignee. */
  assignLicense: ChangeSetPayload;
  /** Cancels the changes of a set that have not been sent yet. Cancelling again changes nothing. */
  cancelChangeSet: ChangeSetPayload;
  /** Says that findings are no matter: they are left out of lists and of `planReclaim` until the day that is given, or for good. What could not be done is in `problems`, and the rest is done. It is recorded in the audit log. */
  dismissFindings: DismissFindingsPayload;
  /** Finds the licenses and assignees, validates the changes and keeps the plan. Sends nothing. */
  planLicenseChanges: ChangeSetPayload;
  /** Makes a plan out of findings about holders, and nothing else: take the license away from those it names. What the findings say is read again live first; who is active again, exempt, or over the cap is left out and counted. Look at the plan, then `applyLicenseChanges` with its id and hash. Error `INVENTORY_STALE` when an account was last seen whole over a day ago. */
  planReclaim: PlanReclaimPayload;
  /** Brings the inventory up to date now. Assignees are read live and recorded at once, also that they are gone or hold something no more. For accounts a sweep is queued, or the one named that is queued or under way; a sweep of an account can be asked for once a minute. What could not be done is in `problems`, and the rest is done. */
  refreshInventory: RefreshInventoryPayload;
  /** Removes one license from one assignee. */
  removeLicense: ChangeSetPayload;
  /** Decides on a sweep with the status `HELD`. It is recorded in the audit log. A later complete sweep that sees the rows again needs no decision. */
  resolveHeldSweep: ResolveHeldSweepPayload;
  /** Takes dismissals back. What could not be done is in `problems`, and the rest is done. It is recorded in the audit log. */
  restoreFindings: DismissFindingsPayload;
  /** Applies the changes that failed and can succeed again, in a new set. */
  retryChangeSet: ChangeSetPayload;
  /** Schedules the removal of a license for the start of a day, or cancels it. */
  scheduleLicenseRemoval: ChangeSetPayload;
  /**
   * Sends the provider's call for switching a license feature. Error `NOT_SUPPORTED` unless the account's `capabilities.hasFeatureToggles`. The call has no effect at the provider, so there is nothing to plan, to undo or to audit.
   * @deprecated Genesys Cloud has retired license toggles: the call has no effect.
   */
  setLicenseFeatureToggle?: Maybe<LicenseFeatureToggle>;
  /** Plans and applies the opposite of the changes that were verified, in a new set; `problems` names what cannot be undone. Where `before` is null, because no read shows what people from outside a Webex organisation are offered, the opposite is applied all the same: an offer is withdrawn although there may have been an older one. `problems` says so with `BEFORE_UNKNOWN`, in a plan as well. */
  undoChangeSet: ChangeSetPayload;
};


/** All mutations. Nothing is sent to a vendor before it has been recorded, and nothing is reported as done before a read has shown it. What is wrong with a change request is data, in `problems`; errors are for what could not be answered at all. */
export type MutationApplyLicenseChangesArgs = {
  input: ApplyLicenseChangesInput;
};


/** All mutations. Nothing is sent to a vendor before it has been recorded, and nothing is reported as done before a read has shown it. What is wrong with a change request is data, in `problems`; errors are for what could not be answered at all. */
export type MutationAssignLicenseArgs = {
  input: AssignLicenseInput;
};


/** All mutations. Nothing is sent to a vendor before it has been recorded, and nothing is reported as done before a read has shown it. What is wrong with a change request is data, in `problems`; errors are for what could not be answered at all. */
export type MutationCancelChangeSetArgs = {
  input: CancelChangeSetInput;
};


/** All mutations. Nothing is sent to a vendor before it has been recorded, and nothing is reported as done before a read has shown it. What is wrong with a change request is data, in `problems`; errors are for what could not be answered at all. */
export type MutationDismissFindingsArgs = {
  input: DismissFindingsInput;
};


/** All mutations. Nothing is sent to a vendor before it has been recorded, and nothing is reported as done before a read has shown it. What is wrong with a change request is data, in `problems`; errors are for what could not be answered at all. */
export type MutationPlanLicenseChangesArgs = {
  input: PlanLicenseChangesInput;
};


/** All mutations. Nothing is sent to a vendor before it has been recorded, and nothing is reported as done before a read has shown it. What is wrong with a change request is data, in `problems`; errors are for what could not be answered at all. */
export type MutationPlanReclaimArgs = {
  input: PlanReclaimInput;
};


/** All mutations. Nothing is sent to a vendor before it has been recorded, and nothing is reported as done before a read has shown it. What is wrong with a change request is data, in `problems`; errors are for what could not be answered at all. */
export type MutationRefreshInventoryArgs = {
  input: RefreshInventoryInput;
};


/** All mutations. Nothing is sent to a vendor before it has been recorded, and nothing is reported as done before a read has shown it. What is wrong with a change request is data, in `problems`; errors are for what could not be answered at all. */
export type MutationRemoveLicenseArgs = {
  input: RemoveLicenseInput;
};


/** All mutations. Nothing is sent to a vendor before it has been recorded, and nothing is reported as done before a read has shown it. What is wrong with a change request is data, in `problems`; errors are for what could not be answered at all. */
export type MutationResolveHeldSweepArgs = {
  input: ResolveHeldSweepInput;
};


/** All mutations. Nothing is sent to a vendor before it has been recorded, and nothing is reported as done before a read has shown it. What is wrong with a change request is data, in `problems`; errors are for what could not be answered at all. */
export type MutationRestoreFindingsArgs = {
  input: RestoreFindingsInput;
};


/** All mutations. Nothing is sent to a vendor before it has been recorded, and nothing is reported as done before a read has shown it. What is wrong with a change request is data, in `problems`; errors are for what could not be answered at all. */
export type MutationRetryChangeSetArgs = {
  input: RepeatChangeSetInput;
};


/** All mutations. Nothing is sent to a vendor before it has been recorded, and nothing is reported as done before a read has shown it. What is wrong with a change request is data, in `problems`; errors are for what could not be answered at all. */
export type MutationScheduleLicenseRemovalArgs = {
  input: ScheduleLicenseRemovalInput;
};


/** All mutations. Nothing is sent to a vendor before it has been recorded, and nothing is reported as done before a read has shown it. What is wrong with a change request is data, in `problems`; errors are for what could not be answered at all. */
export type MutationSetLicenseFeatureToggleArgs = {
  input: SetLicenseFeatureToggleInput;
};


/** All mutations. Nothing is sent to a vendor before it has been recorded, and nothing is reported as done before a read has shown it. What is wrong with a change request is data, in `problems`; errors are for what could not be answered at all. */
export type MutationUndoChangeSetArgs = {
  input: RepeatChangeSetInput;
};

/** Anything with an id by which it can be queried again. */
export type Node = {
  /** Opaque and stable; made of the account's key and the provider's own id. */
  id: Scalars['ID']['output'];
};

/** What happens to the other changes when some of an input are refused during planning. */
export type OnProblem =
  /** The others are carried out. */
  | 'APPLY_REST'
  /** None is carried out: all or nothing. A change that a provider refuses later does not stop the others. */
  | 'REFUSE_ALL';

/** Which end comes first. */
export type OrderDirection =
  /** Smallest first. */
  | 'ASC'
  /** Largest first. */
  | 'DESC';

/** How to get the next page of a list. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Pass it as `after` for the next page. Null when the page is empty and nothing follows. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more rows may follow. The next page can turn out to be empty, because no vendor is asked only to find out. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Always false: lists go forward only. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first row of this page; null when it has none. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** A range of percentages, both ends included. */
export type PercentRange = {
  /** At most so much; without an end when absent, because more can be taken than was bought. */
  max?: InputMaybe<Scalars['Float']['input']>;
  /** At least so much; from 0 when absent. */
  min?: InputMaybe<Scalars['Float']['input']>;
};

/** The same person in several accounts, by e-mail. As an entity of the federation it exists for every address, with no users when no account knows it, so that other subgraphs can refer to people this graph does not know. */
export type Person = {
  __typename?: 'Person';
  /** Everything the person holds, in all accounts. */
  assignments?: Maybe<LicenseAssignmentConnection>;
  /** How much of each account with users is in the answer. */
  coverage?: Maybe<Array<AccountCoverage>>;
  /** E-mail address in lower case. */
  email: Scalars['String']['output'];
  /** The person's users, one for each account that knows the address; users of accounts that failed are missing, see `coverage`. */
  users?: Maybe<Array<User>>;
};


/** The same person in several accounts, by e-mail. As an entity of the federation it exists for every address, with no users when no account knows it, so that other subgraphs can refer to people this graph does not know. */
export type PersonAssignmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of people. */
export type PersonConnection = {
  __typename?: 'PersonConnection';
  /** How much of each account is in the list. */
  coverage: Array<AccountCoverage>;
  /** Rows with their cursors. */
  edges?: Maybe<Array<PersonEdge>>;
  /** Rows without cursors. */
  nodes?: Maybe<Array<Person>>;
  /** How to get the next page. */
  pageInfo: PageInfo;
  /** Number of rows in the whole list; null unless it is known and the list is complete. */
  totalCount?: Maybe<Scalars['Count']['output']>;
  /** Those of `filter.emails` that nobody in the list has, texts that are no addresses among them, in their order and as they were given; null without `filter.emails`. */
  unknownEmails?: Maybe<Array<Scalars['String']['output']>>;
};

/** A person in a list. */
export type PersonEdge = {
  __typename?: 'PersonEdge';
  /** Pass it as `after` to continue behind this row. */
  cursor: Scalars['String']['output'];
  /** The person. */
  node: Person;
};

/** Which people of the inventory. All conditions given must hold. */
export type PersonSearch = {
  /** Keys of accounts: only these are looked at; all that have users when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** One of their users is in one of these departments. */
  departments?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Only people with these e-mail addresses, in any case; at most 1,000. They are answered in this order, and `unknownEmails` names those that no account knows. */
  emails?: InputMaybe<Array<Scalars['String']['input']>>;
  /** What they hold, in all the accounts together. */
  holds?: InputMaybe<HoldsSearch>;
  /** At least so many of the accounts know them. */
  inAccountsAtLeast?: InputMaybe<Scalars['Int']['input']>;
  /** Three characters and more are found anywhere in name, e-mail address or id of one of their users, without regard to case and accents. One or two only where the name, the address or the id as a whole begins with them: of Ada Sato `ad` is found and `sa` is not, `sat` is. */
  search?: InputMaybe<Scalars['String']['input']>;
};

/** Changes to be planned. */
export type PlanLicenseChangesInput = {
  /** The change requests, at most 10,000. */
  changes: Array<LicenseChangeInput>;
  /** A text that the caller makes up for this call, of 1 to 255 characters of printable ASCII: the same key with the same input gives the same answer. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What happens to the others when some are refused. */
  onProblem?: InputMaybe<OnProblem>;
  /** The reason, for the audit log; 1 to 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** A ticket number, for the audit log; 1 to 200 characters. */
  ticket?: InputMaybe<Scalars['String']['input']>;
};

/** What to take back. */
export type PlanReclaimInput = {
  /** How much is taken back at most: the smaller of the two holds for each license. The surest and oldest findings come first. */
  cap?: InputMaybe<ReclaimCapInput>;
  /** Who keeps what they hold, beside those of the configuration. */
  exempt?: InputMaybe<ReclaimExemptionsInput>;
  /** Which findings: of rules about holders (IDLE_HOLDER, HOLDER_INACTIVE, HOLDER_DELETED, ORPHAN, PENDING_TOO_LONG, HOLDER_NOT_ELIGIBLE), open and not dismissed. */
  filter: FindingFilter;
  /** How many days a finding must have been open. */
  graceDays?: InputMaybe<Scalars['Int']['input']>;
  /** A text that the caller makes up for this call, of 1 to 255 characters of printable ASCII: the same key with the same input gives the same answer. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** As sure as this at least. */
  minConfidence?: InputMaybe<FindingConfidence>;
  /** The reason, for the audit log; 1 to 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** First day without the license: the provider takes it away then (`capabilities.nativeScheduledRemoval`), or License Graph does. At once when absent. */
  removalOn?: InputMaybe<Scalars['Date']['input']>;
  /** A ticket number, for the audit log; 1 to 200 characters. */
  ticket?: InputMaybe<Scalars['String']['input']>;
};

/** What came of it. */
export type PlanReclaimPayload = {
  __typename?: 'PlanReclaimPayload';
  /** The plan, with status PLANNED; null when nothing is to be taken back, or nothing could be planned: see `leftOut` and `problems`. */
  changeSet?: Maybe<ChangeSet>;
  /** How many findings are not in the plan, by reason. */
  leftOut: Array<ReclaimLeftOut>;
  /** How many problems there are, those beyond 1,000 included. */
  problemCount: Scalars['Count']['output'];
  /** What was refused, and what could not be read. */
  problems: Array<Problem>;
  /** Whether this is the answer to an earlier call with the same idempotency key. */
  replayed: Scalars['Boolean']['output'];
  /** What they cost a month, by currency. Null without the scope `costs:read`. */
  savings?: Maybe<Array<LicenseMoney>>;
  /** Seats that come free. */
  seats: Scalars['Count']['output'];
};

/** A plan, exactly as it was looked at. */
export type PlanRef = {
  /** Its `hash`. */
  hash: Scalars['String']['input'];
  /** Id of the change set that is the plan. */
  id: Scalars['ID']['input'];
};

/** What went wrong, in a form that a program can act on. */
export type Problem = {
  __typename?: 'Problem';
  /** Who can solve it. */
  blame: Blame;
  /** Stable code, the same as in `extensions.code` of errors; docs/errors.md lists them. */
  code: Scalars['String']['output'];
  /** What to do about it; null when there is nothing to add. */
  hint?: Maybe<Scalars['String']['output']>;
  /** One sentence for a person. */
  message: Scalars['String']['output'];
  /** Where in the `input` of a mutation it is, for instance `["changes", "3", "license"]`; null when it is about no part of it. */
  path?: Maybe<Array<Scalars['String']['output']>>;
  /** The vendor's own stable error code; null when it sent none. */
  providerCode?: Maybe<Scalars['String']['output']>;
  /** When to try again; null when the vendor does not say. */
  retryAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the same request can succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor's id of the failed request, for a support case; null when it sent none. */
  upstreamRequestId?: Maybe<Scalars['String']['output']>;
};

/** The kind of vendor. */
export type Provider =
  /** Genesys Cloud (formerly PureCloud). */
  | 'GENESYS_CLOUD'
  /** Verizon ThingSpace, licenses for firmware over the air (FOTA). */
  | 'THINGSPACE'
  /** Cisco Webex. */
  | 'WEBEX'
  /** Yext. */
  | 'YEXT';

/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type Query = {
  __typename?: 'Query';
  /** The account with this key; error `UNKNOWN_ACCOUNT` when there is none. Costs no upstream call. */
  account?: Maybe<Account>;
  /** Every configured account, in the order of the configuration. Costs no upstream call. */
  accounts: Array<Account>;
  /** The audit log, oldest first unless `orderBy` says otherwise. A caller who may not see every account gets the entries about the accounts it may see. */
  auditEvents?: Maybe<AuditEventConnection>;
  /** One change set; null when it does not exist, or contains an account that this caller may not see. */
  changeSet?: Maybe<ChangeSet>;
  /** Change sets, newest first. Plans, expired ones included, are listed only when the filter asks for their status. */
  changeSets?: Maybe<ChangeSetConnection>;
  /** What the licenses of each account cost a month, and what of it is wasted: those that are listed, and those that are held all the same. */
  costs?: Maybe<Array<AccountCost>>;
  /** One device; null when it does not exist. */
  device?: Maybe<Device>;
  /** Devices of all accounts that have devices, account by account in the order of the configuration. */
  devices?: Maybe<DeviceConnection>;
  /** How many findings there are of each rule, and what they come to: one row for each rule that found something, the gravest first. */
  findingSummary?: Maybe<Array<FindingSummary>>;
  /** What stands out in the inventory: seats that nobody uses, holders who should hold nothing, licenses that run out, and the like. Worked out by rules after each sweep and once a day; no vendor is asked. Null, with an error, while the database cannot be reached. */
  findings?: Maybe<FindingConnection>;
  /** The licenses that users holding these roles would need, as the provider infers it. Error `NOT_SUPPORTED` unless the account's `capabilities.infersLicensesFromRoles`. */
  inferLicenses?: Maybe<Array<License>>;
  /** The copy of all accounts that License Graph keeps: searched, sorted and counted without asking a vendor. What is reached from here comes from the copy as well, and `source` says how old it is. Null, with an error, while the database cannot be reached. */
  inventory?: Maybe<Inventory>;
  /** One license; null when it does not exist. */
  license?: Maybe<License>;
  /** Who holds what, account by account in the order of the configuration. Accounts are read only as far as the page needs. */
  licenseAssignments?: Maybe<LicenseAssignmentConnection>;
  /** What is different between two moments: the assignments that were not the same at both, however often they changed in between. Both are past, as License Graph observed them; an account that was first swept after `from` is left out, and named in `coverage` with the reason `BEFORE_HISTORY`. No vendor is asked. */
  licenseDiff?: Maybe<LicenseDiffConnection>;
  /** What happened to licenses and those who hold them, as far as License Graph observed it, oldest first. Poll with `after`: an empty page has an `endCursor` as well, and no event appears later in front of one that was given. Only accounts that the caller sees. No vendor is asked. */
  licenseEvents?: Maybe<LicenseEventConnection>;
  /**
   * A switch of the provider's license features, as it reports it. Error `NOT_SUPPORTED` unless the account's `capabilities.hasFeatureToggles`.
   * @deprecated Genesys Cloud has retired license toggles: it reports every one as enabled.
   */
  licenseFeatureToggle?: Maybe<LicenseFeatureToggle>;
  /** Licenses of all accounts, or of those the filter names. Each account is asked for its whole catalogue at once, so that filter, order and `totalCount` are exact. */
  licenses?: Maybe<LicenseConnection>;
  /** The thing with this id; null when it does not exist or its account is not configured here. Error `BAD_ID` for a text that is no id of this graph. */
  node?: Maybe<Node>;
  /** The things with these ids, in the order asked, each null when it does not exist. At most 100. One upstream look-up serves many ids. */
  nodes?: Maybe<Array<Maybe<Node>>>;
  /** The same person in several accounts, by e-mail; null when no account knows the address. Whoever has only been offered a license from outside is not known to any account yet. */
  person?: Maybe<Person>;
  /** Contracts that are to be decided on before a day, the soonest first: what they cost, how many seats are held, and how many would do. Of a contract that renews it is the first term that can still be ended; one that does not stands here until it ends. Licenses for which another contract begins the day after are decided. */
  renewals?: Maybe<Array<Renewal>>;
  /** Removals that License Graph keeps and will carry out itself, by day. Only accounts without `capabilities.nativeScheduledRemoval` have them; others show them as assignments with a `removalOn`. */
  scheduledRemovals?: Maybe<ScheduledRemovalConnection>;
  /** One user; null when it does not exist. People from outside a Webex organisation are found by `email` when they hold a license of one of its meeting sites. */
  user?: Maybe<User>;
  /** Users of all accounts that have users, account by account in the order of the configuration. */
  users?: Maybe<UserConnection>;
  /** Who sends the request, and what they may do. Costs no upstream call. */
  viewer?: Maybe<Viewer>;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryAccountArgs = {
  key: Scalars['String']['input'];
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryAuditEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditEventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditEventSort>;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryChangeSetArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryChangeSetsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ChangeSetFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryCostsArgs = {
  accountKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  providers?: InputMaybe<Array<Provider>>;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryDeviceArgs = {
  by: DeviceLookup;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryDevicesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DeviceFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryFindingSummaryArgs = {
  filter?: InputMaybe<FindingFilter>;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryFindingsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<FindingFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<FindingSort>;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryInferLicensesArgs = {
  accountKey: Scalars['String']['input'];
  roleIds: Array<Scalars['String']['input']>;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryInventoryArgs = {
  asOf?: InputMaybe<Scalars['DateTime']['input']>;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryLicenseArgs = {
  by: LicenseLookup;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryLicenseAssignmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LicenseAssignmentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryLicenseDiffArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AssignmentSearch>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from: Scalars['DateTime']['input'];
  to: Scalars['DateTime']['input'];
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryLicenseEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LicenseEventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  fromNow?: InputMaybe<Scalars['Boolean']['input']>;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryLicenseFeatureToggleArgs = {
  accountKey: Scalars['String']['input'];
  featureName: Scalars['String']['input'];
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryLicensesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LicenseFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<LicenseOrder>;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryPersonArgs = {
  email: Scalars['String']['input'];
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryRenewalsArgs = {
  before: Scalars['Date']['input'];
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryScheduledRemovalsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryUserArgs = {
  by: UserLookup;
};


/** All queries. A list field is null only when its arguments are refused; accounts that could not be read are named in `coverage`. */
export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Where values come from. */
export type ReadMode =
  /** From the copy that License Graph keeps. */
  | 'INVENTORY'
  /** From the vendor, for this request. */
  | 'LIVE';

/** Where the values of something come from, and how old they are. */
export type ReadSource = {
  __typename?: 'ReadSource';
  /** Seconds since then; 0 for live values. */
  ageSeconds: Scalars['Count']['output'];
  /** Where they come from. */
  mode: ReadMode;
  /** When they were last seen to be so; the time of this request for live values. */
  observedAt: Scalars['DateTime']['output'];
};

/** How much is taken back of one license at most. */
export type ReclaimCapInput = {
  /** Holders, 1 to 10,000. */
  count?: InputMaybe<Scalars['Int']['input']>;
  /** Percent of its holders, 1 to 100; rounded down, and one holder at least. */
  percent?: InputMaybe<Scalars['Int']['input']>;
};

/** Who keeps what they hold. */
export type ReclaimExemptionsInput = {
  /** These holders: ids of this graph, at most 1,000. */
  assigneeIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Users in these departments, exactly as the provider spells them. */
  departments?: InputMaybe<Array<Scalars['String']['input']>>;
  /** People with these e-mail addresses, at most 1,000. */
  emails?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whoever holds these licenses keeps them: ids of this graph, at most 1,000. */
  licenseIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** How many findings are not in the plan for a reason. */
export type ReclaimLeftOut = {
  __typename?: 'ReclaimLeftOut';
  /** How many. */
  count: Scalars['Count']['output'];
  /** The reason. */
  reason: ReclaimLeftOutReason;
};

/** Why a finding is not in the plan. */
export type ReclaimLeftOutReason =
  /** It is over the cap: plan again after this one. */
  | 'CAPPED'
  /** What it says could not be read live. */
  | 'COULD_NOT_READ'
  /** Somebody said that the finding is no matter. */
  | 'DISMISSED'
  /** Somebody said that they keep it. */
  | 'EXEMPT'
  /** Read live, it holds no more. */
  | 'NO_LONGER_SO'
  /** It is less sure than `minConfidence`. */
  | 'TOO_UNSURE'
  /** It has not been open for `graceDays`. */
  | 'TOO_YOUNG';

/** What to bring up to date. */
export type RefreshInventoryInput = {
  /** Keys of accounts to sweep, at most 100; each counts once. */
  accountKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Assignees to read at once, at most 100. */
  assignees?: InputMaybe<Array<InventoryAssigneeRef>>;
};

/** What came of a refresh. */
export type RefreshInventoryPayload = {
  __typename?: 'RefreshInventoryPayload';
  /** One for each account that was asked for, in that order. */
  accounts: Array<RefreshedAccount>;
  /** One for each assignee that was asked for, in that order. */
  assignees: Array<RefreshedAssignee>;
  /** What could not be done; `path` is its place in the input. */
  problems: Array<Problem>;
};

/** What came of the reading of an assignee. */
export type RefreshStatus =
  /** It could not be read, or not recorded: `problems` says why. */
  | 'FAILED'
  /** The vendor says that it does not exist: it is gone. What a list of the vendor still names it as holding stays an assignment. */
  | 'GONE'
  /** It was read, with all it holds, and recorded. */
  | 'READ';

/** An account that was to be swept. */
export type RefreshedAccount = {
  __typename?: 'RefreshedAccount';
  /** Its key. */
  accountKey: Scalars['String']['output'];
  /** Whether this sweep is a new one. */
  isNew: Scalars['Boolean']['output'];
  /** The sweep; null when none could be asked for: `problems` says why. A sweep with the reason `SEATS` is followed by one of everything. */
  sweep?: Maybe<Sweep>;
};

/** An assignee that was to be read. */
export type RefreshedAssignee = {
  __typename?: 'RefreshedAssignee';
  /** The assignee as the inventory has it now; null where it has none, or it is gone. */
  assignee?: Maybe<Assignee>;
  /** What came of it. */
  status: RefreshStatus;
};

/** One license from one assignee. */
export type RemoveLicenseInput = {
  /** From whom. */
  assignee: AssigneeRef;
  /** True only plans and sends nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A text that the caller makes up for this call, of 1 to 255 characters of printable ASCII: the same key with the same input gives the same answer. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Which license. */
  license: LicenseRef;
  /** What only the vendor of the license knows; nothing when absent. */
  options?: InputMaybe<ChangeOptionsInput>;
  /** The reason, for the audit log; 1 to 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** A ticket number, for the audit log; 1 to 200 characters. */
  ticket?: InputMaybe<Scalars['String']['input']>;
  /** How long to wait for the set to finish, in seconds, 0 to 60. The set goes on after that. */
  waitSeconds?: InputMaybe<Scalars['Int']['input']>;
  /**
   * For licenses of Webex meeting sites only: which role on the site is meant. HOST when absent.
   * @deprecated Use `options { webex { site } }`.
   */
  webexSite?: InputMaybe<WebexSiteInput>;
};

/** A contract that is to be decided on. */
export type Renewal = {
  __typename?: 'Renewal';
  /** The contract. */
  contract: LicenseContract;
  /** The last day on which it can be ended. */
  decideBy: Scalars['Date']['output'];
  /** Its last day. */
  endsOn: Scalars['Date']['output'];
  /** Seats that are held; null until the account has been swept whole. */
  held?: Maybe<Scalars['Count']['output']>;
  /** Seats whose holders have a finding that speaks for taking the license away and is more than a hint, each counted once; null until the account has been swept whole. */
  idle?: Maybe<Scalars['Count']['output']>;
  /** The licenses it is about, and nothing else is agreed for; none where the inventory has none. */
  licenses: Array<License>;
  /** What it costs a month. Null without the scope `costs:read`, and where nobody tells how many seats are paid for. */
  monthly?: Maybe<LicenseMoney>;
  /** Seats by the contract, else by the vendor, of all its licenses; null where neither tells. */
  seats?: Maybe<Scalars['Count']['output']>;
  /** Seats that would do: the upper bound of the forecast for the day it ends, less the idle ones. Null without a forecast. */
  suggestedSeats?: Maybe<Scalars['Count']['output']>;
};

/** A change set to retry or to undo. */
export type RepeatChangeSetInput = {
  /** True only plans and sends nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Its id. */
  id: Scalars['ID']['input'];
  /** A text that the caller makes up for this call, of 1 to 255 characters of printable ASCII: the same key with the same input gives the same answer. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The reason, for the audit log; 1 to 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** A ticket number, for the audit log; 1 to 200 characters. */
  ticket?: InputMaybe<Scalars['String']['input']>;
  /** How long to wait for the new set to finish, in seconds, 0 to 60. The set goes on after that. */
  waitSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** A provider's limit on requests. */
export type RequestBudget = {
  __typename?: 'RequestBudget';
  /** What change sets with more than 50 changes in this account take, to send them and to read them back. Smaller ones take what they need. */
  changeSets: BudgetShare;
  /** Requests allowed in the current window; null when the provider does not say. */
  limit?: Maybe<Scalars['Count']['output']>;
  /** Requests left in it; null when the provider does not say. */
  remaining?: Maybe<Scalars['Count']['output']>;
  /** Requests of each window that neither sweeps nor large change sets take: they are kept for people. Null when the provider does not say its limit. */
  reserved?: Maybe<Scalars['Count']['output']>;
  /** When the window ends; null when the provider does not say. */
  resetAt?: Maybe<Scalars['DateTime']['output']>;
  /** What sweeps take: reading the account into the inventory, in the background. */
  sweeps: BudgetShare;
};

/** A decision on a held sweep. */
export type ResolveHeldSweepInput = {
  /** What to do. */
  decision: HeldSweepDecision;
  /** The reason, for the audit log; 1 to 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Its id: `sweep { id }` of the account. */
  sweepId: Scalars['ID']['input'];
  /** A ticket number, for the audit log; 1 to 200 characters. */
  ticket?: InputMaybe<Scalars['String']['input']>;
};

/** What came of a decision on a held sweep. */
export type ResolveHeldSweepPayload = {
  __typename?: 'ResolveHeldSweepPayload';
  /** Why nothing was decided; empty when it was. */
  problems: Array<Problem>;
  /** The sweep as it is now; null when there is none that this caller may see. */
  sweep?: Maybe<Sweep>;
};

/** Findings that matter again. */
export type RestoreFindingsInput = {
  /** Their ids, at most 1,000. */
  ids: Array<Scalars['ID']['input']>;
  /** The reason, for the audit log; 1 to 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** A ticket number, for the audit log; 1 to 200 characters. */
  ticket?: InputMaybe<Scalars['String']['input']>;
};

/** A removal on a day. */
export type ScheduleLicenseRemovalInput = {
  /** From whom. */
  assignee: AssigneeRef;
  /** True only plans and sends nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A text that the caller makes up for this call, of 1 to 255 characters of printable ASCII: the same key with the same input gives the same answer. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Which license. */
  license: LicenseRef;
  /** The reason, for the audit log; 1 to 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** First day without the license; null cancels a scheduled removal. */
  removalOn?: InputMaybe<Scalars['Date']['input']>;
  /** A ticket number, for the audit log; 1 to 200 characters. */
  ticket?: InputMaybe<Scalars['String']['input']>;
  /** How long to wait for the set to finish, in seconds, 0 to 60. The set goes on after that. */
  waitSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** A removal that License Graph carries out itself when its day has come. */
export type ScheduledRemoval = {
  __typename?: 'ScheduledRemoval';
  /** Who or what will lose it; ids alone, once its account is not configured any more: null, with the error `UNKNOWN_ACCOUNT`, where its `account` or `source` is asked for then. */
  assignee?: Maybe<Assignee>;
  /** The set that asked for it. */
  changeSet?: Maybe<ChangeSet>;
  /** The start of that day. */
  dueAt: Scalars['DateTime']['output'];
  /** The license; ids alone, once its account is not configured any more: null, with the error `UNKNOWN_ACCOUNT`, where its `account`, `provider` or `source` is asked for then. */
  license?: Maybe<License>;
  /** First day without the license. */
  removalOn: Scalars['Date']['output'];
  /** Time zone in which the day starts, by its IANA name. */
  zone: Scalars['String']['output'];
};

/** A page of scheduled removals. */
export type ScheduledRemovalConnection = {
  __typename?: 'ScheduledRemovalConnection';
  /** Rows with their cursors. */
  edges?: Maybe<Array<ScheduledRemovalEdge>>;
  /** Rows without cursors. */
  nodes?: Maybe<Array<ScheduledRemoval>>;
  /** How to get the next page. */
  pageInfo: PageInfo;
};

/** A scheduled removal in a list. */
export type ScheduledRemovalEdge = {
  __typename?: 'ScheduledRemovalEdge';
  /** Pass it as `after` to continue behind this row. */
  cursor: Scalars['String']['output'];
  /** The scheduled removal. */
  node: ScheduledRemoval;
};

/** The seats of a license on one day (UTC), as they were last seen on it. */
export type SeatCount = {
  __typename?: 'SeatCount';
  /** Seats assigned, by the vendor's own count; null where it counts none. */
  assigned?: Maybe<Scalars['Count']['output']>;
  /** Seats that were still to be had; null where the vendor counts none. */
  available?: Maybe<Scalars['Count']['output']>;
  /** The day. */
  day: Scalars['Date']['output'];
  /** How many held it, by the rows of the inventory. */
  held: Scalars['Count']['output'];
  /** The fewest seats that were to be had at any time of the day; null where the vendor counts none. */
  lowestAvailable?: Maybe<Scalars['Count']['output']>;
  /** Seats bought; null where the vendor counts none. */
  total?: Maybe<Scalars['Count']['output']>;
};

/** How many seats will be held. */
export type SeatForecast = {
  __typename?: 'SeatForecast';
  /** The day from which enough will have been observed for so many days ahead; null unless it is TOO_SOON. */
  availableOn?: Maybe<Scalars['Date']['output']>;
  /** How good the same method was in the past; null unless it is SHOWN. */
  backTest?: Maybe<ForecastBackTest>;
  /** Seats more a day, by the trend of the last 30 to 90 days. */
  perDay?: Maybe<Scalars['Float']['output']>;
  /** Day by day, from tomorrow; in the past from the day that was asked for. */
  points: Array<ForecastPoint>;
  /** The same by the upper bound. */
  runsOutEarliest?: Maybe<Scalars['Date']['output']>;
  /** The first day on which more are expected to be held than there are: the first of these days where that is so already. Null when not within these days, or the number of seats is not known. That the last seat is taken is not enough. */
  runsOutOn?: Maybe<Scalars['Date']['output']>;
  /** Whether there is a forecast. Everything but `availableOn` is null or empty unless it is SHOWN. */
  status: ForecastStatus;
};

/** The effect of a set on the seats of one license. */
export type SeatImpact = {
  __typename?: 'SeatImpact';
  /** Seats left after; null where the provider does not count them. */
  after?: Maybe<Scalars['Count']['output']>;
  /** Seats left before; null where the provider does not count them. */
  before?: Maybe<Scalars['Count']['output']>;
  /** The license; null, with the error `UNKNOWN_ACCOUNT`, where its `account`, `provider` or `source` is asked for and the account is not configured any more. */
  license?: Maybe<License>;
  /** Seats that are missing. */
  shortBy: Scalars['Count']['output'];
};

/** Seat numbers as the provider reports them; they need not add up. */
export type Seats = {
  __typename?: 'Seats';
  /** Seats taken. */
  assigned?: Maybe<Scalars['Count']['output']>;
  /** Seats taken by users; null when the provider does not split them. */
  assignedToUsers?: Maybe<Scalars['Count']['output']>;
  /** Seats taken by workspaces; null when the provider does not split them. */
  assignedToWorkspaces?: Maybe<Scalars['Count']['output']>;
  /** Seats left: negative when more are taken than bought; null when not countable. */
  available?: Maybe<Scalars['Count']['output']>;
  /** False for built-in licenses whose numbers are not seats that can run out. */
  countable: Scalars['Boolean']['output'];
  /** Seats bought. */
  total?: Maybe<Scalars['Count']['output']>;
};

/** A switch of a provider's license features. */
export type SetLicenseFeatureToggleInput = {
  /** Key of the account. */
  accountKey: Scalars['String']['input'];
  /** The provider's name of the feature. */
  featureName: Scalars['String']['input'];
};

/** An account on a meeting site. */
export type SiteAccount = {
  __typename?: 'SiteAccount';
  /** The provider's own word for the role. */
  rawRole: Scalars['String']['output'];
  /** What the user may do there. */
  role: SiteRole;
  /** Host name of the site. */
  siteUrl: Scalars['String']['output'];
};

/** What somebody may do on a meeting site. */
export type SiteRole =
  /** Attend meetings. */
  | 'ATTENDEE'
  /** Host meetings. */
  | 'HOST'
  /** A role this version does not know: see `rawRole`. */
  | 'UNKNOWN';

/** A piece of software on a device. */
export type SoftwareItem = {
  __typename?: 'SoftwareItem';
  /** Name. */
  name?: Maybe<Scalars['String']['output']>;
  /** When it was last upgraded; null when never. */
  upgradedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Version. */
  version?: Maybe<Scalars['String']['output']>;
};

/** What can be followed live: by WebSocket (`graphql-transport-ws`) or by server-sent events (`accept: text/event-stream`), both on the path of queries. */
export type Subscription = {
  __typename?: 'Subscription';
  /** A change set as it is now, again when something about it has changed, at most four times a second, and at last as it is at its end; then the stream is complete. A plan is followed until it is applied or expires, an UNSETTLED set until it is settled. Only answers that differ from the one before are sent. One null when there is no such set, or it contains an account that this caller may not see. */
  changeSetProgress?: Maybe<ChangeSet>;
  /** Each event once and in order, as soon as it was recorded, whichever server recorded it. The `cursor` of the last one that has come is all that is needed to go on from there, at any server. */
  licenseEvents?: Maybe<LicenseEvent>;
};


/** What can be followed live: by WebSocket (`graphql-transport-ws`) or by server-sent events (`accept: text/event-stream`), both on the path of queries. */
export type SubscriptionChangeSetProgressArgs = {
  id: Scalars['ID']['input'];
};


/** What can be followed live: by WebSocket (`graphql-transport-ws`) or by server-sent events (`accept: text/event-stream`), both on the path of queries. */
export type SubscriptionLicenseEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LicenseEventFilter>;
};

/** A change that would resolve a finding. */
export type SuggestedChange = {
  __typename?: 'SuggestedChange';
  /** What to do. */
  action: ChangeAction;
  /** For whom. */
  assignee: Assignee;
  /** With which license. */
  license: License;
  /** First day without the license, for SCHEDULE_REMOVAL. */
  removalOn?: Maybe<Scalars['Date']['output']>;
  /** What to know before it is done; null when there is nothing. */
  warning?: Maybe<Scalars['String']['output']>;
};

/** One complete reading of an account into the inventory. */
export type Sweep = {
  __typename?: 'Sweep';
  /** Licenses, assignees and assignments that were new. Together they may be more than `rows`. */
  added: Scalars['Count']['output'];
  /** Requests it has sent to the vendor. */
  calls: Scalars['Count']['output'];
  /** Licenses, assignees and assignments that had changed; one that two lists tell of may count twice. */
  changed: Scalars['Count']['output'];
  /** Licenses, assignees and assignments that it found gone. */
  closed: Scalars['Count']['output'];
  /** When it ended; null while it runs. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Those that it would have closed, were they not so many. */
  heldBack: Scalars['Count']['output'];
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** Why it waits, or what went wrong in the first of its lists that has a problem; null when nothing did. */
  problem?: Maybe<Problem>;
  /** Rows of the vendor's lists that it has read. One may tell of an assignee and of everything it holds. */
  rows: Scalars['Count']['output'];
  /** The lists it reads, in their order. */
  sections: Array<SweepSection>;
  /** When it began; null while it is queued. */
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How far it is, or how it ended. */
  status: SweepStatus;
  /** It goes on then: the vendor asked for a pause, or has failed. Null when it waits for nothing. */
  waitsUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Why it was made. */
  why: SweepReason;
};

/** Why a sweep was made. */
export type SweepReason =
  /** Somebody asked for it. */
  | 'ASKED'
  /** It was due. */
  | 'DUE'
  /** Licenses and seats only, between two complete ones. */
  | 'SEATS';

/** One list that a sweep reads. */
export type SweepSection = {
  __typename?: 'SweepSection';
  /** Rows by the vendor's own count; null where it tells none. */
  expected?: Maybe<Scalars['Count']['output']>;
  /** Name of the list. */
  name: Scalars['String']['output'];
  /** Why it could not be read to its end, or what went wrong with a page that is tried again; null when nothing did. */
  problem?: Maybe<Problem>;
  /** Rows seen so far. */
  rows: Scalars['Count']['output'];
  /** How far it is, or how it ended. */
  status: SweepSectionStatus;
};

/** How far a list is read, or how that ended. */
export type SweepSectionStatus =
  /** It was read to its end. */
  | 'COMPLETE'
  /** So much of it was gone that nothing was closed. */
  | 'HELD'
  /** It could not be read to its end. */
  | 'INCOMPLETE'
  /** It is being read. */
  | 'RUNNING'
  /** Its turn has not come. */
  | 'WAITING';

/** How far a sweep is, or how it ended. */
export type SweepStatus =
  /** Every list was read to its end. */
  | 'COMPLETE'
  /** It would have closed so many rows of a list that it closed none of them. Lists that it read before may have lost a few. */
  | 'HELD'
  /** A list could not be read to its end: nothing is concluded from what it did not show. */
  | 'INCOMPLETE'
  /** A later complete sweep saw the rows again that it had held back. */
  | 'LIFTED'
  /** It waits for its turn. */
  | 'QUEUED'
  /** Somebody let it close the rows it had held back. */
  | 'RELEASED'
  /** It reads. */
  | 'RUNNING';

/** What ThingSpace says about an account's license pool. */
export type ThingSpaceLicenseDetails = {
  __typename?: 'ThingSpaceLicenseDetails';
  /** The provider's name of the account, `##########-#####`. */
  accountName: Scalars['String']['output'];
  /** The API version this account is read with. */
  apiVersion: Scalars['String']['output'];
  /** Rows the provider puts on a page; null where it does not say. */
  reportedPageSize?: Maybe<Scalars['Count']['output']>;
};

/** Upstream write calls of a set. */
export type UpstreamCallCount = {
  __typename?: 'UpstreamCallCount';
  /** Made so far, repeated ones included; calls of a process that was killed may be missing. */
  made: Scalars['Count']['output'];
  /** As planned. */
  planned: Scalars['Count']['output'];
};

/** A login with a provider. */
export type User = Assignee & Node & {
  __typename?: 'User';
  /** The account it belongs to. */
  account: Account;
  /** Whether the provider tells when it was last active: a missing date alone says nothing. */
  activity?: Maybe<Activity>;
  /** What it holds. What people from outside a Webex organisation are offered is not known before they accept it: `coverage` then has the reason `OFFERS_NOT_TOLD`. */
  assignments?: Maybe<LicenseAssignmentConnection>;
  /** Department, from the provider. */
  department?: Maybe<Scalars['String']['output']>;
  /** Name from the provider; null when it has none. */
  displayName?: Maybe<Scalars['String']['output']>;
  /** E-mail address as the provider spells it; null when it has none. */
  email?: Maybe<Scalars['String']['output']>;
  /** The provider's own id, exactly as it spells it. Of somebody from outside a Webex organisation it is the e-mail address in lower case, before they accept an invitation and afterwards. */
  externalId: Scalars['String']['output'];
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** Whether it belongs to the account's own organisation; null when the provider does not say. */
  kind?: Maybe<UserKind>;
  /** Last sign-in or activity, from the provider; null when there was none or the provider does not say. */
  lastActiveAt?: Maybe<Scalars['DateTime']['output']>;
  /** Licenses offered and not yet accepted; null where the provider has no such thing or does not say. */
  pendingLicenses?: Maybe<Array<License>>;
  /** Accounts on meeting sites offered and not yet accepted; null where the provider has no such thing or does not say. */
  pendingSiteAccounts?: Maybe<Array<SiteAccount>>;
  /** The same person in other accounts; null when the user has no e-mail address. */
  person?: Maybe<Person>;
  /** The provider's own word for the state. */
  rawState?: Maybe<Scalars['String']['output']>;
  /** Accounts on meeting sites; null where the provider has no such thing. */
  siteAccounts?: Maybe<Array<SiteAccount>>;
  /** Where its values come from, and how old they are. */
  source: ReadSource;
  /** Whether it is in use; null when the provider does not say, and of a holder in the inventory who is gone. */
  state?: Maybe<UserState>;
  /** Job title, from the provider. */
  title?: Maybe<Scalars['String']['output']>;
};


/** A login with a provider. */
export type UserAssignmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of users. */
export type UserConnection = {
  __typename?: 'UserConnection';
  /** How much of each account is in the list. */
  coverage: Array<AccountCoverage>;
  /** Rows with their cursors; null, with an error, when no account could be read. */
  edges?: Maybe<Array<UserEdge>>;
  /** Rows without cursors; null, with an error, when no account could be read. */
  nodes?: Maybe<Array<User>>;
  /** How to get the next page. */
  pageInfo: PageInfo;
  /** Number of rows in the whole list; null unless it is known and the list is complete. */
  totalCount?: Maybe<Scalars['Count']['output']>;
};

/** A user in a list. */
export type UserEdge = {
  __typename?: 'UserEdge';
  /** Pass it as `after` to continue behind this row. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: User;
};

/** Which users. All conditions given must hold. */
export type UserFilter = {
  /** Keys of accounts; all that have users when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Kinds of vendors; all when absent. */
  providers?: InputMaybe<Array<Provider>>;
};

/** Whether a user belongs to the account's own organisation. */
export type UserKind =
  /** It belongs to another organisation, and holds a license of this one. */
  | 'EXTERNAL'
  /** It belongs to the account's own organisation. */
  | 'INTERNAL'
  /** A kind this version does not know. */
  | 'UNKNOWN';

/** Names one user. Give exactly one field. */
export type UserLookup =
  /** An e-mail address, with the account to look in. */
  { email: AccountEmail; id?: never; key?: never; }
  |  /** An id this graph gave out. */
  { email?: never; id: Scalars['ID']['input']; key?: never; }
  |  /** The provider's own id, with the account it belongs to. */
  { email?: never; id?: never; key: ExternalKey; };

/** Which users of the inventory. All conditions given must hold. */
export type UserSearch = {
  /** Keys of accounts; all that have users when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whether it is told when they were last active: one of these. */
  activity?: InputMaybe<Array<Activity>>;
  /** In one of these departments, exactly as the provider spells them. */
  departments?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Open findings of one of these rules are about them, dismissed ones left out. */
  findings?: InputMaybe<Array<FindingCode>>;
  /** What they hold. */
  holds?: InputMaybe<HoldsSearch>;
  /** Last active at least so many days ago. Users of whom that is not told are left out. */
  idleDays?: InputMaybe<Scalars['Int']['input']>;
  /** Last active before this moment. Users of whom that is not told are left out. */
  inactiveSince?: InputMaybe<Scalars['DateTime']['input']>;
  /** Of one of these kinds. */
  kinds?: InputMaybe<Array<UserKind>>;
  /** Kinds of vendors; all when absent. */
  providers?: InputMaybe<Array<Provider>>;
  /** Three characters and more are found anywhere in name, e-mail address or id, without regard to case and accents. One or two only where the name, the address or the id as a whole begins with them: of Ada Sato `ad` is found and `sa` is not, `sat` is. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** In one of these states. */
  states?: InputMaybe<Array<UserState>>;
};

/** The order of users. Those without a value come last, whichever the direction. */
export type UserSort = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What they are ordered by. */
  field: UserSortField;
};

/** What users can be ordered by. Ties are broken, so that paging misses none. */
export type UserSortField =
  /** Department. */
  | 'DEPARTMENT'
  /** Kind. */
  | 'KIND'
  /** Last activity. */
  | 'LAST_ACTIVE'
  /** How many licenses they hold. */
  | 'LICENSES_HELD'
  /** Name, without regard to case and accents. */
  | 'NAME'
  /** State. */
  | 'STATE';

/** State of a user. */
export type UserState =
  /** In use. */
  | 'ACTIVE'
  /** Deleted, and still listed by the provider. */
  | 'DELETED'
  /** Switched off by an administrator. */
  | 'INACTIVE'
  /** Invited, and never signed in. */
  | 'PENDING'
  /** A state this version does not know: see `rawState`. */
  | 'UNKNOWN';

/** Something a provider sends in another form than the documented one. */
export type VendorDrift = {
  __typename?: 'VendorDrift';
  /** The list and the field of its rows, for instance `users.department`; `[]` stands for any place in a list. */
  field: Scalars['String']['output'];
  /** What is wrong with it, for instance `not a string`. */
  kind: Scalars['String']['output'];
  /** When it was last seen. */
  lastSeenAt: Scalars['DateTime']['output'];
  /** How often it was seen since this process started. */
  times: Scalars['Count']['output'];
};

/** The caller of a request. */
export type Viewer = {
  __typename?: 'Viewer';
  /** The accounts they may see, in the order of the configuration. */
  accounts?: Maybe<Array<Account>>;
  /** Their name, as it stands in the audit log. `anonymous` where the server asks nobody who they are. */
  name: Scalars['String']['output'];
  /** What they may do: `licenses:read`, `licenses:change`, `audit:read`, `federation`, `admin`. */
  scopes: Array<Scalars['String']['output']>;
};

/** What a Webex Calling license needs when it is assigned. Whoever holds the license already keeps the details they have. */
export type WebexCallingInput = {
  /** Extension, without the location's prefix. */
  extension?: InputMaybe<Scalars['String']['input']>;
  /** Webex id of the location; needed when there is no phone number. */
  locationId?: InputMaybe<Scalars['String']['input']>;
  /** Phone number, E.164. */
  phoneNumber?: InputMaybe<Scalars['String']['input']>;
};

/** Options of a change of a Webex license. */
export type WebexChangeOptionsInput = {
  /** For Webex Calling licenses only, with ASSIGN. */
  calling?: InputMaybe<WebexCallingInput>;
  /** True invites the person with this e-mail address from outside the organisation, if none of its users has it. Only with ASSIGN, an assignee by `email`, and a license that people from outside can hold: those of Webex meeting sites. The assignment is `PENDING` until the person accepts. */
  inviteExternal?: InputMaybe<Scalars['Boolean']['input']>;
  /** For licenses of Webex meeting sites only, with ASSIGN or REMOVE: which role on the site is meant. HOST when absent. */
  site?: InputMaybe<WebexSiteInput>;
};

/** What Webex says about a license. */
export type WebexLicenseDetails = {
  __typename?: 'WebexLicenseDetails';
  /** Whether it is Customer Experience - Essential. */
  isCustomerExperienceEssentials: Scalars['Boolean']['output'];
  /** Whether it is one of the three Webex Calling licenses named below. */
  isWebexCalling: Scalars['Boolean']['output'];
  /** Whether it is Webex Calling - Basic. */
  isWebexCallingBasic: Scalars['Boolean']['output'];
  /** Whether it is Webex Calling - Professional. */
  isWebexCallingProfessional: Scalars['Boolean']['output'];
  /** Whether it is Webex Calling - Workspaces. */
  isWebexCallingWorkspaces: Scalars['Boolean']['output'];
  /** UUID inside the license id; not unique across organisations. Null when the id does not hold one. */
  licenseUuid?: Maybe<Scalars['String']['output']>;
  /** The provider's own word for it. */
  rawSiteType?: Maybe<Scalars['String']['output']>;
  /** How that site is managed; null for licenses without a site. */
  siteType?: Maybe<WebexSiteType>;
  /** Meeting site it belongs to; null for licenses without a site. */
  siteUrl?: Maybe<Scalars['String']['output']>;
  /** Subscription it was bought with; null for built-in licenses. */
  subscriptionId?: Maybe<Scalars['String']['output']>;
  /** Code of the product inside the license id, for instance `EE` or `BCSTD`; null when the id does not hold one. */
  typeCode?: Maybe<Scalars['String']['output']>;
};

/** What somebody may be on a meeting site of Webex. */
export type WebexSiteAccountType =
  /** Attends meetings: an account on the site that takes no license and no seat. */
  | 'ATTENDEE'
  /** Hosts meetings: whoever holds the license is a host. */
  | 'HOST';

/** A role on the site of a Webex meeting license. Nobody is both host and attendee of a site: remove one role and assign the other in the same set. Attendee accounts of users of other organisations cannot be read, and therefore cannot be changed (`NOT_SUPPORTED`). */
export type WebexSiteInput = {
  /** Which role. With ATTENDEE the change is about the attendee account, and the license only names the site. */
  accountType: WebexSiteAccountType;
  /** Host name of the site, in any case; it has to be the site of the license. */
  siteUrl: Scalars['String']['input'];
};

/** How a Webex meeting site is managed. */
export type WebexSiteType =
  /** In Control Hub. */
  | 'CONTROL_HUB_MANAGED'
  /** Linked to Control Hub. */
  | 'LINKED'
  /** In Site Administration. */
  | 'SITE_ADMIN_MANAGED'
  /** A kind this version does not know: see `rawSiteType`. */
  | 'UNKNOWN';

/** A shared room or desk. */
export type Workspace = Assignee & Node & {
  __typename?: 'Workspace';
  /** The account it belongs to. */
  account: Account;
  /** What it holds. */
  assignments?: Maybe<LicenseAssignmentConnection>;
  /** The provider's word for the kind of calling it has. */
  callingType?: Maybe<Scalars['String']['output']>;
  /** When it was created. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Name from the provider; null when it has none. */
  displayName?: Maybe<Scalars['String']['output']>;
  /** The provider's own id, exactly as it spells it. */
  externalId: Scalars['String']['output'];
  /** Whether people can book it as their desk. */
  hotdesking?: Maybe<Scalars['Boolean']['output']>;
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The provider's id of the location it is at. */
  locationId?: Maybe<Scalars['String']['output']>;
  /** Where its values come from, and how old they are. */
  source: ReadSource;
  /** The provider's word for the devices it takes. */
  supportedDevices?: Maybe<Scalars['String']['output']>;
};


/** A shared room or desk. */
export type WorkspaceAssignmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of workspaces. */
export type WorkspaceConnection = {
  __typename?: 'WorkspaceConnection';
  /** How much of each account is in the list. */
  coverage: Array<AccountCoverage>;
  /** Rows with their cursors; null, with an error, when no account could be read. */
  edges?: Maybe<Array<WorkspaceEdge>>;
  /** Rows without cursors; null, with an error, when no account could be read. */
  nodes?: Maybe<Array<Workspace>>;
  /** How to get the next page. */
  pageInfo: PageInfo;
  /** Number of rows in the whole list; null unless it is known and the list is complete. */
  totalCount?: Maybe<Scalars['Count']['output']>;
};

/** A workspace in a list. */
export type WorkspaceEdge = {
  __typename?: 'WorkspaceEdge';
  /** Pass it as `after` to continue behind this row. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Workspace;
};

/** Which workspaces of the inventory. All conditions given must hold. */
export type WorkspaceSearch = {
  /** Keys of accounts; all that have workspaces when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Open findings of one of these rules are about them, dismissed ones left out. */
  findings?: InputMaybe<Array<FindingCode>>;
  /** What they hold. */
  holds?: InputMaybe<HoldsSearch>;
  /** Kinds of vendors; all when absent. */
  providers?: InputMaybe<Array<Provider>>;
  /** Three characters and more are found anywhere in name or id, without regard to case and accents. One or two only where the name or the id as a whole begins with them: of Store West `st` is found and `we` is not, `wes` is. */
  search?: InputMaybe<Scalars['String']['input']>;
};

/** The order of workspaces. Those without a value come last, whichever the direction. */
export type WorkspaceSort = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What they are ordered by. */
  field: WorkspaceSortField;
};

/** What workspaces can be ordered by. Ties are broken, so that paging misses none. */
export type WorkspaceSortField =
  /** How many licenses they hold. */
  | 'LICENSES_HELD'
  /** Name, without regard to case and accents. */
  | 'NAME';

/** What Yext says about a license pack. */
export type YextLicensePackDetails = {
  __typename?: 'YextLicensePackDetails';
  /** Notes the provider keeps with the pack; null when there are none. */
  notes?: Maybe<Scalars['String']['output']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Account: Account;
  ChangeSet: ChangeSet;
  Device: Device;
  Entity: Entity;
  License: License;
  LicenseAssignment: LicenseAssignment;
  LicenseChange: LicenseChange;
  Person: Person;
  User: User;
  Workspace: Workspace;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Account:
    ( { __typename: 'Account' }
    & GraphQLRecursivePick<FederationTypes['Account'], {"id":true}> );
  ChangeSet:
    ( { __typename: 'ChangeSet' }
    & GraphQLRecursivePick<FederationTypes['ChangeSet'], {"id":true}> );
  Device:
    ( { __typename: 'Device' }
    & ( GraphQLRecursivePick<FederationTypes['Device'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Device'], {"imei":true}> ) );
  Entity:
    ( { __typename: 'Entity' }
    & GraphQLRecursivePick<FederationTypes['Entity'], {"id":true}> );
  License:
    ( { __typename: 'License' }
    & GraphQLRecursivePick<FederationTypes['License'], {"id":true}> );
  LicenseAssignment:
    ( { __typename: 'LicenseAssignment' }
    & GraphQLRecursivePick<FederationTypes['LicenseAssignment'], {"id":true}> );
  LicenseChange:
    ( { __typename: 'LicenseChange' }
    & GraphQLRecursivePick<FederationTypes['LicenseChange'], {"id":true}> );
  Person:
    ( { __typename: 'Person' }
    & GraphQLRecursivePick<FederationTypes['Person'], {"email":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
  Workspace:
    ( { __typename: 'Workspace' }
    & GraphQLRecursivePick<FederationTypes['Workspace'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Account: ResolverTypeWrapper<AccountModel>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AccountCapabilities: ResolverTypeWrapper<AccountCapabilities>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  AccountCost: ResolverTypeWrapper<AccountCostModel>;
  AccountCoverage: ResolverTypeWrapper<CoverageModel>;
  AccountEmail: AccountEmail;
  AccountHealth: ResolverTypeWrapper<DomainAccountStatus>;
  Activity: Activity;
  ApplyLicenseChangesInput: ApplyLicenseChangesInput;
  AssignLicenseInput: AssignLicenseInput;
  Assignee: ResolverTypeWrapper<AssigneeModel>;
  AssigneeKey: AssigneeKey;
  AssigneeKind: AssigneeKind;
  AssigneeRef: AssigneeRef;
  AssignmentSearch: AssignmentSearch;
  AssignmentSort: AssignmentSort;
  AssignmentSortField: AssignmentSortField;
  AssignmentState: ResolverTypeWrapper<DomainAssignmentState>;
  AssignmentStatus: AssignmentStatus;
  AuditAction: AuditAction;
  AuditEvent: ResolverTypeWrapper<DomainAuditEvent>;
  AuditEventConnection: ResolverTypeWrapper<AuditEventConnectionModel>;
  AuditEventEdge: ResolverTypeWrapper<Omit<AuditEventEdge, 'node'> & { node: ResolversTypes['AuditEvent'] }>;
  AuditEventFilter: AuditEventFilter;
  AuditEventSort: AuditEventSort;
  AuditEventSortField: AuditEventSortField;
  AuditedFinding: ResolverTypeWrapper<AuditedFinding>;
  Blame: Blame;
  BudgetShare: ResolverTypeWrapper<BudgetShare>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  CancelChangeSetInput: CancelChangeSetInput;
  ChangeAction: ChangeAction;
  ChangeOptionsInput: ChangeOptionsInput;
  ChangeOutcome: ChangeOutcome;
  ChangeProgress: ResolverTypeWrapper<ChangeProgress>;
  ChangeSet: ResolverTypeWrapper<DomainChangeSet>;
  ChangeSetConnection: ResolverTypeWrapper<ChangeSetConnectionModel>;
  ChangeSetEdge: ResolverTypeWrapper<Omit<ChangeSetEdge, 'node'> & { node: ResolversTypes['ChangeSet'] }>;
  ChangeSetFilter: ChangeSetFilter;
  ChangeSetPayload: ResolverTypeWrapper<ChangeSetPayloadModel>;
  ChangeSetStatus: ChangeSetStatus;
  ChangeTiming: ResolverTypeWrapper<ChangeTiming>;
  ChangedSiteAccount: ResolverTypeWrapper<ChangedSiteAccount>;
  CircuitState: CircuitState;
  ContractPays: ContractPays;
  Count: ResolverTypeWrapper<Scalars['Count']['output']>;
  CoverageReason: CoverageReason;
  CoverageStatus: CoverageStatus;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DateTimeRange: DateTimeRange;
  Device: ResolverTypeWrapper<DeviceModel>;
  DeviceConnection: ResolverTypeWrapper<DeviceConnectionModel>;
  DeviceEdge: ResolverTypeWrapper<Omit<DeviceEdge, 'node'> & { node: ResolversTypes['Device'] }>;
  DeviceFilter: DeviceFilter;
  DeviceLookup: DeviceLookup;
  DeviceProtocol: DeviceProtocol;
  DeviceSearch: DeviceSearch;
  DeviceSort: DeviceSort;
  DeviceSortField: DeviceSortField;
  DismissFindingsInput: DismissFindingsInput;
  DismissFindingsPayload: ResolverTypeWrapper<DismissalPayloadModel>;
  Entity: ResolverTypeWrapper<EntityModel>;
  EntityConnection: ResolverTypeWrapper<EntityConnectionModel>;
  EntityEdge: ResolverTypeWrapper<Omit<EntityEdge, 'node'> & { node: ResolversTypes['Entity'] }>;
  EntitySearch: EntitySearch;
  EntitySort: EntitySort;
  EntitySortField: EntitySortField;
  EventOrigin: EventOrigin;
  ExternalKey: ExternalKey;
  Finding: ResolverTypeWrapper<DomainFinding>;
  FindingCode: FindingCode;
  FindingConfidence: FindingConfidence;
  FindingConnection: ResolverTypeWrapper<FindingConnectionModel>;
  FindingDismissal: ResolverTypeWrapper<Dismissal>;
  FindingEdge: ResolverTypeWrapper<Omit<FindingEdge, 'node'> & { node: ResolversTypes['Finding'] }>;
  FindingEvidence: ResolverTypeWrapper<FindingEvidence>;
  FindingFilter: FindingFilter;
  FindingSeverity: FindingSeverity;
  FindingSort: FindingSort;
  FindingSortField: FindingSortField;
  FindingSubject: ResolverTypeWrapper<DomainFindingSubject>;
  FindingSummary: ResolverTypeWrapper<FindingSummaryModel>;
  ForecastBackTest: ResolverTypeWrapper<ForecastBackTest>;
  ForecastPoint: ResolverTypeWrapper<ForecastPoint>;
  ForecastStatus: ForecastStatus;
  GenesysLicenseDetails: ResolverTypeWrapper<PermissionedDetails>;
  GroupKey: GroupKey;
  HeldSweepDecision: HeldSweepDecision;
  HoldsSearch: HoldsSearch;
  Inventory: ResolverTypeWrapper<InventoryModel>;
  InventoryAccount: ResolverTypeWrapper<InventoryAccountModel>;
  InventoryAssigneeKey: InventoryAssigneeKey;
  InventoryAssigneeRef: InventoryAssigneeRef;
  InventoryGroup: ResolverTypeWrapper<GroupModel>;
  InventoryGroupConnection: ResolverTypeWrapper<GroupConnectionModel>;
  InventoryGroupEdge: ResolverTypeWrapper<Omit<InventoryGroupEdge, 'node'> & { node: ResolversTypes['InventoryGroup'] }>;
  InventoryGroupKey: ResolverTypeWrapper<InventoryGroupKey>;
  InventoryStatus: InventoryStatus;
  License: ResolverTypeWrapper<LicenseModel>;
  LicenseAssignment: ResolverTypeWrapper<AssignmentModel>;
  LicenseAssignmentConnection: ResolverTypeWrapper<AssignmentConnectionModel>;
  LicenseAssignmentEdge: ResolverTypeWrapper<Omit<LicenseAssignmentEdge, 'node'> & { node: ResolversTypes['LicenseAssignment'] }>;
  LicenseAssignmentFilter: LicenseAssignmentFilter;
  LicenseChange: ResolverTypeWrapper<DomainRequestRecord>;
  LicenseChangeConnection: ResolverTypeWrapper<ChangeConnectionModel>;
  LicenseChangeEdge: ResolverTypeWrapper<Omit<LicenseChangeEdge, 'node'> & { node: ResolversTypes['LicenseChange'] }>;
  LicenseChangeInput: LicenseChangeInput;
  LicenseConnection: ResolverTypeWrapper<LicenseConnectionModel>;
  LicenseContract: ResolverTypeWrapper<ContractTerm>;
  LicenseCost: ResolverTypeWrapper<LicenseCost>;
  LicenseDetails: ResolverTypeWrapper<DomainLicenseDetails>;
  LicenseDiffConnection: ResolverTypeWrapper<DifferenceConnectionModel>;
  LicenseDiffCounts: ResolverTypeWrapper<LicenseDiffCounts>;
  LicenseDiffEdge: ResolverTypeWrapper<Omit<LicenseDiffEdge, 'node'> & { node: ResolversTypes['LicenseDifference'] }>;
  LicenseDifference: ResolverTypeWrapper<DifferenceModel>;
  LicenseEdge: ResolverTypeWrapper<Omit<LicenseEdge, 'node'> & { node: ResolversTypes['License'] }>;
  LicenseEvent: ResolverTypeWrapper<EventModel>;
  LicenseEventConnection: ResolverTypeWrapper<EventConnectionModel>;
  LicenseEventEdge: ResolverTypeWrapper<Omit<LicenseEventEdge, 'node'> & { node: ResolversTypes['LicenseEvent'] }>;
  LicenseEventFilter: LicenseEventFilter;
  LicenseEventKind: LicenseEventKind;
  LicenseFeatureToggle: ResolverTypeWrapper<LicenseFeatureToggle>;
  LicenseFilter: LicenseFilter;
  LicenseLookup: LicenseLookup;
  LicenseMoney: ResolverTypeWrapper<LicenseMoney>;
  LicenseOrder: LicenseOrder;
  LicenseOrderField: LicenseOrderField;
  LicenseRef: LicenseRef;
  LicenseSaving: ResolverTypeWrapper<LicenseSaving>;
  LicenseSearch: LicenseSearch;
  LicenseSort: LicenseSort;
  LicenseSortField: LicenseSortField;
  MinorUnits: ResolverTypeWrapper<Scalars['MinorUnits']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<NodeModel>;
  OnProblem: OnProblem;
  OrderDirection: OrderDirection;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PercentRange: PercentRange;
  Person: ResolverTypeWrapper<PersonModel>;
  PersonConnection: ResolverTypeWrapper<PersonConnectionModel>;
  PersonEdge: ResolverTypeWrapper<Omit<PersonEdge, 'node'> & { node: ResolversTypes['Person'] }>;
  PersonSearch: PersonSearch;
  PlanLicenseChangesInput: PlanLicenseChangesInput;
  PlanReclaimInput: PlanReclaimInput;
  PlanReclaimPayload: ResolverTypeWrapper<ReclaimPayloadModel>;
  PlanRef: PlanRef;
  Problem: ResolverTypeWrapper<DomainProblem>;
  Provider: ResolverTypeWrapper<DomainProvider>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReadMode: ReadMode;
  ReadSource: ResolverTypeWrapper<ReadSource>;
  ReclaimCapInput: ReclaimCapInput;
  ReclaimExemptionsInput: ReclaimExemptionsInput;
  ReclaimLeftOut: ResolverTypeWrapper<ReclaimLeftOut>;
  ReclaimLeftOutReason: ReclaimLeftOutReason;
  RefreshInventoryInput: RefreshInventoryInput;
  RefreshInventoryPayload: ResolverTypeWrapper<Omit<RefreshInventoryPayload, 'accounts' | 'assignees' | 'problems'> & { accounts: Array<ResolversTypes['RefreshedAccount']>, assignees: Array<ResolversTypes['RefreshedAssignee']>, problems: Array<ResolversTypes['Problem']> }>;
  RefreshStatus: RefreshStatus;
  RefreshedAccount: ResolverTypeWrapper<Omit<RefreshedAccount, 'sweep'> & { sweep?: Maybe<ResolversTypes['Sweep']> }>;
  RefreshedAssignee: ResolverTypeWrapper<RefreshedAssigneeModel>;
  RemoveLicenseInput: RemoveLicenseInput;
  Renewal: ResolverTypeWrapper<RenewalModel>;
  RepeatChangeSetInput: RepeatChangeSetInput;
  RequestBudget: ResolverTypeWrapper<RequestBudget>;
  ResolveHeldSweepInput: ResolveHeldSweepInput;
  ResolveHeldSweepPayload: ResolverTypeWrapper<Omit<ResolveHeldSweepPayload, 'problems' | 'sweep'> & { problems: Array<ResolversTypes['Problem']>, sweep?: Maybe<ResolversTypes['Sweep']> }>;
  RestoreFindingsInput: RestoreFindingsInput;
  ScheduleLicenseRemovalInput: ScheduleLicenseRemovalInput;
  ScheduledRemoval: ResolverTypeWrapper<DomainScheduledRemoval>;
  ScheduledRemovalConnection: ResolverTypeWrapper<ScheduledRemovalConnectionModel>;
  ScheduledRemovalEdge: ResolverTypeWrapper<Omit<ScheduledRemovalEdge, 'node'> & { node: ResolversTypes['ScheduledRemoval'] }>;
  SeatCount: ResolverTypeWrapper<SeatCount>;
  SeatForecast: ResolverTypeWrapper<DomainSeatForecast>;
  SeatImpact: ResolverTypeWrapper<DomainSeatImpact>;
  Seats: ResolverTypeWrapper<Seats>;
  SetLicenseFeatureToggleInput: SetLicenseFeatureToggleInput;
  SiteAccount: ResolverTypeWrapper<SiteAccount>;
  SiteRole: SiteRole;
  SoftwareItem: ResolverTypeWrapper<SoftwareItem>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SuggestedChange: ResolverTypeWrapper<SuggestedChangeModel>;
  Sweep: ResolverTypeWrapper<DomainSweep>;
  SweepReason: SweepReason;
  SweepSection: ResolverTypeWrapper<Omit<SweepSection, 'problem'> & { problem?: Maybe<ResolversTypes['Problem']> }>;
  SweepSectionStatus: SweepSectionStatus;
  SweepStatus: SweepStatus;
  ThingSpaceLicenseDetails: ResolverTypeWrapper<ThingSpaceLicenseDetails>;
  UpstreamCallCount: ResolverTypeWrapper<UpstreamCallCount>;
  User: ResolverTypeWrapper<UserModel>;
  UserConnection: ResolverTypeWrapper<UserConnectionModel>;
  UserEdge: ResolverTypeWrapper<Omit<UserEdge, 'node'> & { node: ResolversTypes['User'] }>;
  UserFilter: UserFilter;
  UserKind: UserKind;
  UserLookup: UserLookup;
  UserSearch: UserSearch;
  UserSort: UserSort;
  UserSortField: UserSortField;
  UserState: UserState;
  VendorDrift: ResolverTypeWrapper<VendorDrift>;
  Viewer: ResolverTypeWrapper<Principal>;
  WebexCallingInput: WebexCallingInput;
  WebexChangeOptionsInput: WebexChangeOptionsInput;
  WebexLicenseDetails: ResolverTypeWrapper<WebexLicenseDetails>;
  WebexSiteAccountType: WebexSiteAccountType;
  WebexSiteInput: WebexSiteInput;
  WebexSiteType: WebexSiteType;
  Workspace: ResolverTypeWrapper<WorkspaceModel>;
  WorkspaceConnection: ResolverTypeWrapper<WorkspaceConnectionModel>;
  WorkspaceEdge: ResolverTypeWrapper<Omit<WorkspaceEdge, 'node'> & { node: ResolversTypes['Workspace'] }>;
  WorkspaceSearch: WorkspaceSearch;
  WorkspaceSort: WorkspaceSort;
  WorkspaceSortField: WorkspaceSortField;
  YextLicensePackDetails: ResolverTypeWrapper<YextLicensePackDetails>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Account: AccountModel;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  AccountCapabilities: AccountCapabilities;
  Boolean: Scalars['Boolean']['output'];
  AccountCost: AccountCostModel;
  AccountCoverage: CoverageModel;
  AccountEmail: AccountEmail;
  AccountHealth: DomainAccountStatus;
  ApplyLicenseChangesInput: ApplyLicenseChangesInput;
  AssignLicenseInput: AssignLicenseInput;
  Assignee: AssigneeModel;
  AssigneeKey: AssigneeKey;
  AssigneeRef: AssigneeRef;
  AssignmentSearch: AssignmentSearch;
  AssignmentSort: AssignmentSort;
  AssignmentState: DomainAssignmentState;
  AuditEvent: DomainAuditEvent;
  AuditEventConnection: AuditEventConnectionModel;
  AuditEventEdge: Omit<AuditEventEdge, 'node'> & { node: ResolversParentTypes['AuditEvent'] };
  AuditEventFilter: AuditEventFilter;
  AuditEventSort: AuditEventSort;
  AuditedFinding: AuditedFinding;
  BudgetShare: BudgetShare;
  Float: Scalars['Float']['output'];
  CancelChangeSetInput: CancelChangeSetInput;
  ChangeOptionsInput: ChangeOptionsInput;
  ChangeProgress: ChangeProgress;
  ChangeSet: DomainChangeSet;
  ChangeSetConnection: ChangeSetConnectionModel;
  ChangeSetEdge: Omit<ChangeSetEdge, 'node'> & { node: ResolversParentTypes['ChangeSet'] };
  ChangeSetFilter: ChangeSetFilter;
  ChangeSetPayload: ChangeSetPayloadModel;
  ChangeTiming: ChangeTiming;
  ChangedSiteAccount: ChangedSiteAccount;
  Count: Scalars['Count']['output'];
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  DateTimeRange: DateTimeRange;
  Device: DeviceModel;
  DeviceConnection: DeviceConnectionModel;
  DeviceEdge: Omit<DeviceEdge, 'node'> & { node: ResolversParentTypes['Device'] };
  DeviceFilter: DeviceFilter;
  DeviceLookup: DeviceLookup;
  DeviceSearch: DeviceSearch;
  DeviceSort: DeviceSort;
  DismissFindingsInput: DismissFindingsInput;
  DismissFindingsPayload: DismissalPayloadModel;
  Entity: EntityModel;
  EntityConnection: EntityConnectionModel;
  EntityEdge: Omit<EntityEdge, 'node'> & { node: ResolversParentTypes['Entity'] };
  EntitySearch: EntitySearch;
  EntitySort: EntitySort;
  ExternalKey: ExternalKey;
  Finding: DomainFinding;
  FindingConnection: FindingConnectionModel;
  FindingDismissal: Dismissal;
  FindingEdge: Omit<FindingEdge, 'node'> & { node: ResolversParentTypes['Finding'] };
  FindingEvidence: FindingEvidence;
  FindingFilter: FindingFilter;
  FindingSort: FindingSort;
  FindingSubject: DomainFindingSubject;
  FindingSummary: FindingSummaryModel;
  ForecastBackTest: ForecastBackTest;
  ForecastPoint: ForecastPoint;
  GenesysLicenseDetails: PermissionedDetails;
  HoldsSearch: HoldsSearch;
  Inventory: InventoryModel;
  InventoryAccount: InventoryAccountModel;
  InventoryAssigneeKey: InventoryAssigneeKey;
  InventoryAssigneeRef: InventoryAssigneeRef;
  InventoryGroup: GroupModel;
  InventoryGroupConnection: GroupConnectionModel;
  InventoryGroupEdge: Omit<InventoryGroupEdge, 'node'> & { node: ResolversParentTypes['InventoryGroup'] };
  InventoryGroupKey: InventoryGroupKey;
  License: LicenseModel;
  LicenseAssignment: AssignmentModel;
  LicenseAssignmentConnection: AssignmentConnectionModel;
  LicenseAssignmentEdge: Omit<LicenseAssignmentEdge, 'node'> & { node: ResolversParentTypes['LicenseAssignment'] };
  LicenseAssignmentFilter: LicenseAssignmentFilter;
  LicenseChange: DomainRequestRecord;
  LicenseChangeConnection: ChangeConnectionModel;
  LicenseChangeEdge: Omit<LicenseChangeEdge, 'node'> & { node: ResolversParentTypes['LicenseChange'] };
  LicenseChangeInput: LicenseChangeInput;
  LicenseConnection: LicenseConnectionModel;
  LicenseContract: ContractTerm;
  LicenseCost: LicenseCost;
  LicenseDetails: DomainLicenseDetails;
  LicenseDiffConnection: DifferenceConnectionModel;
  LicenseDiffCounts: LicenseDiffCounts;
  LicenseDiffEdge: Omit<LicenseDiffEdge, 'node'> & { node: ResolversParentTypes['LicenseDifference'] };
  LicenseDifference: DifferenceModel;
  LicenseEdge: Omit<LicenseEdge, 'node'> & { node: ResolversParentTypes['License'] };
  LicenseEvent: EventModel;
  LicenseEventConnection: EventConnectionModel;
  LicenseEventEdge: Omit<LicenseEventEdge, 'node'> & { node: ResolversParentTypes['LicenseEvent'] };
  LicenseEventFilter: LicenseEventFilter;
  LicenseFeatureToggle: LicenseFeatureToggle;
  LicenseFilter: LicenseFilter;
  LicenseLookup: LicenseLookup;
  LicenseMoney: LicenseMoney;
  LicenseOrder: LicenseOrder;
  LicenseRef: LicenseRef;
  LicenseSaving: LicenseSaving;
  LicenseSearch: LicenseSearch;
  LicenseSort: LicenseSort;
  MinorUnits: Scalars['MinorUnits']['output'];
  Mutation: Record<PropertyKey, never>;
  Node: NodeModel;
  PageInfo: PageInfo;
  PercentRange: PercentRange;
  Person: PersonModel;
  PersonConnection: PersonConnectionModel;
  PersonEdge: Omit<PersonEdge, 'node'> & { node: ResolversParentTypes['Person'] };
  PersonSearch: PersonSearch;
  PlanLicenseChangesInput: PlanLicenseChangesInput;
  PlanReclaimInput: PlanReclaimInput;
  PlanReclaimPayload: ReclaimPayloadModel;
  PlanRef: PlanRef;
  Problem: DomainProblem;
  Query: Record<PropertyKey, never>;
  ReadSource: ReadSource;
  ReclaimCapInput: ReclaimCapInput;
  ReclaimExemptionsInput: ReclaimExemptionsInput;
  ReclaimLeftOut: ReclaimLeftOut;
  RefreshInventoryInput: RefreshInventoryInput;
  RefreshInventoryPayload: Omit<RefreshInventoryPayload, 'accounts' | 'assignees' | 'problems'> & { accounts: Array<ResolversParentTypes['RefreshedAccount']>, assignees: Array<ResolversParentTypes['RefreshedAssignee']>, problems: Array<ResolversParentTypes['Problem']> };
  RefreshedAccount: Omit<RefreshedAccount, 'sweep'> & { sweep?: Maybe<ResolversParentTypes['Sweep']> };
  RefreshedAssignee: RefreshedAssigneeModel;
  RemoveLicenseInput: RemoveLicenseInput;
  Renewal: RenewalModel;
  RepeatChangeSetInput: RepeatChangeSetInput;
  RequestBudget: RequestBudget;
  ResolveHeldSweepInput: ResolveHeldSweepInput;
  ResolveHeldSweepPayload: Omit<ResolveHeldSweepPayload, 'problems' | 'sweep'> & { problems: Array<ResolversParentTypes['Problem']>, sweep?: Maybe<ResolversParentTypes['Sweep']> };
  RestoreFindingsInput: RestoreFindingsInput;
  ScheduleLicenseRemovalInput: ScheduleLicenseRemovalInput;
  ScheduledRemoval: DomainScheduledRemoval;
  ScheduledRemovalConnection: ScheduledRemovalConnectionModel;
  ScheduledRemovalEdge: Omit<ScheduledRemovalEdge, 'node'> & { node: ResolversParentTypes['ScheduledRemoval'] };
  SeatCount: SeatCount;
  SeatForecast: DomainSeatForecast;
  SeatImpact: DomainSeatImpact;
  Seats: Seats;
  SetLicenseFeatureToggleInput: SetLicenseFeatureToggleInput;
  SiteAccount: SiteAccount;
  SoftwareItem: SoftwareItem;
  Subscription: Record<PropertyKey, never>;
  SuggestedChange: SuggestedChangeModel;
  Sweep: DomainSweep;
  SweepSection: Omit<SweepSection, 'problem'> & { problem?: Maybe<ResolversParentTypes['Problem']> };
  ThingSpaceLicenseDetails: ThingSpaceLicenseDetails;
  UpstreamCallCount: UpstreamCallCount;
  User: UserModel;
  UserConnection: UserConnectionModel;
  UserEdge: Omit<UserEdge, 'node'> & { node: ResolversParentTypes['User'] };
  UserFilter: UserFilter;
  UserLookup: UserLookup;
  UserSearch: UserSearch;
  UserSort: UserSort;
  VendorDrift: VendorDrift;
  Viewer: Principal;
  WebexCallingInput: WebexCallingInput;
  WebexChangeOptionsInput: WebexChangeOptionsInput;
  WebexLicenseDetails: WebexLicenseDetails;
  WebexSiteInput: WebexSiteInput;
  Workspace: WorkspaceModel;
  WorkspaceConnection: WorkspaceConnectionModel;
  WorkspaceEdge: Omit<WorkspaceEdge, 'node'> & { node: ResolversParentTypes['Workspace'] };
  WorkspaceSearch: WorkspaceSearch;
  WorkspaceSort: WorkspaceSort;
  YextLicensePackDetails: YextLicensePackDetails;
};

export type AccountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account'], FederationReferenceType extends FederationReferenceTypes['Account'] = FederationReferenceTypes['Account']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Account']> | FederationReferenceType, FederationReferenceType, ContextType>;
  assignments?: Resolver<Maybe<ResolversTypes['LicenseAssignmentConnection']>, ParentType, ContextType, RequireFields<AccountAssignmentsArgs, 'first'>>;
  capabilities?: Resolver<ResolversTypes['AccountCapabilities'], ParentType, ContextType>;
  devices?: Resolver<Maybe<ResolversTypes['DeviceConnection']>, ParentType, ContextType, RequireFields<AccountDevicesArgs, 'first'>>;
  entities?: Resolver<Maybe<ResolversTypes['EntityConnection']>, ParentType, ContextType, RequireFields<AccountEntitiesArgs, 'first'>>;
  health?: Resolver<ResolversTypes['AccountHealth'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  licenses?: Resolver<Maybe<ResolversTypes['LicenseConnection']>, ParentType, ContextType, RequireFields<AccountLicensesArgs, 'first' | 'orderBy'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['Provider'], ParentType, ContextType>;
  requestBudget?: Resolver<Maybe<ResolversTypes['RequestBudget']>, ParentType, ContextType>;
  users?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<AccountUsersArgs, 'first'>>;
  workspaces?: Resolver<Maybe<ResolversTypes['WorkspaceConnection']>, ParentType, ContextType, RequireFields<AccountWorkspacesArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AccountCapabilitiesResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AccountCapabilities'] = ResolversParentTypes['AccountCapabilities']> = {
  assigneeKinds?: Resolver<Array<ResolversTypes['AssigneeKind']>, ParentType, ContextType>;
  assignmentBatchSize?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  hasFeatureToggles?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  infersLicensesFromRoles?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lookupBatchSize?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nativeScheduledRemoval?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reportsSeats?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AccountCostResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AccountCost'] = ResolversParentTypes['AccountCost']> = {
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  licensesWithoutContract?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  monthly?: Resolver<Maybe<Array<ResolversTypes['LicenseMoney']>>, ParentType, ContextType>;
  wasted?: Resolver<Maybe<Array<ResolversTypes['LicenseMoney']>>, ParentType, ContextType>;
};

export type AccountCoverageResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AccountCoverage'] = ResolversParentTypes['AccountCoverage']> = {
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  observedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['CoverageReason']>, ParentType, ContextType>;
  retryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CoverageStatus'], ParentType, ContextType>;
};

export type AccountHealthResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AccountHealth'] = ResolversParentTypes['AccountHealth']> = {
  circuit?: Resolver<ResolversTypes['CircuitState'], ParentType, ContextType>;
  lastProblem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  lastSuccessAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  nextLoginAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  pausedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  vendorDrift?: Resolver<Array<ResolversTypes['VendorDrift']>, ParentType, ContextType>;
};

export type AssigneeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Assignee'] = ResolversParentTypes['Assignee']> = {
  __resolveType: TypeResolveFn<'Device' | 'Entity' | 'User' | 'Workspace', ParentType, ContextType>;
};

export type AssignmentStateResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AssignmentState'] = ResolversParentTypes['AssignmentState']> = {
  assignedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  held?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  removalOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['AssignmentStatus']>, ParentType, ContextType>;
};

export type AuditEventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditEvent'] = ResolversParentTypes['AuditEvent']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  action?: Resolver<ResolversTypes['AuditAction'], ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['AssignmentState']>, ParentType, ContextType>;
  assignee?: Resolver<Maybe<ResolversTypes['Assignee']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['AssignmentState']>, ParentType, ContextType>;
  change?: Resolver<Maybe<ResolversTypes['LicenseChange']>, ParentType, ContextType>;
  changeSet?: Resolver<Maybe<ResolversTypes['ChangeSet']>, ParentType, ContextType>;
  finding?: Resolver<Maybe<ResolversTypes['AuditedFinding']>, ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  license?: Resolver<Maybe<ResolversTypes['License']>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['ChangeOutcome']>, ParentType, ContextType>;
  prevHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  principal?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  siteAccount?: Resolver<Maybe<ResolversTypes['ChangedSiteAccount']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['ChangeSetStatus']>, ParentType, ContextType>;
  ticket?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  upstreamRequestIds?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AuditEventConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditEventConnection'] = ResolversParentTypes['AuditEventConnection']> = {
  edges?: Resolver<Maybe<Array<ResolversTypes['AuditEventEdge']>>, ParentType, ContextType>;
  nodes?: Resolver<Maybe<Array<ResolversTypes['AuditEvent']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AuditEventEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditEventEdge'] = ResolversParentTypes['AuditEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
};

export type AuditedFindingResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditedFinding'] = ResolversParentTypes['AuditedFinding']> = {
  code?: Resolver<ResolversTypes['FindingCode'], ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type BudgetShareResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BudgetShare'] = ResolversParentTypes['BudgetShare']> = {
  callsPerMinute?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  limit?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  remaining?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  share?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ChangeProgressResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ChangeProgress'] = ResolversParentTypes['ChangeProgress']> = {
  acceptedUnverified?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  cancelled?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  noChange?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  pendingRemovals?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  rejected?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  skipped?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  underWay?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  unknown?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  verified?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
};

export type ChangeSetResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ChangeSet'] = ResolversParentTypes['ChangeSet'], FederationReferenceType extends FederationReferenceTypes['ChangeSet'] = FederationReferenceTypes['ChangeSet']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ChangeSet']> | FederationReferenceType, FederationReferenceType, ContextType>;
  appliedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  cancelRequested?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  changes?: Resolver<Maybe<ResolversTypes['LicenseChangeConnection']>, ParentType, ContextType, RequireFields<ChangeSetChangesArgs, 'first'>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  problems?: Resolver<Array<ResolversTypes['Problem']>, ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['ChangeProgress'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryOf?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  seatImpact?: Resolver<Array<ResolversTypes['SeatImpact']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ChangeSetStatus'], ParentType, ContextType>;
  ticket?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  undoOf?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  upstreamCalls?: Resolver<ResolversTypes['UpstreamCallCount'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ChangeSetConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ChangeSetConnection'] = ResolversParentTypes['ChangeSetConnection']> = {
  edges?: Resolver<Maybe<Array<ResolversTypes['ChangeSetEdge']>>, ParentType, ContextType>;
  nodes?: Resolver<Maybe<Array<ResolversTypes['ChangeSet']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ChangeSetEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ChangeSetEdge'] = ResolversParentTypes['ChangeSetEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ChangeSet'], ParentType, ContextType>;
};

export type ChangeSetPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ChangeSetPayload'] = ResolversParentTypes['ChangeSetPayload']> = {
  changeSet?: Resolver<Maybe<ResolversTypes['ChangeSet']>, ParentType, ContextType>;
  problemCount?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  problems?: Resolver<Array<ResolversTypes['Problem']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ChangeTimingResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ChangeTiming'] = ResolversParentTypes['ChangeTiming']> = {
  attemptedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ChangedSiteAccountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ChangedSiteAccount'] = ResolversParentTypes['ChangedSiteAccount']> = {
  role?: Resolver<ResolversTypes['SiteRole'], ParentType, ContextType>;
  siteUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface CountScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Count'], any> {
  name: 'Count';
}

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeviceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Device'] = ResolversParentTypes['Device'], FederationReferenceType extends FederationReferenceTypes['Device'] = FederationReferenceTypes['Device']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Device']> | FederationReferenceType, FederationReferenceType, ContextType>;
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  activity?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  assignments?: Resolver<Maybe<ResolversTypes['LicenseAssignmentConnection']>, ParentType, ContextType, RequireFields<DeviceAssignmentsArgs, 'first'>>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  firmware?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fotaEligible?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  imei?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastConnectedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  licenseAssigned?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  make?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mdn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  protocol?: Resolver<Maybe<ResolversTypes['DeviceProtocol']>, ParentType, ContextType>;
  rawProtocol?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  refreshedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  software?: Resolver<Maybe<Array<ResolversTypes['SoftwareItem']>>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ReadSource'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeviceConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DeviceConnection'] = ResolversParentTypes['DeviceConnection']> = {
  coverage?: Resolver<Array<ResolversTypes['AccountCoverage']>, ParentType, ContextType>;
  edges?: Resolver<Maybe<Array<ResolversTypes['DeviceEdge']>>, ParentType, ContextType>;
  nodes?: Resolver<Maybe<Array<ResolversTypes['Device']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
};

export type DeviceEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DeviceEdge'] = ResolversParentTypes['DeviceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Device'], ParentType, ContextType>;
};

export type DismissFindingsPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DismissFindingsPayload'] = ResolversParentTypes['DismissFindingsPayload']> = {
  findings?: Resolver<Array<ResolversTypes['Finding']>, ParentType, ContextType>;
  problems?: Resolver<Array<ResolversTypes['Problem']>, ParentType, ContextType>;
};

export type EntityResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Entity'] = ResolversParentTypes['Entity'], FederationReferenceType extends FederationReferenceTypes['Entity'] = FederationReferenceTypes['Entity']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Entity']> | FederationReferenceType, FederationReferenceType, ContextType>;
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  assignments?: Resolver<Maybe<ResolversTypes['LicenseAssignmentConnection']>, ParentType, ContextType, RequireFields<EntityAssignmentsArgs, 'first'>>;
  countryCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entityType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ReadSource'], ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EntityConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EntityConnection'] = ResolversParentTypes['EntityConnection']> = {
  coverage?: Resolver<Array<ResolversTypes['AccountCoverage']>, ParentType, ContextType>;
  edges?: Resolver<Maybe<Array<ResolversTypes['EntityEdge']>>, ParentType, ContextType>;
  nodes?: Resolver<Maybe<Array<ResolversTypes['Entity']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
};

export type EntityEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EntityEdge'] = ResolversParentTypes['EntityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
};

export type FindingResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Finding'] = ResolversParentTypes['Finding']> = {
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['FindingCode'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['FindingConfidence'], ParentType, ContextType>;
  dismissed?: Resolver<Maybe<ResolversTypes['FindingDismissal']>, ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['FindingEvidence']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  saving?: Resolver<Maybe<ResolversTypes['LicenseSaving']>, ParentType, ContextType>;
  seats?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['FindingSeverity'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['FindingSubject'], ParentType, ContextType>;
  suggestedChanges?: Resolver<Array<ResolversTypes['SuggestedChange']>, ParentType, ContextType>;
};

export type FindingConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FindingConnection'] = ResolversParentTypes['FindingConnection']> = {
  coverage?: Resolver<Array<ResolversTypes['AccountCoverage']>, ParentType, ContextType>;
  edges?: Resolver<Maybe<Array<ResolversTypes['FindingEdge']>>, ParentType, ContextType>;
  nodes?: Resolver<Maybe<Array<ResolversTypes['Finding']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
};

export type FindingDismissalResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FindingDismissal'] = ResolversParentTypes['FindingDismissal']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type FindingEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FindingEdge'] = ResolversParentTypes['FindingEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Finding'], ParentType, ContextType>;
};

export type FindingEvidenceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FindingEvidence'] = ResolversParentTypes['FindingEvidence']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FindingSubjectResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FindingSubject'] = ResolversParentTypes['FindingSubject']> = {
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  assignee?: Resolver<Maybe<ResolversTypes['Assignee']>, ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  license?: Resolver<Maybe<ResolversTypes['License']>, ParentType, ContextType>;
};

export type FindingSummaryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FindingSummary'] = ResolversParentTypes['FindingSummary']> = {
  code?: Resolver<ResolversTypes['FindingCode'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  savings?: Resolver<Maybe<Array<ResolversTypes['LicenseMoney']>>, ParentType, ContextType>;
  seats?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['FindingSeverity'], ParentType, ContextType>;
};

export type ForecastBackTestResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ForecastBackTest'] = ResolversParentTypes['ForecastBackTest']> = {
  coverage?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  medianError?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  origins?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
};

export type ForecastPointResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ForecastPoint'] = ResolversParentTypes['ForecastPoint']> = {
  day?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  expected?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  high?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  low?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type GenesysLicenseDetailsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['GenesysLicenseDetails'] = ResolversParentTypes['GenesysLicenseDetails']> = {
  comprises?: Resolver<Array<ResolversTypes['License']>, ParentType, ContextType>;
  permissions?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  prerequisites?: Resolver<Array<ResolversTypes['License']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InventoryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Inventory'] = ResolversParentTypes['Inventory']> = {
  accounts?: Resolver<Array<ResolversTypes['InventoryAccount']>, ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  assignments?: Resolver<Maybe<ResolversTypes['LicenseAssignmentConnection']>, ParentType, ContextType, RequireFields<InventoryAssignmentsArgs, 'first' | 'orderBy'>>;
  devices?: Resolver<Maybe<ResolversTypes['DeviceConnection']>, ParentType, ContextType, RequireFields<InventoryDevicesArgs, 'first' | 'orderBy'>>;
  entities?: Resolver<Maybe<ResolversTypes['EntityConnection']>, ParentType, ContextType, RequireFields<InventoryEntitiesArgs, 'first' | 'orderBy'>>;
  groups?: Resolver<Maybe<ResolversTypes['InventoryGroupConnection']>, ParentType, ContextType, RequireFields<InventoryGroupsArgs, 'by' | 'first'>>;
  licenses?: Resolver<Maybe<ResolversTypes['LicenseConnection']>, ParentType, ContextType, RequireFields<InventoryLicensesArgs, 'first' | 'orderBy'>>;
  people?: Resolver<Maybe<ResolversTypes['PersonConnection']>, ParentType, ContextType, RequireFields<InventoryPeopleArgs, 'first'>>;
  users?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<InventoryUsersArgs, 'first' | 'orderBy'>>;
  workspaces?: Resolver<Maybe<ResolversTypes['WorkspaceConnection']>, ParentType, ContextType, RequireFields<InventoryWorkspacesArgs, 'first' | 'orderBy'>>;
};

export type InventoryAccountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InventoryAccount'] = ResolversParentTypes['InventoryAccount']> = {
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  nextSweepAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  observedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['InventoryStatus'], ParentType, ContextType>;
  sweep?: Resolver<Maybe<ResolversTypes['Sweep']>, ParentType, ContextType>;
};

export type InventoryGroupResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InventoryGroup'] = ResolversParentTypes['InventoryGroup']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  assignees?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  assignments?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  keys?: Resolver<Array<ResolversTypes['InventoryGroupKey']>, ParentType, ContextType>;
  license?: Resolver<Maybe<ResolversTypes['License']>, ParentType, ContextType>;
};

export type InventoryGroupConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InventoryGroupConnection'] = ResolversParentTypes['InventoryGroupConnection']> = {
  coverage?: Resolver<Array<ResolversTypes['AccountCoverage']>, ParentType, ContextType>;
  edges?: Resolver<Maybe<Array<ResolversTypes['InventoryGroupEdge']>>, ParentType, ContextType>;
  nodes?: Resolver<Maybe<Array<ResolversTypes['InventoryGroup']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
};

export type InventoryGroupEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InventoryGroupEdge'] = ResolversParentTypes['InventoryGroupEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['InventoryGroup'], ParentType, ContextType>;
};

export type InventoryGroupKeyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InventoryGroupKey'] = ResolversParentTypes['InventoryGroupKey']> = {
  by?: Resolver<ResolversTypes['GroupKey'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LicenseResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['License'] = ResolversParentTypes['License'], FederationReferenceType extends FederationReferenceTypes['License'] = FederationReferenceTypes['License']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['License']> | FederationReferenceType, FederationReferenceType, ContextType>;
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  assigneeKinds?: Resolver<Maybe<Array<ResolversTypes['AssigneeKind']>>, ParentType, ContextType>;
  assignments?: Resolver<Maybe<ResolversTypes['LicenseAssignmentConnection']>, ParentType, ContextType, RequireFields<LicenseAssignmentsArgs, 'first'>>;
  contract?: Resolver<Maybe<ResolversTypes['LicenseContract']>, ParentType, ContextType>;
  cost?: Resolver<Maybe<ResolversTypes['LicenseCost']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  details?: Resolver<Maybe<ResolversTypes['LicenseDetails']>, ParentType, ContextType>;
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  forecast?: Resolver<ResolversTypes['SeatForecast'], ParentType, ContextType, RequireFields<LicenseForecastArgs, 'days'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['Provider'], ParentType, ContextType>;
  seatHistory?: Resolver<Array<ResolversTypes['SeatCount']>, ParentType, ContextType, Partial<LicenseSeatHistoryArgs>>;
  seats?: Resolver<Maybe<ResolversTypes['Seats']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ReadSource'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LicenseAssignmentResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseAssignment'] = ResolversParentTypes['LicenseAssignment'], FederationReferenceType extends FederationReferenceTypes['LicenseAssignment'] = FederationReferenceTypes['LicenseAssignment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['LicenseAssignment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  assignedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  assignee?: Resolver<ResolversTypes['Assignee'], ParentType, ContextType>;
  heldSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  license?: Resolver<ResolversTypes['License'], ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['EventOrigin']>, ParentType, ContextType>;
  removalOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ReadSource'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AssignmentStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LicenseAssignmentConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseAssignmentConnection'] = ResolversParentTypes['LicenseAssignmentConnection']> = {
  coverage?: Resolver<Array<ResolversTypes['AccountCoverage']>, ParentType, ContextType>;
  edges?: Resolver<Maybe<Array<ResolversTypes['LicenseAssignmentEdge']>>, ParentType, ContextType>;
  nodes?: Resolver<Maybe<Array<ResolversTypes['LicenseAssignment']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
};

export type LicenseAssignmentEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseAssignmentEdge'] = ResolversParentTypes['LicenseAssignmentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['LicenseAssignment'], ParentType, ContextType>;
};

export type LicenseChangeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseChange'] = ResolversParentTypes['LicenseChange'], FederationReferenceType extends FederationReferenceTypes['LicenseChange'] = FederationReferenceTypes['LicenseChange']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['LicenseChange']> | FederationReferenceType, FederationReferenceType, ContextType>;
  action?: Resolver<ResolversTypes['ChangeAction'], ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['AssignmentState']>, ParentType, ContextType>;
  assignee?: Resolver<Maybe<ResolversTypes['Assignee']>, ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['AssignmentState']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  license?: Resolver<Maybe<ResolversTypes['License']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  removalOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  siteAccount?: Resolver<Maybe<ResolversTypes['ChangedSiteAccount']>, ParentType, ContextType>;
  timing?: Resolver<Maybe<ResolversTypes['ChangeTiming']>, ParentType, ContextType>;
  upstreamRequestIds?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  verifiedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  waitsFor?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LicenseChangeConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseChangeConnection'] = ResolversParentTypes['LicenseChangeConnection']> = {
  edges?: Resolver<Maybe<Array<ResolversTypes['LicenseChangeEdge']>>, ParentType, ContextType>;
  nodes?: Resolver<Maybe<Array<ResolversTypes['LicenseChange']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type LicenseChangeEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseChangeEdge'] = ResolversParentTypes['LicenseChangeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['LicenseChange'], ParentType, ContextType>;
};

export type LicenseConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseConnection'] = ResolversParentTypes['LicenseConnection']> = {
  coverage?: Resolver<Array<ResolversTypes['AccountCoverage']>, ParentType, ContextType>;
  edges?: Resolver<Maybe<Array<ResolversTypes['LicenseEdge']>>, ParentType, ContextType>;
  nodes?: Resolver<Maybe<Array<ResolversTypes['License']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
};

export type LicenseContractResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseContract'] = ResolversParentTypes['LicenseContract']> = {
  decideBy?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  end?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  pays?: Resolver<ResolversTypes['ContractPays'], ParentType, ContextType>;
  pricePerSeatMonth?: Resolver<Maybe<ResolversTypes['LicenseMoney']>, ParentType, ContextType>;
  renews?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  seats?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  start?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type LicenseCostResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseCost'] = ResolversParentTypes['LicenseCost']> = {
  monthly?: Resolver<ResolversTypes['LicenseMoney'], ParentType, ContextType>;
  wasted?: Resolver<ResolversTypes['LicenseMoney'], ParentType, ContextType>;
  wastedSeats?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
};

export type LicenseDetailsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseDetails'] = ResolversParentTypes['LicenseDetails']> = {
  __resolveType: TypeResolveFn<'GenesysLicenseDetails' | 'ThingSpaceLicenseDetails' | 'WebexLicenseDetails' | 'YextLicensePackDetails', ParentType, ContextType>;
};

export type LicenseDiffConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseDiffConnection'] = ResolversParentTypes['LicenseDiffConnection']> = {
  counts?: Resolver<Maybe<ResolversTypes['LicenseDiffCounts']>, ParentType, ContextType>;
  coverage?: Resolver<Array<ResolversTypes['AccountCoverage']>, ParentType, ContextType>;
  edges?: Resolver<Maybe<Array<ResolversTypes['LicenseDiffEdge']>>, ParentType, ContextType>;
  nodes?: Resolver<Maybe<Array<ResolversTypes['LicenseDifference']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
};

export type LicenseDiffCountsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseDiffCounts'] = ResolversParentTypes['LicenseDiffCounts']> = {
  assigned?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  removed?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
};

export type LicenseDiffEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseDiffEdge'] = ResolversParentTypes['LicenseDiffEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['LicenseDifference'], ParentType, ContextType>;
};

export type LicenseDifferenceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseDifference'] = ResolversParentTypes['LicenseDifference']> = {
  after?: Resolver<ResolversTypes['AssignmentState'], ParentType, ContextType>;
  assignee?: Resolver<ResolversTypes['Assignee'], ParentType, ContextType>;
  before?: Resolver<ResolversTypes['AssignmentState'], ParentType, ContextType>;
  license?: Resolver<ResolversTypes['License'], ParentType, ContextType>;
};

export type LicenseEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseEdge'] = ResolversParentTypes['LicenseEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['License'], ParentType, ContextType>;
};

export type LicenseEventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseEvent'] = ResolversParentTypes['LicenseEvent']> = {
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['AssignmentState']>, ParentType, ContextType>;
  assignee?: Resolver<Maybe<ResolversTypes['Assignee']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['AssignmentState']>, ParentType, ContextType>;
  change?: Resolver<Maybe<ResolversTypes['LicenseChange']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  holderStateAfter?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  holderStateBefore?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  license?: Resolver<Maybe<ResolversTypes['License']>, ParentType, ContextType>;
  notBefore?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['EventOrigin'], ParentType, ContextType>;
  previousCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  principal?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  seatsAfter?: Resolver<Maybe<ResolversTypes['Seats']>, ParentType, ContextType>;
  seatsBefore?: Resolver<Maybe<ResolversTypes['Seats']>, ParentType, ContextType>;
  what?: Resolver<ResolversTypes['LicenseEventKind'], ParentType, ContextType>;
};

export type LicenseEventConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseEventConnection'] = ResolversParentTypes['LicenseEventConnection']> = {
  edges?: Resolver<Maybe<Array<ResolversTypes['LicenseEventEdge']>>, ParentType, ContextType>;
  nodes?: Resolver<Maybe<Array<ResolversTypes['LicenseEvent']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type LicenseEventEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseEventEdge'] = ResolversParentTypes['LicenseEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['LicenseEvent'], ParentType, ContextType>;
};

export type LicenseFeatureToggleResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseFeatureToggle'] = ResolversParentTypes['LicenseFeatureToggle']> = {
  enabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  featureName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LicenseMoneyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseMoney'] = ResolversParentTypes['LicenseMoney']> = {
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  minorUnits?: Resolver<ResolversTypes['MinorUnits'], ParentType, ContextType>;
};

export type LicenseSavingResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LicenseSaving'] = ResolversParentTypes['LicenseSaving']> = {
  amount?: Resolver<ResolversTypes['LicenseMoney'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export interface MinorUnitsScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['MinorUnits'], any> {
  name: 'MinorUnits';
}

export type MutationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  applyLicenseChanges?: Resolver<ResolversTypes['ChangeSetPayload'], ParentType, ContextType, RequireFields<MutationApplyLicenseChangesArgs, 'input'>>;
  assignLicense?: Resolver<ResolversTypes['ChangeSetPayload'], ParentType, ContextType, RequireFields<MutationAssignLicenseArgs, 'input'>>;
  cancelChangeSet?: Resolver<ResolversTypes['ChangeSetPayload'], ParentType, ContextType, RequireFields<MutationCancelChangeSetArgs, 'input'>>;
  dismissFindings?: Resolver<ResolversTypes['DismissFindingsPayload'], ParentType, ContextType, RequireFields<MutationDismissFindingsArgs, 'input'>>;
  planLicenseChanges?: Resolver<ResolversTypes['ChangeSetPayload'], ParentType, ContextType, RequireFields<MutationPlanLicenseChangesArgs, 'input'>>;
  planReclaim?: Resolver<ResolversTypes['PlanReclaimPayload'], ParentType, ContextType, RequireFields<MutationPlanReclaimArgs, 'input'>>;
  refreshInventory?: Resolver<ResolversTypes['RefreshInventoryPayload'], ParentType, ContextType, RequireFields<MutationRefreshInventoryArgs, 'input'>>;
  removeLicense?: Resolver<ResolversTypes['ChangeSetPayload'], ParentType, ContextType, RequireFields<MutationRemoveLicenseArgs, 'input'>>;
  resolveHeldSweep?: Resolver<ResolversTypes['ResolveHeldSweepPayload'], ParentType, ContextType, RequireFields<MutationResolveHeldSweepArgs, 'input'>>;
  restoreFindings?: Resolver<ResolversTypes['DismissFindingsPayload'], ParentType, ContextType, RequireFields<MutationRestoreFindingsArgs, 'input'>>;
  retryChangeSet?: Resolver<ResolversTypes['ChangeSetPayload'], ParentType, ContextType, RequireFields<MutationRetryChangeSetArgs, 'input'>>;
  scheduleLicenseRemoval?: Resolver<ResolversTypes['ChangeSetPayload'], ParentType, ContextType, RequireFields<MutationScheduleLicenseRemovalArgs, 'input'>>;
  setLicenseFeatureToggle?: Resolver<Maybe<ResolversTypes['LicenseFeatureToggle']>, ParentType, ContextType, RequireFields<MutationSetLicenseFeatureToggleArgs, 'input'>>;
  undoChangeSet?: Resolver<ResolversTypes['ChangeSetPayload'], ParentType, ContextType, RequireFields<MutationUndoChangeSetArgs, 'input'>>;
};

export type NodeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Account' | 'ChangeSet' | 'Device' | 'Entity' | 'License' | 'LicenseAssignment' | 'LicenseChange' | 'User' | 'Workspace', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PersonResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person'], FederationReferenceType extends FederationReferenceTypes['Person'] = FederationReferenceTypes['Person']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Person']> | FederationReferenceType, FederationReferenceType, ContextType>;
  assignments?: Resolver<Maybe<ResolversTypes['LicenseAssignmentConnection']>, ParentType, ContextType, RequireFields<PersonAssignmentsArgs, 'first'>>;
  coverage?: Resolver<Maybe<Array<ResolversTypes['AccountCoverage']>>, ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  users?: Resolver<Maybe<Array<ResolversTypes['User']>>, ParentType, ContextType>;
};

export type PersonConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PersonConnection'] = ResolversParentTypes['PersonConnection']> = {
  coverage?: Resolver<Array<ResolversTypes['AccountCoverage']>, ParentType, ContextType>;
  edges?: Resolver<Maybe<Array<ResolversTypes['PersonEdge']>>, ParentType, ContextType>;
  nodes?: Resolver<Maybe<Array<ResolversTypes['Person']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  unknownEmails?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type PersonEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PersonEdge'] = ResolversParentTypes['PersonEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
};

export type PlanReclaimPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PlanReclaimPayload'] = ResolversParentTypes['PlanReclaimPayload']> = {
  changeSet?: Resolver<Maybe<ResolversTypes['ChangeSet']>, ParentType, ContextType>;
  leftOut?: Resolver<Array<ResolversTypes['ReclaimLeftOut']>, ParentType, ContextType>;
  problemCount?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  problems?: Resolver<Array<ResolversTypes['Problem']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  savings?: Resolver<Maybe<Array<ResolversTypes['LicenseMoney']>>, ParentType, ContextType>;
  seats?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
};

export type ProblemResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Problem'] = ResolversParentTypes['Problem']> = {
  blame?: Resolver<ResolversTypes['Blame'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  providerCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamRequestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProviderResolvers = EnumResolverSignature<{ GENESYS_CLOUD?: any, THINGSPACE?: any, WEBEX?: any, YEXT?: any }, ResolversTypes['Provider']>;

export type QueryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType, RequireFields<QueryAccountArgs, 'key'>>;
  accounts?: Resolver<Array<ResolversTypes['Account']>, ParentType, ContextType>;
  auditEvents?: Resolver<Maybe<ResolversTypes['AuditEventConnection']>, ParentType, ContextType, RequireFields<QueryAuditEventsArgs, 'first' | 'orderBy'>>;
  changeSet?: Resolver<Maybe<ResolversTypes['ChangeSet']>, ParentType, ContextType, RequireFields<QueryChangeSetArgs, 'id'>>;
  changeSets?: Resolver<Maybe<ResolversTypes['ChangeSetConnection']>, ParentType, ContextType, RequireFields<QueryChangeSetsArgs, 'first'>>;
  costs?: Resolver<Maybe<Array<ResolversTypes['AccountCost']>>, ParentType, ContextType, Partial<QueryCostsArgs>>;
  device?: Resolver<Maybe<ResolversTypes['Device']>, ParentType, ContextType, RequireFields<QueryDeviceArgs, 'by'>>;
  devices?: Resolver<Maybe<ResolversTypes['DeviceConnection']>, ParentType, ContextType, RequireFields<QueryDevicesArgs, 'first'>>;
  findingSummary?: Resolver<Maybe<Array<ResolversTypes['FindingSummary']>>, ParentType, ContextType, Partial<QueryFindingSummaryArgs>>;
  findings?: Resolver<Maybe<ResolversTypes['FindingConnection']>, ParentType, ContextType, RequireFields<QueryFindingsArgs, 'first' | 'orderBy'>>;
  inferLicenses?: Resolver<Maybe<Array<ResolversTypes['License']>>, ParentType, ContextType, RequireFields<QueryInferLicensesArgs, 'accountKey' | 'roleIds'>>;
  inventory?: Resolver<Maybe<ResolversTypes['Inventory']>, ParentType, ContextType, Partial<QueryInventoryArgs>>;
  license?: Resolver<Maybe<ResolversTypes['License']>, ParentType, ContextType, RequireFields<QueryLicenseArgs, 'by'>>;
  licenseAssignments?: Resolver<Maybe<ResolversTypes['LicenseAssignmentConnection']>, ParentType, ContextType, RequireFields<QueryLicenseAssignmentsArgs, 'first'>>;
  licenseDiff?: Resolver<Maybe<ResolversTypes['LicenseDiffConnection']>, ParentType, ContextType, RequireFields<QueryLicenseDiffArgs, 'first' | 'from' | 'to'>>;
  licenseEvents?: Resolver<Maybe<ResolversTypes['LicenseEventConnection']>, ParentType, ContextType, RequireFields<QueryLicenseEventsArgs, 'first' | 'fromNow'>>;
  licenseFeatureToggle?: Resolver<Maybe<ResolversTypes['LicenseFeatureToggle']>, ParentType, ContextType, RequireFields<QueryLicenseFeatureToggleArgs, 'accountKey' | 'featureName'>>;
  licenses?: Resolver<Maybe<ResolversTypes['LicenseConnection']>, ParentType, ContextType, RequireFields<QueryLicensesArgs, 'first' | 'orderBy'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<Maybe<Array<Maybe<ResolversTypes['Node']>>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType, RequireFields<QueryPersonArgs, 'email'>>;
  renewals?: Resolver<Maybe<Array<ResolversTypes['Renewal']>>, ParentType, ContextType, RequireFields<QueryRenewalsArgs, 'before'>>;
  scheduledRemovals?: Resolver<Maybe<ResolversTypes['ScheduledRemovalConnection']>, ParentType, ContextType, RequireFields<QueryScheduledRemovalsArgs, 'first'>>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'by'>>;
  users?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<QueryUsersArgs, 'first'>>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type ReadSourceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ReadSource'] = ResolversParentTypes['ReadSource']> = {
  ageSeconds?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['ReadMode'], ParentType, ContextType>;
  observedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ReclaimLeftOutResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ReclaimLeftOut'] = ResolversParentTypes['ReclaimLeftOut']> = {
  count?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['ReclaimLeftOutReason'], ParentType, ContextType>;
};

export type RefreshInventoryPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RefreshInventoryPayload'] = ResolversParentTypes['RefreshInventoryPayload']> = {
  accounts?: Resolver<Array<ResolversTypes['RefreshedAccount']>, ParentType, ContextType>;
  assignees?: Resolver<Array<ResolversTypes['RefreshedAssignee']>, ParentType, ContextType>;
  problems?: Resolver<Array<ResolversTypes['Problem']>, ParentType, ContextType>;
};

export type RefreshedAccountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RefreshedAccount'] = ResolversParentTypes['RefreshedAccount']> = {
  accountKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isNew?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sweep?: Resolver<Maybe<ResolversTypes['Sweep']>, ParentType, ContextType>;
};

export type RefreshedAssigneeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RefreshedAssignee'] = ResolversParentTypes['RefreshedAssignee']> = {
  assignee?: Resolver<Maybe<ResolversTypes['Assignee']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RefreshStatus'], ParentType, ContextType>;
};

export type RenewalResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Renewal'] = ResolversParentTypes['Renewal']> = {
  contract?: Resolver<ResolversTypes['LicenseContract'], ParentType, ContextType>;
  decideBy?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  endsOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  held?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  idle?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  licenses?: Resolver<Array<ResolversTypes['License']>, ParentType, ContextType>;
  monthly?: Resolver<Maybe<ResolversTypes['LicenseMoney']>, ParentType, ContextType>;
  seats?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  suggestedSeats?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
};

export type RequestBudgetResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RequestBudget'] = ResolversParentTypes['RequestBudget']> = {
  changeSets?: Resolver<ResolversTypes['BudgetShare'], ParentType, ContextType>;
  limit?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  remaining?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  reserved?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  resetAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  sweeps?: Resolver<ResolversTypes['BudgetShare'], ParentType, ContextType>;
};

export type ResolveHeldSweepPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ResolveHeldSweepPayload'] = ResolversParentTypes['ResolveHeldSweepPayload']> = {
  problems?: Resolver<Array<ResolversTypes['Problem']>, ParentType, ContextType>;
  sweep?: Resolver<Maybe<ResolversTypes['Sweep']>, ParentType, ContextType>;
};

export type ScheduledRemovalResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ScheduledRemoval'] = ResolversParentTypes['ScheduledRemoval']> = {
  assignee?: Resolver<Maybe<ResolversTypes['Assignee']>, ParentType, ContextType>;
  changeSet?: Resolver<Maybe<ResolversTypes['ChangeSet']>, ParentType, ContextType>;
  dueAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  license?: Resolver<Maybe<ResolversTypes['License']>, ParentType, ContextType>;
  removalOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  zone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ScheduledRemovalConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ScheduledRemovalConnection'] = ResolversParentTypes['ScheduledRemovalConnection']> = {
  edges?: Resolver<Maybe<Array<ResolversTypes['ScheduledRemovalEdge']>>, ParentType, ContextType>;
  nodes?: Resolver<Maybe<Array<ResolversTypes['ScheduledRemoval']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ScheduledRemovalEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ScheduledRemovalEdge'] = ResolversParentTypes['ScheduledRemovalEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ScheduledRemoval'], ParentType, ContextType>;
};

export type SeatCountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SeatCount'] = ResolversParentTypes['SeatCount']> = {
  assigned?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  available?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  day?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  held?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  lowestAvailable?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
};

export type SeatForecastResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SeatForecast'] = ResolversParentTypes['SeatForecast']> = {
  availableOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  backTest?: Resolver<Maybe<ResolversTypes['ForecastBackTest']>, ParentType, ContextType>;
  perDay?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  points?: Resolver<Array<ResolversTypes['ForecastPoint']>, ParentType, ContextType>;
  runsOutEarliest?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  runsOutOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ForecastStatus'], ParentType, ContextType>;
};

export type SeatImpactResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SeatImpact'] = ResolversParentTypes['SeatImpact']> = {
  after?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  license?: Resolver<Maybe<ResolversTypes['License']>, ParentType, ContextType>;
  shortBy?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
};

export type SeatsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Seats'] = ResolversParentTypes['Seats']> = {
  assigned?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  assignedToUsers?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  assignedToWorkspaces?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  available?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  countable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
};

export type SiteAccountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SiteAccount'] = ResolversParentTypes['SiteAccount']> = {
  rawRole?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['SiteRole'], ParentType, ContextType>;
  siteUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SoftwareItemResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SoftwareItem'] = ResolversParentTypes['SoftwareItem']> = {
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  upgradedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  changeSetProgress?: SubscriptionResolver<Maybe<ResolversTypes['ChangeSet']>, "changeSetProgress", ParentType, ContextType, RequireFields<SubscriptionChangeSetProgressArgs, 'id'>>;
  licenseEvents?: SubscriptionResolver<Maybe<ResolversTypes['LicenseEvent']>, "licenseEvents", ParentType, ContextType, Partial<SubscriptionLicenseEventsArgs>>;
};

export type SuggestedChangeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SuggestedChange'] = ResolversParentTypes['SuggestedChange']> = {
  action?: Resolver<ResolversTypes['ChangeAction'], ParentType, ContextType>;
  assignee?: Resolver<ResolversTypes['Assignee'], ParentType, ContextType>;
  license?: Resolver<ResolversTypes['License'], ParentType, ContextType>;
  removalOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  warning?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SweepResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Sweep'] = ResolversParentTypes['Sweep']> = {
  added?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  calls?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  closed?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  heldBack?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  rows?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  sections?: Resolver<Array<ResolversTypes['SweepSection']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SweepStatus'], ParentType, ContextType>;
  waitsUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  why?: Resolver<ResolversTypes['SweepReason'], ParentType, ContextType>;
};

export type SweepSectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SweepSection'] = ResolversParentTypes['SweepSection']> = {
  expected?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  rows?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SweepSectionStatus'], ParentType, ContextType>;
};

export type ThingSpaceLicenseDetailsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ThingSpaceLicenseDetails'] = ResolversParentTypes['ThingSpaceLicenseDetails']> = {
  accountName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  apiVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reportedPageSize?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpstreamCallCountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UpstreamCallCount'] = ResolversParentTypes['UpstreamCallCount']> = {
  made?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  planned?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
};

export type UserResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  activity?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  assignments?: Resolver<Maybe<ResolversTypes['LicenseAssignmentConnection']>, ParentType, ContextType, RequireFields<UserAssignmentsArgs, 'first'>>;
  department?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['UserKind']>, ParentType, ContextType>;
  lastActiveAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  pendingLicenses?: Resolver<Maybe<Array<ResolversTypes['License']>>, ParentType, ContextType>;
  pendingSiteAccounts?: Resolver<Maybe<Array<ResolversTypes['SiteAccount']>>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  rawState?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  siteAccounts?: Resolver<Maybe<Array<ResolversTypes['SiteAccount']>>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ReadSource'], ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['UserState']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  coverage?: Resolver<Array<ResolversTypes['AccountCoverage']>, ParentType, ContextType>;
  edges?: Resolver<Maybe<Array<ResolversTypes['UserEdge']>>, ParentType, ContextType>;
  nodes?: Resolver<Maybe<Array<ResolversTypes['User']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type VendorDriftResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VendorDrift'] = ResolversParentTypes['VendorDrift']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lastSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  times?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  accounts?: Resolver<Maybe<Array<ResolversTypes['Account']>>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WebexLicenseDetailsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WebexLicenseDetails'] = ResolversParentTypes['WebexLicenseDetails']> = {
  isCustomerExperienceEssentials?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isWebexCalling?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isWebexCallingBasic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isWebexCallingProfessional?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isWebexCallingWorkspaces?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  licenseUuid?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawSiteType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  siteType?: Resolver<Maybe<ResolversTypes['WebexSiteType']>, ParentType, ContextType>;
  siteUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subscriptionId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  typeCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkspaceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Workspace'] = ResolversParentTypes['Workspace'], FederationReferenceType extends FederationReferenceTypes['Workspace'] = FederationReferenceTypes['Workspace']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Workspace']> | FederationReferenceType, FederationReferenceType, ContextType>;
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  assignments?: Resolver<Maybe<ResolversTypes['LicenseAssignmentConnection']>, ParentType, ContextType, RequireFields<WorkspaceAssignmentsArgs, 'first'>>;
  callingType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hotdesking?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  locationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ReadSource'], ParentType, ContextType>;
  supportedDevices?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkspaceConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WorkspaceConnection'] = ResolversParentTypes['WorkspaceConnection']> = {
  coverage?: Resolver<Array<ResolversTypes['AccountCoverage']>, ParentType, ContextType>;
  edges?: Resolver<Maybe<Array<ResolversTypes['WorkspaceEdge']>>, ParentType, ContextType>;
  nodes?: Resolver<Maybe<Array<ResolversTypes['Workspace']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
};

export type WorkspaceEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WorkspaceEdge'] = ResolversParentTypes['WorkspaceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Workspace'], ParentType, ContextType>;
};

export type YextLicensePackDetailsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['YextLicensePackDetails'] = ResolversParentTypes['YextLicensePackDetails']> = {
  notes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphContext> = {
  Account?: AccountResolvers<ContextType>;
  AccountCapabilities?: AccountCapabilitiesResolvers<ContextType>;
  AccountCost?: AccountCostResolvers<ContextType>;
  AccountCoverage?: AccountCoverageResolvers<ContextType>;
  AccountHealth?: AccountHealthResolvers<ContextType>;
  Assignee?: AssigneeResolvers<ContextType>;
  AssignmentState?: AssignmentStateResolvers<ContextType>;
  AuditEvent?: AuditEventResolvers<ContextType>;
  AuditEventConnection?: AuditEventConnectionResolvers<ContextType>;
  AuditEventEdge?: AuditEventEdgeResolvers<ContextType>;
  AuditedFinding?: AuditedFindingResolvers<ContextType>;
  BudgetShare?: BudgetShareResolvers<ContextType>;
  ChangeProgress?: ChangeProgressResolvers<ContextType>;
  ChangeSet?: ChangeSetResolvers<ContextType>;
  ChangeSetConnection?: ChangeSetConnectionResolvers<ContextType>;
  ChangeSetEdge?: ChangeSetEdgeResolvers<ContextType>;
  ChangeSetPayload?: ChangeSetPayloadResolvers<ContextType>;
  ChangeTiming?: ChangeTimingResolvers<ContextType>;
  ChangedSiteAccount?: ChangedSiteAccountResolvers<ContextType>;
  Count?: GraphQLScalarType;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Device?: DeviceResolvers<ContextType>;
  DeviceConnection?: DeviceConnectionResolvers<ContextType>;
  DeviceEdge?: DeviceEdgeResolvers<ContextType>;
  DismissFindingsPayload?: DismissFindingsPayloadResolvers<ContextType>;
  Entity?: EntityResolvers<ContextType>;
  EntityConnection?: EntityConnectionResolvers<ContextType>;
  EntityEdge?: EntityEdgeResolvers<ContextType>;
  Finding?: FindingResolvers<ContextType>;
  FindingConnection?: FindingConnectionResolvers<ContextType>;
  FindingDismissal?: FindingDismissalResolvers<ContextType>;
  FindingEdge?: FindingEdgeResolvers<ContextType>;
  FindingEvidence?: FindingEvidenceResolvers<ContextType>;
  FindingSubject?: FindingSubjectResolvers<ContextType>;
  FindingSummary?: FindingSummaryResolvers<ContextType>;
  ForecastBackTest?: ForecastBackTestResolvers<ContextType>;
  ForecastPoint?: ForecastPointResolvers<ContextType>;
  GenesysLicenseDetails?: GenesysLicenseDetailsResolvers<ContextType>;
  Inventory?: InventoryResolvers<ContextType>;
  InventoryAccount?: InventoryAccountResolvers<ContextType>;
  InventoryGroup?: InventoryGroupResolvers<ContextType>;
  InventoryGroupConnection?: InventoryGroupConnectionResolvers<ContextType>;
  InventoryGroupEdge?: InventoryGroupEdgeResolvers<ContextType>;
  InventoryGroupKey?: InventoryGroupKeyResolvers<ContextType>;
  License?: LicenseResolvers<ContextType>;
  LicenseAssignment?: LicenseAssignmentResolvers<ContextType>;
  LicenseAssignmentConnection?: LicenseAssignmentConnectionResolvers<ContextType>;
  LicenseAssignmentEdge?: LicenseAssignmentEdgeResolvers<ContextType>;
  LicenseChange?: LicenseChangeResolvers<ContextType>;
  LicenseChangeConnection?: LicenseChangeConnectionResolvers<ContextType>;
  LicenseChangeEdge?: LicenseChangeEdgeResolvers<ContextType>;
  LicenseConnection?: LicenseConnectionResolvers<ContextType>;
  LicenseContract?: LicenseContractResolvers<ContextType>;
  LicenseCost?: LicenseCostResolvers<ContextType>;
  LicenseDetails?: LicenseDetailsResolvers<ContextType>;
  LicenseDiffConnection?: LicenseDiffConnectionResolvers<ContextType>;
  LicenseDiffCounts?: LicenseDiffCountsResolvers<ContextType>;
  LicenseDiffEdge?: LicenseDiffEdgeResolvers<ContextType>;
  LicenseDifference?: LicenseDifferenceResolvers<ContextType>;
  LicenseEdge?: LicenseEdgeResolvers<ContextType>;
  LicenseEvent?: LicenseEventResolvers<ContextType>;
  LicenseEventConnection?: LicenseEventConnectionResolvers<ContextType>;
  LicenseEventEdge?: LicenseEventEdgeResolvers<ContextType>;
  LicenseFeatureToggle?: LicenseFeatureToggleResolvers<ContextType>;
  LicenseMoney?: LicenseMoneyResolvers<ContextType>;
  LicenseSaving?: LicenseSavingResolvers<ContextType>;
  MinorUnits?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  PersonConnection?: PersonConnectionResolvers<ContextType>;
  PersonEdge?: PersonEdgeResolvers<ContextType>;
  PlanReclaimPayload?: PlanReclaimPayloadResolvers<ContextType>;
  Problem?: ProblemResolvers<ContextType>;
  Provider?: ProviderResolvers;
  Query?: QueryResolvers<ContextType>;
  ReadSource?: ReadSourceResolvers<ContextType>;
  ReclaimLeftOut?: ReclaimLeftOutResolvers<ContextType>;
  RefreshInventoryPayload?: RefreshInventoryPayloadResolvers<ContextType>;
  RefreshedAccount?: RefreshedAccountResolvers<ContextType>;
  RefreshedAssignee?: RefreshedAssigneeResolvers<ContextType>;
  Renewal?: RenewalResolvers<ContextType>;
  RequestBudget?: RequestBudgetResolvers<ContextType>;
  ResolveHeldSweepPayload?: ResolveHeldSweepPayloadResolvers<ContextType>;
  ScheduledRemoval?: ScheduledRemovalResolvers<ContextType>;
  ScheduledRemovalConnection?: ScheduledRemovalConnectionResolvers<ContextType>;
  ScheduledRemovalEdge?: ScheduledRemovalEdgeResolvers<ContextType>;
  SeatCount?: SeatCountResolvers<ContextType>;
  SeatForecast?: SeatForecastResolvers<ContextType>;
  SeatImpact?: SeatImpactResolvers<ContextType>;
  Seats?: SeatsResolvers<ContextType>;
  SiteAccount?: SiteAccountResolvers<ContextType>;
  SoftwareItem?: SoftwareItemResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SuggestedChange?: SuggestedChangeResolvers<ContextType>;
  Sweep?: SweepResolvers<ContextType>;
  SweepSection?: SweepSectionResolvers<ContextType>;
  ThingSpaceLicenseDetails?: ThingSpaceLicenseDetailsResolvers<ContextType>;
  UpstreamCallCount?: UpstreamCallCountResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  VendorDrift?: VendorDriftResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  WebexLicenseDetails?: WebexLicenseDetailsResolvers<ContextType>;
  Workspace?: WorkspaceResolvers<ContextType>;
  WorkspaceConnection?: WorkspaceConnectionResolvers<ContextType>;
  WorkspaceEdge?: WorkspaceEdgeResolvers<ContextType>;
  YextLicensePackDetails?: YextLicensePackDetailsResolvers<ContextType>;
};

