// Written by `npm run codegen` from schema/ and the documents of src/console: do not edit.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Whether the vendor tells when somebody or something was last active. */
export type Activity =
  /** It says that there was no activity yet. */
  | 'NEVER'
  /** It says nothing: that is no sign of idleness. */
  | 'NOT_TOLD'
  /** It tells when. */
  | 'TOLD';

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
  /** Whose doing it was. */
  origins?: Array<EventOrigin> | null | undefined;
  /** Kinds of vendors; all when absent. */
  providers?: Array<Provider> | null | undefined;
  /** A removal is known for a day before this one. */
  removalBefore?: string | null | undefined;
  /** In one of these states. */
  statuses?: Array<AssignmentStatus> | null | undefined;
  /** Held by such users. Error `NOT_SUPPORTED` with `asOf`: what is told of people has no history. */
  user?: UserSearch | null | undefined;
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
  /** The account was first swept later than the moment that is asked for. */
  | 'BEFORE_HISTORY'
  /** The provider failed on an earlier page of this walk. */
  | 'FAILED_EARLIER'
  /** The account has not been swept whole yet: rows of it are missing from the inventory. */
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
  /** The last sweep would have closed so many rows of the account that it closed none: rows may be listed that are gone. */
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
  /** Three characters and more: anywhere in name, IMEI, directory number or id, without regard to case and accents. Fewer: where one of them begins. */
  search?: string | null | undefined;
  /** In one of these states, in the provider's own words. */
  statuses?: Array<string> | null | undefined;
};

/** Whose doing a change of an assignment was, as far as it was observed. */
export type EventOrigin =
  /** Somebody else, or something at the vendor. */
  | 'EXTERNAL'
  /** A date that was known before. */
  | 'SCHEDULE'
  /** A change set of License Graph. */
  | 'THIS_API';

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
  /** Somebody or something holds a license and was last active over 90 days ago. Whoever the vendor tells nothing of is never idle. */
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
  /** By the forecast the seats run out before the contract ends. */
  | 'RUNS_OUT'
  /** The vendor's own count of seats and the holders that were seen disagree. */
  | 'SEATS_DISAGREE'
  /** A sweep would have closed so many rows that it closed none: somebody has to look. */
  | 'SWEEP_HELD'
  /** Seats that nobody has taken for 30 days. */
  | 'UNUSED_SEATS';

/** How grave a finding is. */
export type FindingSeverity =
  /** Somebody should look today. */
  | 'HIGH'
  /** Good to know. */
  | 'INFO'
  /** Somebody should look. */
  | 'MEDIUM';

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
  /** The last sweep would have closed so many rows that it closed none: somebody has to look. What is gone at the vendor is still listed. */
  | 'HELD'
  /** The configuration keeps the account from being swept. */
  | 'OFF'
  /** It is whole, and recent. */
  | 'READY'
  /** It is whole, and older than two of the intervals in which the account is swept. */
  | 'STALE';

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
  /** It would have closed so many rows that it closed none. */
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
  /** Three characters and more: anywhere in name, e-mail address or id, without regard to case and accents. Fewer: where one of them begins. */
  search?: string | null | undefined;
  /** In one of these states. */
  states?: Array<UserState> | null | undefined;
};

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

export type AccountsQueryVariables = Exact<{ [key: string]: never }>;

export type AccountsQuery = {
  accounts: Array<{
    key: string;
    name: string;
    provider: Provider;
    health: {
      circuit: CircuitState;
      pausedUntil: string | null;
      lastSuccessAt: string | null;
      lastProblem: {
        code: string;
        message: string;
        hint: string | null;
        retryAt: string | null;
        path: Array<string> | null;
      } | null;
    };
    requestBudget: { limit: number | null; remaining: number | null; resetAt: string | null } | null;
  }>;
  inventory: {
    accounts: Array<{
      status: InventoryStatus;
      observedAt: string | null;
      nextSweepAt: string | null;
      account: { key: string };
      sweep: { status: SweepStatus; rows: number; waitsUntil: string | null } | null;
    }>;
  } | null;
};

export type AccountQueryVariables = Exact<{
  key: string;
}>;

