// Roles and the permissions their policies stand for (genesys contract 2.4.4, 3.4).
import { LICENSED_PERMISSIONS } from '../seed/catalogue.ts';

/** A role of an org. */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly policies: readonly Policy[];
  /** The licenses it asks for. */
  readonly licenses: readonly string[];
  /** Whether the vendor made it. */
  readonly standard: boolean;
}

/** What a role permits. */
export interface Policy {
  readonly domain: string;
  readonly entityName: string;
  /** May be `*` (genesys contract 3.4, 6.13). */
  readonly actionSet: readonly string[];
}

/** The permissions that policies stand for, with `*` spelled out. */
export function expandPolicies(policies: readonly Policy[]): Set<string> {
  const expanded = new Set<string>();
  for (const { domain, entityName, actionSet } of policies) {
    for (const action of actionSet) {
      if (entityName !== '*' && action !== '*') expanded.add(`${domain}:${entityName}:${action}`);
      else for (const permission of matching(domain, entityName, action)) expanded.add(permission);
    }
  }
  return expanded;
}

function matching(domain: string, entityName: string, action: string): string[] {
  const fits = (pattern: string, value: string | undefined): boolean => pattern === '*' || pattern === value;
  return LICENSED_PERMISSIONS.filter((permission) => {
    const [ofDomain, ofEntity, ofAction] = permission.split(':');
    return ofDomain === domain && fits(entityName, ofEntity) && fits(action, ofAction);
  });
}

/** A policy from `domain:entity:action`, where each of the last two may be `*`. */
export function toPolicy(permission: string): Policy {
  const [domain = '', entityName = '*', action = '*'] = permission.split(':');
  return { domain, entityName, actionSet: [action] };
}
