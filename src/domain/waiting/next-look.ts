// The pace of those who follow something: they look again when there is news of it, and now and then without.

/** How the one who follows tells time. */
export interface Pace {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Rejects when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Hears how long ago that was recorded which the one who follows has just dealt with, in milliseconds. */
  readonly lagged?: ((milliseconds: number) => void) | undefined;
}

/** Between two looks at least. */
const LEAST_MS = 250;
/** A look without news: what passes with time alone is nothing that is recorded, and news may be lost with a connection. */
const LOOK_MS = 5_000;

/** Until there is news, but no sooner than the pace allows, and no later than a look is due. Tells when the news was recorded, where that is known. */
export async function untilNextLook(
  news: Promise<number | null> | null,
  looked: number,
  { now, sleep, signal }: Pace & { readonly signal: AbortSignal },
): Promise<number | null> {
  const woken = new AbortController();
  const either = AbortSignal.any([signal, woken.signal]);
  // A pause that ends early is no failure.
  const pause = sleep(LOOK_MS, either).then(
    () => null,
    () => null,
  );
  const recordedAt = await (news === null ? pause : Promise.race([news, pause]));
  woken.abort();
  const left = looked + LEAST_MS - now();
  if (left > 0) await sleep(left, signal).catch(() => undefined);
  return recordedAt;
}
