// What can be done with humans: the same as with their logins, all of them.
import { assigneeActions } from '../../parts/selecting/assignee-actions.ts';
import type { SelectionAction } from '../../parts/selecting/selection-bar.ts';
import type { HumanRow } from './human-rows.ts';

export function humanActions(): readonly SelectionAction<HumanRow>[] {
  return assigneeActions().map(({ title, start }) => ({
    title,
    start: (rows) => start(rows.flatMap(({ users }) => users ?? [])),
  }));
}
