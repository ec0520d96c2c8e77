// The roles that every org of the seed has.
import { uuid } from '../../seed/organisation.ts';
import { inferLicenses } from '../rules/inference.ts';
import { expandPolicies, toPolicy, type Role } from '../state/roles.ts';
import type { Definition } from './catalogue.ts';

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

/** The roles of an org; the licenses each asks for depend on what the org may hold. */
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
