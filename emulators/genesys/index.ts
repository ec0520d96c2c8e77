// The Genesys Cloud emulator: its definition, the clients that can log in, and the accounts of the seeded company.
import { seededVendor } from '../core/seeded.ts';
import { uuid } from '../seed/organisation.ts';
import { definition } from './emulator.ts';
import { EU, US, seededClients, type OrgPlan } from './seed/organizations.ts';

export { definition };

/** Login and API share the emulator's base URL; the client decides which of the two orgs answers. */
export const access = {
  loginPath: '/oauth/token',
  apiPath: '/api/v2',
  grant: 'client_credentials',
  orgs: [
    { key: 'us', id: uuid('genesys-org', 0), name: 'Acme US' },
    { key: 'eu', id: uuid('genesys-org', 1), name: 'Acme EU' },
  ],
  clients: seededClients,
} as const;

/** Both orgs: which one answers is told by the client that logs in. */
export const seeded = seededVendor({
  definition,
  provider: 'GENESYS_CLOUD',
  accounts: [US, EU].map((plan) => ({
    key: `genesys-${plan.key}`,
    people: plan.people,
    contracts: plan.contracts,
    entry: (url) => ({
      name: `Acme ${plan.key.toUpperCase()} contact centre`,
      apiBaseUrl: url,
      loginBaseUrl: url,
      ...loginOf(plan),
    }),
  })),
  paths: { read: `^${access.apiPath}/`, login: `${access.loginPath}$` },
});

/** The first client of an org has all permissions. */
function loginOf({ clients: [client] }: OrgPlan) {
  return { clientId: client.id, clientSecret: client.secret };
}
