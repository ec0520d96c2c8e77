// Roles, which licenses are derived from (genesys contract 3.4).
import type { Reply, Route } from '../../core/http.ts';
import { api, type Call } from '../call.ts';
import { paginate, readPage, withLinks } from '../pages.ts';
import { queryList } from '../requests/parameters.ts';
import { permissionFor } from '../rules/permissions.ts';
import { expandPolicies, type Role } from '../state/roles.ts';
import type { GenesysState } from '../state/state.ts';
import { toRole } from '../wire/roles.ts';

/** The contract names no maximum; the usual one of this API. */
const MAX_PAGE_SIZE = 100;

export const roleRoutes: readonly Route<GenesysState>[] = [
  api('GET', '/api/v2/authorization/roles', permissionFor.roles, listRoles),
];

function listRoles(call: Call): Reply {
  const { request, settings, org } = call;
  const page = readPage(request.query, MAX_PAGE_SIZE);
  const counted = request.query.get('userCount') !== 'false';
  const found = paginate(org.roles.filter(filterOf(call)), page, settings, (role) =>
    toRole(org, role, counted ? (org.userCounts().get(role.id) ?? 0) : undefined, settings),
  );
  return { status: 200, body: withLinks(found, request) };
}

function filterOf(call: Call): (role: Role) => boolean {
  const ids = queryList(call, 'id');
  const permissions = queryList(call, 'permission');
  const name = call.request.query.get('name')?.toLowerCase();
  return (role) =>
    (ids.length === 0 || ids.includes(role.id)) &&
    (name === undefined || role.name.toLowerCase() === name) &&
    permissions.every((permission) => expandPolicies(role.policies).has(permission));
}
