// How many of something each caller has at once.
import type { Principal } from '../../auth/principal.ts';
import type { Current } from '../../domain/reload/current.ts';

export interface Share {
  /** Counts one in for a caller and returns what counts it out, once; null when the caller has as many as are allowed. */
  take(principal: Principal): (() => void) | null;
  readonly allowed: Current<number>;
}

/** `isExempt`: callers who are not counted. */
export function createShare(allowed: Current<number>, isExempt: (principal: Principal) => boolean): Share {
  const taken = new Map<string, number>();
  return {
    allowed,
    take(principal) {
      if (isExempt(principal)) return () => undefined;
      const key = keyOf(principal);
      const count = taken.get(key) ?? 0;
      if (count >= allowed()) return null;
      taken.set(key, count + 1);
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        const left = (taken.get(key) ?? 1) - 1;
        if (left === 0) taken.delete(key);
        else taken.set(key, left);
      };
    },
  };
}

/** A router asks for all of its users at once. A token whose scopes nobody named may be one's, as there was no other before. */
export function mayBeRouter({ method, scopes }: Principal): boolean {
  return method === 'ROUTER' || (method !== 'NONE' && scopes.has('federation'));
}

/** What a caller is counted by. A listed token may have the name of a router's principal. */
export function keyOf({ method, name }: Principal): string {
  return `${method} ${name}`;
}
