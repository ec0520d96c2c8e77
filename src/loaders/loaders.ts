// What one request reads: every key once, keys that are asked for together in one batch, nothing kept for the next request.
import DataLoader from 'dataloader';
import { align, unread } from '../batching/align.ts';
import type { Account, AccountStatus, AssigneeKind } from '../domain/account.ts';
import { sameAddress, type Assignee, type User } from '../domain/assignee.ts';
import type { Assignment } from '../domain/assignment.ts';
import type { Call } from '../domain/call.ts';
import type { License, LicenseKey } from '../domain/license.ts';
import type { Listed, Page, Slot } from '../domain/page.ts';
import { ProblemError, callerError, problem } from '../domain/problem.ts';
import type { Collection, FeatureToggle, IdKind, ProviderAccount } from '../providers/provider.ts';

/** Lists an account has; which of them, its provider decides. */
export type ListName = 'users' | 'devices' | 'workspaces' | 'entities' | 'assignments';

/** Everything below throws ProblemError; `UNKNOWN_ACCOUNT` for a key that is not configured or not for this caller. */
export interface Loaders {
  readonly accounts: readonly Account[];
  /** Undefined when there is no such account. */
  account(key: string): Account | undefined;
  status(accountKey: string): AccountStatus;
  /** Whether this text can be an id there at all. */
  accepts(accountKey: string, kind: IdKind, externalId: string): boolean;
  /** The one spelling of an id: the same thing under two would be read twice, and be two things in one answer. */
  canonical(kind: IdKind, accountKey: string, externalId: string): string;
  /** Whether the account's provider has this list. */
  has(accountKey: string, list: ListName): boolean;
  /** Every license of an account. */
  catalogue(accountKey: string): Promise<Listed<License>>;
  /** From the catalogue; null when it is not in there. */
  license(key: LicenseKey): Promise<License | null>;
  /** One that is asked for by itself is read by itself, where the provider lets it; several come from the catalogue. null when there is none. */
  licenseAlone(key: LicenseKey): Promise<License | null>;
  /** With everything the provider has on it, where the catalogue leaves something out. */
  licenseInFull(key: LicenseKey): Promise<License | null>;
  /** null when it does not exist. */
  assignee(kind: AssigneeKind, accountKey: string, externalId: string): Promise<Assignee | null>;
  /** The same with every field that any read tells, at the price of that read. */
  assigneeInFull(kind: AssigneeKind, accountKey: string, externalId: string): Promise<Assignee | null>;
  usersByEmail(accountKey: string, email: string): Promise<readonly User[]>;
  /** Everything an assignee holds. */
  assignmentsOf(assignee: Assignee): Promise<readonly Assignment[]>;
  page(
    accountKey: string,
    list: 'users' | 'devices' | 'workspaces' | 'entities',
    cursor: string | null,
  ): Promise<Page<Assignee>>;
  assignmentPage(accountKey: string, cursor: string | null): Promise<Page<Assignment>>;
  licenseAssignmentPage(key: LicenseKey, cursor: string | null): Promise<Page<Assignment>>;
  /** External ids. Throws NOT_SUPPORTED where the provider cannot. */
  inferLicenses(accountKey: string, roleIds: readonly string[]): Promise<readonly string[]>;
  /** Throws NOT_SUPPORTED where the provider has none. */
  featureToggle(accountKey: string, featureName: string): Promise<FeatureToggle>;
}

const COLLECTION_OF = {
  USER: 'users',
  DEVICE: 'devices',
  WORKSPACE: 'workspaces',
  ENTITY: 'entities',
} as const;

