// `--check=live`: asks the database and every account what they would be asked first. Nothing is changed, and nothing is created.
import { asProblemError, ProblemError, problem, type Problem } from '../domain/problem.ts';
import type { Call } from '../domain/call.ts';
import type { UpstreamExchange, UpstreamObserver } from '../domain/telemetry/upstream-events.ts';
import type { Config } from '../config/read.ts';
import type { LimitSettings } from '../config/schema.ts';
import type { ProviderAccount } from '../providers/provider.ts';
import type { ConfiguredAccount } from '../providers/registry.ts';
import { lookAtStore } from '../store/look.ts';
import { storeOptions } from '../store/options.ts';
import { createTransport } from '../upstream/transport.ts';
import type { UpstreamRuntime } from '../upstream/upstream.ts';

/** What the process gives. */
export interface CheckSurroundings extends Pick<UpstreamRuntime, 'now' | 'random' | 'sleep' | 'log'> {
  /** How long one account may take, milliseconds. */
  readonly accountMs: number;
}

interface AccountFinding {
  readonly key: string;
  /** `ok`, how it failed, or `none` where there is no login. */
  readonly login: string;
  /** How many licenses there are; null when they could not be read. */
  readonly licenses: number | null;
  readonly mayChange: 'yes' | 'no' | 'unknown';
  readonly ms: number;
  readonly problem: Problem | null;
}

export interface LiveFindings {
  readonly store: { readonly found: string | null; readonly problem: Problem | null };
  /** In the order of the configuration. */
  readonly accounts: readonly AccountFinding[];
}

/** All at once: one that hangs holds up no other, and is given up in the end. */
export async function checkLive(
  config: Pick<Config<ConfiguredAccount>, 'store' | 'limits' | 'accounts'>,
  surroundings: CheckSurroundings,
): Promise<LiveFindings> {
  const limits = (): LimitSettings => config.limits;
  const { transport, close } = createTransport(() => ({
    ...config.limits,
    maxSockets: config.limits.concurrency * 2,
  }));
  const logins = new Map<string, UpstreamExchange>();
  const observer: UpstreamObserver = {
    exchanged: (one) => void (one.isLogin && logins.set(one.accountKey, one)),
    retried: ignore,
    failed: ignore,
    unusable: ignore,
  };
  const runtime: UpstreamRuntime = { ...surroundings, transport, limits, observer };
  try {
    const [store, ...accounts] = await Promise.all([
      lookAt(config),
      ...config.accounts.map((one) => checkAccount(one.create(runtime), logins, surroundings)),
    ]);
    return { store, accounts };
  } finally {
    close();
  }
}

function ignore(): void {}

function mayChange({ writes, mayChange: told }: ProviderAccount): AccountFinding['mayChange'] {
  if (!writes) return 'no';
  const may = told?.() ?? null;
  return may === null ? 'unknown' : may ? 'yes' : 'no';
}

function tooLate(ms: number): ProblemError {
  return new ProblemError(
    problem('UPSTREAM_TIMEOUT', 'PROVIDER', `The provider has not told its licenses in ${ms} ms.`, {
      hint: 'Look whether this machine reaches the provider, and whether a proxy is in between.',
    }),
  );
}

async function lookAt({ store }: Pick<Config<unknown>, 'store'>): Promise<LiveFindings['store']> {
  try {
    return { found: await lookAtStore(storeOptions(store)), problem: null };
  } catch (error) {
    return { found: null, problem: asProblemError(error).problem };
  }
}

async function checkAccount(
  account: ProviderAccount,
  logins: ReadonlyMap<string, UpstreamExchange>,
  { now, sleep, accountMs }: CheckSurroundings,
): Promise<AccountFinding> {
  const { key } = account.account;
  const started = now();
  const over = new AbortController();
  const done = new AbortController();
  void sleep(accountMs, done.signal).then(
    () => over.abort(tooLate(accountMs)),
    () => undefined,
  );
  const call: Call = { signal: over.signal, deadline: started + accountMs, record: ignore };
  const found = (licenses: number | null, failure: Problem | null): AccountFinding => ({
    key,
    login: logins.get(key)?.outcome ?? (licenses === null ? 'unknown' : 'none'),
    licenses,
    mayChange: mayChange(account),
    ms: now() - started,
    problem: failure,
  });
  try {
    const { items } = await account.catalogue(call);
    return found(items.length, null);
  } catch (error) {
    return found(null, asProblemError(error).problem);
  } finally {
    done.abort();
  }
}

/** What people read, and what of it has failed. */
export function toldFindings({ store, accounts }: LiveFindings): {
  readonly text: string;
  readonly ok: boolean;
} {
  const rows = accounts.map(({ key, login, licenses, mayChange: may, ms }) => [
    key,
    login,
    licenses === null ? 'failed' : `${licenses} licenses`,
    may,
    String(ms),
  ]);
  const failures = accounts.flatMap(({ key, problem: found }) => (found ? [told(key, found)] : []));
  const lines = [
    `store: ${store.found ?? 'failed'}`,
    '',
    ...aligned([['account', 'login', 'reads', 'may change', 'ms'], ...rows]),
    '',
    ...(store.problem ? [told('store', store.problem)] : []),
    ...failures,
  ];
  return { text: `${lines.join('\n').trimEnd()}\n`, ok: store.problem === null && failures.length === 0 };
}

function told(what: string, { code, message, hint }: Problem): string {
  return `${what}: ${message} ${hint ?? 'docs/errors.md says what to do.'} (${code})`;
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
