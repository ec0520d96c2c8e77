// Written by `npm run codegen` from schema/ and the documents of src/console: do not edit. `any` is of the generator, which has no option for it.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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
  changes?: Array<LicenseChangeInput> | null | undefined;
  /** True only plans and sends nothing; for `changes` only. */
  dryRun?: boolean | null | undefined;
  /** A text that the caller makes up for this call, of 1 to 255 characters of printable ASCII: the same key with the same input gives the same answer. */
  idempotencyKey?: string | null | undefined;
  /** What happens to the others when some are refused; for `changes` only: a plan already has its own. */
  onProblem?: OnProblem | null | undefined;
  /** A plan made before. */
  plan?: PlanRef | null | undefined;
  /** The reason, for the audit log; 1 to 1,000 characters. */
  reason?: string | null | undefined;
  /** A ticket number, for the audit log; 1 to 200 characters. */
  ticket?: string | null | undefined;
  /** How long to wait for the set to finish, in seconds, 0 to 60. The set goes on after that. */
  waitSeconds?: number | null | undefined;
};

/** The provider's own id of an assignee, with its kind. */
export type AssigneeKey = {
  /** The provider's own id, exactly as it spells it. */
  externalId: string;
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
  {   /** E-mail address of a user, looked for in the license's account. */
  email: string; id?: never; imei?: never; key?: never; }
  |  { email?: never;   /** An id this graph gave out. */
  id: string; imei?: never; key?: never; }
  |  { email?: never; id?: never;   /** IMEI of a device, looked for in the license's account. */
  imei: string; key?: never; }
  |  { email?: never; id?: never; imei?: never;   /** The provider's own id, with its kind; looked for in the license's account. */
  key: AssigneeKey; };

/** Which assignments of the inventory. All conditions given must hold. */
export type AssignmentSearch = {
  /** Keys of accounts; all when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: Array<string> | null | undefined;
  /** Only assignments of these assignees: ids of this graph, at most 100. */
  assigneeIds?: Array<string> | null | undefined;
  /** Held by one of these kinds. */
  assigneeKinds?: Array<AssigneeKind> | null | undefined;
  /** Held by such devices. Error `NOT_SUPPORTED` with `asOf`. */
  device?: DeviceSearch | null | undefined;
  /** First observed in this time. Assignments that were there before the first sweep was over are left out. */
  heldSince?: DateTimeRange | null | undefined;
  /** Only assignments of these licenses: ids of this graph, at most 25. */
  licenseIds?: Array<string> | null | undefined;
  /** Who assigned it. */
  origins?: Array<EventOrigin> | null | undefined;
  /** Kinds of vendors; all when absent. */
  providers?: Array<Provider> | null | undefined;
  /** A removal is known for a day before this one. */
  removalBefore?: string | null | undefined;
  /** Held by somebody or something with this text. Three characters and more are found anywhere in name, e-mail address, IMEI, directory number or id, without regard to case and accents. One or two only where one of these texts as a whole begins with them: of Ada Sato `ad` is found and `sa` is not, `sat` is. Error `NOT_SUPPORTED` with `asOf`. */
  search?: string | null | undefined;
  /** In one of these states. */
  statuses?: Array<AssignmentStatus> | null | undefined;
  /** Held by such users. Error `NOT_SUPPORTED` with `asOf`: what is told of people has no history. */
  user?: UserSearch | null | undefined;
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

/** Which entries of the audit log. All conditions given must hold. */
export type AuditEventFilter = {
  /** Only entries about this account. */
  accountKey?: string | null | undefined;
  /** Only entries of these kinds. */
  actions?: Array<AuditAction> | null | undefined;
  /** Only entries about this assignee. */
  assigneeId?: string | null | undefined;
  /** Only entries of this change set. */
  changeSetId?: string | null | undefined;
  /** Only entries about this license. */
  licenseId?: string | null | undefined;
  /** Only what this caller did: `principal` of the entries. */
  principal?: string | null | undefined;
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

/** A change set to cancel. */
export type CancelChangeSetInput = {
  /** Its id. */
  id: string;
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
  {   /** For Webex licenses. */
  webex: WebexChangeOptionsInput; };

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

/** Which change sets. All conditions given must hold. */
export type ChangeSetFilter = {
  /** Created at this moment or later. */
  from?: string | null | undefined;
  /** Only those this caller asked for: `requestedBy` of the sets. */
  requestedBy?: string | null | undefined;
  /** Only those with one of these statuses. */
  statuses?: Array<ChangeSetStatus> | null | undefined;
  /** Created before this moment. */
  to?: string | null | undefined;
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
  from?: string | null | undefined;
  /** Up to this moment, and without it; without an end when absent. */
  to?: string | null | undefined;
};

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
  accountKeys?: Array<string> | null | undefined;
  /** Whether it is told when they were last active: one of these. */
  activity?: Array<Activity> | null | undefined;
  /** Open findings of one of these rules are about them, dismissed ones left out. */
  findings?: Array<FindingCode> | null | undefined;
  /** Whether firmware can be sent to it over the air. */
  fotaEligible?: boolean | null | undefined;
  /** What they hold. */
  holds?: HoldsSearch | null | undefined;
  /** Last connected at least so many days ago. Devices of which that is not told are left out. */
  idleDays?: number | null | undefined;
  /** Last connected before this moment. Devices of which that is not told are left out. */
  inactiveSince?: string | null | undefined;
  /** Of one of these makers, exactly as the provider spells them. */
  makes?: Array<string> | null | undefined;
  /** Of one of these models, exactly as the provider spells them. */
  models?: Array<string> | null | undefined;
  /** Managed in one of these ways. */
  protocols?: Array<DeviceProtocol> | null | undefined;
  /** Kinds of vendors; all when absent. */
  providers?: Array<Provider> | null | undefined;
  /** Three characters and more are found anywhere in name, IMEI, directory number or id, without regard to case and accents. One or two only where the name, the IMEI, the number or the id as a whole begins with them. */
  search?: string | null | undefined;
  /** In one of these states, in the provider's own words. */
  statuses?: Array<string> | null | undefined;
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
  ids: Array<string>;
  /** The reason, for the audit log; 1 to 1,000 characters. */
  reason?: string | null | undefined;
  /** A ticket number, for the audit log; 1 to 200 characters. */
  ticket?: string | null | undefined;
  /** The day (of UTC) from which they matter again; for good when absent. */
  until?: string | null | undefined;
};

/** Which entities of the inventory. All conditions given must hold. */
export type EntitySearch = {
  /** Keys of accounts; all that have entities when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: Array<string> | null | undefined;
  /** Of one of these types, in the provider's own words. */
  entityTypes?: Array<string> | null | undefined;
  /** Open findings of one of these rules are about them, dismissed ones left out. */
  findings?: Array<FindingCode> | null | undefined;
  /** What they hold. */
  holds?: HoldsSearch | null | undefined;
  /** Kinds of vendors; all when absent. */
  providers?: Array<Provider> | null | undefined;
  /** Three characters and more are found anywhere in name or id, without regard to case and accents. One or two only where the name or the id as a whole begins with them: of Store West `st` is found and `we` is not, `wes` is. */
  search?: string | null | undefined;
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
  accountKey: string;
  /** The provider's own id, exactly as it spells it. */
  externalId: string;
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

/** Which findings. All conditions given must hold. */
export type FindingFilter = {
  /** Keys of accounts; all when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: Array<string> | null | undefined;
  /** About one of these holders: ids of this graph, at most 100. */
  assigneeIds?: Array<string> | null | undefined;
  /** Of one of these rules. */
  codes?: Array<FindingCode> | null | undefined;
  /** About holders in one of these departments, exactly as the provider spells them. */
  departments?: Array<string> | null | undefined;
  /** True: dismissed ones. False: others. Null: both. */
  dismissed?: boolean | null | undefined;
  /** About one of these licenses: ids of this graph, at most 25. */
  licenseIds?: Array<string> | null | undefined;
  /** As sure as this at least. */
  minConfidence?: FindingConfidence | null | undefined;
  /** As grave as this at least. */
  minSeverity?: FindingSeverity | null | undefined;
  /** True: open ones. False: closed ones. Null: both. */
  open?: boolean | null | undefined;
  /** Open for so many days at least. */
  openDays?: number | null | undefined;
  /** Kinds of vendors; all when absent. */
  providers?: Array<Provider> | null | undefined;
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

/** What somebody or something holds. All conditions given must hold; at most 25 ids in all. */
export type HoldsSearch = {
  /** All of these licenses. */
  all?: Array<string> | null | undefined;
  /** At least one of these licenses: ids of this graph. */
  any?: Array<string> | null | undefined;
  /** None of these licenses. */
  none?: Array<string> | null | undefined;
  /** True: holds nothing at all. False: holds something. */
  nothing?: boolean | null | undefined;
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
  inviteExternal?: boolean | null | undefined;
  /** Which license. */
  license: LicenseRef;
  /** What only the vendor of the license knows; nothing when absent. */
  options?: ChangeOptionsInput | null | undefined;
  /** First day without the license; for SCHEDULE_REMOVAL only. */
  removalOn?: string | null | undefined;
  /** Positions in this list, from 0, of other changes that must be `VERIFIED` or `NO_CHANGE` before this one is sent; at most 100. When one of them has another outcome, this one is `SKIPPED`; until a read has shown it, this one is `PENDING` and the set `RUNNING`, not `UNSETTLED`. With it, a move removes the old license only once the new one is there. */
  waitsFor?: Array<number> | null | undefined;
  /**
   * For Webex Calling licenses only.
   * @deprecated Use `options { webex { calling } }`.
   */
  webexCalling?: WebexCallingInput | null | undefined;
  /**
   * For licenses of Webex meeting sites only: which role on the site is meant. HOST when absent.
   * @deprecated Use `options { webex { site } }`.
   */
  webexSite?: WebexSiteInput | null | undefined;
};

/** Which events. All conditions given must hold. */
export type LicenseEventFilter = {
  /** Keys of accounts; all when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: Array<string> | null | undefined;
  /** Only events about these assignees: ids of this graph, at most 100. */
  assigneeIds?: Array<string> | null | undefined;
  /** Observed at this moment or later. */
  from?: string | null | undefined;
  /** Only these kinds of events. */
  kinds?: Array<LicenseEventKind> | null | undefined;
  /** Only events about these licenses: ids of this graph, at most 25. */
  licenseIds?: Array<string> | null | undefined;
  /** Whose doing it was. */
  origins?: Array<EventOrigin> | null | undefined;
  /** Observed before this moment. */
  to?: string | null | undefined;
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

/** Names a license. Give exactly one field. */
export type LicenseRef =
  {   /** An id this graph gave out. */
  id: string; key?: never; }
  |  { id?: never;   /** The provider's own id, with the account it belongs to. */
  key: ExternalKey; };

/** Which licenses of the inventory. All conditions given must hold. */
export type LicenseSearch = {
  /** Keys of accounts; all when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: Array<string> | null | undefined;
  /** Who can hold it: at least one of these. */
  assigneeKinds?: Array<AssigneeKind> | null | undefined;
  /** At most so many seats left; licenses that report none are left out. */
  availableAtMost?: number | null | undefined;
  /** The contract that holds today ends before this day; licenses without one are left out. */
  contractEndsBefore?: string | null | undefined;
  /** Whether its numbers are seats that can run out; licenses that report none, or are no longer listed, are neither. */
  countable?: boolean | null | undefined;
  /** Open findings of one of these rules are about them, dismissed ones left out. */
  findings?: Array<FindingCode> | null | undefined;
  /** True: those that the provider still lists. False: those it lists no more. Null: both. */
  listed?: boolean | null | undefined;
  /** Kinds of vendors; all when absent. */
  providers?: Array<Provider> | null | undefined;
  /** Three characters and more are found anywhere in name or id, without regard to case and accents. One or two only where the name or the id as a whole begins with them: of Cloud CX 3 `cl` is found and `cx` is not, `cx 3` is. */
  search?: string | null | undefined;
  /** Percent of the seats that are taken; licenses that report no seats are left out. */
  utilisation?: PercentRange | null | undefined;
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

/** A range of percentages, both ends included. */
export type PercentRange = {
  /** At most so much; without an end when absent, because more can be taken than was bought. */
  max?: number | null | undefined;
  /** At least so much; from 0 when absent. */
  min?: number | null | undefined;
};

/** Which people of the inventory. All conditions given must hold. */
export type PersonSearch = {
  /** Keys of accounts: only these are looked at; all that have users when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: Array<string> | null | undefined;
  /** One of their users is in one of these departments. */
  departments?: Array<string> | null | undefined;
  /** Only people with these e-mail addresses, in any case; at most 1,000. They are answered in this order, and `unknownEmails` names those that no account knows. */
  emails?: Array<string> | null | undefined;
  /** What they hold, in all the accounts together. */
  holds?: HoldsSearch | null | undefined;
  /** At least so many of the accounts know them. */
  inAccountsAtLeast?: number | null | undefined;
  /** Three characters and more are found anywhere in name, e-mail address or id of one of their users, without regard to case and accents. One or two only where the name, the address or the id as a whole begins with them: of Ada Sato `ad` is found and `sa` is not, `sat` is. */
  search?: string | null | undefined;
};

/** Changes to be planned. */
export type PlanLicenseChangesInput = {
  /** The change requests, at most 10,000. */
  changes: Array<LicenseChangeInput>;
  /** A text that the caller makes up for this call, of 1 to 255 characters of printable ASCII: the same key with the same input gives the same answer. */
  idempotencyKey?: string | null | undefined;
  /** What happens to the others when some are refused. */
  onProblem?: OnProblem | null | undefined;
  /** The reason, for the audit log; 1 to 1,000 characters. */
  reason?: string | null | undefined;
  /** A ticket number, for the audit log; 1 to 200 characters. */
  ticket?: string | null | undefined;
};

/** What to take back. */
export type PlanReclaimInput = {
  /** How much is taken back at most: the smaller of the two holds for each license. The surest and oldest findings come first. */
  cap?: ReclaimCapInput | null | undefined;
  /** Who keeps what they hold, beside those of the configuration. */
  exempt?: ReclaimExemptionsInput | null | undefined;
  /** Which findings: of rules about holders (IDLE_HOLDER, HOLDER_INACTIVE, HOLDER_DELETED, ORPHAN, PENDING_TOO_LONG, HOLDER_NOT_ELIGIBLE), open and not dismissed. */
  filter: FindingFilter;
  /** How many days a finding must have been open. */
  graceDays?: number | null | undefined;
  /** A text that the caller makes up for this call, of 1 to 255 characters of printable ASCII: the same key with the same input gives the same answer. */
  idempotencyKey?: string | null | undefined;
  /** As sure as this at least. */
  minConfidence?: FindingConfidence | null | undefined;
  /** The reason, for the audit log; 1 to 1,000 characters. */
  reason?: string | null | undefined;
  /** First day without the license: the provider takes it away then (`capabilities.nativeScheduledRemoval`), or License Graph does. At once when absent. */
  removalOn?: string | null | undefined;
  /** A ticket number, for the audit log; 1 to 200 characters. */
  ticket?: string | null | undefined;
};

/** A plan, exactly as it was looked at. */
export type PlanRef = {
  /** Its `hash`. */
  hash: string;
  /** Id of the change set that is the plan. */
  id: string;
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

/** Where values come from. */
export type ReadMode =
  /** From the copy that License Graph keeps. */
  | 'INVENTORY'
  /** From the vendor, for this request. */
  | 'LIVE';

/** How much is taken back of one license at most. */
export type ReclaimCapInput = {
  /** Holders, 1 to 10,000. */
  count?: number | null | undefined;
  /** Percent of its holders, 1 to 100; rounded down, and one holder at least. */
  percent?: number | null | undefined;
};

/** Who keeps what they hold. */
export type ReclaimExemptionsInput = {
  /** These holders: ids of this graph, at most 1,000. */
  assigneeIds?: Array<string> | null | undefined;
  /** Users in these departments, exactly as the provider spells them. */
  departments?: Array<string> | null | undefined;
  /** People with these e-mail addresses, at most 1,000. */
  emails?: Array<string> | null | undefined;
  /** Whoever holds these licenses keeps them: ids of this graph, at most 1,000. */
  licenseIds?: Array<string> | null | undefined;
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

/** A change set to retry or to undo. */
export type RepeatChangeSetInput = {
  /** True only plans and sends nothing. */
  dryRun?: boolean | null | undefined;
  /** Its id. */
  id: string;
  /** A text that the caller makes up for this call, of 1 to 255 characters of printable ASCII: the same key with the same input gives the same answer. */
  idempotencyKey?: string | null | undefined;
  /** The reason, for the audit log; 1 to 1,000 characters. */
  reason?: string | null | undefined;
  /** A ticket number, for the audit log; 1 to 200 characters. */
  ticket?: string | null | undefined;
  /** How long to wait for the new set to finish, in seconds, 0 to 60. The set goes on after that. */
  waitSeconds?: number | null | undefined;
};

/** Findings that matter again. */
export type RestoreFindingsInput = {
  /** Their ids, at most 1,000. */
  ids: Array<string>;
  /** The reason, for the audit log; 1 to 1,000 characters. */
  reason?: string | null | undefined;
  /** A ticket number, for the audit log; 1 to 200 characters. */
  ticket?: string | null | undefined;
};

/** Why a sweep was made. */
export type SweepReason =
  /** Somebody asked for it. */
  | 'ASKED'
  /** It was due. */
  | 'DUE'
  /** Licenses and seats only, between two complete ones. */
  | 'SEATS';

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

/** Whether a user belongs to the account's own organisation. */
export type UserKind =
  /** It belongs to another organisation, and holds a license of this one. */
  | 'EXTERNAL'
  /** It belongs to the account's own organisation. */
  | 'INTERNAL'
  /** A kind this version does not know. */
  | 'UNKNOWN';

/** Which users of the inventory. All conditions given must hold. */
export type UserSearch = {
  /** Keys of accounts; all that have users when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: Array<string> | null | undefined;
  /** Whether it is told when they were last active: one of these. */
  activity?: Array<Activity> | null | undefined;
  /** In one of these departments, exactly as the provider spells them. */
  departments?: Array<string> | null | undefined;
  /** Open findings of one of these rules are about them, dismissed ones left out. */
  findings?: Array<FindingCode> | null | undefined;
  /** What they hold. */
  holds?: HoldsSearch | null | undefined;
  /** Last active at least so many days ago. Users of whom that is not told are left out. */
  idleDays?: number | null | undefined;
  /** Last active before this moment. Users of whom that is not told are left out. */
  inactiveSince?: string | null | undefined;
  /** Of one of these kinds. */
  kinds?: Array<UserKind> | null | undefined;
  /** Kinds of vendors; all when absent. */
  providers?: Array<Provider> | null | undefined;
  /** Three characters and more are found anywhere in name, e-mail address or id, without regard to case and accents. One or two only where the name, the address or the id as a whole begins with them: of Ada Sato `ad` is found and `sa` is not, `sat` is. */
  search?: string | null | undefined;
  /** In one of these states. */
  states?: Array<UserState> | null | undefined;
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

/** What a Webex Calling license needs when it is assigned. Whoever holds the license already keeps the details they have. */
export type WebexCallingInput = {
  /** Extension, without the location's prefix. */
  extension?: string | null | undefined;
  /** Webex id of the location; needed when there is no phone number. */
  locationId?: string | null | undefined;
  /** Phone number, E.164. */
  phoneNumber?: string | null | undefined;
};

/** Options of a change of a Webex license. */
export type WebexChangeOptionsInput = {
  /** For Webex Calling licenses only, with ASSIGN. */
  calling?: WebexCallingInput | null | undefined;
  /** True invites the person with this e-mail address from outside the organisation, if none of its users has it. Only with ASSIGN, an assignee by `email`, and a license that people from outside can hold: those of Webex meeting sites. The assignment is `PENDING` until the person accepts. */
  inviteExternal?: boolean | null | undefined;
  /** For licenses of Webex meeting sites only, with ASSIGN or REMOVE: which role on the site is meant. HOST when absent. */
  site?: WebexSiteInput | null | undefined;
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
  siteUrl: string;
};

/** Which workspaces of the inventory. All conditions given must hold. */
export type WorkspaceSearch = {
  /** Keys of accounts; all that have workspaces when absent. An unknown key is the error `UNKNOWN_ACCOUNT`. */
  accountKeys?: Array<string> | null | undefined;
  /** Open findings of one of these rules are about them, dismissed ones left out. */
  findings?: Array<FindingCode> | null | undefined;
  /** What they hold. */
  holds?: HoldsSearch | null | undefined;
  /** Kinds of vendors; all when absent. */
  providers?: Array<Provider> | null | undefined;
  /** Three characters and more are found anywhere in name or id, without regard to case and accents. One or two only where the name or the id as a whole begins with them: of Store West `st` is found and `we` is not, `wes` is. */
  search?: string | null | undefined;
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

export type AccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountsQuery = { accounts: Array<{ key: string, name: string, provider: Provider, health: { circuit: CircuitState, pausedUntil: string | null, lastSuccessAt: string | null, lastProblem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }, requestBudget: { limit: number | null, remaining: number | null, resetAt: string | null } | null }>, inventory: { accounts: Array<{ status: InventoryStatus, observedAt: string | null, nextSweepAt: string | null, account: { key: string }, sweep: { status: SweepStatus, rows: number, waitsUntil: string | null, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null } | null }> } | null };

export type AccountQueryVariables = Exact<{
  key: string;
}>;


export type AccountQuery = { account: { id: string, key: string, name: string, provider: Provider, capabilities: { assigneeKinds: Array<AssigneeKind>, reportsSeats: boolean, nativeScheduledRemoval: boolean, infersLicensesFromRoles: boolean, lookupBatchSize: number, assignmentBatchSize: number }, health: { nextLoginAt: string | null, circuit: CircuitState, pausedUntil: string | null, lastSuccessAt: string | null, vendorDrift: Array<{ field: string, kind: string, times: number, lastSeenAt: string }>, lastProblem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }, requestBudget: { limit: number | null, remaining: number | null, resetAt: string | null, reserved: number | null, sweeps: { share: number, limit: number | null, remaining: number | null, callsPerMinute: number | null }, changeSets: { share: number, limit: number | null, remaining: number | null, callsPerMinute: number | null } } | null } | null, inventory: { accounts: Array<{ status: InventoryStatus, since: string | null, observedAt: string | null, nextSweepAt: string | null, account: { key: string }, sweep: { id: string, why: SweepReason, startedAt: string | null, finishedAt: string | null, calls: number, added: number, changed: number, closed: number, heldBack: number, status: SweepStatus, rows: number, waitsUntil: string | null, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null, sections: Array<{ name: string, status: SweepSectionStatus, rows: number, expected: number | null, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null }> } | null };

export type HealthLineFragment = { circuit: CircuitState, pausedUntil: string | null, lastSuccessAt: string | null, lastProblem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null };

export type SweepLineFragment = { status: SweepStatus, rows: number, waitsUntil: string | null, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null };

export type SweepNowMutationVariables = Exact<{
  key: string;
}>;


export type SweepNowMutation = { refreshInventory: { accounts: Array<{ isNew: boolean }>, problems: Array<{ code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null }> } };

export type ReleaseSweepMutationVariables = Exact<{
  sweepId: string;
  reason?: string | null | undefined;
}>;


export type ReleaseSweepMutation = { resolveHeldSweep: { sweep: { status: SweepStatus } | null, problems: Array<{ code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null }> } };

export type AuditRowFragment = { seq: number, at: string, principal: string, action: AuditAction, outcome: ChangeOutcome | null, status: ChangeSetStatus | null, reason: string | null, ticket: string | null, hash: string, prevHash: string, upstreamRequestIds: Array<string>, changeSet: { id: string, reason: string | null } | null, account: { key: string, name: string, provider: Provider } | null, license: { id: string, name: string | null } | null, assignee:
    | { __typename: 'Device', id: string, externalId: string, displayName: string | null }
    | { __typename: 'Entity', id: string, externalId: string, displayName: string | null }
    | { __typename: 'User', id: string, externalId: string, displayName: string | null }
    | { __typename: 'Workspace', id: string, externalId: string, displayName: string | null }
   | null, before: { held: boolean, removalOn: string | null } | null, after: { held: boolean, removalOn: string | null } | null };

export type AuditEventsQueryVariables = Exact<{
  filter?: AuditEventFilter | null | undefined;
  orderBy?: AuditEventSort | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditEventsQuery = { auditEvents: { nodes: Array<{ seq: number, at: string, principal: string, action: AuditAction, outcome: ChangeOutcome | null, status: ChangeSetStatus | null, reason: string | null, ticket: string | null, hash: string, prevHash: string, upstreamRequestIds: Array<string>, changeSet: { id: string, reason: string | null } | null, account: { key: string, name: string, provider: Provider } | null, license: { id: string, name: string | null } | null, assignee:
        | { __typename: 'Device', id: string, externalId: string, displayName: string | null }
        | { __typename: 'Entity', id: string, externalId: string, displayName: string | null }
        | { __typename: 'User', id: string, externalId: string, displayName: string | null }
        | { __typename: 'Workspace', id: string, externalId: string, displayName: string | null }
       | null, before: { held: boolean, removalOn: string | null } | null, after: { held: boolean, removalOn: string | null } | null }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type ChangeSetsQueryVariables = Exact<{
  filter?: ChangeSetFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ChangeSetsQuery = { changeSets: { nodes: Array<{ id: string, status: ChangeSetStatus, hash: string, reason: string | null, ticket: string | null, requestedBy: string, appliedBy: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, expiresAt: string | null, undoOf: string | null, retryOf: string | null, cancelRequested: boolean, progress: { total: number, pending: number, underWay: number, verified: number, acceptedUnverified: number, noChange: number, rejected: number, unknown: number, skipped: number, cancelled: number }, upstreamCalls: { planned: number, made: number } }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type SetAuditQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SetAuditQuery = { auditEvents: { nodes: Array<{ seq: number, at: string, principal: string, action: AuditAction, outcome: ChangeOutcome | null, status: ChangeSetStatus | null, reason: string | null, ticket: string | null, hash: string, prevHash: string, upstreamRequestIds: Array<string>, changeSet: { id: string, reason: string | null } | null, account: { key: string, name: string, provider: Provider } | null, license: { id: string, name: string | null } | null, assignee:
        | { __typename: 'Device', id: string, externalId: string, displayName: string | null }
        | { __typename: 'Entity', id: string, externalId: string, displayName: string | null }
        | { __typename: 'User', id: string, externalId: string, displayName: string | null }
        | { __typename: 'Workspace', id: string, externalId: string, displayName: string | null }
       | null, before: { held: boolean, removalOn: string | null } | null, after: { held: boolean, removalOn: string | null } | null }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type DeviceRowFragment = { id: string, displayName: string | null, externalId: string, imei: string | null, mdn: string | null, make: string | null, model: string | null, firmware: string | null, status: string | null, protocol: DeviceProtocol | null, fotaEligible: boolean | null, activity: Activity | null, lastConnectedAt: string | null, account: { key: string, name: string, provider: Provider } };

export type DevicesQueryVariables = Exact<{
  filter: DeviceSearch;
  orderBy: DeviceSort;
  first: number;
  after?: string | null | undefined;
}>;


export type DevicesQuery = { inventory: { devices: { totalCount: number | null, nodes: Array<{ id: string, displayName: string | null, externalId: string, imei: string | null, mdn: string | null, make: string | null, model: string | null, firmware: string | null, status: string | null, protocol: DeviceProtocol | null, fotaEligible: boolean | null, activity: Activity | null, lastConnectedAt: string | null, assignments: { totalCount: number | null, nodes: Array<{ license: { id: string, name: string | null } }> | null } | null, account: { key: string, name: string, provider: Provider } }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null } | null };

export type DeviceWordsQueryVariables = Exact<{ [key: string]: never; }>;


export type DeviceWordsQuery = { inventory: { models: { nodes: Array<{ keys: Array<{ value: string | null }> }> | null } | null, statuses: { nodes: Array<{ keys: Array<{ value: string | null }> }> | null } | null } | null };

export type DeviceCountsQueryVariables = Exact<{
  something: DeviceSearch;
  nothing: DeviceSearch;
  silent: DeviceSearch;
  never: DeviceSearch;
}>;


export type DeviceCountsQuery = { inventory: { something: { totalCount: number | null } | null, nothing: { totalCount: number | null } | null, silent: { totalCount: number | null } | null, never: { totalCount: number | null } | null } | null };

export type EventsQueryVariables = Exact<{
  filter: LicenseEventFilter;
  seesPeople: boolean;
  after?: string | null | undefined;
}>;


export type EventsQuery = { licenseEvents: { nodes: Array<{ principal?: string | null, id: string, at: string, notBefore: string | null, what: LicenseEventKind, origin: EventOrigin, holderStateBefore: string | null, holderStateAfter: string | null, account: { key: string, name: string, provider: Provider }, license: { id: string, name: string | null } | null, assignee:
        | { __typename: 'Device', id: string, externalId: string, displayName: string | null }
        | { __typename: 'Entity', id: string, externalId: string, displayName: string | null }
        | { __typename: 'User', id: string, externalId: string, displayName: string | null }
        | { __typename: 'Workspace', id: string, externalId: string, displayName: string | null }
       | null, before: { held: boolean, status: AssignmentStatus | null, removalOn: string | null } | null, after: { held: boolean, status: AssignmentStatus | null, removalOn: string | null } | null, seatsBefore: { total: number | null, assigned: number | null, available: number | null, countable: boolean } | null, seatsAfter: { total: number | null, assigned: number | null, available: number | null, countable: boolean } | null }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type EventCountsQueryVariables = Exact<{
  from: string;
  to: string;
  filter?: AssignmentSearch | null | undefined;
}>;


export type EventCountsQuery = { licenseDiff: { totalCount: number | null, counts: { assigned: number, removed: number, changed: number } | null, coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null };

export type EventLineFragment = { id: string, at: string, notBefore: string | null, what: LicenseEventKind, origin: EventOrigin, holderStateBefore: string | null, holderStateAfter: string | null, account: { key: string, name: string, provider: Provider }, license: { id: string, name: string | null } | null, assignee:
    | { __typename: 'Device', id: string, externalId: string, displayName: string | null }
    | { __typename: 'Entity', id: string, externalId: string, displayName: string | null }
    | { __typename: 'User', id: string, externalId: string, displayName: string | null }
    | { __typename: 'Workspace', id: string, externalId: string, displayName: string | null }
   | null, before: { held: boolean, status: AssignmentStatus | null, removalOn: string | null } | null, after: { held: boolean, status: AssignmentStatus | null, removalOn: string | null } | null, seatsBefore: { total: number | null, assigned: number | null, available: number | null, countable: boolean } | null, seatsAfter: { total: number | null, assigned: number | null, available: number | null, countable: boolean } | null };

export type FindingRowFragment = { lastSeenAt: string, seats: number, id: string, code: FindingCode, severity: FindingSeverity, confidence: FindingConfidence, since: string, subject: { key: string | null, account: { key: string, name: string, provider: Provider }, license: { id: string, name: string | null, externalId: string } | null, assignee:
      | { __typename: 'Device', id: string, externalId: string, displayName: string | null }
      | { __typename: 'Entity', id: string, externalId: string, displayName: string | null }
      | { __typename: 'User', id: string, externalId: string, displayName: string | null }
      | { __typename: 'Workspace', id: string, externalId: string, displayName: string | null }
     | null }, suggestedChanges: Array<{ action: ChangeAction, warning: string | null, license: { id: string, name: string | null, externalId: string, account: { key: string, name: string, provider: Provider } }, assignee:
      | { id: string, externalId: string, displayName: string | null, account: { key: string } }
      | { id: string, externalId: string, displayName: string | null, account: { key: string } }
      | { id: string, externalId: string, displayName: string | null, account: { key: string } }
      | { id: string, externalId: string, displayName: string | null, account: { key: string } }
     }>, dismissed: { by: string, at: string, reason: string | null, until: string | null } | null, evidence: Array<{ name: string, value: string }>, saving: { from: string, amount: { minorUnits: number, currency: string } } | null };

export type FindingsQueryVariables = Exact<{
  filter?: FindingFilter | null | undefined;
  orderBy?: FindingSort | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FindingsQuery = { findings: { totalCount: number | null, nodes: Array<{ lastSeenAt: string, seats: number, id: string, code: FindingCode, severity: FindingSeverity, confidence: FindingConfidence, since: string, subject: { key: string | null, account: { key: string, name: string, provider: Provider }, license: { id: string, name: string | null, externalId: string } | null, assignee:
          | { __typename: 'Device', id: string, externalId: string, displayName: string | null }
          | { __typename: 'Entity', id: string, externalId: string, displayName: string | null }
          | { __typename: 'User', id: string, externalId: string, displayName: string | null }
          | { __typename: 'Workspace', id: string, externalId: string, displayName: string | null }
         | null }, suggestedChanges: Array<{ action: ChangeAction, warning: string | null, license: { id: string, name: string | null, externalId: string, account: { key: string, name: string, provider: Provider } }, assignee:
          | { id: string, externalId: string, displayName: string | null, account: { key: string } }
          | { id: string, externalId: string, displayName: string | null, account: { key: string } }
          | { id: string, externalId: string, displayName: string | null, account: { key: string } }
          | { id: string, externalId: string, displayName: string | null, account: { key: string } }
         }>, dismissed: { by: string, at: string, reason: string | null, until: string | null } | null, evidence: Array<{ name: string, value: string }>, saving: { from: string, amount: { minorUnits: number, currency: string } } | null }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null };

export type FoundByRuleFragment = { code: FindingCode, severity: FindingSeverity, count: number, seats: number, savings: Array<{ minorUnits: number, currency: string }> | null };

export type FindingRulesQueryVariables = Exact<{
  filter?: FindingFilter | null | undefined;
}>;


export type FindingRulesQuery = { findingSummary: Array<{ code: FindingCode, severity: FindingSeverity, count: number, seats: number, savings: Array<{ minorUnits: number, currency: string }> | null }> | null };

export type DismissFindingsMutationVariables = Exact<{
  input: DismissFindingsInput;
}>;


export type DismissFindingsMutation = { dismissFindings: { problems: Array<{ code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null }> } };

export type RestoreFindingsMutationVariables = Exact<{
  input: RestoreFindingsInput;
}>;


export type RestoreFindingsMutation = { restoreFindings: { problems: Array<{ code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null }> } };

export type PlanReclaimMutationVariables = Exact<{
  input: PlanReclaimInput;
}>;


export type PlanReclaimMutation = { planReclaim: { problemCount: number, seats: number, changeSet: { id: string, status: ChangeSetStatus, hash: string, reason: string | null, ticket: string | null, requestedBy: string, appliedBy: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, expiresAt: string | null, undoOf: string | null, retryOf: string | null, cancelRequested: boolean, progress: { pendingRemovals: number, total: number, pending: number, underWay: number, verified: number, acceptedUnverified: number, noChange: number, rejected: number, unknown: number, skipped: number, cancelled: number }, seatImpact: Array<{ before: number | null, after: number | null, shortBy: number, license: { id: string, name: string | null, account: { key: string, name: string, provider: Provider }, seats: { total: number | null, assigned: number | null, available: number | null, countable: boolean } | null, contract: { pays: ContractPays, end: string, pricePerSeatMonth: { minorUnits: number, currency: string } | null } | null } | null }>, upstreamCalls: { planned: number, made: number } } | null, problems: Array<{ code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null }>, leftOut: Array<{ reason: ReclaimLeftOutReason, count: number }>, savings: Array<{ minorUnits: number, currency: string }> | null } };

export type HoldersQueryVariables = Exact<{
  asOf?: string | null | undefined;
  filter: AssignmentSearch;
  orderBy: AssignmentSort;
  first: number;
  after?: string | null | undefined;
}>;


export type HoldersQuery = { inventory: { assignments: { totalCount: number | null, nodes: Array<{ id: string, status: AssignmentStatus, assignedAt: string | null, heldSince: string | null, removalOn: string | null, origin: EventOrigin | null, assignee:
          | { __typename: 'Device', imei: string | null, make: string | null, model: string | null, status: string | null, activity: Activity | null, lastConnectedAt: string | null, id: string, displayName: string | null, externalId: string, account: { key: string, name: string, provider: Provider } }
          | { __typename: 'Entity', entityType: string | null, id: string, displayName: string | null, externalId: string, account: { key: string, name: string, provider: Provider } }
          | { __typename: 'User', email: string | null, state: UserState | null, rawState: string | null, activity: Activity | null, lastActiveAt: string | null, department: string | null, id: string, displayName: string | null, externalId: string, account: { key: string, name: string, provider: Provider } }
          | { __typename: 'Workspace', id: string, displayName: string | null, externalId: string, account: { key: string, name: string, provider: Provider } }
        , license: { id: string, name: string | null, externalId: string, account: { key: string, name: string, provider: Provider } } }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null } | null };

export type HolderCountsQueryVariables = Exact<{
  asOf?: string | null | undefined;
  active: AssignmentSearch;
  pending: AssignmentSearch;
  ending: AssignmentSearch;
  users: AssignmentSearch;
  devices: AssignmentSearch;
  workspaces: AssignmentSearch;
  entities: AssignmentSearch;
}>;


export type HolderCountsQuery = { inventory: { active: { totalCount: number | null } | null, pending: { totalCount: number | null } | null, ending: { totalCount: number | null } | null, users: { totalCount: number | null } | null, devices: { totalCount: number | null } | null, workspaces: { totalCount: number | null } | null, entities: { totalCount: number | null } | null } | null };

export type HolderGroupsQueryVariables = Exact<{
  asOf?: string | null | undefined;
  by: Array<GroupKey> | GroupKey;
  filter: AssignmentSearch;
  first: number;
  after?: string | null | undefined;
}>;


export type HolderGroupsQuery = { inventory: { groups: { totalCount: number | null, nodes: Array<{ assignments: number, assignees: number, keys: Array<{ by: GroupKey, value: string | null }>, account: { key: string, name: string, provider: Provider } | null, license: { id: string, name: string | null } | null }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null } | null };

export type LicenseRowFragment = { id: string, name: string | null, externalId: string, assigneeKinds: Array<AssigneeKind> | null, account: { key: string, name: string, provider: Provider }, seats: { total: number | null, assigned: number | null, available: number | null, countable: boolean } | null, assignments: { totalCount: number | null } | null, contract: { end: string, decideBy: string, renews: boolean, pricePerSeatMonth: { minorUnits: number, currency: string } | null } | null };

export type LicensesQueryVariables = Exact<{
  asOf?: string | null | undefined;
  filter: LicenseSearch;
  orderBy: LicenseSort;
  first: number;
  after?: string | null | undefined;
}>;


export type LicensesQuery = { inventory: { licenses: { totalCount: number | null, nodes: Array<{ id: string, name: string | null, externalId: string, assigneeKinds: Array<AssigneeKind> | null, account: { key: string, name: string, provider: Provider }, seats: { total: number | null, assigned: number | null, available: number | null, countable: boolean } | null, assignments: { totalCount: number | null } | null, contract: { end: string, decideBy: string, renews: boolean, pricePerSeatMonth: { minorUnits: number, currency: string } | null } | null }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null } | null };

export type LicenseCountsQueryVariables = Exact<{
  asOf?: string | null | undefined;
  elsewhere: LicenseSearch;
}>;


export type LicenseCountsQuery = { inventory: { licenses: { totalCount: number | null, nodes: Array<{ account: { key: string, provider: Provider } }> | null } | null } | null };

export type LicenseStateCountsQueryVariables = Exact<{
  overbooked: LicenseSearch;
  nearlyExhausted: LicenseSearch;
  runsOut: LicenseSearch;
  unusedSeats: LicenseSearch;
  renewalDue: LicenseSearch;
  notListed: LicenseSearch;
  seatsDisagree: LicenseSearch;
}>;


export type LicenseStateCountsQuery = { inventory: { overbooked: { totalCount: number | null } | null, nearlyExhausted: { totalCount: number | null } | null, runsOut: { totalCount: number | null } | null, unusedSeats: { totalCount: number | null } | null, renewalDue: { totalCount: number | null } | null, notListed: { totalCount: number | null } | null, seatsDisagree: { totalCount: number | null } | null } | null };

export type LicenseStatesQueryVariables = Exact<{
  codes: Array<FindingCode> | FindingCode;
  first: number;
  after?: string | null | undefined;
}>;


export type LicenseStatesQuery = { findings: { totalCount: number | null, nodes: Array<{ code: FindingCode, subject: { license: { id: string } | null } }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type LicenseDrawerQueryVariables = Exact<{
  id: string;
  firstDay: string;
  days: number;
}>;


export type LicenseDrawerQuery = { license: { description: string | null, id: string, name: string | null, externalId: string, assigneeKinds: Array<AssigneeKind> | null, seats: { assignedToUsers: number | null, assignedToWorkspaces: number | null, total: number | null, assigned: number | null, available: number | null, countable: boolean } | null, contract: { pays: ContractPays, seats: number | null, start: string, end: string, decideBy: string, renews: boolean, pricePerSeatMonth: { minorUnits: number, currency: string } | null } | null, cost: { wastedSeats: number, monthly: { minorUnits: number, currency: string }, wasted: { minorUnits: number, currency: string } } | null, seatHistory: Array<{ day: string, held: number, total: number | null }>, forecast: { status: ForecastStatus, availableOn: string | null, perDay: number | null, runsOutOn: string | null, runsOutEarliest: string | null, points: Array<{ day: string, expected: number, low: number, high: number }> }, source: { mode: ReadMode, observedAt: string }, account: { key: string, name: string, provider: Provider }, assignments: { totalCount: number | null } | null } | null, findingSummary: Array<{ code: FindingCode, severity: FindingSeverity, count: number, seats: number, savings: Array<{ minorUnits: number, currency: string }> | null }> | null, findings: { coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null };

export type LicenseHoldersQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;


export type LicenseHoldersQuery = { inventory: { assignments: { totalCount: number | null, nodes: Array<{ id: string, status: AssignmentStatus, assignedAt: string | null, heldSince: string | null, removalOn: string | null, origin: EventOrigin | null, assignee:
          | { __typename: 'Device', imei: string | null, make: string | null, model: string | null, status: string | null, activity: Activity | null, lastConnectedAt: string | null, id: string, displayName: string | null, externalId: string, account: { key: string, name: string, provider: Provider } }
          | { __typename: 'Entity', entityType: string | null, id: string, displayName: string | null, externalId: string, account: { key: string, name: string, provider: Provider } }
          | { __typename: 'User', email: string | null, state: UserState | null, rawState: string | null, activity: Activity | null, lastActiveAt: string | null, department: string | null, id: string, displayName: string | null, externalId: string, account: { key: string, name: string, provider: Provider } }
          | { __typename: 'Workspace', id: string, displayName: string | null, externalId: string, account: { key: string, name: string, provider: Provider } }
        , license: { id: string, name: string | null, externalId: string, account: { key: string, name: string, provider: Provider } } }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null } | null };

export type OverviewSeatsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OverviewSeatsQuery = { inventory: { licenses: { totalCount: number | null, nodes: Array<{ id: string, name: string | null, account: { key: string, name: string, provider: Provider }, seats: { total: number | null, assigned: number | null, available: number | null, countable: boolean } | null }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null } | null };

export type OverviewInsightQueryVariables = Exact<{
  decideBefore: string;
  endsBefore: string;
}>;


export type OverviewInsightQuery = { findingSummary: Array<{ code: FindingCode, severity: FindingSeverity, count: number, seats: number, savings: Array<{ minorUnits: number, currency: string }> | null }> | null, findings: { coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null, renewals: Array<{ decideBy: string, endsOn: string, seats: number | null, held: number | null, suggestedSeats: number | null, monthly: { minorUnits: number, currency: string } | null, contract: { renews: boolean }, licenses: Array<{ id: string, name: string | null, account: { key: string, name: string, provider: Provider } }> }> | null, inventory: { assignments: { totalCount: number | null, nodes: Array<{ removalOn: string | null }> | null } | null } | null };

export type OverviewCostsQueryVariables = Exact<{ [key: string]: never; }>;


export type OverviewCostsQuery = { costs: Array<{ licensesWithoutContract: number | null, account: { key: string, name: string, provider: Provider }, monthly: Array<{ minorUnits: number, currency: string }> | null, wasted: Array<{ minorUnits: number, currency: string }> | null }> | null };

export type OverviewHistoryQueryVariables = Exact<{
  from: string;
  to: string;
  firstDay: string;
}>;


export type OverviewHistoryQuery = { licenseDiff: { totalCount: number | null, counts: { assigned: number, removed: number, changed: number } | null, nodes: Array<{ license: { id: string, name: string | null }, assignee:
        | { externalId: string, displayName: string | null, account: { name: string } }
        | { externalId: string, displayName: string | null, account: { name: string } }
        | { externalId: string, displayName: string | null, account: { name: string } }
        | { externalId: string, displayName: string | null, account: { name: string } }
      , before: { held: boolean }, after: { held: boolean } }> | null, coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null, inventory: { licenses: { totalCount: number | null, nodes: Array<{ id: string, seatHistory: Array<{ day: string, held: number, total: number | null }> }> | null } | null } | null };

export type OverviewAccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type OverviewAccountsQuery = { accounts: Array<{ key: string, name: string, provider: Provider, health: { circuit: CircuitState, pausedUntil: string | null, lastSuccessAt: string | null, lastProblem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }, requestBudget: { limit: number | null, remaining: number | null } | null }>, inventory: { accounts: Array<{ status: InventoryStatus, observedAt: string | null, account: { key: string }, sweep: { problem: { code: string } | null } | null }> } | null };

export type OverviewChangesQueryVariables = Exact<{ [key: string]: never; }>;


export type OverviewChangesQuery = { changeSets: { nodes: Array<{ id: string, status: ChangeSetStatus, reason: string | null, requestedBy: string, createdAt: string, progress: { total: number, verified: number, noChange: number } }> | null } | null };

export type LoginRowFragment = { id: string, displayName: string | null, email: string | null, externalId: string, state: UserState | null, rawState: string | null, kind: UserKind | null, activity: Activity | null, lastActiveAt: string | null, department: string | null, title: string | null, account: { key: string, name: string, provider: Provider } };

export type LoginsQueryVariables = Exact<{
  filter: UserSearch;
  orderBy: UserSort;
  first: number;
  after?: string | null | undefined;
}>;


export type LoginsQuery = { inventory: { users: { totalCount: number | null, nodes: Array<{ id: string, displayName: string | null, email: string | null, externalId: string, state: UserState | null, rawState: string | null, kind: UserKind | null, activity: Activity | null, lastActiveAt: string | null, department: string | null, title: string | null, assignments: { totalCount: number | null, nodes: Array<{ license: { id: string, name: string | null } }> | null } | null, account: { key: string, name: string, provider: Provider } }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null } | null };

export type LoginCountsQueryVariables = Exact<{
  active: UserSearch;
  inactive: UserSearch;
  pending: UserSearch;
  deleted: UserSearch;
  nothing: UserSearch;
  never: UserSearch;
}>;


export type LoginCountsQuery = { inventory: { active: { totalCount: number | null } | null, inactive: { totalCount: number | null } | null, pending: { totalCount: number | null } | null, deleted: { totalCount: number | null } | null, nothing: { totalCount: number | null } | null, never: { totalCount: number | null } | null } | null };

export type HumansQueryVariables = Exact<{
  filter: PersonSearch;
  first: number;
  after?: string | null | undefined;
}>;


export type HumansQuery = { inventory: { people: { totalCount: number | null, unknownEmails: Array<string> | null, nodes: Array<{ email: string, users: Array<{ id: string, displayName: string | null, email: string | null, externalId: string, state: UserState | null, rawState: string | null, kind: UserKind | null, activity: Activity | null, lastActiveAt: string | null, department: string | null, title: string | null, account: { key: string, name: string, provider: Provider } }> | null, assignments: { totalCount: number | null, nodes: Array<{ license: { id: string, name: string | null } }> | null } | null }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null } | null };

export type HumanQueryVariables = Exact<{
  id: string;
}>;


export type HumanQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'ChangeSet' }
    | { __typename: 'Device' }
    | { __typename: 'Entity' }
    | { __typename: 'License' }
    | { __typename: 'LicenseAssignment' }
    | { __typename: 'LicenseChange' }
    | { __typename: 'User', id: string, displayName: string | null, email: string | null, externalId: string, state: UserState | null, rawState: string | null, kind: UserKind | null, activity: Activity | null, lastActiveAt: string | null, department: string | null, title: string | null, assignments: { totalCount: number | null, nodes: Array<{ id: string, status: AssignmentStatus, assignedAt: string | null, heldSince: string | null, removalOn: string | null, origin: EventOrigin | null, license: { id: string, name: string | null, externalId: string, account: { key: string, name: string, provider: Provider } } }> | null } | null, person: { email: string, users: Array<{ id: string, displayName: string | null, email: string | null, externalId: string, state: UserState | null, rawState: string | null, kind: UserKind | null, activity: Activity | null, lastActiveAt: string | null, department: string | null, title: string | null, account: { key: string, name: string, provider: Provider } }> | null, coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> | null, assignments: { totalCount: number | null, nodes: Array<{ id: string, status: AssignmentStatus, assignedAt: string | null, heldSince: string | null, removalOn: string | null, origin: EventOrigin | null, assignee:
              | { __typename: 'Device', imei: string | null, make: string | null, model: string | null, status: string | null, activity: Activity | null, lastConnectedAt: string | null, id: string, displayName: string | null, externalId: string, account: { key: string, name: string, provider: Provider } }
              | { __typename: 'Entity', entityType: string | null, id: string, displayName: string | null, externalId: string, account: { key: string, name: string, provider: Provider } }
              | { __typename: 'User', email: string | null, state: UserState | null, rawState: string | null, activity: Activity | null, lastActiveAt: string | null, department: string | null, id: string, displayName: string | null, externalId: string, account: { key: string, name: string, provider: Provider } }
              | { __typename: 'Workspace', id: string, displayName: string | null, externalId: string, account: { key: string, name: string, provider: Provider } }
            , license: { id: string, name: string | null, externalId: string, account: { key: string, name: string, provider: Provider } } }> | null } | null } | null, account: { key: string, name: string, provider: Provider } }
    | { __typename: 'Workspace' }
   | null };

export type WorkspaceRowFragment = { id: string, displayName: string | null, externalId: string, callingType: string | null, hotdesking: boolean | null, supportedDevices: string | null, createdAt: string | null, account: { key: string, name: string, provider: Provider } };

export type EntityRowFragment = { id: string, displayName: string | null, externalId: string, entityType: string | null, countryCode: string | null, createdAt: string | null, updatedAt: string | null, account: { key: string, name: string, provider: Provider } };

export type WorkspacesQueryVariables = Exact<{
  filter: WorkspaceSearch;
  orderBy: WorkspaceSort;
  first: number;
  after?: string | null | undefined;
}>;


export type WorkspacesQuery = { inventory: { workspaces: { totalCount: number | null, nodes: Array<{ id: string, displayName: string | null, externalId: string, callingType: string | null, hotdesking: boolean | null, supportedDevices: string | null, createdAt: string | null, assignments: { totalCount: number | null, nodes: Array<{ license: { id: string, name: string | null } }> | null } | null, account: { key: string, name: string, provider: Provider } }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null } | null };

export type EntitiesQueryVariables = Exact<{
  filter: EntitySearch;
  orderBy: EntitySort;
  first: number;
  after?: string | null | undefined;
}>;


export type EntitiesQuery = { inventory: { entities: { totalCount: number | null, nodes: Array<{ id: string, displayName: string | null, externalId: string, entityType: string | null, countryCode: string | null, createdAt: string | null, updatedAt: string | null, assignments: { totalCount: number | null, nodes: Array<{ license: { id: string, name: string | null } }> | null } | null, account: { key: string, name: string, provider: Provider } }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null } | null };

export type RenewalsQueryVariables = Exact<{
  before: string;
}>;


export type RenewalsQuery = { renewals: Array<{ decideBy: string, endsOn: string, seats: number | null, held: number | null, idle: number | null, suggestedSeats: number | null, monthly: { minorUnits: number, currency: string } | null, contract: { start: string, end: string, renews: boolean, pays: ContractPays, seats: number | null, pricePerSeatMonth: { minorUnits: number, currency: string } | null }, licenses: Array<{ id: string, name: string | null, account: { key: string, name: string, provider: Provider } }> }> | null, inventory: { licenses: { coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null } | null };

export type LicenseToChangeFragment = { id: string, name: string | null, assigneeKinds: Array<AssigneeKind> | null, account: { key: string, name: string, provider: Provider }, seats: { total: number | null, assigned: number | null, available: number | null, countable: boolean } | null, details:
    | { needsNumber: boolean }
    | Record<PropertyKey, never>
   | null };

export type SetProgressFragment = { id: string, status: ChangeSetStatus, hash: string, reason: string | null, ticket: string | null, requestedBy: string, appliedBy: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, expiresAt: string | null, undoOf: string | null, retryOf: string | null, cancelRequested: boolean, progress: { total: number, pending: number, underWay: number, verified: number, acceptedUnverified: number, noChange: number, rejected: number, unknown: number, skipped: number, cancelled: number }, upstreamCalls: { planned: number, made: number } };

export type PlannedSetFragment = { id: string, status: ChangeSetStatus, hash: string, reason: string | null, ticket: string | null, requestedBy: string, appliedBy: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, expiresAt: string | null, undoOf: string | null, retryOf: string | null, cancelRequested: boolean, progress: { pendingRemovals: number, total: number, pending: number, underWay: number, verified: number, acceptedUnverified: number, noChange: number, rejected: number, unknown: number, skipped: number, cancelled: number }, seatImpact: Array<{ before: number | null, after: number | null, shortBy: number, license: { id: string, name: string | null, account: { key: string, name: string, provider: Provider }, seats: { total: number | null, assigned: number | null, available: number | null, countable: boolean } | null, contract: { pays: ContractPays, end: string, pricePerSeatMonth: { minorUnits: number, currency: string } | null } | null } | null }>, upstreamCalls: { planned: number, made: number } };

export type ChangeRowFragment = { id: string, action: ChangeAction, removalOn: string | null, outcome: ChangeOutcome, attempts: number, verifiedAt: string | null, license: { id: string, name: string | null, account: { key: string, name: string, provider: Provider } } | null, assignee:
    | { __typename: 'Device', id: string, externalId: string, displayName: string | null }
    | { __typename: 'Entity', id: string, externalId: string, displayName: string | null }
    | { __typename: 'User', id: string, externalId: string, displayName: string | null }
    | { __typename: 'Workspace', id: string, externalId: string, displayName: string | null }
   | null, problem: { retryable: boolean, code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null };

export type FindLicensesQueryVariables = Exact<{
  search?: string | null | undefined;
  accountKeys?: Array<string> | string | null | undefined;
}>;


export type FindLicensesQuery = { inventory: { licenses: { totalCount: number | null, nodes: Array<{ id: string, name: string | null, assigneeKinds: Array<AssigneeKind> | null, account: { key: string, name: string, provider: Provider }, seats: { total: number | null, assigned: number | null, available: number | null, countable: boolean } | null, details:
          | { needsNumber: boolean }
          | Record<PropertyKey, never>
         | null }> | null } | null } | null };

export type LicensesToChangeQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type LicensesToChangeQuery = { nodes: Array<
    | { __typename: 'Account' }
    | { __typename: 'ChangeSet' }
    | { __typename: 'Device' }
    | { __typename: 'Entity' }
    | { __typename: 'License', id: string, name: string | null, assigneeKinds: Array<AssigneeKind> | null, account: { key: string, name: string, provider: Provider }, seats: { total: number | null, assigned: number | null, available: number | null, countable: boolean } | null, details:
        | { needsNumber: boolean }
        | Record<PropertyKey, never>
       | null }
    | { __typename: 'LicenseAssignment' }
    | { __typename: 'LicenseChange' }
    | { __typename: 'User' }
    | { __typename: 'Workspace' }
   | null> | null };

export type PlanChangesMutationVariables = Exact<{
  input: PlanLicenseChangesInput;
}>;


export type PlanChangesMutation = { planLicenseChanges: { problemCount: number, changeSet: { id: string, status: ChangeSetStatus, hash: string, reason: string | null, ticket: string | null, requestedBy: string, appliedBy: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, expiresAt: string | null, undoOf: string | null, retryOf: string | null, cancelRequested: boolean, progress: { pendingRemovals: number, total: number, pending: number, underWay: number, verified: number, acceptedUnverified: number, noChange: number, rejected: number, unknown: number, skipped: number, cancelled: number }, seatImpact: Array<{ before: number | null, after: number | null, shortBy: number, license: { id: string, name: string | null, account: { key: string, name: string, provider: Provider }, seats: { total: number | null, assigned: number | null, available: number | null, countable: boolean } | null, contract: { pays: ContractPays, end: string, pricePerSeatMonth: { minorUnits: number, currency: string } | null } | null } | null }>, upstreamCalls: { planned: number, made: number } } | null, problems: Array<{ code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null }> } };

export type PlanUndoMutationVariables = Exact<{
  input: RepeatChangeSetInput;
}>;


export type PlanUndoMutation = { undoChangeSet: { problemCount: number, changeSet: { id: string, status: ChangeSetStatus, hash: string, reason: string | null, ticket: string | null, requestedBy: string, appliedBy: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, expiresAt: string | null, undoOf: string | null, retryOf: string | null, cancelRequested: boolean, progress: { pendingRemovals: number, total: number, pending: number, underWay: number, verified: number, acceptedUnverified: number, noChange: number, rejected: number, unknown: number, skipped: number, cancelled: number }, seatImpact: Array<{ before: number | null, after: number | null, shortBy: number, license: { id: string, name: string | null, account: { key: string, name: string, provider: Provider }, seats: { total: number | null, assigned: number | null, available: number | null, countable: boolean } | null, contract: { pays: ContractPays, end: string, pricePerSeatMonth: { minorUnits: number, currency: string } | null } | null } | null }>, upstreamCalls: { planned: number, made: number } } | null, problems: Array<{ code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null }> } };

export type ApplyPlanMutationVariables = Exact<{
  input: ApplyLicenseChangesInput;
}>;


export type ApplyPlanMutation = { applyLicenseChanges: { changeSet: { id: string, status: ChangeSetStatus, hash: string, reason: string | null, ticket: string | null, requestedBy: string, appliedBy: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, expiresAt: string | null, undoOf: string | null, retryOf: string | null, cancelRequested: boolean, progress: { total: number, pending: number, underWay: number, verified: number, acceptedUnverified: number, noChange: number, rejected: number, unknown: number, skipped: number, cancelled: number }, upstreamCalls: { planned: number, made: number } } | null, problems: Array<{ code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null }> } };

export type RetrySetMutationVariables = Exact<{
  input: RepeatChangeSetInput;
}>;


export type RetrySetMutation = { retryChangeSet: { changeSet: { id: string, status: ChangeSetStatus, hash: string, reason: string | null, ticket: string | null, requestedBy: string, appliedBy: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, expiresAt: string | null, undoOf: string | null, retryOf: string | null, cancelRequested: boolean, progress: { total: number, pending: number, underWay: number, verified: number, acceptedUnverified: number, noChange: number, rejected: number, unknown: number, skipped: number, cancelled: number }, upstreamCalls: { planned: number, made: number } } | null, problems: Array<{ code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null }> } };

export type CancelSetMutationVariables = Exact<{
  input: CancelChangeSetInput;
}>;


export type CancelSetMutation = { cancelChangeSet: { changeSet: { id: string, status: ChangeSetStatus, hash: string, reason: string | null, ticket: string | null, requestedBy: string, appliedBy: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, expiresAt: string | null, undoOf: string | null, retryOf: string | null, cancelRequested: boolean, progress: { total: number, pending: number, underWay: number, verified: number, acceptedUnverified: number, noChange: number, rejected: number, unknown: number, skipped: number, cancelled: number }, upstreamCalls: { planned: number, made: number } } | null, problems: Array<{ code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null }> } };

export type SetNowQueryVariables = Exact<{
  id: string;
}>;


export type SetNowQuery = { changeSet: { id: string, status: ChangeSetStatus, hash: string, reason: string | null, ticket: string | null, requestedBy: string, appliedBy: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, expiresAt: string | null, undoOf: string | null, retryOf: string | null, cancelRequested: boolean, progress: { total: number, pending: number, underWay: number, verified: number, acceptedUnverified: number, noChange: number, rejected: number, unknown: number, skipped: number, cancelled: number }, upstreamCalls: { planned: number, made: number } } | null };

export type SetProgressLiveSubscriptionVariables = Exact<{
  id: string;
}>;


export type SetProgressLiveSubscription = { changeSetProgress: { id: string, status: ChangeSetStatus, hash: string, reason: string | null, ticket: string | null, requestedBy: string, appliedBy: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, expiresAt: string | null, undoOf: string | null, retryOf: string | null, cancelRequested: boolean, progress: { total: number, pending: number, underWay: number, verified: number, acceptedUnverified: number, noChange: number, rejected: number, unknown: number, skipped: number, cancelled: number }, upstreamCalls: { planned: number, made: number } } | null };

export type SetChangesQueryVariables = Exact<{
  id: string;
  outcomes?: Array<ChangeOutcome> | ChangeOutcome | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SetChangesQuery = { changeSet: { id: string, changes: { nodes: Array<{ id: string, action: ChangeAction, removalOn: string | null, outcome: ChangeOutcome, attempts: number, verifiedAt: string | null, license: { id: string, name: string | null, account: { key: string, name: string, provider: Provider } } | null, assignee:
          | { __typename: 'Device', id: string, externalId: string, displayName: string | null }
          | { __typename: 'Entity', id: string, externalId: string, displayName: string | null }
          | { __typename: 'User', id: string, externalId: string, displayName: string | null }
          | { __typename: 'Workspace', id: string, externalId: string, displayName: string | null }
         | null, problem: { retryable: boolean, code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type AccountNameFragment = { key: string, name: string, provider: Provider };

export type ProblemTextFragment = { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null };

export type CoverageFragment = { status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null };

export type SeatCountsFragment = { total: number | null, assigned: number | null, available: number | null, countable: boolean };

export type MoneyFragment = { minorUnits: number, currency: string };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { name: string, scopes: Array<string>, accounts: Array<{ key: string, name: string, provider: Provider, capabilities: { assigneeKinds: Array<AssigneeKind> } }> | null } | null };

type HolderRow_Device_Fragment = { __typename: 'Device', imei: string | null, make: string | null, model: string | null, status: string | null, activity: Activity | null, lastConnectedAt: string | null, id: string, displayName: string | null, externalId: string, account: { key: string, name: string, provider: Provider } };

type HolderRow_Entity_Fragment = { __typename: 'Entity', entityType: string | null, id: string, displayName: string | null, externalId: string, account: { key: string, name: string, provider: Provider } };

type HolderRow_User_Fragment = { __typename: 'User', email: string | null, state: UserState | null, rawState: string | null, activity: Activity | null, lastActiveAt: string | null, department: string | null, id: string, displayName: string | null, externalId: string, account: { key: string, name: string, provider: Provider } };

type HolderRow_Workspace_Fragment = { __typename: 'Workspace', id: string, displayName: string | null, externalId: string, account: { key: string, name: string, provider: Provider } };

export type HolderRowFragment =
  | HolderRow_Device_Fragment
  | HolderRow_Entity_Fragment
  | HolderRow_User_Fragment
  | HolderRow_Workspace_Fragment
;

export type HoldingRowFragment = { id: string, status: AssignmentStatus, assignedAt: string | null, heldSince: string | null, removalOn: string | null, origin: EventOrigin | null, license: { id: string, name: string | null, externalId: string, account: { key: string, name: string, provider: Provider } } };

export type FindingLineFragment = { id: string, code: FindingCode, severity: FindingSeverity, confidence: FindingConfidence, since: string, evidence: Array<{ name: string, value: string }>, saving: { from: string, amount: { minorUnits: number, currency: string } } | null };

export type LicenseNamesQueryVariables = Exact<{ [key: string]: never; }>;


export type LicenseNamesQuery = { inventory: { licenses: { nodes: Array<{ id: string, name: string | null, externalId: string, account: { name: string } }> | null, pageInfo: { hasNextPage: boolean } } | null } | null };

export type DepartmentsQueryVariables = Exact<{ [key: string]: never; }>;


export type DepartmentsQuery = { inventory: { groups: { nodes: Array<{ assignees: number, keys: Array<{ value: string | null }> }> | null } | null } | null };

export type EventsOfQueryVariables = Exact<{
  licenseIds?: Array<string> | string | null | undefined;
  assigneeIds?: Array<string> | string | null | undefined;
  from: string;
  seesPeople: boolean;
}>;


export type EventsOfQuery = { licenseEvents: { nodes: Array<{ principal?: string | null, id: string, at: string, notBefore: string | null, what: LicenseEventKind, origin: EventOrigin, holderStateBefore: string | null, holderStateAfter: string | null, account: { key: string, name: string, provider: Provider }, license: { id: string, name: string | null } | null, assignee:
        | { __typename: 'Device', id: string, externalId: string, displayName: string | null }
        | { __typename: 'Entity', id: string, externalId: string, displayName: string | null }
        | { __typename: 'User', id: string, externalId: string, displayName: string | null }
        | { __typename: 'Workspace', id: string, externalId: string, displayName: string | null }
       | null, before: { held: boolean, status: AssignmentStatus | null, removalOn: string | null } | null, after: { held: boolean, status: AssignmentStatus | null, removalOn: string | null } | null, seatsBefore: { total: number | null, assigned: number | null, available: number | null, countable: boolean } | null, seatsAfter: { total: number | null, assigned: number | null, available: number | null, countable: boolean } | null }> | null, pageInfo: { hasNextPage: boolean } } | null };

export type FindingsOfHoldersQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type FindingsOfHoldersQuery = { findings: { totalCount: number | null, nodes: Array<{ id: string, code: FindingCode, severity: FindingSeverity, confidence: FindingConfidence, since: string, subject: { license: { id: string, name: string | null } | null, account: { name: string } }, evidence: Array<{ name: string, value: string }>, saving: { from: string, amount: { minorUnits: number, currency: string } } | null }> | null, coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, retryAt: string | null, observedAt: string | null, account: { key: string, name: string, provider: Provider }, problem: { code: string, message: string, hint: string | null, retryAt: string | null, path: Array<string> | null } | null }> } | null };

export type HolderQueryVariables = Exact<{
  id: string;
}>;


export type HolderQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'ChangeSet' }
    | { __typename: 'Device', createdAt: string | null, refreshedAt: string | null, id: string, displayName: string | null, externalId: string, imei: string | null, mdn: string | null, make: string | null, model: string | null, firmware: string | null, status: string | null, protocol: DeviceProtocol | null, fotaEligible: boolean | null, activity: Activity | null, lastConnectedAt: string | null, software: Array<{ name: string | null, version: string | null }> | null, source: { observedAt: string }, assignments: { totalCount: number | null, nodes: Array<{ id: string, status: AssignmentStatus, assignedAt: string | null, heldSince: string | null, removalOn: string | null, origin: EventOrigin | null, license: { id: string, name: string | null, externalId: string, account: { key: string, name: string, provider: Provider } } }> | null } | null, account: { key: string, name: string, provider: Provider } }
    | { __typename: 'Entity', id: string, displayName: string | null, externalId: string, entityType: string | null, countryCode: string | null, createdAt: string | null, updatedAt: string | null, source: { observedAt: string }, assignments: { totalCount: number | null, nodes: Array<{ id: string, status: AssignmentStatus, assignedAt: string | null, heldSince: string | null, removalOn: string | null, origin: EventOrigin | null, license: { id: string, name: string | null, externalId: string, account: { key: string, name: string, provider: Provider } } }> | null } | null, account: { key: string, name: string, provider: Provider } }
    | { __typename: 'License' }
    | { __typename: 'LicenseAssignment' }
    | { __typename: 'LicenseChange' }
    | { __typename: 'User' }
    | { __typename: 'Workspace', id: string, displayName: string | null, externalId: string, callingType: string | null, hotdesking: boolean | null, supportedDevices: string | null, createdAt: string | null, source: { observedAt: string }, assignments: { totalCount: number | null, nodes: Array<{ id: string, status: AssignmentStatus, assignedAt: string | null, heldSince: string | null, removalOn: string | null, origin: EventOrigin | null, license: { id: string, name: string | null, externalId: string, account: { key: string, name: string, provider: Provider } } }> | null } | null, account: { key: string, name: string, provider: Provider } }
   | null };

export type HeldFragment = { totalCount: number | null, nodes: Array<{ id: string, status: AssignmentStatus, assignedAt: string | null, heldSince: string | null, removalOn: string | null, origin: EventOrigin | null, license: { id: string, name: string | null, externalId: string, account: { key: string, name: string, provider: Provider } } }> | null };

export type HeldNamesFragment = { totalCount: number | null, nodes: Array<{ license: { id: string, name: string | null } }> | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ProblemTextFragmentDoc = new TypedDocumentString(`
    fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
    `, {"fragmentName":"ProblemText"}) as unknown as TypedDocumentString<ProblemTextFragment, unknown>;
export const HealthLineFragmentDoc = new TypedDocumentString(`
    fragment HealthLine on AccountHealth {
  circuit
  pausedUntil
  lastSuccessAt
  lastProblem {
    ...ProblemText
  }
}
    fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}`, {"fragmentName":"HealthLine"}) as unknown as TypedDocumentString<HealthLineFragment, unknown>;
export const SweepLineFragmentDoc = new TypedDocumentString(`
    fragment SweepLine on Sweep {
  problem {
    ...ProblemText
  }
  status
  rows
  waitsUntil
}
    fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}`, {"fragmentName":"SweepLine"}) as unknown as TypedDocumentString<SweepLineFragment, unknown>;
export const AccountNameFragmentDoc = new TypedDocumentString(`
    fragment AccountName on Account {
  key
  name
  provider
}
    `, {"fragmentName":"AccountName"}) as unknown as TypedDocumentString<AccountNameFragment, unknown>;
export const AuditRowFragmentDoc = new TypedDocumentString(`
    fragment AuditRow on AuditEvent {
  seq
  at
  principal
  action
  outcome
  status
  reason
  ticket
  hash
  prevHash
  changeSet {
    id
    reason
  }
  account {
    ...AccountName
  }
  license {
    id
    name
  }
  assignee {
    __typename
    id
    externalId
    displayName
  }
  before {
    held
    removalOn
  }
  after {
    held
    removalOn
  }
  upstreamRequestIds
}
    fragment AccountName on Account {
  key
  name
  provider
}`, {"fragmentName":"AuditRow"}) as unknown as TypedDocumentString<AuditRowFragment, unknown>;
export const DeviceRowFragmentDoc = new TypedDocumentString(`
    fragment DeviceRow on Device {
  id
  displayName
  externalId
  account {
    ...AccountName
  }
  imei
  mdn
  make
  model
  firmware
  status
  protocol
  fotaEligible
  activity
  lastConnectedAt
}
    fragment AccountName on Account {
  key
  name
  provider
}`, {"fragmentName":"DeviceRow"}) as unknown as TypedDocumentString<DeviceRowFragment, unknown>;
export const SeatCountsFragmentDoc = new TypedDocumentString(`
    fragment SeatCounts on Seats {
  total
  assigned
  available
  countable
}
    `, {"fragmentName":"SeatCounts"}) as unknown as TypedDocumentString<SeatCountsFragment, unknown>;
export const EventLineFragmentDoc = new TypedDocumentString(`
    fragment EventLine on LicenseEvent {
  id
  at
  notBefore
  what
  origin
  account {
    ...AccountName
  }
  license {
    id
    name
  }
  assignee {
    __typename
    id
    externalId
    displayName
  }
  before {
    held
    status
    removalOn
  }
  after {
    held
    status
    removalOn
  }
  seatsBefore {
    ...SeatCounts
  }
  seatsAfter {
    ...SeatCounts
  }
  holderStateBefore
  holderStateAfter
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment SeatCounts on Seats {
  total
  assigned
  available
  countable
}`, {"fragmentName":"EventLine"}) as unknown as TypedDocumentString<EventLineFragment, unknown>;
export const MoneyFragmentDoc = new TypedDocumentString(`
    fragment Money on LicenseMoney {
  minorUnits
  currency
}
    `, {"fragmentName":"Money"}) as unknown as TypedDocumentString<MoneyFragment, unknown>;
export const FindingLineFragmentDoc = new TypedDocumentString(`
    fragment FindingLine on Finding {
  id
  code
  severity
  confidence
  since
  evidence {
    name
    value
  }
  saving {
    amount {
      ...Money
    }
    from
  }
}
    fragment Money on LicenseMoney {
  minorUnits
  currency
}`, {"fragmentName":"FindingLine"}) as unknown as TypedDocumentString<FindingLineFragment, unknown>;
export const FindingRowFragmentDoc = new TypedDocumentString(`
    fragment FindingRow on Finding {
  ...FindingLine
  lastSeenAt
  seats
  subject {
    account {
      ...AccountName
    }
    license {
      id
      name
      externalId
    }
    assignee {
      __typename
      id
      externalId
      displayName
    }
    key
  }
  suggestedChanges {
    action
    warning
    license {
      id
      name
      externalId
      account {
        ...AccountName
      }
    }
    assignee {
      id
      externalId
      displayName
      account {
        key
      }
    }
  }
  dismissed {
    by
    at
    reason
    until
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment Money on LicenseMoney {
  minorUnits
  currency
}
fragment FindingLine on Finding {
  id
  code
  severity
  confidence
  since
  evidence {
    name
    value
  }
  saving {
    amount {
      ...Money
    }
    from
  }
}`, {"fragmentName":"FindingRow"}) as unknown as TypedDocumentString<FindingRowFragment, unknown>;
export const FoundByRuleFragmentDoc = new TypedDocumentString(`
    fragment FoundByRule on FindingSummary {
  code
  severity
  count
  seats
  savings {
    ...Money
  }
}
    fragment Money on LicenseMoney {
  minorUnits
  currency
}`, {"fragmentName":"FoundByRule"}) as unknown as TypedDocumentString<FoundByRuleFragment, unknown>;
export const LicenseRowFragmentDoc = new TypedDocumentString(`
    fragment LicenseRow on License {
  id
  name
  externalId
  account {
    ...AccountName
  }
  assigneeKinds
  seats {
    ...SeatCounts
  }
  assignments(first: 1) {
    totalCount
  }
  contract {
    pricePerSeatMonth {
      ...Money
    }
    end
    decideBy
    renews
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment SeatCounts on Seats {
  total
  assigned
  available
  countable
}
fragment Money on LicenseMoney {
  minorUnits
  currency
}`, {"fragmentName":"LicenseRow"}) as unknown as TypedDocumentString<LicenseRowFragment, unknown>;
export const LoginRowFragmentDoc = new TypedDocumentString(`
    fragment LoginRow on User {
  id
  displayName
  email
  externalId
  account {
    ...AccountName
  }
  state
  rawState
  kind
  activity
  lastActiveAt
  department
  title
}
    fragment AccountName on Account {
  key
  name
  provider
}`, {"fragmentName":"LoginRow"}) as unknown as TypedDocumentString<LoginRowFragment, unknown>;
export const WorkspaceRowFragmentDoc = new TypedDocumentString(`
    fragment WorkspaceRow on Workspace {
  id
  displayName
  externalId
  account {
    ...AccountName
  }
  callingType
  hotdesking
  supportedDevices
  createdAt
}
    fragment AccountName on Account {
  key
  name
  provider
}`, {"fragmentName":"WorkspaceRow"}) as unknown as TypedDocumentString<WorkspaceRowFragment, unknown>;
export const EntityRowFragmentDoc = new TypedDocumentString(`
    fragment EntityRow on Entity {
  id
  displayName
  externalId
  account {
    ...AccountName
  }
  entityType
  countryCode
  createdAt
  updatedAt
}
    fragment AccountName on Account {
  key
  name
  provider
}`, {"fragmentName":"EntityRow"}) as unknown as TypedDocumentString<EntityRowFragment, unknown>;
export const LicenseToChangeFragmentDoc = new TypedDocumentString(`
    fragment LicenseToChange on License {
  id
  name
  account {
    ...AccountName
  }
  assigneeKinds
  seats {
    ...SeatCounts
  }
  details {
    ... on WebexLicenseDetails {
      needsNumber: isWebexCalling
    }
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment SeatCounts on Seats {
  total
  assigned
  available
  countable
}`, {"fragmentName":"LicenseToChange"}) as unknown as TypedDocumentString<LicenseToChangeFragment, unknown>;
export const SetProgressFragmentDoc = new TypedDocumentString(`
    fragment SetProgress on ChangeSet {
  id
  status
  hash
  reason
  ticket
  requestedBy
  appliedBy
  createdAt
  startedAt
  finishedAt
  expiresAt
  undoOf
  retryOf
  cancelRequested
  progress {
    total
    pending
    underWay
    verified
    acceptedUnverified
    noChange
    rejected
    unknown
    skipped
    cancelled
  }
  upstreamCalls {
    planned
    made
  }
}
    `, {"fragmentName":"SetProgress"}) as unknown as TypedDocumentString<SetProgressFragment, unknown>;
export const PlannedSetFragmentDoc = new TypedDocumentString(`
    fragment PlannedSet on ChangeSet {
  ...SetProgress
  progress {
    pendingRemovals
  }
  seatImpact {
    license {
      id
      name
      account {
        ...AccountName
      }
      seats {
        ...SeatCounts
      }
      contract {
        pricePerSeatMonth {
          ...Money
        }
        pays
        end
      }
    }
    before
    after
    shortBy
  }
}
    fragment SetProgress on ChangeSet {
  id
  status
  hash
  reason
  ticket
  requestedBy
  appliedBy
  createdAt
  startedAt
  finishedAt
  expiresAt
  undoOf
  retryOf
  cancelRequested
  progress {
    total
    pending
    underWay
    verified
    acceptedUnverified
    noChange
    rejected
    unknown
    skipped
    cancelled
  }
  upstreamCalls {
    planned
    made
  }
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment SeatCounts on Seats {
  total
  assigned
  available
  countable
}
fragment Money on LicenseMoney {
  minorUnits
  currency
}`, {"fragmentName":"PlannedSet"}) as unknown as TypedDocumentString<PlannedSetFragment, unknown>;
export const ChangeRowFragmentDoc = new TypedDocumentString(`
    fragment ChangeRow on LicenseChange {
  id
  action
  removalOn
  outcome
  attempts
  verifiedAt
  license {
    id
    name
    account {
      ...AccountName
    }
  }
  assignee {
    __typename
    id
    externalId
    displayName
  }
  problem {
    ...ProblemText
    retryable
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}`, {"fragmentName":"ChangeRow"}) as unknown as TypedDocumentString<ChangeRowFragment, unknown>;
export const CoverageFragmentDoc = new TypedDocumentString(`
    fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}`, {"fragmentName":"Coverage"}) as unknown as TypedDocumentString<CoverageFragment, unknown>;
export const HolderRowFragmentDoc = new TypedDocumentString(`
    fragment HolderRow on Assignee {
  __typename
  id
  displayName
  externalId
  account {
    ...AccountName
  }
  ... on User {
    email
    state
    rawState
    activity
    lastActiveAt
    department
  }
  ... on Device {
    imei
    make
    model
    status
    activity
    lastConnectedAt
  }
  ... on Entity {
    entityType
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}`, {"fragmentName":"HolderRow"}) as unknown as TypedDocumentString<HolderRowFragment, unknown>;
export const HoldingRowFragmentDoc = new TypedDocumentString(`
    fragment HoldingRow on LicenseAssignment {
  id
  status
  assignedAt
  heldSince
  removalOn
  origin
  license {
    id
    name
    externalId
    account {
      ...AccountName
    }
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}`, {"fragmentName":"HoldingRow"}) as unknown as TypedDocumentString<HoldingRowFragment, unknown>;
export const HeldFragmentDoc = new TypedDocumentString(`
    fragment Held on LicenseAssignmentConnection {
  totalCount
  nodes {
    ...HoldingRow
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment HoldingRow on LicenseAssignment {
  id
  status
  assignedAt
  heldSince
  removalOn
  origin
  license {
    id
    name
    externalId
    account {
      ...AccountName
    }
  }
}`, {"fragmentName":"Held"}) as unknown as TypedDocumentString<HeldFragment, unknown>;
export const HeldNamesFragmentDoc = new TypedDocumentString(`
    fragment HeldNames on LicenseAssignmentConnection {
  totalCount
  nodes {
    license {
      id
      name
    }
  }
}
    `, {"fragmentName":"HeldNames"}) as unknown as TypedDocumentString<HeldNamesFragment, unknown>;
export const AccountsDocument = new TypedDocumentString(`
    query Accounts {
  accounts {
    ...AccountName
    health {
      ...HealthLine
    }
    requestBudget {
      limit
      remaining
      resetAt
    }
  }
  inventory {
    accounts {
      account {
        key
      }
      status
      observedAt
      nextSweepAt
      sweep {
        ...SweepLine
      }
    }
  }
}
    fragment HealthLine on AccountHealth {
  circuit
  pausedUntil
  lastSuccessAt
  lastProblem {
    ...ProblemText
  }
}
fragment SweepLine on Sweep {
  problem {
    ...ProblemText
  }
  status
  rows
  waitsUntil
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}`) as unknown as TypedDocumentString<AccountsQuery, AccountsQueryVariables>;
export const AccountDocument = new TypedDocumentString(`
    query Account($key: String!) {
  account(key: $key) {
    ...AccountName
    id
    capabilities {
      assigneeKinds
      reportsSeats
      nativeScheduledRemoval
      infersLicensesFromRoles
      lookupBatchSize
      assignmentBatchSize
    }
    health {
      ...HealthLine
      nextLoginAt
      vendorDrift {
        field
        kind
        times
        lastSeenAt
      }
    }
    requestBudget {
      limit
      remaining
      resetAt
      reserved
      sweeps {
        share
        limit
        remaining
        callsPerMinute
      }
      changeSets {
        share
        limit
        remaining
        callsPerMinute
      }
    }
  }
  inventory {
    accounts {
      account {
        key
      }
      status
      since
      observedAt
      nextSweepAt
      sweep {
        ...SweepLine
        id
        why
        startedAt
        finishedAt
        calls
        added
        changed
        closed
        heldBack
        problem {
          ...ProblemText
        }
        sections {
          name
          status
          rows
          expected
          problem {
            ...ProblemText
          }
        }
      }
    }
  }
}
    fragment HealthLine on AccountHealth {
  circuit
  pausedUntil
  lastSuccessAt
  lastProblem {
    ...ProblemText
  }
}
fragment SweepLine on Sweep {
  problem {
    ...ProblemText
  }
  status
  rows
  waitsUntil
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}`) as unknown as TypedDocumentString<AccountQuery, AccountQueryVariables>;
export const SweepNowDocument = new TypedDocumentString(`
    mutation SweepNow($key: String!) {
  refreshInventory(input: {accountKeys: [$key]}) {
    accounts {
      isNew
    }
    problems {
      ...ProblemText
    }
  }
}
    fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}`) as unknown as TypedDocumentString<SweepNowMutation, SweepNowMutationVariables>;
export const ReleaseSweepDocument = new TypedDocumentString(`
    mutation ReleaseSweep($sweepId: ID!, $reason: String) {
  resolveHeldSweep(input: {sweepId: $sweepId, decision: RELEASE, reason: $reason}) {
    sweep {
      status
    }
    problems {
      ...ProblemText
    }
  }
}
    fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}`) as unknown as TypedDocumentString<ReleaseSweepMutation, ReleaseSweepMutationVariables>;
export const AuditEventsDocument = new TypedDocumentString(`
    query AuditEvents($filter: AuditEventFilter, $orderBy: AuditEventSort, $first: Int, $after: String) {
  auditEvents(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes {
      ...AuditRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment AuditRow on AuditEvent {
  seq
  at
  principal
  action
  outcome
  status
  reason
  ticket
  hash
  prevHash
  changeSet {
    id
    reason
  }
  account {
    ...AccountName
  }
  license {
    id
    name
  }
  assignee {
    __typename
    id
    externalId
    displayName
  }
  before {
    held
    removalOn
  }
  after {
    held
    removalOn
  }
  upstreamRequestIds
}
fragment AccountName on Account {
  key
  name
  provider
}`) as unknown as TypedDocumentString<AuditEventsQuery, AuditEventsQueryVariables>;
export const ChangeSetsDocument = new TypedDocumentString(`
    query ChangeSets($filter: ChangeSetFilter, $first: Int, $after: String) {
  changeSets(filter: $filter, first: $first, after: $after) {
    nodes {
      ...SetProgress
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment SetProgress on ChangeSet {
  id
  status
  hash
  reason
  ticket
  requestedBy
  appliedBy
  createdAt
  startedAt
  finishedAt
  expiresAt
  undoOf
  retryOf
  cancelRequested
  progress {
    total
    pending
    underWay
    verified
    acceptedUnverified
    noChange
    rejected
    unknown
    skipped
    cancelled
  }
  upstreamCalls {
    planned
    made
  }
}`) as unknown as TypedDocumentString<ChangeSetsQuery, ChangeSetsQueryVariables>;
export const SetAuditDocument = new TypedDocumentString(`
    query SetAudit($id: ID!, $first: Int, $after: String) {
  auditEvents(filter: {changeSetId: $id}, first: $first, after: $after) {
    nodes {
      ...AuditRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment AuditRow on AuditEvent {
  seq
  at
  principal
  action
  outcome
  status
  reason
  ticket
  hash
  prevHash
  changeSet {
    id
    reason
  }
  account {
    ...AccountName
  }
  license {
    id
    name
  }
  assignee {
    __typename
    id
    externalId
    displayName
  }
  before {
    held
    removalOn
  }
  after {
    held
    removalOn
  }
  upstreamRequestIds
}
fragment AccountName on Account {
  key
  name
  provider
}`) as unknown as TypedDocumentString<SetAuditQuery, SetAuditQueryVariables>;
export const DevicesDocument = new TypedDocumentString(`
    query Devices($filter: DeviceSearch!, $orderBy: DeviceSort!, $first: Int!, $after: String) {
  inventory {
    devices(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      nodes {
        ...DeviceRow
        assignments(first: 5) {
          ...HeldNames
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      coverage {
        ...Coverage
      }
    }
  }
}
    fragment DeviceRow on Device {
  id
  displayName
  externalId
  account {
    ...AccountName
  }
  imei
  mdn
  make
  model
  firmware
  status
  protocol
  fotaEligible
  activity
  lastConnectedAt
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}
fragment HeldNames on LicenseAssignmentConnection {
  totalCount
  nodes {
    license {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<DevicesQuery, DevicesQueryVariables>;
export const DeviceWordsDocument = new TypedDocumentString(`
    query DeviceWords {
  inventory {
    models: groups(by: [MODEL], filter: {assigneeKinds: [DEVICE]}, first: 100) {
      nodes {
        keys {
          value
        }
      }
    }
    statuses: groups(by: [STATE], filter: {assigneeKinds: [DEVICE]}, first: 20) {
      nodes {
        keys {
          value
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DeviceWordsQuery, DeviceWordsQueryVariables>;
export const DeviceCountsDocument = new TypedDocumentString(`
    query DeviceCounts($something: DeviceSearch!, $nothing: DeviceSearch!, $silent: DeviceSearch!, $never: DeviceSearch!) {
  inventory {
    something: devices(filter: $something, first: 1) {
      totalCount
    }
    nothing: devices(filter: $nothing, first: 1) {
      totalCount
    }
    silent: devices(filter: $silent, first: 1) {
      totalCount
    }
    never: devices(filter: $never, first: 1) {
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<DeviceCountsQuery, DeviceCountsQueryVariables>;
export const EventsDocument = new TypedDocumentString(`
    query Events($filter: LicenseEventFilter!, $seesPeople: Boolean!, $after: String) {
  licenseEvents(filter: $filter, first: 100, after: $after) {
    nodes {
      ...EventLine
      principal @include(if: $seesPeople)
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment EventLine on LicenseEvent {
  id
  at
  notBefore
  what
  origin
  account {
    ...AccountName
  }
  license {
    id
    name
  }
  assignee {
    __typename
    id
    externalId
    displayName
  }
  before {
    held
    status
    removalOn
  }
  after {
    held
    status
    removalOn
  }
  seatsBefore {
    ...SeatCounts
  }
  seatsAfter {
    ...SeatCounts
  }
  holderStateBefore
  holderStateAfter
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment SeatCounts on Seats {
  total
  assigned
  available
  countable
}`) as unknown as TypedDocumentString<EventsQuery, EventsQueryVariables>;
export const EventCountsDocument = new TypedDocumentString(`
    query EventCounts($from: DateTime!, $to: DateTime!, $filter: AssignmentSearch) {
  licenseDiff(from: $from, to: $to, filter: $filter, first: 1) {
    totalCount
    counts {
      assigned
      removed
      changed
    }
    coverage {
      ...Coverage
    }
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}`) as unknown as TypedDocumentString<EventCountsQuery, EventCountsQueryVariables>;
export const FindingsDocument = new TypedDocumentString(`
    query Findings($filter: FindingFilter, $orderBy: FindingSort, $first: Int, $after: String) {
  findings(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount
    nodes {
      ...FindingRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    coverage {
      ...Coverage
    }
  }
}
    fragment FindingRow on Finding {
  ...FindingLine
  lastSeenAt
  seats
  subject {
    account {
      ...AccountName
    }
    license {
      id
      name
      externalId
    }
    assignee {
      __typename
      id
      externalId
      displayName
    }
    key
  }
  suggestedChanges {
    action
    warning
    license {
      id
      name
      externalId
      account {
        ...AccountName
      }
    }
    assignee {
      id
      externalId
      displayName
      account {
        key
      }
    }
  }
  dismissed {
    by
    at
    reason
    until
  }
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}
fragment Money on LicenseMoney {
  minorUnits
  currency
}
fragment FindingLine on Finding {
  id
  code
  severity
  confidence
  since
  evidence {
    name
    value
  }
  saving {
    amount {
      ...Money
    }
    from
  }
}`) as unknown as TypedDocumentString<FindingsQuery, FindingsQueryVariables>;
export const FindingRulesDocument = new TypedDocumentString(`
    query FindingRules($filter: FindingFilter) {
  findingSummary(filter: $filter) {
    ...FoundByRule
  }
}
    fragment FoundByRule on FindingSummary {
  code
  severity
  count
  seats
  savings {
    ...Money
  }
}
fragment Money on LicenseMoney {
  minorUnits
  currency
}`) as unknown as TypedDocumentString<FindingRulesQuery, FindingRulesQueryVariables>;
export const DismissFindingsDocument = new TypedDocumentString(`
    mutation DismissFindings($input: DismissFindingsInput!) {
  dismissFindings(input: $input) {
    problems {
      ...ProblemText
    }
  }
}
    fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}`) as unknown as TypedDocumentString<DismissFindingsMutation, DismissFindingsMutationVariables>;
export const RestoreFindingsDocument = new TypedDocumentString(`
    mutation RestoreFindings($input: RestoreFindingsInput!) {
  restoreFindings(input: $input) {
    problems {
      ...ProblemText
    }
  }
}
    fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}`) as unknown as TypedDocumentString<RestoreFindingsMutation, RestoreFindingsMutationVariables>;
export const PlanReclaimDocument = new TypedDocumentString(`
    mutation PlanReclaim($input: PlanReclaimInput!) {
  planReclaim(input: $input) {
    changeSet {
      ...PlannedSet
    }
    problems {
      ...ProblemText
    }
    problemCount
    leftOut {
      reason
      count
    }
    seats
    savings {
      ...Money
    }
  }
}
    fragment SetProgress on ChangeSet {
  id
  status
  hash
  reason
  ticket
  requestedBy
  appliedBy
  createdAt
  startedAt
  finishedAt
  expiresAt
  undoOf
  retryOf
  cancelRequested
  progress {
    total
    pending
    underWay
    verified
    acceptedUnverified
    noChange
    rejected
    unknown
    skipped
    cancelled
  }
  upstreamCalls {
    planned
    made
  }
}
fragment PlannedSet on ChangeSet {
  ...SetProgress
  progress {
    pendingRemovals
  }
  seatImpact {
    license {
      id
      name
      account {
        ...AccountName
      }
      seats {
        ...SeatCounts
      }
      contract {
        pricePerSeatMonth {
          ...Money
        }
        pays
        end
      }
    }
    before
    after
    shortBy
  }
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment SeatCounts on Seats {
  total
  assigned
  available
  countable
}
fragment Money on LicenseMoney {
  minorUnits
  currency
}`) as unknown as TypedDocumentString<PlanReclaimMutation, PlanReclaimMutationVariables>;
export const HoldersDocument = new TypedDocumentString(`
    query Holders($asOf: DateTime, $filter: AssignmentSearch!, $orderBy: AssignmentSort!, $first: Int!, $after: String) {
  inventory(asOf: $asOf) {
    assignments(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      nodes {
        ...HoldingRow
        assignee {
          ...HolderRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      coverage {
        ...Coverage
      }
    }
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}
fragment HolderRow on Assignee {
  __typename
  id
  displayName
  externalId
  account {
    ...AccountName
  }
  ... on User {
    email
    state
    rawState
    activity
    lastActiveAt
    department
  }
  ... on Device {
    imei
    make
    model
    status
    activity
    lastConnectedAt
  }
  ... on Entity {
    entityType
  }
}
fragment HoldingRow on LicenseAssignment {
  id
  status
  assignedAt
  heldSince
  removalOn
  origin
  license {
    id
    name
    externalId
    account {
      ...AccountName
    }
  }
}`) as unknown as TypedDocumentString<HoldersQuery, HoldersQueryVariables>;
export const HolderCountsDocument = new TypedDocumentString(`
    query HolderCounts($asOf: DateTime, $active: AssignmentSearch!, $pending: AssignmentSearch!, $ending: AssignmentSearch!, $users: AssignmentSearch!, $devices: AssignmentSearch!, $workspaces: AssignmentSearch!, $entities: AssignmentSearch!) {
  inventory(asOf: $asOf) {
    active: assignments(filter: $active, first: 1) {
      totalCount
    }
    pending: assignments(filter: $pending, first: 1) {
      totalCount
    }
    ending: assignments(filter: $ending, first: 1) {
      totalCount
    }
    users: assignments(filter: $users, first: 1) {
      totalCount
    }
    devices: assignments(filter: $devices, first: 1) {
      totalCount
    }
    workspaces: assignments(filter: $workspaces, first: 1) {
      totalCount
    }
    entities: assignments(filter: $entities, first: 1) {
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<HolderCountsQuery, HolderCountsQueryVariables>;
export const HolderGroupsDocument = new TypedDocumentString(`
    query HolderGroups($asOf: DateTime, $by: [GroupKey!]!, $filter: AssignmentSearch!, $first: Int!, $after: String) {
  inventory(asOf: $asOf) {
    groups(by: $by, filter: $filter, first: $first, after: $after) {
      totalCount
      nodes {
        keys {
          by
          value
        }
        account {
          ...AccountName
        }
        license {
          id
          name
        }
        assignments
        assignees
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      coverage {
        ...Coverage
      }
    }
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}`) as unknown as TypedDocumentString<HolderGroupsQuery, HolderGroupsQueryVariables>;
export const LicensesDocument = new TypedDocumentString(`
    query Licenses($asOf: DateTime, $filter: LicenseSearch!, $orderBy: LicenseSort!, $first: Int!, $after: String) {
  inventory(asOf: $asOf) {
    licenses(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      nodes {
        ...LicenseRow
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      coverage {
        ...Coverage
      }
    }
  }
}
    fragment LicenseRow on License {
  id
  name
  externalId
  account {
    ...AccountName
  }
  assigneeKinds
  seats {
    ...SeatCounts
  }
  assignments(first: 1) {
    totalCount
  }
  contract {
    pricePerSeatMonth {
      ...Money
    }
    end
    decideBy
    renews
  }
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}
fragment SeatCounts on Seats {
  total
  assigned
  available
  countable
}
fragment Money on LicenseMoney {
  minorUnits
  currency
}`) as unknown as TypedDocumentString<LicensesQuery, LicensesQueryVariables>;
export const LicenseCountsDocument = new TypedDocumentString(`
    query LicenseCounts($asOf: DateTime, $elsewhere: LicenseSearch!) {
  inventory(asOf: $asOf) {
    licenses(filter: $elsewhere, first: 1000) {
      totalCount
      nodes {
        account {
          key
          provider
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LicenseCountsQuery, LicenseCountsQueryVariables>;
export const LicenseStateCountsDocument = new TypedDocumentString(`
    query LicenseStateCounts($overbooked: LicenseSearch!, $nearlyExhausted: LicenseSearch!, $runsOut: LicenseSearch!, $unusedSeats: LicenseSearch!, $renewalDue: LicenseSearch!, $notListed: LicenseSearch!, $seatsDisagree: LicenseSearch!) {
  inventory {
    overbooked: licenses(filter: $overbooked, first: 1) {
      totalCount
    }
    nearlyExhausted: licenses(filter: $nearlyExhausted, first: 1) {
      totalCount
    }
    runsOut: licenses(filter: $runsOut, first: 1) {
      totalCount
    }
    unusedSeats: licenses(filter: $unusedSeats, first: 1) {
      totalCount
    }
    renewalDue: licenses(filter: $renewalDue, first: 1) {
      totalCount
    }
    notListed: licenses(filter: $notListed, first: 1) {
      totalCount
    }
    seatsDisagree: licenses(filter: $seatsDisagree, first: 1) {
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<LicenseStateCountsQuery, LicenseStateCountsQueryVariables>;
export const LicenseStatesDocument = new TypedDocumentString(`
    query LicenseStates($codes: [FindingCode!]!, $first: Int!, $after: String) {
  findings(filter: {codes: $codes}, first: $first, after: $after) {
    totalCount
    nodes {
      code
      subject {
        license {
          id
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<LicenseStatesQuery, LicenseStatesQueryVariables>;
export const LicenseDrawerDocument = new TypedDocumentString(`
    query LicenseDrawer($id: ID!, $firstDay: Date!, $days: Int!) {
  license(by: {id: $id}) {
    ...LicenseRow
    description
    seats {
      assignedToUsers
      assignedToWorkspaces
    }
    contract {
      pays
      seats
      start
    }
    cost {
      monthly {
        ...Money
      }
      wasted {
        ...Money
      }
      wastedSeats
    }
    seatHistory(from: $firstDay) {
      day
      held
      total
    }
    forecast(days: $days) {
      status
      availableOn
      perDay
      runsOutOn
      runsOutEarliest
      points {
        day
        expected
        low
        high
      }
    }
    source {
      mode
      observedAt
    }
  }
  findingSummary(filter: {licenseIds: [$id]}) {
    ...FoundByRule
  }
  findings(filter: {licenseIds: [$id]}, first: 1) {
    coverage {
      ...Coverage
    }
  }
}
    fragment FoundByRule on FindingSummary {
  code
  severity
  count
  seats
  savings {
    ...Money
  }
}
fragment LicenseRow on License {
  id
  name
  externalId
  account {
    ...AccountName
  }
  assigneeKinds
  seats {
    ...SeatCounts
  }
  assignments(first: 1) {
    totalCount
  }
  contract {
    pricePerSeatMonth {
      ...Money
    }
    end
    decideBy
    renews
  }
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}
fragment SeatCounts on Seats {
  total
  assigned
  available
  countable
}
fragment Money on LicenseMoney {
  minorUnits
  currency
}`) as unknown as TypedDocumentString<LicenseDrawerQuery, LicenseDrawerQueryVariables>;
export const LicenseHoldersDocument = new TypedDocumentString(`
    query LicenseHolders($id: ID!, $first: Int!, $after: String) {
  inventory {
    assignments(
      filter: {licenseIds: [$id]}
      orderBy: {field: ASSIGNEE}
      first: $first
      after: $after
    ) {
      totalCount
      nodes {
        ...HoldingRow
        assignee {
          ...HolderRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      coverage {
        ...Coverage
      }
    }
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}
fragment HolderRow on Assignee {
  __typename
  id
  displayName
  externalId
  account {
    ...AccountName
  }
  ... on User {
    email
    state
    rawState
    activity
    lastActiveAt
    department
  }
  ... on Device {
    imei
    make
    model
    status
    activity
    lastConnectedAt
  }
  ... on Entity {
    entityType
  }
}
fragment HoldingRow on LicenseAssignment {
  id
  status
  assignedAt
  heldSince
  removalOn
  origin
  license {
    id
    name
    externalId
    account {
      ...AccountName
    }
  }
}`) as unknown as TypedDocumentString<LicenseHoldersQuery, LicenseHoldersQueryVariables>;
export const OverviewSeatsDocument = new TypedDocumentString(`
    query OverviewSeats($after: String) {
  inventory {
    licenses(
      first: 1000
      after: $after
      orderBy: {field: UTILISATION, direction: DESC}
    ) {
      totalCount
      nodes {
        id
        name
        account {
          ...AccountName
        }
        seats {
          ...SeatCounts
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      coverage {
        ...Coverage
      }
    }
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}
fragment SeatCounts on Seats {
  total
  assigned
  available
  countable
}`) as unknown as TypedDocumentString<OverviewSeatsQuery, OverviewSeatsQueryVariables>;
export const OverviewInsightDocument = new TypedDocumentString(`
    query OverviewInsight($decideBefore: Date!, $endsBefore: Date!) {
  findingSummary {
    ...FoundByRule
  }
  findings(first: 1) {
    coverage {
      ...Coverage
    }
  }
  renewals(before: $decideBefore) {
    decideBy
    endsOn
    seats
    held
    suggestedSeats
    monthly {
      ...Money
    }
    contract {
      renews
    }
    licenses {
      id
      name
      account {
        ...AccountName
      }
    }
  }
  inventory {
    assignments(
      filter: {removalBefore: $endsBefore}
      orderBy: {field: REMOVAL_ON, direction: ASC}
      first: 1
    ) {
      totalCount
      nodes {
        removalOn
      }
    }
  }
}
    fragment FoundByRule on FindingSummary {
  code
  severity
  count
  seats
  savings {
    ...Money
  }
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}
fragment Money on LicenseMoney {
  minorUnits
  currency
}`) as unknown as TypedDocumentString<OverviewInsightQuery, OverviewInsightQueryVariables>;
export const OverviewCostsDocument = new TypedDocumentString(`
    query OverviewCosts {
  costs {
    account {
      ...AccountName
    }
    monthly {
      ...Money
    }
    wasted {
      ...Money
    }
    licensesWithoutContract
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment Money on LicenseMoney {
  minorUnits
  currency
}`) as unknown as TypedDocumentString<OverviewCostsQuery, OverviewCostsQueryVariables>;
export const OverviewHistoryDocument = new TypedDocumentString(`
    query OverviewHistory($from: DateTime!, $to: DateTime!, $firstDay: Date!) {
  licenseDiff(from: $from, to: $to, first: 6) {
    totalCount
    counts {
      assigned
      removed
      changed
    }
    nodes {
      license {
        id
        name
      }
      assignee {
        externalId
        displayName
        account {
          name
        }
      }
      before {
        held
      }
      after {
        held
      }
    }
    coverage {
      ...Coverage
    }
  }
  inventory {
    licenses(first: 25, orderBy: {field: HELD, direction: DESC}) {
      totalCount
      nodes {
        id
        seatHistory(from: $firstDay) {
          day
          held
          total
        }
      }
    }
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}`) as unknown as TypedDocumentString<OverviewHistoryQuery, OverviewHistoryQueryVariables>;
export const OverviewAccountsDocument = new TypedDocumentString(`
    query OverviewAccounts {
  accounts {
    ...AccountName
    health {
      circuit
      pausedUntil
      lastSuccessAt
      lastProblem {
        ...ProblemText
      }
    }
    requestBudget {
      limit
      remaining
    }
  }
  inventory {
    accounts {
      account {
        key
      }
      status
      observedAt
      sweep {
        problem {
          code
        }
      }
    }
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}`) as unknown as TypedDocumentString<OverviewAccountsQuery, OverviewAccountsQueryVariables>;
export const OverviewChangesDocument = new TypedDocumentString(`
    query OverviewChanges {
  changeSets(
    first: 6
    filter: {statuses: [RUNNING, UNSETTLED, SUCCEEDED, PARTIAL, FAILED, CANCELLED]}
  ) {
    nodes {
      id
      status
      reason
      requestedBy
      createdAt
      progress {
        total
        verified
        noChange
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OverviewChangesQuery, OverviewChangesQueryVariables>;
export const LoginsDocument = new TypedDocumentString(`
    query Logins($filter: UserSearch!, $orderBy: UserSort!, $first: Int!, $after: String) {
  inventory {
    users(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      nodes {
        ...LoginRow
        assignments(first: 5) {
          ...HeldNames
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      coverage {
        ...Coverage
      }
    }
  }
}
    fragment LoginRow on User {
  id
  displayName
  email
  externalId
  account {
    ...AccountName
  }
  state
  rawState
  kind
  activity
  lastActiveAt
  department
  title
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}
fragment HeldNames on LicenseAssignmentConnection {
  totalCount
  nodes {
    license {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<LoginsQuery, LoginsQueryVariables>;
export const LoginCountsDocument = new TypedDocumentString(`
    query LoginCounts($active: UserSearch!, $inactive: UserSearch!, $pending: UserSearch!, $deleted: UserSearch!, $nothing: UserSearch!, $never: UserSearch!) {
  inventory {
    active: users(filter: $active, first: 1) {
      totalCount
    }
    inactive: users(filter: $inactive, first: 1) {
      totalCount
    }
    pending: users(filter: $pending, first: 1) {
      totalCount
    }
    deleted: users(filter: $deleted, first: 1) {
      totalCount
    }
    nothing: users(filter: $nothing, first: 1) {
      totalCount
    }
    never: users(filter: $never, first: 1) {
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<LoginCountsQuery, LoginCountsQueryVariables>;
export const HumansDocument = new TypedDocumentString(`
    query Humans($filter: PersonSearch!, $first: Int!, $after: String) {
  inventory {
    people(filter: $filter, first: $first, after: $after) {
      totalCount
      unknownEmails
      nodes {
        email
        users {
          ...LoginRow
        }
        assignments(first: 5) {
          ...HeldNames
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      coverage {
        ...Coverage
      }
    }
  }
}
    fragment LoginRow on User {
  id
  displayName
  email
  externalId
  account {
    ...AccountName
  }
  state
  rawState
  kind
  activity
  lastActiveAt
  department
  title
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}
fragment HeldNames on LicenseAssignmentConnection {
  totalCount
  nodes {
    license {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<HumansQuery, HumansQueryVariables>;
export const HumanDocument = new TypedDocumentString(`
    query Human($id: ID!) {
  node(id: $id) {
    __typename
    ... on User {
      ...LoginRow
      assignments(first: 100) {
        ...Held
      }
      person {
        email
        users {
          ...LoginRow
        }
        coverage {
          ...Coverage
        }
        assignments(first: 100) {
          totalCount
          nodes {
            ...HoldingRow
            assignee {
              ...HolderRow
            }
          }
        }
      }
    }
  }
}
    fragment LoginRow on User {
  id
  displayName
  email
  externalId
  account {
    ...AccountName
  }
  state
  rawState
  kind
  activity
  lastActiveAt
  department
  title
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}
fragment HolderRow on Assignee {
  __typename
  id
  displayName
  externalId
  account {
    ...AccountName
  }
  ... on User {
    email
    state
    rawState
    activity
    lastActiveAt
    department
  }
  ... on Device {
    imei
    make
    model
    status
    activity
    lastConnectedAt
  }
  ... on Entity {
    entityType
  }
}
fragment HoldingRow on LicenseAssignment {
  id
  status
  assignedAt
  heldSince
  removalOn
  origin
  license {
    id
    name
    externalId
    account {
      ...AccountName
    }
  }
}
fragment Held on LicenseAssignmentConnection {
  totalCount
  nodes {
    ...HoldingRow
  }
}`) as unknown as TypedDocumentString<HumanQuery, HumanQueryVariables>;
export const WorkspacesDocument = new TypedDocumentString(`
    query Workspaces($filter: WorkspaceSearch!, $orderBy: WorkspaceSort!, $first: Int!, $after: String) {
  inventory {
    workspaces(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      nodes {
        ...WorkspaceRow
        assignments(first: 5) {
          ...HeldNames
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      coverage {
        ...Coverage
      }
    }
  }
}
    fragment WorkspaceRow on Workspace {
  id
  displayName
  externalId
  account {
    ...AccountName
  }
  callingType
  hotdesking
  supportedDevices
  createdAt
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}
fragment HeldNames on LicenseAssignmentConnection {
  totalCount
  nodes {
    license {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<WorkspacesQuery, WorkspacesQueryVariables>;
export const EntitiesDocument = new TypedDocumentString(`
    query Entities($filter: EntitySearch!, $orderBy: EntitySort!, $first: Int!, $after: String) {
  inventory {
    entities(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      nodes {
        ...EntityRow
        assignments(first: 5) {
          ...HeldNames
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      coverage {
        ...Coverage
      }
    }
  }
}
    fragment EntityRow on Entity {
  id
  displayName
  externalId
  account {
    ...AccountName
  }
  entityType
  countryCode
  createdAt
  updatedAt
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}
fragment HeldNames on LicenseAssignmentConnection {
  totalCount
  nodes {
    license {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<EntitiesQuery, EntitiesQueryVariables>;
export const RenewalsDocument = new TypedDocumentString(`
    query Renewals($before: Date!) {
  renewals(before: $before) {
    decideBy
    endsOn
    seats
    held
    idle
    suggestedSeats
    monthly {
      ...Money
    }
    contract {
      start
      end
      renews
      pays
      seats
      pricePerSeatMonth {
        ...Money
      }
    }
    licenses {
      id
      name
      account {
        ...AccountName
      }
    }
  }
  inventory {
    licenses(first: 1) {
      coverage {
        ...Coverage
      }
    }
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}
fragment Money on LicenseMoney {
  minorUnits
  currency
}`) as unknown as TypedDocumentString<RenewalsQuery, RenewalsQueryVariables>;
export const FindLicensesDocument = new TypedDocumentString(`
    query FindLicenses($search: String, $accountKeys: [String!]) {
  inventory {
    licenses(filter: {search: $search, accountKeys: $accountKeys}, first: 8) {
      totalCount
      nodes {
        ...LicenseToChange
      }
    }
  }
}
    fragment LicenseToChange on License {
  id
  name
  account {
    ...AccountName
  }
  assigneeKinds
  seats {
    ...SeatCounts
  }
  details {
    ... on WebexLicenseDetails {
      needsNumber: isWebexCalling
    }
  }
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment SeatCounts on Seats {
  total
  assigned
  available
  countable
}`) as unknown as TypedDocumentString<FindLicensesQuery, FindLicensesQueryVariables>;
export const LicensesToChangeDocument = new TypedDocumentString(`
    query LicensesToChange($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    ...LicenseToChange
  }
}
    fragment LicenseToChange on License {
  id
  name
  account {
    ...AccountName
  }
  assigneeKinds
  seats {
    ...SeatCounts
  }
  details {
    ... on WebexLicenseDetails {
      needsNumber: isWebexCalling
    }
  }
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment SeatCounts on Seats {
  total
  assigned
  available
  countable
}`) as unknown as TypedDocumentString<LicensesToChangeQuery, LicensesToChangeQueryVariables>;
export const PlanChangesDocument = new TypedDocumentString(`
    mutation PlanChanges($input: PlanLicenseChangesInput!) {
  planLicenseChanges(input: $input) {
    changeSet {
      ...PlannedSet
    }
    problems {
      ...ProblemText
    }
    problemCount
  }
}
    fragment SetProgress on ChangeSet {
  id
  status
  hash
  reason
  ticket
  requestedBy
  appliedBy
  createdAt
  startedAt
  finishedAt
  expiresAt
  undoOf
  retryOf
  cancelRequested
  progress {
    total
    pending
    underWay
    verified
    acceptedUnverified
    noChange
    rejected
    unknown
    skipped
    cancelled
  }
  upstreamCalls {
    planned
    made
  }
}
fragment PlannedSet on ChangeSet {
  ...SetProgress
  progress {
    pendingRemovals
  }
  seatImpact {
    license {
      id
      name
      account {
        ...AccountName
      }
      seats {
        ...SeatCounts
      }
      contract {
        pricePerSeatMonth {
          ...Money
        }
        pays
        end
      }
    }
    before
    after
    shortBy
  }
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment SeatCounts on Seats {
  total
  assigned
  available
  countable
}
fragment Money on LicenseMoney {
  minorUnits
  currency
}`) as unknown as TypedDocumentString<PlanChangesMutation, PlanChangesMutationVariables>;
export const PlanUndoDocument = new TypedDocumentString(`
    mutation PlanUndo($input: RepeatChangeSetInput!) {
  undoChangeSet(input: $input) {
    changeSet {
      ...PlannedSet
    }
    problems {
      ...ProblemText
    }
    problemCount
  }
}
    fragment SetProgress on ChangeSet {
  id
  status
  hash
  reason
  ticket
  requestedBy
  appliedBy
  createdAt
  startedAt
  finishedAt
  expiresAt
  undoOf
  retryOf
  cancelRequested
  progress {
    total
    pending
    underWay
    verified
    acceptedUnverified
    noChange
    rejected
    unknown
    skipped
    cancelled
  }
  upstreamCalls {
    planned
    made
  }
}
fragment PlannedSet on ChangeSet {
  ...SetProgress
  progress {
    pendingRemovals
  }
  seatImpact {
    license {
      id
      name
      account {
        ...AccountName
      }
      seats {
        ...SeatCounts
      }
      contract {
        pricePerSeatMonth {
          ...Money
        }
        pays
        end
      }
    }
    before
    after
    shortBy
  }
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment SeatCounts on Seats {
  total
  assigned
  available
  countable
}
fragment Money on LicenseMoney {
  minorUnits
  currency
}`) as unknown as TypedDocumentString<PlanUndoMutation, PlanUndoMutationVariables>;
export const ApplyPlanDocument = new TypedDocumentString(`
    mutation ApplyPlan($input: ApplyLicenseChangesInput!) {
  applyLicenseChanges(input: $input) {
    changeSet {
      ...SetProgress
    }
    problems {
      ...ProblemText
    }
  }
}
    fragment SetProgress on ChangeSet {
  id
  status
  hash
  reason
  ticket
  requestedBy
  appliedBy
  createdAt
  startedAt
  finishedAt
  expiresAt
  undoOf
  retryOf
  cancelRequested
  progress {
    total
    pending
    underWay
    verified
    acceptedUnverified
    noChange
    rejected
    unknown
    skipped
    cancelled
  }
  upstreamCalls {
    planned
    made
  }
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}`) as unknown as TypedDocumentString<ApplyPlanMutation, ApplyPlanMutationVariables>;
export const RetrySetDocument = new TypedDocumentString(`
    mutation RetrySet($input: RepeatChangeSetInput!) {
  retryChangeSet(input: $input) {
    changeSet {
      ...SetProgress
    }
    problems {
      ...ProblemText
    }
  }
}
    fragment SetProgress on ChangeSet {
  id
  status
  hash
  reason
  ticket
  requestedBy
  appliedBy
  createdAt
  startedAt
  finishedAt
  expiresAt
  undoOf
  retryOf
  cancelRequested
  progress {
    total
    pending
    underWay
    verified
    acceptedUnverified
    noChange
    rejected
    unknown
    skipped
    cancelled
  }
  upstreamCalls {
    planned
    made
  }
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}`) as unknown as TypedDocumentString<RetrySetMutation, RetrySetMutationVariables>;
export const CancelSetDocument = new TypedDocumentString(`
    mutation CancelSet($input: CancelChangeSetInput!) {
  cancelChangeSet(input: $input) {
    changeSet {
      ...SetProgress
    }
    problems {
      ...ProblemText
    }
  }
}
    fragment SetProgress on ChangeSet {
  id
  status
  hash
  reason
  ticket
  requestedBy
  appliedBy
  createdAt
  startedAt
  finishedAt
  expiresAt
  undoOf
  retryOf
  cancelRequested
  progress {
    total
    pending
    underWay
    verified
    acceptedUnverified
    noChange
    rejected
    unknown
    skipped
    cancelled
  }
  upstreamCalls {
    planned
    made
  }
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}`) as unknown as TypedDocumentString<CancelSetMutation, CancelSetMutationVariables>;
export const SetNowDocument = new TypedDocumentString(`
    query SetNow($id: ID!) {
  changeSet(id: $id) {
    ...SetProgress
  }
}
    fragment SetProgress on ChangeSet {
  id
  status
  hash
  reason
  ticket
  requestedBy
  appliedBy
  createdAt
  startedAt
  finishedAt
  expiresAt
  undoOf
  retryOf
  cancelRequested
  progress {
    total
    pending
    underWay
    verified
    acceptedUnverified
    noChange
    rejected
    unknown
    skipped
    cancelled
  }
  upstreamCalls {
    planned
    made
  }
}`) as unknown as TypedDocumentString<SetNowQuery, SetNowQueryVariables>;
export const SetProgressLiveDocument = new TypedDocumentString(`
    subscription SetProgressLive($id: ID!) {
  changeSetProgress(id: $id) {
    ...SetProgress
  }
}
    fragment SetProgress on ChangeSet {
  id
  status
  hash
  reason
  ticket
  requestedBy
  appliedBy
  createdAt
  startedAt
  finishedAt
  expiresAt
  undoOf
  retryOf
  cancelRequested
  progress {
    total
    pending
    underWay
    verified
    acceptedUnverified
    noChange
    rejected
    unknown
    skipped
    cancelled
  }
  upstreamCalls {
    planned
    made
  }
}`) as unknown as TypedDocumentString<SetProgressLiveSubscription, SetProgressLiveSubscriptionVariables>;
export const SetChangesDocument = new TypedDocumentString(`
    query SetChanges($id: ID!, $outcomes: [ChangeOutcome!], $first: Int, $after: String) {
  changeSet(id: $id) {
    id
    changes(first: $first, after: $after, outcomes: $outcomes) {
      nodes {
        ...ChangeRow
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment ChangeRow on LicenseChange {
  id
  action
  removalOn
  outcome
  attempts
  verifiedAt
  license {
    id
    name
    account {
      ...AccountName
    }
  }
  assignee {
    __typename
    id
    externalId
    displayName
  }
  problem {
    ...ProblemText
    retryable
  }
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}`) as unknown as TypedDocumentString<SetChangesQuery, SetChangesQueryVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    name
    scopes
    accounts {
      ...AccountName
      capabilities {
        assigneeKinds
      }
    }
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}`) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const LicenseNamesDocument = new TypedDocumentString(`
    query LicenseNames {
  inventory {
    licenses(filter: {listed: null}, first: 1000) {
      nodes {
        id
        name
        externalId
        account {
          name
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LicenseNamesQuery, LicenseNamesQueryVariables>;
export const DepartmentsDocument = new TypedDocumentString(`
    query Departments {
  inventory {
    groups(by: [DEPARTMENT], first: 200) {
      nodes {
        keys {
          value
        }
        assignees
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DepartmentsQuery, DepartmentsQueryVariables>;
export const EventsOfDocument = new TypedDocumentString(`
    query EventsOf($licenseIds: [ID!], $assigneeIds: [ID!], $from: DateTime!, $seesPeople: Boolean!) {
  licenseEvents(
    filter: {licenseIds: $licenseIds, assigneeIds: $assigneeIds, from: $from}
    first: 100
  ) {
    nodes {
      ...EventLine
      principal @include(if: $seesPeople)
    }
    pageInfo {
      hasNextPage
    }
  }
}
    fragment EventLine on LicenseEvent {
  id
  at
  notBefore
  what
  origin
  account {
    ...AccountName
  }
  license {
    id
    name
  }
  assignee {
    __typename
    id
    externalId
    displayName
  }
  before {
    held
    status
    removalOn
  }
  after {
    held
    status
    removalOn
  }
  seatsBefore {
    ...SeatCounts
  }
  seatsAfter {
    ...SeatCounts
  }
  holderStateBefore
  holderStateAfter
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment SeatCounts on Seats {
  total
  assigned
  available
  countable
}`) as unknown as TypedDocumentString<EventsOfQuery, EventsOfQueryVariables>;
export const FindingsOfHoldersDocument = new TypedDocumentString(`
    query FindingsOfHolders($ids: [ID!]!) {
  findings(filter: {assigneeIds: $ids}, first: 20) {
    totalCount
    nodes {
      ...FindingLine
      subject {
        license {
          id
          name
        }
        account {
          name
        }
      }
    }
    coverage {
      ...Coverage
    }
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
fragment Coverage on AccountCoverage {
  account {
    ...AccountName
  }
  status
  reason
  retryAt
  observedAt
  problem {
    ...ProblemText
  }
}
fragment Money on LicenseMoney {
  minorUnits
  currency
}
fragment FindingLine on Finding {
  id
  code
  severity
  confidence
  since
  evidence {
    name
    value
  }
  saving {
    amount {
      ...Money
    }
    from
  }
}`) as unknown as TypedDocumentString<FindingsOfHoldersQuery, FindingsOfHoldersQueryVariables>;
export const HolderDocument = new TypedDocumentString(`
    query Holder($id: ID!) {
  node(id: $id) {
    __typename
    ... on Device {
      ...DeviceRow
      createdAt
      refreshedAt
      software {
        name
        version
      }
      source {
        observedAt
      }
      assignments(first: 100) {
        ...Held
      }
    }
    ... on Workspace {
      ...WorkspaceRow
      source {
        observedAt
      }
      assignments(first: 100) {
        ...Held
      }
    }
    ... on Entity {
      ...EntityRow
      source {
        observedAt
      }
      assignments(first: 100) {
        ...Held
      }
    }
  }
}
    fragment DeviceRow on Device {
  id
  displayName
  externalId
  account {
    ...AccountName
  }
  imei
  mdn
  make
  model
  firmware
  status
  protocol
  fotaEligible
  activity
  lastConnectedAt
}
fragment WorkspaceRow on Workspace {
  id
  displayName
  externalId
  account {
    ...AccountName
  }
  callingType
  hotdesking
  supportedDevices
  createdAt
}
fragment EntityRow on Entity {
  id
  displayName
  externalId
  account {
    ...AccountName
  }
  entityType
  countryCode
  createdAt
  updatedAt
}
fragment AccountName on Account {
  key
  name
  provider
}
fragment HoldingRow on LicenseAssignment {
  id
  status
  assignedAt
  heldSince
  removalOn
  origin
  license {
    id
    name
    externalId
    account {
      ...AccountName
    }
  }
}
fragment Held on LicenseAssignmentConnection {
  totalCount
  nodes {
    ...HoldingRow
  }
}`) as unknown as TypedDocumentString<HolderQuery, HolderQueryVariables>;