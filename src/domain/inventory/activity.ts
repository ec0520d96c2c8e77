// When an assignee was last active, and whether the provider tells it at all.
import type { Assignee } from '../assignee.ts';
import type { Activity } from './search.ts';

/** What is known of when somebody or something was last active. */
interface ActivityTold {
  readonly activity: Activity;
  /** RFC 3339 UTC, exactly where it is TOLD. */
  readonly activeAt: string | null;
}

/**
 * NEVER takes the provider's own word, which is an invitation that nobody has accepted. A date that is missing may be one that the
 * provider does not share, and says nothing.
 */
export function activityOf(assignee: Assignee): ActivityTold {
  const activeAt = momentOf(assignee);
  if (activeAt !== null) return { activity: 'TOLD', activeAt };
  const isInvited = assignee.kind === 'USER' && assignee.state === 'PENDING';
  return { activity: isInvited ? 'NEVER' : 'NOT_TOLD', activeAt: null };
}

function momentOf(assignee: Assignee): string | null {
  switch (assignee.kind) {
    case 'USER':
      return assignee.lastActiveAt ?? null;
    case 'DEVICE':
      return assignee.lastConnectedAt ?? null;
    case 'WORKSPACE':
    case 'ENTITY':
      return null;
  }
}
