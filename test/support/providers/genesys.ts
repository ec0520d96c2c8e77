// Genesys Cloud, as its tests need it.
import { access, definition } from '../../../emulators/genesys/index.ts';
import { genesys as provider } from '../../../src/providers/genesys/index.ts';
import type { UpstreamRuntime } from '../../../src/upstream/upstream.ts';
import { able } from '../provider-kit.ts';

/** An id of the right form that nobody has. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

function secretOf(clientId: string): string {
  return access.clients.find((client) => client.clientId === clientId)?.clientSecret ?? 'wrong';
}

export const genesys = {
  definition,
  dataPath: '^/api/v2/',
  /** The first organisation, unless the entry names another client. */
  open(url: string, runtime: UpstreamRuntime, entry: { readonly clientId?: string } & object = {}) {
    const clientId = entry.clientId ?? 'acme-us-client';
    const settings = provider.settings.parse({
      key: 'us',
      name: 'Acme US',
      provider: 'GENESYS_CLOUD',
      apiBaseUrl: url,
      loginBaseUrl: `${url}/`,
      clientId,
      clientSecret: secretOf(clientId),
      ...entry,
    });
    return able(provider.create(settings, runtime), 'users', 'writes', 'licensesInFull', 'inferLicenses');
  },
  told: ({ method, path }: { method: string; path: string }) => `${method} ${path.replace('/api/v2', '')}`,
  isLogin: ({ path }: { path: string }) => path === access.loginPath,
  welcome: ({ url }: { url: string }) =>
    url.endsWith(access.loginPath)
      ? { body: { access_token: 'a-token', token_type: 'bearer', expires_in: 86_400 } }
      : null,
};