/** Loaders of one request over the accounts its caller may see. */
export function createLoaders(accounts: readonly ProviderAccount[], call: Call): Loaders {
  const byKey = new Map(accounts.map((one) => [one.account.key, one]));

  function of(accountKey: string): ProviderAccount {
    const found = byKey.get(accountKey);
    if (!found) throw unknownAccount(accountKey);
    return found;
  }

  function canonical(kind: IdKind, accountKey: string, externalId: string): string {
    return of(accountKey).canonicalId?.(kind, externalId) ?? externalId;
  }

  const listed = new Set<string>();
  const catalogue = memo((accountKey: string) => {
    listed.add(accountKey);
    return of(accountKey).catalogue(call);
  });
  const catalogueIndex = memo(async (accountKey: string) => {
    const { items, gap } = await catalogue(accountKey);
    const index = new Map(items.map((license) => [license.externalId, license]));
    return (licenseId: string): Slot<License> => {
      const found = index.get(licenseId);
      if (found) return found;
      // A catalogue that is not whole does not say that there is no such license.
      return gap === undefined ? null : unread();
    };
  });
  const alone = memo((accountKey: string) => {
    const read = of(accountKey).licensesInFull;
    return new DataLoader<string, License | null>(async (ids) => {
      if (read !== undefined && ids.length === 1 && !listed.has(accountKey)) {
        return told(accountKey, align(ids, await read(ids, call)));
      }
      return told(accountKey, ids.map(await catalogueIndex(accountKey)));
    });
  });
  const inFull = memo((accountKey: string) => {
    const read = of(accountKey).licensesInFull;
    return read === undefined
      ? null
      : new DataLoader<string, License | null>(async (ids) =>
          told(accountKey, align(ids, await read(ids, call))),
        );
  });
  const assignees = memo((scope: string) => {
    const [kind, accountKey] = unscope(scope);
    const read = collection(of(accountKey), kind).byIds;
    return new DataLoader<string, Assignee | null>(async (ids) =>
      told(accountKey, align(ids, await read(ids, call))),
    );
  });
  const fullAssignees = memo((scope: string) => {
    const [kind, accountKey] = unscope(scope);
    const read = collection(of(accountKey), kind).inFull;
    return read === undefined
      ? assignees(scope)
      : new DataLoader<string, Assignee | null>(async (ids) =>
          told(accountKey, align(ids, await read(ids, call))),
        );
  });
  const emails = memo((accountKey: string) => {
    const users = of(accountKey).users;
    if (!users) throw notSupported(accountKey, 'users');
    return new DataLoader<string, readonly User[] | null>(async (keys) =>
      told(accountKey, align(keys, await users.byEmails(keys, call))),
    );
  });
  const holdings = memo((scope: string) => {
    const [, accountKey] = unscope(scope);
    const { assignments } = of(accountKey);
    return new DataLoader<Assignee, readonly Assignment[] | null, string>(
      async (keys) =>
        told(
          accountKey,
          align(
            keys.map((key) => key.externalId),
            await assignments.ofAssignees(keys, call),
          ),
        ),
      { cacheKeyFn: (assignee) => assignee.externalId },
    );
  });
  const pages = memo((place: string) => {
    const [accountKey, list, cursor] = JSON.parse(place) as [string, keyof typeof LIST_KIND, string | null]; // written by `page` below
    return collection(of(accountKey), LIST_KIND[list]).page(cursor, call);
  });
  const assignmentPages = memo((place: string) => {
    const [accountKey, licenseId, cursor] = JSON.parse(place) as [string, string | null, string | null]; // written below
    const { assignments } = of(accountKey);
    return licenseId === null
      ? assignments.page(cursor, call)
      : assignments.ofLicense(licenseId, cursor, call);
  });

  return {
    accounts: accounts.map((one) => one.account),
    account: (key) => byKey.get(key)?.account,
    status: (accountKey) => of(accountKey).status(),
    accepts: (accountKey, kind, externalId) => byKey.get(accountKey)?.accepts(kind, externalId) ?? false,
    canonical,
    has: (accountKey, list) => list === 'assignments' || of(accountKey)[list] !== undefined,
    catalogue,
    async license({ accountKey, externalId }) {
      const slotOf = await catalogueIndex(accountKey);
      const [slot = null] = told(accountKey, [slotOf(canonical('LICENSE', accountKey, externalId))]);
      if (slot instanceof ProblemError) throw slot;
      return slot;
    },
    licenseAlone: async ({ accountKey, externalId }) =>
      alone(accountKey).load(canonical('LICENSE', accountKey, externalId)),
    async licenseInFull(key) {
      const loader = inFull(key.accountKey);
      return loader ? loader.load(canonical('LICENSE', key.accountKey, key.externalId)) : this.license(key);
    },
    assignee: (kind, accountKey, externalId) =>
      assignees(`${kind}:${accountKey}`).load(canonical(kind, accountKey, externalId)),
    assigneeInFull: (kind, accountKey, externalId) =>
      fullAssignees(`${kind}:${accountKey}`).load(canonical(kind, accountKey, externalId)),
    usersByEmail: async (accountKey, email) => (await emails(accountKey).load(sameAddress(email))) ?? [],
    async assignmentsOf(assignee) {
      if (assignee.assignments) return assignee.assignments;
      const { kind, accountKey } = assignee;
      const externalId = canonical(kind, accountKey, assignee.externalId);
      return (await holdings(`${kind}:${accountKey}`).load({ ...assignee, externalId })) ?? [];
    },
    page: (accountKey, list, cursor) => pages(JSON.stringify([accountKey, list, cursor])),
    assignmentPage: (accountKey, cursor) => assignmentPages(JSON.stringify([accountKey, null, cursor])),
    licenseAssignmentPage({ accountKey, externalId }, cursor) {
      const licenseId = canonical('LICENSE', accountKey, externalId);
      return assignmentPages(JSON.stringify([accountKey, licenseId, cursor]));
    },
    async inferLicenses(accountKey, roleIds) {
      const infer = of(accountKey).inferLicenses;
      if (!infer) throw notSupported(accountKey, 'inferring licenses from roles');
      return infer(roleIds, call);
    },
    async featureToggle(accountKey, featureName) {
      const read = of(accountKey).featureToggle;
      if (!read) throw notSupported(accountKey, 'feature toggles');
      return read(featureName, call);
    },
  };
}

