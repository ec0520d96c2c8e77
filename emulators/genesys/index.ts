// The Genesys Cloud emulator: its definition, and the clients that can log in.
import { uuid } from '../seed/organisation.ts';
import { seededClients } from './seed/organizations.ts';

export { definition } from './emulator.ts';

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
