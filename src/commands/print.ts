// `--print`: the configuration as it is in force, with everything that nobody wrote, and without secrets.
import { stringify } from 'yaml';
import { isMapping } from '../config/mapping.ts';
import type { Config } from '../config/read.ts';
import { Secret } from '../domain/secret.ts';
import type { ConfiguredAccount } from '../providers/registry.ts';

const HIDDEN = '***';

/** YAML. What came from a file is hidden, too, whatever setting it is in. */
export function printedConfig(config: Config<ConfiguredAccount>, fromFiles: readonly Secret[]): string {
  const { accounts, server, ...rest } = config;
  const { noPlayground: _made, ...settings } = server;
  const hidden = fromFiles.map((content) => content.reveal());
  const entries = accounts.map(({ settings: its, inventory, findings }) => ({ ...its, inventory, findings }));
  const all = { accounts: entries, server: settings, ...rest };
  return stringify(withoutSecrets(all, hidden), { lineWidth: 0 });
}

function withoutSecrets(value: unknown, hidden: readonly string[]): unknown {
  if (value instanceof Secret) return HIDDEN;
  if (typeof value === 'string') return hidden.some((content) => value.includes(content)) ? HIDDEN : value;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, hidden));
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, withoutSecrets(item, hidden)]),
  );
}
