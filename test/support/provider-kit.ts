// What tests need to know of each provider.
import type { EmulatedState, EmulatorDefinition } from '../../emulators/core/definition.ts';
import type { JournalEntry } from '../../emulators/core/journal.ts';
import type { AssigneeKind } from '../../src/domain/account.ts';
import type { AssigneeCollection, ProviderAccount } from '../../src/providers/provider.ts';
import type { UpstreamRuntime } from '../../src/upstream/upstream.ts';
import type { StubAnswer, StubRequest } from './stub-server.ts';

/** What changes at a vendor look like to who watches its calls. */
export interface ChangeCalls {
  /** Paths of writes, as a regular expression. */
  readonly write: string;
  /** Paths of the reads that plan and verify changes, as a regular expression. */
  readonly read: string;
  /** License and assignee of each change in a call that is no GET; none for a call that changes no license. */
  targetsIn(path: string, body: string): readonly string[];
  /** Whether an answer of success says that one of these was refused; absent where a call succeeds or fails as a whole. */
  isRefused?(target: string, answer: string): boolean;
}

/** How an account of a vendor shows in the graph. */
export interface Shown {
  /** The type of its licenses' `details`. */
  readonly details: string;
  readonly assigneeKinds: readonly AssigneeKind[];
  readonly reportsSeats: boolean;
}

/** One file in `providers/` each. */
export interface ProviderKit<
  State extends EmulatedState,
  Account extends ProviderAccount = ProviderAccount,
  Entry extends object = object,
> {
  readonly definition: EmulatorDefinition<State>;
  /** Opens an account of the seeded company at this address. `entry` changes its entry in the configuration. */
  open(url: string, runtime: UpstreamRuntime, entry?: Entry): Account;
  /** A request in the short form of tests: `GET /users`. */
  told(request: JournalEntry): string;
  /** The answer that accepts a login; null for other requests. */
  welcome(request: StubRequest): StubAnswer | null;
  readonly changes: ChangeCalls;
  readonly shown: Shown;
}

/** An account with assignees of these kinds, and these capabilities. */
export type Able<Kind extends AssigneeKind, Name extends keyof ProviderAccount> = ProviderAccount &
  Required<Pick<ProviderAccount, Name>> & {
    readonly assignees: { readonly [K in Kind]: AssigneeCollection<K> };
  };

/** The account; throws unless it has assignees of these kinds, and these capabilities. */
export function able<Kind extends AssigneeKind, Name extends keyof ProviderAccount>(
  account: ProviderAccount,
  kinds: readonly Kind[],
  ...names: readonly Name[]
): Able<Kind, Name> {
  const missing = [
    ...kinds.filter((kind) => account.assignees[kind] === undefined),
    ...names.filter((name) => account[name] === undefined),
  ];
  if (missing.length > 0) throw new Error(`the account has no ${missing.join(', ')}`);
  return account as Able<Kind, Name>; // checked above
}
