// Test helpers of Verizon ThingSpace.
import type { z } from 'zod';
import type { RunningEmulator } from '../../../emulators/core/emulator.ts';
import { imei } from '../../../emulators/seed/organisation.ts';
import { accountsAt, seededLicense } from '../../../emulators/thingspace/seed/accounts.ts';
import { protocolOf } from '../../../emulators/thingspace/seed/devices.ts';
import { access, definition } from '../../../emulators/thingspace/index.ts';
import type { Device } from '../../../src/domain/assignee.ts';
import { createAccount } from '../../../src/providers/thingspace/adapter.ts';
import { createContext } from '../../../src/providers/thingspace/context.ts';
import { ThingSpaceSettings, type ApiVersion } from '../../../src/providers/thingspace/settings.ts';
import type { UpstreamRuntime } from '../../../src/upstream/upstream.ts';
import { at, listAt, parsed } from '../json.ts';

/** The seeded account meant for v3, and the one meant for v1 and v2. */
export function seeded(version: ApiVersion) {
  const found = access.accounts.find((account) => account.meantFor.some((meant) => meant === version));
  if (found === undefined) throw new Error(`the emulator has no account for ${version}`);
  return found;
}

/** The devices of an account by ascending IMEI, from the seed itself and not from answers of the emulator. */
export function seededDevices(version: ApiVersion, scale = 1) {
  const { accountName } = seeded(version);
  const account = accountsAt(scale).find(({ name }) => name === accountName);
  if (account === undefined) throw new Error(`the seed has no ${accountName}`);
  return Array.from({ length: account.to - account.from }, (_, at) => {
    const index = account.from + at;
    return { imei: imei(index), licensed: seededLicense(account, index), protocol: protocolOf(index) };
  });
}

/** A device of which only the id is known. */
export function device(externalId: string, facts: Partial<Device> = {}): Device {
  return { kind: 'DEVICE', accountKey: 'acme-devices', externalId, ...facts };
}

/** Every request since the journal was emptied, unlike `bench.calls()` with logins: `POST token 200`, `POST login 200`. */
export function exchanges(emulator: RunningEmulator): string[] {
  return emulator.journal.entries().map((request) => thingspace.told(request));
}

/** Changes to an account's entry; `tenant` uses the credentials of the account for another API version. */
export type ThingSpaceEntry = Partial<z.input<typeof ThingSpaceSettings>> & { readonly tenant?: ApiVersion };

export const thingspace = {
  definition,
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
    return createAccount(createContext(settings, runtime));
  },
  /** `GET licenses?lastSeenDeviceId=0 200`. */
  told({ method, path, query, status }: { method: string; path: string; query: string; status: number }) {
    const short = path
      .replace(/^\/api\/(?:ts|m2m|fota)\/v\d\/(?:oauth2\/|session\/)?/, '')
      .replace(/\/\d{10}-\d{5}/, '');
    return `${method} ${short}${query === '' ? '' : `?${query}`} ${status}`;
  },
  welcome({ url }: { url: string }) {
    if (url.endsWith('/oauth2/token')) return { body: { access_token: 'bearer', expires_in: 3600 } };
    return url.endsWith('/session/login') ? { body: { sessionToken: 'session' } } : null;
  },
  shown: { details: 'ThingSpaceLicenseDetails', assigneeKinds: ['DEVICE'], reportsSeats: true } as const,
  changes: {
    write: '/licenses/[^/]+/(assign|remove)$',
    read: '/devices/',
    targetsIn(path: string, body: string) {
      if (!/\/licenses\/[^/]+\/(assign|remove)$/.test(path)) return [];
      return listAt(parsed(body), 'deviceList').map((one) => `fota ${String(one)}`);
    },
    /** ThingSpace answers 200, with a result for each device (thingspace contract 4.6). */
    isRefused(target: string, answer: string) {
      const rows = listAt(parsed(answer), 'deviceList');
      const row = rows.find((one) => target.endsWith(` ${String(at(one, 'deviceId'))}`));
      return !String(at(row, 'status')).endsWith('Success');
    },
  },
};
