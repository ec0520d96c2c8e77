// Findings as whoever works with them sees them. Every method may throw STORE_UNAVAILABLE; all of them can be made again.
import type {
  AccountFindingSettings,
  Dismissal,
  Finding,
  FindingCode,
  FindingCount,
  FindingQuery,
  FindingSettings,
  Found as FoundNow,
} from '../../domain/insight/finding.ts';
import type { Found, LicenseRef } from '../../domain/inventory/search.ts';

/** What the rules go by besides the rows. */
export interface RuleSettings {
  readonly all: FindingSettings;
  readonly account: AccountFindingSettings;
}

/** What rules that take more than rows have found in an account. */
export type GivenFindings = ReadonlyMap<FindingCode, readonly FoundNow[]>;

/** What working the rules out came to. */
export interface RecordedFindings {
  readonly opened: number;
  readonly changed: number;
  readonly closed: number;
}

/** Whose findings: keys of the accounts that the caller sees. */
export type CountedFindings = Pick<FindingQuery, 'visible' | 'filter'>;

/** Somebody who says that findings are no matter, or that they are one again (`dismissal` null). */
export interface DismissalBy {
  readonly ids: readonly number[];
  readonly visible: readonly string[];
  readonly dismissal: Dismissal | null;
  readonly principal: string;
  readonly reason: string | null;
  readonly ticket: string | null;
}

/** Seats of a license that nobody needs. */
export interface WastedSeats {
  /** Those of UNUSED_SEATS, which nobody has taken. */
  readonly unused: number;
  /** Holdings with a finding of HOLDER_CODES, each once; dismissed ones and hints are left out. */
  readonly idle: number;
}

export interface Findings {
  findFindings(query: FindingQuery): Promise<Found<Finding>>;
  countFindings(query: CountedFindings): Promise<number>;
  /** The gravest rules first. */
  summariseFindings(query: CountedFindings): Promise<readonly FindingCount[]>;
  /** In the order asked; those that there are, among the visible ones. */
  findingsById(visible: readonly string[], ids: readonly number[]): Promise<readonly Finding[]>;
  /** Writes it down, with an entry in the audit log for each. Gives the ids of those that there are. */
  dismissFindings(by: DismissalBy): Promise<readonly number[]>;
  /** By license, in their order. */
  wastedSeats(licenses: readonly LicenseRef[]): Promise<readonly WastedSeats[]>;
  /** Open findings that nobody has dismissed, by rule and account, for metrics. */
  openFindings(): Promise<readonly OpenFindings[]>;
}

export interface OpenFindings {
  readonly accountKey: string;
  readonly code: FindingCode;
  readonly count: number;
}

/** WHOLE: by all rules. LICENSES: by those about licenses alone, after a sweep that read nothing else. */
export type Look = 'WHOLE' | 'LICENSES';

/** What findings are worked out with. */
export interface LookedWith {
  readonly look: Look;
  readonly settings: RuleSettings;
  readonly given: GivenFindings;
}

export interface FindingLooks {
  /** Accounts whose findings are to be worked out: those that were swept since, or not looked at for a day. */
  accountsToLookAt(): Promise<readonly string[]>;
  /** Takes an account for this process; null when another one has it. A look that is then not made is lost: the next one makes up for it. */
  claimLook(accountKey: string): Promise<Look | null>;
  /** Works the rules out for an account and writes where they differ from what is known: in slices, each a transaction. Stops when the signal aborts. */
  recordFindings(accountKey: string, how: LookedWith, signal: AbortSignal): Promise<RecordedFindings>;
}
