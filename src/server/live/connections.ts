// Connections that stay open: sockets and streams. How many there may be, and how they are taken leave of when the server stops.

export interface Connections {
  /** Counts one in, unless there are too many; `leave` tells its client to come back elsewhere. Returns what counts it out again. */
  open(leave: () => void): (() => void) | null;
  /** Whether one more would be too many. */
  isFull(): boolean;
  /** Takes leave of all that are open, spread over so much time: their clients come back at once, and to somewhere. */
  leaveAll(withinMs: number): void;
}

/** Between two that are taken leave of, at most: few take no longer than they must. */
const STEP_MS = 50;

export function createConnections(most: number, gauge: (open: number) => void): Connections {
  const open = new Set<() => void>();
  let isLeaving = false;
  return {
    open(leave) {
      if (isLeaving || open.size >= most) return null;
      open.add(leave);
      gauge(open.size);
      return () => {
        open.delete(leave);
        gauge(open.size);
      };
    },
    isFull: () => isLeaving || open.size >= most,
    leaveAll(withinMs) {
      isLeaving = true;
      const step = Math.min(STEP_MS, withinMs / Math.max(1, open.size));
      for (const [place, leave] of [...open].entries()) {
        setTimeout(() => {
          if (open.has(leave)) leave();
        }, place * step);
      }
    },
  };
}
