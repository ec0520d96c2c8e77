// Reading the configuration: a YAML file with references into the environment (`${NAME}`) and to files (`${file:/path}`). Every problem
// is reported, not the first.
import { z } from 'zod';
import { Secret } from '../domain/secret.ts';
import type { AuthSettings } from './auth.ts';
import { checkTogether } from './checks.ts';
import { referencedFrom, type ReadReferenced } from './files/referenced.ts';
import { moveFormer } from './former.ts';
import { takePart } from './entry-part.ts';
import { findingsOfProvider, type AccountFindings, type FindingSettings } from './insight/findings.ts';
import { AccountInventory, type InventorySettings } from './inventory/settings.ts';
import type { ContractEntry } from './insight/contracts.ts';
import { isInstalled, PLAYGROUND_PACKAGE, type IsInstalled } from './packages.ts';
import { checkPlainHttp } from './plain-http.ts';
import { describe, writePath, type ConfigProblem } from './problem.ts';
import {
  ConfigFile,
  type ChangeSettings,
  type FederationSettings,
  isPostgresUrl,
  type LimitSettings,
  type MetricsSettings,
  StoreSettings,
  type ServerSettings,
} from './schema.ts';
import { readSource, type Environment, type References } from './source.ts';
import { collectorWarnings } from './telemetry/collector.ts';
import type { TelemetrySettings } from './telemetry/settings.ts';

/** An account, and what every account may have. */
export type WithInventory<Account> = Account & {
  readonly inventory: AccountInventory;
  readonly findings: AccountFindings;
};

/** What the process runs with. `Account` is whatever the providers' schemas give. */
export interface Config<Account> {
  readonly accounts: readonly WithInventory<Account>[];
  readonly server: ServerSettings;
  readonly metrics: MetricsSettings | null;
  readonly telemetry: TelemetrySettings;
  readonly limits: LimitSettings;
  readonly auth: AuthSettings;
  readonly federation: FederationSettings;
  readonly store: StoreSettings;
  readonly changes: ChangeSettings;
  readonly inventory: InventorySettings;
  readonly findings: FindingSettings;
  /** In the order of the file, which decides where two are about one license. */
  readonly contracts: readonly ContractEntry[];
}

type ConfigResult<Account> =
  | {
      readonly ok: true;
      readonly config: Config<Account>;
      /** What is worth a word at each start. */
      readonly warnings: readonly ConfigProblem[];
    }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** What is known of an account whose entry has been read. */
export interface Tenant {
  /** The same for entries that are the same tenant. Never shown. */
  readonly tenant: Secret;
}

interface ConfigSource<Account> {
  /** The file's text. */
  readonly text: string;
  readonly environment: Environment;
  /** Reads the files that the text refers to; by default relative paths are relative to where the process was started. */
  readonly readFile?: ReadReferenced;
  /** The schema of an account's entry, by provider. */
  readonly accountSchemas: ReadonlyMap<string, z.ZodType<Account>>;
  /** Whether a package is there, for settings that need it; by default in the installation of this process. */
  readonly isInstalled?: IsInstalled;
}

/** The part about the store alone: for tools that look at the database and ask no provider. */
export function readStoreSettings(
  text: string,
  references: References,
):
  | { readonly ok: true; readonly store: StoreSettings }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] } {
  const { value, problems, readable, rereadable } = readSource(text, references);
  const parsed = z.object({ store: StoreSettings.prefault({}) }).safeParse(value);
  const early = readable ? problems.filter(({ path }) => path.startsWith('store')) : problems;
  const found = once(
    early,
    (parsed.error?.issues ?? []).flatMap((issue) => describe(issue, [])),
  );
  return parsed.success && found.length === 0
    ? { ok: true, store: rereading(parsed.data.store, rereadable) }
    : { ok: false, problems: found };
}

/** The configuration, or everything that is wrong with it. No value of the file is repeated: it may be a secret. */
export function readConfig<Account extends Tenant>(source: ConfigSource<Account>): ConfigResult<Account> {
  const has = source.isInstalled ?? isInstalled;
  const readFile = source.readFile ?? referencedFrom('');
  const { environment } = source;
  const {
    value: text,
    problems: early,
    readable,
    rereadable,
  } = readSource(source.text, { environment, readFile });
  if (!readable) return { ok: false, problems: early };
  const { value, warnings: ofMoves, problems: moves } = moveFormer(text);
  const file = ConfigFile.safeParse(value);
  const { accounts, problems: ofAccounts, warnings } = readAccounts(value, source.accountSchemas);
  const found = [
    ...moves,
    ...(file.error?.issues ?? []).flatMap((issue) => describe(issue, [])),
    ...ofAccounts,
    ...checkTogether(value, has),
  ];
  const problems = once(early, found);
  if (!file.success || problems.length > 0) return { ok: false, problems };
  const { auth, ...rest } = file.data;
  const store = rereading(file.data.store, rereadable);
  const server = decidePlayground(file.data.server, has);
  return {
    ok: true,
    config: { ...rest, accounts, server, store, auth: auth ?? 'none' },
    warnings: [...ofMoves, ...warnings, ...withoutScopes(auth), ...collectorWarnings(rest.telemetry)],
  };
}

