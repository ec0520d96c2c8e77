// The lists that the switch `listLagMs` makes lag: users, and users with their licenses (genesys contract 2.2, 3.1).
import type { Lists } from '../core/content/past.ts';
import type { GenesysState } from './state/state.ts';

const LISTS = ['/api/v2/license/users', '/api/v2/users'];

/** Users asked for by their ids are no list. */
export const lists: Lists<GenesysState> = {
  isList: ({ method, path, query }) =>
    method === 'GET' && LISTS.includes(path) && !query.has('id') && !query.has('jabberId'),
  snapshot({ orgs }) {
    const undo = orgs.flatMap(({ assignments, directory }) => [assignments.snapshot(), directory.snapshot()]);
    return () => {
      for (const restore of undo) restore();
    };
  },
};
