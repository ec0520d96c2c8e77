// The lists that the switch `listLagMs` makes lag: packs, assignments and entities (yext contract 3, 4).
import type { Lists } from '../core/content/past.ts';
import type { YextState } from './state/state.ts';

const LIST = /\/(entities|license-packs|license-packs\/[^/]+\/assigned-entities)$/;

/** Questions about one entity's assignments, or about entities by a filter, are no lists. */
export const lists: Lists<YextState> = {
  isList: ({ method, path, query }) =>
    method === 'GET' && LIST.test(path) && !query.has('assignedEntity') && !query.has('filter'),
  snapshot({ licenses, places }) {
    const undo = [licenses.snapshot(), places.snapshot()];
    return () => {
      for (const restore of undo) restore();
    };
  },
};