export type AccountQuery = {
  account: {
    id: string;
    key: string;
    name: string;
    provider: Provider;
    capabilities: {
      assigneeKinds: Array<AssigneeKind>;
      reportsSeats: boolean;
      nativeScheduledRemoval: boolean;
      infersLicensesFromRoles: boolean;
      lookupBatchSize: number;
      assignmentBatchSize: number;
    };
    health: {
      nextLoginAt: string | null;
      circuit: CircuitState;
      pausedUntil: string | null;
      lastSuccessAt: string | null;
      vendorDrift: Array<{ field: string; kind: string; times: number; lastSeenAt: string }>;
      lastProblem: {
        code: string;
        message: string;
        hint: string | null;
        retryAt: string | null;
        path: Array<string> | null;
      } | null;
    };
    requestBudget: {
      limit: number | null;
      remaining: number | null;
      resetAt: string | null;
      reserved: number | null;
      sweeps: {
        share: number;
        limit: number | null;
        remaining: number | null;
        callsPerMinute: number | null;
      };
      changeSets: {
        share: number;
        limit: number | null;
        remaining: number | null;
        callsPerMinute: number | null;
      };
    } | null;
  } | null;
  inventory: {
    accounts: Array<{
      status: InventoryStatus;
      since: string | null;
      observedAt: string | null;
      nextSweepAt: string | null;
      account: { key: string };
      sweep: {
        id: string;
        why: SweepReason;
        startedAt: string | null;
        finishedAt: string | null;
        calls: number;
        added: number;
        changed: number;
        closed: number;
        heldBack: number;
        status: SweepStatus;
        rows: number;
        waitsUntil: string | null;
        problem: {
          code: string;
          message: string;
          hint: string | null;
          retryAt: string | null;
          path: Array<string> | null;
        } | null;
        sections: Array<{
          name: string;
          status: SweepSectionStatus;
          rows: number;
          expected: number | null;
          problem: {
            code: string;
            message: string;
            hint: string | null;
            retryAt: string | null;
            path: Array<string> | null;
          } | null;
        }>;
      } | null;
    }>;
  } | null;
};

export type HealthLineFragment = {
  circuit: CircuitState;
  pausedUntil: string | null;
  lastSuccessAt: string | null;
  lastProblem: {
    code: string;
    message: string;
    hint: string | null;
    retryAt: string | null;
    path: Array<string> | null;
  } | null;
};

export type SweepLineFragment = { status: SweepStatus; rows: number; waitsUntil: string | null };

export type SweepNowMutationVariables = Exact<{
  key: string;
}>;

export type SweepNowMutation = {
  refreshInventory: {
    accounts: Array<{ isNew: boolean }>;
    problems: Array<{
      code: string;
      message: string;
      hint: string | null;
      retryAt: string | null;
      path: Array<string> | null;
    }>;
  };
};

export type ReleaseSweepMutationVariables = Exact<{
  sweepId: string;
  reason?: string | null | undefined;
}>;

export type ReleaseSweepMutation = {
  resolveHeldSweep: {
    sweep: { status: SweepStatus } | null;
    problems: Array<{
      code: string;
      message: string;
      hint: string | null;
      retryAt: string | null;
      path: Array<string> | null;
    }>;
  };
};

export type EventsQueryVariables = Exact<{
  filter: LicenseEventFilter;
  seesPeople: boolean;
  after?: string | null | undefined;
}>;

export type EventsQuery = {
  licenseEvents: {
    nodes: Array<{
      principal?: string | null;
      id: string;
      at: string;
      notBefore: string | null;
      what: LicenseEventKind;
      origin: EventOrigin;
      holderStateBefore: string | null;
      holderStateAfter: string | null;
      account: { key: string; name: string; provider: Provider };
      license: { id: string; name: string | null } | null;
      assignee:
        | { __typename: 'Device'; id: string; displayName: string | null }
        | { __typename: 'Entity'; id: string; displayName: string | null }
        | { __typename: 'User'; id: string; displayName: string | null }
        | { __typename: 'Workspace'; id: string; displayName: string | null }
        | null;
      before: { held: boolean; status: AssignmentStatus | null; removalOn: string | null } | null;
      after: { held: boolean; status: AssignmentStatus | null; removalOn: string | null } | null;
      seatsBefore: {
        total: number | null;
        assigned: number | null;
        available: number | null;
        countable: boolean;
      } | null;
      seatsAfter: {
        total: number | null;
        assigned: number | null;
        available: number | null;
        countable: boolean;
      } | null;
    }> | null;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  } | null;
};

export type EventCountsQueryVariables = Exact<{
  from: string;
  to: string;
  filter?: AssignmentSearch | null | undefined;
}>;

export type EventCountsQuery = {
  licenseDiff: {
    totalCount: number | null;
    counts: { assigned: number; removed: number; changed: number } | null;
    coverage: Array<{
      status: CoverageStatus;
      reason: CoverageReason | null;
      retryAt: string | null;
      observedAt: string | null;
      account: { key: string; name: string; provider: Provider };
      problem: {
        code: string;
        message: string;
        hint: string | null;
        retryAt: string | null;
        path: Array<string> | null;
      } | null;
    }>;
  } | null;
};

