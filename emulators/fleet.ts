// The four emulators together, and the accounts of a configuration that points an app at them.
import { startEmulator, type RunningEmulator } from './core/emulator.ts';
import * as genesys from './genesys/index.ts';
import * as thingspace from './thingspace/index.ts';
import * as webex from './webex/index.ts';
import * as yext from './yext/index.ts';

export interface Fleet {
  readonly genesys: RunningEmulator;
  readonly webex: RunningEmulator;
  readonly thingspace: RunningEmulator;
  readonly yext: RunningEmulator;
  all(): readonly RunningEmulator[];
  close(): Promise<void>;
}

interface FleetOptions {
  /** First of eight ports in a row, four APIs and then four control ports; any free ports when absent. */
  readonly basePort?: number | undefined;
  /** 1 is the organisation of the docs; 400 grows it to 100,000 people and 1,000,000 devices. */
  readonly scale?: number | undefined;
}

export async function startFleet(options: FleetOptions = {}): Promise<Fleet> {
  const at = (place: number) => ({
    port: options.basePort === undefined ? 0 : options.basePort + place,
    controlPort: options.basePort === undefined ? 0 : options.basePort + 4 + place,
    scale: options.scale ?? 1,
  });
  const fleet = {
    genesys: await startEmulator(genesys.definition, at(0)),
    webex: await startEmulator(webex.definition, at(1)),
    thingspace: await startEmulator(thingspace.definition, at(2)),
    yext: await startEmulator(yext.definition, at(3)),
  };
  const all = Object.values(fleet);
  return {
    ...fleet,
    all: () => all,
    close: async () => {
      await Promise.all(all.map((emulator) => emulator.close()));
    },
  };
}

/** One account of the seeded company, with everything a client needs: as the app's configuration wants it. */
export type SeededAccount = Readonly<Record<string, unknown>> & { readonly key: string };

/** The six accounts of the seeded company, at the addresses of this fleet. */
export function seededAccounts(fleet: Fleet): readonly SeededAccount[] {
  const genesysAccount = (key: string, org: string): SeededAccount => {
    const client = genesys.access.clients.find((one) => one.clientId === `acme-${org}-client`);
    if (!client) throw new Error(`no seeded client for org ${org}`);
    return {
      key,
      provider: 'GENESYS_CLOUD',
      name: `Acme ${org.toUpperCase()} contact centre`,
      apiBaseUrl: fleet.genesys.url,
      loginBaseUrl: fleet.genesys.url,
      clientId: client.clientId,
      clientSecret: client.clientSecret,
    };
  };
  return [
    genesysAccount('genesys-us', 'us'),
    genesysAccount('genesys-eu', 'eu'),
    {
      key: 'webex',
      provider: 'WEBEX',
      name: 'Acme collaboration',
      baseUrl: `${fleet.webex.url}${webex.access.basePath}`,
      clientId: webex.access.clientId,
      clientSecret: webex.access.clientSecret,
      refreshToken: webex.access.refreshToken,
    },
    ...thingspace.access.accounts.map((account, index) => ({
      key: index === 0 ? 'fleet' : 'fleet-legacy',
      provider: 'THINGSPACE',
      name: index === 0 ? 'Acme vehicles' : 'Acme meters',
      accountName: account.accountName,
      apiVersion: index === 0 ? 'v3' : 'v2',
      baseUrls: Object.fromEntries(
        Object.entries(thingspace.access.paths).map(([service, path]) => [
          service,
          `${fleet.thingspace.url}${path}`,
        ]),
      ),
      appKey: account.key,
      appSecret: account.secret,
      username: account.username,
      password: account.password,
    })),
    {
      key: 'listings',
      provider: 'YEXT',
      name: 'Acme listings',
      baseUrl: `${fleet.yext.url}${yext.access.basePath}`,
      apiKey: yext.access.accounts[0].keys.full,
    },
  ];
}
