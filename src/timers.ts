// Waiting in real time.
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