export type EventLineFragment = {
  id: string;
  at: string;
  notBefore: string | null;
  what: LicenseEventKind;
  origin: EventOrigin;
  holderStateBefore: string | null;
  holderStateAfter: string | null;
  account: { key: string; name: string; provider: Provider };
  license: { id: string; name: string | null } | null;
  assignee:
    | { __typename: 'Device'; id: string; displayName: string | null }
    | { __typename: 'Entity'; id: string; displayName: string | null }
    | { __typename: 'User'; id: string; displayName: string | null }
    | { __typename: 'Workspace'; id: string; displayName: string | null }
    | null;
  before: { held: boolean; status: AssignmentStatus | null; removalOn: string | null } | null;
  after: { held: boolean; status: AssignmentStatus | null; removalOn: string | null } | null;
  seatsBefore: {
    total: number | null;
    assigned: number | null;
    available: number | null;
    countable: boolean;
  } | null;
  seatsAfter: {
    total: number | null;
    assigned: number | null;
    available: number | null;
    countable: boolean;
  } | null;
};

export type OverviewSeatsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;

export type OverviewSeatsQuery = {
  inventory: {
    licenses: {
      totalCount: number | null;
      nodes: Array<{
        id: string;
        name: string | null;
        account: { key: string; name: string; provider: Provider };
        seats: {
          total: number | null;
          assigned: number | null;
          available: number | null;
          countable: boolean;
        } | null;
      }> | null;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
      coverage: Array<{
        status: CoverageStatus;
        reason: CoverageReason | null;
        retryAt: string | null;
        observedAt: string | null;
        account: { key: string; name: string; provider: Provider };
        problem: {
          code: string;
          message: string;
          hint: string | null;
          retryAt: string | null;
          path: Array<string> | null;
        } | null;
      }>;
    } | null;
  } | null;
};

export type OverviewInsightQueryVariables = Exact<{
  decideBefore: string;
  endsBefore: string;
}>;

export type OverviewInsightQuery = {
  findingSummary: Array<{
    code: FindingCode;
    severity: FindingSeverity;
    count: number;
    seats: number;
    savings: Array<{ minorUnits: number; currency: string }> | null;
  }> | null;
  renewals: Array<{
    decideBy: string;
    endsOn: string;
    seats: number | null;
    held: number | null;
    suggestedSeats: number | null;
    monthly: { minorUnits: number; currency: string } | null;
    contract: { renews: boolean };
    licenses: Array<{
      id: string;
      name: string | null;
      account: { key: string; name: string; provider: Provider };
    }>;
  }> | null;
  inventory: {
    assignments: { totalCount: number | null; nodes: Array<{ removalOn: string | null }> | null } | null;
  } | null;
};

export type OverviewCostsQueryVariables = Exact<{ [key: string]: never }>;

export type OverviewCostsQuery = {
  costs: Array<{
    licensesWithoutContract: number | null;
    account: { key: string; name: string; provider: Provider };
    monthly: Array<{ minorUnits: number; currency: string }> | null;
    wasted: Array<{ minorUnits: number; currency: string }> | null;
  }> | null;
};

export type OverviewHistoryQueryVariables = Exact<{
  from: string;
  to: string;
  firstDay: string;
}>;

export type OverviewHistoryQuery = {
  licenseDiff: {
    totalCount: number | null;
    counts: { assigned: number; removed: number; changed: number } | null;
    nodes: Array<{
      license: { id: string; name: string | null };
      assignee:
        | { displayName: string | null; account: { name: string } }
        | { displayName: string | null; account: { name: string } }
        | { displayName: string | null; account: { name: string } }
        | { displayName: string | null; account: { name: string } };
      before: { held: boolean };
      after: { held: boolean };
    }> | null;
    coverage: Array<{
      status: CoverageStatus;
      reason: CoverageReason | null;
      retryAt: string | null;
      observedAt: string | null;
      account: { key: string; name: string; provider: Provider };
      problem: {
        code: string;
        message: string;
        hint: string | null;
        retryAt: string | null;
        path: Array<string> | null;
      } | null;
    }>;
  } | null;
  inventory: {
    licenses: {
      totalCount: number | null;
      nodes: Array<{
        id: string;
        seatHistory: Array<{ day: string; held: number; total: number | null }>;
      }> | null;
    } | null;
  } | null;
};

export type OverviewAccountsQueryVariables = Exact<{ [key: string]: never }>;

export type OverviewAccountsQuery = {
  accounts: Array<{
    key: string;
    name: string;
    provider: Provider;
    health: {
      circuit: CircuitState;
      pausedUntil: string | null;
      lastSuccessAt: string | null;
      lastProblem: {
        code: string;
        message: string;
        hint: string | null;
        retryAt: string | null;
        path: Array<string> | null;
      } | null;
    };
    requestBudget: { limit: number | null; remaining: number | null } | null;
  }>;
  inventory: {
    accounts: Array<{ status: InventoryStatus; observedAt: string | null; account: { key: string } }>;
  } | null;
};