/** Tokens of before scopes may be routers'. */
function withoutScopes(auth: AuthSettings | undefined): ConfigProblem[] {
  if (auth === undefined || auth === 'none') return [];
  const names = auth.tokens.filter(({ scopes }) => scopes === undefined).map(({ name }) => name);
  const message =
    'without scopes these are taken for federation routers, which no limit of operations, subscriptions or WebSockets at once holds for; name their scopes';
  return names.length === 0 ? [] : [{ path: 'auth.tokens', message: `${names.join(', ')}: ${message}` }];
}

/** An address that is in a file is read again by whoever reveals it. While the file is away, or has no address, the last good one holds. */
function rereading(
  store: StoreSettings,
  rereadable: ReadonlyMap<string, () => string | null>,
): StoreSettings {
  const live = (url: Secret | null, path: string): Secret | null => {
    const again = rereadable.get(path);
    if (url === null || again === undefined) return url;
    let last = url.reveal();
    return new Secret(() => {
      const text = again();
      if (text !== null && isPostgresUrl(text)) last = text;
      return last;
    });
  };
  return { ...store, url: live(store.url, 'store.url'), listenUrl: live(store.listenUrl, 'store.listenUrl') };
}

function decidePlayground(server: z.output<typeof ServerSettings>, has: IsInstalled): ServerSettings {
  const { playground } = server;
  return { ...server, playground: playground === 'auto' ? has(PLAYGROUND_PACKAGE.name) : playground };
}

const Entries = z.object({
  accounts: z.array(z.looseObject({ provider: z.string() }).or(z.null()).catch(null)),
});

/** Entries that are no mapping or name no provider are left to the schema of the file. */
function readAccounts<Account extends Tenant>(
  file: unknown,
  schemas: ReadonlyMap<string, z.ZodType<Account>>,
): { accounts: WithInventory<Account>[]; problems: ConfigProblem[]; warnings: ConfigProblem[] } {
  const accounts: WithInventory<Account>[] = [];
  const warnings: ConfigProblem[] = [];
  const problems: ConfigProblem[] = [];
  const placeOf = new Map<string, number>();
  for (const [index, entry] of (Entries.safeParse(file).data?.accounts ?? []).entries()) {
    if (entry === null) continue;
    const path = ['accounts', index];
    const plain = checkPlainHttp(entry, path);
    problems.push(...plain.problems);
    warnings.push(...plain.warnings);
    const swept = takePart(plain.entry, 'inventory', AccountInventory, path);
    const looked = takePart(swept.entry, 'findings', findingsOfProvider(entry.provider), path);
    problems.push(...swept.problems, ...looked.problems);
    const parsed = schemas.get(entry.provider)?.safeParse(looked.entry);
    if (parsed === undefined) {
      const message = `must be one of ${[...schemas.keys()].join(', ')}`;
      problems.push({ path: writePath([...path, 'provider']), message });
    } else if (parsed.success) {
      const first = placeOf.get(parsed.data.tenant.reveal());
      if (first === undefined) placeOf.set(parsed.data.tenant.reveal(), index);
      // Its seats and people would be there twice, and changes of one entry would undo those of the other.
      else problems.push({ path: writePath(path), message: `is the same tenant as accounts.${first}` });
      accounts.push({ ...parsed.data, inventory: swept.part, findings: looked.part });
    } else problems.push(...parsed.error.issues.flatMap((issue) => describe(issue, path)));
  }
  return { accounts, problems, warnings };
}

/** Each problem once. Of a value that is missing from the environment no other problem is reported. */
function once(early: readonly ConfigProblem[], found: readonly ConfigProblem[]): ConfigProblem[] {
  const missing = new Set(early.map(({ path }) => path));
  const all = [...early, ...found.filter(({ path }) => !missing.has(path))];
  return [...new Map(all.map((one) => [`${one.path}: ${one.message}`, one])).values()];
}
