// An assignee as the two columns it is kept in, and back.
import type { AssigneeKind } from '../../domain/account.ts';
import type { Change } from '../../domain/change.ts';

type Assignee = Change['assignee'];

/** The columns of an assignee; null together, where there may be none. */
export interface AssigneeColumns<Kept = Assignee | null> {
  readonly assigneeKind: AssigneeKind | Extract<Kept, null>;
  readonly assigneeId: string | Extract<Kept, null>;
}

export function toAssigneeColumns(assignee: Assignee): AssigneeColumns<Assignee>;
export function toAssigneeColumns(assignee: Assignee | null): AssigneeColumns;
export function toAssigneeColumns(assignee: Assignee | null): AssigneeColumns {
  return { assigneeKind: assignee?.kind ?? null, assigneeId: assignee?.externalId ?? null };
}

export function toAssignee(columns: AssigneeColumns<Assignee>): Assignee;
export function toAssignee(columns: AssigneeColumns): Assignee | null;
export function toAssignee({ assigneeKind: kind, assigneeId: externalId }: AssigneeColumns): Assignee | null {
  return kind === null || externalId === null ? null : { kind, externalId };
}
