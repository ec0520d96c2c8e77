// Yext, as its tests need it.
import { access, definition } from '../../../emulators/yext/index.ts';
import { yext as provider } from '../../../src/providers/yext/index.ts';
import type { UpstreamRuntime } from '../../../src/upstream/upstream.ts';
import { able } from '../provider-kit.ts';

/** Credentials the emulator takes. */
export const [ACCOUNT] = access.accounts;

export const yext = {
  definition,
  dataPath: `^${access.basePath}/`,
  /** With a key that may read, unless the entry has another one. */
  open(url: string, runtime: UpstreamRuntime, entry: object = {}) {
    const settings = provider.settings.parse({
      key: 'yext-acme',
      name: 'Acme',
      provider: 'YEXT',
      baseUrl: `${url}${access.basePath}`,
      apiKey: ACCOUNT.keys.reader,
      ...entry,
    });
    return able(provider.create(settings, runtime), 'entities', 'writes');
  },
  told: ({ method, path }: { method: string; path: string }) =>
    `${method} ${path.replace(access.basePath, '')}`,
  /** Keys need no login. */
  isLogin: () => false,
  welcome: () => null,
};
