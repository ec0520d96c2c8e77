// Written by `npm run codegen` from schema/ and docs/front-end/operations.graphql: do not edit. `any` is of the generator, which has no option for it.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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

/** Where values come from. */
export type ReadMode =
  /** From the copy that License Graph keeps. */
  | 'INVENTORY'
  /** From the vendor, for this request. */
  | 'LIVE';

export type LicensesPageQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type LicensesPageQuery = { licenses: { totalCount: number | null, nodes: Array<{ id: string, name: string | null, account: { key: string }, seats: { total: number | null, assigned: number | null } | null, source: { mode: ReadMode, ageSeconds: number } }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, coverage: Array<{ status: CoverageStatus, reason: CoverageReason | null, observedAt: string | null, account: { key: string }, problem: { code: string, hint: string | null, retryAt: string | null } | null }> } | null };

export type SetProgressSubscriptionVariables = Exact<{
  id: string;
}>;


export type SetProgressSubscription = { changeSetProgress: { status: ChangeSetStatus, progress: { total: number, pending: number, verified: number, rejected: number } } | null };

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

export const LicensesPageDocument = new TypedDocumentString(`
    query LicensesPage($after: String) {
  licenses(first: 100, after: $after) {
    totalCount
    nodes {
      id
      name
      account {
        key
      }
      seats {
        total
        assigned
      }
      source {
        mode
        ageSeconds
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    coverage {
      account {
        key
      }
      status
      reason
      observedAt
      problem {
        code
        hint
        retryAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LicensesPageQuery, LicensesPageQueryVariables>;
export const SetProgressDocument = new TypedDocumentString(`
    subscription SetProgress($id: ID!) {
  changeSetProgress(id: $id) {
    status
    progress {
      total
      pending
      verified
      rejected
    }
  }
}
    `) as unknown as TypedDocumentString<SetProgressSubscription, SetProgressSubscriptionVariables>;