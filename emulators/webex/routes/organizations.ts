// GET /organizations and /organizations/{id}: there is one organisation, on one page (webex contract 2).
import type { Needs } from '../auth.ts';
import { guarded } from '../call.ts';
import { Refusal } from '../errors.ts';
import { decodeId, ORG_ID, ORG_UUID } from '../ids.ts';

const organization = { id: ORG_ID, displayName: 'Acme', created: '2025-01-06T09:00:00.000Z' };
const needs: Needs = { scopes: [], admin: false };

/** The organisation. */
export const organizationRoutes = [
  guarded({
    method: 'GET',
    path: '/organizations',
    needs,
    handle: () => ({ status: 200, body: { items: [organization] } }),
  }),
  guarded({
    method: 'GET',
    path: '/organizations/:orgId',
    needs,
    handle({ request }) {
      if (decodeId('ORGANIZATION', request.params['orgId'] ?? '') !== ORG_UUID) {
        throw new Refusal(404, 'Organization not found.');
      }
      return { status: 200, body: organization };
    },
  }),
];
