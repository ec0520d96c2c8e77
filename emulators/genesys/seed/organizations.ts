// The two orgs of the made-up company: their licenses and the clients that can log in to them.
import type { SeededContract } from '../../core/seeded.ts';
import { people, type Range } from '../../seed/organisation.ts';
import type { Client, Org } from '../state/state.ts';
import { LICENSE_IDS } from './catalogue.ts';
import { contractsOfEu, contractsOfUs } from './contracts.ts';

const READ = ['authorization:license:view', 'authorization:role:view', 'directory:user:view'];
const ALL = [
  ...READ,
  'authorization:grant:add',
  'billing:subscription:view',
  'affiliateOrganization:clientBilling:view',
];

/** What an org is seeded with. */
export interface OrgPlan {
  readonly key: Org['key'];
  readonly name: string;
  readonly licenses: readonly string[];
  readonly clients: readonly [Client, ...Client[]];
  /** What the company has agreed for its licenses. */
  readonly contracts: readonly SeededContract[];
  /** The people of the company who are in it. */
  people(scale: number): Range;
}

function client(id: string, secret: string, name: string, permissions: readonly string[]): Client {
  return { id, secret, name, permissions: new Set(permissions) };
}

/** The org in the US. */
export const US: OrgPlan = {
  key: 'us',
  name: 'Acme US',
  licenses: LICENSE_IDS,
  clients: [
    client('acme-us-client', 'acme-us-secret-fake', 'License Graph', ALL),
    client('acme-us-reader', 'acme-us-reader-secret-fake', 'License Graph, read only', READ),
    client('acme-us-nobody', 'acme-us-nobody-secret-fake', 'No permissions', []),
  ],
  contracts: contractsOfUs,
  people: (scale) => people(scale, 0, 0.6),
};

/** The org in Europe. */
export const EU: OrgPlan = {
  key: 'eu',
  name: 'Acme EU',
  licenses: ['cloudCX1', 'cloudCX3', 'gcSTAupgrade', 'collaboratePro'],
  clients: [client('acme-eu-client', 'acme-eu-secret-fake', 'License Graph', ALL)],
  contracts: contractsOfEu,
  people: (scale) => people(scale, 0.4, 0.88),
};

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
