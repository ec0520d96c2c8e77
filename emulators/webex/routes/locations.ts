// GET /locations: where calling assignments get their `locationId` from (webex contract 2).
import type { Reply } from '../../core/http.ts';
import { adminWith, checkOrg, guarded, type Call } from '../guard.ts';
import { ORG_ID } from '../ids.ts';
import { locations } from '../locations.ts';
import { numberedPage, pageReply } from '../paging.ts';

/** Locations. */
export const locationRoutes = [
  guarded({ method: 'GET', path: '/locations', needs: adminWith('locations_read'), handle: listLocations }),
];

function listLocations({ request, state }: Call): Reply {
  const { query } = request;
  checkOrg(query.get('orgId'));
  const wanted = locations.filter(
    ({ id, name }) =>
      (!query.has('id') || query.get('id') === id) && (!query.has('name') || query.get('name') === name),
  );
  const { found, start, more } = numberedPage(query, wanted.length, () => true);
  const rows = found
    .flatMap((index) => wanted[index] ?? [])
    .map(({ id, name }) => ({ id, name, orgId: ORG_ID }));
  const next = { start: String(start + found.length), max: query.get('max') ?? '1000' };
  return pageReply(request, state.switches, {
    key: 'items',
    rows,
    next: more ? next : undefined,
    tail: next,
  });
}
