// Written by `npm run codegen` from schema/ and the documents of src/console: do not edit.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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
export const MoneyFragmentDoc = new TypedDocumentString(
  `
    fragment Money on LicenseMoney {
  minorUnits
  currency
}
    `,
  { fragmentName: 'Money' },
) as unknown as TypedDocumentString<MoneyFragment, unknown>;
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
