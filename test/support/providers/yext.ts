// Test helpers of Yext.
import type { RunningEmulator } from '../../../emulators/core/emulator.ts';
import { access, definition } from '../../../emulators/yext/index.ts';
import type { Entity } from '../../../src/domain/assignee.ts';
import { yext as provider } from '../../../src/providers/yext/index.ts';
import type { UpstreamRuntime } from '../../../src/upstream/upstream.ts';
import { able } from '../provider-kit.ts';

/** Credentials that the emulator accepts. */
export const [ACCOUNT] = access.accounts;

/** Ids of seeded entities that must be escaped in a path. */
export const ODD_IDS = [
  'store #10',
  'north/store/20',
  'store 30',
  '100%-40',
  'store "50"',
  'Café-70',
  '%2F-110',
  '{"$in":[170]}',
];

const HOUR_MS = 3_600_000;

export const yext = {
  definition,
  /** With a key that may read, unless the entry has another key. */
  open(url: string, runtime: UpstreamRuntime, entry: object = {}) {
    const settings = provider.settings.parse({
      key: 'yext-acme',
      name: 'Acme',
      provider: 'YEXT',
      baseUrl: `${url}${access.basePath}`,
      apiKey: ACCOUNT.keys.reader,
      ...entry,
    });
    return able(provider.create(settings, runtime), ['ENTITY'], 'writes', 'inventory');
  },
  /** `GET /entities 200`. */
  told: ({ method, path, status }: { method: string; path: string; status: number }) =>
    `${method} ${path.replace(`${access.basePath}/accounts/me`, '')} ${status}`,
  welcome: () => null,
  shown: { details: 'YextLicensePackDetails', assigneeKinds: ['ENTITY'], reportsSeats: true } as const,
  changes: {
    write: '/assigned-entities/',
    read: '/assigned-entities$',
    targetsIn(path: string) {
      const found = /\/license-packs\/([^/]+)\/assigned-entities\/([^/]+)$/.exec(path);
      return found ? [`${found[1]} ${found[2]}`] : [];
    },
  },
};

/** An entity of which only the id is known. */
export function entity(externalId: string): Entity {
  return { kind: 'ENTITY', accountKey: 'yext-acme', externalId };
}

/** An answer in the envelope of Yext. */
export function ok(response: unknown) {
  return { status: 200, body: { meta: { uuid: 'u-ok' }, response } };
}

/** A refusal in the form of Yext. */
export function refused(code: number, message: string, status = 400) {
  const errors = [{ code, type: 'FATAL_ERROR', message }];
  return { status, body: { meta: { uuid: 'u-no', errors }, response: {} } };
}

/** The query parameters of a request. */
export function queryOf({ url }: { readonly url: string }): URLSearchParams {
  return new URL(url, 'http://yext').searchParams;
}

/** Moves the emulator to half past an hour, because its quota starts with each hour; returns the start of the next hour. */
export function moveToHalfPast({ clock }: RunningEmulator): number {
  const hour = Math.ceil(clock.now() / HOUR_MS) * HOUR_MS;
  clock.advance(hour - HOUR_MS / 2 - clock.now());
  return hour;
}
