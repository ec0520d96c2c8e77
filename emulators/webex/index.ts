// The Webex emulator, what a client needs to be pointed at it, and the account of the seeded company.
import { seededVendor } from '../core/seeded.ts';
import { definition } from './emulator.ts';
import { ORG_ID } from './ids.ts';
import { licenses } from './seed/catalogue.ts';
import {
  APPLICATION_ID,
  APPLICATIONS_TOKEN,
  CLIENT_ID,
  CLIENT_SECRET,
  INITIAL_ACCESS_TOKEN,
  INITIAL_REFRESH_TOKEN,
  READ_ONLY_TOKEN,
  USER_TOKEN,
} from './seed/credentials.ts';
import { contracts } from './seed/contracts.ts';
import { locations } from './seed/locations.ts';
import { employees } from './seed/people.ts';

export { definition };

/** The organisation, its credentials and its fixed ids. Paths are relative to the emulator's address. */
export const access = {
  basePath: '/v1',
  tokenPath: '/v1/access_token',
  tenants: [{ name: 'Acme', orgId: ORG_ID }],
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  accessToken: INITIAL_ACCESS_TOKEN,
  refreshToken: INITIAL_REFRESH_TOKEN,
  /** All the scopes, no admin role. */
  userAccessToken: USER_TOKEN,
  /** An administrator without the write scopes. */
  readOnlyAccessToken: READ_ONLY_TOKEN,
  /** For `POST /applications/{applicationId}/token` only. */
  applicationsAccessToken: APPLICATIONS_TOKEN,
  applicationId: APPLICATION_ID,
  licenseIds: Object.fromEntries(licenses.map(({ key, id }) => [key, id])),
  locations: locations.map(({ id, name, numbers }) => ({ id, name, numbers })),
};

/** One organisation. */
export const seeded = seededVendor({
  definition,
  provider: 'WEBEX',
  accounts: [
    {
      key: 'webex',
      people: employees,
      contracts,
      entry: (url) => ({
        name: 'Acme collaboration',
        baseUrl: `${url}${access.basePath}`,
        clientId: access.clientId,
        clientSecret: access.clientSecret,
        refreshToken: access.refreshToken,
      }),
    },
  ],
  paths: { read: `^${access.basePath}/(?!access_token)`, login: `${access.tokenPath}$` },
});
