// The port every provider implements. It speaks in batches and pages; an ability a provider lacks is absent.
import type { z } from 'zod';
import type { Account, AccountStatus, AssigneeKind, Provider } from '../domain/account.ts';
import type { Assignee, AssigneeOf, User } from '../domain/assignee.ts';
import type { Assignment, HeldNow, Holding } from '../domain/assignment.ts';
import type { Call } from '../domain/call.ts';
import type {
  Change,
  ChangeAction,
  ChangeOptions,
  ChangeTarget,
  CurrentState,
  Sent,
} from '../domain/change.ts';
import type { KnownSoFar, ListedInFull, SightingPage } from '../domain/inventory/sighting.ts';
import type { License } from '../domain/license.ts';
import type { Listed, Page, Slots } from '../domain/page.ts';
import type { Problem } from '../domain/problem.ts';
import type { UpstreamRuntime } from '../upstream/upstream.ts';

/** Things with ids of the provider's own. */
export type IdKind = 'LICENSE' | AssigneeKind;

/**
 * A list read page by page. `cursor` is null for the first page, else the `next` of the page before.
 * `wanted`, from 1: no more rows are needed, and the reader is not going on behind them. It is a hint: a provider may ask for a smaller
 * page then, give more or fewer rows, or ignore it. Whatever was given, `next` leads to the rest.
 * Throws ProblemError: BAD_CURSOR for a cursor this adapter did not make, CURSOR_EXPIRED when the provider no longer takes it.
 */
export type ReadPage<T> = (cursor: string | null, call: Call, wanted?: number) => Promise<Page<T>>;

/** Looks many up in the fewest calls; chunks that fail fill their own slots. Null is the provider's word that there is none; one that it left out is a problem, or missing. */
export type ReadByKeys<T> = (keys: readonly string[], call: Call) => Promise<Slots<T>>;

export interface Collection<T> {
  readonly page: ReadPage<T>;
  /** What a look-up does not tell is absent from its values. */
  readonly byIds: ReadByKeys<T>;
  /**
   * The same things with every field that any read of the provider tells, where `byIds` leaves some out. What is known of them
   * already saves calls. Absent where `byIds` leaves nothing out.
   */
  inFull?(known: readonly T[], call: Call): Promise<Slots<T>>;
}

/** Users are looked up by their address as well. */
export interface UserCollection extends Collection<User> {
  /** Slots by the address asked for, compared without regard to case. */
  readonly byEmails: ReadByKeys<readonly User[]>;
  /**
   * The same for people from outside the organisation who hold a license of it. `catalogue` is that of the account where the caller has
   * read it; without it, an organisation whose holders are too many to look through is a problem. Absent where there are no such people.
   */
  readonly outsideByEmails?: (
    keys: readonly string[],
    call: Call,
    catalogue?: Listed<License>,
  ) => Promise<Slots<User>>;
}

/** Everybody, or everything, of one kind in an account. */
export type AssigneeCollection<K extends AssigneeKind> = K extends 'USER'
  ? UserCollection
  : Collection<AssigneeOf<K>>;

export interface FeatureToggle {
  readonly featureName: string;
  readonly enabled: boolean | null;
}

/** Licenses that changes are about, by the id of the assignee. */
export type LicensesAskedAbout = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * People from outside the organisation, who are given licenses by their address. What they are offered waits for their consent, and
 * no read need show it before: only answers to writes tell it, see `Sent.holds`.
 */
export interface Outsiders {
  /** Whether a license can be given to them. */
  mayHold(license: Pick<License, 'externalId'>): boolean;
  /** The id of whoever has an address: the same before the provider knows them here and afterwards. */
  idOf(email: string): string;
  /** Whether an id is of such a person. */
  isOne(externalId: string): boolean;
  /** Whether the options of a change ask to invite whoever has the address. */
  isInvited(options: ChangeOptions): boolean;
  /** What to do about an address that nobody has: to invite them, where the license is not for them, to withdraw an invitation. */
  readonly hints: Readonly<Record<'invite' | 'unfit' | 'withdraw', string>>;
}

