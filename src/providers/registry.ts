// The providers there are: one line each.
import type { z } from 'zod';
import { Secret } from '../domain/secret.ts';
import type { UpstreamRuntime } from '../upstream/upstream.ts';
import { genesys } from './genesys/index.ts';
import type { AccountSettings, ProviderAccount, ProviderDefinition } from './provider.ts';
import { thingspace } from './thingspace/index.ts';
import { webex } from './webex/index.ts';
import { yext } from './yext/index.ts';

/** An account's entry of the configuration, checked, and ready to be brought to life. */
export interface ConfiguredAccount {
  readonly key: string;
  /** Two entries with the same text are the same tenant, by all that the configuration tells. Never shown. */
  readonly tenant: Secret;
  /** What the entry says, defaults included. Two with the same are the same account. */
  readonly settings: AccountSettings;
  create(runtime: UpstreamRuntime): ProviderAccount;
}

/** The schema of an account's entry, by provider. */
export type AccountSchemas = ReadonlyMap<string, z.ZodType<ConfiguredAccount>>;

/** Those of the providers in this folder. */
export const accountSchemas: AccountSchemas = new Map([
  register(genesys),
  register(webex),
  register(thingspace),
  register(yext),
]);

/** A provider's name with the schema of its accounts' entries. */
export function register<Settings extends AccountSettings>(
  definition: ProviderDefinition<Settings>,
): [string, z.ZodType<ConfiguredAccount>] {
  const schema = definition.settings.transform((settings) => ({
    key: settings.key,
    settings,
    tenant: new Secret(`${definition.provider} ${definition.tenantOf(settings)}`),
    create: (runtime: UpstreamRuntime) => definition.create(settings, runtime),
  }));
  return [definition.provider, schema];
}
