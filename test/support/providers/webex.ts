// Test helpers of Cisco Webex.
import { uuid } from '../../../emulators/seed/organisation.ts';
import { access, definition } from '../../../emulators/webex/index.ts';
import type { Assignee, User } from '../../../src/domain/assignee.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { webex as provider } from '../../../src/providers/webex/index.ts';
import type { UpstreamRuntime } from '../../../src/upstream/upstream.ts';
import { at, listAt, parsed } from '../json.ts';
import { able } from '../provider-kit.ts';
import { testCall } from '../runtime.ts';

/** An id in the form of Webex: `PEOPLE/…`, `LICENSE/…`. */
export function webexId(path: string): string {
  return Buffer.from(`ciscospark://us/${path}`).toString('base64url');
}

/** A person id that nobody has. */
export const NOBODY = webexId('PEOPLE/00000000-0000-4000-8000-000000000000');

/** The Webex id of a user of another organisation, by position in the emulator's seed; requests do not use it. */
export function externalPersonId(place: number): string {
  return webexId(`PEOPLE/${uuid('webex-external', place)}`);
}

/** The id of a license of the emulator's organisation. */
export function licenseId(name: string): string {
  const id = access.licenseIds[name];
  if (id === undefined) throw new Error(`no license ${name}`);
  return id;
}

/** The same assignee, with only its id. */
export function bare<A extends Assignee>({
  kind,
  accountKey,
  externalId,
}: A): Pick<A, 'kind' | 'accountKey' | 'externalId'> {
  return { kind, accountKey, externalId };
}

/** Users of other organisations who hold a license of the meeting site. */
export async function externalsOf({ assignments }: ProviderAccount): Promise<readonly [User, ...User[]]> {
  const { items } = await assignments.ofLicense(licenseId('meetingsSuite'), null, testCall());
  const [first, ...others] = items
    .map(({ assignee }) => assignee)
    .filter((one) => one.kind === 'USER')
    .filter(({ userKind }) => userKind === 'EXTERNAL');
  if (!first) throw new Error('no external users');
  return [first, ...others];
}

export const webex = {
  definition,
  /** With the administrator's token, unless the entry has credentials of its own. */
  open(url: string, runtime: UpstreamRuntime, entry: object = { accessToken: access.accessToken }) {
    const settings = provider.settings.parse({
      key: 'webex',
      name: 'Webex',
      provider: 'WEBEX',
      baseUrl: `${url}${access.basePath}`,
      ...entry,
    });
    return able(provider.create(settings, runtime), ['USER', 'WORKSPACE'], 'writes', 'inventory');
  },
  /** With ids left out. */
  told: ({ method, path }: { method: string; path: string }) =>
    `${method} ${path.replace(access.basePath, '').replace(/[A-Za-z0-9_-]{20,}/, ':id')}`,
  welcome: ({ url }: { url: string }) =>
    url.endsWith('/access_token') ? { body: { access_token: 'a-token', expires_in: 1_209_600 } } : null,
  shown: {
    details: 'WebexLicenseDetails',
    assigneeKinds: ['USER', 'WORKSPACE'],
    reportsSeats: true,
  } as const,
  changes: {
    write: '/licenses/users$',
    read: '/people',
    targetsIn(path: string, body: string) {
      if (!path.endsWith('/licenses/users')) return [];
      const change = parsed(body);
      // People from outside are named by address.
      const email = at(change, 'email');
      const who = typeof email === 'string' ? email.toLowerCase() : String(at(change, 'personId'));
      return listAt(change, 'licenses').map((one) => `${String(at(one, 'id'))} ${who}`);
    },
  },
};

/** The body of Webex's own 404 (webex contract 8). */
export const NOT_FOUND = {
  message: 'User not found.',
  trackingId: 'NA_5b0a8c1e-2f64-4b0c-9f7e-3f3f0a9b1c2d',
};
