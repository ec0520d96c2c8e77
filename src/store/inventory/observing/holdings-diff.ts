// What a page changes in the holdings that are known. Pure: no clock, no database.
import type { AssignmentStatus } from '../../../domain/assignment.ts';

/** An open holding, as it is recorded. */
export interface KnownHolding {
  readonly id: number;
  readonly licenseId: number;
  readonly assigneeId: number;
  readonly status: AssignmentStatus;
  readonly assignedAt: Date | null;
  /** `YYYY-MM-DD`. */
  readonly removalOn: string | null;
  readonly observedAt: Date;
  readonly missedIn: number | null;
}

/** A holding, as a page tells it. */
export interface ToldHolding {
  readonly licenseId: number;
  readonly assigneeId: number;
  readonly status: AssignmentStatus;
  /** RFC 3339. */
  readonly assignedAt: string | null;
  readonly removalOn: string | null;
}

/** A verified change of ours that lists need not show yet. */
export interface OwnWrite {
  readonly licenseId: number;
  readonly assigneeId: number;
  readonly observedAt: Date;
  readonly until: Date;
}

export interface HoldingsSeen {
  readonly known: readonly KnownHolding[];
  readonly told: readonly ToldHolding[];
  /** Surrogate keys of assignees of whom the page tells everything they hold. */
  readonly whole: ReadonlySet<number>;
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
}

/** Compares. What was recorded after the read was sent stands, and so does what we changed so lately that a list may not show it. */
export function diffHoldings({ known, told, whole, ownWrites, readAt }: HoldingsSeen): HoldingsDiff {
  const byPair = new Map(known.map((holding) => [pairOf(holding), holding]));
  const recent = new Set(ownWrites.filter(({ until }) => until > readAt).map((write) => pairOf(write)));
  const opened: ToldHolding[] = [];
  const changed: { was: KnownHolding; told: ToldHolding }[] = [];
  const refreshed: { was: KnownHolding; told: ToldHolding }[] = [];
  const seen: number[] = [];
  const isTold = new Set<string>();
  for (const holding of told) {
    const pair = pairOf(holding);
    isTold.add(pair);
    const was = byPair.get(pair);
    if (was === undefined) {
      if (!recent.has(pair)) opened.push(holding);
      continue;
    }
    seen.push(was.id);
    if (was.observedAt >= readAt) continue;
    const isOther = was.status !== holding.status || was.removalOn !== holding.removalOn;
    if (isOther) {
      if (!recent.has(pair)) changed.push({ was, told: holding });
    } else if (was.missedIn !== null || isToldOtherwise(was, holding)) {
      refreshed.push({ was, told: holding });
    }
  }
  const lacking: KnownHolding[] = [];
  for (const holding of known) {
    const pair = pairOf(holding);
    if (isTold.has(pair) || !whole.has(holding.assigneeId)) continue;
    if (holding.observedAt >= readAt || recent.has(pair)) seen.push(holding.id);
    else lacking.push(holding);
  }
  return { opened, changed, refreshed, seen, lacking };
}

/** A time that is not told does not take away the one that another read told. */
function isToldOtherwise(was: KnownHolding, told: ToldHolding): boolean {
  return told.assignedAt !== null && was.assignedAt?.getTime() !== Date.parse(told.assignedAt);
}

function pairOf({
  licenseId,
  assigneeId,
}: {
  readonly licenseId: number;
  readonly assigneeId: number;
}): string {
  return `${assigneeId} ${licenseId}`;
}
