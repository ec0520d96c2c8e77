// GET /organizations and /organizations/{id}: there is one organisation, on one page (webex contract 2).
import { DAY } from '../../seed/moments.ts';
import type { Needs } from '../auth.ts';
import { guarded } from '../call.ts';
import { Refusal } from '../errors.ts';
import { decodeId, ORG_ID, ORG_UUID } from '../ids.ts';
import type { WebexState } from '../state/state.ts';

/** Days from the founding of the organisation to the seed. */
const FOUNDED = 701;
const needs: Needs = { scopes: [], admin: false };

/** The organisation. */
export const organizationRoutes = [
  guarded({
    method: 'GET',
    path: '/organizations',
    needs,
    handle: ({ state }) => ({ status: 200, body: { items: [organization(state)] } }),
  }),
  guarded({
    method: 'GET',
    path: '/organizations/:orgId',
    needs,
    handle({ request, state }) {
      if (decodeId('ORGANIZATION', request.params['orgId'] ?? '') !== ORG_UUID) {
        throw new Refusal(404, 'Organization not found.');
      }
      return { status: 200, body: organization(state) };
    },
  }),
];

function organization({ seededAt }: WebexState) {
  return { id: ORG_ID, displayName: 'Acme', created: new Date(seededAt - FOUNDED * DAY).toISOString() };
}
