// Who may call: the scopes and the role each route needs, and the organisation a caller may name (webex contract 1, 8, 9).
import { Refusal } from './errors.ts';
import { decodeId, ORG_UUID } from './ids.ts';

/** Whose a token is. Calls need both the scope and the role (webex contract 1). */
export interface Principal {
  readonly scopes: readonly string[];
  readonly admin: boolean;
  /** Their place in the people list. */
  readonly position: number;
}

/** What a route needs of its caller. */
export interface Needs {
  /** One scope of each inner list. */
  readonly scopes: readonly (readonly string[])[];
  /** Whether the caller must be an administrator. */
  readonly admin: boolean;
}

/** An administrator with these scopes. */
export function adminWith(...scopes: readonly string[]): Needs {
  return { scopes: scopes.map((scope) => [`spark-admin:${scope}`]), admin: true };
}

/** Refuses a missing scope and a missing role with the same message (webex contract 8). */
export function checkNeeds(needs: Needs, caller: Principal): void {
  const hasScopes = needs.scopes.every((anyOf) => anyOf.some((scope) => caller.scopes.includes(scope)));
  if (hasScopes && (caller.admin || !needs.admin)) return;
  throw new Refusal(
    403,
    'The server understood the request, but refused to fulfill it because the access token is missing required scopes or the user is missing required roles or licenses.',
    [],
  );
}

/** Org parameters take the base64 form only (webex contract 9); other organisations are for partner tokens. */
export function checkOrg(orgId: string | null | undefined): void {
  if (orgId === null || orgId === undefined) return;
  const tail = decodeId('ORGANIZATION', orgId);
  if (tail === undefined) throw new Refusal(400, `Invalid orgId ${orgId}.`);
  if (tail !== ORG_UUID) throw new Refusal(403, 'The access token has no rights in this organization.', []);
}
