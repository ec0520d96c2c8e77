// Changes that an administrator makes in the provider's platform. A deleted entity keeps its licenses (yext contract 8).
import { known, type OutsideChange } from '../core/content/outside.ts';
import type { YextState } from './state/state.ts';

/** Carries out a change, without the rules of the API. A license is named by the id of its pack; a new one has no removal date. */
export function changeOutside(change: OutsideChange, { licenses, places }: YextState): void {
  const { assignee } = change;
  switch (change.change) {
    case 'assign':
    case 'take': {
      const { id } = known(licenses.find(change.license ?? ''), 'license pack', change.license);
      known(places.numberOf(assignee), 'entity', assignee);
      if (change.change === 'assign') licenses.put(id, { entityId: assignee, expirationDate: undefined });
      else licenses.remove(id, assignee);
      return;
    }
    case 'delete':
    case 'restore':
      places.setDeleted(known(places.numberOf(assignee), 'entity', assignee), change.change === 'delete');
  }
}