export type OverviewChangesQueryVariables = Exact<{ [key: string]: never }>;

export type OverviewChangesQuery = {
  changeSets: {
    nodes: Array<{
      id: string;
      status: ChangeSetStatus;
      reason: string | null;
      requestedBy: string;
      createdAt: string;
      progress: { total: number; verified: number; noChange: number };
    }> | null;
  } | null;
};

export type RenewalsQueryVariables = Exact<{
  before: string;
}>;

export type RenewalsQuery = {
  renewals: Array<{
    decideBy: string;
    endsOn: string;
    seats: number | null;
    held: number | null;
    idle: number | null;
    suggestedSeats: number | null;
    monthly: { minorUnits: number; currency: string } | null;
    contract: {
      start: string;
      end: string;
      renews: boolean;
      pays: ContractPays;
      seats: number | null;
      pricePerSeatMonth: { minorUnits: number; currency: string } | null;
    };
    licenses: Array<{
      id: string;
      name: string | null;
      account: { key: string; name: string; provider: Provider };
    }>;
  }> | null;
};

export type AccountNameFragment = { key: string; name: string; provider: Provider };

export type ProblemTextFragment = {
  code: string;
  message: string;
  hint: string | null;
  retryAt: string | null;
  path: Array<string> | null;
};

export type CoverageFragment = {
  status: CoverageStatus;
  reason: CoverageReason | null;
  retryAt: string | null;
  observedAt: string | null;
  account: { key: string; name: string; provider: Provider };
  problem: {
    code: string;
    message: string;
    hint: string | null;
    retryAt: string | null;
    path: Array<string> | null;
  } | null;
};

export type SeatCountsFragment = {
  total: number | null;
  assigned: number | null;
  available: number | null;
  countable: boolean;
};

export type MoneyFragment = { minorUnits: number; currency: string };

export type ViewerQueryVariables = Exact<{ [key: string]: never }>;

export type ViewerQuery = {
  viewer: {
    name: string;
    scopes: Array<string>;
    accounts: Array<{ key: string; name: string; provider: Provider }> | null;
  } | null;
};

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
export const ProblemTextFragmentDoc = new TypedDocumentString(
  `
    fragment ProblemText on Problem {
  code
  message
  hint
  retryAt
  path
}
    `,
  { fragmentName: 'ProblemText' },
) as unknown as TypedDocumentString<ProblemTextFragment, unknown>;
export const HealthLineFragmentDoc = new TypedDocumentString(
  `
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
}`,
  { fragmentName: 'HealthLine' },
) as unknown as TypedDocumentString<HealthLineFragment, unknown>;
export const SweepLineFragmentDoc = new TypedDocumentString(
  `
    fragment SweepLine on Sweep {
  status
  rows
  waitsUntil
}
    `,
  { fragmentName: 'SweepLine' },
) as unknown as TypedDocumentString<SweepLineFragment, unknown>;
export const AccountNameFragmentDoc = new TypedDocumentString(
  `
    fragment AccountName on Account {
  key
  name
  provider
}
    `,
  { fragmentName: 'AccountName' },
) as unknown as TypedDocumentString<AccountNameFragment, unknown>;
export const SeatCountsFragmentDoc = new TypedDocumentString(
  `
    fragment SeatCounts on Seats {
  total
  assigned
  available
  countable
}
    `,
  { fragmentName: 'SeatCounts' },
) as unknown as TypedDocumentString<SeatCountsFragment, unknown>;
export const EventLineFragmentDoc = new TypedDocumentString(
  `
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
}`,
  { fragmentName: 'EventLine' },
) as unknown as TypedDocumentString<EventLineFragment, unknown>;
export const CoverageFragmentDoc = new TypedDocumentString(
  `
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
}`,
  { fragmentName: 'Coverage' },
) as unknown as TypedDocumentString<CoverageFragment, unknown>;
export const MoneyFragmentDoc = new TypedDocumentString(
  `
    fragment Money on LicenseMoney {
  minorUnits
  currency
}
    `,
  { fragmentName: 'Money' },
) as unknown as TypedDocumentString<MoneyFragment, unknown>;
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
    code
    severity
    count
    seats
    savings {
      ...Money
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
    fragment AccountName on Account {
  key
  name
  provider
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
}
    fragment AccountName on Account {
  key
  name
  provider
}
fragment Money on LicenseMoney {
  minorUnits
  currency
}`) as unknown as TypedDocumentString<RenewalsQuery, RenewalsQueryVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    name
    scopes
    accounts {
      ...AccountName
    }
  }
}
    fragment AccountName on Account {
  key
  name
  provider
}`) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
