// Verizon ThingSpace, as its tests need it.
import { access, definition } from '../../../emulators/thingspace/index.ts';
import { createThingSpaceAccount } from '../../../src/providers/thingspace/adapter.ts';
import { ThingSpaceSettings, type ApiVersion } from '../../../src/providers/thingspace/settings.ts';
import type { UpstreamRuntime } from '../../../src/upstream/upstream.ts';

/** The seeded account meant for v3, and the one meant for v1 and v2. */
export function seeded(version: ApiVersion) {
  const found = access.accounts.find((account) => account.meantFor.some((meant) => meant === version));
  if (found === undefined) throw new Error(`the emulator has no account for ${version}`);
  return found;
}

/** What an account's entry may change; `tenant` takes the credentials of the account that is meant for another version. */
export type ThingSpaceEntry = { readonly apiVersion?: ApiVersion; readonly tenant?: ApiVersion } & object;

export const thingspace = {
  definition,
  dataPath: '/fota/',
  open(url: string, runtime: UpstreamRuntime, { tenant, ...entry }: ThingSpaceEntry = {}) {
    const apiVersion = entry.apiVersion ?? 'v3';
    const { accountName, key, secret, username, password } = seeded(tenant ?? apiVersion);
    const paths = Object.entries(access.paths);
    const settings = ThingSpaceSettings.parse({
      key: 'acme-devices',
      name: 'Acme devices',
      provider: 'THINGSPACE',
      accountName,
      apiVersion,
      baseUrls: Object.fromEntries(paths.map(([name, path]) => [name, url + path])),
      appKey: key,
      appSecret: secret,
      username,
      password,
      ...entry,
    });
    return createThingSpaceAccount(settings, runtime);
  },
  /** `GET licenses?lastSeenDeviceId=0 200`. */
  told({ method, path, query, status }: { method: string; path: string; query: string; status: number }) {
    const short = path
      .replace(/^\/api\/(?:ts|m2m|fota)\/v\d\/(?:oauth2\/|session\/)?/, '')
      .replace(/\/\d{10}-\d{5}/, '');
    return `${method} ${short}${query === '' ? '' : `?${query}`} ${status}`;
  },
  isLogin: ({ path }: { path: string }) => /\/oauth2\/|\/session\//.test(path),
  welcome({ url }: { url: string }) {
    if (url.endsWith('/oauth2/token')) return { body: { access_token: 'bearer', expires_in: 3600 } };
    return url.endsWith('/session/login') ? { body: { sessionToken: 'session' } } : null;
  },
};