const LIST_KIND = { users: 'USER', devices: 'DEVICE', workspaces: 'WORKSPACE', entities: 'ENTITY' } as const;

function collection(account: ProviderAccount, kind: AssigneeKind): Collection<Assignee> {
  const found: Collection<Assignee> | undefined = account[COLLECTION_OF[kind]];
  if (!found) throw notSupported(account.account.key, COLLECTION_OF[kind]);
  return found;
}

function unscope(scope: string): [AssigneeKind, string] {
  const cut = scope.indexOf(':');
  return [scope.slice(0, cut) as AssigneeKind, scope.slice(cut + 1)]; // written by the loaders above
}

/** The slots of an account, its key on every problem: batching does not know accounts. */
function told<T>(accountKey: string, slots: readonly Slot<T>[]): Slot<T>[] {
  return slots.map((slot) =>
    slot instanceof ProblemError && slot.problem.accountKey === null
      ? new ProblemError({ ...slot.problem, accountKey }, { cause: slot.cause })
      : slot,
  );
}

/** Each argument computed once; a failure is kept too, as DataLoader keeps it. */
function memo<T>(compute: (argument: string) => T): (argument: string) => T {
  const known = new Map<string, T>();
  return (argument) => {
    const present = known.get(argument);
    if (present !== undefined) return present;
    const value = compute(argument);
    known.set(argument, value);
    return value;
  };
}

/** The error for an account key that is not configured, or not for this caller. */
export function unknownAccount(accountKey: string) {
  return callerError(
    'UNKNOWN_ACCOUNT',
    `There is no account ${JSON.stringify(accountKey.slice(0, 60))}.`,
    'Query `accounts { key }` for those there are.',
  );
}

function notSupported(accountKey: string, what: string): ProblemError {
  const message = `The provider of account ${JSON.stringify(accountKey)} has no ${what}.`;
  const hint = "See the account's `capabilities`.";
  return new ProblemError(problem('NOT_SUPPORTED', 'CALLER', message, { accountKey, hint }));
}
