// The lists that the switch `listLagMs` makes lag: licenses and their users, people, workspaces (webex contract 3, 6, 7).
import type { Lists } from '../core/content/past.ts';
import type { WebexState } from './state/state.ts';

const LIST = /\/(licenses|people|workspaces)\/?$/;
const LICENSE = /\/licenses\/[^/]+\/?$/;

/** A license alone, and people asked for by id or address, are no lists. */
export const lists: Lists<WebexState> = {
  isList({ method, path, query }) {
    if (method !== 'GET') return false;
    if (LICENSE.test(path)) return query.has('includeAssignedTo');
    return LIST.test(path) && !query.has('id') && !query.has('email');
  },
  snapshot({ members, externals, workspaces }) {
    const undo = [members, externals, workspaces].map((part) => part.snapshot());
    return () => {
      for (const restore of undo) restore();
    };
  },
};
