// The lists that the switch `listLagMs` makes lag: licenses with their devices, and devices (thingspace contract 4.2, 6.1).
import type { Lists } from '../core/content/past.ts';
import type { ThingspaceState } from './state/state.ts';

const LIST = /^\/api\/fota\/v[123]\/(licenses|devices)\/[^/]+(\/index\/[^/]+)?$/;

/** Devices looked up by their ids, and the subscription, are no lists. */
export const lists: Lists<ThingspaceState> = {
  isList: ({ method, path }) => method === 'GET' && LIST.test(path),
  snapshot(state) {
    const licenses = new Map(state.changes.licenses);
    const departed = new Set(state.changes.departed);
    return () => {
      state.changes = { ...state.changes, licenses, departed };
    };
  },
};
