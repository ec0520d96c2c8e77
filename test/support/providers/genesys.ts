// Test helpers of Genesys Cloud.
import { expect } from '@jest/globals';
import { createClock } from '../../../emulators/core/clock.ts';
import { stateOf } from '../../../emulators/genesys/state/directory.ts';
import { access, definition } from '../../../emulators/genesys/index.ts';
import type { Org } from '../../../emulators/genesys/state/state.ts';
import type { User } from '../../../src/domain/assignee.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import { genesys as provider } from '../../../src/providers/genesys/index.ts';
import type { GenesysSettings as Settings } from '../../../src/providers/genesys/settings.ts';
import type { UpstreamRuntime } from '../../../src/upstream/upstream.ts';
import { present } from '../assertions.ts';
import { at, listAt, parsed } from '../json.ts';
import { able } from '../provider-kit.ts';

/** An id of the right form that no user has. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

/** An entry whose client may only log in. */
export const NO_PERMISSIONS = { clientId: 'acme-us-nobody' };

/** The first organisation before any write, from the seed itself. */
export function seededOrg(scale = 1, switches: typeof definition.switches = {}): Org {
  const all = { ...definition.switches, ...switches };
  return present(definition.seed({ scale, clock: createClock(), switches: all, serial: () => 0 }).orgs[0]);
}

/** A user of whom only the id is known. */
export function userOf(externalId: string): User {
  return { kind: 'USER', accountKey: 'us', externalId };
}

/** `count` users who may hold licenses; some of them hold none. */
export function someUsers(count: number): User[] {
  const { directory } = seededOrg();
  const there = directory.inState('any').filter((index) => stateOf(index) !== 'deleted');
  return there.slice(0, count).map((index) => userOf(directory.idOf(index)));
}

/** The id of a user who is deleted. */
export function deletedUser(): string {
  const { directory } = seededOrg();
  return directory.idOf(present(directory.inState('deleted')[0]));
}

/** Fails the test when a problem tells addresses, credentials or bodies, or not which account it is about. */
export function expectDiscreet(problem: Problem): void {
  expect(JSON.stringify(problem)).not.toMatch(/http|127\.0\.0\.1|bearer|html|secret|sign in/i);
  expect(problem.accountKey).toBe('us');
}

function secretOf(clientId: string): string {
  return access.clients.find((client) => client.clientId === clientId)?.clientSecret ?? 'wrong';
}

/** Changes to an account's entry; another client comes with its own secret. */
export type GenesysEntry = Partial<Pick<Settings, 'clientId' | 'baseTiers'>> & {
  readonly clientSecret?: string;
};

export const genesys = {
  definition,
  /** The first organisation, unless the entry names another client. */
  open(url: string, runtime: UpstreamRuntime, entry: GenesysEntry = {}) {
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
    return able(
      provider.create(settings, runtime),
      ['USER'],
      'writes',
      'licensesInFull',
      'inferLicenses',
      'featureToggle',
      'setFeatureToggle',
      'inventory',
    );
  },
  told: ({ method, path }: { method: string; path: string }) => `${method} ${path.replace('/api/v2', '')}`,
  welcome: ({ url }: { url: string }) =>
    url.endsWith(access.loginPath)
      ? { body: { access_token: 'a-token', token_type: 'bearer', expires_in: 86_400 } }
      : null,
  shown: { details: 'GenesysLicenseDetails', assigneeKinds: ['USER'], reportsSeats: false } as const,
  changes: {
    write: '/license/organization$',
    read: '/license/users(/|$)',
    targetsIn(path: string, body: string) {
      if (!path.endsWith('/license/organization')) return [];
      return listAt(parsed(body), 'assignments').flatMap((row) =>
        ['userIdsAdd', 'userIdsRemove'].flatMap((list) =>
          listAt(row, list).map((user) => `${String(at(row, 'licenseId'))} ${String(user)}`),
        ),
      );
    },
  },
};
