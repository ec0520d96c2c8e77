// What can be done with who holds what.
import type { HoldingRowFragment } from '../../generated/documents.ts';
import type { ChangeStart } from '../changing/change-flow.ts';
import { chosenAssignee, chosenLicense, type NamedAssignee } from './chosen.ts';
import type { SelectionAction } from './selection-bar.ts';

type Holding = HoldingRowFragment & { readonly assignee: NamedAssignee };

/** Take away, move to another license, end on a day, keep in spite of a day that is set. */
export function holdingActions(): readonly SelectionAction<Holding>[] {
  return ACTIONS.map(([action, title]) => ({ title, start: (rows) => startOf(action, rows) }));
}

const ACTIONS = [
  ['REMOVE', 'Take away'],
  ['MOVE', 'Move'],
  ['END', 'End on a day'],
  ['KEEP', 'Keep'],
] as const satisfies readonly (readonly [ChangeStart['action'], string])[];

function startOf(action: ChangeStart['action'], rows: readonly Holding[]): ChangeStart {
  return {
    action,
    licenses: [],
    assignees: [],
    holdings: rows.map(({ license, assignee }) => ({
      license: chosenLicense(license),
      assignee: chosenAssignee(assignee),
    })),
  };
}