/**
 * Options of a change that only this provider knows. It never sees those of another one. Its problems are at the name of the option in
 * `values`: where that stands in the input is not its business.
 */
export interface OptionRules {
  /** The field of `ChangeOptionsInput` that has them. */
  readonly field: string;
  /**
   * Throws BAD_INPUT at an option that does not go with the action, or with how the assignee is named: `byAddress` is whether by e-mail.
   * Nothing has been read yet, and idempotency keys cover what is found here.
   */
  checkRequest(
    options: ChangeOptions,
    request: { readonly action: ChangeAction; readonly byAddress: boolean },
  ): void;
  /** Throws BAD_INPUT at an option that does not go with the license, of which only the id is known where it is not listed. */
  check(options: ChangeOptions, license: Pick<License, 'externalId'> & Partial<License>): void;
  /**
   * What a change with these options is about. Throws BAD_INPUT at an option that does not go with license and assignee, NOT_SUPPORTED for
   * what no read would show. Where it may be an account on a site, `readBack` tells such accounts as well.
   */
  targetOf(options: ChangeOptions, license: License, assignee: Assignee): ChangeTarget;
}

/** The write side of an account. The change engine plans, records, reads back and audits; this knows the provider's rules and calls. */
export interface Writes {
  /**
   * What the provider is known to refuse, by change id, judged together: a change may need, replace or free what another one
   * of the same set does. The assignees come as they were found. Nothing is sent. Absent where what is refused shows only then.
   * The path of a problem is null, or begins with the name of an option: one that a change lacks, for instance.
   *
   * Of the changes it is given, and of those that are sent, the engine guarantees, so that no provider checks it again:
   * - license and assignee exist, by ids that `accepts` takes, and the assignee is of a kind that the license takes; what is taken away
   *   is held, whether the provider still lists it or not;
   * - by what was read, each change alters something; no two of a set are about the same thing. Of people from outside a read need not
   *   show everything: taking a license from them is sent in any case;
   * - dates come only where `nativeScheduledRemoval` is true: SCHEDULE_REMOVAL with a calendar day that is not past, of a license that
   *   is held, CANCEL_REMOVAL of one that has a date, and no date with anything else;
   * - there are seats for all assignments, unless `mayExceedSeats`.
   */
  readonly check?: (changes: readonly Change[], current: CurrentState) => ReadonlyMap<string, Problem>;
  /** Options that changes may have; none when absent. */
  readonly options?: OptionRules;
  /** Whether the provider lets more of a license be assigned than was bought. */
  readonly mayExceedSeats?: (license: License) => boolean;
  /** People from outside; absent where there are none. */
  readonly outsiders?: Outsiders;
  /**
   * The changes in the fewest upstream calls, one inner list a call. The engine sends the groups that have removals first, and the others
   * when those are answered: what they free may be assigned then. Otherwise groups have no order.
   */
  group(changes: readonly Change[]): readonly (readonly Change[])[];
  /**
   * Sends one group of those, or what is left of it, once, as one upstream call (or the few it cannot do without). One `Sent` for every change of the group.
   * Throws ProblemError when nothing is known of any single change.
   */
  send(group: readonly Change[], call: Call): Promise<ReadonlyMap<string, Sent>>;
  /**
   * As `assignments.ofAssignees`, in fewer calls for many assignees. Where it exists it shows what became of changes; it may
   * leave out what no change is about, such as the time of assignment. Where the provider tells what somebody holds of listed
   * licenses only, those asked about are looked for besides, and the slot is a problem when nothing tells. `catalogue` is that of the
   * account where it was read just before, so that it need not be read again. It exists where facts of assignees tell of what they hold:
   * those come along.
   */
  readonly readBack?: (
    assignees: readonly Assignee[],
    call: Call,
    asked?: LicensesAskedAbout,
    catalogue?: Listed<License>,
  ) => Promise<Slots<HeldNow>>;
  /**
   * What a look-up by id or by address tells of what its value holds, as `readBack` would; undefined where it does not. `unlisted` are
   * the licenses asked about that the catalogue lacks. Where it exists, planning looks nobody up twice. Never for reading back.
   */
  readonly heldAsFound?: (assignee: Assignee, unlisted: readonly string[]) => readonly Holding[] | undefined;
  /** What somebody should know before any license is taken away; absent when there is nothing. */
  readonly removalCaveat?: string;
  /** Groups of this account that may be under way at once. */
  readonly concurrency: number;
  /** Milliseconds after a write at which a read may first show it, and again; after the last one it counts as not shown. */
  readonly readBackAfterMs: readonly number[];
}

