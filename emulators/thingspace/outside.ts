// Changes that an administrator makes in the provider's portal. A device that has left keeps its license in use (thingspace contract 5).
import { known, OutsideError, type OutsideChange } from '../core/content/outside.ts';
import { deviceIndex } from './seed/accounts.ts';
import { assign, remove } from './state/licenses.ts';
import type { ThingspaceState } from './state/state.ts';

/** Carries out a change, without the rules of the API. Devices are named by IMEI; an account has one license, so none is named. */
export function changeOutside(change: OutsideChange, state: ThingspaceState): void {
  const { assignee } = change;
  const index = known(
    state.accounts.map((account) => deviceIndex(account, assignee)).find((found) => found >= 0),
    'device',
    assignee,
  );
  switch (change.change) {
    case 'assign':
    case 'take':
      if (change.license !== undefined)
        throw new OutsideError('an account has one license: leave `license` out');
      if (change.change === 'assign') assign(state, index);
      else remove(state, index);
      return;
    case 'delete':
      state.changes.departed.add(assignee);
      return;
    case 'restore':
      state.changes.departed.delete(assignee);
  }
}
