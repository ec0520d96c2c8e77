// Written by `npm run codegen` from schema/ and docs/client/operations.graphql: do not edit.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** The provider's own id of something, with the account it belongs to. */
export type ExternalKey = {
  /** Key of the account. */
  accountKey: string;
  /** The provider's own id, exactly as it spells it. */
  externalId: string;
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

/** Names a license. Give exactly one field. */
export type LicenseRef =
  {   /** An id this graph gave out. */
  id: string; key?: never; }
  |  { id?: never;   /** The provider's own id, with the account it belongs to. */
  key: ExternalKey; };

/** What happens to the other changes when some of an input are refused during planning. */
export type OnProblem =
  /** The others are carried out. */
  | 'APPLY_REST'
  /** None is carried out: all or nothing. A change that a provider refuses later does not stop the others. */
  | 'REFUSE_ALL';

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

/** A plan, exactly as it was looked at. */
export type PlanRef = {
  /** Its `hash`. */
  hash: string;
  /** Id of the change set that is the plan. */
  id: string;
};

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

export type FindLicensesQueryVariables = Exact<{
  accountKey: string;
  name: string;
}>;


export type FindLicensesQuery = { licenses: { nodes: Array<{ id: string, name: string | null }> | null } | null };

export type UsersQueryVariables = Exact<{
  accountKey: string;
  after?: string | null | undefined;
}>;


export type UsersQuery = { account: { users: { nodes: Array<{ email: string | null, lastActiveAt: string | null, assignments: { nodes: Array<{ license: { id: string } }> | null } | null }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type HeldQueryVariables = Exact<{
  email: string;
  after?: string | null | undefined;
}>;


export type HeldQuery = { person: { coverage: Array<{ reason: CoverageReason | null, account: { key: string } }> | null, assignments: { nodes: Array<{ license: { id: string, name: string | null }, assignee:
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
         }> | null, coverage: Array<{ reason: CoverageReason | null, account: { key: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type PlanMutationVariables = Exact<{
  input: PlanLicenseChangesInput;
}>;


export type PlanMutation = { planLicenseChanges: { changeSet: { id: string, hash: string, status: ChangeSetStatus } | null, problems: Array<{ code: string, message: string, retryable: boolean, retryAt: string | null, path: Array<string> | null }> } };

export type ApplyMutationVariables = Exact<{
  input: ApplyLicenseChangesInput;
}>;


export type ApplyMutation = { applyLicenseChanges: { changeSet: { id: string, hash: string, status: ChangeSetStatus } | null, problems: Array<{ code: string, message: string, retryable: boolean, retryAt: string | null, path: Array<string> | null }> } };

export type RetryMutationVariables = Exact<{
  input: RepeatChangeSetInput;
}>;


export type RetryMutation = { retryChangeSet: { changeSet: { id: string, hash: string, status: ChangeSetStatus } | null, problems: Array<{ code: string, message: string, retryable: boolean, retryAt: string | null, path: Array<string> | null }> } };

export type ProgressQueryVariables = Exact<{
  id: string;
}>;


export type ProgressQuery = { changeSet: { status: ChangeSetStatus, progress: { total: number, pending: number } } | null };

export type FollowSubscriptionVariables = Exact<{
  id: string;
}>;


export type FollowSubscription = { changeSetProgress: { status: ChangeSetStatus, progress: { total: number, pending: number } } | null };

export type ChangesQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ChangesQuery = { changeSet: { changes: { nodes: Array<{ id: string, action: ChangeAction, outcome: ChangeOutcome, license: { id: string, name: string | null, account: { key: string } } | null, assignee:
          | { id: string, displayName: string | null }
          | { id: string, displayName: string | null }
          | { id: string, displayName: string | null }
          | { id: string, displayName: string | null }
         | null, problem: { code: string, message: string, retryable: boolean, retryAt: string | null, path: Array<string> | null } | null }> | null, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type HowFarFragment = { status: ChangeSetStatus, progress: { total: number, pending: number } };

export type ToldFragment = { reason: CoverageReason | null, account: { key: string } };

export type ChangeFragment = { id: string, action: ChangeAction, outcome: ChangeOutcome, license: { id: string, name: string | null, account: { key: string } } | null, assignee:
    | { id: string, displayName: string | null }
    | { id: string, displayName: string | null }
    | { id: string, displayName: string | null }
    | { id: string, displayName: string | null }
   | null, problem: { code: string, message: string, retryable: boolean, retryAt: string | null, path: Array<string> | null } | null };

export type PayloadFragment = { changeSet: { id: string, hash: string, status: ChangeSetStatus } | null, problems: Array<{ code: string, message: string, retryable: boolean, retryAt: string | null, path: Array<string> | null }> };

export type ProblemPartsFragment = { code: string, message: string, retryable: boolean, retryAt: string | null, path: Array<string> | null };

export const HowFarFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HowFar"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}}]}}]}}]} as unknown as DocumentNode<HowFarFragment, unknown>;
export const ToldFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Told"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccountCoverage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]} as unknown as DocumentNode<ToldFragment, unknown>;
export const ProblemPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAt"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]} as unknown as DocumentNode<ProblemPartsFragment, unknown>;
export const ChangeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Change"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LicenseChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"license"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"assignee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProblemParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAt"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]} as unknown as DocumentNode<ChangeFragment, unknown>;
export const PayloadFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Payload"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSetPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProblemParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAt"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]} as unknown as DocumentNode<PayloadFragment, unknown>;
export const FindLicensesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindLicenses"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountKey"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"licenses"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"accountKeys"},"value":{"kind":"ListValue","values":[{"kind":"Variable","name":{"kind":"Name","value":"accountKey"}}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"nameContains"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<FindLicensesQuery, FindLicensesQueryVariables>;
export const UsersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Users"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountKey"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountKey"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"lastActiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"assignments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"license"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<UsersQuery, UsersQueryVariables>;
export const HeldDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Held"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"person"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"coverage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Told"}}]}},{"kind":"Field","name":{"kind":"Name","value":"assignments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"license"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"assignee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"coverage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Told"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Told"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccountCoverage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]} as unknown as DocumentNode<HeldQuery, HeldQueryVariables>;
export const PlanDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Plan"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlanLicenseChangesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"planLicenseChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Payload"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAt"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Payload"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSetPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProblemParts"}}]}}]}}]} as unknown as DocumentNode<PlanMutation, PlanMutationVariables>;
export const ApplyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Apply"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApplyLicenseChangesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"applyLicenseChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Payload"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAt"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Payload"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSetPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProblemParts"}}]}}]}}]} as unknown as DocumentNode<ApplyMutation, ApplyMutationVariables>;
export const RetryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Retry"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RepeatChangeSetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryChangeSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Payload"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAt"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Payload"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSetPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProblemParts"}}]}}]}}]} as unknown as DocumentNode<RetryMutation, RetryMutationVariables>;
export const ProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Progress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"HowFar"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HowFar"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}}]}}]}}]} as unknown as DocumentNode<ProgressQuery, ProgressQueryVariables>;
export const FollowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Follow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeSetProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"HowFar"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HowFar"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}}]}}]}}]} as unknown as DocumentNode<FollowSubscription, FollowSubscriptionVariables>;
export const ChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Changes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Change"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAt"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Change"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LicenseChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"license"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"assignee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProblemParts"}}]}}]}}]} as unknown as DocumentNode<ChangesQuery, ChangesQueryVariables>;