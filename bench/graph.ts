// The real app as the comparison runs it: every account of the seeded company, and everything on but the log.
import { randomUUID } from 'node:crypto';
import { stringify } from 'yaml';
import { startApp } from '../src/app.ts';
import { readConfig } from '../src/config/read.ts';
import { silentLog } from '../src/domain/log.ts';
import { Secret } from '../src/domain/secret.ts';
import type { ProviderAccount } from '../src/providers/provider.ts';
import { accountSchemas } from '../src/providers/registry.ts';
import type { Peer } from './peers/access.ts';

/** How the app differs from the configuration of the company. */
interface Differences {
  /** The section `store` of the configuration. */
  readonly store?: object;
  /** What becomes of an account. */
  readonly change?: (account: ProviderAccount) => ProviderAccount;
}

/** Starts it on a free port of the loopback interface. */
export async function startGraph(
  accounts: readonly unknown[],
  { store = { directory: null }, change = (account) => account }: Differences = {},
): Promise<Peer> {
  const read = readConfig({
    text: stringify({ accounts, server: { port: 0, logLevel: 'silent' }, store }),
    environment: {},
    accountSchemas: apart(change),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const app = await startApp(read.config, {
    log: silentLog,
    now: Date.now,
    random: Math.random,
    newId: randomUUID,
  });
  return { url: `${app.url}/graphql` };
}

/** Schemas that allow several accounts of one tenant, which a real configuration must not have: `graph unshared` needs one for each client. */
function apart(change: NonNullable<Differences['change']>) {
  return new Map(
    [...accountSchemas].map(([provider, schema]) => [
      provider,
      schema.transform((account) => ({
        ...account,
        tenant: new Secret(account.key),
        create: (runtime: Parameters<typeof account.create>[0]) => change(account.create(runtime)),
      })),
    ]),
  );
}
