// Assignees with all that they hold, as a sweep sees them.
import type { User, Workspace } from '../../../domain/assignee.ts';
import type { SightingPage } from '../../../domain/inventory/sighting.ts';
import { withHoldings, type Counts, type Progress } from '../../inventory.ts';

/**
 * The assignees of a page. Of one whose row does not tell what it holds, as for eyes without an administrator's rights (webex contract 6),
 * nothing follows for its licenses: that it is there is all that is known.
 */
export function sightingsOf(
  assignees: readonly (User | Workspace)[],
): Pick<SightingPage, 'items' | 'leftOut'> {
  return {
    items: assignees.map(({ assignments: holds, ...assignee }) =>
      holds === undefined ? { assignee } : { assignee, holds },
    ),
    leftOut: assignees.filter(isUntold).map(({ kind, externalId }) => ({ kind, externalId })),
  };
}

/** Whether a row does not tell what its assignee holds. */
export function isUntold({ assignments }: User | Workspace): boolean {
  return assignments === undefined;
}

/** The progress with all that assignees hold. */
export function withHeld(
  progress: Progress,
  assignees: readonly (User | Workspace)[],
  counts: Counts,
): Progress {
  const held = assignees.flatMap(({ assignments = [] }) => assignments);
  return withHoldings(progress, held, counts);
}
