// Real time: a clock that never goes back, and waiting.
import { setTimeout as delay } from 'node:timers/promises';

/** Repeats work every so many milliseconds, until the function it gives is called. Holds no process up. */
export function every(milliseconds: number, work: () => void): () => void {
  const timer = setInterval(work, milliseconds);
  timer.unref();
  return () => clearInterval(timer);
}

/** Rejects with the reason of the signal. */
export async function sleepUnlessAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch {
    // This timer fails only when it is aborted, and the signal says why.
    throw signal.reason;
  }
}

/**
 * A clock in milliseconds since the epoch that does not follow the machine's when that is set back: it goes at half its pace until the
 * two agree again. What is read and written is put in order by it, and a page that was read before a write must never count as later.
 * `wall` is the machine's clock, `elapsed` milliseconds that only grow.
 */
export function steadyClock(wall: () => number, elapsed: () => number): () => number {
  let latest = wall();
  let since = elapsed();
  return () => {
    const at = elapsed();
    latest = Math.max(wall(), latest + (at - since) / 2);
    since = at;
    return Math.floor(latest);
  };
}
