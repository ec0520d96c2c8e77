// Connections that stay open: sockets and streams. How many there may be, and how they are taken leave of when the server stops.
import type { Current } from '../../domain/reload/current.ts';
import type { Transport } from '../../domain/telemetry/server-meter.ts';

export interface Connections {
  /** Counts a stream in, unless there are too many; `leave` tells its client to come back elsewhere. Returns what counts it out again. */
  open(leave: () => void): (() => void) | null;
  /** Lets one in whose caller is not known yet; null when the server takes leave. One that has waited gives way when there are too many. */
  welcome(stranger: Stranger): Place | null;
  /** Whether one more caller would be too many. */
  isFull(): boolean;
  /** Tells all that are open to leave, spread over so much time: their clients come back at once, and to somewhere. */
  tellAll(withinMs: number): void;
  /** The same, and lets none in any more. */
  leaveAll(withinMs: number): void;
}

export interface Stranger {
  readonly address: string;
  leave(): void;
  /** Another one gets its place. */
  giveWay(): void;
}

export interface Place {
  /** Its caller is known: counts it as theirs; false when there are too many. */
  stay(): boolean;
  /** Counts it out, whoever it is of. */
  end(): void;
}

/** Between two that are taken leave of, at most: few take no longer than they must. */
const STEP_MS = 50;
/** Strangers have places besides those of callers, so that they can take none of these. */
const STRANGERS_SHARE = 1 / 10;

/** `gauge` hears how many are open, strangers included, who have opened WebSockets. */
export function createConnections(
  most: Current<number>,
  gauge: (transport: Transport, open: number) => void,
): Connections {
  const open = new Set<() => void>();
  const strangers = new Set<Stranger>();
  let isLeaving = false;
  let streams = 0;
  const count = (): void => {
    gauge('SSE', streams);
    gauge('WEBSOCKET', open.size - streams + strangers.size);
  };
  const isFull = (): boolean => isLeaving || open.size >= most();
  const take = (leave: () => void, stream: 0 | 1 = 0): (() => void) | null => {
    if (isFull()) return null;
    open.add(leave);
    streams += stream;
    count();
    return () => {
      if (open.delete(leave)) streams -= stream;
      count();
    };
  };
  const tellAll = (withinMs: number): void => {
    const all = [...strangers].map((stranger) => ({
      isThere: () => strangers.has(stranger),
      leave: () => stranger.leave(),
    }));
    for (const leave of open) all.push({ isThere: () => open.has(leave), leave });
    const step = Math.min(STEP_MS, withinMs / Math.max(1, all.length));
    for (const [place, { isThere, leave }] of all.entries()) {
      setTimeout(() => {
        if (isThere()) leave();
      }, place * step);
    }
  };
  return {
    open: (leave) => take(leave, 1),
    welcome(stranger) {
      if (isLeaving) return null;
      strangers.add(stranger);
      if (strangers.size > placesForStrangers(most())) showOut(strangers);
      count();
      return placeOf(stranger, strangers, { take, count });
    },
    isFull,
    tellAll,
    leaveAll(withinMs) {
      isLeaving = true;
      tellAll(withinMs);
    },
  };
}

/** How many may be open whose caller is not known. */
export function placesForStrangers(most: number): number {
  return Math.max(1, Math.floor(most * STRANGERS_SHARE));
}

function placeOf(
  stranger: Stranger,
  strangers: Set<Stranger>,
  { take, count }: { take: (leave: () => void) => (() => void) | null; count: () => void },
): Place {
  let counted: (() => void) | null = null;
  return {
    stay() {
      // One that gave way is being closed.
      if (!strangers.has(stranger)) return false;
      counted = take(() => stranger.leave());
      if (counted) strangers.delete(stranger);
      count();
      return counted !== null;
    },
    end() {
      strangers.delete(stranger);
      count();
      counted?.();
    },
  };
}

/** The oldest of the address that has the most: whoever opens many takes places from nobody else. */
function showOut(strangers: Set<Stranger>): void {
  let most: readonly Stranger[] = [];
  for (const group of Map.groupBy(strangers, ({ address }) => address).values())
    if (group.length > most.length) most = group;
  const [oldest] = most;
  if (!oldest) return;
  strangers.delete(oldest);
  oldest.giveWay();
}
