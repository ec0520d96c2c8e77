// What a page changes in the holdings that are known. Pure: no clock, no database.
import type { AssignmentStatus } from '../../../domain/assignment.ts';

/** An open holding, as it is recorded. */
export interface KnownHolding extends Pair {
  readonly id: number;
  readonly status: AssignmentStatus;
  readonly assignedAt: Date | null;
  /** `YYYY-MM-DD`. */
  readonly removalOn: string | null;
  readonly observedAt: Date;
  readonly missedIn: number | null;
}

/** A holding, as a page tells it. */
export interface ToldHolding extends Pair {
  readonly status: AssignmentStatus;
  /** RFC 3339. */
  readonly assignedAt: string | null;
  readonly removalOn: string | null;
}

/** A holding by the surrogate keys of its license and its holder. */
export interface Pair {
  readonly licenseId: number;
  readonly assigneeId: number;
}

/** A verified change of ours that lists need not show yet. */
export interface OwnWrite extends Pair {
  /** What is offered no list shows until it is accepted. */
  readonly isOffer: boolean;
}

export interface HoldingsSeen {
  readonly known: readonly KnownHolding[];
  readonly told: readonly ToldHolding[];
  /** Surrogate keys of assignees of whom the page tells everything they hold. */
  readonly whole: ReadonlySet<number>;
  /** Those that hold against what is read at that time. */
  readonly ownWrites: readonly OwnWrite[];
  readonly readAt: Date;
}

export interface HoldingsDiff {
  readonly opened: readonly ToldHolding[];
  /** Another status or removal date: what it was is closed, and it goes on as it is told. */
  readonly changed: readonly { readonly was: KnownHolding; readonly told: ToldHolding }[];
  /** Another time of assignment, or seen again after it was missed: nothing has happened to it. */
  readonly refreshed: readonly { readonly was: KnownHolding; readonly told: ToldHolding }[];
  /** Ids of the known holdings that are there. */
  readonly seen: readonly number[];
  /** Holdings of whole assignees that the page does not tell. */
  readonly lacking: readonly KnownHolding[];
  /** What was offered, and is told. */
  readonly accepted: readonly Pair[];
  /** What we took away so lately that it does not count that it is told. */
  readonly contradicted: readonly Pair[];
  /** Ids of those that lists have shown, and that stand although this one has them otherwise or not at all: we changed them so lately. */
  readonly denied: readonly number[];
}

/** Compares. What was recorded after the read was sent stands, and so does what we changed so lately that a list may not show it. */
export function diffHoldings({ known, told, whole, ownWrites, readAt }: HoldingsSeen): HoldingsDiff {
  const byPair = new Map(known.map((holding) => [pairOf(holding), holding]));
  const ours = new Map(ownWrites.map((write) => [pairOf(write), write]));
  const opened: ToldHolding[] = [];
  const changed: { was: KnownHolding; told: ToldHolding }[] = [];
  const refreshed: { was: KnownHolding; told: ToldHolding }[] = [];
  const seen: number[] = [];
  const accepted: Pair[] = [];
  const contradicted: Pair[] = [];
  const denied: KnownHolding[] = [];
  for (const holding of told) {
    const was = byPair.get(pairOf(holding));
    const own = ours.get(pairOf(holding));
    const isRecent = own?.isOffer === false;
    if (was === undefined) {
      (isRecent ? contradicted : opened).push(holding);
      continue;
    }
    seen.push(was.id);
    if (was.observedAt >= readAt) continue;
    if (own?.isOffer === true) accepted.push(holding);
    const isOther = was.status !== holding.status || was.removalOn !== holding.removalOn;
    if (isOther) {
      if (isRecent) denied.push(was);
      else changed.push({ was, told: holding });
    } else if (was.missedIn !== null || isToldOtherwise(was, holding)) {
      refreshed.push({ was, told: holding });
    }
  }
  const isTold = new Set(told.map((holding) => pairOf(holding)));
  const untold = known.filter((one) => whole.has(one.assigneeId) && !isTold.has(pairOf(one)));
  const stands = (one: KnownHolding): boolean => one.observedAt >= readAt || ours.has(pairOf(one));
  seen.push(...untold.filter((one) => stands(one)).map(({ id }) => id));
  const lacking = untold.filter((one) => !stands(one));
  denied.push(...untold.filter((one) => one.observedAt < readAt && ours.get(pairOf(one))?.isOffer === false));
  return {
    opened,
    changed,
    refreshed,
    seen,
    lacking,
    accepted,
    contradicted,
    denied: denied.filter(({ missedIn }) => missedIn === null).map(({ id }) => id),
  };
}

/** A time that is not told does not take away the one that another read told. */
function isToldOtherwise(was: KnownHolding, told: ToldHolding): boolean {
  return told.assignedAt !== null && was.assignedAt?.getTime() !== Date.parse(told.assignedAt);
}

/** The keys as one. */
export function pairOf({ licenseId, assigneeId }: Pair): string {
  return `${assigneeId} ${licenseId}`;
}
