// Exchanges the configuration of a running process: all of it, or nothing when there is a problem.
import { differences } from '../config/compare.ts';
import type { LoadResult } from '../config/files/load.ts';
import type { ConfigProblem } from '../config/problem.ts';
import type { Config } from '../config/read.ts';
import type { Exchangeable } from '../domain/reload/current.ts';
import type { Log } from '../domain/log.ts';
import type { ConfiguredAccount } from '../providers/registry.ts';
import type { AccountKeys, AccountsInForce } from './accounts.ts';

type RunningConfig = Config<ConfiguredAccount>;

/** Takes what was loaded, or says in the log why not. */
export type Reload = (loaded: LoadResult<ConfiguredAccount>) => void;

export interface ReloadDeps {
  readonly inForce: Exchangeable<RunningConfig>;
  readonly accounts: AccountsInForce;
  readonly log: Log;
  /** The file of the configuration, as it was named; undefined where it has none. */
  readonly file: string | undefined;
  /** Does what is left to do once these are in force: names of settings, and accounts. Must not throw. */
  readonly exchanged: (settings: ReadonlySet<string>, accounts: AccountKeys) => void;
  /** Told of each try, for metrics. */
  readonly onReload: (ok: boolean) => void;
}

export function createReload(deps: ReloadDeps): Reload {
  return (loaded) => {
    if (!loaded.ok) return refuse(deps, loaded.problems);
    logWarnings(deps.log, loaded.warnings, deps.file);
    let isDone = false;
    try {
      exchange(deps, loaded.config);
      isDone = true;
    } catch (error) {
      deps.log.error({ err: error }, 'the configuration could not be exchanged: the old one goes on');
    }
    deps.onReload(isDone);
  };
}

/** What a configuration that is taken has besides: settings that have moved, for instance. `file` is where it stands. */
export function logWarnings(log: Log, warnings: readonly ConfigProblem[], file: string | undefined): void {
  for (const { path, message } of warnings) {
    log.warn({ setting: path, why: message, file }, 'a setting should be looked at');
  }
}

function refuse({ log, onReload, file }: ReloadDeps, problems: readonly ConfigProblem[]): void {
  for (const { path, message } of problems) {
    log.error(
      { setting: path === '' ? '(file)' : path, why: message, file },
      'the configuration has a problem',
    );
  }
  log.error({ problems: problems.length, file }, 'the configuration was refused: the old one goes on');
  onReload(false);
}

function exchange({ inForce, accounts, log, exchanged }: ReloadDeps, next: RunningConfig): void {
  const before = inForce.current();
  const { exchanged: settings, needRestart } = differences(before, next);
  const { commit, ...keys } = accounts.prepare(next.accounts);
  // Nothing fails from here on.
  inForce.exchange(merged(before, next, new Set(settings)));
  commit();
  exchanged(new Set(settings), keys);
  log.info({ settings, accounts: keys }, 'the configuration was reloaded');
  if (needRestart.length > 0) log.warn({ settings: needRestart }, 'these settings need a restart');
}

/** What stays the same stays the same object: whoever compares it has nothing to do. What needs a restart is not in force. */
function merged(before: RunningConfig, next: RunningConfig, names: ReadonlySet<string>): RunningConfig {
  return {
    ...before,
    accounts: next.accounts,
    contracts: names.has('contracts') ? next.contracts : before.contracts,
    auth: names.has('auth') ? next.auth : before.auth,
    limits: names.has('limits') ? next.limits : before.limits,
    findings: names.has('findings') ? next.findings : before.findings,
    server: {
      ...before.server,
      ...(names.has('server.limits') && { limits: next.server.limits }),
      logLevel: next.server.logLevel,
      corsOrigins: next.server.corsOrigins,
    },
  };
}
