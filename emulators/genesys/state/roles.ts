// Roles: what they permit, and through it which licenses they ask for (genesys contract 2.4.4, 3.4).
import { uuid } from '../../seed/organisation.ts';
import { LICENSED_PERMISSIONS, type Definition } from '../seed/catalogue.ts';
import { inferLicenses } from '../rules/inference.ts';

export interface Policy {
  readonly domain: string;
  readonly entityName: string;
  /** May be `*` (genesys contract 3.4, gotcha 13). */
  readonly actionSet: readonly string[];
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly standard: boolean;
  readonly policies: readonly Policy[];
  readonly licenses: readonly string[];
}

type RolePlan = readonly [name: string, standard: boolean, permissions: readonly string[]];

const PLANS: readonly RolePlan[] = [
  ['employee', true, ['directory:organization:view']],
  ['Collaborator', true, ['directory:user:view', 'conversation:call:view', 'chat:room:add']],
  ['Agent', true, ['routing:queue:view', 'routing:queue:join']],
  ['Digital agent', false, ['routing:queue:*', 'conversation:email:accept']],
  ['Scheduler', false, ['routing:queue:view', 'wfm:schedule:*']],
  ['Quality planner', false, ['conversation:email:accept', 'quality:evaluation:add', 'wfm:schedule:view']],
  ['Speech analyst', false, ['routing:queue:view', 'speechAndTextAnalytics:topic:view']],
  ['Transcript reader', false, ['routing:queue:view', 'speechAndTextAnalytics:data:view']],
  ['Digital transcript reader', false, ['conversation:email:accept', 'speechAndTextAnalytics:data:view']],
  ['Full desk', false, ['routing:queue:*', 'wfm:schedule:view', 'speechAndTextAnalytics:*']],
  ['Acme Wörk user', false, ['integration:acmeWork:view']],
];

/** The roles of an org; what each asks for depends on what the org may hold. */
export function rolesOf(space: string, definitions: readonly Definition[]): readonly Role[] {
  return PLANS.map(([name, standard, permissions], index) => {
    const policies = permissions.map(toPolicy);
    return {
      id: uuid(`${space}-role`, index),
      name,
      standard,
      policies,
      licenses: inferLicenses(definitions, expandPolicies(policies)),
    };
  });
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

/** `domain:entity:action`, each of the last two possibly `*`. */
export function toPolicy(permission: string): Policy {
  const [domain = '', entityName = '*', action = '*'] = permission.split(':');
  return { domain, entityName, actionSet: [action] };
}
