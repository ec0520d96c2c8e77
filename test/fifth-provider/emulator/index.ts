// The Quayside emulator: its definition, the credentials of its account, and that account in the seeded company.
import { seededVendor } from '../../../emulators/core/seeded.ts';
import { definition } from './emulator.ts';
import { CLIENT, LOGIN } from './login.ts';
import { employees } from './state.ts';

export { definition };

/** What a client has to be told to call the emulator. */
export const access = { clientId: CLIENT.id, clientSecret: CLIENT.secret } as const;

/** One account. */
export const seeded = seededVendor({
  definition,
  provider: 'QUAYSIDE',
  accounts: [
    {
      key: 'quayside',
      people: employees,
      entry: (url) => ({ name: 'Acme plans', baseUrl: url, ...access }),
    },
  ],
  paths: { read: '^/v1/', login: `^${LOGIN}$` },
});
