// GET /organizations: one, without pages (webex contract 2).
import { guarded } from '../guard.ts';
import { ORG_ID } from '../ids.ts';

const organization = { id: ORG_ID, displayName: 'Acme', created: '2025-01-06T09:00:00.000Z' };

/** The organisation. */
export const organizationRoutes = [
  guarded({
    method: 'GET',
    path: '/organizations',
    needs: { scopes: [], admin: false },
    handle: () => ({ status: 200, body: { items: [organization] } }),
  }),
];
