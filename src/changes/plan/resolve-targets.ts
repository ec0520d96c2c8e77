// Resolving targets: each change request becomes a change, or gets the problem that says why not. Reads in batches, sends nothing.
import type { Assignee } from '../../domain/assignee.ts';
import type { Call } from '../../domain/call.ts';
import { assigneeKey, type Change } from '../../domain/change.ts';
import type { RequestedChange } from '../../domain/change-set.ts';
import type { License } from '../../domain/license.ts';
import type { Listed } from '../../domain/page.ts';
import { ProblemError, unknownAccount, type Problem } from '../../domain/problem.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import { AccountReader } from './account-lookup.ts';
import type { OwnChanges } from '../../store/changes/api.ts';
import { at, placed } from './refuse.ts';
import type { ChangeRequest } from '../change-request.ts';
import type { Found } from './current-state.ts';

/** A request with its targets, or what is wrong with it. */
export type Resolved =
  | {
      readonly request: ChangeRequest;
      readonly change: Change;
      /** The assignee as it was found; null for one that is not listed. */
      readonly assignee: Assignee | null;
      /**
       * Of a removal whose license or assignee the provider does not list: what is wrong with it, unless the one is held by the
       * other all the same. null when both are there.
       */
      readonly missing: Problem | null;
      readonly problem: null;
    }
  | {
      readonly request: ChangeRequest;
      readonly change: null;
      /** What there is of its targets. */
      readonly requested: RequestedChange;
      readonly problem: Problem;
    };

export interface ResolveOptions {
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  readonly call: Call;
  readonly newId: () => string;
  readonly store: Pick<OwnChanges, 'openChanges' | 'openAssignees'>;
}

/** The requests, one entry each and in order, and what was read of the catalogues on the way. */
export interface Resolution {
  readonly resolved: readonly Resolved[];
  /** Licenses by account; none for an account that could not be read. */
  readonly catalogues: ReadonlyMap<string, Listed<License>>;
  /**
   * Assignees by account, where what they hold may be told by them. Nobody whom an open change was about before: what a read shows
   * of such a one may be of before it.
   */
  readonly found: ReadonlyMap<string, Found>;
}

/** Resolves the targets of requests. When an account cannot be read, that is the problem of each of its requests. */
export async function resolveTargets(
  requests: readonly ChangeRequest[],
  options: ResolveOptions,
): Promise<Resolution> {
  const readers = new Map<string, AccountReader>();
  const readerOf = (account: ProviderAccount): AccountReader => {
    const { key } = account.account;
    const reader = readers.get(key) ?? new AccountReader(account, options.call);
    readers.set(key, reader);
    return reader;
  };
  for (const request of requests) {
    const account = accountOf(request, options.accounts);
    if (account) readerOf(account).want(request);
  }
  const found = new Map<string, Found>();
  await Promise.all(
    [...readers].map(async ([key, reader]) => {
      const told = options.accounts.get(key)?.writes?.heldAsFound !== undefined;
      const open = told ? await openAssigneesOf(key, reader, options.store) : null;
      await reader.read();
      if (open) found.set(key, withoutOpen(reader.found, open));
    }),
  );

  const resolved = requests.map((request): Resolved => {
    const account = accountOf(request, options.accounts);
    const target = account ? readerOf(account).find(request) : noAccountOf(request);
    if (target instanceof ProblemError) {
      const targets = account ? readerOf(account).targetsOf(request) : NO_TARGETS;
      const { options: given, target: kept } = request;
      const unresolved = kept ?? ({ kind: 'UNRESOLVED', options: given } as const);
      const requested = changeOf(request, { ...targets, target: unresolved }, options.newId());
      return { request, change: null, requested, problem: placed(target.problem, request) };
    }
    const { missing, value: assignee, ...targets } = target;
    const change = changeOf(request, targets, options.newId());
    return { request, change, assignee, missing: missing && placed(missing.problem, request), problem: null };
  });
  const catalogues = new Map([...readers].map(([key, reader]) => [key, reader.catalogue]));
  return { resolved, catalogues, found };
}

/** The assignees of open changes, by `assigneeKey`, among those to be looked up; of the whole account where somebody is named by address. */
async function openAssigneesOf(
  accountKey: string,
  { wanted, namesByAddress }: AccountReader,
  store: ResolveOptions['store'],
): Promise<ReadonlySet<string>> {
  if (namesByAddress) return new Set((await store.openAssignees(accountKey)).map(assigneeKey));
  return new Set(
    (await store.openChanges(accountKey, wanted)).map(({ change }) => assigneeKey(change.assignee)),
  );
}

function withoutOpen(assignees: readonly Assignee[], open: ReadonlySet<string>): Found {
  const found = assignees.map((assignee) => [assigneeKey(assignee), assignee] as const);
  return new Map(found.filter(([key]) => !open.has(key)));
}

const NO_TARGETS = { accountKey: null, licenseId: null, assignee: null };

function changeOf<Targets extends Pick<RequestedChange, 'accountKey' | 'licenseId' | 'assignee' | 'target'>>(
  { action, removalOn }: ChangeRequest,
  targets: Targets,
  id: string,
) {
  return { id, action, ...targets, removalOn };
}

function accountOf(
  request: ChangeRequest,
  accounts: ResolveOptions['accounts'],
): ProviderAccount | undefined {
  return request.license instanceof ProblemError ? undefined : accounts.get(request.license.accountKey);
}

function noAccountOf(request: ChangeRequest): ProblemError {
  if (request.fault !== null) return request.fault;
  if (request.license instanceof ProblemError) return at('license', request.license);
  return at('license', unknownAccount(request.license.accountKey));
}
