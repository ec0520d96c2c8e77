// `--check=live`: asks the database and every account what they would be asked first. Nothing is changed, and nothing is created.
import { asProblemError, ProblemError, problem, type Problem } from '../domain/problem.ts';
import { dayOf } from '../changes/schedules/calendar.ts';
import type { Call } from '../domain/call.ts';
import type { Contract } from '../domain/insight/contract.ts';
import type { License } from '../domain/license.ts';
import type { UpstreamExchange, UpstreamObserver } from '../domain/telemetry/upstream-events.ts';
import { contractOf } from '../config/insight/contracts.ts';
import type { Config } from '../config/read.ts';
import type { LimitSettings } from '../config/schema.ts';
import { inOneSpelling } from '../insight/contracts/spelling.ts';
import { nameOf, worthALook, type ContractWarning } from '../insight/contracts/worth-a-look.ts';
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
  /** What is worth a look about its contracts. */
  readonly contracts: readonly ContractWarning[];
}

export interface LiveFindings {
  readonly store: { readonly found: string | null; readonly problem: Problem | null };
  /** In the order of the configuration. */
  readonly accounts: readonly AccountFinding[];
}

/** All at once: one that hangs holds up no other, and is given up in the end. */
export async function checkLive(
  config: Pick<Config<ConfiguredAccount>, 'store' | 'limits' | 'accounts' | 'contracts' | 'changes'>,
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
    const known = config.accounts.map((one) => one.create(runtime));
    const byKey = new Map(known.map((account) => [account.account.key, account]));
    const contracts = config.contracts.map((entry) => inOneSpelling(contractOf(entry), byKey));
    const today = dayOf(surroundings.now(), config.changes.zone);
    const around = { ...surroundings, logins, contracts, today };
    const [store, ...accounts] = await Promise.all([
      lookAt(config),
      ...known.map((account) => checkAccount(account, around)),
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

interface Around extends CheckSurroundings {
  readonly logins: ReadonlyMap<string, UpstreamExchange>;
  readonly contracts: readonly Contract[];
  /** `YYYY-MM-DD` */
  readonly today: string;
}

async function checkAccount(
  account: ProviderAccount,
  { now, sleep, accountMs, logins, contracts, today }: Around,
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
  const found = (licenses: readonly License[] | null, failure: Problem | null): AccountFinding => ({
    key,
    login: logins.get(key)?.outcome ?? (licenses === null ? 'unknown' : 'none'),
    licenses: licenses && licenses.length,
    mayChange: mayChange(account),
    ms: now() - started,
    problem: failure,
    contracts: licenses
      ? worthALook(
          contracts.filter(({ accountKey }) => accountKey === key),
          licenses,
          today,
        )
      : [],
  });
  try {
    const { items } = await account.catalogue(call);
    return found(items, null);
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
  const warnings = accounts.flatMap(({ contracts }) =>
    contracts.map(({ contract, why }) => `contract ${nameOf(contract)} ${why}.`),
  );
  const lines = [
    `store: ${store.found ?? 'failed'}`,
    '',
    ...aligned([['account', 'login', 'reads', 'may change', 'ms'], ...rows]),
    '',
    ...(store.problem ? [told('store', store.problem)] : []),
    ...failures,
    ...warnings,
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
