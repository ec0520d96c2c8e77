// The two Genesys orgs of the made-up company. People take turns at twenty desks, so a user's licenses follow from the index.
import type { SeedOptions } from '../../core/emulator.ts';
import { tenants, uuid, type Range } from '../../seed/organisation.ts';
import { createAssignments } from '../state/assignments.ts';
import { APP_LICENSE, BUNDLE_LICENSE, LAPSED_LICENSE, entitled, type Definition } from './catalogue.ts';
import { createDirectory, once, stateOf } from '../state/directory.ts';
import { inferLicenses } from '../rules/inference.ts';
import { expandPolicies, rolesOf, type Role } from '../state/roles.ts';
import { createState, type Client, type GenesysState, type Org } from '../state/state.ts';

/** A desk: the roles granted, and licenses held that no visible role explains (genesys contract, gotcha 5). */
interface Desk {
  readonly roles: readonly string[];
  readonly also?: readonly string[];
}

const DESKS: readonly Desk[] = [
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

const READ = ['authorization:license:view', 'authorization:role:view', 'directory:user:view'];
const ALL = [
  ...READ,
  'authorization:grant:add',
  'billing:subscription:view',
  'affiliateOrganization:clientBilling:view',
];

interface Plan {
  readonly key: Org['key'];
  readonly name: string;
  readonly licenses: readonly string[];
  readonly clients: readonly Client[];
}

function client(id: string, secret: string, name: string, permissions: readonly string[]): Client {
  return { id, secret, name, permissions: new Set(permissions) };
}

const US: Plan = {
  key: 'us',
  name: 'Acme US',
  licenses: [
    'cloudCX1',
    'cloudCX2',
    'cloudCX3',
    'gc1WEMupgrade',
    'gc2WEMupgrade',
    'gcSTAupgrade',
    'collaboratePro',
    BUNDLE_LICENSE,
    APP_LICENSE,
  ],
  clients: [
    client('acme-us-client', 'acme-us-secret-fake', 'License Graph', ALL),
    client('acme-us-reader', 'acme-us-reader-secret-fake', 'License Graph, read only', READ),
    client('acme-us-nobody', 'acme-us-nobody-secret-fake', 'No permissions', []),
  ],
};

const EU: Plan = {
  key: 'eu',
  name: 'Acme EU',
  licenses: ['cloudCX1', 'cloudCX3', 'gcSTAupgrade', 'collaboratePro'],
  clients: [client('acme-eu-client', 'acme-eu-secret-fake', 'License Graph', ALL)],
};

/** The state at the start: no token issued, nothing written. */
export function seed(options: SeedOptions): GenesysState {
  const { genesysUs, genesysEu } = tenants(options.scale);
  return createState([createOrg(US, genesysUs, 0), createOrg(EU, genesysEu, 1)], options);
}

function createOrg(plan: Plan, people: Range, number: number): Org {
  const space = `genesys-${plan.key}`;
  const definitions = entitled(plan.licenses);
  const roles = rolesOf(space, definitions);
  const desks = DESKS.map((desk) => seat(desk, plan, roles, definitions));
  const deskOf = (index: number): Seat => desks[index % desks.length] ?? { roles: [], licenses: [] };
  const seededLicenses = (index: number): readonly string[] => deskOf(index).licenses;
  const domain = `acme-${plan.key}`;
  const directory = createDirectory(space, domain, people);
  return {
    key: plan.key,
    id: uuid('genesys-org', number),
    name: plan.name,
    domain,
    space,
    people,
    clients: plan.clients,
    definitions,
    roles,
    directory,
    seededLicenses,
    assignments: createAssignments(seededLicenses),
    rolesOf: (index) => deskOf(index).roles,
    userCounts: once(() => {
      const staff = directory.inState('any').filter((index) => stateOf(index) !== 'deleted');
      const holders = staff.flatMap((index) => deskOf(index).roles.map((role) => role.id));
      return new Map([...Map.groupBy(holders, (id) => id)].map(([id, held]) => [id, held.length]));
    }),
  };
}

interface Seat {
  readonly roles: readonly Role[];
  readonly licenses: readonly string[];
}

/** What all roles of a desk together ask for: one tier for one user (genesys contract 2.4.3). Bundles and trials exist in the US only. */
function seat(desk: Desk, plan: Plan, roles: readonly Role[], definitions: readonly Definition[]): Seat {
  const granted = roles.filter((role) => desk.roles.includes(role.name));
  const inferred = inferLicenses(definitions, expandPolicies(granted.flatMap((role) => role.policies)));
  return { roles: granted, licenses: plan.key === 'us' ? [...inferred, ...(desk.also ?? [])] : inferred };
}

/** The clients that can log in, as `access` shows them. */
export const seededClients = [US, EU].flatMap((plan) =>
  plan.clients.map(({ id, secret, name, permissions }) => ({
    org: plan.key,
    clientId: id,
    clientSecret: secret,
    name,
    permissions: [...permissions],
  })),
);
