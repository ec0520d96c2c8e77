// What can be done with those who hold something, or may come to hold it.
import { chosenAssignee, type NamedAssignee } from './chosen.ts';
import type { SelectionAction } from './selection-bar.ts';

/** Assign a license, take one away, or move them to another: which, is asked next. */
export function assigneeActions(): readonly SelectionAction<NamedAssignee>[] {
  return (
    [
      ['ASSIGN', 'Assign'],
      ['REMOVE', 'Take away'],
      ['MOVE', 'Move'],
    ] as const
  ).map(([action, title]) => ({
    title,
    start: (rows) => ({ action, licenses: [], assignees: rows.map((row) => chosenAssignee(row)) }),
  }));
}
