// License definitions, the licenses that roles or permissions ask for, and toggles that do nothing (genesys contract 2.1).
import { z } from 'zod';
import type { Reply, Route } from '../../core/http.ts';
import { Refusal } from '../../core/refusal.ts';
import { api, type Call } from '../call.ts';
import { badRequest, failure, notFound } from '../errors.ts';
import { readBody, readIds } from '../requests/body.ts';
import { inferLicenses } from '../rules/inference.ts';
import { permissionFor } from '../rules/permissions.ts';
import { otherLicenseId } from '../seed/catalogue.ts';
import { expandPolicies, toPolicy } from '../state/roles.ts';
import type { GenesysState } from '../state/state.ts';
import { toDefinition } from '../wire/licenses.ts';

const BASE = '/api/v2/license';

export const licenseRoutes: readonly Route<GenesysState>[] = [
  api('GET', `${BASE}/definitions`, permissionFor.definitions, listDefinitions),
  api('GET', `${BASE}/definitions/:licenseId`, permissionFor.definition, getDefinition),
  api('POST', `${BASE}/infer`, permissionFor.infer, inferFromRoles),
  api('POST', `${BASE}/infer/permissions`, permissionFor.inferPermissions, inferFromPermissions),
  api('GET', `${BASE}/toggles/:featureName`, permissionFor.toggles, toggle),
  api('POST', `${BASE}/toggles/:featureName`, permissionFor.toggles, toggle),
];

function listDefinitions({ org, settings }: Call): Reply {
  const rows = org.definitions.map((definition) =>
    toDefinition(definition, settings, settings.skinnyDefinitions),
  );
  return { status: 200, body: settings.oddRows ? [...rows, { description: 'Without an id' }] : rows };
}

function getDefinition({ request, org, settings }: Call): Reply {
  const id = request.params['licenseId'] ?? '';
  const definition = org.definitions.find((candidate) => candidate.id === otherLicenseId(id, settings));
  if (definition) return { status: 200, body: toDefinition(definition, settings) };
  if (settings.unknownLicenseStatus === 400)
    throw badRequest(`No license ${id}`, 'licenseId', 'invalid.value');
  throw notFound('license', id);
}

/** Unknown roles are ignored, or an error (U21). */
function inferFromRoles(call: Call): Reply {
  const ids = readIds(call);
  const roles = call.org.roles.filter((role) => ids.includes(role.id));
  if (roles.length < ids.length && call.settings.unknownRoleIds === 'error') {
    throw new Refusal(failure(404, 'not.found', 'Not every role id is known'));
  }
  const permissions = expandPolicies(roles.flatMap((role) => role.policies));
  return { status: 200, body: inferred(call, permissions) };
}

function inferFromPermissions(call: Call): Reply {
  const policies = readBody(call, z.array(z.string())).map(toPolicy);
  return { status: 200, body: inferred(call, expandPolicies(policies)) };
}

function inferred({ org, settings }: Call, permissions: ReadonlySet<string>): string[] {
  return inferLicenses(org.definitions, permissions).map((id) => otherLicenseId(id, settings));
}

/** Always on, whatever is asked or sent (genesys contract 6.8). */
function toggle({ request }: Call): Reply {
  return { status: 200, body: { featureName: request.params['featureName'], enabled: true } };
}
