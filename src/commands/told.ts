// Problems of a configuration as people read them.
import type { ConfigProblem } from '../config/problem.ts';
import type { Config } from '../config/read.ts';
import type { ConfiguredAccount } from '../providers/registry.ts';

/** All of them, under a line that counts them. */
export function toldProblems(problems: readonly ConfigProblem[], file: string | undefined): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return `License Graph cannot start: ${count} in ${file ?? 'the configuration'}\n${linesOf(problems)}`;
}

/** One line each. */
export function linesOf(problems: readonly ConfigProblem[]): string {
  return problems.map(({ path, message }) => `  ${path === '' ? '(file)' : path}: ${message}\n`).join('');
}

/** A good configuration in one line. */
export function summaryOf(config: Config<ConfiguredAccount>, file: string | undefined): string {
  const { accounts, auth, server, store } = config;
  const callers =
    auth === 'none'
      ? 'everybody may ask'
      : `${auth.tokens.length} tokens, ${auth.jwt.length} issuers, ${auth.router ? 'a' : 'no'} router`;
  const kept =
    store.url !== null
      ? 'PostgreSQL'
      : store.directory === null
        ? 'kept in memory'
        : `kept in ${store.directory}`;
  const keys = accounts.map(({ key }) => key).join(', ');
  return `${file ?? 'The configuration'} is good: ${server.host}:${server.port}; ${callers}; ${kept}; accounts ${keys}.\n`;
}
