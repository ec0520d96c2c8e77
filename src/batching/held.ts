// What assignees hold: told by their own rows, or read.
import { heldByRows, type Assignee } from '../domain/assignee.ts';
import type { Assignment } from '../domain/assignment.ts';
import type { Slot, Slots } from '../domain/page.ts';

/** What each assignee holds; reads it of those whose rows do not tell it. */
export async function readUntold(
  assignees: readonly Assignee[],
  read: (untold: readonly Assignee[]) => Promise<Slots<readonly Assignment[]>>,
): Promise<Slots<readonly Assignment[]>> {
  const { told, untold } = heldByRows(assignees);
  return new Map<string, Slot<readonly Assignment[]>>([...told, ...(await read(untold))]);
}
