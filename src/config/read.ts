// Reading the configuration: a YAML file with `${NAME}` references into the environment. Every problem is reported, not the first.
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { ConfigFile, type AuthSettings, type LimitSettings, type ServerSettings } from './schema.ts';

/** What the process runs with. `Account` is whatever the providers' schemas give. */
export interface Config<Account> {
  readonly accounts: readonly Account[];
  readonly server: ServerSettings;
  readonly limits: LimitSettings;
  readonly auth: AuthSettings;
}

export interface ConfigProblem {
  /** Where in the file, for instance `accounts.0.clientSecret`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

export type ConfigResult<Account> =
  | { readonly ok: true; readonly config: Config<Account> }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

export interface ConfigSource<Account> {
  /** The file's text. */
  readonly text: string;
  /** Where references are looked up; `PORT` overrides `server.port`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The schema of an account's entry, by provider. */
  readonly accountSchemas: ReadonlyMap<string, z.ZodType<Account>>;
}

/** The configuration, or everything that is wrong with it. No value of the file is repeated: it may be a secret. */
export function readConfig<Account extends { readonly key: string }>(
  source: ConfigSource<Account>,
): ConfigResult<Account> {
  const document = parseDocument(source.text);
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map((error) => ({ path: '', message: firstLine(error.message) })),
    };
  }
  const problems: ConfigProblem[] = [];
  const resolved = resolveReferences(document.toJS() ?? {}, source.environment, [], problems);
  const file = ConfigFile.safeParse(withPort(resolved, source.environment, problems));
  if (!file.success) problems.push(...file.error.issues.map((issue) => describe(issue, [])));
  const accounts = readAccounts(resolved, source.accountSchemas, problems);
  if (!file.success || problems.length > 0) return { ok: false, problems: unique(problems) };

  const { server, limits, auth } = file.data;
  problems.push(...checkAuth(auth, server.host, accounts));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, config: { accounts, server, limits, auth: auth ?? 'none' } };
}

function resolveReferences(
  value: unknown,
  environment: ConfigSource<unknown>['environment'],
  path: readonly (string | number)[],
  problems: ConfigProblem[],
): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => resolveReferences(item, environment, [...path, index], problems));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        resolveReferences(item, environment, [...path, key], problems),
      ]),
    );
  }
  if (typeof value !== 'string') return value;
  return value.replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (reference, name: string) => {
    const found = environment[name];
    if (found !== undefined && found !== '') return found;
    problems.push({ path: path.join('.'), message: `environment variable ${name} is not set` });
    return reference;
  });
}

function withPort(
  file: unknown,
  environment: ConfigSource<unknown>['environment'],
  problems: ConfigProblem[],
): unknown {
  const port = environment['PORT'];
  if (port === undefined || port === '' || typeof file !== 'object' || file === null) return file;
  if (!/^\d{1,5}$/.test(port)) {
    problems.push({ path: 'server.port', message: 'environment variable PORT is not a port number' });
    return file;
  }
  const server: unknown = 'server' in file ? file.server : {};
  return { ...file, server: { ...(typeof server === 'object' ? server : {}), port: Number(port) } };
}

function readAccounts<Account extends { readonly key: string }>(
  file: unknown,
  schemas: ReadonlyMap<string, z.ZodType<Account>>,
  problems: ConfigProblem[],
): Account[] {
  const entries: unknown =
    typeof file === 'object' && file !== null && 'accounts' in file ? file.accounts : [];
  const accounts: Account[] = [];
  const seen = new Map<string, number>();
  for (const [index, entry] of (Array.isArray(entries) ? (entries as unknown[]) : []).entries()) {
    const path = ['accounts', index];
    if (typeof entry !== 'object' || entry === null || !('provider' in entry)) continue;
    const schema = schemas.get(String(entry.provider));
    if (!schema) {
      problems.push({
        path: [...path, 'provider'].join('.'),
        message: `must be one of ${[...schemas.keys()].join(', ')}`,
      });
      continue;
    }
    const parsed = schema.safeParse(entry);
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map((issue) => describe(issue, path)));
      continue;
    }
    const first = seen.get(parsed.data.key);
    if (first !== undefined) {
      problems.push({ path: [...path, 'key'].join('.'), message: `is already the key of accounts.${first}` });
    }
    seen.set(parsed.data.key, index);
    accounts.push(parsed.data);
  }
  return accounts;
}

/** Open to everybody is fine on this machine alone; anywhere else it has to be said. */
function checkAuth(
  auth: AuthSettings | undefined,
  host: string,
  accounts: readonly { readonly key: string }[],
): ConfigProblem[] {
  if (auth === undefined) {
    return isLoopback(host)
      ? []
      : [
          {
            path: 'auth',
            message:
              'is required when server.host is not loopback: list tokens, or say `auth: none` to let everybody in',
          },
        ];
  }
  if (auth === 'none') return [];
  const keys = new Set(accounts.map((account) => account.key));
  return auth.tokens.flatMap((token, index) =>
    (token.accounts ?? [])
      .filter((key) => !keys.has(key))
      .map((key) => ({
        path: `auth.tokens.${index}.accounts`,
        message: `there is no account ${JSON.stringify(key)}`,
      })),
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function describe(issue: z.core.$ZodIssue, prefix: readonly (string | number)[]): ConfigProblem {
  const path = [...prefix, ...issue.path].map(String).join('.');
  return {
    path,
    message: issue.code === 'unrecognized_keys' ? `unknown: ${issue.keys.join(', ')}` : issue.message,
  };
}

function unique(problems: readonly ConfigProblem[]): ConfigProblem[] {
  return [...new Map(problems.map((one) => [`${one.path}: ${one.message}`, one])).values()];
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
