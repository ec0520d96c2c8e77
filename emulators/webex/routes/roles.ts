// GET /roles (webex contract 2).
import { guarded } from '../call.ts';
import { roles } from '../seed/people.ts';

/** The list of roles. */
export const roleRoutes = [
  guarded({
    method: 'GET',
    path: '/roles',
    needs: { scopes: [], admin: false },
    handle: () => ({ status: 200, body: { items: roles } }),
  }),
];
