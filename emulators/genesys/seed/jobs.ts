// The twenty jobs of the seed. People take them in turn, so that a user's roles and licenses follow from the index.
import { inferLicenses } from '../rules/inference.ts';
import { expandPolicies, type Role } from '../state/roles.ts';
import { BUNDLE_LICENSE, LAPSED_LICENSE, type Definition } from './catalogue.ts';

/** A job: the roles granted with it, and licenses that no visible role explains (genesys contract 6.5). */
interface Job {
  readonly roles: readonly string[];
  readonly also?: readonly string[];
}

const JOBS: readonly Job[] = [
  { roles: ['Quality planner', 'Acme Wörk user'] },
  { roles: ['Agent', 'Scheduler'] },
  { roles: ['Full desk'] },
  { roles: ['Agent'], also: [LAPSED_LICENSE] },
  { roles: ['Full desk'] },
  { roles: ['employee'] },
  { roles: ['Digital transcript reader'] },
  { roles: ['Agent'] },
  { roles: ['Digital agent'] },
  { roles: ['Quality planner'] },
  { roles: ['Collaborator'] },
  { roles: ['Agent'] },
  { roles: ['Full desk', 'Acme Wörk user'] },
  { roles: [] },
  { roles: ['employee'], also: [BUNDLE_LICENSE] },
  { roles: ['Digital agent'] },
  { roles: ['Transcript reader'] },
  { roles: ['Digital agent'] },
  { roles: ['Digital agent'], also: [LAPSED_LICENSE] },
  { roles: ['Full desk'] },
];

/** What comes with a job in one org. */
export interface JobGrants {
  readonly roles: readonly Role[];
  readonly licenses: readonly string[];
}

/** The grants of each job in an org. `extras` adds the licenses that roles do not explain: bundles and trials exist in the US only. */
export function jobGrants(
  roles: readonly Role[],
  definitions: readonly Definition[],
  extras: boolean,
): readonly JobGrants[] {
  return JOBS.map((job) => {
    const granted = roles.filter((role) => job.roles.includes(role.name));
    // All roles of a user together ask for one tier (genesys contract 2.4.3).
    const inferred = inferLicenses(definitions, expandPolicies(granted.flatMap((role) => role.policies)));
    return { roles: granted, licenses: extras ? [...inferred, ...(job.also ?? [])] : inferred };
  });
}
