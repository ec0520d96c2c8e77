// config.example.yaml and the schema say the same: each setting is in both, with its default and a word on it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isMap, parse, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { ALLOW_PLAIN_HTTP } from '../../src/config/plain-http.ts';
import { readConfig } from '../../src/config/read.ts';
import { AuthSettings } from '../../src/config/auth.ts';
import { FindingSettings, findingsOfProvider } from '../../src/config/insight/findings.ts';
import { ContractEntry } from '../../src/config/insight/contracts.ts';
import { AccountInventory, InventorySettings } from '../../src/config/inventory/settings.ts';
import {
  ChangeSettings,
  ConfigFile,
  FederationSettings,
  LimitSettings,
  MetricsSettings,
  ServerSettings,
  StoreSettings,
} from '../../src/config/schema.ts';
import { TelemetrySettings } from '../../src/config/telemetry/settings.ts';
import { accountSchemas } from '../../src/providers/registry.ts';
import { schemaKeys } from './keys.ts';

const TEXT = readFileSync(new URL('../../config.example.yaml', import.meta.url), 'utf8');
const NAMES = [...new Set([...TEXT.matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name = '']) => name))];
const ENVIRONMENT = Object.fromEntries(NAMES.map((name) => [name, `made-up-value-of-${name}-0123456789`]));

function valueKeys(value: unknown, above = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => valueKeys(item, above));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    `${above}${key}`,
    ...valueKeys(inner, `${above}${key}.`),
  ]);
}

const Example = z.object({
  accounts: z.array(z.looseObject({ key: z.string(), provider: z.string() })),
  server: z.record(z.string(), z.unknown()),
  metrics: z.record(z.string(), z.unknown()),
  telemetry: z.record(z.string(), z.unknown()),
  limits: z.record(z.string(), z.unknown()),
  auth: z.unknown(),
  federation: z.record(z.string(), z.unknown()),
  store: z.record(z.string(), z.unknown()),
  changes: z.record(z.string(), z.unknown()),
  inventory: z.record(z.string(), z.unknown()),
  findings: z.record(z.string(), z.unknown()),
  contracts: z.array(z.unknown()),
});
const example = Example.parse(parse(TEXT));

describe('config.example.yaml', () => {
  it('is a configuration once its environment variables are set', () => {
    const read = readConfig({ text: TEXT, environment: ENVIRONMENT, accountSchemas });
    expect(read).toMatchObject({ ok: true });
    if (!read.ok) return;
    expect(read.config.accounts.map(({ key }) => key)).toEqual(example.accounts.map(({ key }) => key));
    // Who copies it has no token that is taken for a router's.
    expect(read.warnings.filter(({ path }) => path.startsWith('auth'))).toEqual([]);
  });

  it('names every variable it needs when none is set', () => {
    const read = readConfig({ text: TEXT, environment: {}, accountSchemas });
    expect(read.ok ? [] : read.problems.map(({ message }) => message)).toEqual(
      NAMES.map((name) => `environment variable ${name} is not set`),
    );
  });

  it('takes every credential from the environment', () => {
    const credentials = valueKeys(example).filter((key) =>
      /secret|token$|password|apiKey$|appKey/i.test(key),
    );
    expect(credentials.length).toBeGreaterThanOrEqual(8);
    visit(parseDocument(TEXT), {
      Pair(_at, { key, value }) {
        if (!/(secret|token|password|apiKey|appKey)$/i.test(String(key)) || isMap(value)) return;
        expect(`${String(key)}: ${String(value)}`).toMatch(/: \$\{[A-Z_]+\}$/);
      },
    });
  });

  it('has every provider, and several accounts of some', () => {
    const providers = example.accounts.map(({ provider }) => provider);
    expect([...new Set(providers)].sort()).toEqual([...accountSchemas.keys()].sort());
    expect(providers.length).toBeGreaterThan(accountSchemas.size);
  });

  it.each([...accountSchemas])('shows every setting of %s', (provider, schema) => {
    const entries = example.accounts.filter((one) => one.provider === provider);
    // What every account may have is shown once.
    const own = entries.map(({ inventory: _inventory, findings: _findings, ...entry }) => entry);
    const keys = new Set(valueKeys(own));
    keys.delete(ALLOW_PLAIN_HTTP);
    expect([...keys].sort()).toEqual(schemaKeys(schema));
  });

  it('shows every part of the file, and every setting of them', () => {
    expect(Object.keys(example).sort()).toEqual(Object.keys(ConfigFile.shape).sort());
    expect(valueKeys(example.server).sort()).toEqual(schemaKeys(ServerSettings));
    expect(valueKeys(example.accounts)).toContain(ALLOW_PLAIN_HTTP);
    expect(Object.keys(example.metrics).sort()).toEqual(schemaKeys(MetricsSettings));
    expect(valueKeys(example.telemetry).sort()).toEqual(schemaKeys(TelemetrySettings));
    expect(Object.keys(example.limits).sort()).toEqual(schemaKeys(LimitSettings));
    expect(Object.keys(example.federation).sort()).toEqual(schemaKeys(FederationSettings));
    expect(Object.keys(example.store).sort()).toEqual(schemaKeys(StoreSettings));
    expect(Object.keys(example.changes).sort()).toEqual(schemaKeys(ChangeSettings));
    expect(Object.keys(example.inventory).sort()).toEqual(schemaKeys(InventorySettings));
    expect(valueKeys(example.findings).sort()).toEqual(schemaKeys(FindingSettings));
    expect([...new Set(valueKeys(example.contracts))].sort()).toEqual(schemaKeys(ContractEntry));
    expect([...new Set(valueKeys(example.auth))].sort()).toEqual(schemaKeys(AuthSettings));
  });

  it('gives all but accounts, auth and contracts their defaults', () => {
    // Which is no setting, but follows from others.
    const { noPlayground: _why, ...server } = ServerSettings.parse({});
    expect(example.server).toEqual(server);
    expect(example.metrics).toEqual(MetricsSettings.parse({}));
    expect(example.telemetry).toEqual(TelemetrySettings.parse({}));
    expect(example.limits).toEqual(LimitSettings.parse({}));
    expect(example.federation).toEqual(FederationSettings.parse({}));
    expect(example.store).toEqual(StoreSettings.parse({}));
    expect(example.changes).toEqual(ChangeSettings.parse({}));
    expect(example.inventory).toEqual(InventorySettings.parse({}));
    const shown = example.accounts.flatMap(({ inventory }) => (inventory === undefined ? [] : [inventory]));
    expect(shown).toEqual([AccountInventory.parse({})]);
    expect(example.findings).toEqual(FindingSettings.parse({}));
    const said = example.accounts.flatMap(({ provider, findings }) =>
      findings === undefined ? [] : [{ findings, byDefault: findingsOfProvider(provider).parse({}) }],
    );
    expect(said).toHaveLength(1);
    for (const { findings, byDefault } of said) expect(findings).toEqual(byDefault);
  });

  it('explains every setting where it first appears', () => {
    const settings = TEXT.split('\n').flatMap((line) => {
      const key = /^ +(?:- )?(\w+):/.exec(line)?.[1];
      return key === undefined ? [] : [{ key, line }];
    });
    const firsts = settings.filter(
      ({ key }, index) => settings.findIndex((one) => one.key === key) === index,
    );
    expect(firsts.length).toBeGreaterThan(40);
    expect(firsts.filter(({ line }) => !/ # \w/.test(line)).map(({ key }) => key)).toEqual([]);
  });
});
