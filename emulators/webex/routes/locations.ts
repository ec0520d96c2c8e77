// GET /locations: where calling assignments get their `locationId` from (webex contract 2).
import type { Reply } from '../../core/http.ts';
import { adminWith, checkOrg } from '../auth.ts';
import { guarded, type Call } from '../call.ts';
import { ORG_ID } from '../ids.ts';
import { numberedPage, numberedReply } from '../pages.ts';
import { locations } from '../seed/locations.ts';

/** Locations. */
export const locationRoutes = [
  guarded({ method: 'GET', path: '/locations', needs: adminWith('locations_read'), handle: listLocations }),
];

function listLocations(call: Call): Reply {
  const { query } = call.request;
  checkOrg(query.get('orgId'));
  const wanted = locations.filter(
    ({ id, name }) =>
      (!query.has('id') || query.get('id') === id) && (!query.has('name') || query.get('name') === name),
  );
  const page = numberedPage(query, wanted.length, () => true);
  const rows = page.found
    .flatMap((index) => wanted[index] ?? [])
    .map(({ id, name }) => ({ id, name, orgId: ORG_ID }));
  return numberedReply(call, page, rows);
}
