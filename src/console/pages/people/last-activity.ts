// When somebody with several logins was last active. Pure.
import type { Activity } from '../../generated/documents.ts';

interface Login {
  readonly lastActiveAt: string | null;
  readonly activity: Activity | null;
}

/** The latest of all. "Never" only where each vendor says so: one that tells nothing may know better. */
export function lastActivity(logins: readonly Login[]): {
  readonly at: string | null;
  readonly activity: Activity;
} {
  const at =
    logins
      .flatMap(({ lastActiveAt }) => lastActiveAt ?? [])
      .sort()
      .at(-1) ?? null;
  if (at !== null) return { at, activity: 'TOLD' };
  const isNever = logins.length > 0 && logins.every(({ activity }) => activity === 'NEVER');
  return { at: null, activity: isNever ? 'NEVER' : 'NOT_TOLD' };
}
