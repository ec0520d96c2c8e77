// The end of what a caller may do.
import type { Principal } from '../../auth/principal.ts';

/** The longest that a timer of Node can be set to. */
const LONGEST_MS = 2 ** 31 - 1;

/** Calls back when the caller's token expires; returns what calls that off. */
export function onExpiry({ expiresAt }: Principal, now: () => number, expired: () => void): () => void {
  if (expiresAt === null) return () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const left = expiresAt - now();
    if (left <= 0) return expired();
    timer = setTimeout(look, Math.min(left, LONGEST_MS));
  };
  look();
  return () => clearTimeout(timer);
}
