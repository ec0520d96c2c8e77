// The service app of the seed, and the tokens that are valid from the start (webex contract 1).
import type { Principal } from '../auth.ts';
import { encodeId } from '../ids.ts';
import { ADMIN_POSITION, READ_ONLY_ADMIN_POSITION, USER_POSITION } from './people.ts';

/** Client id of the service app. */
export const CLIENT_ID = 'acme-webex-client';
/** Its secret. */
export const CLIENT_SECRET = 'acme-webex-secret-fake';
/** Its id in paths. */
export const APPLICATION_ID = encodeId('APPLICATION', CLIENT_ID);
/** Valid from the start: all scopes, full administrator. */
export const INITIAL_ACCESS_TOKEN = 'acme-webex-access-token-fake';
/** Valid from the start, for the same principal. */
export const INITIAL_REFRESH_TOKEN = 'acme-webex-refresh-token-fake';
/** All scopes, no role. */
export const USER_TOKEN = 'acme-webex-user-token-fake';
/** An administrator without the write scopes. */
export const READ_ONLY_TOKEN = 'acme-webex-readonly-token-fake';
/** For asking for the first pair of tokens of a service app, and nothing else. */
export const APPLICATIONS_TOKEN = 'acme-webex-applications-token-fake';

const READ_SCOPES = ['licenses_read', 'people_read', 'workspaces_read', 'devices_read', 'locations_read'];
const admin = (names: readonly string[]): string[] => names.map((name) => `spark-admin:${name}`);
/** Who the tokens of the service app belong to. */
export const serviceApp: Principal = {
  scopes: admin([...READ_SCOPES, 'people_write', 'workspaces_write']),
  admin: true,
  position: ADMIN_POSITION,
};

/** The owners of the access tokens that are valid from the start. */
export const seededAccessTokens: ReadonlyMap<string, Principal> = new Map([
  [INITIAL_ACCESS_TOKEN, serviceApp],
  [USER_TOKEN, { ...serviceApp, admin: false, position: USER_POSITION }],
  [READ_ONLY_TOKEN, { scopes: admin(READ_SCOPES), admin: true, position: READ_ONLY_ADMIN_POSITION }],
  [APPLICATIONS_TOKEN, { scopes: ['spark:applications_token'], admin: false, position: USER_POSITION }],
]);
