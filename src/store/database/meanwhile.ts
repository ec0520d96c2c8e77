// What this process makes ready while the database works.
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Makes something while work is under way that was just begun. Rejects as the work does. */
export async function meanwhile<T, Made>(
  work: Promise<T>,
  make: () => Made,
): Promise<readonly [done: T, made: Made]> {
  // That it failed is told when it is waited for.
  work.catch(() => undefined);
  // Statements leave at the end of a turn of the event loop.
  await nextTurn();
  const made = make();
  return [await work, made];
}

/** Works piece by piece, and takes what comes of each while the next one is worked on. */
export async function oneBehind<Piece, Done>(
  pieces: readonly Piece[],
  work: (piece: Piece) => Promise<Done>,
  take: (done: Done, piece: Piece) => void,
): Promise<void> {
  let takeLast = (): void => undefined;
  for (const piece of pieces) {
    const [done] = await meanwhile(work(piece), takeLast);
    takeLast = () => take(done, piece);
  }
  takeLast();
}

/** Works piece by piece, and makes each ready while the one before it is worked on. */
export async function oneAhead<Piece, Ready>(
  [first, ...rest]: readonly Piece[],
  ready: (piece: Piece) => Ready,
  work: (ready: Ready) => Promise<void>,
): Promise<void> {
  if (first === undefined) return;
  let next = ready(first);
  for (const piece of rest) [, next] = await meanwhile(work(next), () => ready(piece));
  await work(next);
}
