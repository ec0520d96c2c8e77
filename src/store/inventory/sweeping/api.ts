// Sweeps as the sweeper sees them: which there are, how far each is, and recording what its pages show. Every method may throw STORE_UNAVAILABLE;
// all of them can be made again.
import type { AssigneeRef } from '../../../domain/inventory/search.ts';
import type { KnownSoFar, LeftOutRow, ListedInFull, Sighting } from '../../../domain/inventory/sighting.ts';
import type { SectionStatus, SweepReason } from '../../../domain/inventory/accounts.ts';
import type { EndedSweep } from '../../../domain/telemetry/sweep-meter.ts';
import type { Problem } from '../../../domain/problem.ts';

/** A sweep that this process works on, as long as nobody else has it. */
export interface HeldSweep {
  readonly sweepId: number;
  readonly accountKey: string;
  readonly owner: string;
}

/** How far a section is. */
export interface SectionState {
  readonly position: number;
  readonly name: string;
  readonly lists: readonly ListedInFull[];
  readonly status: SectionStatus;
  /** From 1: how often it was begun. What earlier attempts saw does not count. */
  readonly attempt: number;
  /** Where its next page starts; null at the first page, and behind the last one. */
  readonly cursor: string | null;
  /** Pages kept so far, look-ups included. */
  readonly page: number;
  /** Whether the list was read to its end. */
  readonly isRead: boolean;
  /** Tries of the page at hand that failed, and since when, RFC 3339 UTC. */
  readonly tries: number;
  readonly failingSince: string | null;
}

export interface ClaimedSweep extends HeldSweep {
  readonly why: SweepReason;
  /** RFC 3339 UTC. */
  readonly startedAt: string;
  readonly sections: readonly SectionState[];
}

/** A section that is to be read, before it is. */
export interface SectionPlan {
  readonly name: string;
  readonly lists: readonly ListedInFull[];
}

/** What a page showed. */
export interface KeptPage {
  /** Clock before the first try of the read, in milliseconds. */
  readonly readAt: number;
  readonly sightings: readonly Sighting[];
  readonly leftOut: readonly LeftOutRow[];
  /** What was looked up and is not there. */
  readonly gone: readonly AssigneeRef[];
  /** Whether rows were left out whose ids cannot be read, or the list cannot be complete. */
  readonly hasGap: boolean;
  /** Where the next page starts; null behind the last one. Of no effect for a look-up. */
  readonly next: string | null;
  readonly isLookUp: boolean;
  /** The provider's own counts of the whole list, where it tells them. */
  readonly total: number | null;
  readonly totalHoldings: number | null;
  /** Upstream calls it took: they are counted with it. */
  readonly calls: number;
}

/** What a section lists and has not shown. `assignees`: those to look up; `holders`: those of whom something held was not shown. */
export interface Unseen {
  readonly assignees: readonly AssigneeRef[];
  readonly holders: readonly AssigneeRef[];
  /** Look-ups that the section has had already. */
  readonly lookUps: number;
  /** Calls that all of its look-ups took, or may have taken where the process was killed. */
  readonly lookUpCalls: number;
}

/** When an account was swept. Times are RFC 3339 UTC. */
export interface SweepTimes {
  readonly accountKey: string;
  /** Start and end of the last sweep of everything, however it ended; null before the first. */
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** Start of the last one that read the licenses, the whole ones as well. */
  readonly licensesAt: string | null;
  /** When a change of ours was last verified, as far back as such are kept; null when none was. */
  readonly changedAt: string | null;
  /** When somebody last asked for a sweep; null when nobody has. */
  readonly askedAt: string | null;
  /** Whether one is queued or under way. */
  readonly isOpen: boolean;
}

/** Why a section ends: it was read to its end, or it cannot be. `signal`: the process stops, and the end is left to another one. */
export type Ending = ({ readonly isRead: true } | { readonly isRead: false; readonly problem: Problem }) & {
  readonly signal?: AbortSignal;
};

export interface Sweeping {
  /** Makes known which accounts are configured. The others are hidden from now on; one that is back is shown again. */
  keepAccounts(accounts: readonly { readonly key: string; readonly provider: string }[]): Promise<void>;
  /** Of the accounts that are kept. */
  sweepTimes(): Promise<readonly SweepTimes[]>;
  /** Starts of the last complete readings, RFC 3339 UTC, by the name of the section. */
  sectionTimes(accountKey: string): Promise<ReadonlyMap<string, string>>;
  /** Queues a sweep, unless one is queued or under way; gives the one that there is then. null for an account that is not kept. */
  queueSweep(
    accountKey: string,
    why: SweepReason,
  ): Promise<{ readonly sweepId: number; readonly isNew: boolean } | null>;
  /** Sweeps that nobody works on and that wait for nothing. */
  sweepsToRun(): Promise<readonly number[]>;
  /**
   * Takes a sweep up, with the sections it is to have when it is new. null when somebody else has it, there is nothing to do, or nothing is
   * planned (null): it is given back then.
   */
  claimSweep(
    sweepId: number,
    owner: string,
    leaseMs: number,
    plan: (accountKey: string, why: SweepReason) => Promise<readonly SectionPlan[] | null>,
  ): Promise<ClaimedSweep | null>;
  /** false: somebody else has it, or something of it is being recorded, which renews it as well. */
  renewSweep(held: HeldSweep, leaseMs: number): Promise<boolean>;
  /** Gives it back: it goes on at once, or at `notBefore` (milliseconds). */
  releaseSweep(held: HeldSweep, notBefore: number | null, problem: Problem | null): Promise<void>;
  /** The section from its start, as its next attempt. null: somebody else has the sweep. */
  beginSection(held: HeldSweep, position: number): Promise<SectionState | null>;
  /** Records a page, and where the next one starts. null: somebody else has the sweep; nothing was written. */
  keepPage(held: HeldSweep, section: SectionState, page: KeptPage): Promise<SectionState | null>;
  /** Counts a try of a page that failed. */
  keepFailure(held: HeldSweep, section: SectionState, problem: Problem): Promise<SectionState | null>;
  /** Counts requests of which nothing is kept. Whoever has the sweep by now, or ended it: they were sent for it. */
  countCalls(held: HeldSweep, calls: number): Promise<void>;
  /** Counts calls as spent on look-ups of the section; negative: they were not, after all. false: somebody else has the sweep. */
  countLookUpCalls(held: HeldSweep, section: SectionState, calls: number): Promise<boolean>;
  knownSoFar(held: HeldSweep): KnownSoFar;
  /** What a section that was read to its end has not shown, at most so many of each. */
  unseen(
    held: HeldSweep,
    section: SectionState,
    most: { readonly assignees: number; readonly holders: number },
  ): Promise<Unseen>;
  /** Decides what is gone, and closes it. Gives how the section ended; null: somebody else has the sweep. Throws when its signal aborts. */
  concludeSection(held: HeldSweep, section: SectionState, ending: Ending): Promise<SectionStatus | null>;
  /** `sections`: the names of all that the account has. null: somebody else has the sweep. */
  finishSweep(held: HeldSweep, sections: readonly string[]): Promise<EndedSweep | null>;
  /** Does for the tables what the database does not do by itself: after so many pages of a run, or at the end of the sweep (null). */
  maintain(held: HeldSweep, pages: number | null): Promise<void>;
}
