// Work that nobody waits for longer than so long.

/** Ends after so many milliseconds, or when the signal aborts: then it may reject. */
type Wait = (milliseconds: number, over: AbortSignal) => Promise<void>;

/** What comes of the work; null when it takes longer. It goes on then. */
export async function inTime<T>(work: Promise<T>, milliseconds: number, wait: Wait): Promise<T | null> {
  const over = new AbortController();
  const late = wait(milliseconds, over.signal).then(
    () => null,
    () => null,
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}
