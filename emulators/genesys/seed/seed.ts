// Builds the state from nothing: the two orgs of the made-up company.
import type { SeedOptions } from '../../core/definition.ts';
import { uuid } from '../../seed/organisation.ts';
import { createAssignments } from '../state/assignments.ts';
import { createDirectory, once } from '../state/directory.ts';
import { createState, type GenesysState, type Org } from '../state/state.ts';
import { entitled } from './catalogue.ts';
import { jobGrants, type JobGrants } from './jobs.ts';
import { EU, US, type OrgPlan } from './organizations.ts';
import { rolesOf } from './roles.ts';

const PLANS = [US, EU];

/** The state at the start: no token issued, nothing written. */
export function seed(options: SeedOptions): GenesysState {
  const { scale, tenant = 0, clock } = options;
  const start = { scale, tenant, seededAt: clock.now() };
  return createState(
    PLANS.map((plan, number) => createOrg(plan, number, start)),
    options,
  );
}

/** What all orgs of a state have in common. */
interface Start {
  readonly scale: number;
  readonly tenant: number;
  readonly seededAt: number;
}

function createOrg(plan: OrgPlan, number: number, { scale, tenant, seededAt }: Start): Org {
  const people = plan.people(scale);
  const space = `genesys-${plan.key}${tenant === 0 ? '' : `-${tenant}`}`;
  const definitions = entitled(plan.licenses);
  const roles = rolesOf(space, definitions);
  const jobs = jobGrants(roles, definitions, plan.key === 'us');
  const jobOf = (index: number): JobGrants => jobs[index % jobs.length] ?? { roles: [], licenses: [] };
  const seededLicenses = (index: number): readonly string[] => jobOf(index).licenses;
  const domain = `acme-${plan.key}`;
  const directory = createDirectory(space, domain, people);
  return {
    key: plan.key,
    id: uuid('genesys-org', number + tenant * PLANS.length),
    name: plan.name,
    domain,
    space,
    people,
    seededAt,
    clients: plan.clients,
    definitions,
    roles,
    directory,
    seededLicenses,
    assignments: createAssignments(seededLicenses),
    rolesOf: (index) => jobOf(index).roles,
    userCounts: once(() => {
      const staff = directory.inState('any').filter((index) => directory.stateOf(index) !== 'deleted');
      const holders = staff.flatMap((index) => jobOf(index).roles.map((role) => role.id));
      return new Map([...Map.groupBy(holders, (id) => id)].map(([id, held]) => [id, held.length]));
    }),
  };
}