/** A list that is read to its end in a sweep: one of those that together tell everything of an account in the fewest calls. */
export interface InventorySection {
  /** Stable: what is resumed is found by it. */
  readonly name: string;
  /** Read at most so often; absent: in every sweep. */
  readonly everyHours?: number;
  readonly lists: readonly ListedInFull[];
  /** As `ReadPage`. `cursor` may be kept for a day and come to another process. Throws CURSOR_EXPIRED when it is no longer taken. */
  page(cursor: string | null, call: Call, known: KnownSoFar): Promise<SightingPage>;
}

/** One account of a provider, ready to be asked. Every method may throw ProblemError with the account's key on it. */
export interface ProviderAccount {
  readonly account: Account;
  status(): AccountStatus;
  /** Whether the provider lets these credentials change licenses; null while it has not told. Absent where it never tells. */
  readonly mayChange?: () => boolean | null;
  /** Whether a text can be an id of this provider at all; nothing else is ever put into an upstream request. */
  accepts(kind: IdKind, externalId: string): boolean;
  /**
   * The one spelling of an id that this provider may spell in several ways. Every id that the account gives out is spelled so, and
   * one that comes in is put into it before anything is compared, kept or asked with it. Absent where there is one spelling only.
   */
  readonly canonicalId?: (kind: IdKind, externalId: string) => string;
  /** Every license of the account, all pages. */
  catalogue(call: Call): Promise<Listed<License>>;
  /** Licenses with everything, where the catalogue may leave something out. */
  readonly licensesInFull?: ReadByKeys<License>;
  readonly assignments: {
    /** Every assignment of the account. */
    readonly page: ReadPage<Assignment>;
    /** Every assignment of one license. A page may hold few rows or none although more follow. `wanted` is as in `ReadPage`. */
    ofLicense(
      licenseId: string,
      cursor: string | null,
      call: Call,
      wanted?: number,
    ): Promise<Page<Assignment>>;
    /** Everything each assignee holds; all of them are of one kind. Slots by external id. */
    ofAssignees(assignees: readonly Assignee[], call: Call): Promise<Slots<readonly Assignment[]>>;
    /** Whether an assignee may be offered more than any read shows. Nobody is where it is absent. */
    readonly mayBeOffered?: (assignee: Assignee) => boolean;
  };
  /** By kind; one that the provider does not have is absent. */
  readonly assignees: { readonly [K in AssigneeKind]?: AssigneeCollection<K> };
  /** External ids of the licenses that roles with these ids would need. */
  readonly inferLicenses?: (roleIds: readonly string[], call: Call) => Promise<readonly string[]>;
  readonly featureToggle?: (featureName: string, call: Call) => Promise<FeatureToggle>;
  readonly setFeatureToggle?: (featureName: string, call: Call) => Promise<FeatureToggle>;
  readonly writes?: Writes;
  /** The sections of a sweep, in the order in which they are read, beginning with the licenses. Where it is absent they are made of the lists above. */
  readonly inventory?: readonly InventorySection[];
}

/** What every account in the configuration has, whatever its provider. */
export interface AccountSettings {
  readonly key: string;
  readonly name: string;
  readonly provider: Provider;
}

/** One line of the registry. */
export interface ProviderDefinition<Settings extends AccountSettings> {
  readonly provider: Provider;
  /** Schema of the account's entry in the configuration; unknown keys are refused. */
  readonly settings: z.ZodType<Settings>;
  /**
   * What tells tenants of this provider apart, as far as the configuration does: two entries with the same text are one tenant
   * twice. Never shown: it may be made of credentials.
   */
  tenantOf(settings: Settings): string;
  create(settings: Settings, runtime: UpstreamRuntime): ProviderAccount;
}
